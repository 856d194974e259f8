//! What only the text of a page tells: where the words of a query stand, and how near each other.
//! From: a page and the words of a query. To: numbers for the order of results.

use super::document::{Doc, PlacedWord};
use super::order::{QueryGroups, number};
use crate::search::ranking::Ranking;
use std::ops::RangeInclusive;

/// The distance between the last word of one part of a page and the first word of the next.
const PART_GAP: usize = 10;

/// Words of a text that belong to a group of a query.
pub(super) struct WordMatch {
    /// The numbers of the words: one, or several that give a word of the query in one, as
    /// `COVID-19` gives `covid19`.
    pub words: RangeInclusive<usize>,
    pub group: usize,
    fit: f64,
    /// What the words give.
    fold: String,
}

/// Finds the words of a text that belong to groups of a query, in order.
pub(super) fn matches(text: &[PlacedWord], query: &QueryGroups) -> Vec<WordMatch> {
    let mut found = Vec::new();
    for (first, word) in text.iter().enumerate() {
        let mut fold = word.fold.clone();
        let mut last = first;
        loop {
            for (group, fit) in query.sense.get(&fold).into_iter().flatten() {
                let is_own = |word: &PlacedWord| {
                    let mut groups = query.sense.get(&word.fold).into_iter().flatten();
                    groups.any(|(own, _)| own == group)
                };
                if last > first && text[first..=last].iter().any(is_own) {
                    continue;
                }
                found.push(WordMatch {
                    words: first..=last,
                    group: *group,
                    fit: *fit,
                    fold: fold.clone(),
                });
            }
            last += 1;
            match text.get(last) {
                Some(next) if query.beginnings.contains(&fold) => fold.push_str(&next.fold),
                _ => break,
            }
        }
    }
    found
}

/// What the text of a page says about one group.
#[derive(Clone, Default)]
pub(super) struct GroupMatch {
    /// The numbers of the words that belong to the group, in order.
    places: Vec<usize>,
    /// Those of them where the word is as it was typed, or, in the title, another form of it.
    exact: Vec<usize>,
    /// The best fit of a word in the title.
    pub in_title: f64,
    /// How often the page has the group, each word by its fit and those of the title weighted.
    pub frequency: f64,
    /// Whether the title has the word as it was typed.
    pub as_typed: bool,
}

/// Finds the words of each group of a query in a page.
pub(super) fn find(doc: &Doc, query: &QueryGroups, ranking: &Ranking) -> Vec<GroupMatch> {
    let mut found = vec![GroupMatch::default(); query.all.len()];
    let mut start = 0;
    let parts = [
        (true, &doc.title_words),
        (false, &doc.body),
        (false, &doc.rest),
    ];
    for (is_title, part) in parts {
        for WordMatch {
            words,
            group,
            fit,
            fold,
        } in matches(part, query)
        {
            let (own, typed) = (&mut found[group], &query.all[group]);
            let places = start + words.start()..=start + words.end();
            own.places.extend(places.clone());
            if is_title && fit >= ranking.inflected_fit || typed.is_typed(&fold) {
                own.exact.extend(places);
            }
            if is_title {
                own.frequency += f64::from(ranking.title_weight) * fit;
                own.in_title = own.in_title.max(fit);
                own.as_typed |= typed.word == fold;
            } else {
                own.frequency += fit;
            }
        }
        start += part.len() + PART_GAP;
    }
    found
}

/// Returns how many neighbours of the query stand side by side, and how near the others are.
pub(super) fn nearness(found: &[GroupMatch]) -> (f64, f64) {
    let (mut beside, mut near) = (0.0_f64, 0.0_f64);
    for pair in found.windows(2) {
        match closest(&pair[0].places, &pair[1].places) {
            Some(0) => beside += 1.0,
            Some(gap) => near += 1.0 / number(gap),
            None => {}
        }
    }
    (beside, near)
}

/// Returns 0 where a place of `b` follows one of `a` at once, else the least distance; `None`
/// where one of them is empty.
fn closest(a: &[usize], b: &[usize]) -> Option<usize> {
    let mut least = None;
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if b[j] == a[i] + 1 {
            return Some(0);
        }
        if b[j] != a[i] {
            let gap = b[j].abs_diff(a[i]);
            least = Some(least.map_or(gap, |least: usize| least.min(gap)));
        }
        if a[i] < b[j] { i += 1 } else { j += 1 }
    }
    least
}

/// Reports whether a page has all words of the query side by side, in their order. A word that
/// stands for two of them, as `covid19` does for `covid 19`, has the place of both.
pub(super) fn has_whole(found: &[GroupMatch], sequence: &[usize]) -> bool {
    let [first, others @ ..] = sequence else {
        return false;
    };
    !others.is_empty()
        && found[*first].exact.iter().any(|start| {
            let mut at = *start;
            others.iter().all(|group| {
                let places = &found[*group].exact;
                let next = [at + 1, at]
                    .into_iter()
                    .find(|next| places.binary_search(next).is_ok());
                at = next.unwrap_or(at);
                next.is_some()
            })
        })
}
