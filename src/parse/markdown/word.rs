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
                if let Some(bullet) = start
                    .chars()
                    .next()
                    .filter(|c| matches!(c, '•' | '◦' | '▪' | '‣' | '·' | '\u{f0b7}'))
                {
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
    let message =
        format!("this line starts with the character `{bullet}`, which makes no list here");
    Fault::warning(Code::WordLeftover, message).help(format!(
        "write `- ` instead of `{bullet}`, here and on the lines below"
    ))
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
        assert!(leftovers("```text\n• one\n```\n\nA ·\u{a0}b in a line\n\n- fine\n").is_empty());
    }
}
