//! Words of charts: the texts of the theme, in the site's language, and numbers with their units.

use super::chart::NumberForm;
use super::times::DatePrecision;
use crate::base::Date;
use crate::numbers::written::{NumberMarks, signed, written};

/// The texts that charts are labelled and described with, in the site's language.
pub trait ChartWords {
    /// Returns the text of a key with `values` filled in for their names. Where the text depends on
    /// a number, `count` is the number.
    fn say(&self, key: &str, count: Option<usize>, values: &[(&str, &str)]) -> String;

    /// Returns the marks between the digits of numbers.
    fn marks(&self) -> &NumberMarks;

    /// Returns a day as readers see it, or only its month or its year.
    fn date(&self, date: Date, precision: DatePrecision) -> String;
}

/// Writes a value with its sign and its unit.
pub(super) fn value_text(value: f64, form: &NumberForm, words: &dyn ChartWords) -> String {
    let (before, after) = form.affixes();
    signed(&before, &written(value, form.decimals, words.marks())) + after
}

/// Writes the number at a tick of an axis, with as many decimals as the ticks need.
pub(super) fn tick_text(
    value: f64,
    decimals: usize,
    form: &NumberForm,
    words: &dyn ChartWords,
) -> String {
    let (before, after) = form.affixes();
    // Longer units stand in the line above the chart, not at every tick.
    let after = if after.chars().count() <= 2 {
        after
    } else {
        ""
    };
    signed(&before, &written(value, decimals, words.marks())) + after
}
