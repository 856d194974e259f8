//! Leaves signs that no text has out of publications, and says so. Databases let them through, and
//! neither pages nor feeds nor files for reference managers may hold them.

use super::item_format::ItemFormat;
use crate::base::{
    Code, Fault, Faults, SourcePath, Span, code_point, invisible_sign, is_invisible,
};
use crate::bibliography::item::Item;
use std::ops::Range;

/// Reports the first such sign that stands in a file, as it is or as an escape of JSON. The readers
/// leave it out.
pub(super) fn check(file: &SourcePath, text: &str, format: ItemFormat, faults: &mut Faults) {
    let plain = invisible_sign(text).map(|(at, sign)| (at..at + sign.len_utf8(), sign));
    let found = plain.or_else(|| {
        let has_escapes = format == ItemFormat::CslJson;
        has_escapes.then(|| escaped(text)).flatten()
    });
    let Some((range, sign)) = found else {
        return;
    };
    let message = format!(
        "there is an invisible character here that no text has, {}; it is left out",
        code_point(sign)
    );
    let fault = Fault::warning(Code::DamagedText, message).at(Span::new(file, range));
    faults.push(fault.help("delete it, or export the file again"));
}

/// Returns the first escape that stands for such a sign: `\u001b`.
fn escaped(text: &str) -> Option<(Range<usize>, char)> {
    memchr::memmem::find_iter(text.as_bytes(), b"\\u").find_map(|at| {
        let digits = text.get(at + 2..at + 6)?;
        let sign = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        let is_escape = !text[..at].ends_with('\\');
        (is_escape && is_invisible(sign)).then_some((at..at + 6, sign))
    })
}

/// Takes such signs out of every field of words, and reports the first of them.
pub(super) fn leave_out(item: &mut Item, faults: &mut Faults) {
    let mut found = None;
    for (field, words) in &mut item.texts {
        if let Some(sign) = take_out(words) {
            found.get_or_insert((field.clone(), sign));
        }
    }
    for (field, names) in &mut item.names {
        for name in names {
            let parts = [&mut name.family, &mut name.given, &mut name.literal];
            for words in parts.into_iter().flatten() {
                if let Some(sign) = take_out(words) {
                    found.get_or_insert((field.clone(), sign));
                }
            }
        }
    }
    if let Some(sign) = take_out(&mut item.key) {
        found.get_or_insert(("key".to_owned(), sign));
    }
    let Some((field, sign)) = found else {
        return;
    };
    let message = format!(
        "the {field} of `{}` holds an invisible character that no text has, {}; it is left out",
        item.key,
        code_point(sign)
    );
    let fault = Fault::warning(Code::DamagedText, message).at(item.span_of(&field));
    faults.push(fault.help("delete it, or export the file again"));
}

/// Takes the signs out of some words, and returns the first.
fn take_out(words: &mut String) -> Option<char> {
    let (_, sign) = invisible_sign(words)?;
    words.retain(|sign| !is_invisible(sign));
    Some(sign)
}
