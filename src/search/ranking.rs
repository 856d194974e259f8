//! The numbers by which results are ranked, each written once. They stand in the manifest of every
//! index, and both searchers, `searcher` and `client/`, read them from there. The index itself is
//! weighed by the same numbers.

use serde::{Deserialize, Serialize};

/// The number of tiers for the text. Twice as many add nothing that could be measured.
pub(super) const TEXT_TIERS: u8 = 4;
/// The number of all tiers: two are for titles.
pub(super) const TIERS: u8 = TEXT_TIERS + 2;

/// The numbers that both searchers rank by. The names are short, for every visitor who searches
/// fetches them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Ranking {
    /// The saturation of term frequency in BM25: the usual value.
    #[serde(rename = "k1")]
    pub saturation: f64,
    /// The share of BM25's norm that follows the length of a page: the usual value.
    #[serde(rename = "b")]
    pub length_share: f64,
    /// The number of occurrences in the text that one in the title is worth.
    #[serde(rename = "tw")]
    pub title_weight: u32,
    /// What a word says about a page, by tier: four for the text, then titles, then short titles.
    #[serde(rename = "tv")]
    pub tier_values: [f64; TIERS as usize],
    /// The most words of a query that is taken for keywords; a longer one is a sentence.
    #[serde(rename = "fw")]
    pub few_words: usize,
    /// The share of all pages above which a word says nothing, unless there are no others.
    #[serde(rename = "tc")]
    pub too_common: f64,
    /// The share of what the best result matches below which a result is left out.
    #[serde(rename = "ls")]
    pub least_share: f64,
    /// The worth of two words of the query that stand side by side.
    #[serde(rename = "sb")]
    pub beside: f64,
    /// The worth of two words of the query that stand near each other, divided by their distance.
    #[serde(rename = "nr")]
    pub near: f64,
    /// The worth of the whole query, of several words, side by side: times the weight of its words.
    #[serde(rename = "wq")]
    pub whole: f64,
    /// The worth of a title that has all words of the query.
    #[serde(rename = "ti")]
    pub titled: f64,
    /// The most words of a query that are looked at.
    #[serde(rename = "mw")]
    pub most_words: usize,
    /// The most stems that one word of a query is taken for.
    #[serde(rename = "ms")]
    pub most_stems: usize,
    /// The most shards, and the most stems that stand alone, in which completions are looked for.
    #[serde(rename = "cs")]
    pub completion_shards: usize,
    /// The fit of a longer word where the typed one is a word too: times the share that is typed.
    #[serde(rename = "lf")]
    pub longer_fit: f64,
    /// The fit of a word of which the beginning is typed: times the share that is typed, and plus.
    #[serde(rename = "bf")]
    pub begun_fit: [f64; 2],
    /// The fit of another inflection of the typed word.
    #[serde(rename = "if")]
    pub inflected_fit: f64,
    /// The fit of a correction that differs by nothing; less, the more it differs.
    #[serde(rename = "cf")]
    pub corrected_fit: f64,
    /// The most corrections of one word.
    #[serde(rename = "mc")]
    pub most_corrections: usize,
    /// The least results that are put in order by their texts.
    #[serde(rename = "lr")]
    pub least_read: usize,
    /// The most results that are put in order by their texts.
    #[serde(rename = "mr")]
    pub most_read: usize,
    /// The bytes that texts beyond the least may cost: for one word, for a few, for a sentence.
    #[serde(rename = "br")]
    pub bytes_to_read: [usize; 3],
    /// The most pages that are read because they have all words of the query, and the bytes that
    /// those beyond the others may cost.
    #[serde(rename = "ma")]
    pub most_of_all: usize,
    #[serde(rename = "ba")]
    pub bytes_of_all: usize,
    /// The most pages that are read to find a phrase.
    #[serde(rename = "rp")]
    pub read_for_phrase: usize,
}

/// The numbers in force. `docs/benchmarks.md` says how good they are.
pub(super) const RANKING: Ranking = Ranking {
    saturation: 1.2,
    length_share: 0.75,
    title_weight: 2,
    tier_values: [0.125, 0.375, 0.625, 0.875, 1.6, 2.0],
    few_words: 6,
    too_common: 0.5,
    least_share: 0.33,
    beside: 1.25,
    near: 0.5,
    whole: 3.0,
    titled: 0.5,
    most_words: 100,
    most_stems: 24,
    completion_shards: 2,
    longer_fit: 0.6,
    begun_fit: [0.9, 0.1],
    inflected_fit: 0.95,
    corrected_fit: 0.7,
    most_corrections: 2,
    least_read: 10,
    most_read: 30,
    bytes_to_read: [0, 6_000, 20_000],
    most_of_all: 100,
    bytes_of_all: 12_000,
    read_for_phrase: 60,
};

impl Default for Ranking {
    fn default() -> Self {
        RANKING
    }
}
