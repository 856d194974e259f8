//! The words that texts of a site use in small letters: a family name that is one of them, such as
//! May, tells nobody by itself. Takes the tree; each word is looked for once.

use crate::source::SourceTree;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is known of the words that were asked for.
pub(super) struct CommonWords<'t> {
    pub(super) tree: &'t SourceTree,
    known: RefCell<BTreeMap<String, bool>>,
}

impl<'t> CommonWords<'t> {
    pub(super) fn of(tree: &'t SourceTree) -> Self {
        Self {
            tree,
            known: RefCell::default(),
        }
    }

    /// Reports whether a text of the site has a word in small letters, outside of addresses and of
    /// the names of files.
    pub(super) fn has(&self, word: &str) -> bool {
        if let Some(known) = self.known.borrow().get(word) {
            return *known;
        }
        let finder = memchr::memmem::Finder::new(word);
        let mut contents = self.tree.texts_below("content");
        let is_common = contents.any(|file| {
            let mut places = finder.find_iter(file.text.as_bytes());
            places.any(|at| is_word(&file.text, at, at + word.len()))
        });
        let mut known = self.known.borrow_mut();
        known.insert(word.to_owned(), is_common);
        is_common
    }
}

/// Reports whether a range of a text is a word of a sentence.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let is_setting = before
        .strip_suffix("slug: ")
        .is_some_and(|before| before.ends_with('\n'));
    // The end of a sentence is followed by no letter, the name of a file by its ending.
    let mut signs = behind.chars();
    let is_file = signs.next() == Some('.') && signs.next().is_some_and(char::is_alphanumeric);
    let is_begun = before.ends_with(joins) || before.ends_with(['.', ':', '[']);
    !is_setting && !is_file && !is_begun && !behind.starts_with(joins)
}

/// Reports whether a sign joins a word to what stands beside it.
fn joins(sign: char) -> bool {
    sign.is_alphanumeric() || "-_/@".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::is_word;

    fn is_word_in(word: &str, text: &str) -> bool {
        let start = text.find(word).expect(word);
        is_word(text, start, start + word.len())
    }

    #[test]
    fn words_of_sentences_are_no_parts_of_addresses() {
        for text in ["you may go", "may", "as they may.", "(may)", "*may*"] {
            assert!(is_word_in("may", text), "{text}");
        }
        for text in [
            "mayor",
            "/may/",
            "may.jpg",
            "![x](may.png)",
            "may@example.org",
            "a.may@example.org",
            "\nslug: may",
            "may-2.png",
        ] {
            assert!(!is_word_in("may", text), "{text}");
        }
    }
}
