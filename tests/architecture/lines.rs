//! Rules: a line is at most 100 columns wide; a file is short enough to be read and says at its
//! head what it holds.

use crate::assert_none;
use crate::bounds::{PerRoom, over};
use crate::code::{Source, below, sources};

/// The most columns of a line, as in rustfmt's defaults.
const WIDEST_LINE: usize = 100;

/// The most lines of a file.
const LONGEST_FILE: usize = 500;

/// How many lines are too wide, by room; those of `tests/` count as one room.
pub(crate) fn wide_lines(sources: &[Source]) -> PerRoom {
    let mut counted = PerRoom::new();
    for source in sources {
        let room = if source.path.starts_with("tests/") {
            "tests"
        } else {
            source.room()
        };
        let wide = source.text.lines().filter(|line| is_wide(line)).count();
        *counted.entry(room.to_owned()).or_default() += wide;
    }
    counted
}

/// The files of `src/` and `tests/`.
pub(crate) fn all_files() -> Vec<Source> {
    let mut files = sources();
    files.extend(below("tests"));
    files
}

fn is_wide(line: &str) -> bool {
    line.chars().count() > WIDEST_LINE
}

/// Every file that is too long or does not begin with its documentation.
fn unreadable(sources: &[Source], longest: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for Source { path, text } in sources {
        let lines = text.lines().count();
        if lines > longest {
            faults.push(format!("{path}: {lines} lines; {longest} is the most"));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{path}: does not start with `//!`"));
        }
    }
    faults
}

#[test]
fn no_line_is_wider_than_the_page() {
    assert_none(&over(
        &wide_lines(&all_files()),
        |_| 0,
        "lines over 100 columns",
    ));
}

#[test]
fn a_file_is_short_enough_to_be_read_and_says_what_it_holds() {
    assert_none(&unreadable(&sources(), LONGEST_FILE));
}

#[test]
fn a_wide_line_and_a_long_or_silent_file_are_noticed() {
    let wide = Source::planted("src/base/a.rs", &format!("//! {}\n", "é".repeat(97)));
    assert_eq!(wide_lines(&[wide])["base"], 1);
    let narrow = Source::planted("tests/a.rs", &format!("//! {}\n", "é".repeat(96)));
    assert_eq!(wide_lines(&[narrow])["tests"], 0);
    let long = Source::planted("src/base/a.rs", "//! A.\n\n\n\n");
    assert_eq!(unreadable(&[long], 3).len(), 1);
    let silent = Source::planted("src/base/a.rs", "use std::fmt;\n");
    assert_eq!(unreadable(&[silent], 3).len(), 1);
}
