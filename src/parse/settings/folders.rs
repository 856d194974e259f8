//! Settings that hold for the pages of one folder. From: the group `folders` of the settings. To:
//! [`FolderSettings`].

use super::checks::invalid;
use crate::base::nearest;
use crate::parse::front::Sort;
use crate::parse::kind::Kind;
use crate::parse::yaml::{self, Fields, Spanned};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// Names that may stand in braces in a pattern of addresses.
const PLACEHOLDERS: [&str; 5] = ["slug", "year", "month", "day", "section"];

/// The settings of the pages of one folder.
#[derive(Clone, Debug, JsonSchema)]
pub struct FolderSettings {
    /// Its path below `content/`, and where the settings name it.
    #[schemars(skip)]
    pub place: Spanned<String>,
    /// The kind of its pages.
    #[schemars(with = "Option<String>")]
    pub kind: Option<Spanned<Kind>>,
    /// The pattern of their addresses: `/news/{year}/{slug}/`.
    #[schemars(example = &"/news/{year}/{slug}/")]
    pub permalink: Option<Spanned<String>>,
    /// The order of its list.
    pub sort: Option<Sort>,
    /// Entries on one page of its list.
    #[schemars(range(min = 1), example = 10)]
    pub page_size: Option<usize>,
    /// Whether its list has a page for each year.
    #[schemars(example = true)]
    pub years: Option<bool>,
    /// The template of its pages.
    #[schemars(example = &"news")]
    pub template: Option<String>,
}

/// Reads the group `folders`: settings by the path of the folder they hold for.
pub(super) fn folders(fields: &mut Fields<'_>) -> BTreeMap<String, FolderSettings> {
    let mut folders = BTreeMap::new();
    for entry in fields.named_groups("folders") {
        let reader = fields.reader();
        let span = reader.span(&entry.key_span);
        let Some(mut one) = reader.group(&entry.value, &entry.key) else {
            continue;
        };
        let path = entry.key.trim_matches('/').to_owned();
        let settings = FolderSettings {
            place: Spanned {
                value: path.clone(),
                span,
            },
            kind: one.text("kind").map(|kind| Spanned {
                value: Kind::named(&kind.value),
                span: kind.span,
            }),
            permalink: address_pattern(&mut one, "permalink"),
            sort: one.choice("sort", Sort::NAMES).map(|sort| sort.value),
            page_size: one
                .at_least("page_size", 1)
                .and_then(|size| usize::try_from(size.value).ok()),
            years: one.yes_no("years"),
            template: one.words("template"),
        };
        one.finish(|_| None);
        folders.insert(path, settings);
    }
    folders
}

/// Reads the setting `name`, which takes a pattern of addresses.
pub(in crate::parse) fn address_pattern<'n>(
    fields: &mut Fields<'n>,
    name: &'n str,
) -> Option<Spanned<String>> {
    let written = fields.text(name)?;
    let pattern = &written.value;
    for placeholder in pattern
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
    {
        if !PLACEHOLDERS.contains(&placeholder) {
            let meant = nearest(placeholder, PLACEHOLDERS).map_or_else(
                || yaml::listed(&PLACEHOLDERS),
                |meant| format!("did you mean `{{{meant}}}`?"),
            );
            invalid(
                fields,
                name,
                format!("`{{{placeholder}}}` means nothing in an address"),
                &meant,
            );
            return None;
        }
    }
    let plain = pattern.replace(['{', '}'], "");
    let bad = plain
        .bytes()
        .any(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'/'));
    if !pattern.starts_with('/')
        || !pattern.ends_with('/')
        || !pattern.contains("{slug}")
        || bad
        || pattern.contains("//")
    {
        invalid(
            fields,
            name,
            format!(
                "`{pattern}` is not a pattern of addresses: it starts and ends with `/` and holds \
                 `{{slug}}`, lower-case letters, digits and `-`"
            ),
            "write a pattern such as `/news/{year}/{slug}/`",
        );
        return None;
    }
    Some(written)
}
