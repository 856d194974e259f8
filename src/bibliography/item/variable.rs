//! The names of a publication's fields, by the sort of value that they hold.
//!
//! Source: the variables of the Citation Style Language 1.0.2, appendix IV, spelt as in CSL-JSON.

/// The sort of value that a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Words or numbers, as in `title` and `volume`.
    Text,
    /// People and bodies, as in `author`.
    Names,
    /// A day, a month, a year, or a span of them, as in `issued`.
    Date,
}

/// The fields of words and numbers.
pub const TEXTS: &[&str] = &[
    "abstract",
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "citation-label",
    "citation-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event",
    "event-place",
    "event-title",
    "first-reference-note-number",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "journalAbbreviation",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "shortTitle",
    "source",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
    "year-suffix",
];

/// The fields of people and bodies.
pub const NAMES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// The fields of dates.
pub const DATES: &[&str] = &[
    "accessed",
    "available-date",
    "event-date",
    "issued",
    "original-date",
    "submitted",
];

/// Finds the field with a name, and what it holds. Capitals do not matter, and `_` or a space may
/// stand for `-`.
#[must_use]
pub fn find(name: &str) -> Option<(&'static str, Class)> {
    let name = name.trim();
    // Crossref's own name of the field.
    let wanted = if is_same(name, "short-container-title") {
        "container-title-short"
    } else {
        name
    };
    let classes = [
        (TEXTS, Class::Text),
        (NAMES, Class::Names),
        (DATES, Class::Date),
    ];
    let (name, class) = classes.into_iter().find_map(|(names, class)| {
        let known = names.iter().find(|known| is_same(known, wanted))?;
        Some((*known, class))
    })?;
    let name = match name {
        // Names of earlier versions of CSL-JSON, which Zotero and Mendeley still write.
        "journalAbbreviation" => "container-title-short",
        "shortTitle" => "title-short",
        "event" => "event-title",
        other => other,
    };
    Some((name, class))
}

/// Reports whether two names differ only in capitals, or in `_` or a space for `-`.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .all(|(one, other)| canonical(one) == canonical(other))
}

/// Returns the byte that stands for all that count as the same in a name.
fn canonical(byte: u8) -> u8 {
    if matches!(byte, b'_' | b' ') {
        b'-'
    } else {
        byte.to_ascii_lowercase()
    }
}

/// Reports whether the words of a field may hold italics and other marks; in any other field a `<`
/// is a `<`.
#[must_use]
pub fn is_rich(name: &str) -> bool {
    name == "title"
        || name.ends_with("-title")
        || name.ends_with("title-short")
        || matches!(name, "abstract" | "note" | "annote")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_however_it_is_spelt() {
        assert_eq!(find("doi"), Some(("DOI", Class::Text)));
        assert_eq!(
            find("container_title"),
            Some(("container-title", Class::Text))
        );
        assert_eq!(find("Author"), Some(("author", Class::Names)));
        assert_eq!(find("issued"), Some(("issued", Class::Date)));
        assert_eq!(
            find("journalAbbreviation"),
            Some(("container-title-short", Class::Text))
        );
        assert_eq!(find("colour"), None);
    }

    #[test]
    fn no_field_stands_in_two_lists() {
        let mut all: Vec<&str> = [TEXTS, NAMES, DATES].concat();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
