//! Alignment of the words of a source with those of its page. From: both. To: the fewest words that
//! are missing or too many. Marks of the source may be left out for nothing.

use super::{Fate, SourceWord};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::ops::RangeInclusive;

/// The most differences that are looked for: beyond, source and page have little in common.
const MOST: usize = 40;

/// A word by which a source and its page differ.
#[derive(Debug)]
pub(super) enum Difference {
    Missing(SourceWord),
    /// A word of the page that the source has not there, with the lines between which it stands.
    TooMany(String, RangeInclusive<usize>),
    /// Source and page have little in common, from this line on.
    Unlike(usize),
}

impl Difference {
    /// Returns the numbers of the lines of which one differs.
    pub(super) fn lines(&self) -> RangeInclusive<usize> {
        match self {
            Self::Missing(word) => word.line..=word.line,
            Self::TooMany(_, lines) => lines.clone(),
            Self::Unlike(line) => *line..=*line,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.lines().start())?;
        match self {
            Self::Missing(word) => write!(f, "`{}` is missing", word.text),
            Self::TooMany(word, _) => write!(f, "`{word}` is too many"),
            Self::Unlike(_) => write!(f, "source and page have little in common"),
        }
    }
}

/// A number of words of the source and of the page that are done with.
type State = (usize, usize);

/// Returns the fewest differences.
pub(super) fn differences(source: &[SourceWord], page: &[String]) -> Vec<Difference> {
    let mut queue: VecDeque<(State, State, usize)> = VecDeque::from([((0, 0), (0, 0), 0)]);
    let mut before: HashMap<State, State> = HashMap::new();
    let mut furthest = (0, 0);
    while let Some((state, from, cost)) = queue.pop_front() {
        if before.contains_key(&state) {
            continue;
        }
        before.insert(state, from);
        furthest = furthest.max(state);
        let (at, shown) = state;
        if at == source.len() && shown == page.len() {
            return path(source, page, &before);
        }
        if cost > MOST {
            break;
        }
        if shown < page.len() {
            queue.push_back(((at, shown + 1), state, cost + 1));
        }
        let Some(word) = source.get(at) else { continue };
        if word.fate == Fate::Mark {
            queue.push_front(((at + 1, shown), state, cost));
        } else {
            queue.push_back(((at + 1, shown), state, cost + 1));
        }
        if page.get(shown) == Some(&word.text) {
            queue.push_front(((at + 1, shown + 1), state, cost));
        }
    }
    let line = source.get(furthest.0).map_or(1, |word| word.line);
    vec![Difference::Unlike(line)]
}

/// Returns the differences on the way to the end.
fn path(source: &[SourceWord], page: &[String], before: &HashMap<State, State>) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut state = (source.len(), page.len());
    while state != (0, 0) {
        let (at, shown) = before[&state];
        if (at, shown + 1) == state {
            found.push(Difference::TooMany(page[shown].clone(), lines(source, at)));
        } else if (at + 1, shown) == state && source[at].fate == Fate::Shown {
            found.push(Difference::Missing(source[at].clone()));
        }
        state = (at, shown);
    }
    found.reverse();
    found
}

/// Returns the lines from the word at `at` on to the next word that has to be shown.
fn lines(source: &[SourceWord], at: usize) -> RangeInclusive<usize> {
    let last = source.last().map_or(1, |word| word.line);
    let first = source.get(at).map_or(last, |word| word.line);
    let next = source.iter().skip(at).find(|word| word.fate == Fate::Shown);
    first..=next.map_or(last, |word| word.line)
}
