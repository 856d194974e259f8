//! Lines that their author meant as lines: an address, the end of a letter, a verse, a programme.
//! Markdown makes one line of a paragraph, so they run on. From: a paragraph. To: its lines with a
//! backslash at the end of each, or paragraphs of their own.

use super::text::{TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// The most lines and the most bytes that are looked at.
const MOST_LINES: usize = 40;
const LONGEST: usize = 6_000;
/// The most signs of a line that its author ended, and did not wrap.
const SHORT: usize = 45;
/// The most signs of a line of a verse.
const VERSE: usize = 70;
/// The fewest signs of a line that no editor wraps.
const UNWRAPPED: usize = 200;

/// Words that end a letter, and those that begin one.
const ENDS: [&str; 16] = [
    "yours",
    "kind regards",
    "kindest regards",
    "best regards",
    "warm regards",
    "with regards",
    "with kind regards",
    "regards",
    "best wishes",
    "with best wishes",
    "warm wishes",
    "many thanks",
    "with thanks",
    "sincerely",
    "cheers",
    "thank you",
];

/// Why lines are taken for lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum JoinedSort {
    /// Each line is one that readers should see as one.
    Lines,
    /// Each line is a paragraph.
    Paragraphs,
}

/// Finds such lines in the paragraph that stands at a range of a body.
pub(in crate::parse::markdown) fn find(source: &str, range: &Range<usize>) -> Option<TextSlip> {
    let written = source.get(range.clone())?.trim_end();
    memchr::memchr(b'\n', written.as_bytes())?;
    let lines = lines_of(&written[..written.floor_char_boundary(LONGEST)])?;
    let sort = sort_of(&lines)?;
    let shown: Vec<&str> = lines.iter().take(3).copied().collect();
    let message = format!(
        "these lines run on as one, since a line that ends does not end on the page: `{}`",
        one_line(&shown.join(" "))
    );
    let (between, help) = match sort {
        JoinedSort::Lines => (
            "\\\n",
            format!(
                "write a backslash at the end of each that should end there: `{}\\`",
                one_line(lines[0])
            ),
        ),
        JoinedSort::Paragraphs => ("\n\n", "leave an empty line between paragraphs".to_owned()),
    };
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let is_plain = line_start == range.start && written.len() < LONGEST;
    let at = range.start..range.start + written.len();
    let slip = TextSlip::warning(Code::LinesRunOn, at, message, help);
    let mended = is_plain.then(|| lines.join(between));
    Some(TextSlip { mended, ..slip })
}

/// Returns the lines of a paragraph without marks of quotations. Where lines end by a mark of their
/// own, the author knows that the others do not.
fn lines_of(text: &str) -> Option<Vec<&str>> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let inner = line.trim_start_matches([' ', '>']);
        if inner.ends_with("  ") || inner.contains('\\') || inner.contains("<br") {
            return None;
        }
        lines.push(inner.trim_end());
        if lines.len() > MOST_LINES {
            return None;
        }
    }
    (lines.len() > 1).then_some(lines)
}

/// Tells what lines of a paragraph are, if they are no text that somebody wrapped.
fn sort_of(lines: &[&str]) -> Option<JoinedSort> {
    let first = lines[0];
    if is_greeting(first) || is_end_of_letter(lines) || are_entries(lines) || are_short(lines) {
        return Some(JoinedSort::Lines);
    }
    are_paragraphs(lines).then_some(JoinedSort::Paragraphs)
}

/// Tells whether a line is `Dear all,` and nothing else.
fn is_greeting(line: &str) -> bool {
    let is_short = line.split_whitespace().count() <= 6;
    let is_ended = line.ends_with([',', ':', '!']);
    is_short && is_ended && line.strip_prefix("Dear ").is_some()
}

/// Tells whether the end of a letter and a name stand in lines of their own.
fn is_end_of_letter(lines: &[&str]) -> bool {
    lines.windows(2).any(|pair| {
        let lower = pair[0].trim_end_matches([',', '.', '!']).to_lowercase();
        let is_end = ENDS.iter().any(|words| {
            lower
                .strip_prefix(words)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let is_alone = pair[0].split_whitespace().count() <= 4;
        is_end && is_alone && begins_line(pair[1]) && pair[1].split_whitespace().count() <= 5
    })
}

/// Tells whether two lines or more, and most of all, begin with a label or a time of day.
fn are_entries(lines: &[&str]) -> bool {
    let labelled = lines.iter().filter(|line| has_label(line)).count();
    let timed = lines.iter().filter(|line| has_time(line)).count();
    let enough = |count: usize| count > 1 && count * 3 >= lines.len() * 2;
    has_label(lines[0]) && enough(labelled) || has_time(lines[0]) && enough(timed)
}

/// Tells whether a line begins with a label: `Place: town hall`, `**When:** on Monday`.
fn has_label(line: &str) -> bool {
    const LONGEST_LABEL: usize = 28;
    let bare = line.trim_start_matches(['*', '_']);
    let Some((label, rest)) = bare.split_once(':') else {
        return false;
    };
    let rest = rest.trim_start_matches(['*', '_']);
    let is_name = label.len() <= LONGEST_LABEL
        && label.split_whitespace().count() <= 3
        && label
            .chars()
            .all(|c| c.is_alphabetic() || " -/*_&".contains(c))
        && label.starts_with(char::is_uppercase);
    is_name && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// Tells whether a line begins with a time of day: `10:30 Tea`, `9.15 am: talk`, `7pm Dinner`.
fn has_time(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_']);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..3).contains(&digits) {
        return false;
    }
    let rest = &line[digits..];
    let minutes = rest.strip_prefix([':', '.']).filter(|minutes| {
        let figures = minutes.len()
            - minutes
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        figures == 2
    });
    let rest = minutes.map_or(rest, |minutes| &minutes[2..]);
    let lower = rest
        .trim_start()
        .get(..2)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_half = lower == "am" || lower == "pm";
    (minutes.is_some() || is_half) && rest.contains(' ')
}

/// Tells whether all lines are short, begin as lines do, and do not end as sentences: an address,
/// a verse, names, prices.
fn are_short(lines: &[&str]) -> bool {
    let longest = lines.iter().map(|line| line.chars().count()).max();
    let is_short = longest.is_some_and(|longest| longest <= SHORT);
    let begin = lines.iter().copied().all(begins_line);
    let ends = lines
        .iter()
        .filter(|line| line.ends_with(['.', '!', '?']))
        .count();
    let is_verse = longest.is_some_and(|longest| longest <= VERSE) && lines.len() > 2;
    let are_few = ends == 0 || lines.len() > 3 && ends < lines.len() / 2;
    let is_colon = lines.len() == 2 && lines[0].ends_with(':');
    begin && are_few && !is_colon && (is_short || is_verse && !is_wrapped(lines))
}

/// Tells whether lines are as an editor wraps them: the first word of each does not fit into the
/// line above it.
fn is_wrapped(lines: &[&str]) -> bool {
    let length = |line: &str| line.chars().count();
    let longest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    lines.windows(2).all(|pair| {
        let word = pair[1].split(' ').next().unwrap_or_default();
        length(pair[0]) + 1 + length(word) > longest
    })
}

/// Tells whether a line begins as no wrapped line does.
fn begins_line(line: &str) -> bool {
    let first = line
        .trim_start_matches(['*', '_', '“', '‘', '"', '('])
        .chars()
        .next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || "£€$©+@".contains(c))
        || line.contains('@') && !line.contains(' ')
}

/// Tells whether each line holds sentences, as paragraphs do whose empty lines are lost. Who begins
/// each sentence on a line of its own has one in a line.
fn are_paragraphs(lines: &[&str]) -> bool {
    let ends = |line: &&str| line.ends_with(['.', '!', '?', '”', '…', ')']);
    let is_long = lines.iter().any(|line| line.chars().count() >= UNWRAPPED);
    let several = lines.iter().filter(|line| has_sentences(line)).count();
    let last = lines.len() - 1;
    is_long
        && several * 2 >= lines.len()
        && lines[..last].iter().all(ends)
        && lines.iter().all(|line| begins_line(line))
}

/// Tells whether a sentence ends within a line.
fn has_sentences(line: &str) -> bool {
    line.match_indices(['.', '!', '?']).any(|(at, _)| {
        let mut rest = line[at + 1..].chars();
        let is_word = line[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_alphabetic())
            .count()
            > 2;
        is_word && rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase)
    })
}
