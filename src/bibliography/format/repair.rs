//! Rewrites styles where hayagriva 0.10 does not read them as the CSL specification asks.
//!
//! This module takes a style and changes it so that its references come out right:
//!
//! - `<names>` with a label but without `<name>` print nothing (hayagriva issue 519), so that
//!   Vancouver loses all its authors. They get the `<name>` that the specification says is meant.
//! - `<names>` without people do not count as an empty variable, so that a group prints "In:" with
//!   nothing after it. An empty variable beside them counts in their place.
//! - `<names>` deep inside `<substitute>` do not take over the form of the names that they stand
//!   for. They get it here.
//! - What a style writes before and after each name is lost. A mark says where it goes, and `tree`
//!   puts it there.
//! - `<label variable="page" plural="never">` is plural all the same. It becomes the term.
//! - A label of names with `plural="never"` is plural, too. It becomes a term as well.
//! - A colon or semicolon at the start of an affix keeps the space before it. A mark takes it away.
//! - Words and dates that a style gives for `en-US` are not used in `en-GB`, though they are those
//!   of its language. They are given for `en`, too.
//! - `container-title` in short form prints the long one for CSL-JSON, so that medical styles never
//!   abbreviate a journal. It becomes a choice between the short title and the long one; so does
//!   `container-title-short`, with which a journal without a short title would be left out.
//! - Sentence case makes proper names small, although only titles all in capitals should change
//!   beyond their first letter. It becomes `capitalize-first`.

use super::letters::variable;
use super::marks;
use hayagriva::citationberg::taxonomy::{NumberOrPageVariable, StandardVariable, Term, Variable};
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, ChooseMatch, ElseBranch, Group, IndependentStyle, Label,
    LabelPluralize, LayoutRenderingElement as Element, Locale, LocaleCode, LongShortForm, Name,
    NameLabelPosition, Names, NamesChild, Text, TextCase, TextTarget, VariablelessLabel,
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
    let languages = MAIN_DIALECTS
        .iter()
        .filter_map(|dialect| general(style, dialect));
    let languages: Vec<Locale> = languages.collect();
    style.locale.extend(languages);
    repair.affixes
}

/// The dialects whose words a style means for the whole of their language.
const MAIN_DIALECTS: [&str; 6] = ["en-US", "de-DE", "es-ES", "fr-FR", "pt-PT", "zh-CN"];

/// Returns the words that a style gives for a main dialect as those of the language, unless the
/// style gives that some.
fn general(style: &IndependentStyle, dialect: &str) -> Option<Locale> {
    let find = |code: &str| {
        let mut locales = style.locale.iter();
        locales.find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == code))
    };
    let language = &dialect[..2];
    if find(language).is_some() {
        return None;
    }
    Some(Locale {
        lang: Some(LocaleCode(language.to_owned())),
        ..find(dialect)?.clone()
    })
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
            Element::Text(text) => {
                if text.text_case == Some(TextCase::SentenceCase) {
                    text.text_case = Some(TextCase::CapitalizeFirst);
                }
                no_gap_at(&mut text.affixes);
                if let Some(chosen) = short_title(text) {
                    *element = chosen;
                }
            }
            Element::Label(label) => {
                if let Some(fixed) = page_label(label) {
                    *element = fixed;
                }
            }
            Element::Names(names) => {
                self.names(names);
                no_gap(&mut names.prefix);
                no_gap(&mut names.suffix);
                if let Some(fixed) = names_label(names) {
                    *element = fixed;
                }
            }
            Element::Group(group) => {
                no_gap(&mut group.prefix);
                no_gap(&mut group.suffix);
                no_gap(&mut group.delimiter);
                self.elements(&mut group.children);
            }
            Element::Choose(choose) => {
                branches(choose).for_each(|children| self.elements(children));
            }
            Element::Date(date) => no_gap_at(&mut date.affixes),
            Element::Number(number) => no_gap_at(&mut number.affixes),
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

/// Returns the choice between the short title of a journal and its full one that a text means.
fn short_title(text: &Text) -> Option<Element> {
    use StandardVariable::{ContainerTitle, ContainerTitleShort};
    let TextTarget::Variable { var, form } = text.target else {
        return None;
    };
    let is_short = var == Variable::Standard(ContainerTitleShort)
        || (var == Variable::Standard(ContainerTitle) && form == LongShortForm::Short);
    if !is_short {
        return None;
    }
    let printing = |variable: StandardVariable| {
        vec![Element::Text(Text {
            target: TextTarget::from(Variable::Standard(variable)),
            ..text.clone()
        })]
    };
    let short = Variable::Standard(ContainerTitleShort);
    let full = printing(ContainerTitle);
    Some(choose(short, printing(ContainerTitleShort), Some(full)))
}

/// Returns a choice by whether a publication has a variable.
fn choose(variable: Variable, then: Vec<Element>, otherwise: Option<Vec<Element>>) -> Element {
    Element::Choose(Choose {
        if_: ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: Some(vec![variable]),
            match_: ChooseMatch::default(),
            children: then,
        },
        else_if: Vec::new(),
        otherwise: otherwise.map(|children| ElseBranch { children }),
    })
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

/// Marks a colon or semicolon at the start of affixes.
fn no_gap_at(affixes: &mut Affixes) {
    no_gap(&mut affixes.prefix);
    no_gap(&mut affixes.suffix);
}

/// Marks a colon or semicolon at the start of an affix, at which no gap is wanted.
fn no_gap(affix: &mut Option<String>) {
    if let Some(text) = affix
        && text.starts_with([':', ';'])
    {
        text.insert(0, marks::NO_GAP);
    }
}

/// Returns the term that a label of pages stands for, if its number is fixed.
fn page_label(label: &Label) -> Option<Element> {
    let NumberOrPageVariable::Page(page) = label.variable else {
        return None;
    };
    let term = fixed_label(&label.label, Term::from(page))?;
    Some(choose(Variable::Page(page), vec![term], None))
}

/// Returns names beside the term that their label stands for, if its number is fixed.
fn names_label(names: &mut Names) -> Option<Element> {
    let [name] = names.variable[..] else {
        return None;
    };
    let (label, position) = names.label()?;
    let label = fixed_label(label, Term::from(name))?;
    if names.substitute().is_some() {
        return None;
    }
    let mut alone = names.clone();
    alone
        .children
        .retain(|child| !matches!(child, NamesChild::Label(_)));
    let suffix = alone.suffix.take();
    let (prefix, children) = match position {
        NameLabelPosition::BeforeName => {
            let mark = |c: &char| marks::affixes(*c).is_some();
            let prefix = alone.prefix.take().unwrap_or_default();
            let (marks, prefix): (String, String) = prefix.chars().partition(mark);
            alone.prefix = Some(marks);
            (
                Some(prefix),
                vec![label, Element::Names(alone), variable(EMPTY)],
            )
        }
        NameLabelPosition::AfterName => (None, vec![Element::Names(alone), variable(EMPTY), label]),
    };
    Some(Element::Group(Group {
        children,
        font_style: None,
        font_variant: None,
        font_weight: None,
        text_decoration: None,
        vertical_align: None,
        prefix,
        suffix,
        delimiter: None,
        display: None,
    }))
}

/// Returns the term that a label stands for, if its number is fixed.
fn fixed_label(label: &VariablelessLabel, term: Term) -> Option<Element> {
    let plural = match label.plural {
        LabelPluralize::Contextual => return None,
        LabelPluralize::Always => true,
        LabelPluralize::Never => false,
    };
    Some(Element::Text(Text {
        formatting: label.formatting,
        affixes: label.affixes.clone(),
        strip_periods: label.strip_periods,
        text_case: label.text_case,
        ..Text::with_target(TextTarget::Term {
            term,
            form: label.form,
            plural,
        })
    }))
}
