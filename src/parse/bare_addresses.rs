//! What becomes of addresses that stand in running text without brackets: `https://example.org`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of an address that somebody only typed into a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BareAddresses {
    /// It is a link.
    #[default]
    Live,
    /// It is text like any other.
    Plain,
}

impl BareAddresses {
    /// Both with their names in settings.
    pub const NAMES: &[(&str, Self)] = &[("live", Self::Live), ("plain", Self::Plain)];
}
