//! The attributes that an element of a drawing may have.

use super::allow_list::{self, SVG, Treatment, XHTML, XLINK, XML};
use super::style_rules::{fetch_nothing, is_own};
use crate::base::is_followed;
use roxmltree::{Attribute, Node};

/// Decides about an attribute of an element that is written.
pub(super) fn attribute(node: &Node<'_, '_>, attribute: &Attribute<'_, '_>) -> Treatment {
    let (name, value) = (attribute.name(), attribute.value());
    let is_html = node.tag_name().namespace() == Some(XHTML);
    match attribute.namespace() {
        None if starts_with_on(name) => Treatment::Removed,
        None if name.eq_ignore_ascii_case("href") => link(node, value),
        None if name == "style" => told(fetch_nothing(value)),
        None if is_html => told(is_html_attribute(name)),
        None if is_dangerous(name) => Treatment::Removed,
        None => told(!value.contains('(') || fetch_nothing(value)),
        Some(XLINK) if name == "href" => link(node, value),
        Some(XLINK) if matches!(name, "title" | "show" | "type") => Treatment::Written,
        Some(XML) if matches!(name, "space" | "lang" | "id") => Treatment::Written,
        // It would change what every other address means.
        Some(XML) if name == "base" => Treatment::Removed,
        Some(_) => Treatment::Passed,
    }
}

const fn told(is_harmless: bool) -> Treatment {
    if is_harmless {
        Treatment::Written
    } else {
        Treatment::Removed
    }
}

fn starts_with_on(name: &str) -> bool {
    name.get(..2)
        .is_some_and(|start| start.eq_ignore_ascii_case("on"))
}

/// Reports whether an attribute holds an address or a document under another name than `href`.
fn is_dangerous(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "action"
            | "background"
            | "data"
            | "formaction"
            | "ping"
            | "poster"
            | "src"
            | "srcdoc"
            | "srcset"
    )
}

fn is_html_attribute(name: &str) -> bool {
    matches!(
        name,
        "align"
            | "class"
            | "color"
            | "colspan"
            | "dir"
            | "face"
            | "height"
            | "id"
            | "lang"
            | "rowspan"
            | "size"
            | "target"
            | "title"
            | "valign"
            | "width"
    ) || name.starts_with("data-")
        || name.starts_with("aria-")
}

/// Reports whether an attribute is the address of a picture that an element shows.
pub(super) fn is_shown(node: &Node<'_, '_>, attribute: &Attribute<'_, '_>) -> bool {
    is_picture(node) && attribute.name().eq_ignore_ascii_case("href")
}

fn is_picture(node: &Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "image" | "feImage")
}

/// Decides about the address of an element. Somebody who reads the drawing may follow a link to
/// another website; a browser by itself may fetch nothing.
fn link(node: &Node<'_, '_>, value: &str) -> Treatment {
    let tag = node.tag_name();
    let is_followed = tag.name() == "a" && matches!(tag.namespace(), Some(SVG | XHTML));
    told(if is_followed {
        can_be_followed(value)
    } else if is_picture(node) {
        is_own(value)
    } else {
        // What is used of another document becomes part of this one.
        value.is_empty() || value.trim().starts_with('#')
    })
}

/// Reports whether an address is a place, a page or somebody to write to, and nothing that runs.
fn can_be_followed(address: &str) -> bool {
    // Browsers pass over these characters, wherever they stand.
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let Some((scheme, _)) = plain.split_once(':') else {
        return true;
    };
    scheme.contains(['/', '?', '#']) || is_followed(scheme)
}

/// Reports whether an element changes an address or an event of another one.
pub(super) fn animates_address(node: &Node<'_, '_>) -> bool {
    allow_list::is_animation(node.tag_name().name())
        && node.attributes().any(|attribute| {
            let changed = attribute.value().trim();
            let changed = changed.rsplit(':').next().unwrap_or_default().trim();
            attribute.name().eq_ignore_ascii_case("attributeName")
                && (changed.eq_ignore_ascii_case("href")
                    || changed.eq_ignore_ascii_case("style")
                    || starts_with_on(changed))
        })
}
