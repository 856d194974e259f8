//! The allow-list of HTML, and what of a piece of HTML it drops.

use super::tags::{RawTag, attribute_names, has_attribute, tags};
use crate::base::FOLLOWED_SCHEMES;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The scheme of the addresses that stand for holes while a body is cleaned.
pub(super) const SCHEME: &str = "masthead-reference";

/// The allow-list, and the names of the tags on it.
struct AllowList {
    builder: ammonia::Builder<'static>,
    tags: BTreeSet<&'static str>,
}

static ALLOW_LIST: LazyLock<AllowList> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section", "figure", "figcaption", "label"])
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id", "class", "role", "aria-label", "lang", "dir", "title"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("ol", ["start"])
        .rm_tag_attributes("img", ["srcset"])
        .rm_tag_attributes("blockquote", ["cite"])
        .rm_tag_attributes("q", ["cite"])
        .rm_tag_attributes("del", ["cite"])
        .rm_tag_attributes("ins", ["cite"])
        .link_rel(None)
        .url_relative(ammonia::UrlRelative::PassThrough)
        .url_schemes(FOLLOWED_SCHEMES.into_iter().chain([SCHEME]).collect());
    let tags = builder.clone_tags().into_iter().collect();
    AllowList { builder, tags }
});

/// Drops everything from some HTML that is not on the allow-list.
pub(super) fn filtered(html: &str) -> String {
    ALLOW_LIST.builder.clean(html).to_string()
}

/// Names what the allow-list drops of a piece of HTML, for the person who wrote it.
pub(in crate::parse::markdown) fn refused(html: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for tag in tags(html).filter(|tag| !tag.closing) {
        if !ALLOW_LIST.tags.contains(tag.name.as_str()) {
            found.insert(format!("`<{}>`", tag.name));
        }
        for attribute in attribute_names(tag.attributes) {
            if attribute.starts_with("on") || attribute == "style" {
                found.insert(format!("`{attribute}` on `<{}>`", tag.name));
            }
        }
    }
    found.into_iter().collect()
}

/// Tells whether the allow-list drops an address of a piece of HTML: it leads to a program, say, or
/// to the writer's own computer.
pub(in crate::parse::markdown) fn loses_address(html: &str) -> bool {
    let may_lose = tags(html).any(|tag| !tag.closing && matches!(tag.name.as_str(), "a" | "img"));
    may_lose && without_address(&filtered(html)) > without_address(html)
}

/// Counts the links and pictures that have no address.
fn without_address(html: &str) -> usize {
    tags(html).filter(lacks_address).count()
}

fn lacks_address(tag: &RawTag<'_>) -> bool {
    let wanted = match tag.name.as_str() {
        "a" => "href",
        "img" => "src",
        _ => return false,
    };
    !tag.closing && !has_attribute(tag, wanted)
}
