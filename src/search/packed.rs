//! Analysed pages in the form in which they are kept on disk. From: pages, from whatever lexicons.
//! To: pages with one lexicon that has their words and no others, and back.

use super::analyse::{Analysed, Count, Facts};
use super::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Some pages and their words.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Packed {
    lexicon: Lexicon,
    pages: Vec<(Facts, Vec<Count>)>,
}

impl Packed {
    /// Packs pages.
    pub fn new<'a>(pages: impl IntoIterator<Item = &'a Analysed>) -> Self {
        let mut numbers: FxHashMap<(&'a str, &'a str), u32> = FxHashMap::default();
        let mut words: Vec<(&'a str, &'a str)> = Vec::new();
        let mut renumbered = |page: &'a Analysed| {
            let count = |count: &Count| {
                let word = page.lexicon.word(count.word)?;
                let number = *numbers.entry(word).or_insert_with(|| {
                    words.push(word);
                    u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                });
                Some(Count {
                    word: number,
                    ..*count
                })
            };
            (
                page.facts.clone(),
                page.words.iter().filter_map(count).collect(),
            )
        };
        let pages = pages.into_iter().map(&mut renumbered).collect();
        Self {
            lexicon: Lexicon::of(words.into_iter()),
            pages,
        }
    }

    /// The pages again; nothing when their words are not there.
    #[must_use]
    pub fn unpack(self) -> Option<Vec<Analysed>> {
        let lexicon = Arc::new(self.lexicon);
        let known = |counts: &[Count]| {
            counts
                .iter()
                .all(|count| lexicon.word(count.word).is_some())
        };
        let page = |(facts, counts): (Facts, Vec<Count>)| {
            known(&counts).then(|| Analysed {
                facts,
                words: counts.into_boxed_slice(),
                lexicon: lexicon.clone(),
            })
        };
        self.pages.into_iter().map(page).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UrlPath;
    use crate::search::{Entry, Settings, analyse, index_entries};

    #[test]
    fn pages_that_were_packed_give_the_same_index() {
        let page =
            |name: &str, text: &str| Entry::new(UrlPath::new(&format!("/{name}/")), name, text);
        let entries = [
            page("one", "Alpha beta"),
            page("two", "Beta gamma"),
            page("three", "Delta"),
        ];
        let settings = Settings::default();
        let mut analysed = analyse(&entries[..1], &settings);
        analysed.extend(analyse(&entries[1..], &settings));
        let again = Packed::new(&analysed).unpack().unwrap();
        assert_eq!(
            index_entries(&entries, &again, &settings).unwrap(),
            index_entries(&entries, &analysed, &settings).unwrap()
        );
    }

    #[test]
    fn pages_with_words_that_are_not_there_are_forgotten() {
        let entry = Entry::new(UrlPath::new("/"), "", "Alpha beta");
        let mut packed = Packed::new(&analyse([&entry], &Settings::default()));
        packed.lexicon = Lexicon::default();
        assert!(packed.unpack().is_none());
    }
}
