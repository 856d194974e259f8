//! Kinds of page by the place where a content file stands. From: a path and the settings. To: a
//! [`Kind`].

use super::kind::Kind;
use super::settings::Settings;
use crate::base::SourcePath;

/// The folder that holds everything a site publishes.
pub const CONTENT: &str = "content";

/// Returns the kind of page that `source` holds unless its front matter says otherwise.
///
/// `index.md` is a section, except in the own folder of an issue, a report or a publication, where
/// it is that issue, report or publication. Another file in such a folder is an article of the
/// issue, or a page beside the report or publication.
#[must_use]
pub fn kind_by_place(source: &SourcePath, settings: &Settings) -> Kind {
    let Some(path) = source.below(CONTENT) else {
        return Kind::Page;
    };
    let is_index = source.file_name() == "index.md";
    let folders = folders_of(path);
    let collection = collection(&folders, settings);
    match (collection, is_index) {
        (Some((kind, 0)), false)
        | (Some((kind @ (Kind::Newsletter | Kind::Report | Kind::Publication), 1)), true) => kind,
        (Some((Kind::Newsletter, 1) | (Kind::Article, _)), false) => Kind::Article,
        (_, true) => Kind::Section,
        (_, false) => Kind::Page,
    }
}

/// Returns the folder of publications that a file stands in: the nearest folder that holds pages of
/// a kind, if that kind is publications.
#[must_use]
pub fn publications_folder(source: &SourcePath, settings: &Settings) -> Option<SourcePath> {
    let path = source.below(CONTENT)?;
    let folders = folders_of(path);
    let (kind, below) = collection(&folders, settings)?;
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
fn collection(folders: &[&str], settings: &Settings) -> Option<(Kind, usize)> {
    for depth in (1..=folders.len()).rev() {
        let folder = folders[..depth].join("/");
        let declared = settings.folders.get(&folder).and_then(|folder| folder.kind);
        let known = match folder.as_str() {
            "newsletters" => Some(Kind::Newsletter),
            "reports" => Some(Kind::Report),
            "publications" => Some(Kind::Publication),
            _ => None,
        };
        if let Some(kind) = declared.or(known) {
            return Some((kind, folders.len() - depth));
        }
    }
    None
}
