//! Files of `content/` that look like pages and are none. Takes the tree and what is copied from
//! it; adds to the faults, one for each ending.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::parse::page_like::{self, PageLike};
use crate::parse::place::{CONTENT, STATIC};
use crate::source::SourceTree;
use std::collections::{BTreeMap, BTreeSet};

/// The most files that one finding names.
const MOST_NAMED: usize = 5;

/// Files with one ending.
struct UnreadFiles<'t> {
    sort: PageLike,
    paths: Vec<&'t SourcePath>,
}

/// Reports files that look like pages by their names or by settings at their top. A file that is
/// published, because something links to it, is meant as it is unless it starts with settings.
pub(super) fn report(
    tree: &SourceTree,
    copies: &BTreeMap<OutputPath, SourcePath>,
    faults: &mut Faults,
) {
    let mut by_ending: BTreeMap<String, UnreadFiles<'_>> = BTreeMap::new();
    let mut published: Option<BTreeSet<&SourcePath>> = None;
    for asset in tree.assets_below(CONTENT) {
        let path = &asset.path;
        let has_settings = asset.facts.has_settings;
        let named = page_like::by_name(path);
        let sort = if has_settings {
            PageLike::Markdown
        } else if let Some(sort) = named {
            sort
        } else {
            continue;
        };
        let published = published.get_or_insert_with(|| copies.values().collect());
        if path.below(STATIC).is_some() || !has_settings && published.contains(path) {
            continue;
        }
        let files = by_ending
            .entry(ending(path))
            .or_insert_with(|| UnreadFiles {
                sort,
                paths: Vec::new(),
            });
        files.paths.push(path);
    }
    for (ending, files) in &by_ending {
        faults.push(fault(ending, files, tree));
    }
}

/// Returns the end of a file's name by which it is no page.
fn ending(path: &SourcePath) -> String {
    let name = path.file_name();
    if name.to_ascii_lowercase().ends_with(".md.txt") {
        return ".md.txt".to_owned();
    }
    name.rfind('.')
        .map_or_else(String::new, |at| name[at..].to_owned())
}

fn fault(ending: &str, files: &UnreadFiles<'_>, tree: &SourceTree) -> Fault {
    let number = files.paths.len();
    let ends = match (ending, number) {
        ("", 1) => "the name of this file has no ending".to_owned(),
        ("", _) => format!("the names of {number} files have no ending"),
        (_, 1) => format!("the name of this file ends in `{ending}`"),
        _ => format!("the names of {number} files end in `{ending}`"),
    };
    let message = if number == 1 {
        format!("{ends}, so it is not read as a page")
    } else {
        format!("{ends}, so they are not read as pages")
    };
    let mut fault = Fault::warning(Code::FileNotRead, message);
    for path in files.paths.iter().skip(1).take(MOST_NAMED - 1) {
        fault = fault.label(Span::start_of(path), "this is another one");
    }
    let Some(first) = files.paths.first() else {
        return fault;
    };
    let name = first.file_name();
    let stem = &name[..name.len() - ending.len()];
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let page = first.folder().join(&format!("{stem}.md"));
    let help = match files.sort {
        _ if tree.texts.contains_key(&page) => {
            format!(
                "compare it with `{stem}.md`, which stands beside it, and delete one of the two"
            )
        }
        PageLike::Packed => format!(
            "unpack it, and keep the page as `{stem}.md`; to offer it for download, link to it \
             from a page"
        ),
        PageLike::Markdown => format!("rename it: `{name}` becomes `{stem}.md`"),
        PageLike::OtherMarks => {
            format!("write its text in markdown, in a file that is called `{stem}.md`")
        }
        PageLike::Document => format!(
            "copy its text into a new file, `{stem}.md`; to offer it for download, link to it from \
             a page"
        ),
        PageLike::Html => format!(
            "copy its text into a new file, `{stem}.md`; to publish it as it stands, put it into \
             `{STATIC}`"
        ),
    };
    fault
        .at(Span::start_of(first))
        .help(help)
        .help("keep files that are not for readers outside of `content`")
}
