//! Redirects that the settings state. From: the list `redirects`. To: [`Redirect`]s.

use crate::parse::yaml::{Fields, Spanned};
use schemars::JsonSchema;

/// A former address, and where it leads.
#[derive(Clone, Debug, JsonSchema)]
pub struct Redirect {
    /// The former address.
    #[schemars(example = &"/topics/gardening/")]
    pub from: Spanned<String>,
    /// The address that it leads to, or the file of a page.
    #[schemars(example = &"/topics/gardens/")]
    pub to: Spanned<String>,
}

/// Reads the list `redirects`.
pub(super) fn redirects(fields: &mut Fields<'_>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for node in fields.entries("redirects") {
        let Some(mut entry) = fields.reader().group(node, "redirects") else {
            continue;
        };
        let from = entry.required("from", "from: /topics/gardening/");
        let to = entry.required("to", "to: /topics/gardens/");
        entry.finish(|_| None);
        if let (Some(from), Some(to)) = (from, to) {
            redirects.push(Redirect { from, to });
        }
    }
    redirects
}
