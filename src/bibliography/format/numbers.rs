//! Keeps numbers as they are typed.
//!
//! hayagriva reads `CCQI-0284` as the number 284 after a prefix, and `2014-05` as 2014 to 5. This
//! module takes the text of a number and hides from hayagriva what it would change. Source: the
//! test for numbers of the CSL 1.0.2 specification, "Choose", `is-numeric`.

use super::marks;

/// The fields that styles treat as numbers.
const FIELDS: [&str; 13] = [
    "chapter-number",
    "collection-number",
    "edition",
    "issue",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "part-number",
    "printing-number",
    "section",
    "supplement-number",
    "version",
    "volume",
];

/// Reports whether styles treat a field as a number.
pub(super) fn is_number(field: &str) -> bool {
    FIELDS.contains(&field)
}

/// Returns a number in the form in which hayagriva prints it as it is typed.
pub(super) fn exact(text: &str) -> String {
    if !is_numeric(text) {
        return marks::hidden(text);
    }
    let zeros = parts(text).any(|part| {
        part.trim_start_matches(char::is_alphabetic).len() > 1
            && part
                .trim_start_matches(char::is_alphabetic)
                .starts_with('0')
    });
    let several = parts(text).count() > 1;
    if !(zeros && several) {
        return text.to_owned();
    }
    // A number whose beginning is hidden is a prefix with one figure after it, and prints the same.
    let last = text.rfind(|c: char| c.is_ascii_digit()).unwrap_or(0);
    format!("{}{}", marks::hidden(&text[..last]), &text[last..])
}

/// Returns the numbers of a list or range.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '&', '-', '–']).map(str::trim)
}

/// Reports whether a text is one number or several: figures, perhaps with letters before and after
/// them, between commas, hyphens and ampersands.
fn is_numeric(text: &str) -> bool {
    parts(text).all(|part| {
        let figures = part.trim_matches(char::is_alphabetic);
        !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::types::Numeric;
    use std::str::FromStr;

    /// Returns how hayagriva prints a number, and whether it takes it for one.
    fn printed(text: &str) -> (String, bool) {
        let exact = exact(text);
        let number = Numeric::from_str(&exact);
        let is_number = number.is_ok();
        let shown = number.map_or(exact, |number| number.to_string());
        (marks::words(&shown), is_number)
    }

    #[test]
    fn numbers_are_printed_as_they_are_typed() {
        for (text, is_number) in [
            ("3", true),
            ("007", true),
            ("2b", true),
            ("D2", true),
            ("CCQI-0284", false),
            ("A-01", false),
            ("2014-05", true),
            ("12-0013", true),
            ("Suppl 1", false),
            ("ISO 9001:2015", false),
            ("NG225", true),
            ("99999999999999", false),
        ] {
            assert_eq!(printed(text), (text.to_owned(), is_number), "{text}");
        }
    }
}
