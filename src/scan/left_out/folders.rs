//! Folders that nobody means to publish: copies and backups of folders beside them, and those in
//! which programs keep what they fetched. Takes the tree; gives the files of such folders.

use super::copies::{CopyProof, is_copy_of, original_name};
use super::names::is_backup;
use crate::base::{Code, Fault, SourcePath, Span};
use crate::parse::place::CONTENT;
use crate::source::SourceTree;
use std::collections::BTreeSet;

/// A folder whose files are left out.
pub(super) struct LeftOutFolder {
    pub(super) files: Vec<SourcePath>,
    pub(super) fault: Fault,
}

/// Reports whether a folder of this name is a program's own, and nothing in it is looked at.
pub(in crate::scan) fn is_program_folder(name: &str) -> bool {
    matches!(
        name,
        "node_modules"
            | "bower_components"
            | "__pycache__"
            | "__MACOSX"
            | "$RECYCLE.BIN"
            | "System Volume Information"
    )
}

/// Makes the finding for a folder of a program.
pub(in crate::scan) fn program_folder(folder: &SourcePath) -> Fault {
    let message = "a program keeps its parts in this folder; nothing in it is read or published";
    Fault::warning(Code::LeftOutFile, message)
        .at(Span::start_of(folder))
        .help("keep it outside of the folders `content` and `themes`")
}

/// Reports whether a folder of a path may be a copy or a backup by its name.
pub(super) fn may_be_left_out(path: &SourcePath) -> bool {
    path.below(CONTENT).is_some() && folders_of(path).any(|folder| is_candidate(name_of(folder)))
}

/// Finds the folders that are copies of others, or backups.
pub(super) fn left_out(tree: &SourceTree) -> Vec<LeftOutFolder> {
    let texts = tree.texts_below(CONTENT).map(|text| &text.path);
    let paths: Vec<&SourcePath> = texts
        .chain(tree.assets_below(CONTENT).map(|asset| &asset.path))
        .collect();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    let mut last = "";
    for path in &paths {
        let text = path.as_str();
        let folder = &text[..text.len() - path.file_name().len()];
        if folder != last {
            folders.extend(folders_of(path).filter(|folder| is_candidate(name_of(folder))));
            last = folder;
        }
    }
    let mut found: Vec<(&str, LeftOutFolder)> = Vec::new();
    for folder in folders {
        let is_within = found.iter().any(|(above, _)| is_below(folder, above));
        if is_within {
            continue;
        }
        let files = paths.iter().filter(|path| is_below(path.as_str(), folder));
        let files: Vec<&SourcePath> = files.copied().collect();
        if let Some(message) = what_it_is(folder, &files, tree) {
            found.push((folder, left_out_folder(files, message)));
        }
    }
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn left_out_folder(files: Vec<&SourcePath>, message: String) -> LeftOutFolder {
    let mut fault = Fault::warning(Code::LeftOutFile, message)
        .help("compare the two folders and delete one, or keep it outside of the folder `content`");
    fault.span = files.first().map(|file| Span::start_of(file));
    LeftOutFolder {
        files: files.into_iter().cloned().collect(),
        fault,
    }
}

/// Returns what a folder is, if nobody means to publish it.
fn what_it_is(folder: &str, files: &[&SourcePath], tree: &SourceTree) -> Option<String> {
    let name = name_of(folder);
    if is_backup(&name.to_lowercase()) {
        return Some(format!(
            "the folder `{folder}` is a backup of another; it is not published"
        ));
    }
    let original = original_name(name)?;
    let place = format!("{}{}", &folder[..folder.len() - name.len()], original.name);
    let pairs = files.iter().filter_map(|file| {
        let below = file.as_str().strip_prefix(folder)?;
        Some((*file, SourcePath::new(&format!("{place}{below}"))))
    });
    let (mut same, mut both) = (0, 0);
    for (file, first) in pairs {
        let is_there = tree.texts.contains_key(&first) || tree.assets.contains_key(&first);
        both += usize::from(is_there);
        same += usize::from(is_copy_of(file, &first, CopyProof::Text, tree));
    }
    let is_copy = match original.proof {
        CopyProof::Name => both > 0,
        CopyProof::Title | CopyProof::Text => 2 * same >= files.len(),
    };
    is_copy.then(|| format!("the folder `{folder}` is a copy of `{place}`; it is not published"))
}

fn is_candidate(name: &str) -> bool {
    original_name(name).is_some() || is_backup(&name.to_lowercase())
}

/// Lists the folders that a file stands in, those above first.
fn folders_of(path: &SourcePath) -> impl Iterator<Item = &str> {
    let text = path.as_str();
    text.match_indices('/').map(|(at, _)| &text[..at])
}

fn name_of(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|below| below.starts_with('/'))
}
