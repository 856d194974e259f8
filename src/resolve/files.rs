//! References to files: pictures, documents and data.

use super::slips;
use super::target::Target;
use crate::base::{Faults, SourcePath, UrlPath};
use crate::parse::document::{Reference, Role};
use crate::parse::place::CONTENT;
use crate::source::SourceTree;

/// Returns the target of a reference that leads to the asset `source`; `suffix` is the part after
/// the path.
pub(super) fn file_target(
    tree: &SourceTree,
    source: &SourcePath,
    suffix: &str,
    reference: &Reference,
    faults: &mut Faults,
) -> Target {
    if reference.role == Role::Data {
        if tree.data.contains_key(source) {
            return Target::Data(source.clone());
        }
        faults.push(slips::no_data(reference));
        return Target::Nothing;
    }
    if reference.role == Role::Picture && !is_image(source) {
        faults.push(slips::no_picture(reference));
        return Target::Nothing;
    }
    let handle = &tree.assets[source];
    if let Some(fault) = handle.facts.pdf_fault {
        faults.push(slips::pdf(reference, fault));
    }
    Target::File {
        source: source.clone(),
        url: asset_url(source),
        size: handle.size,
        pixels: handle.facts.pixels,
        pages: handle.facts.pages,
        suffix: suffix.to_owned(),
    }
}

/// Moves a file into the folder of a page: search engines for scholars accept only a PDF that
/// stands beside the page it is the text of.
pub(super) fn beside(mut target: Target, page: &UrlPath) -> Target {
    if let Target::File { source, url, .. } = &mut target {
        *url = UrlPath::new(&format!("{page}{}", source.file_name()));
    }
    target
}

/// Returns the address at which a file of `content/` is published, which is its own path.
#[must_use]
pub fn asset_url(source: &SourcePath) -> UrlPath {
    let path = source.below(CONTENT).unwrap_or(source.as_str());
    UrlPath::new(path.strip_prefix("static/").unwrap_or(path))
}

fn is_image(source: &SourcePath) -> bool {
    matches!(
        source.extension().as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg"
    )
}
