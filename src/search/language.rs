//! Languages and their stemmers. From: a language tag such as `en-GB`. To: the stem of a word,
//! where the language has a Snowball stemmer.

use rust_stemmers::{Algorithm, Stemmer};

/// A language as far as search is concerned: whether, and how, its words are reduced to stems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language(Option<Algorithm>);

impl Language {
    /// Returns the language of a tag, of which only the first part counts. A language without a
    /// stemmer is searched by whole words and beginnings.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        Self(Some(match primary.as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self(None),
        }))
    }

    /// Returns the stem of a word in lower case with its accents. Words with digits are left as
    /// they are.
    pub(super) fn stem(self, word: &str) -> String {
        match self.0 {
            Some(algorithm) if !word.chars().any(char::is_numeric) => {
                Stemmer::create(algorithm).stem(word).into_owned()
            }
            _ => word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_family_have_one_stem() {
        let english = Language::of_tag("en-GB");
        assert_eq!(english.stem("libraries"), english.stem("library"));
        assert_eq!(Language::of_tag("de").stem("häuser"), "haus");
        assert_eq!(
            Language::of_tag("cy").stem("llyfrgelloedd"),
            "llyfrgelloedd"
        );
        assert_eq!(english.stem("covid19s"), "covid19s");
    }

    #[test]
    fn no_stemmer_panics_on_odd_words() {
        for tag in [
            "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "no", "nl", "pt", "ro",
            "ru", "sv", "ta", "tr",
        ] {
            for word in [
                "",
                "'",
                "s's'",
                "ß",
                "ıııııı",
                "ééé",
                "αάα",
                "ъъъ",
                "யயய",
                "\u{301}",
                "yyyyyyyy",
                "😀",
                "ال",
                "ij",
                "ααααααααα",
            ] {
                let _ = Language::of_tag(tag).stem(word);
            }
        }
    }
}
