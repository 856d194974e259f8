//! Telephone numbers as people write them for readers: with brackets, extensions, words, and
//! several on a line. From: a line. To: its numbers, each with the address by which a telephone
//! dials it, and the words between them.
//!
//! A number stays as local as it is written, because a telephone of the place dials it so. The form
//! of addresses is RFC 3966.

use std::collections::VecDeque;
use std::ops::Range;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhonePiece<'t> {
    /// The words as they are written.
    pub text: &'t str,
    /// The address of a number: `tel:02079460000;ext=12`.
    pub url: Option<String>,
}

/// The smallest number of digits of a number that stands among words or other numbers. Shorter
/// ones, such as 111, stand by themselves.
const AMONG_WORDS: usize = 6;

/// The largest number of digits that networks dial (E.164).
const LONGEST: usize = 15;

/// Words behind a number that announce an extension, longest first.
const EXTENSIONS: [&str; 8] = [
    ";ext=",
    "extension",
    "durchwahl",
    "poste",
    "extn",
    "ext",
    "x",
    "#",
];

/// Divides a line into numbers and the words between them. The line as a whole is one piece
/// without an address if it holds no number, or digits of which it is not clear what they are.
#[must_use]
pub fn phone_pieces(line: &str) -> Vec<PhonePiece<'_>> {
    let mut runs = VecDeque::from(runs(line, 0));
    let is_alone = runs.len() == 1;
    let mut pieces = Vec::new();
    let mut first: Option<String> = None;
    let mut end = 0;
    while let Some(run) = runs.pop_front() {
        let written = &line[run.clone()];
        let Some(number) = number(written, is_alone && stands_alone(line, &run)) else {
            if digits(written).len() >= AMONG_WORDS && !is_times(written) {
                // It is not clear what these digits are.
                return vec![words(line)];
            }
            continue;
        };
        let first = first.get_or_insert_with(|| number.clone());
        if is_part(written, &number, first) {
            continue;
        }
        let (extension, last) = extension(&line[run.end..]);
        if end < run.start {
            pieces.push(words(&line[end..run.start]));
        }
        end = run.end + last;
        if extension.is_some() {
            // The digits of the extension are no part of the number that follows it.
            runs = VecDeque::from(self::runs(line, end));
        }
        let extension = extension.map_or_else(String::new, |digits| format!(";ext={digits}"));
        pieces.push(PhonePiece {
            text: &line[run.start..end],
            url: Some(format!("tel:{number}{extension}")),
        });
    }
    if end < line.len() {
        pieces.push(words(&line[end..]));
    }
    pieces
}

/// Reports whether a line holds a number, and no digits of which it is not clear what they are.
#[must_use]
pub fn is_phone(line: &str) -> bool {
    phone_pieces(line).iter().any(|piece| piece.url.is_some())
}

fn words(text: &str) -> PhonePiece<'_> {
    PhonePiece { text, url: None }
}

/// Reports whether digits are only the last part of a number, the rest of which stands in the
/// first one of the line: `07700 900123 / 900124`. Numbers that begin with 116 are dialled as they
/// are in all of Europe, and ten digits are a whole number where numbers may begin with a 1.
fn is_part(written: &str, number: &str, first: &str) -> bool {
    let is_whole = written.starts_with(['+', '(', '0']) || number.starts_with("116");
    let is_american = number.len() == 10 && digits(first).starts_with('1');
    !is_whole && !is_american && number.len() < digits(first).len()
}

/// Returns the ranges of a line that hold digits and the signs that stand in numbers, from a place
/// in it on.
fn runs(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, letter) in line[from..].char_indices() {
        let at = from + at;
        let is_part = letter.is_ascii_digit() || is_sign(letter);
        let starts = letter.is_ascii_digit() || matches!(letter, '+' | '(');
        match open {
            Some(start) if !is_part || divides(&line[start..at], &line[at..]) => {
                close(line, start..at, &mut runs);
                open = starts.then_some(at);
            }
            None if starts => open = Some(at),
            _ => {}
        }
    }
    if let Some(start) = open {
        close(line, start..line.len(), &mut runs);
    }
    runs
}

/// Adds a range without the signs that its digits do not need.
fn close(line: &str, run: Range<usize>, runs: &mut Vec<Range<usize>>) {
    let text = &line[run.clone()];
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else {
        return;
    };
    let before = text[..first].rfind('+').or_else(|| {
        let bracket = text[..first].rfind('(')?;
        text[first..].contains(')').then_some(bracket)
    });
    let start = run.start + before.unwrap_or(first);
    let last = text.rfind(|c: char| c.is_ascii_digit()).unwrap_or(first) + 1;
    runs.push(start..run.start + last);
}

fn is_sign(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '+' | '(' | ')' | '.' | '-' | '/' | '‐' | '‑' | '–')
}

/// Reports whether a number ends before `rest`: at a stroke or a dash before another number, and
/// before the sign of an international one.
fn divides(number: &str, rest: &str) -> bool {
    let digits = digits(number).len();
    let mut letters = rest.chars();
    let next = letters.next();
    match next {
        Some('+') => digits > 0,
        Some('–' | '-') if digits >= AMONG_WORDS && number.ends_with(' ') => {
            letters.as_str().starts_with(" 0")
        }
        Some('/' | '(') => digits >= AMONG_WORDS,
        _ => false,
    }
}

/// Returns the digits that are dialled, with the sign of an international number before them;
/// `None` for a run that is no number.
fn number(run: &str, is_alone: bool) -> Option<String> {
    let mut dialled = digits(run);
    let is_abroad = run.starts_with('+') || dialled.starts_with("00");
    if is_abroad && let Some((before, after)) = without_zero(run) {
        // The zero in brackets is dialled only inside the country.
        dialled = digits(before) + &digits(after);
    }
    let least = if is_alone { 3 } else { AMONG_WORDS };
    if !(least..=LONGEST).contains(&dialled.len()) || is_times(run) {
        return None;
    }
    Some(if run.starts_with('+') {
        format!("+{dialled}")
    } else {
        dialled
    })
}

/// Splits a number around a zero in brackets: `+44 (0)20`.
fn without_zero(run: &str) -> Option<(&str, &str)> {
    let start = run.find('(')?;
    let end = start + run[start..].find(')')?;
    (run[start + 1..end].trim() == "0").then_some((&run[..start], &run[end + 1..]))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Reports whether a run is a time of the day, or from one to another: `9.30-17.00`.
fn is_times(run: &str) -> bool {
    let mut times = run.split(['-', '–']).map(str::trim);
    times.all(|time| {
        time.split_once('.').is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(minute).len() == 2
        })
    })
}

/// Reports whether no words follow a number that they could belong to: `0800 CALL US`.
fn stands_alone(line: &str, run: &Range<usize>) -> bool {
    let after = line[run.end..].trim_start();
    !after.starts_with(char::is_alphanumeric)
}

/// Reads the extension at the start of the words behind a number. Returns its digits, and where it
/// ends.
fn extension(rest: &str) -> (Option<&str>, usize) {
    let start = rest.len() - rest.trim_start_matches([' ', ',', '(', '\u{a0}']).len();
    let text = &rest[start..];
    for word in EXTENSIONS {
        let Some(head) = text.get(..word.len()) else {
            continue;
        };
        if !head.eq_ignore_ascii_case(word) {
            continue;
        }
        let after = &text[word.len()..];
        let number = after.trim_start_matches([' ', '.', ':', '\u{a0}']);
        let len = number.len()
            - number
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        if (1..=7).contains(&len) {
            let end = rest.len() - number.len() + len;
            return (Some(&number[..len]), end);
        }
    }
    (None, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(line: &str) -> Vec<String> {
        let pieces = phone_pieces(line);
        let whole: String = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(whole, line);
        pieces.into_iter().filter_map(|piece| piece.url).collect()
    }

    #[test]
    fn a_number_is_dialled_as_it_is_written() {
        for (line, url) in [
            ("020 7946 0000", "tel:02079460000"),
            ("(020) 7946-0000", "tel:02079460000"),
            ("+44 (0)20 7946 0000", "tel:+442079460000"),
            ("+44(0) 20.7946.0000", "tel:+442079460000"),
            ("0044 (0)20 7946 0000", "tel:00442079460000"),
            ("01.23.45.67.89", "tel:0123456789"),
            ("030/1234567", "tel:0301234567"),
            ("+49 (30) 123 4567", "tel:+49301234567"),
            (
                "Tel.: 020\u{a0}7946\u{a0}0000 (office hours)",
                "tel:02079460000",
            ),
            ("020 7946 0000, Monday to Friday, 9 to 5", "tel:02079460000"),
            ("020 7946 0000 (9.30-17.00)", "tel:02079460000"),
            ("111", "tel:111"),
            ("NHS 111", "tel:111"),
            ("116 123 (free)", "tel:116123"),
        ] {
            assert_eq!(urls(line), [url], "{line}");
        }
    }

    #[test]
    fn an_extension_belongs_to_its_number() {
        for line in [
            "020 7946 0000 ext 12",
            "020 7946 0000 ext. 12",
            "020 7946 0000 x12",
            "020 7946 0000, extension 12",
            "020 7946 0000 Extn: 12",
            "020 7946 0000 #12",
            "020 7946 0000;ext=12",
            "020 7946 0000 (ext 12)",
        ] {
            assert_eq!(urls(line), ["tel:02079460000;ext=12"], "{line}");
        }
    }

    #[test]
    fn several_numbers_are_several_links() {
        let two = ["tel:0800123456", "tel:0800789012"];
        for line in [
            "0800 123 456 / 0800 789 012",
            "0800 123 456/0800 789 012",
            "0800 123 456 or 0800 789 012",
            "0800 123 456, 0800 789 012",
            "0800 123 456; 0800 789 012",
            "0800 123 456 - 0800 789 012",
            "Office: 0800 123 456. Evenings: 0800 789 012.",
        ] {
            assert_eq!(urls(line), two, "{line}");
        }
        assert_eq!(
            urls("0800 123 456 +44 20 7946 0000"),
            ["tel:0800123456", "tel:+442079460000"]
        );
    }

    #[test]
    fn an_extension_ends_before_the_next_number() {
        for line in [
            "020 7946 0000 ext 5 / 020 7946 0001",
            "020 7946 0000 x5, 020 7946 0001",
            "020 7946 0000 (ext 5)/020 7946 0001",
            "020 7946 0000 ext. 5 or 020 7946 0001",
            "020 7946 0000 ext 5 - 020 7946 0001",
        ] {
            let two = ["tel:02079460000;ext=5", "tel:02079460001"];
            assert_eq!(urls(line), two, "{line}");
        }
        let pieces = phone_pieces("020 7946 0000 ext 5 / 020 7946 0001");
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["020 7946 0000 ext 5", " / ", "020 7946 0001"]);
    }

    #[test]
    fn a_part_of_a_number_is_no_number() {
        for line in [
            "07700 900123 / 900124",
            "07700 900123, 900124",
            "07700 900123 or 900124",
            "07700 900123 / 24",
        ] {
            assert_eq!(urls(line), ["tel:07700900123"], "{line}");
        }
        assert_eq!(urls("+44 20 7946 0000 / 7946 0001"), ["tel:+442079460000"]);
        for (line, second) in [
            ("0800 123 456 or 116 123", "tel:116123"),
            ("555-123-4567 / 555-123-4568", "tel:5551234568"),
            ("+1 555 123 4567 / 555 123 4568", "tel:5551234568"),
        ] {
            assert_eq!(urls(line)[1], second, "{line}");
        }
    }

    #[test]
    fn what_is_no_number_has_no_link() {
        for line in [
            "call us",
            "",
            "0800 CALL US",
            "12",
            "0800 123 456 0800 789 012",
            "Monday to Friday, 9.30-17.00",
            "since 2015 we are here",
        ] {
            assert_eq!(urls(line), Vec::<String>::new(), "{line}");
            assert!(!is_phone(line), "{line}");
        }
    }
}
