//! Characters that other programs put into a text for themselves and that readers see as something
//! else or not at all: ends of lines of their own, signs that turn the order of letters round, the
//! place of a picture, letters of a private alphabet. From: the text of a body. To: faults, one for
//! each sort.

use crate::base::{Code, Fault, code_point};
use std::ops::Range;

/// Finds the first character of each sort.
pub(super) fn odd_signs(text: &str) -> Vec<(Fault, Range<usize>)> {
    let mut found = Vec::new();
    for (sign, message, help) in SIGNS {
        if let Some(at) = memchr::memmem::find(text.as_bytes(), sign.as_bytes()) {
            let fault = Fault::warning(Code::WordLeftover, message).help(help);
            found.push((fault, at..at + sign.len()));
        }
    }
    if let Some((at, sign)) = private_letter(text) {
        let message = format!(
            "this is a letter of a private alphabet, {}, which looks like nothing on most screens",
            code_point(sign)
        );
        let fault = Fault::warning(Code::WordLeftover, message)
            .help("type the sign that belongs here, or take it out");
        found.push((fault, at..at + sign.len_utf8()));
    }
    found
}

const LINE: &str = "this invisible character ends a line in the program that it comes from, and \
    not on a page";
const LINE_HELP: &str = "delete it, and press the return key; two spaces before it keep the lines \
    apart within a paragraph";
const TURNED: &str = "this invisible character turns the letters behind it round";
const TURNED_HELP: &str = "delete it: letters of every language stand in their order by themselves";

/// Such characters, with what is wrong and what to do.
const SIGNS: [(&str, &str, &str); 6] = [
    ("\u{2028}", LINE, LINE_HELP),
    ("\u{2029}", LINE, LINE_HELP),
    ("\u{202d}", TURNED, TURNED_HELP),
    ("\u{202e}", TURNED, TURNED_HELP),
    (
        "\u{fffc}",
        "a picture or another object stood here, and did not come along",
        "delete the sign; save the picture beside this file and write `![What it shows](name.jpg)`",
    ),
    (
        "ï»¿",
        "`ï»¿` is what a wrong encoding makes of an invisible sign at the beginning of a file",
        "delete it",
    ),
];

/// Returns the first letter of a private alphabet that is no bullet at the start of a line.
fn private_letter(text: &str) -> Option<(usize, char)> {
    for at in memchr::memchr2_iter(0xee, 0xef, text.as_bytes()) {
        let sign = text.get(at..).and_then(|rest| rest.chars().next())?;
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        if ('\u{e000}'..='\u{f8ff}').contains(&sign) && !line.trim().is_empty() {
            return Some((at, sign));
        }
    }
    None
}
