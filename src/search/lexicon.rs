//! Keeps words with their stems, each once for many pages. From: words as they are read. To:
//! numbers, and a [`Lexicon`] that says what they stand for.

use super::language::Language;
use super::words::fold;
use rustc_hash::FxHashMap;

/// The words of pages that were read together.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Lexicon {
    stems: Vec<Box<str>>,
    /// Each word, folded, with the number of its stem. A word may be there twice, with another stem
    /// in another language.
    words: Vec<(Box<str>, u32)>,
}

impl Lexicon {
    /// Returns the number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns a word, folded, and its stem.
    pub(super) fn word(&self, number: u32) -> Option<(&str, &str)> {
        let (word, stem) = self.words.get(number as usize)?;
        Some((word, self.stems.get(*stem as usize)?))
    }

    /// Makes a lexicon of some words of others, for pages that are kept together.
    pub(super) fn of<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut lexicon = Self::default();
        for (word, stem) in words {
            let stem = *numbers.entry(stem).or_insert_with(|| {
                lexicon.stems.push(stem.into());
                last_number(&lexicon.stems)
            });
            lexicon.words.push((word.into(), stem));
        }
        lexicon
    }
}

/// Returns the number of the last item of a list.
fn last_number<T>(list: &[T]) -> u32 {
    u32::try_from(list.len() - 1).unwrap_or(NO_WORD)
}

/// The number of a word that folds to nothing, such as a lone combining mark.
pub(super) const NO_WORD: u32 = u32::MAX;
/// The most different words that are remembered as written: more than any language has.
const MOST_WRITTEN: usize = 400_000;

/// Makes a lexicon. It remembers every word it has met, so that each is folded and stemmed once.
#[derive(Default)]
pub(super) struct LexiconBuilder {
    /// Numbers by the word as written, for each language.
    written: Vec<(Language, FxHashMap<Box<str>, u32>)>,
    /// Numbers by word and stem.
    known: FxHashMap<(Box<str>, u32), u32>,
    /// Numbers of stems.
    stems: FxHashMap<Box<str>, u32>,
    lexicon: Lexicon,
}

impl LexiconBuilder {
    /// Returns the number of a language, for [`Self::word`].
    pub(super) fn language(&mut self, language: Language) -> usize {
        self.written
            .iter()
            .position(|(known, _)| *known == language)
            .unwrap_or_else(|| {
                self.written.push((language, FxHashMap::default()));
                self.written.len() - 1
            })
    }

    /// Returns the number of a word as written.
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
        let number = last_number(&self.lexicon.stems);
        self.stems.insert(stem.into(), number);
        number
    }

    fn surface(&mut self, surface: Box<str>, stem: u32) -> u32 {
        let key = (surface, stem);
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        self.lexicon.words.push(key.clone());
        let number = last_number(&self.lexicon.words);
        self.known.insert(key, number);
        number
    }

    /// Returns the number of the stem of a word.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        self.lexicon.words.get(word as usize).map(|(_, stem)| *stem)
    }

    /// Returns the number of words so far.
    pub(super) fn len(&self) -> usize {
        self.lexicon.len()
    }

    /// Returns the lexicon of all words that were met.
    pub(super) fn finish(mut self) -> Lexicon {
        self.lexicon.stems.shrink_to_fit();
        self.lexicon.words.shrink_to_fit();
        self.lexicon
    }
}
