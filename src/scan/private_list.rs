//! The private files of figures: `private/services.csv`, the list of services, and others beside
//! it. From: the folder beside `content/`. To: names, codes and values that stages can compare and
//! nobody can show.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder is what this room is for"
)]

use super::contents::LARGEST_TEXT;
use crate::base::SourcePath;
use crate::disk::SiteRoot;
use crate::numbers::benchmark::{ROSTER, add_private_values, private_services};
use crate::parse::place::PRIVATE;
use crate::source::{PrivateServices, is_data};
use std::io::Read as _;
use std::path::Path;

/// Reads the list, where there is one, and the values of the other files. What is wrong with them
/// is for `masthead benchmark codes` to tell: no finding of a build quotes them.
pub(super) fn read(site: &SiteRoot) -> PrivateServices {
    let list = SourcePath::new(ROSTER);
    let mut services = if site.path().join(ROSTER).exists() {
        private_services(text(site, &list).as_deref())
    } else {
        PrivateServices::default()
    };
    let others = files(site.path()).into_iter().filter(|path| *path != list);
    for path in others {
        if let Some(text) = text(site, &path) {
            add_private_values(&mut services, &path, &text);
        }
    }
    services
}

/// Lists the files of figures that stand in the folder itself, in order.
pub(super) fn files(root: &Path) -> Vec<SourcePath> {
    let Ok(entries) = root.join(PRIVATE).read_dir() else {
        return Vec::new();
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let paths =
        names.filter_map(|name| Some(SourcePath::new(&format!("{PRIVATE}/{}", name.to_str()?))));
    let mut files: Vec<SourcePath> = paths.filter(is_data).collect();
    files.sort();
    files
}

fn text(site: &SiteRoot, path: &SourcePath) -> Option<String> {
    let mut text = String::new();
    let file = site.file(path).ok()?.file;
    file.take(LARGEST_TEXT).read_to_string(&mut text).ok()?;
    Some(text)
}
