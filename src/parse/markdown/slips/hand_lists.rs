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
    /// `(1)`, `1.)`, `1:`, `1 -`, `①`.
    Number(u32),
    /// `2.` and the like below a line of text, which makes no list.
    Continued(u32),
    /// `1.1`: the chapter and the number in it.
    Chapter(u32, u32),
    /// `→`, `★`, and the `.` of AsciiDoc.
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
    if matches!(first, HandMark::Continued(_)) {
        let help = "leave an empty line above the first of them".to_owned();
        let slip = TextSlip::mark(start..start + end, message, format!("\n{mended}"));
        return Some((Some(TextSlip { help, ..slip }), start + end));
    }
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
        HandMark::Letter(_) | HandMark::Roman(_) | HandMark::Chapter(..) => {
            format!("- {}", line.trim())
        }
        HandMark::Number(number) | HandMark::Continued(number) => format!("{number}. {words}"),
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
        | (HandMark::Continued(a), HandMark::Continued(b))
        | (HandMark::Number(a), HandMark::Number(b)) => a + 1 == b,
        (HandMark::Chapter(a, b), HandMark::Chapter(c, d)) => {
            a == c && b + 1 == d || a + 1 == c && d <= 1
        }
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
        '(' => bracketed(line, before),
        'a'..='z' | 'A'..='Z' => {
            let mut start = line.bytes().take(5);
            let end = start.position(|byte| matches!(byte, b')' | b'.'))?;
            let (name, words) = (&line[..end], &line[end + 1..]);
            let is_initial = line[end..].starts_with('.') && !first.is_ascii_lowercase();
            let mark = lettered(name, before).filter(|_| is_apart(words) && !is_initial);
            mark.map(|mark| (mark, words))
        }
        '0'..='9' => numbered(line),
        '①'..='⑳' => {
            let words = &line[first.len_utf8()..];
            let number = u32::from(first) - u32::from('①') + 1;
            is_apart(words).then_some((HandMark::Number(number), words))
        }
        '#' => {
            let words = line.strip_prefix("#.")?;
            is_apart(words).then_some((HandMark::Sign('#'), words))
        }
        '.' => {
            let words = line.trim_start_matches('.');
            let is_mark = line.len() - words.len() < 4;
            (is_mark && is_apart(words)).then_some((HandMark::Sign('.'), words))
        }
        '-' => {
            let words = line.trim_start_matches('-');
            let is_doubled = line.len() - words.len() < 4 && line.starts_with("--");
            (is_doubled && is_apart(words)).then_some((HandMark::Sign('-'), words))
        }
        '§'
        | '»'
        | '›'
        | '‐'
        | '‑'
        | '‒'
        | '−'
        | '¤'
        | '\u{2190}'..='\u{24ff}'
        | '\u{2580}'..='\u{2bff}'
        | '\u{1f300}'..='\u{1faff}'
            if bullet_of(line).is_none() =>
        {
            let words = line[first.len_utf8()..].trim_start_matches('\u{fe0f}');
            is_apart(words).then_some((HandMark::Sign(first), words))
        }
        _ => None,
    }
}

/// Reads a mark in round brackets at the start of a line.
fn bracketed(line: &str, before: Option<HandMark>) -> Option<(HandMark, &str)> {
    let (name, words) = line[1..].split_once(')')?;
    if name == "@" {
        return is_apart(words).then_some((HandMark::Sign('@'), words));
    }
    let name = name.trim_end_matches('.');
    let number = name.parse().ok().filter(|_| name.len() <= 2);
    let mark = number
        .map(HandMark::Number)
        .or_else(|| lettered(name, before));
    mark.filter(|_| is_apart(words)).map(|mark| (mark, words))
}

/// Reads a number at the start of a line, with a sign behind it that makes no list.
fn numbered(line: &str) -> Option<(HandMark, &str)> {
    let end = line
        .find(|c: char| !c.is_ascii_digit())
        .filter(|end| *end < 3)?;
    let number = line[..end].parse().ok()?;
    let rest = &line[end..];
    if let Some(words) = rest
        .strip_prefix("\u{fe0f}\u{20e3}")
        .or(rest.strip_prefix('\u{20e3}'))
    {
        return is_apart(words).then_some((HandMark::Number(number), words));
    }
    if let Some(part) = rest.strip_prefix('.')
        && part.starts_with(|c: char| c.is_ascii_digit())
    {
        let length = part
            .find(|c: char| !c.is_ascii_digit())
            .filter(|end| *end < 3)?;
        let words = &part[length..];
        let words = words.strip_prefix('.').unwrap_or(words);
        let begins = words.trim_start().starts_with(char::is_alphabetic);
        let mark = HandMark::Chapter(number, part[..length].parse().ok()?);
        return (begins && is_apart(words)).then_some((mark, words));
    }
    for sign in [".)", ".-", " -", " –", "-", "–", ":", "/", "°"] {
        if let Some(words) = rest.strip_prefix(sign) {
            let begins = words.trim_start().starts_with(char::is_alphabetic);
            return (begins && is_apart(words)).then_some((HandMark::Number(number), words));
        }
    }
    let words = rest.strip_prefix(['.', ')'])?;
    is_apart(words).then_some((HandMark::Continued(number), words))
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
