//! Leftovers of a word processor in pasted text, which markdown does not take for what they look
//! like: bullets that are characters, and spaces that are none after `##` or `-`. From: the text of
//! a body. To: faults with their places in it.

use crate::base::{Code, Fault, bytes, mojibake};
use std::ops::Range;

/// Looks at the start of every line outside of code. Reports only the first such line of each sort,
/// so that a pasted page is not reported line by line.
pub(super) fn leftovers(text: &str) -> Vec<(Fault, Range<usize>)> {
    let mut found: Vec<(Fault, Range<usize>)> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let (mut bullets, mut spaces, mut unseen) = (0, 0, 0);
    let mut may_be_damaged = !text.is_ascii();
    for line in bytes::lines(text) {
        let start = line.trim_start_matches(' ');
        let indent = line.len() - start.len();
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| start.starts_with(marker));
        match (fence, marker) {
            (None, Some(marker)) => fence = Some(marker),
            (Some(open), Some(marker)) if open == marker => fence = None,
            (None, None) => {
                if may_be_damaged && let Some((fault, range)) = damaged_letter(line) {
                    may_be_damaged = false;
                    found.push((fault, at + range.start..at + range.end));
                }
                let here = at + indent..at + line.trim_end().len().max(indent);
                if let Some(bullet) = bullet_of(start) {
                    bullets += 1;
                    if bullets == 1 {
                        found.push((bullet_line(bullet), here));
                    }
                } else if let Some((length, mark)) = mark_behind_unseen(start) {
                    unseen += 1;
                    if unseen == 1 {
                        found.push((unseen_sign(mark), at + indent..at + indent + length));
                    }
                } else if let Some(mark) = mark_before_hard_space(start) {
                    spaces += 1;
                    if spaces == 1 {
                        found.push((hard_space(mark), here));
                    }
                }
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

/// Finds a letter that was read in the wrong encoding, or lost.
fn damaged_letter(line: &str) -> Option<(Fault, Range<usize>)> {
    if line.is_ascii() {
        return None;
    }
    if let Some((range, letter)) = mojibake(line) {
        let written = &line[range.clone()];
        let message = format!(
            "`{written}` is what a wrong encoding makes of `{letter}`: the text was damaged before \
             it came here"
        );
        let fault = Fault::warning(Code::DamagedText, message)
            .help(format!("write `{letter}`, here and where the like stands"))
            .help("where it came from, save it in the encoding UTF-8 and copy it anew");
        return Some((fault, range));
    }
    let at = line.find('\u{fffd}')?;
    let message = "a letter was lost here: `\u{fffd}` stands in its place";
    let fault =
        Fault::warning(Code::DamagedText, message).help("type the letter that belongs here");
    Some((fault, at..at + '\u{fffd}'.len_utf8()))
}

/// Returns the sign that a line starts with as if it made a list.
pub(super) fn bullet_of(line: &str) -> Option<char> {
    let mut signs = line.chars();
    let sign = signs.next()?;
    let next = signs.next();
    let is_apart = next.is_some_and(|c| c == '\t' || c == '\u{a0}');
    let is_bullet = match sign {
        '•' | '◦' | '▪' | '‣' | '·' | '⁃' | '∙' | '\u{f000}'..='\u{f0ff}' => true,
        '●' | '○' | '■' | '□' | '▫' | '►' | '▶' | '➢' | '➤' | '❖' | '◆' | '◊' | '✓' | '✔' | '✗' => {
            next.is_some_and(char::is_whitespace)
        }
        'o' | 'O' | '§' | 'Ø' | 'ü' | 'q' | 'v' | 'n' | 'l' | 'w' => is_apart,
        '–' | '—' | '→' => next == Some('\t'),
        _ => false,
    };
    is_bullet.then_some(sign)
}

/// Returns the mark of a heading or a list that a non-breaking space follows.
fn mark_before_hard_space(line: &str) -> Option<&str> {
    let end = line.find('\u{a0}')?;
    let mark = &line[..end];
    let heading = !mark.is_empty() && mark.len() <= 6 && mark.bytes().all(|byte| byte == b'#');
    let number = mark.strip_suffix('.').is_some_and(|digits| {
        !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    (heading || number || matches!(mark, "-" | "*" | "+" | ">")).then_some(mark)
}

/// Returns the length of signs without a width at the start of a line, and the mark of a heading, a
/// list or a quotation that follows them.
fn mark_behind_unseen(line: &str) -> Option<(usize, &str)> {
    let unseen = [
        '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}',
    ];
    let rest = line.trim_start_matches(unseen);
    let length = line.len() - rest.len();
    let end = rest.find([' ', '\n']).filter(|_| length > 0)?;
    let mark = &rest[..end];
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_heading = !mark.is_empty() && mark.bytes().all(|byte| byte == b'#');
    let is_mark = is_number || is_heading || matches!(mark, "-" | "*" | "+" | ">" | "---" | "***");
    (is_mark || mark.starts_with("```") || mark.starts_with('|')).then_some((length, mark))
}

fn unseen_sign(mark: &str) -> Fault {
    let message = format!(
        "a character that nobody sees stands before `{mark}`, so this is shown as plain text"
    );
    Fault::warning(Code::WordLeftover, message).help(
        "put the cursor before the sign and press the backspace key, here and on lines like it",
    )
}

fn bullet_line(bullet: char) -> Fault {
    // Signs of a private alphabet look like nothing in other letters.
    let shown = if ('\u{f000}'..='\u{f0ff}').contains(&bullet) {
        "of a symbol font".to_owned()
    } else {
        format!("`{bullet}`")
    };
    let message = format!("this line starts with the character {shown}, which makes no list here");
    Fault::warning(Code::WordLeftover, message)
        .help("write `- ` instead of it, here and on the lines below")
}

fn hard_space(mark: &str) -> Fault {
    let message = format!(
        "the space after `{mark}` is one that a word processor makes, so this is shown as plain \
         text"
    );
    Fault::warning(Code::WordLeftover, message)
        .help("delete the space and press the space bar once")
}

#[cfg(test)]
mod tests {
    use super::leftovers;

    #[test]
    fn bullets_and_hard_spaces_are_found_once_each_and_not_in_code() {
        assert_eq!(
            leftovers("• one\n• two\n\n##\u{a0}Heading\n-\u{a0}item\n").len(),
            2
        );
        for line in [
            "o\tone",
            "▪ one",
            "–\tone",
            "\u{f0b7}\tone",
            "\u{f0a7} one",
            "➢ one",
            "§\tone",
        ] {
            assert_eq!(leftovers(&format!("{line}\n")).len(), 1, "{line:?}");
        }
        for line in ["o one", "– Oui, dit-il.", "no\ttab", "n = 5"] {
            assert!(leftovers(&format!("{line}\n")).is_empty(), "{line:?}");
        }
        assert!(leftovers("```text\n• one\n```\n\nA ·\u{a0}b in a line\n\n- fine\n").is_empty());
    }
}
