//! Files with several names (hard links). From: what the system knows of an open file. To: a fault
//! for a private one, and a warning where other names stand elsewhere.
//!
//! A hard link is the file itself: nothing tells which of its names came first, and neither git nor
//! a ZIP archive carries one. Only somebody who may write in the site's folder can make one, and
//! most systems ask that he may read and write the file too. So such a file is read as any other,
//! and told. But what its owner keeps from others on the same computer is not given to everybody.

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::disk::SiteRoot;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::PathBuf;

/// A file of the site that has more than one name.
#[derive(Debug)]
pub(super) struct SharedFile {
    path: SourcePath,
    /// The place of the file once every link is followed.
    real: Option<PathBuf>,
    /// The number of the disk, and that of the file on it.
    id: (u64, u64),
    /// The number of names that the file has.
    names: u64,
    /// Whether others on this computer may not read the file.
    pub(super) is_private: bool,
}

impl SharedFile {
    /// Returns the file at `path` if it has several names.
    #[cfg(unix)]
    pub(super) fn of(site: &SiteRoot, path: &SourcePath, facts: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        (facts.nlink() > 1).then(|| Self {
            path: path.clone(),
            real: site.real_place(path),
            id: (facts.dev(), facts.ino()),
            names: facts.nlink(),
            is_private: facts.mode() & 0o004 == 0,
        })
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &SiteRoot, _: &SourcePath, _: &Metadata) -> Option<Self> {
        None
    }
}

/// Reports files that have names outside the folders of the site, in one warning at the first.
pub(super) fn report(shared: &[SharedFile], faults: &mut Faults) {
    let mut inside: BTreeMap<(u64, u64), BTreeSet<&PathBuf>> = BTreeMap::new();
    for file in shared {
        inside.entry(file.id).or_default().extend(&file.real);
    }
    let mut elsewhere = shared
        .iter()
        .filter(|file| (inside[&file.id].len() as u64) < file.names)
        .map(|file| &file.path);
    let Some(first) = elsewhere.next() else {
        return;
    };
    let what = match elsewhere.count() {
        0 => "this file has another name".to_owned(),
        1 => "this file and another one have other names".to_owned(),
        more => format!("this file and {more} others have other names"),
    };
    let message =
        format!("{what} outside the site (hard links), so what is changed there is published here");
    faults.push(
        Fault::warning(Code::BadSymlink, message)
            .at(Span::start_of(first))
            .help("copy the file here instead, if you did not mean that"),
    );
}
