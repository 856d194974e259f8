//! Limits of a block of settings: what no honest file needs, and some parsers need minutes for.
//! From: the text of a block. To: the first place beyond a limit.

use super::lines::BadLine;
use super::tree::DEEPEST;

/// Finds where a block goes beyond its limits, before anything else looks at the text.
pub(super) fn beyond_limits(text: &str, limit: usize) -> Option<BadLine> {
    if text.len() > limit {
        return Some(BadLine {
            message: format!(
                "these settings are {} KB long; {} KB is the most",
                text.len().div_ceil(1 << 10),
                limit >> 10
            ),
            help: "make them shorter; in a page, long text belongs below the closing `---`"
                .to_owned(),
            line: 0..0,
        });
    }
    if let Some(at) = text.find('\0') {
        return Some(BadLine {
            message: "there is an invisible character here that no text has".to_owned(),
            help: "save the file again as plain text".to_owned(),
            line: at..at + 1,
        });
    }
    nested_too_deeply(text).or_else(|| indented_too_far(text))
}

/// Finds lists that are nested too deeply: counts open brackets, and the list marks at the start of
/// each line.
fn nested_too_deeply(text: &str) -> Option<BadLine> {
    let mut brackets = 0usize;
    let mut line_depth = 0usize;
    let mut at_line_start = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => brackets += 1,
            b']' | b'}' => brackets = brackets.saturating_sub(1),
            b'\n' => (line_depth, at_line_start) = (0, true),
            b'-' | b'?'
                if at_line_start && matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t')) =>
            {
                line_depth += 1;
            }
            b' ' | b'\t' => {}
            _ => at_line_start = false,
        }
        if brackets > DEEPEST || line_depth > DEEPEST {
            return Some(BadLine {
                message: "lists are nested too deeply here".to_owned(),
                help: "write a simple list, one entry a line".to_owned(),
                line: at..at + 1,
            });
        }
    }
    None
}

/// Finds a line that is indented too far.
fn indented_too_far(text: &str) -> Option<BadLine> {
    let mut start = 0;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent > DEEPEST * 8 && line.len() > indent {
            return Some(BadLine {
                message: format!("this line is indented by {indent} spaces"),
                help: "indent list entries by two spaces".to_owned(),
                line: start..start + indent,
            });
        }
        start += line.len() + 1;
    }
    None
}
