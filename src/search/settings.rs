//! The settings of a site's search.

use super::words::{fold, words};

/// Everything the index depends on beside the pages.
#[derive(Clone, Debug, Default)]
pub struct IndexSettings {
    /// Words that mean the same: a search for one finds pages with another.
    pub synonyms: Vec<SynonymGroup>,
    /// The form of links: with `index.html` where the site is opened from disk.
    pub links: crate::base::LinkStyle,
}

/// Words or phrases that mean the same, such as `HTT` and `home treatment team`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Each phrase as its folded words.
    phrases: Vec<Vec<String>>,
}

impl SynonymGroup {
    /// Makes a group of phrases as people write them. A phrase without a word is left out.
    #[must_use]
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let folded = phrases.into_iter().map(|phrase| {
            words(phrase)
                .map(|word| fold(&word.text))
                .collect::<Vec<String>>()
        });
        Self {
            phrases: folded.filter(|words| !words.is_empty()).collect(),
        }
    }

    /// Returns the group's phrases, as folded words.
    pub(super) fn phrases(&self) -> &[Vec<String>] {
        &self.phrases
    }
}
