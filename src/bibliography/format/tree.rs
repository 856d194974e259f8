//! Mends hayagriva's tree of elements, while it still says which words are a date and which a name.
//!
//! This module takes the tree of a reference, or of one citation in a cluster, and the publication.
//! It puts in spans of dates, words in the place of a date, and "et al." for "and others", and
//! takes out the authors where the sentence names them already.

use super::prepare::{MOST_PEOPLE, WordYears};
use super::repair::NameAffixes;
use super::style::StyleEngine;
use super::{marks, page_labels};
use crate::bibliography::item::{DateEnd, Item, ItemDate, Name, Point};
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{Locale, TermForm};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted};

/// Mends the dates and names of a publication.
pub(super) fn finish(
    children: &mut ElemChildren,
    item: &Item,
    word_years: &WordYears,
    prepared: &StyleEngine,
) {
    let spans: Vec<&ItemDate> = item
        .dates
        .values()
        .filter(|when| matches!(when.until, Some(DateEnd::Point(_))))
        .collect();
    let words: Vec<(i16, &str)> = item
        .dates
        .values()
        .filter_map(|when| word_years.year(when))
        .collect();
    let others = item
        .names
        .values()
        .any(|people| people.len() > MOST_PEOPLE || people.iter().any(Name::is_others));
    join_dates(children);
    let affixes = &prepared.name_affixes;
    if spans.is_empty() && words.is_empty() && !others && affixes.is_empty() {
        return;
    }
    each(children, &mut |meta, children| match meta {
        ElemMeta::Date => {
            spans.iter().any(|when| span(children, when, prepared));
        }
        ElemMeta::Names(_) => {
            if !affixes.is_empty() {
                affix(children, affixes);
            }
            if others {
                et_al(children, prepared);
            }
        }
        _ => {}
    });
    for (year, words) in words {
        words_for_date(children, year, words);
    }
}

/// Mends the label of the pages in a reference. That of a citation belongs to the place cited.
pub(super) fn label_pages(children: &mut ElemChildren, item: &Item, prepared: &StyleEngine) {
    if !page_labels::are_several(item) {
        return;
    }
    each(children, &mut |meta, children| {
        if *meta == ElemMeta::Label {
            page_labels::mend(children, &|pick| word_in(prepared, pick));
        }
    });
}

/// Puts what a style writes before and after each name where its mark says so.
fn affix(children: &mut ElemChildren, all: &NameAffixes) {
    let Some(number) = take_mark(children) else {
        return;
    };
    let Some(affixes) = all.get(number) else {
        return;
    };
    for child in &mut children.0 {
        let ElemChild::Elem(elem) = child else {
            continue;
        };
        if !matches!(elem.meta, Some(ElemMeta::Name(..))) {
            continue;
        }
        let formatting = leaf_formatting(&elem.children);
        let text = |affix: &Option<String>| {
            let text = affix.clone()?;
            Some(ElemChild::Text(Formatted { text, formatting }))
        };
        elem.children.0.splice(0..0, text(&affixes.prefix));
        elem.children.0.extend(text(&affixes.suffix));
    }
}

/// Takes the mark of affixes out of the words around names, and returns its number.
fn take_mark(children: &mut ElemChildren) -> Option<usize> {
    children.0.iter_mut().find_map(|child| {
        let ElemChild::Text(text) = child else {
            return None;
        };
        let mut letters = text.text.char_indices();
        let (at, number) = letters.find_map(|(at, c)| Some((at, marks::affixes(c)?)))?;
        text.text.remove(at);
        Some(number)
    })
}

/// Takes out what a style writes between the parts of a date of which the first is not there, such
/// as the comma of `March 4, 1983` in a date that is only a year.
fn join_dates(children: &mut ElemChildren) {
    for at in 1..children.0.len().saturating_sub(1) {
        if let [
            ElemChild::Elem(first),
            ElemChild::Text(between),
            ElemChild::Elem(second),
        ] = &mut children.0[at - 1..=at + 1]
            && first.meta == Some(ElemMeta::Date)
            && second.meta == Some(ElemMeta::Date)
            && first.children.is_empty()
            && !between.text.contains(char::is_alphanumeric)
        {
            " ".clone_into(&mut between.text);
        }
    }
    for child in &mut children.0 {
        if let ElemChild::Elem(elem) = child {
            join_dates(&mut elem.children);
        }
    }
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

/// Collects the texts of a tree, in order.
fn texts<'e>(children: &'e mut ElemChildren, out: &mut Vec<&'e mut String>) {
    for child in &mut children.0 {
        match child {
            ElemChild::Text(text) => out.push(&mut text.text),
            ElemChild::Elem(elem) => texts(&mut elem.children, out),
            _ => {}
        }
    }
}

/// Replaces the year that stands for words in the place of a date by those words. A letter after
/// them gets a hyphen: `in press-a`.
fn words_for_date(children: &mut ElemChildren, year: i16, words: &str) {
    let mut leaves = Vec::new();
    texts(children, &mut leaves);
    let year = year.to_string();
    let mut after = false;
    for leaf in leaves {
        if after && is_letter(leaf) {
            leaf.insert(0, '-');
        }
        after &= leaf.is_empty();
        if let Some(at) = leaf.find(&year) {
            let end = at + year.len();
            if is_letter(&leaf[end..]) {
                leaf.insert(end, '-');
            }
            after = end == leaf.len();
            leaf.replace_range(at..end, words);
        }
    }
}

/// Reports whether a text begins with a letter that tells publications of one year apart.
fn is_letter(text: &str) -> bool {
    let length = text.bytes().take_while(u8::is_ascii_lowercase).count();
    let next = text[length..].chars().next();
    (1..=2).contains(&length) && !next.is_some_and(char::is_alphanumeric)
}

/// Adds the end of a span to a date that shows its start. Returns `false` when the element shows
/// another date.
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
    let Some((after, end)) = end_of_span(from, until, &shown, prepared) else {
        return true;
    };
    for leaf in leaves {
        if let Some(at) = leaf.find(&after) {
            leaf.insert_str(at + after.len(), &end);
            break;
        }
    }
    true
}

/// Returns the words to which the end of a span is added, and the end, in the form in which `shown`
/// has the start. Returns `None` when there is no good place for the end.
fn end_of_span(
    from: Point,
    until: Point,
    shown: &str,
    prepared: &StyleEngine,
) -> Option<(String, String)> {
    let year = from.year.to_string();
    let one_year = from.year == until.year;
    let first = month_names(from, prepared);
    // The style shows the month in the form of the first of its names that is there.
    let form = first
        .iter()
        .position(|name| !name.is_empty() && shown.contains(name.as_str()));
    let Some(form) = form else {
        return (!one_year).then(|| (year, format!("–{}", until.year)));
    };
    let month = first[form].clone();
    let last_month = month_names(until, prepared)
        .get(form)
        .cloned()
        .unwrap_or_default();
    match from.day.zip(until.day) {
        Some((day, last_day)) => {
            let shows_day =
                one_year && from.month == until.month && has_number(&shown.replace(&year, ""), day);
            shows_day.then(|| (day.to_string(), format!("–{last_day}")))
        }
        None if one_year => {
            let differs = from.month != until.month && !last_month.is_empty();
            differs.then(|| (month, format!("–{last_month}")))
        }
        None => (shown.trim() == format!("{month} {year}"))
            .then(|| (year, format!("–{last_month} {}", until.year))),
    }
}

/// Reports whether a text holds a number by itself.
fn has_number(text: &str, number: u8) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits == number.to_string())
}

/// Returns the names of a date's month: the long one, and the short one with and without its full
/// stop.
fn month_names(point: Point, prepared: &StyleEngine) -> Vec<String> {
    let Some(month) = point.month else {
        return Vec::new();
    };
    let [long, short] = [TermForm::Long, TermForm::Short].map(|form| {
        OtherTerm::month(month - 1)
            .and_then(|month| term(Term::Other(month), form, prepared))
            .unwrap_or_default()
    });
    let bare = short.trim_end_matches('.').to_owned();
    vec![long, short, bare]
}

/// Reports whether a child is the name of one person.
fn is_name(child: &ElemChild) -> bool {
    match child {
        ElemChild::Elem(elem) => matches!(elem.meta, Some(ElemMeta::Name(..))),
        _ => false,
    }
}

/// Writes "Smith, Jones, et al." for "Smith, Jones and others".
fn et_al(children: &mut ElemChildren, prepared: &StyleEngine) {
    let Some(at) = children.0.iter().rposition(is_name) else {
        return;
    };
    let ElemChild::Elem(last) = &mut children.0[at] else {
        return;
    };
    let mut leaves = Vec::new();
    texts(&mut last.children, &mut leaves);
    let shown: String = leaves.iter().map(|leaf| leaf.as_str()).collect();
    if !Name::body(shown.trim()).is_others() {
        return;
    }
    let words = term(Term::Other(OtherTerm::EtAl), TermForm::Long, prepared)
        .unwrap_or_else(|| "et al.".to_owned());
    let formatting = leaf_formatting(&last.children);
    last.children.0 = vec![ElemChild::Text(Formatted {
        text: words,
        formatting,
    })];
    let before = children.0[..at].iter().filter(|child| is_name(child));
    let before = before.count();
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

/// Returns the look of the first text among children.
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

/// Writes "and" for "&" between names, for a citation in a sentence: "Ellis and Hodge (2014)".
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

/// Returns the authors as a sentence names them: "Ellis and Hodge", "Carpenter et al."
pub(super) fn authors(item: &Item, prepared: &StyleEngine) -> String {
    match item.makers() {
        [] => item
            .plain("title-short")
            .or_else(|| item.plain("title"))
            .unwrap_or_default(),
        [one] => one.family_name(),
        [first, second] if !second.is_others() => {
            let and = word(OtherTerm::And, "and", prepared);
            format!("{} {and} {}", first.family_name(), second.family_name())
        }
        [first, ..] => {
            let et_al = word(OtherTerm::EtAl, "et al.", prepared);
            format!("{} {et_al}", first.family_name())
        }
    }
}

/// Returns a word of the style's language, or else an English one.
fn word(other: OtherTerm, english: &str, prepared: &StyleEngine) -> String {
    term(Term::Other(other), TermForm::Long, prepared).unwrap_or_else(|| english.to_owned())
}

/// Takes the names out of a citation that begins with them, so that "Ellis and Hodge, 2014" becomes
/// "2014".
pub(super) fn suppress_names(children: &mut ElemChildren) {
    if remove_names(children) == Some(true) {
        trim_start(children);
    }
}

/// Removes the names at the start of a tree. Returns `Some(false)` when something else stands
/// first, and `None` when the tree says nothing.
fn remove_names(children: &mut ElemChildren) -> Option<bool> {
    for at in 0..children.0.len() {
        match &mut children.0[at] {
            ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Names(_))) => {
                // Some styles for notes cite by nothing but names, which then stay.
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

/// Removes white space and punctuation at the start of a tree.
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

/// Returns a term in the style's language.
fn term(term: Term, form: TermForm, prepared: &StyleEngine) -> Option<String> {
    word_in(prepared, &|locale| {
        locale.term(term, form)?.single().map(str::to_owned)
    })
}

/// Returns the first word that is found in the style's language, in the style itself or in the
/// files of languages.
fn word_in(prepared: &StyleEngine, pick: &dyn Fn(&Locale) -> Option<String>) -> Option<String> {
    let language = prepared.locale.0.split('-').next().unwrap_or_default();
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
            .filter(move |locale| has_language(locale, wanted))
    });
    own.chain(files).find_map(pick)
}

/// Reports whether a file of words is for a language.
fn has_language(locale: &Locale, wanted: &str) -> bool {
    locale.lang.as_ref().is_some_and(|lang| lang.0 == wanted)
}
