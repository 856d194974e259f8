//! Rule: few closures are bound to a name. What deserves a name is usually a function.

use crate::assert_none;
use crate::bounds::{PerRoom, over};
use crate::code::{Source, sources};

/// The most closures with a name in 1,000 lines of a room.
const MOST_PER_1_000_LINES: usize = 3;

/// How many closures with a name each room has.
pub(crate) fn closures(sources: &[Source]) -> PerRoom {
    let mut counted = PerRoom::new();
    for source in sources {
        *counted.entry(source.room().to_owned()).or_default() += named_closures(&source.code());
    }
    counted
}

/// How many lines each room has.
pub(crate) fn lines(sources: &[Source]) -> PerRoom {
    let mut counted = PerRoom::new();
    for source in sources {
        *counted.entry(source.room().to_owned()).or_default() += source.text.lines().count();
    }
    counted
}

/// Counts `let name = |…|` and `let name = move |…|`, with a type or without.
fn named_closures(code: &str) -> usize {
    let words: Vec<&str> = code.split_whitespace().collect();
    let bindings = words.iter().enumerate().filter(|(_, word)| **word == "let");
    bindings
        .filter(|(at, _)| binds_closure(&words[at + 1..]))
        .count()
}

fn binds_closure(binding: &[&str]) -> bool {
    let binding = binding.strip_prefix(&["mut"]).unwrap_or(binding);
    let Some(equals) = binding.iter().position(|word| *word == "=") else {
        return false;
    };
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let name = binding[0].trim_end_matches(':');
    let value = &binding[equals + 1..];
    let value = value.strip_prefix(&["move"]).unwrap_or(value);
    let is_typed = binding[0].ends_with(':');
    is_name(name) && (equals == 1 || is_typed) && value.first().is_some_and(|v| v.starts_with('|'))
}

#[test]
fn few_closures_are_bound_to_a_name() {
    let sources = sources();
    let lines = lines(&sources);
    let most = |room: &str| {
        let lines = lines.get(room).copied().unwrap_or_default();
        (lines * MOST_PER_1_000_LINES).div_ceil(1_000)
    };
    assert_none(&over(
        &closures(&sources),
        most,
        "closures that are bound to a name",
    ));
}

#[test]
fn a_closure_bound_to_a_name_is_noticed_however_it_is_written() {
    let closures = [
        "let is_word = |c: char| c.is_alphanumeric();",
        "let is_word = move |c: char| c.is_alphanumeric();",
        "let mut next =\n        || counter += 1;",
        "let next: fn() -> usize = || 1;",
    ];
    for code in closures {
        assert_eq!(named_closures(code), 1, "{code}");
    }
    let others = [
        "let count = words.iter().filter(|word| word.is_empty()).count();",
        "let (a, b) = (1, 2);",
        "let Some(word) = words.first() else { return };",
        "if let Some(a) = b || c {}",
        "let either = a || b;",
    ];
    for code in others {
        assert_eq!(named_closures(code), 0, "{code}");
    }
}
