//! Texts in which markdown means nothing, such as titles. From: such a text. To: the fault of signs
//! that readers would see in it.

use super::slips::foreign_sign;
use crate::base::{Code, Fault};

/// Finds the first sign in a plain text that is for markdown or another program, and reports it.
pub fn find_signs(text: &str, report: impl FnOnce(Fault)) {
    let signs = ['{', '[', '*', '`', '_', '%', '$', '<'];
    if !text.contains(signs) {
        return;
    }
    if let Some((sign, range)) = foreign_sign(text) {
        report(sign.fault(&text[range], 1));
    } else if let Some(plain) = without_marks(text) {
        let message = "this is plain text, in which markdown means nothing: readers see its signs";
        report(Fault::warning(Code::MarkLeftOver, message).help(format!("write `{plain}`")));
    }
}

/// Returns a text without its marks for bold words, links and code, if it has any.
fn without_marks(text: &str) -> Option<String> {
    let mut plain = text.to_owned();
    for mark in ["**", "__", "`"] {
        let mut parts = plain.split(mark);
        let (before, inner, after) = (parts.next()?, parts.next(), parts.next());
        let starts_word = !before.ends_with(char::is_alphanumeric);
        let is_marked = after.is_some()
            && starts_word
            && inner.is_some_and(|inner| !inner.is_empty() && inner.trim() == inner);
        if is_marked {
            plain = plain.replace(mark, "");
        }
    }
    if let Some(middle) = plain.find("](")
        && let Some(start) = plain[..middle].rfind('[')
        && let Some(end) = plain[middle..].find(')')
    {
        let words = plain[start + 1..middle].to_owned();
        plain.replace_range(start..=middle + end, &words);
    }
    (plain != text).then_some(plain)
}
