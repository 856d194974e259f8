//! Finds titles that are all in capitals.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, rich};

/// The fewest words in capitals that make a title more than an abbreviation.
const FEWEST_WORDS: usize = 3;

/// Reports the titles of a publication that are all in capitals.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    for field in ["title", "container-title"] {
        let Some(words) = item.text(field).map(rich::plain) else {
            continue;
        };
        let long = words
            .split_whitespace()
            .filter(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1)
            .count();
        if long >= FEWEST_WORDS && !words.chars().any(char::is_lowercase) {
            let shown: String = words.chars().take(40).collect();
            let message = format!("the title `{shown}` is all in capitals");
            let fault = Fault::warning(Code::CapitalsTitle, message).at(item.span_of(field));
            findings.push(fault.help(format!(
                "type it as a sentence, such as `{}`, with capitals for names only",
                sentence(&shown)
            )));
        }
    }
}

/// Writes words as a sentence: in small letters, with a capital at the start.
fn sentence(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut letters = lower.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
