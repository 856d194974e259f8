//! The allow-list of HTML, and what of a piece of HTML it drops.

use super::attributes::attributes;
use super::tags::{RawTag, has_attribute, tags};
use crate::base::FOLLOWED_SCHEMES;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The scheme of the addresses that stand for holes while a body is cleaned.
pub(super) const SCHEME: &str = "masthead-reference";

/// Attributes without which readers see the same, by their names or the beginnings of them.
const UNSEEN: [&str; 18] = [
    "border",
    "cellpadding",
    "cellspacing",
    "crossorigin",
    "data-",
    "decoding",
    "draggable",
    "fetchpriority",
    "item",
    "loading",
    "ping",
    "referrerpolicy",
    "rel",
    "spellcheck",
    "target",
    "translate",
    "xml",
    "nonce",
];

/// The allow-list, and what stands on it by name.
struct AllowList {
    builder: ammonia::Builder<'static>,
    tags: BTreeSet<&'static str>,
    /// Attributes that every element may have.
    everywhere: BTreeSet<&'static str>,
    /// Attributes that elements of this name may have beside those.
    attributes: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

/// What was left out of the pieces of HTML of a body so far.
#[derive(Default)]
pub(in crate::parse::markdown) struct RefusedHtml {
    /// Elements that were opened.
    opened: BTreeSet<String>,
    /// Attributes that were told.
    told: BTreeSet<String>,
}

static ALLOW_LIST: LazyLock<AllowList> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section", "figure", "figcaption", "label"])
        .rm_tags(["map", "area"])
        .add_generic_attributes(["id", "class", "role", "aria-label", "lang", "dir", "title"])
        .add_tag_attributes("div", ["tabindex"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("ol", ["reversed", "start", "type"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("time", ["datetime"])
        .rm_tag_attributes("img", ["srcset"])
        .rm_tag_attributes("blockquote", ["cite"])
        .rm_tag_attributes("q", ["cite"])
        .rm_tag_attributes("del", ["cite"])
        .rm_tag_attributes("ins", ["cite"])
        .link_rel(None)
        .url_relative(ammonia::UrlRelative::PassThrough)
        .url_schemes(FOLLOWED_SCHEMES.into_iter().chain([SCHEME]).collect());
    let tags = builder.clone_tags().into_iter().collect();
    let everywhere = builder.clone_generic_attributes().into_iter().collect();
    let attributes = builder
        .clone_tag_attributes()
        .into_iter()
        .map(|(tag, names)| (tag, names.into_iter().collect()))
        .collect();
    AllowList {
        builder,
        tags,
        everywhere,
        attributes,
    }
});

/// Drops everything from some HTML that is not on the allow-list.
pub(super) fn filtered(html: &str) -> String {
    ALLOW_LIST.builder.clean(html).to_string()
}

impl AllowList {
    /// Reports whether an attribute of an element stays, or is not missed.
    fn spares(&self, tag: &str, attribute: &str) -> bool {
        let own = self.attributes.get(tag);
        self.everywhere.contains(attribute)
            || own.is_some_and(|names| names.contains(attribute))
            || UNSEEN.iter().any(|unseen| attribute.starts_with(unseen))
    }
}

/// Names what the allow-list drops of a piece of HTML, for the person who wrote it. An attribute is
/// named once for each page, unless it could run something.
pub(in crate::parse::markdown) fn refused(html: &str, before: &mut RefusedHtml) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (start, what) in [("<?", "<? … ?>"), ("<![CDATA[", "<![CDATA[ … ]]>")] {
        if html.contains(start) {
            found.insert(format!("`{what}`"));
        }
    }
    for tag in tags(html) {
        let is_known = ALLOW_LIST.tags.contains(tag.name.as_str());
        if tag.closing {
            if !is_known && !before.opened.contains(&tag.name) {
                found.insert(format!("`</{}>`", tag.name));
            }
            continue;
        }
        if !is_known {
            found.insert(format!("`<{}>`", tag.name));
            before.opened.insert(tag.name.clone());
        }
        for attribute in attributes(tag.attributes) {
            let name = attribute.name;
            let text = format!("`{name}` on `<{}>`", tag.name);
            let is_active = name.starts_with("on") || name == "style";
            let is_lost = is_known && !ALLOW_LIST.spares(&tag.name, &name);
            if is_active || is_lost && before.told.insert(text.clone()) {
                found.insert(text);
            }
        }
    }
    found.into_iter().collect()
}

/// Returns the names of places that a piece of HTML gives its page.
pub(in crate::parse::markdown) fn own_ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for tag in tags(html) {
        if tag.closing || !ALLOW_LIST.tags.contains(tag.name.as_str()) {
            continue;
        }
        let found = attributes(tag.attributes);
        let id = found.into_iter().find(|attribute| attribute.name == "id");
        ids.extend(id.map(|id| id.value.to_owned()));
    }
    ids
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
