//! Redirects that the settings state. From: the list `redirects`. To: [`Redirect`]s.

use crate::parse::foreign_setting::text_of;
use crate::parse::yaml::{Fields, NameAdvice, NodeEntry, Spanned};
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

/// Says how a former address and its page are written that stand as a name and its value.
fn pair(entry: &NodeEntry, _beside: &[NodeEntry]) -> Option<NameAdvice> {
    let from = Some(&entry.key).filter(|key| key.starts_with('/'))?;
    let to = text_of(&entry.value)?;
    Some(NameAdvice::told(&format!(
        "write `- from: {from}` and, on the next line with four spaces before it, `to: {to}`"
    )))
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
        entry.finish_with(pair, |_| None);
        if let (Some(from), Some(to)) = (from, to) {
            redirects.push(Redirect { from, to });
        }
    }
    redirects
}
