//! Writes words as LaTeX. Letters of every language stay what they are, in UTF-8; only what LaTeX
//! would take for something else is escaped.

use crate::bibliography::item::rich::{self, Marks};

/// Writes words without marks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(text, &mut out);
    out
}

/// Writes words with marks, protected ones in braces.
pub(super) fn rich(text: &str) -> String {
    const TAGS: [(Marks, &str, &str); 6] = [
        (Marks::ITALIC, "\\emph{", "}"),
        (Marks::BOLD, "\\textbf{", "}"),
        (Marks::SMALL_CAPS, "\\textsc{", "}"),
        (Marks::SUP, "\\textsuperscript{", "}"),
        (Marks::SUB, "\\textsubscript{", "}"),
        (Marks::NO_CASE, "{", "}"),
    ];
    rich::written(&rich::runs(text), &TAGS, escape)
}

/// Adds a text, with what LaTeX would take for something else escaped.
fn escape(text: &str, out: &mut String) {
    let mut before = None;
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '\u{a0}' => out.push('~'),
            // `--` is a dash and `''` a quotation mark.
            '-' | '\'' if before == Some(c) => {
                out.push_str("{}");
                out.push(c);
            }
            c => out.push(c),
        }
        before = Some(c);
    }
}

/// Writes an address or number as it is, because programs take these fields verbatim. Only what
/// would end the field is encoded.
pub(super) fn verbatim(text: &str) -> String {
    text.replace('\\', "%5C")
        .replace('{', "%7B")
        .replace('}', "%7D")
}
