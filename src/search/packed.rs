//! Analysed pages in the form in which they are kept on disk. From: pages, from whatever lexicons.
//! To: pages with one lexicon that has their words and no others, and back.

use super::analyse::{AnalysedPage, PageFacts, WordCount};
use super::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Some pages and their words.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct PackedPages {
    lexicon: Lexicon,
    pages: Vec<(PageFacts, Vec<WordCount>)>,
}

impl PackedPages {
    /// Packs pages.
    pub fn new<'a>(pages: impl IntoIterator<Item = &'a AnalysedPage>) -> Self {
        let mut numbers: FxHashMap<(&'a str, &'a str), u32> = FxHashMap::default();
        let mut words: Vec<(&'a str, &'a str)> = Vec::new();
        let mut renumbered = |page: &'a AnalysedPage| {
            let count = |count: &WordCount| {
                let word = page.lexicon.word(count.word)?;
                let number = *numbers.entry(word).or_insert_with(|| {
                    words.push(word);
                    u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                });
                Some(WordCount {
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
    pub fn unpack(self) -> Option<Vec<AnalysedPage>> {
        let lexicon = Arc::new(self.lexicon);
        let known = |counts: &[WordCount]| {
            counts
                .iter()
                .all(|count| lexicon.word(count.word).is_some())
        };
        let page = |(facts, counts): (PageFacts, Vec<WordCount>)| {
            known(&counts).then(|| AnalysedPage {
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
    use crate::search::{IndexEntry, IndexSettings, analyse, index_entries};

    #[test]
    fn pages_that_were_packed_give_the_same_index() {
        let page = |name: &str, text: &str| {
            IndexEntry::new(UrlPath::new(&format!("/{name}/")), name, text)
        };
        let entries = [
            page("one", "Alpha beta"),
            page("two", "Beta gamma"),
            page("three", "Delta"),
        ];
        let settings = IndexSettings::default();
        let mut analysed = analyse(&entries[..1], &settings);
        analysed.extend(analyse(&entries[1..], &settings));
        let again = PackedPages::new(&analysed).unpack().unwrap();
        assert_eq!(
            index_entries(&entries, &again, &settings).unwrap(),
            index_entries(&entries, &analysed, &settings).unwrap()
        );
    }

    #[test]
    fn pages_with_words_that_are_not_there_are_forgotten() {
        let entry = IndexEntry::new(UrlPath::new("/"), "", "Alpha beta");
        let mut packed = PackedPages::new(&analyse([&entry], &IndexSettings::default()));
        packed.lexicon = Lexicon::default();
        assert!(packed.unpack().is_none());
    }
}
