//! Kinds of page by the place where a content file stands. From: a path, the settings and the
//! declared kinds. To: a [`Kind`].

use super::kind::Kind;
use super::kinds::set::Kinds;
use super::settings::Settings;
use crate::base::SourcePath;

/// The folder that holds everything a site publishes.
pub const CONTENT: &str = "content";

/// The folder whose files are published as they stand, hidden ones too.
pub const STATIC: &str = "content/static";

/// The folder beside [`CONTENT`] that is never published.
pub const PRIVATE: &str = "private";

/// Returns the kind of page that `source` holds unless its front matter says otherwise.
///
/// `index.md` is a section, except in the own folder of an issue, a report, a publication or a page
/// of a declared kind, where it is that page. Another file in such a folder is an article of the
/// issue, or a page beside the others.
#[must_use]
pub fn kind_by_place(source: &SourcePath, settings: &Settings, kinds: &Kinds) -> Kind {
    let Some(path) = source.below(CONTENT) else {
        return Kind::Page;
    };
    let is_index = source.file_name() == "index.md";
    let folders = folders_of(path);
    let otherwise = if is_index { Kind::Section } else { Kind::Page };
    match (collection(&folders, settings, kinds), is_index) {
        (Some((kind, 0)), false) => kind,
        (Some((kind, 1)), true) if has_own_folder(&kind) => kind,
        (Some((Kind::Newsletter, 1) | (Kind::Article, _)), false) => Kind::Article,
        _ => otherwise,
    }
}

/// Reports whether a page of a kind may have a folder of its own, with its `index.md` in it.
fn has_own_folder(kind: &Kind) -> bool {
    !matches!(kind, Kind::Page | Kind::Section | Kind::Article)
}

/// Returns the folder of publications that a file stands in: the nearest folder that holds pages of
/// a kind, if that kind is publications.
#[must_use]
pub fn publications_folder(
    source: &SourcePath,
    settings: &Settings,
    kinds: &Kinds,
) -> Option<SourcePath> {
    let path = source.below(CONTENT)?;
    let folders = folders_of(path);
    let (kind, below) = collection(&folders, settings, kinds)?;
    let folder = folders[..folders.len() - below].join("/");
    (kind == Kind::Publication).then(|| SourcePath::new(CONTENT).join(&folder))
}

/// Returns the names of the folders on the way to a file.
fn folders_of(path: &str) -> Vec<&str> {
    let mut names: Vec<&str> = path.split('/').collect();
    names.pop();
    names
}

/// Finds the nearest folder that holds pages of a kind. Returns that kind, and how many folders
/// further in the last of `folders` is.
fn collection(folders: &[&str], settings: &Settings, kinds: &Kinds) -> Option<(Kind, usize)> {
    for depth in (1..=folders.len()).rev() {
        let folder = folders[..depth].join("/");
        if let Some(kind) = kind_of_folder(&folder, settings, kinds) {
            return Some((kind, folders.len() - depth));
        }
    }
    None
}

/// Returns the kind of the pages in a folder: that of the settings, else the one whose folder it
/// is.
fn kind_of_folder(folder: &str, settings: &Settings, kinds: &Kinds) -> Option<Kind> {
    let declared = settings.folders.get(folder).and_then(|it| it.kind.as_ref());
    if let Some(kind) = declared {
        return Some(kind.value.clone());
    }
    kinds.of_folder(folder).map(|known| known.kind.clone())
}
