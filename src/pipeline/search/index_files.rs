//! The files of an index, handed to the sink together with those that have the same name on every
//! site.

use crate::base::{Fingerprint, OutputPath};
use crate::memo::IndexMemo;
use crate::search::client::{MODULE, bundle};
use crate::search::{BUNDLE, CardFolder, CardFolderOutput, FOLDER, Index, IndexFile, index_path};
use crate::source::{Artifact, Flow, Sink, Stamp};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The script of search for pages that import it.
pub(super) const SCRIPT: &str = "search.js";
/// The list of files for a service worker.
pub(super) const OFFLINE: &str = "offline.json";
/// The largest index that a site opened from disk loads with every page, in bytes.
const LARGEST_BUNDLE: usize = 8 << 20;

/// Writes an index, except for the files that the sink has from before.
pub(super) struct IndexWriter<'w> {
    /// What is known of the last index.
    pub(super) known: &'w IndexMemo,
    pub(super) sink: &'w dyn Sink,
}

impl IndexWriter<'_> {
    /// Hands the files of an index to the sink; `offline` is the address of the script, where the
    /// files are listed for a service worker. Returns `None` when the sink takes no more.
    pub(super) fn write(
        &self,
        index: Index,
        offline: Option<&str>,
        is_bundled: bool,
        key: Fingerprint,
    ) -> Option<IndexMemo> {
        let Index {
            mut files,
            folders,
            dictionary,
        } = index;
        let mut fixed = vec![text_file(SCRIPT, MODULE.to_owned())];
        if is_bundled {
            fixed.push(text_file(BUNDLE, bundle_of(&files, &folders)));
        }
        if let Some(script) = offline {
            fixed.push(text_file(OFFLINE, list_of(script, &files, &folders)));
        }
        files.extend(fixed);
        let files = files
            .into_par_iter()
            .map(|file| self.take(file))
            .collect::<Option<BTreeMap<_, _>>>()?;
        let folders = folders
            .into_par_iter()
            .map(|folder| self.take_folder(folder))
            .collect::<Option<BTreeMap<_, _>>>()?;
        Some(IndexMemo {
            key,
            files,
            folders,
            dictionary,
        })
    }

    fn take(&self, (path, bytes): IndexFile) -> Option<(OutputPath, Stamp)> {
        let artifact = Artifact::bytes(bytes);
        let stamp = artifact.stamp();
        let is_held = self.known.files.get(&path) == Some(&stamp) && self.sink.holds(&path, stamp);
        if is_held || self.sink.take(&path, artifact) == Flow::Continue {
            Some((path, stamp))
        } else {
            None
        }
    }

    fn take_folder(
        &self,
        made: CardFolderOutput,
    ) -> Option<(Fingerprint, (CardFolder, Vec<Stamp>))> {
        let fingerprint = made.fingerprint;
        if made.files.is_none() {
            let known = self.known.folders.get(&fingerprint)?;
            return Some((fingerprint, known.clone()));
        }
        let folder = made.folder.clone();
        let mut stamps = Vec::new();
        for file in made.into_files() {
            let (_, stamp) = self.take(file)?;
            stamps.push(stamp);
        }
        Some((fingerprint, (folder, stamps)))
    }
}

fn text_file(name: &str, text: String) -> IndexFile {
    (index_path(name), text.into_bytes())
}

/// Returns all files as one script, for a site that is opened from disk.
fn bundle_of(files: &[IndexFile], folders: &[CardFolderOutput]) -> String {
    let mut all = files.to_vec();
    for folder in folders {
        all.extend(folder.clone().into_files());
    }
    if all.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > LARGEST_BUNDLE {
        return "// The index of this site is too large to be loaded with every page.\n".to_owned();
    }
    bundle(&all)
}

/// Returns the files that a service worker needs for search without a connection: addresses below
/// `search/`, as JSON.
fn list_of(script: &str, files: &[IndexFile], folders: &[CardFolderOutput]) -> String {
    let mut names: Vec<String> = files.iter().map(|(path, _)| below_folder(path)).collect();
    for made in folders {
        names.extend(made.folder.paths().map(|path| below_folder(&path)));
    }
    names.sort();
    names.splice(0..0, ["./".to_owned(), script.to_owned()]);
    serde_json::to_string(&names).unwrap_or_default() + "\n"
}

fn below_folder(path: &OutputPath) -> String {
    let text = path.as_str();
    let name = text
        .strip_prefix(FOLDER)
        .and_then(|rest| rest.strip_prefix('/'));
    name.unwrap_or(text).to_owned()
}
