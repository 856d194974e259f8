//! The first site of an output folder, which does not wait for the disk.
//!
//! There is no old one to keep, and what a power cut takes of it in the next half minute, the next build makes again. That build must
//! know that the folder is masthead's although its manifest may be empty. So the manifest has a second name in the working folder, by
//! which it is known again. File systems write changes of names down in their order: the site never has its place without that name.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::manifest::MANIFEST;
use super::tree;
use std::fs;
use std::io;
use std::path::Path;

const UNSETTLED: &str = "unsettled.json";

/// Notes that `tree`, whose manifest is written, is about to be the output's first site.
pub(super) fn note(work: &Path, tree: &Path) -> io::Result<()> {
    let name = work.join(UNSETTLED);
    tree::remove_any(&name)?;
    fs::hard_link(tree.join(MANIFEST), name)
}

/// Whether `live` is a first site that the disk may not have, or not all of it.
#[cfg(unix)]
pub(super) fn is_unsettled(work: &Path, live: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = |path: &Path| fs::symlink_metadata(path).ok().map(|facts| (facts.dev(), facts.ino()));
    file(&live.join(MANIFEST)).is_some_and(|manifest| file(&work.join(UNSETTLED)) == Some(manifest))
}

#[cfg(not(unix))]
pub(super) fn is_unsettled(_work: &Path, _live: &Path) -> bool {
    false
}

/// The output has a site that will outlast a power cut.
pub(super) fn settled(work: &Path) {
    // If the name stays, it is that of another file than the manifest, and says nothing.
    let _ = fs::remove_file(work.join(UNSETTLED));
}
