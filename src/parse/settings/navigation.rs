//! Links that stand on every page: the main navigation and the foot. From: the settings. To:
//! [`NavItem`]s and the [`Footer`].

use super::other_programs;
use crate::parse::yaml::{Fields, Spanned};
use schemars::JsonSchema;

/// An entry of the navigation or of the footer's links.
#[derive(Clone, Debug, JsonSchema)]
pub struct NavItem {
    /// Its words.
    #[schemars(example = &"Reports")]
    pub title: String,
    /// Where it leads: the path of a file below `content/`, or an address elsewhere.
    #[schemars(example = &"reports/index.md")]
    pub to: Spanned<String>,
}

/// The foot of every page.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(default)]
pub struct Footer {
    /// A short text in markdown.
    #[schemars(example = &"Registered charity.")]
    pub text: Option<Spanned<String>>,
    /// Links below it.
    pub links: Vec<NavItem>,
}

/// Reads a list of links.
pub(super) fn nav_items(fields: &mut Fields<'_>, name: &'static str) -> Vec<NavItem> {
    let mut items = Vec::new();
    for node in fields.entries(name) {
        let Some(mut entry) = fields.reader().group(node, name) else {
            continue;
        };
        let title = entry.required("title", "title: Reports");
        let to = entry.required("to", "to: reports/index.md");
        entry.finish_with(other_programs::certain_of_link, |_| None);
        if let (Some(title), Some(to)) = (title, to) {
            items.push(NavItem {
                title: title.value,
                to,
            });
        }
    }
    items
}

/// Reads the group `footer`.
pub(super) fn footer(fields: &mut Fields<'_>) -> Footer {
    let Some(mut group) = fields.group("footer") else {
        return Footer::default();
    };
    let footer = Footer {
        text: group.text("text"),
        links: nav_items(&mut group, "links"),
    };
    group.finish(|_| None);
    footer
}
