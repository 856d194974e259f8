//! What a content file is, by the place where it stands.

use super::kind::Kind;
use super::settings::Settings;
use crate::base::SourcePath;

/// The folder that holds everything a site publishes.
pub const CONTENT: &str = "content";

/// The kind of page that `source` holds unless its front matter says otherwise.
///
/// `index.md` is a section, but for the index of an issue's or a report's own folder, which is that issue or report.
/// A file below such a folder is an article of the issue, or a page beside the report.
#[must_use]
pub fn kind_by_place(source: &SourcePath, settings: &Settings) -> Kind {
    let Some(path) = source.below(CONTENT) else { return Kind::Page };
    let is_index = source.file_name() == "index.md";
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect();
    let mut collection = None;
    for depth in (1..=folders.len()).rev() {
        let folder = folders[..depth].join("/");
        let declared = settings.folders.get(&folder).and_then(|folder| folder.kind);
        let known = match folder.as_str() {
            "newsletters" => Some(Kind::Newsletter),
            "reports" => Some(Kind::Report),
            _ => None,
        };
        if let Some(kind) = declared.or(known) {
            collection = Some((kind, folders.len() - depth));
            break;
        }
    }
    match (collection, is_index) {
        (Some((kind, 0)), false) | (Some((kind @ (Kind::Newsletter | Kind::Report), 1)), true) => kind,
        (Some((Kind::Newsletter, 1) | (Kind::Article, _)), false) => Kind::Article,
        (_, true) => Kind::Section,
        (_, false) => Kind::Page,
    }
}
