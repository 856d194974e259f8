//! Whether masthead draws pictures for previews of links.

use schemars::JsonSchema;
use serde::Deserialize;

/// The pictures that masthead draws for pages without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SocialCards {
    /// None.
    #[default]
    No,
    /// One for the site.
    Site,
    /// One for each page.
    Pages,
}

impl SocialCards {
    /// All with their names in settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("no", Self::No),
        ("site", Self::Site),
        ("pages", Self::Pages),
    ];
}
