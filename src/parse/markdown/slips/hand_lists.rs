//! Lists that are made by hand: `a) first`, `(1) first`, `→ first`, `[ ] first`. Their lines run on
//! as one paragraph.

use super::lines::SlipOfLines;
use super::text::{ShownText, TextSlip, one_line};
use crate::parse::markdown::word::bullet_of;

/// The bytes of a paragraph that are looked at.
const LONGEST: usize = 4_000;
/// The most lines of an entry behind its first.
const MOST_LINES: usize = 5;

/// The mark of an entry that is made by hand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HandMark {
    /// `a)`, `(a)`, `a.`: its place in the alphabet.
    Letter(u32),
    /// `i)`, `(i)`: its value, which may be that of a letter, too.
    Roman(u32),
    /// `(1)`.
    Number(u32),
    /// `→`, `★`.
    Sign(char),
    /// `[ ]`, `☐`, and whether it is ticked.
    Box(bool),
}

/// Finds a list made by hand in the line in which a run starts.
pub(super) fn find(run: &ShownText<'_>) -> Option<SlipOfLines> {
    if run.is_meant(run.range.start) {
        return None;
    }
    let (first, words) = hand_mark(run.line(), None)?;
    let start = run.range.start;
    let shown = entry(first, run.line(), words);
    let reach = run.source.floor_char_boundary(start + LONGEST);
    let near = &run.source[start..reach];
    let paragraph = near.split("\n\n").next().unwrap_or_default();
    let (mut count, mut last, mut at, mut end) = (0, first, 0, 0);
    let mut mended = String::new();
    let mut pending = String::new();
    for line in paragraph.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        let is_last = at + line.len() >= paragraph.trim_end().len();
        if !is_last && (text.ends_with("  ") || text.ends_with('\\')) {
            // The lines stay lines.
            return None;
        }
        match hand_mark(text, Some(last)).filter(|(mark, _)| count == 0 || follows(last, *mark)) {
            Some((mark, words)) => {
                mended.push_str(&pending);
                pending.clear();
                mended.push_str(&entry(mark, text, words));
                (count, last, end) = (count + 1, mark, at + text.trim_end().len());
            }
            None if pending.matches('\n').count() > MOST_LINES => break,
            None => pending.push_str(text),
        }
        pending.push('\n');
        at += line.len();
    }
    if count < 2 {
        return None;
    }
    let message = "these lines are no list, so they run on as one paragraph";
    let slip = TextSlip::mark(start..start + end, message, mended);
    let help = format!(
        "write `{}`, and the same on the lines below; two spaces at the end of a line end it, too",
        one_line(&shown)
    );
    Some((Some(TextSlip { help, ..slip }), start + end))
}

/// Writes an entry as markdown does.
fn entry(mark: HandMark, line: &str, words: &str) -> String {
    let words = words.trim();
    match mark {
        HandMark::Letter(_) | HandMark::Roman(_) => format!("- {}", line.trim()),
        HandMark::Number(number) => format!("{number}. {words}"),
        HandMark::Sign(_) => format!("- {words}"),
        HandMark::Box(false) => format!("- [ ] {words}"),
        HandMark::Box(true) => format!("- [x] {words}"),
    }
}

/// Tells whether one mark comes behind another in a list.
fn follows(last: HandMark, next: HandMark) -> bool {
    match (last, next) {
        (HandMark::Letter(a), HandMark::Letter(b))
        | (HandMark::Roman(a), HandMark::Roman(b))
        | (HandMark::Number(a), HandMark::Number(b)) => a + 1 == b,
        (HandMark::Sign(a), HandMark::Sign(b)) => a == b,
        (HandMark::Box(_), HandMark::Box(_)) => true,
        _ => false,
    }
}

/// Reads the mark of a line, and the words behind it. `before` is the mark of the entry above.
fn hand_mark(line: &str, before: Option<HandMark>) -> Option<(HandMark, &str)> {
    let first = line.chars().next()?;
    match first {
        '[' => boxed(line),
        '☐' | '☑' | '☒' | '✅' => {
            let words = line[first.len_utf8()..].trim_start_matches('\u{fe0f}');
            let is_apart = words.starts_with(char::is_whitespace);
            is_apart.then_some((HandMark::Box(first != '☐'), words))
        }
        '(' => {
            let (name, words) = line[1..].split_once(')')?;
            let number = name.parse().ok().filter(|_| name.len() <= 2);
            let mark = number
                .map(HandMark::Number)
                .or_else(|| lettered(name, before));
            mark.filter(|_| is_apart(words)).map(|mark| (mark, words))
        }
        'a'..='z' | 'A'..='Z' => {
            let mut start = line.bytes().take(5);
            let end = start.position(|byte| matches!(byte, b')' | b'.'))?;
            let (name, words) = (&line[..end], &line[end + 1..]);
            let is_initial = line[end..].starts_with('.') && !first.is_ascii_lowercase();
            let mark = lettered(name, before).filter(|_| is_apart(words) && !is_initial);
            mark.map(|mark| (mark, words))
        }
        '\u{2190}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}' if bullet_of(line).is_none() => {
            let words = line[first.len_utf8()..].trim_start_matches('\u{fe0f}');
            is_apart(words).then_some((HandMark::Sign(first), words))
        }
        _ => None,
    }
}

/// Reads a box at the start of a line.
fn boxed(line: &str) -> Option<(HandMark, &str)> {
    for (sign, is_ticked) in [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)] {
        if let Some(words) = line.strip_prefix(sign).filter(|words| is_apart(words)) {
            return Some((HandMark::Box(is_ticked), words));
        }
    }
    None
}

/// Reads a letter or a Roman number. A list begins with the first.
fn lettered(name: &str, before: Option<HandMark>) -> Option<HandMark> {
    let is_roman = match before {
        None => name.eq_ignore_ascii_case("i"),
        Some(HandMark::Roman(_)) => true,
        Some(_) => false,
    };
    if is_roman {
        const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
        let lower = name.to_ascii_lowercase();
        let at = ROMAN.iter().position(|roman| *roman == lower)?;
        return Some(HandMark::Roman(u32::try_from(at).ok()? + 1));
    }
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    if letters.next().is_some() {
        return None;
    }
    let place = u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1;
    (before.is_some() || place == 1).then_some(HandMark::Letter(place))
}

fn is_apart(words: &str) -> bool {
    words.starts_with(char::is_whitespace) && words.contains(char::is_alphanumeric)
}
