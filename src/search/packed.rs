//! Packs analysed pages as they are kept on disk. From: pages, from whatever lexicons. To: pages
//! with one lexicon that has their words and no others, and back.

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
        let mut packed = Vec::new();
        for page in pages {
            let mut counts = Vec::with_capacity(page.words.len());
            for count in &page.words {
                let Some(word) = page.lexicon.word(count.word) else {
                    continue;
                };
                let number = *numbers.entry(word).or_insert_with(|| {
                    words.push(word);
                    u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
                });
                counts.push(WordCount {
                    word: number,
                    ..*count
                });
            }
            packed.push((page.facts.clone(), counts));
        }
        Self {
            lexicon: Lexicon::of(words.into_iter()),
            pages: packed,
        }
    }

    /// Unpacks the pages; `None` when their words are not there.
    #[must_use]
    pub fn unpack(self) -> Option<Vec<AnalysedPage>> {
        let lexicon = Arc::new(self.lexicon);
        let mut pages = Vec::with_capacity(self.pages.len());
        for (facts, counts) in self.pages {
            if counts
                .iter()
                .any(|count| lexicon.word(count.word).is_none())
            {
                return None;
            }
            pages.push(AnalysedPage {
                facts,
                words: counts.into_boxed_slice(),
                lexicon: lexicon.clone(),
            });
        }
        Some(pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UrlPath;
    use crate::search::{IndexEntry, IndexSettings, analyse, index_entries};

    fn page(name: &str, text: &str) -> IndexEntry {
        IndexEntry::new(UrlPath::new(&format!("/{name}/")), name, text)
    }

    #[test]
    fn pages_that_were_packed_give_the_same_index() {
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
