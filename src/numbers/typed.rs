//! Names of columns as they are typed in a block. From: a heading of a file. To: the heading, in
//! quotation marks where its signs would mean something else.

/// Words that are read as yes, no or nothing.
const MEANINGFUL: [&str; 9] = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

/// Returns a heading as it is typed between braces.
pub(in crate::numbers) fn typed(name: &str) -> String {
    let is_ordinary =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | '(' | ')');
    let is_plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(is_ordinary)
        && !MEANINGFUL.contains(&name.to_lowercase().as_str());
    if is_plain {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn headings_with_signs_stand_in_quotation_marks() {
        for plain in ["Patients", "Seen within 4h", "Share (all)"] {
            assert_eq!(typed(plain), plain);
        }
        for (name, written) in [
            ("% seen", "\"% seen\""),
            ("A, B", "\"A, B\""),
            ("Seen: all", "\"Seen: all\""),
            ("No", "\"No\""),
            ("2023", "\"2023\""),
            ("the \"old\" way", "\"the \\\"old\\\" way\""),
        ] {
            assert_eq!(typed(name), written);
        }
    }
}
