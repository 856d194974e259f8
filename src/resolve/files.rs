//! References to files: pictures, documents and data.

use super::slips;
use super::target::Target;
use crate::base::{Faults, SourcePath, UrlPath};
use crate::parse::document::{Reference, Role};
use crate::parse::place::CONTENT;
use crate::source::{AssetHandle, PictureFocus, PictureSet, PictureSource, SourceTree};
use std::sync::Arc;

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
    let smaller = (reference.role == Role::Picture)
        .then(|| smaller(handle))
        .flatten();
    let plain = smaller.as_ref().map(|set| &set.plain);
    Target::File {
        source: source.clone(),
        url: plain.map_or_else(|| asset_url(source), |plain| plain.url.clone()),
        size: handle.size,
        pixels: match plain {
            Some(plain) => Some((plain.recipe.width, plain.recipe.height)),
            None => handle.facts.pixels,
        },
        smaller: smaller.map(Arc::new),
        tint: handle.facts.tint,
        pages: handle.facts.pages,
        suffix: suffix.to_owned(),
    }
}

/// Returns the smaller pictures that are made of a picture, if it is one that they can be made of.
fn smaller(handle: &AssetHandle) -> Option<PictureSet> {
    made_of(handle).map(PictureSet::of)
}

fn made_of(handle: &AssetHandle) -> Option<PictureSource<'_>> {
    let (format, size) = handle.facts.still.zip(handle.facts.pixels)?;
    Some(PictureSource {
        path: &handle.path,
        format,
        sha256: &handle.sha256,
        size,
    })
}

/// Adds to the picture of a page what lists, feeds and other websites show of it; `focus` is what
/// matters in it.
pub(super) fn cover(tree: &SourceTree, mut target: Target, focus: PictureFocus) -> Target {
    if let Target::File {
        source,
        smaller: Some(set),
        ..
    } = &mut target
        && let Some(made_of) = made_of(&tree.assets[source])
    {
        let whole = Arc::unwrap_or_clone(set.clone());
        *set = Arc::new(whole.with_cover(made_of, focus));
    }
    target
}

/// Adds to the picture of pages without one what other websites show of it. Pages, lists and feeds
/// do without it.
pub(super) fn stand_in(tree: &SourceTree, target: Target) -> Target {
    let mut target = cover(tree, target, PictureFocus::default());
    if let Target::File {
        smaller: Some(set), ..
    } = &mut target
    {
        Arc::make_mut(set).leave_out_shown();
    }
    target
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
