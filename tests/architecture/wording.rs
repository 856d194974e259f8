//! Rule: the first words of a doc comment say what the thing is or does. "Of …" and "The
//! same …" lean on a neighbour and make no sense in a list.

use crate::assert_none;
use crate::code::{Source, sources};

/// Beginnings that make no sense alone.
const LEANING: &[&str] = &["Of ", "The same "];

/// Every doc comment that begins with one of them.
pub(crate) fn leaning_comments(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let mut before = None;
        for (number, line) in source.text.lines().enumerate() {
            let doc = doc_comment(line);
            let begins = before.is_none().then_some(doc).flatten();
            if let Some(text) = begins
                && LEANING.iter().any(|beginning| text.starts_with(beginning))
            {
                faults.push(format!("{}:{}: “{text}”", source.path, number + 1));
            }
            before = doc;
        }
    }
    faults
}

/// The text of a line that documents something.
fn doc_comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = line
        .strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))?;
    Some(text.trim())
}

#[test]
fn a_doc_comment_makes_sense_alone() {
    assert_none(&leaning_comments(&sources()));
}

#[test]
fn a_doc_comment_that_leans_on_its_neighbour_is_noticed() {
    let planted = [
        "/// Of the text.\nfn f() {}",
        "struct A {\n    /// The same of a page.\n    a: usize,\n}",
        "//! Of the site.",
    ];
    for text in planted {
        let faults = leaning_comments(&[Source::planted("src/base/a.rs", text)]);
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    }
    let fine = [
        "/// A fingerprint\n/// Of what was read.",
        "// Of this there is little.",
        "/// Offers a page.",
    ];
    for text in fine {
        let faults = leaning_comments(&[Source::planted("src/base/a.rs", text)]);
        assert!(faults.is_empty(), "{text}: {faults:?}");
    }
}
