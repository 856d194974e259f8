//! What was done to the figures of a table, for the note that readers get below it.

use super::policy::shows_share;
use std::collections::BTreeSet;
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
    /// What `*` stands for besides.
    pub also_hidden: BTreeSet<AlsoHidden>,
    /// Whether 0 stands for nobody, and not for a few people as well.
    pub tells_nobody: bool,
    /// Whether shares are worked out from rounded counts.
    pub rounds_shares: bool,
    /// The reason for which exact figures are published.
    pub reason: Option<String>,
}

impl MethodNote {
    /// Reports whether the share of two published counts may be shown, as in a table of the file.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are whole, and nought or more"
    )]
    pub fn shows_share(&self, part: f64, whole: f64) -> bool {
        let base = self.rounded_to.unwrap_or(1);
        shows_share(base, self.tells_nobody, part as u64, whole as u64)
    }
}

/// Figures that are hidden although they are no small counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlsoHidden {
    /// Counts that would give others away.
    Telling,
    /// Counts that are nearly all of a whole.
    NearlyAll,
    /// Shares and means.
    Shares,
}
