//! Leftovers of a word processor in pasted text, which markdown does not take for what they look
//! like: bullets that are characters, and spaces that are none after `##` or `-`. From: the text of
//! a body. To: faults with their places in it.

use crate::base::{Code, Fault, bytes};
use std::ops::Range;

/// Looks at the start of every line outside of code. Reports only the first such line of each sort,
/// so that a pasted page is not reported line by line.
pub(super) fn leftovers(text: &str) -> Vec<(Fault, Range<usize>)> {
    let mut found: Vec<(Fault, Range<usize>)> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let (mut bullets, mut spaces) = (0, 0);
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
                let here = at + indent..at + line.trim_end().len().max(indent);
                if let Some(bullet) = bullet_of(start) {
                    bullets += 1;
                    if bullets == 1 {
                        found.push((bullet_line(bullet), here));
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

/// Returns the sign that a line starts with as if it made a list.
fn bullet_of(line: &str) -> Option<char> {
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
