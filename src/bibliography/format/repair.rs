//! Rewrites styles where hayagriva 0.10 does not read them as the CSL specification asks.
//!
//! This module takes a style and changes it so that its references come out right:
//!
//! - `<names>` with a label but without `<name>` print nothing (hayagriva issue 519), so that
//!   Vancouver loses all its authors. They get the `<name>` that the specification says is meant.
//! - `<names>` without people do not count as an empty variable, so that a group prints "In:" before
//!   nothing. An empty variable beside them counts in their place.
//! - `<names>` deep inside `<substitute>` do not take over the form of the names that they stand
//!   for. They get it here.
//! - What a style writes before and after each name is lost. A mark says where it goes, and `tree`
//!   puts it there.
//! - `<label variable="page" plural="never">` is plural all the same. It becomes the term.
//! - `container-title` in short form prints the long one for CSL-JSON, so that medical styles never
//!   abbreviate a journal. It becomes `container-title-short`, which is always set.
//! - Sentence case makes proper names small, although only titles all in capitals should change
//!   beyond their first letter. It becomes `capitalize-first`.

use super::letters::variable;
use super::marks;
use hayagriva::citationberg::taxonomy::{
    NumberOrPageVariable, PageVariable, StandardVariable, Term, Variable,
};
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, ChooseMatch, IndependentStyle, Label, LabelPluralize,
    LayoutRenderingElement as Element, LongShortForm, Name, Names, NamesChild, Text, TextCase,
    TextTarget,
};

/// A variable that no record has.
const EMPTY: StandardVariable = StandardVariable::Abstract;

/// What a style writes before and after each name, by the number of its mark.
pub(super) type NameAffixes = Vec<Affixes>;

/// Rewrites every element of a style.
pub(super) fn repair(style: &mut IndependentStyle) -> NameAffixes {
    let mut repair = StyleRepair::default();
    let macros = style.macros.iter_mut().map(|one| &mut one.children);
    let list = style.bibliography.iter_mut();
    let layouts = std::iter::once(&mut style.citation.layout)
        .chain(list.map(|bibliography| &mut bibliography.layout));
    macros
        .chain(layouts.map(|layout| &mut layout.elements))
        .for_each(|elements| repair.elements(elements));
    repair.affixes
}

/// The state of going through a style.
#[derive(Default)]
struct StyleRepair {
    /// What is written before and after names.
    affixes: NameAffixes,
}

impl StyleRepair {
    /// Rewrites elements that stand beside each other, and those in them.
    fn elements(&mut self, elements: &mut Vec<Element>) {
        let mut at = 0;
        while let Some(element) = elements.get_mut(at) {
            self.element(element);
            at += 1;
            if matches!(elements[at - 1], Element::Names(_)) {
                elements.insert(at, variable(EMPTY));
                at += 1;
            }
        }
    }

    /// Rewrites an element and those in it.
    fn element(&mut self, element: &mut Element) {
        match element {
            Element::Text(text) => self::text(text),
            Element::Names(names) => self.names(names),
            Element::Label(label) => {
                if let Some(fixed) = page_label(label) {
                    *element = fixed;
                }
            }
            Element::Group(group) => self.elements(&mut group.children),
            Element::Choose(choose) => {
                branches(choose).for_each(|children| self.elements(children));
            }
            Element::Date(_) | Element::Number(_) => {}
        }
    }

    /// Rewrites names, and what stands in their place.
    fn names(&mut self, names: &mut Names) {
        let named = names.name().is_some();
        if !named && !names.children.is_empty() {
            names.children.insert(0, NamesChild::Name(Name::default()));
        }
        let model = names.clone();
        for child in &mut names.children {
            if let NamesChild::Substitute(substitute) = child {
                substitute
                    .children
                    .iter_mut()
                    .for_each(|element| inherit(element, &model));
                substitute
                    .children
                    .iter_mut()
                    .for_each(|element| self.element(element));
            }
        }
        if let Some(mark) = self.mark(names) {
            names.prefix.get_or_insert_default().insert(0, mark);
        }
    }

    /// Returns the mark for what is written before and after each name, if anything is.
    fn mark(&mut self, names: &Names) -> Option<char> {
        let affixes = &names.name()?.affixes;
        let is_empty = |affix: &Option<String>| affix.as_ref().is_none_or(String::is_empty);
        if is_empty(&affixes.prefix) && is_empty(&affixes.suffix) {
            return None;
        }
        let known = self.affixes.iter().position(|known| known == affixes);
        let number = known.unwrap_or_else(|| {
            self.affixes.push(affixes.clone());
            self.affixes.len() - 1
        });
        marks::of_affixes(number)
    }
}

/// Rewrites a text.
fn text(text: &mut Text) {
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

/// Gives names inside a substitute the form of the names that they stand for.
fn inherit(element: &mut Element, model: &Names) {
    match element {
        Element::Names(names) => {
            let mut own = names.children.iter();
            let own = own.find(|child| matches!(child, NamesChild::Label(_)));
            let own = own.cloned();
            *names = model.from_names_substitute(names);
            if let Some(own) = own {
                names
                    .children
                    .retain(|child| !matches!(child, NamesChild::Label(_)));
                names.children.push(own);
            }
        }
        Element::Group(group) => {
            let children = group.children.iter_mut();
            children.for_each(|child| inherit(child, model));
        }
        Element::Choose(choose) => {
            let children = branches(choose).flatten();
            children.for_each(|child| inherit(child, model));
        }
        _ => {}
    }
}

/// Returns the lists of elements in the branches of a choice.
fn branches(choose: &mut Choose) -> impl Iterator<Item = &mut Vec<Element>> {
    let conditions = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    let otherwise = choose.otherwise.iter_mut();
    conditions
        .map(|branch| &mut branch.children)
        .chain(otherwise.map(|branch| &mut branch.children))
}

/// Returns the term that a label of pages stands for, if its number is fixed.
fn page_label(label: &Label) -> Option<Element> {
    let NumberOrPageVariable::Page(page) = label.variable else {
        return None;
    };
    let plural = match label.label.plural {
        LabelPluralize::Contextual => return None,
        LabelPluralize::Always => true,
        LabelPluralize::Never => false,
    };
    let term = Element::Text(Text {
        formatting: label.label.formatting,
        affixes: label.label.affixes.clone(),
        strip_periods: label.label.strip_periods,
        text_case: label.label.text_case,
        ..Text::with_target(TextTarget::Term {
            term: Term::from(page),
            form: label.label.form,
            plural,
        })
    });
    Some(Element::Choose(Choose {
        if_: ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: Some(vec![Variable::Page(PageVariable::Page)]),
            match_: ChooseMatch::default(),
            children: vec![term],
        },
        else_if: Vec::new(),
        otherwise: None,
    }))
}
