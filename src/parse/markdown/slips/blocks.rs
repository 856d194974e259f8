//! Blocks that nobody meant: a line of hyphens that makes a heading of the paragraph above it, and
//! spaces that make code of a paragraph.

use super::text::{TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// The fewest signs of a line that is typed to underline a heading, however long.
const LONG_LINE: usize = 6;
/// The most letters of a heading that a short line may underline.
const SHORT_HEADING: usize = 40;

/// How a body marks its headings.
#[derive(Clone, Copy)]
pub(in crate::parse::markdown) struct HeadingMarks {
    has_signs: bool,
    has_underlines: bool,
}

impl HeadingMarks {
    fn of(source: &str) -> Self {
        let is_marked = |line: &str| line.starts_with("# ") || line.starts_with("## ");
        let is_underline = |line: &str| {
            let line = line.trim_end();
            let has_only = |sign| line.trim_start_matches(sign).is_empty();
            has_only('=') && line.len() > 2 || has_only('-') && line.len() >= LONG_LINE
        };
        Self {
            has_signs: source.lines().any(is_marked),
            has_underlines: source.lines().any(is_underline),
        }
    }
}

/// Finds a heading that is a paragraph above a line of `-` or `=`. `marks` remembers how the body
/// marks its headings.
pub(in crate::parse::markdown) fn line_heading(
    source: &str,
    range: &Range<usize>,
    marks: &mut Option<HeadingMarks>,
) -> Option<TextSlip> {
    let written = source.get(range.clone())?;
    let written = written.trim_end();
    if written.starts_with('#') {
        return None;
    }
    let (words, line) = written.rsplit_once('\n')?;
    let line = line.trim_start_matches([' ', '>']);
    let words = words.trim_end();
    let lead = &source[..range.start];
    let prefix = lead.rsplit('\n').next().unwrap_or_default();
    let is_quoted = prefix.contains('>');
    let is_rule = line == "---"
        && (is_quoted
            || is_no_heading(words, &source[range.end..])
            || is_rule_of_page(
                words,
                *marks.get_or_insert_with(|| HeadingMarks::of(source)),
            ));
    if is_meant_heading(words, line) && !is_rule {
        return None;
    }
    let at = range.start..range.start + written.len();
    let message = format!("the line `{line}` makes a heading of the text above it");
    let above = &source[..range.start];
    let is_plain = (above.is_empty() || above.ends_with('\n')) && !words.contains("\n>");
    let mended = if line.starts_with('=') {
        words.to_owned()
    } else {
        format!("{words}\n\n{line}")
    };
    let help = if line.starts_with('=') {
        format!("take the line out; write `## ` before the text if it is a heading: `{line}`")
    } else {
        format!(
            "leave an empty line above `{line}`; or take the line out and write `## ` before \
                 the text if it is a heading"
        )
    };
    let slip = TextSlip::warning(Code::UnmeantMarks, at, message, help);
    Some(TextSlip {
        mended: is_plain.then_some(mended),
        ..slip
    })
}

/// Finds text that its spaces make code. `code` is the text of the block at a range of a body.
pub(in crate::parse::markdown) fn prose_in_code(
    source: &str,
    range: &Range<usize>,
    code: &str,
) -> Option<TextSlip> {
    let written = source.get(range.clone())?;
    let lines: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let prose = lines.iter().filter(|line| is_prose(line)).count();
    let is_first = lines.first().is_some_and(|line| is_prose(line));
    if !(is_first && prose * 2 >= lines.len() || is_block(&lines)) {
        return None;
    }
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &source[line_start..range.start];
    let is_plain = before.trim().is_empty() && !written.contains("\n>");
    let mut mended = String::new();
    for line in written.trim_end().lines() {
        mended.push_str(line.trim());
        mended.push('\n');
    }
    mended.pop();
    let first = lines[0].trim();
    let start = if is_plain { line_start } else { range.start };
    let at = start..range.start + written.trim_end().len();
    let message = "the spaces before this text make it code: readers see it in the letters of \
                       a typewriter, without its marks";
    let help = format!(
        "write it at the beginning of the line: `{}`",
        one_line(first)
    );
    let slip = TextSlip::warning(Code::UnmeantMarks, at, message, help);
    Some(TextSlip {
        mended: (is_plain && before.len() < 8).then_some(mended),
        ..slip
    })
}

/// Tells whether a line of signs is meant to make a heading of the words above it.
fn is_meant_heading(words: &str, line: &str) -> bool {
    let length = words.chars().count();
    let is_sentence = words.ends_with(['.', ',', ';', ':', '…'])
        || words.ends_with('!') && words.split_whitespace().count() > 3;
    let is_fitting = line.len() >= LONG_LINE || line.len() * 2 >= length || length <= SHORT_HEADING;
    line.len() >= 3 && !words.contains('\n') && !is_sentence && is_fitting
}

/// Tells whether words above a line of three hyphens are no heading: the greeting of a letter, its
/// end, or words with nothing below them. `below` is what stands behind the line.
fn is_no_heading(words: &str, below: &str) -> bool {
    const OF_LETTERS: [&str; 19] = [
        "dear",
        "hello",
        "hi",
        "hey",
        "good morning",
        "good afternoon",
        "kind",
        "best",
        "warm",
        "regards",
        "yours",
        "sincerely",
        "thanks",
        "thank you",
        "many thanks",
        "with best",
        "cheers",
        "see you",
        "with kind",
    ];
    let lower = words.trim_start_matches(['*', '_']).to_lowercase();
    let is_of_letter = OF_LETTERS.iter().any(|start| {
        let rest = lower.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let below = below.trim_start();
    let is_empty = !words.contains("{#") && below.is_empty()
        || below.starts_with("# ")
        || below.starts_with("## ");
    let is_contact = words.contains("://") && !words.contains("](") || words.contains('@');
    is_of_letter || is_empty || is_contact
}

/// Tells whether three hyphens below words are drawn between two parts of a page, as people do in
/// letters: the words are more than a heading, or the page marks its headings with `#`. A page that
/// underlines another heading means this one, too.
fn is_rule_of_page(words: &str, marks: HeadingMarks) -> bool {
    const FEWEST_WORDS: usize = 5;
    if words.contains("{#") {
        return false;
    }
    let is_more = words.contains(": ") || words.split_whitespace().count() >= FEWEST_WORDS;
    (is_more || marks.has_signs) && !marks.has_underlines
}

/// Tells whether lines of code are a heading of markdown, a table, or a few words that begin as
/// those of a letter do.
fn is_block(lines: &[&str]) -> bool {
    let Some(first) = lines.first().map(|line| line.trim()) else {
        return false;
    };
    let is_heading = first.strip_prefix("##").is_some_and(|rest| {
        let words = rest.trim_start_matches('#');
        words.starts_with(' ') && words.trim_start().starts_with(char::is_uppercase)
    });
    let is_table = first.contains('|')
        && lines.get(1).is_some_and(|line| {
            line.contains("--") && line.contains('|') && !line.contains(char::is_alphanumeric)
        });
    let mut words = lines.iter().flat_map(|line| line.split_whitespace());
    let is_plain = first.starts_with(char::is_uppercase) && words.all(is_plain_word);
    let is_fence = first.starts_with("```") && lines.len() > 2;
    is_heading || is_table || is_fence || is_plain && first.contains(' ')
}

/// Tells whether a line of code reads like one of a text.
fn is_prose(line: &str) -> bool {
    let line = line.trim();
    let bulleted = ["- ", "* ", "+ ", "• ", "o\t", "·\t", "•\t", "–\t"];
    let entry = bulleted.iter().find_map(|mark| line.strip_prefix(mark));
    let text = entry.unwrap_or(line).trim();
    if text.contains(['{', '}', '=', ';', '$', '|', '\\', '<', '`']) && !text.contains("](") {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.iter().filter(|word| is_plain_word(word)).count();
    let starts = text.starts_with(|c: char| c.is_uppercase() || "“\"‘[*(".contains(c));
    let ends = text.ends_with(['.', '!', '?', '…', '”', ')']);
    let enough = match (entry.is_some(), starts, ends) {
        (true, true, _) | (_, true, true) => 2,
        (_, true, false) => 4,
        (_, false, true) if plain == words.len() => 3,
        (_, false, true) => 5,
        _ => return false,
    };
    words.len() >= enough && plain * 4 >= words.len() * 3
}

/// Tells whether a word has letters only, with the signs that sentences put around them.
fn is_plain_word(word: &str) -> bool {
    let quotes = ['“', '”', '‘', '’', '"', '\'', '(', ')', '*', '_'];
    let word = word.trim_matches(quotes);
    let word = word
        .trim_end_matches(['.', ',', ':', '!', '?', '…'])
        .trim_matches(quotes);
    let is_of_words = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let is_link = word.contains("](") || word.starts_with('[');
    !word.is_empty() && word.chars().all(is_of_words) || is_link || word == "–" || word == "&"
}
