//! The order of lists, as pages and settings state it.

use schemars::JsonSchema;

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Sort {
    /// The order by weight, then the latest date first.
    Newest,
    /// The order by weight, then the earliest date first.
    Oldest,
    /// The order by title.
    Title,
    /// The order by weight, then by address.
    Weight,
}

impl Sort {
    /// Every order with its name in settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("newest", Self::Newest),
        ("oldest", Self::Oldest),
        ("title", Self::Title),
        ("weight", Self::Weight),
    ];

    /// Returns the order of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name);
        known.map(|(_, sort)| *sort)
    }
}
