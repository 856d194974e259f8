//! Settings of publications: the citation style, and how their list is put in order. From: the
//! group `publications` of the settings. To: [`PublicationSettings`].

use super::SETTINGS;
use crate::base::SourcePath;
use crate::parse::yaml::{Fields, Spanned};
use schemars::JsonSchema;

/// The citation style of a site that names none.
const STYLE: &str = "harvard-cite-them-right";

/// How publications are shown.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(default)]
pub struct PublicationSettings {
    /// The citation style: the name of one that masthead brings along, or a `.csl` file.
    #[schemars(extend("default" = "harvard-cite-them-right"))]
    pub style: Spanned<String>,
    /// By what the list is put into groups.
    pub group_by: GroupBy,
}

/// What a list of publications is put into groups by.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// The year, the latest first.
    #[default]
    Year,
    /// The type: journal articles, reports.
    Type,
    /// Everybody who wrote them.
    Author,
}

impl GroupBy {
    /// Every order with its name in the settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("year", Self::Year),
        ("type", Self::Type),
        ("author", Self::Author),
    ];

    /// Returns the name that stands for this order in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, by)| *by == self)
            .map_or("year", |(name, _)| name)
    }
}

impl Default for PublicationSettings {
    fn default() -> Self {
        Self {
            style: Spanned::assumed(STYLE.to_owned(), &SourcePath::new(SETTINGS)),
            group_by: GroupBy::default(),
        }
    }
}

/// Reads the group `publications`.
pub(super) fn publications(fields: &mut Fields<'_>) -> PublicationSettings {
    let mut settings = PublicationSettings::default();
    let Some(mut fields) = fields.group("publications") else {
        return settings;
    };
    if let Some(style) = fields
        .text("style")
        .filter(|style| !style.value.trim().is_empty())
    {
        settings.style = Spanned {
            value: style.value.trim().to_owned(),
            span: style.span,
        };
    }
    settings.group_by = fields
        .choice("group_by", GroupBy::NAMES)
        .map_or(GroupBy::Year, |by| by.value);
    fields.finish(|_| None);
    settings
}
