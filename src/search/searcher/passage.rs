//! The passage of a page that answers a query: `passage` of `client/answer.js`, step by step. From:
//! a page and the words of a query. To: an excerpt with marks, and the section it stands in.

use super::document::Doc;
use super::nearness::matches;
use super::order::{QueryGroup, QueryGroups};
use std::ops::Range;

/// The number of words of an excerpt.
const EXCERPT_WORDS: usize = 30;
/// The most words that an excerpt has before its first match, to begin with its sentence.
const LOOK_BACK: usize = 12;
/// The words before the first match where no sentence begins shortly before it.
const LEAD: usize = 5;

/// A passage of a page.
pub(super) struct Passage {
    pub excerpt: String,
    /// The ranges of the excerpt that match, in bytes.
    pub marks: Vec<Range<usize>>,
    /// The heading above: its `id` and text.
    pub section: Option<(String, String)>,
}

/// For each word of the text the first group of the query that it belongs to.
type WordGroups = Vec<Option<usize>>;

/// Returns the passage with most of the query's words, in one line, and where they are in it.
pub(super) fn passage(doc: &Doc, understood: &QueryGroups) -> Passage {
    let body = &doc.body;
    let mut which: WordGroups = vec![None; body.len()];
    for found in matches(body, understood) {
        for own in &mut which[found.words] {
            own.get_or_insert(found.group);
        }
    }
    let from = best_window(&which, &understood.all);
    if from.is_none() && (!doc.summary.is_empty() || body.is_empty()) {
        return Passage {
            excerpt: doc.summary.clone(),
            marks: Vec::new(),
            section: None,
        };
    }
    let mut first = from.unwrap_or(0);
    while from.is_some() && which[first].is_none() {
        first += 1;
    }
    let start = beginning(doc, first);
    let end = body.len().min(start + EXCERPT_WORDS);
    let (excerpt, marks) = excerpt(doc, start..end, &which, &understood.all);
    Passage {
        excerpt,
        marks,
        section: section(doc, body[first].start),
    }
}

/// Returns the text before a word of the body, after the word before it; empty where the two
/// overlap.
fn between(doc: &Doc, at: usize) -> &str {
    let gap = doc.body[at - 1].end..doc.body[at].start;
    doc.text.get(gap).unwrap_or("")
}

/// Returns the word that the excerpt begins with: not one before the first match, unless the block
/// or the sentence it stands in begins shortly before.
fn beginning(doc: &Doc, first: usize) -> usize {
    let mut start = first;
    while start > 0 && first - start < LOOK_BACK && !ends_sentence(between(doc, start)) {
        start -= 1;
    }
    if first - start == LOOK_BACK {
        return first.saturating_sub(LEAD);
    }
    start
}

/// Returns the excerpt of some words of the text, and the ranges of it that match.
fn excerpt(
    doc: &Doc,
    words: Range<usize>,
    which: &WordGroups,
    groups: &[QueryGroup],
) -> (String, Vec<Range<usize>>) {
    let Doc { body, text, .. } = doc;
    let begins = body[words.start].start;
    let ends = if words.end == body.len() {
        text.trim_end().len()
    } else {
        body[words.end - 1].end
    };
    let leads = words.start > 0 && !between(doc, words.start).contains('\n');
    let mut excerpt = String::from(if leads { "… " } else { "" });
    let lead = excerpt.len();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for at in words.clone() {
        if which[at].is_none_or(|group| groups[group].common) {
            continue;
        }
        let mark = body[at].start - begins + lead..body[at].end - begins + lead;
        match marks.last_mut() {
            Some(before) if mark.start <= before.end => before.end = mark.end,
            _ => marks.push(mark),
        }
    }
    excerpt.push_str(&text[begins..ends].replace(['\n', '\t'], " "));
    if words.end < body.len() {
        excerpt.push_str(" …");
    }
    (excerpt, marks)
}

/// Returns the heading above a place of the text: its `id` and text.
fn section(doc: &Doc, place: usize) -> Option<(String, String)> {
    let (start, id) = doc.headings.iter().rfind(|(start, _)| *start <= place)?;
    let line = doc.text[*start..].split('\n').next().unwrap_or("");
    Some((id.clone(), line.trim().to_owned()))
}

/// Returns where the window with the most of the query's words begins; `None` when the text has
/// none of them.
fn best_window(which: &[Option<usize>], groups: &[QueryGroup]) -> Option<usize> {
    let mut counts = vec![0_usize; groups.len()];
    let (mut value, mut best, mut from) = (0.0_f64, 0.0_f64, None);
    for (at, group) in which.iter().enumerate() {
        if let Some(leaving) = at.checked_sub(EXCERPT_WORDS).and_then(|at| which[at]) {
            counts[leaving] -= 1;
            value -= worth(&groups[leaving], counts[leaving]);
        }
        if let Some(group) = *group {
            value += worth(&groups[group], counts[group]);
            counts[group] += 1;
        }
        if value > best + 1e-9 {
            best = value;
            from = Some((at + 1).saturating_sub(EXCERPT_WORDS));
        }
    }
    from
}

/// Returns the worth of one more word of a group in a window that has some: a second occurrence
/// says a little, a word that is everywhere hardly anything.
fn worth(group: &QueryGroup, already: usize) -> f64 {
    let first = if group.common { 0.1 } else { 1.0 + group.idf };
    first * if already > 0 { 0.1 } else { 1.0 }
}

fn ends_sentence(between: &str) -> bool {
    let mut chars = between.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = matches!(c, '.' | '!' | '?' | ':')
            && chars.peek().is_some_and(|next| next.is_whitespace());
        if c == '\n' || ends {
            return true;
        }
    }
    false
}
