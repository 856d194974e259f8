//! The setting `links`: how links name pages, and whether addresses in texts become links.

use crate::base::{Code, Fault, LinkStyle, nearest};
use crate::parse::bare_addresses::BareAddresses;
use crate::parse::yaml::{Fields, either};
use schemars::JsonSchema;

/// A word of the setting `links`.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) enum LinkWord {
    /// Links for web servers: `/about/`.
    Folders,
    /// Links that work when the site is opened from disk: `about/index.html`.
    Files,
    /// Addresses in texts become links.
    Live,
    /// Addresses in texts stay text.
    Plain,
}

/// Reads how links name pages, and what becomes of addresses in texts.
pub(super) fn links(fields: &mut Fields<'_>) -> (LinkStyle, BareAddresses) {
    let (mut style, mut addresses) = (LinkStyle::Folders, BareAddresses::Live);
    for word in fields.texts("links") {
        match word.value.as_str() {
            "folders" => style = LinkStyle::Folders,
            "files" => style = LinkStyle::Files,
            "live" => addresses = BareAddresses::Live,
            "plain" => addresses = BareAddresses::Plain,
            other => {
                let words = ["folders", "files", "live", "plain"];
                let meant = nearest(other, words).map(|meant| format!("did you mean `{meant}`?"));
                let message = format!("`links` cannot be `{other}`");
                let fault = Fault::error(Code::UnknownChoice, message).help_if(meant);
                fields.fault_at("links", fault.help(format!("it can be {}", either(&words))));
            }
        }
    }
    (style, addresses)
}
