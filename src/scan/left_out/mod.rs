//! Files that other programs leave beside those of the site: copies of a service that keeps
//! folders alike, copies by hand, backups, keys, hidden files. Takes the tree as it was read;
//! takes out of it what nobody means to publish, and gives faults that name it.

mod copies;
mod folders;
mod names;
mod sort;

pub(super) use folders::{is_program_folder, program_folder};

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::parse::private_file;
use crate::source::SourceTree;
use sort::LeftOutFile;
use std::collections::BTreeMap;

/// Takes out of a tree what nobody means to publish. Returns the faults that name it.
pub(super) fn take_out(tree: &mut SourceTree) -> Faults {
    let mut faults = Faults::new();
    let mut found: BTreeMap<SourcePath, Option<LeftOutFile>> = BTreeMap::new();
    for folder in folders::left_out(tree) {
        faults.push(folder.fault);
        found.extend(folder.files.into_iter().map(|path| (path, None)));
    }
    for path in tree.texts.keys().chain(tree.assets.keys()) {
        if !found.contains_key(path)
            && let Some(what) = left_out(path, tree)
        {
            found.insert(path.clone(), Some(what));
        }
    }
    for (path, what) in found {
        tree.texts.remove(&path);
        tree.assets.remove(&path);
        tree.data.remove(&path);
        tree.lists.remove(&path);
        tree.words.remove(&path);
        if let Some(what) = what {
            let fault = Fault::warning(Code::LeftOutFile, what.message());
            faults.push(fault.at(Span::start_of(&path)).help(what.help()));
        }
    }
    faults
}

/// Reports whether a file may be taken out of the tree, depending on what stands beside it.
pub(super) fn may_be_left_out(path: &SourcePath) -> bool {
    names::by_name(path.file_name()).is_some()
        || private_file::may_hold_a_key(path)
        || (copies::is_published_unasked(path) && copies::may_be_copy(path))
        || folders::may_be_left_out(path)
}

/// Returns what a file is by its name alone, if nobody means to publish a file of that name.
pub(super) fn is_left_out_by_name(path: &SourcePath) -> bool {
    names::by_name(path.file_name()).is_some()
}

/// Reports whether a hidden file is listed, because it is named where it stands.
pub(super) fn is_named(name: &str) -> bool {
    matches!(
        names::by_name(name),
        Some(LeftOutFile::Secret | LeftOutFile::Companion | LeftOutFile::Elsewhere)
    )
}

fn left_out(path: &SourcePath, tree: &SourceTree) -> Option<LeftOutFile> {
    if let Some(what) = names::by_name(path.file_name()) {
        return Some(what);
    }
    if tree
        .words
        .get(path)
        .is_some_and(|text| private_file::is_key(path, text))
    {
        return Some(LeftOutFile::Private);
    }
    copies::is_copy(path, tree).then_some(LeftOutFile::Copy)
}
