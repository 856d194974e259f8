//! Corrects hayagriva's tree of elements while it still says which words are a date and which a
//! name. Takes the tree of a reference or of one citation in a cluster, and the publication; gives
//! the same tree with spans of dates, words in the place of a date, "et al." for "and others", and
//! without the authors where the sentence names them already.

use super::prepare::{WORDS_YEAR, is_no_date};
use super::style::StyleEngine;
use crate::bibliography::item::{DateEnd, Item, ItemDate, Point};
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{Locale, TermForm};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted};

/// Corrects the dates and names of a publication.
pub(super) fn finish(children: &mut ElemChildren, item: &Item, prepared: &StyleEngine) {
    let spans: Vec<&ItemDate> = item
        .dates
        .values()
        .filter(|when| matches!(when.until, Some(DateEnd::Point(_))))
        .collect();
    let words = item
        .issued()
        .filter(|when| when.from.is_none())
        .and_then(|when| when.literal.as_deref())
        .filter(|words| !is_no_date(words));
    let others = item.names.values().any(|people| {
        people.len() > super::prepare::MOST_PEOPLE
            || people.iter().any(super::super::item::Name::is_others)
    });
    if spans.is_empty() && words.is_none() && !others {
        return;
    }
    each(children, &mut |meta, children| match meta {
        ElemMeta::Date => {
            if let Some(words) = words {
                words_for_date(children, words);
            }
            spans.iter().any(|when| span(children, when, prepared));
        }
        ElemMeta::Names(_) if others => et_al(children, prepared),
        _ => {}
    });
}

/// Calls `visit` for every element with a meaning.
fn each(children: &mut ElemChildren, visit: &mut impl FnMut(&ElemMeta, &mut ElemChildren)) {
    for child in &mut children.0 {
        if let ElemChild::Elem(elem) = child {
            if let Some(meta) = &elem.meta {
                visit(meta, &mut elem.children);
            }
            each(&mut elem.children, visit);
        }
    }
}

fn texts<'e>(children: &'e mut ElemChildren, out: &mut Vec<&'e mut String>) {
    for child in &mut children.0 {
        match child {
            ElemChild::Text(text) => out.push(&mut text.text),
            ElemChild::Elem(elem) => texts(&mut elem.children, out),
            _ => {}
        }
    }
}

fn words_for_date(children: &mut ElemChildren, words: &str) {
    let mut leaves = Vec::new();
    texts(children, &mut leaves);
    let year = WORDS_YEAR.to_string();
    for leaf in leaves {
        if let Some(at) = leaf.find(&year) {
            let suffixed = leaf[at + year.len()..].starts_with(|c: char| c.is_ascii_lowercase());
            leaf.replace_range(
                at..at + year.len(),
                &if suffixed {
                    format!("{words}-")
                } else {
                    words.to_owned()
                },
            );
        }
    }
}

/// Adds the end of a span to a date that shows its start. Returns `false` when the date shows
/// another one.
fn span(children: &mut ElemChildren, when: &ItemDate, prepared: &StyleEngine) -> bool {
    let (Some(from), Some(DateEnd::Point(until))) = (when.from, when.until) else {
        return false;
    };
    let mut leaves = Vec::new();
    texts(children, &mut leaves);
    let shown: String = leaves.iter().map(|leaf| leaf.as_str()).collect();
    let year = from.year.to_string();
    if !shown.contains(&year) {
        return false;
    }
    let names = |point: Point| {
        point
            .month
            .map(|month| months(month, prepared))
            .unwrap_or_default()
    };
    let (first, last) = (names(from), names(until));
    // The style shows the month in the longest of its forms that is there.
    let form = first
        .iter()
        .position(|name| !name.is_empty() && shown.contains(name.as_str()));
    let month = form.map(|form| {
        (
            first[form].clone(),
            last.get(form).cloned().unwrap_or_default(),
        )
    });
    let (find, add) = match (month, from.day.zip(until.day)) {
        (None, _) if from.year != until.year => (year, format!("–{}", until.year)),
        (Some((name, _)), Some((day, last_day)))
            if from.year == until.year
                && from.month == until.month
                && number(&shown.replace(&year, ""), day) =>
        {
            let _ = name;
            (day.to_string(), format!("–{last_day}"))
        }
        (Some((name, other)), None)
            if from.year == until.year && from.month != until.month && !other.is_empty() =>
        {
            (name, format!("–{other}"))
        }
        (Some((name, other)), None)
            if from.year != until.year && shown.trim() == format!("{name} {year}") =>
        {
            (year, format!("–{other} {}", until.year))
        }
        _ => return true,
    };
    for leaf in leaves {
        if let Some(at) = leaf.find(&find) {
            leaf.insert_str(at + find.len(), &add);
            break;
        }
    }
    true
}

/// Reports whether a text holds a number by itself, not as part of another.
fn number(text: &str, number: u8) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits == number.to_string())
}

/// Returns the names of a month, the long one first; short ones with and without their full stop.
fn months(month: u8, prepared: &StyleEngine) -> Vec<String> {
    let name = |form| {
        OtherTerm::month(month - 1)
            .and_then(|month| term(Term::Other(month), form, prepared))
            .unwrap_or_default()
    };
    let (long, short) = (name(TermForm::Long), name(TermForm::Short));
    let bare = short.trim_end_matches('.').to_owned();
    vec![long, short, bare]
}

/// Replaces "and others": "Smith, Jones and others" becomes "Smith, Jones, et al."
fn et_al(children: &mut ElemChildren, prepared: &StyleEngine) {
    let is_name = |child: &ElemChild| matches!(child, ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Name(..))));
    let Some(at) = children.0.iter().rposition(is_name) else {
        return;
    };
    let ElemChild::Elem(last) = &mut children.0[at] else {
        return;
    };
    let mut leaves = Vec::new();
    texts(&mut last.children, &mut leaves);
    let shown: String = leaves.iter().map(|leaf| leaf.as_str()).collect();
    if !crate::bibliography::item::Name::body(shown.trim()).is_others() {
        return;
    }
    let words = term(Term::Other(OtherTerm::EtAl), TermForm::Long, prepared)
        .unwrap_or_else(|| "et al.".to_owned());
    let formatting = leaf_formatting(&last.children);
    last.children.0 = vec![ElemChild::Text(Formatted {
        text: words,
        formatting,
    })];
    let before = children.0[..at]
        .iter()
        .filter(|child| is_name(child))
        .count();
    let Some(previous) = children.0[..at].iter().rposition(is_name) else {
        return;
    };
    children.0.splice(
        previous + 1..at,
        [ElemChild::Text(Formatted {
            text: if before > 1 { ", " } else { " " }.to_owned(),
            formatting,
        })],
    );
}

fn leaf_formatting(children: &ElemChildren) -> hayagriva::Formatting {
    children
        .0
        .iter()
        .find_map(|child| match child {
            ElemChild::Text(text) => Some(text.formatting),
            _ => None,
        })
        .unwrap_or_default()
}

/// Writes out "and" for a sentence: "Ellis and Hodge (2014)", though the brackets have "Ellis &
/// Hodge".
pub(super) fn and_in_words(children: &mut ElemChildren, prepared: &StyleEngine) {
    let Some(and) = term(Term::Other(OtherTerm::And), TermForm::Long, prepared) else {
        return;
    };
    each(children, &mut |meta, children| {
        if matches!(meta, ElemMeta::Names(_)) {
            for child in &mut children.0 {
                if let ElemChild::Text(text) = child {
                    text.text = text.text.replace('&', &and);
                }
            }
        }
    });
}

/// Returns the authors as a sentence names them where the style cites by numbers or in notes:
/// "Ellis and Hodge", "Carpenter et al."
pub(super) fn authors(item: &Item, prepared: &StyleEngine) -> String {
    let word = |other: OtherTerm, otherwise: &str| {
        term(Term::Other(other), TermForm::Long, prepared).unwrap_or_else(|| otherwise.to_owned())
    };
    match item.makers() {
        [] => item
            .plain("title-short")
            .or_else(|| item.plain("title"))
            .unwrap_or_default(),
        [one] => one.family_name(),
        [first, second] if !second.is_others() => {
            format!(
                "{} {} {}",
                first.family_name(),
                word(OtherTerm::And, "and"),
                second.family_name()
            )
        }
        [first, ..] => format!(
            "{} {}",
            first.family_name(),
            word(OtherTerm::EtAl, "et al.")
        ),
    }
}

/// Takes the names out of a citation that begins with them: "Ellis and Hodge, 2014" becomes "2014".
pub(super) fn suppress_names(children: &mut ElemChildren) {
    if remove_names(children) == Some(true) {
        trim_start(children);
    }
}

/// Removes names. Returns `Some(true)` when names were removed, `Some(false)` when something else
/// stands first.
fn remove_names(children: &mut ElemChildren) -> Option<bool> {
    for at in 0..children.0.len() {
        match &mut children.0[at] {
            ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Names(_))) => {
                // A citation of nothing but names, as some styles for notes have it, keeps them.
                if children.0.len() == 1 {
                    return Some(false);
                }
                children.0.remove(at);
                return Some(true);
            }
            ElemChild::Elem(elem) => {
                if let Some(done) = remove_names(&mut elem.children) {
                    return Some(done);
                }
            }
            ElemChild::Text(text) if text.text.trim().is_empty() => {}
            _ => return Some(false),
        }
    }
    None
}

fn trim_start(children: &mut ElemChildren) {
    let mut leaves = Vec::new();
    texts(children, &mut leaves);
    for leaf in leaves {
        *leaf = leaf
            .trim_start_matches(|c: char| c.is_whitespace() || ",;:.&".contains(c))
            .to_owned();
        if !leaf.is_empty() {
            return;
        }
    }
}

/// Returns a word of the style's language.
fn term(term: Term, form: TermForm, prepared: &StyleEngine) -> Option<String> {
    let language = prepared.locale.0.split('-').next().unwrap_or_default();
    let fits =
        |locale: &&Locale, wanted: &str| locale.lang.as_ref().is_some_and(|lang| lang.0 == wanted);
    let fallback = prepared.locale.fallback();
    let order = [
        Some(prepared.locale.0.as_str()),
        fallback.as_ref().map(|locale| locale.0.as_str()),
        Some("en-US"),
    ];
    let own = prepared.style.locale.iter().filter(|locale| {
        locale
            .lang
            .as_ref()
            .is_none_or(|lang| lang.0 == prepared.locale.0 || lang.0 == language)
    });
    let files = order.into_iter().flatten().flat_map(|wanted| {
        prepared
            .locales
            .iter()
            .filter(move |locale| fits(locale, wanted))
    });
    let single = |locale: &Locale| {
        locale
            .term(term, form)
            .and_then(|found| found.single().map(str::to_owned))
    };
    own.chain(files).find_map(single)
}
