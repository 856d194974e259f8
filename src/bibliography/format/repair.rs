//! Rewrites styles where hayagriva 0.10 does not read them as the CSL specification asks.
//!
//! This module takes a style and changes it so that its references come out right:
//!
//! - `<names>` with a label but without `<name>` print nothing (hayagriva issue 519), so that
//!   Vancouver loses all its authors. They get the `<name>` that the specification says is meant.
//! - `container-title` in short form prints the long one for CSL-JSON, so that medical styles never
//!   abbreviate a journal. It becomes `container-title-short`, which is always set.
//! - Sentence case makes proper names small, although only titles all in capitals should change
//!   beyond their first letter. It becomes `capitalize-first`.

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, LongShortForm, Name, Names, NamesChild,
    TextCase, TextTarget,
};

/// Rewrites every element of a style.
pub(super) fn repair(style: &mut IndependentStyle) {
    let macros = style.macros.iter_mut().flat_map(|one| &mut one.children);
    let layouts = std::iter::once(&mut style.citation.layout).chain(
        style
            .bibliography
            .as_mut()
            .map(|bibliography| &mut bibliography.layout),
    );
    macros.for_each(element);
    for layout in layouts {
        layout.elements.iter_mut().for_each(element);
    }
}

/// Rewrites an element and those in it.
fn element(element: &mut Element) {
    match element {
        Element::Text(text) => {
            if let TextTarget::Variable {
                var: var @ Variable::Standard(StandardVariable::ContainerTitle),
                form: form @ LongShortForm::Short,
            } = &mut text.target
            {
                *var = Variable::Standard(StandardVariable::ContainerTitleShort);
                *form = LongShortForm::Long;
            }
            if text.text_case == Some(TextCase::SentenceCase) {
                text.text_case = Some(TextCase::CapitalizeFirst);
            }
        }
        Element::Names(names) => self::names(names),
        _ => {}
    }
    children(element).for_each(self::element);
}

/// Adds the `<name>` that is meant.
fn names(names: &mut Names) {
    let named = names
        .children
        .iter()
        .any(|child| matches!(child, NamesChild::Name(_)));
    if !named && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}

/// Returns the elements in an element.
fn children(element: &mut Element) -> Box<dyn Iterator<Item = &mut Element> + '_> {
    match element {
        Element::Group(group) => Box::new(group.children.iter_mut()),
        Element::Choose(choose) => {
            let branches = std::iter::once(&mut choose.if_)
                .chain(&mut choose.else_if)
                .flat_map(|branch| &mut branch.children);
            Box::new(
                branches.chain(
                    choose
                        .otherwise
                        .as_mut()
                        .into_iter()
                        .flat_map(|branch| &mut branch.children),
                ),
            )
        }
        Element::Names(names) => {
            Box::new(names.children.iter_mut().flat_map(|child| match child {
                NamesChild::Substitute(substitute) => substitute.children.iter_mut(),
                _ => [].iter_mut(),
            }))
        }
        _ => Box::new(std::iter::empty()),
    }
}
