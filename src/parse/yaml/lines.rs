//! Lines of a block: the names they start with, and what is wrong with a line that a parser
//! refuses. From: the text of a block. To: messages in plain English, each with its line.

use std::ops::Range;

/// A line that cannot be read, with what is wrong and what to do about it.
pub(super) struct BadLine {
    pub(super) message: String,
    pub(super) help: String,
    /// The place of the line, or of the part of it that is wrong.
    pub(super) line: Range<usize>,
}

/// Returns the colon after a name: the first that white space or the end of the line follows.
pub(super) fn key_end(content: &str) -> Option<usize> {
    let quote = content.chars().next().filter(|c| matches!(c, '"' | '\''));
    if quote.is_some() {
        return None;
    }
    let colon = content
        .match_indices(':')
        .find(|(at, _)| {
            content[at + 1..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
        })?
        .0;
    (!content[..colon].contains(['[', '{', '"'])).then_some(colon)
}

/// Tells whether a text is shaped like the name of a setting.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Finds a block whose first line starts further right than the lines below it.
pub(super) fn indented_start(text: &str) -> Option<BadLine> {
    let first = text.lines().find(|line| is_setting(line))?;
    let indent = first.len() - first.trim_start().len();
    let (name, _) = first
        .trim_start()
        .split_once(':')
        .filter(|(name, _)| is_name(name))?;
    let start = first.as_ptr() as usize - text.as_ptr() as usize;
    let is_further = indent > 0
        && text[start + first.len()..]
            .lines()
            .filter(|line| is_setting(line))
            .any(|line| !line.starts_with([' ', '\t', '-']));
    if !is_further {
        return None;
    }
    let spaces = if indent == 1 {
        "the space"
    } else {
        "the spaces"
    };
    Some(BadLine {
        message: "this line starts further right than the ones below".to_owned(),
        help: format!("delete {spaces} before `{name}`"),
        line: start..start + first.trim_end().len(),
    })
}

/// Tells whether a line is neither empty nor a comment.
fn is_setting(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

/// Returns the line that holds byte `at`, without its indentation.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[start..end].trim().is_empty() {
        // The parser notices a fault only at the line after it.
        let before = text[..start].trim_end();
        start = before.rfind('\n').map_or(0, |end| end + 1);
        end = before.len();
    }
    let line = &text[start..end];
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.trim_end().len().max(indent)
}

/// Says what is wrong with a line that starts further right than a setting above it which is
/// complete in itself.
pub(super) fn misplaced(text: &str, line: &Range<usize>) -> Option<BadLine> {
    let (name, _) = text[line.clone()]
        .split_once(':')
        .filter(|(name, _)| is_name(name))?;
    let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
    let above = text[..start].lines().rev().find(|line| is_setting(line))?;
    let above_indent = above.len() - above.trim_start().len();
    let colon = key_end(above.trim_start())?;
    let is_complete = !above.trim_start()[colon + 1..].trim().is_empty();
    (line.start - start > above_indent && is_complete).then(|| BadLine {
        message: "this line starts further right than the one above".to_owned(),
        help: format!("delete the spaces before `{name}`, so that it starts below the line above"),
        line: line.clone(),
    })
}

/// Message for a line that no other message fits.
const NOT_UNDERSTOOD: &str =
    "this line is not understood: a name, a colon and a value are expected";

/// Message for a line whose indentation is the fault.
const MISINDENTED: &str = "the indentation of this line does not fit the lines above";

/// Parts of our own messages, which are shown unchanged.
const OWN_MESSAGES: [&str; 4] = [
    "needs quotes",
    "a second block",
    "nested too deeply",
    "a name is expected",
];

/// Parts of a parser's messages, and what is said instead; the first that fits counts.
const PLAIN_MESSAGES: [(&str, &str); 8] = [
    (
        "did not find expected '-' indicator",
        "this line belongs neither to the list above nor to a setting of its own: check its \
         indentation",
    ),
    (
        "mapping values",
        "there is a colon in this text, and a colon separates a name from its value: put the \
         text in quotes",
    ),
    ("simple key", NOT_UNDERSTOOD),
    ("indent", MISINDENTED),
    ("tab", "this line is indented with the Tab key: use spaces"),
    ("block mapping", MISINDENTED),
    ("quoted scalar", "the closing quote is missing"),
    ("flow", "a closing bracket is missing"),
];

/// Puts a parser's message into words for people.
pub(super) fn plain(message: &str) -> String {
    if OWN_MESSAGES.iter().any(|part| message.contains(part)) {
        return message.to_owned();
    }
    PLAIN_MESSAGES
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or(NOT_UNDERSTOOD, |(_, plain)| plain)
        .to_owned()
}
