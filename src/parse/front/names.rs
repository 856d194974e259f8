//! Names that the front matter of each kind of page may have. From: the types that front matter is
//! read into. To: messages about unknown names, and the check that no taxonomy takes such a name.

use crate::parse::json_schema::front_matter;
use crate::parse::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Names of each kind's front matter.
static NAMES: LazyLock<BTreeMap<Kind, BTreeSet<String>>> = LazyLock::new(|| {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind, front_matter::names(kind)))
        .collect()
});

/// Returns every name that the front matter of a kind may have on a site without taxonomies of its
/// own, in alphabetical order.
pub fn field_names(kind: Kind) -> impl Iterator<Item = &'static str> {
    NAMES.get(&kind).into_iter().flatten().map(String::as_str)
}

/// Tells whether a name means something in front matter by itself, so that no taxonomy may have
/// it.
pub(in crate::parse) fn is_taken(name: &str) -> bool {
    NAMES.values().any(|names| names.contains(name))
}
