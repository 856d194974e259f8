//! What a site may set about its search.

use super::words::{fold, words};

/// What the index depends on beside the pages.
#[derive(Clone, Debug, Default)]
pub struct IndexSettings {
    /// Words that mean the same: who searches for one finds pages with another.
    pub synonyms: Vec<SynonymGroup>,
    /// How the pages' addresses are written where the site is opened from disk: with `index.html`.
    pub links: crate::base::LinkStyle,
}

/// Words or phrases that mean the same, such as `HTT` and `home treatment team`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Each as its folded words.
    phrases: Vec<Vec<String>>,
}

impl SynonymGroup {
    /// A group from phrases as people write them; one without a word is left out.
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let folded = phrases.into_iter().map(|phrase| {
            words(phrase)
                .map(|word| fold(word.text))
                .collect::<Vec<String>>()
        });
        Self {
            phrases: folded.filter(|words| !words.is_empty()).collect(),
        }
    }

    /// Its phrases, as folded words.
    pub(super) fn phrases(&self) -> &[Vec<String>] {
        &self.phrases
    }
}
