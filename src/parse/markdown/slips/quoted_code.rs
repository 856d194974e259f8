//! Words in the letters of a typewriter that nobody meant: backquotes typed for apostrophes and
//! quotation marks, or for themselves, which pair across a sentence.

use super::text::{TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// The bytes before a piece of code in which the name of its role may stand.
const LONGEST_ROLE: usize = 40;

/// Finds code that is part of a sentence.
pub(in crate::parse::markdown) fn find(source: &str, range: &Range<usize>) -> Option<TextSlip> {
    let written = source.get(range.clone())?;
    let inner = written.strip_prefix('`')?.strip_suffix('`')?;
    if inner.is_empty() || inner.contains('`') {
        return None;
    }
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    let words = inner.split_whitespace().count();
    if let Some(slip) = of_sphinx(source, range, inner) {
        return Some(slip);
    }
    let mark = match () {
        () if is_letter(before) && is_letter(after) && inner.contains(' ') => "'",
        () if is_quotation(inner) && words > 1 => "'",
        () if inner.starts_with(' ') && inner.ends_with(' ') && words > 1 => "\\`",
        () => return None,
    };
    let message = format!(
        "these two backquotes make code of the words between them: `{}`",
        one_line(inner.trim())
    );
    let mended = format!("{mark}{inner}{mark}");
    let shown = one_line(&mended);
    let help = if mark == "'" {
        format!("write `{shown}`, with apostrophes or quotation marks")
    } else {
        format!("write `` {shown} `` to show the signs themselves")
    };
    let slip = TextSlip::mended(Code::UnmeantMarks, range.clone(), message, mended);
    Some(TextSlip { help, ..slip })
}

/// Finds links of reStructuredText: `` `words <https://example.org>`_ `` and ``:ref:`page` ``.
fn of_sphinx(source: &str, range: &Range<usize>, inner: &str) -> Option<TextSlip> {
    let behind = &source[range.end..];
    if behind.starts_with('_') {
        let (words, address) = inner.strip_suffix('>')?.split_once(" <")?;
        let at = range.start..range.end + behind.len() - behind.trim_start_matches('_').len();
        let message = "this is a link of reStructuredText, and readers see it as it is typed";
        let mended = format!("[{words}]({address})");
        return Some(TextSlip::mended(Code::ForeignTemplate, at, message, mended));
    }
    let before = source[..range.start].strip_suffix(':')?;
    let near = source.ceil_char_boundary(before.len().saturating_sub(LONGEST_ROLE));
    let before = before.get(near..)?;
    let role = before
        .rsplit(char::is_whitespace)
        .next()?
        .strip_prefix(':')?;
    if role.is_empty() || !role.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let at = range.start - role.len() - 2..range.end;
    let message = "this is a reference of Sphinx, and readers see it as it is typed";
    let help = "write the words in square brackets and the name of the page's file right behind \
                them in round ones: `[our team](team.md)`"
        .to_owned();
    Some(TextSlip::warning(Code::ForeignTemplate, at, message, help))
}

/// Tells whether a text goes on behind a quotation that began with a backquote: `so' and `.
fn is_quotation(inner: &str) -> bool {
    let Some(end) = inner.find(['\'', '’']) else {
        return false;
    };
    let behind = inner[end..].chars().nth(1);
    let ends_word = inner[..end].ends_with(char::is_alphanumeric);
    ends_word
        && behind.is_some_and(|c| c.is_whitespace() || ",.;".contains(c))
        && inner.ends_with(' ')
}

fn is_letter(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_alphabetic)
}
