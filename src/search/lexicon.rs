//! Words with their stems, each kept once for many pages.
//! From: words as they are read. To: numbers, and a [`Lexicon`] that says what they stand for.

use super::language::Language;
use super::words::fold;
use rustc_hash::FxHashMap;

/// The words of pages that were read together.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Lexicon {
    stems: Vec<Box<str>>,
    /// Each word, folded, with the number of its stem. The same word may be there twice: with
    /// another stem in another language.
    words: Vec<(Box<str>, u32)>,
}

impl Lexicon {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, folded, and its stem.
    pub(super) fn word(&self, number: u32) -> Option<(&str, &str)> {
        let (word, stem) = self.words.get(number as usize)?;
        Some((word, self.stems.get(*stem as usize)?))
    }

    /// A lexicon of some words of others, for pages that are kept together.
    pub(super) fn of<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut lexicon = Self::default();
        for (word, stem) in words {
            let stem = *numbers.entry(stem).or_insert_with(|| {
                lexicon.stems.push(stem.into());
                number(lexicon.stems.len() - 1)
            });
            lexicon.words.push((word.into(), stem));
        }
        lexicon
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NO_WORD)
}

/// The number of a word that folds to nothing, such as a lone combining mark.
pub(super) const NO_WORD: u32 = u32::MAX;
/// So many different words are remembered as written: more than any language has.
const MOST_WRITTEN: usize = 400_000;

/// A lexicon in the making: it remembers every word it has met, so that each is folded and stemmed
/// once.
#[derive(Default)]
pub(super) struct LexiconBuilder {
    /// By the word as written, for each language.
    written: Vec<(Language, FxHashMap<Box<str>, u32>)>,
    /// By word and stem.
    known: FxHashMap<(Box<str>, u32), u32>,
    stems: FxHashMap<Box<str>, u32>,
    lexicon: Lexicon,
}

impl LexiconBuilder {
    /// The number of a language, for [`Self::word`].
    pub(super) fn language(&mut self, language: Language) -> usize {
        self.written
            .iter()
            .position(|(known, _)| *known == language)
            .unwrap_or_else(|| {
                self.written.push((language, FxHashMap::default()));
                self.written.len() - 1
            })
    }

    /// The number of a word as written.
    pub(super) fn word(&mut self, language: usize, word: &str) -> u32 {
        let (tongue, written) = &mut self.written[language];
        if let Some(number) = written.get(word) {
            return *number;
        }
        if written.len() > MOST_WRITTEN {
            // Memory stays bounded; words are folded and stemmed again.
            written.clear();
        }
        let tongue = *tongue;
        let surface = fold(word);
        let number = if surface.is_empty() {
            NO_WORD
        } else {
            let lower = word.replace('’', "'").to_lowercase();
            let stem = fold(&tongue.stem(&lower));
            let stem = self.stem(if stem.is_empty() { &surface } else { &stem });
            self.surface(surface.into(), stem)
        };
        self.written[language].1.insert(word.into(), number);
        number
    }

    fn stem(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.stems.get(stem) {
            return *number;
        }
        self.lexicon.stems.push(stem.into());
        let number = number(self.lexicon.stems.len() - 1);
        self.stems.insert(stem.into(), number);
        number
    }

    fn surface(&mut self, surface: Box<str>, stem: u32) -> u32 {
        let key = (surface, stem);
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        self.lexicon.words.push(key.clone());
        let number = number(self.lexicon.words.len() - 1);
        self.known.insert(key, number);
        number
    }

    /// The number of the stem of a word.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        self.lexicon.words.get(word as usize).map(|(_, stem)| *stem)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.lexicon.len()
    }

    /// What was met.
    pub(super) fn finish(mut self) -> Lexicon {
        self.lexicon.stems.shrink_to_fit();
        self.lexicon.words.shrink_to_fit();
        self.lexicon
    }
}
