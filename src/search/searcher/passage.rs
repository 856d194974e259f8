//! The passage of a page that answers a query: `passage` of `client/answer.js`, step by step.

use super::files::Doc;
use super::order::QueryGroups;
use std::ops::Range;

const EXCERPT_WORDS: usize = 30;

/// A passage.
pub(super) struct Passage {
    pub excerpt: String,
    pub marks: Vec<Range<usize>>,
    pub section: Option<(String, String)>,
}

/// The passage with most of the query's words, in one line, and where they are in it.
pub(super) fn passage(doc: &Doc, understood: &QueryGroups) -> Passage {
    let Doc { body, text, .. } = doc;
    let which: Vec<Option<usize>> = body
        .iter()
        .map(|word| {
            understood
                .sense
                .get(&word.fold)
                .and_then(|own| own.first())
                .map(|own| own.0)
        })
        .collect();
    let from = best_window(&which, understood);
    if from.is_none() && (!doc.summary.is_empty() || body.is_empty()) {
        return Passage {
            excerpt: doc.summary.clone(),
            marks: Vec::new(),
            section: None,
        };
    }
    // What stands before a word; nothing where two overlap.
    let between = |at: usize| text.get(body[at - 1].end..body[at].start).unwrap_or("");
    let mut first = from.unwrap_or(0);
    while from.is_some() && which[first].is_none() {
        first += 1;
    }
    let mut start = first;
    while start > 0 && first - start < 12 && !ends_sentence(between(start)) {
        start -= 1;
    }
    if first - start == 12 {
        start = first.saturating_sub(5);
    }
    let end = body.len().min(start + EXCERPT_WORDS);
    let begins = body[start].start;
    let ends = if end == body.len() {
        text.trim_end().len()
    } else {
        body[end - 1].end
    };
    let leads = start > 0 && !between(start).contains('\n');
    let mut excerpt = String::from(if leads { "… " } else { "" });
    let lead = excerpt.len();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for at in start..end {
        if which[at].is_none_or(|group| understood.all[group].common) {
            continue;
        }
        let mark = body[at].start - begins + lead..body[at].end - begins + lead;
        match marks.last_mut() {
            Some(before) if mark.start <= before.end => before.end = mark.end,
            _ => marks.push(mark),
        }
    }
    excerpt.push_str(&text[begins..ends].replace(['\n', '\t'], " "));
    if end < body.len() {
        excerpt.push_str(" …");
    }
    let above = doc
        .headings
        .iter()
        .rfind(|(place, _)| *place <= body[first].start);
    let section = above.map(|(place, id)| {
        (
            id.clone(),
            text[*place..]
                .split('\n')
                .next()
                .unwrap_or("")
                .trim()
                .to_owned(),
        )
    });
    Passage {
        excerpt,
        marks,
        section,
    }
}

/// Where the window with the most of the query's words begins; nothing when the text has none of
/// them.
fn best_window(which: &[Option<usize>], understood: &QueryGroups) -> Option<usize> {
    let groups = &understood.all;
    let mut counts = vec![0_usize; groups.len()];
    let (mut value, mut best, mut from) = (0.0_f64, 0.0_f64, None);
    // A second occurrence says a little, a word that is everywhere hardly anything.
    let worth = |group: usize, counts: &[usize]| {
        (if groups[group].common {
            0.1
        } else {
            1.0 + groups[group].idf
        }) * if counts[group] > 0 { 0.1 } else { 1.0 }
    };
    for (at, group) in which.iter().enumerate() {
        if let Some(leaving) = at.checked_sub(EXCERPT_WORDS).and_then(|at| which[at]) {
            counts[leaving] -= 1;
            value -= worth(leaving, &counts);
        }
        if let Some(group) = *group {
            value += worth(group, &counts);
            counts[group] += 1;
        }
        if value > best + 1e-9 {
            best = value;
            from = Some((at + 1).saturating_sub(EXCERPT_WORDS));
        }
    }
    from
}

fn ends_sentence(between: &str) -> bool {
    let mut chars = between.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n'
            || (matches!(c, '.' | '!' | '?' | ':')
                && chars.peek().is_some_and(|next| next.is_whitespace()))
        {
            return true;
        }
    }
    false
}
