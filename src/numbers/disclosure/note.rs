//! What was done to the figures of a table, for the note that readers get below it.

use std::ops::RangeInclusive;

/// What was done to the figures of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodNote {
    /// The number to whose multiples counts are rounded, if they are.
    pub rounded_to: Option<u64>,
    /// The counts for which `*` stands, if the table hides any.
    pub hidden: Option<RangeInclusive<u64>>,
    /// The number below which counts are said to be, if the table says so of any.
    pub fewer_than: Option<u64>,
    /// Whether `*` stands for figures that would give others away.
    pub hides_more: bool,
    /// Whether `*` stands for figures that are nearly all of a whole.
    pub hides_nearly_all: bool,
    /// Whether shares are worked out from rounded counts.
    pub rounds_shares: bool,
    /// Whether `*` stands for shares or means.
    pub hides_shares: bool,
    /// The reason for which exact figures are published.
    pub reason: Option<String>,
}
