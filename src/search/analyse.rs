//! Reads pages for the index. From: [`IndexEntry`]s. To: an [`AnalysedPage`] for each, which
//! depends on nothing but the entry and the settings, so that it can be kept for as long as the
//! page does not change. Never looks at other pages: what depends on them is decided in `index`.

use super::entry::IndexEntry;
use super::joined::joined;
use super::lexicon::{Lexicon, LexiconBuilder, NO_WORD};
use super::ranking::RANKING;
use super::settings::IndexSettings;
use super::words::{TextWord, words};
use crate::base::Date;
use std::borrow::Borrow;
use std::sync::Arc;

/// A page as the index needs it: everything but what is shown of the page, which is read again when
/// it is written.
#[derive(Clone, Debug)]
pub struct AnalysedPage {
    pub(super) facts: PageFacts,
    /// The page's words by number, each once.
    pub(super) words: Box<[WordCount]>,
    /// The words that the numbers stand for; shared by the pages that were read together.
    pub(super) lexicon: Arc<Lexicon>,
}

/// Everything that is known of a page beside its words.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct PageFacts {
    pub(super) url: String,
    pub(super) kind: String,
    pub(super) date: Option<Date>,
    pub(super) topics: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) boost: f64,
    /// The number of words of the title.
    pub(super) title_words: u32,
    /// The number of words of the page, those of the title weighted as [`RANKING`] says.
    pub(super) length: u32,
    /// Words that the page is found by and does not have.
    pub(super) also: Vec<String>,
}

/// A word of a page, and how often the page has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct WordCount {
    /// The word's number in the lexicon.
    pub(super) word: u32,
    pub(super) in_title: u16,
    pub(super) elsewhere: u16,
}

/// Reads pages one after another. Each result depends on its own entry alone; together they keep
/// every word once, so a few hundred at a time are best. Callers that have several threads give
/// each a part of the pages.
pub fn analyse<E: Borrow<IndexEntry>>(
    entries: impl IntoIterator<Item = E>,
    settings: &IndexSettings,
) -> Vec<AnalysedPage> {
    let mut analyser = Analyser {
        reader: LexiconBuilder::default(),
        counts: Vec::new(),
        touched: Vec::new(),
        sequence: None,
    };
    let read: Vec<(PageFacts, Box<[WordCount]>)> = entries
        .into_iter()
        .map(|entry| analyser.page(entry.borrow(), settings))
        .collect();
    let lexicon = Arc::new(analyser.reader.finish());
    read.into_iter()
        .map(|(facts, words)| AnalysedPage {
            facts,
            words,
            lexicon: lexicon.clone(),
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TextField {
    Title,
    Body,
}

/// Reads pages one after another.
struct Analyser {
    reader: LexiconBuilder,
    /// How often the page in hand has each word, in its title and elsewhere.
    counts: Vec<(u16, u16)>,
    /// The words that the page in hand has.
    touched: Vec<u32>,
    /// The words of the page in hand in order, where synonyms are looked for.
    sequence: Option<Vec<u32>>,
}

impl Analyser {
    fn page(
        &mut self,
        entry: &IndexEntry,
        settings: &IndexSettings,
    ) -> (PageFacts, Box<[WordCount]>) {
        let language = self.reader.language(entry.language);
        self.sequence = (!settings.synonyms.is_empty()).then(Vec::new);
        let title_words = self.text(language, &entry.title, TextField::Title);
        let mut elsewhere = self.text(language, &entry.text, TextField::Body);
        for part in entry
            .summary
            .iter()
            .chain(&entry.topics)
            .chain(&entry.authors)
        {
            elsewhere += self.text(language, part, TextField::Body);
        }
        let also = self.synonyms(language, settings);
        let facts = PageFacts {
            url: entry.address(),
            kind: entry.kind.clone(),
            date: entry.date,
            topics: entry.topics.clone(),
            authors: entry.authors.clone(),
            boost: entry.boost,
            title_words,
            length: RANKING.title_weight * title_words + elsewhere,
            also,
        };
        (facts, self.take())
    }

    /// Counts the words of a text and says how many there are. Words that are also written in one
    /// are counted so, too.
    fn text(&mut self, language: usize, text: &str, field: TextField) -> u32 {
        let all: Vec<TextWord<'_>> = words(text).collect();
        for word in &all {
            let number = self.reader.word(language, &word.text);
            self.count(number, field, 1);
            if let Some(sequence) = &mut self.sequence {
                sequence.push(number);
            }
        }
        if let Some(sequence) = &mut self.sequence {
            sequence.push(NO_WORD);
        }
        for (first, last) in joined(text, &all) {
            let parts = all[first..=last].iter().map(|word| &*word.text);
            let number = self.reader.word(language, &parts.collect::<String>());
            self.count(number, field, 1);
        }
        u32::try_from(all.len()).unwrap_or(u32::MAX)
    }

    fn count(&mut self, word: u32, field: TextField, times: u16) {
        if word == NO_WORD {
            return;
        }
        if self.counts.len() < self.reader.len() {
            self.counts.resize(self.reader.len(), (0, 0));
        }
        let Some(counts) = self.counts.get_mut(word as usize) else {
            return;
        };
        if *counts == (0, 0) {
            self.touched.push(word);
        }
        let count = if field == TextField::Title {
            &mut counts.0
        } else {
            &mut counts.1
        };
        *count = count.saturating_add(times);
    }

    /// Takes the words of the page in hand, so that the next one begins with none.
    fn take(&mut self) -> Box<[WordCount]> {
        let mut words = Vec::with_capacity(self.touched.len());
        for word in self.touched.drain(..) {
            let (in_title, elsewhere) = std::mem::take(&mut self.counts[word as usize]);
            words.push(WordCount {
                word,
                in_title,
                elsewhere,
            });
        }
        words.into_boxed_slice()
    }

    /// Lets a page that has one phrase of a group be found by the others, too. Returns the words
    /// that the page is found by and does not have.
    fn synonyms(&mut self, language: usize, settings: &IndexSettings) -> Vec<String> {
        let mut also = Vec::new();
        for group in &settings.synonyms {
            let times: Vec<usize> = group
                .phrases()
                .iter()
                .map(|phrase| self.occurrences(language, phrase))
                .collect();
            let total: usize = times.iter().sum();
            if total == 0 {
                continue;
            }
            for (phrase, own) in group.phrases().iter().zip(times) {
                let missing = u16::try_from(total - own).unwrap_or(u16::MAX);
                for word in phrase.iter().filter(|_| missing > 0) {
                    let number = self.reader.word(language, word);
                    self.count(number, TextField::Body, missing);
                    also.push(word.clone());
                }
            }
        }
        also
    }

    /// Counts how often the page has a phrase, in whatever form its words are: `home treatment
    /// teams` is one.
    fn occurrences(&mut self, language: usize, phrase: &[String]) -> usize {
        let words: Vec<u32> = phrase
            .iter()
            .map(|word| self.reader.word(language, word))
            .collect();
        let stems: Vec<Option<u32>> = words
            .into_iter()
            .map(|word| self.reader.stem_of(word))
            .collect();
        let sequence = self.sequence.as_deref().unwrap_or_default();
        sequence
            .windows(stems.len())
            .filter(|window| self.have_stems(window, &stems))
            .count()
    }

    fn have_stems(&self, words: &[u32], stems: &[Option<u32>]) -> bool {
        words
            .iter()
            .zip(stems)
            .all(|(word, stem)| stem.is_some() && self.reader.stem_of(*word) == *stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UrlPath;
    use crate::search::{Language, SynonymGroup};

    type WordRow = (String, String, u16, u16);

    fn rows(page: &AnalysedPage) -> Vec<WordRow> {
        let words = page
            .words
            .iter()
            .filter_map(|count| Some((page.lexicon.word(count.word)?, count)));
        words
            .map(|((word, stem), count)| {
                (
                    stem.to_owned(),
                    word.to_owned(),
                    count.in_title,
                    count.elsewhere,
                )
            })
            .collect()
    }

    fn read(entry: &IndexEntry, settings: &IndexSettings) -> Vec<WordRow> {
        rows(&analyse([entry], settings)[0])
    }

    fn english(title: &str, text: &str) -> IndexEntry {
        IndexEntry {
            language: Language::of_tag("en"),
            ..IndexEntry::new(UrlPath::new("/a/"), title, text)
        }
    }

    fn row(stem: &str, word: &str, in_title: u16, elsewhere: u16) -> WordRow {
        (stem.to_owned(), word.to_owned(), in_title, elsewhere)
    }

    #[test]
    fn a_page_is_its_words_with_their_stems_and_counts() {
        let entry = english("Library", "Libraries, a library.");
        let expected = [
            row("librari", "library", 1, 1),
            row("librari", "libraries", 0, 1),
            row("a", "a", 0, 1),
        ];
        assert_eq!(read(&entry, &IndexSettings::default()), expected);
        assert_eq!(
            analyse([&entry], &IndexSettings::default())[0].facts.length,
            5
        );
    }

    #[test]
    fn hyphenated_words_are_found_joined_and_split() {
        let found = read(
            &english("", "A follow-up, 24-7, face-to-face - off"),
            &IndexSettings::default(),
        );
        let names: Vec<&str> = found.iter().map(|(_, word, ..)| word.as_str()).collect();
        assert_eq!(
            names,
            [
                "a",
                "follow",
                "up",
                "24",
                "7",
                "face",
                "to",
                "off",
                "followup",
                "facetoface"
            ]
        );
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let (one, two) = (
            english("Naïve", "naive naïve cats"),
            english("Cats", "naïve résumé resume"),
        );
        let all = analyse([&one, &two, &one], &IndexSettings::default());
        assert_eq!(rows(&all[0]), rows(&all[2]));
        assert_eq!(rows(&all[1]), read(&two, &IndexSettings::default()));
    }

    #[test]
    fn a_page_with_one_synonym_is_found_by_the_other() {
        let settings = IndexSettings {
            synonyms: vec![SynonymGroup::new(["HTT", "home treatment team"])],
            ..IndexSettings::default()
        };
        let found = read(&english("", "The home treatment team."), &settings);
        assert!(found.iter().any(|(stem, ..)| stem == "htt"), "{found:?}");
        let found = read(&english("", "Home treatment teams."), &settings);
        assert!(found.iter().any(|(stem, ..)| stem == "htt"), "{found:?}");
        let found = read(&english("HTT", ""), &settings);
        assert!(
            found.iter().any(|(stem, ..)| stem == "treatment"),
            "{found:?}"
        );
        assert!(
            !read(&english("", "home team"), &settings)
                .iter()
                .any(|(stem, ..)| stem == "htt")
        );
    }
}
