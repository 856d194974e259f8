//! Guesses what a broken reference meant: another file of that folder, or a file of that name
//! elsewhere.

use super::lookup::{ReferenceLookup, folder_of};
use crate::base::{SourcePath, nearest};
use crate::parse::document::Role;
use crate::parse::place::CONTENT;

/// Returns the path to type instead, from the folder of `source`.
pub(super) fn nearest_path(
    place: &ReferenceLookup<'_>,
    written: &str,
    source: &SourcePath,
    role: &Role,
) -> Option<String> {
    let wanted = SourcePath::new(folder_of(written, source)).resolve(written)?;
    let beside = wanted.folder();
    let pages = place.site.by_source.keys().filter(|_| role.may_be_page());
    let files = place
        .tree
        .assets
        .keys()
        .filter(|path| !matches!(role, Role::Page(_)) && path.below(CONTENT).is_some());
    let all: Vec<&SourcePath> = pages.chain(files).collect();

    let in_capitals = |path: &&&SourcePath| path.as_str().eq_ignore_ascii_case(wanted.as_str());
    if let Some(same) = all.iter().find(in_capitals) {
        return Some(relative(same, &source.folder()));
    }
    let from_the_top = SourcePath::new(CONTENT).resolve(below_content(written));
    if let Some(same) = all
        .iter()
        .find(|path| Some(**path) == from_the_top.as_ref())
    {
        return Some(relative(same, &source.folder()));
    }
    let neighbours: Vec<&SourcePath> = all
        .iter()
        .copied()
        .filter(|path| path.folder() == beside)
        .collect();
    let by_slip = nearest(
        wanted.file_name(),
        neighbours.iter().map(|path| path.file_name()),
    );
    let by_stem = || nearest(wanted.stem(), neighbours.iter().map(|path| path.stem()));
    let found = match by_slip {
        Some(name) => neighbours
            .iter()
            .find(|path| path.file_name() == name)
            .copied(),
        None => match by_stem() {
            Some(stem) => neighbours.iter().find(|path| path.stem() == stem).copied(),
            None => namesake(&all, &wanted),
        },
    };
    found.map(|path| relative(path, &source.folder()))
}

/// Returns a written path without the name of the folder that holds all pages, as people copy it
/// from the list of their files.
fn below_content(written: &str) -> &str {
    let path = written.trim_start_matches("./").trim_start_matches('/');
    let below = path.strip_prefix(CONTENT);
    below
        .and_then(|below| below.strip_prefix('/'))
        .unwrap_or(path)
}

/// Returns the only file that has the wanted name, wherever it stands. An `index.md` among many
/// would be a guess.
fn namesake<'s>(all: &[&'s SourcePath], wanted: &SourcePath) -> Option<&'s SourcePath> {
    let is_named = |path: &&&SourcePath| path.file_name().eq_ignore_ascii_case(wanted.file_name());
    let mut named = all.iter().filter(is_named);
    let only = named.next()?;
    named.next().is_none().then_some(*only)
}

/// Writes `path` as a file of `folder` refers to it.
fn relative(path: &SourcePath, folder: &SourcePath) -> String {
    let target: Vec<&str> = path.as_str().split('/').collect();
    let from: Vec<&str> = folder
        .as_str()
        .split('/')
        .filter(|name| !name.is_empty())
        .collect();
    let same = target.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let ups = std::iter::repeat_n("..", from.len() - same);
    ups.chain(target[same..].iter().copied())
        .map(in_address)
        .collect::<Vec<_>>()
        .join("/")
}

/// Returns a part of a path as it is written in the round brackets of a link.
fn in_address(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for sign in name.chars() {
        match sign {
            ' ' => written.push_str("%20"),
            '%' => written.push_str("%25"),
            '#' => written.push_str("%23"),
            '?' => written.push_str("%3F"),
            '(' => written.push_str("%28"),
            ')' => written.push_str("%29"),
            other => written.push(other),
        }
    }
    written
}
