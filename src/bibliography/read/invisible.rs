//! Leaves signs that no text has out of publications, and says so. Databases let them through, and
//! neither pages nor feeds nor files for reference managers may hold them.

use crate::base::{Code, Fault, code_point, invisible_sign, is_invisible};
use crate::bibliography::item::Item;

/// Takes such signs out of every field of words, and reports the first of them.
pub(super) fn left_out(item: &mut Item) -> Option<Fault> {
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
    let (field, sign) = found?;
    let message = format!(
        "the {field} of `{}` holds an invisible character that no text has, {}; it is left out",
        item.key,
        code_point(sign)
    );
    let fault = Fault::warning(Code::DamagedText, message).at(item.span_of(&field));
    Some(fault.help("delete it, or export the file again"))
}

/// Takes the signs out of some words, and returns the first.
fn take_out(words: &mut String) -> Option<char> {
    let (_, sign) = invisible_sign(words)?;
    words.retain(|sign| !is_invisible(sign));
    Some(sign)
}
