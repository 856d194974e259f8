//! Lists of publications: every entry is shown or named, every field is shown, exported, on the
//! guide's list of what is left out, or named. From: lists in all forms. To: references, files for
//! reference managers, and findings, beside what a count that knows nothing of masthead's readers
//! finds in the lists.

mod entries;
mod fields;
mod names;
mod people;
mod values;

use masthead::fixture::{Built, Fixture};

/// A site with a list of publications under this name.
fn listed(name: &str, text: &str) -> Fixture {
    super::site().write(&format!("content/publications/{name}"), text)
}

/// Everything that a site publishes of its publications: pages, and files for programs.
fn published(built: &Built) -> String {
    let outputs = built.files.values();
    let files = outputs.filter_map(|bytes| std::str::from_utf8(bytes).ok());
    files.collect::<Vec<_>>().join("\n")
}
