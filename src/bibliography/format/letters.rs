//! Finds the letters that tell publications of one year apart, and hands them on.
//!
//! hayagriva tells publications apart once, for citations and references alike. The references are
//! written in a run of their own, so this module reads order and letters from the run of the
//! citations, and marks the publications of the other run so that they get the same letters. For
//! that, [`citing`] and [`listing`] make two styles of one.

use hayagriva::Rendered;
use hayagriva::citationberg::json::{Item as CslItem, Value};
use hayagriva::citationberg::taxonomy::{DateVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Affixes, CslMacro, Date, DateForm, DateParts, Formatting, IndependentStyle, Layout,
    LayoutRenderingElement as Element, LongShortForm, NamesChild, Text, TextTarget,
};

/// The variable that groups publications which get letters. Readers' notes are never printed, so
/// records do not use it.
const GROUP: StandardVariable = StandardVariable::Annote;

/// A publication in the order of the list.
pub(super) struct ListedItem {
    /// The index of the publication in the request.
    pub(super) item: usize,
    /// The letter after its year, counted from 0.
    pub(super) letter: Option<usize>,
}

/// Returns a style for citations and for the order of the list, whose references say nothing but
/// the letter.
pub(super) fn citing(style: &IndependentStyle) -> IndependentStyle {
    let mut citing = style.clone();
    let explicit = names_letter(style);
    if let Some(bibliography) = &mut citing.bibliography {
        let letter = if explicit {
            variable(StandardVariable::YearSuffix)
        } else {
            // hayagriva prints the letter after the first year by itself.
            date(DateVariable::Issued, Some(DateForm::Text))
        };
        bibliography.layout = Layout::with_elements(vec![letter]);
        bibliography.second_field_align = None;
        bibliography.subsequent_author_substitute = None;
    }
    citing
}

/// Returns a style for references in a given order, whose citations say nothing but the group.
pub(super) fn listing(style: &IndependentStyle) -> IndependentStyle {
    let mut listing = style.clone();
    let mut elements = vec![
        variable(GROUP),
        // hayagriva gives letters only where some citation shows a date.
        date(DateVariable::Issued, None),
        date(DateVariable::Accessed, None),
    ];
    if in_elements(&style.citation.layout.elements, &style.macros) {
        elements.push(variable(StandardVariable::YearSuffix));
    }
    listing.citation.layout = Layout::with_elements(elements);
    listing.citation.sort = None;
    listing.citation.collapse = None;
    listing.citation.disambiguate_add_names = false;
    listing.citation.disambiguate_add_givenname = false;
    if let Some(bibliography) = &mut listing.bibliography {
        bibliography.sort = None;
    }
    listing
}

/// Returns the order of the list and its letters, from a run with a style of [`citing`].
pub(super) fn of(rendered: &Rendered) -> Vec<ListedItem> {
    let references = rendered
        .bibliography
        .iter()
        .flat_map(|bibliography| &bibliography.items);
    references
        .filter_map(|reference| {
            let shown = super::pieces::plain(&super::pieces::pieces(&reference.content));
            Some(ListedItem {
                item: reference.key.parse().ok()?,
                letter: number(&shown),
            })
        })
        .collect()
}

/// Returns the number of the letters after a year: `2014b` is 1.
fn number(shown: &str) -> Option<usize> {
    let start = shown.rfind(|c: char| c.is_ascii_digit());
    let letters = shown.as_bytes()[start.map_or(0, |at| at + 1)..].iter();
    let letters = letters.take_while(|letter| letter.is_ascii_lowercase());
    let digit = |number: usize, letter: &u8| number * 26 + usize::from(letter - b'a') + 1;
    letters.take(2).fold(0, digit).checked_sub(1)
}

/// Returns the publications in the order of the list, marked so that they get their letters again:
/// those of one group get letters in turn.
pub(super) fn marked(items: &[CslItem], list: &[ListedItem]) -> Vec<CslItem> {
    let mut groups: Vec<usize> = Vec::new();
    let listed = list.iter().filter(|listed| listed.item < items.len());
    listed
        .map(|listed| {
            let group = listed.letter.map(|letter| {
                let open = groups.iter().rposition(|size| *size == letter);
                let group = open.unwrap_or_else(|| {
                    groups.push(letter);
                    groups.len() - 1
                });
                groups[group] += 1;
                group
            });
            let mark = match group {
                Some(group) => format!("group {group}"),
                None => format!("item {}", listed.item),
            };
            let mut item = items[listed.item].clone();
            item.0.insert(GROUP.to_string(), Value::String(mark));
            item
        })
        .collect()
}

/// Reports whether a style says where the letter stands.
fn names_letter(style: &IndependentStyle) -> bool {
    let list = style.bibliography.iter();
    let layouts = list
        .map(|bibliography| &bibliography.layout)
        .chain([&style.citation.layout]);
    let mut layouts = layouts.map(|layout| &layout.elements);
    layouts.any(|elements| in_elements(elements, &style.macros))
}

/// Reports whether elements, or the macros that they call, hold the letter.
fn in_elements(elements: &[Element], macros: &[CslMacro]) -> bool {
    elements.iter().any(|element| match element {
        Element::Text(text) => match &text.target {
            TextTarget::Variable { var, .. } => {
                *var == Variable::Standard(StandardVariable::YearSuffix)
            }
            TextTarget::Macro { name } => macros
                .iter()
                .find(|one| one.name == *name)
                .is_some_and(|one| in_elements(&one.children, macros)),
            _ => false,
        },
        Element::Group(group) => in_elements(&group.children, macros),
        Element::Choose(choose) => {
            let otherwise = choose.otherwise.iter().map(|branch| &branch.children);
            choose
                .branches()
                .map(|branch| &branch.children)
                .chain(otherwise)
                .any(|children| in_elements(children, macros))
        }
        Element::Names(names) => names.children.iter().any(|child| match child {
            NamesChild::Substitute(substitute) => in_elements(&substitute.children, macros),
            _ => false,
        }),
        _ => false,
    })
}

/// Returns an element that prints a variable.
pub(super) fn variable(variable: StandardVariable) -> Element {
    Element::Text(Text::with_target(TextTarget::Variable {
        var: Variable::Standard(variable),
        form: LongShortForm::Long,
    }))
}

/// Returns an element that prints the year of a date in the form of the language, or one that
/// prints nothing and is a date all the same.
fn date(variable: DateVariable, form: Option<DateForm>) -> Element {
    Element::Date(Date {
        variable: Some(variable),
        form,
        parts: form.map(|_| DateParts::Year),
        date_part: Vec::new(),
        formatting: Formatting::default(),
        affixes: Affixes::default(),
        delimiter: None,
        display: None,
        text_case: None,
    })
}
