//! Values as they stand in YAML. From: what somebody said. To: text that reads back as exactly
//! that, without quotation marks where none are needed.

use crate::base::SourcePath;
use crate::parse::yaml::{Data, LARGEST_BLOCK, NodeValue, read};
use std::fmt::Write as _;

/// Words for yes and no, and for nothing, in older YAML: other programs may read them so.
const MEANINGFUL: [&str; 9] = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

/// Writes a single value.
pub(super) fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A list on one line.
pub(super) fn list(texts: &[String]) -> String {
    let entries: Vec<String> = texts.iter().map(|text| list_entry(text)).collect();
    format!("[{}]", entries.join(", "))
}

fn list_entry(text: &str) -> String {
    if is_plain(text) && !text.contains(['[', ']', '{', '}', ',']) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Reports whether masthead reads the text back unchanged and without a finding.
fn is_plain(text: &str) -> bool {
    if !text.starts_with(char::is_alphanumeric)
        || MEANINGFUL.contains(&text.to_lowercase().as_str())
        || text.chars().any(is_invisible)
    {
        return false;
    }
    let line = format!("k: {text}");
    let (node, faults) = read(&line, &SourcePath::new(""), LARGEST_BLOCK, &|range| range);
    let Some(NodeValue::Map(entries)) = node.map(|node| node.value) else {
        return false;
    };
    let [entry] = entries.as_slice() else {
        return false;
    };
    faults.is_empty() && entry.key == "k" && entry.value.data() == Data::Text(text.to_owned())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_invisible(c) => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML wants escaped, or that would break the line for some readers.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::invisible_sign;
    use proptest::prelude::*;

    /// What a value reads back as, and whether anything is found in it.
    fn read_back(value: &str) -> (Data, usize) {
        let (node, faults) = read(
            &format!("a: 1\nk: {value}\nz: 1\n"),
            &SourcePath::new(""),
            LARGEST_BLOCK,
            &|range| range,
        );
        match node.map(|node| node.data()) {
            Some(Data::Map(mut entries)) if entries.len() == 3 => {
                (entries.swap_remove(1).1, faults.len())
            }
            other => panic!("{value}: {other:?} {faults:?}"),
        }
    }

    #[test]
    fn ordinary_words_need_no_quotation_marks() {
        for text in [
            "Spring 2015",
            "A carer’s view",
            "Crisis & home treatment (2015)",
            "2015-03-01",
            "Ünïcode",
            "It's fine",
            "C# for all",
        ] {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn what_yaml_would_misread_gets_them() {
        for text in [
            "HTAS: the first year",
            "2015",
            "yes",
            "Null",
            "",
            " x",
            "- x",
            "Item #1",
            "a #b",
            "“Quoted”",
            "[x]",
            "@x",
            "x:",
            "1e3",
        ] {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
        assert_eq!(scalar("say \"no\""), "say \"no\"");
        assert_eq!(scalar("\"no\" \\ yes"), r#""\"no\" \\ yes""#);
        assert_eq!(scalar("two\nlines"), r#""two\nlines""#);
        assert_eq!(
            list(&["Plain".to_owned(), "Queries, and more".to_owned()]),
            "[Plain, \"Queries, and more\"]"
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_itself(text in "\\PC*|[ \
            -~\\n\\t\u{85}\u{2028}\u{feff}\u{0}-\u{20}]*") {
            // A sign that no text has is reported, and comes back all the same.
            let faults = usize::from(invisible_sign(&text).is_some());
            prop_assert_eq!(read_back(&scalar(&text)), (Data::Text(text.clone()), faults));
            let twice = Data::List(vec![Data::Text(text.clone()), Data::Text(text.clone())]);
            prop_assert_eq!(read_back(&list(&[text.clone(), text])), (twice, 2 * faults));
        }
    }
}
