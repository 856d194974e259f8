//! The lists of publications that a site keeps, and the style in which it writes references. From:
//! `SourceTree` and the settings. To: publications with distinct keys, a style, and every finding
//! about them.

use crate::base::{Code, Fault, Faults, SourcePath, nearest};
use crate::bibliography::format::Style;
use crate::bibliography::read::{ItemFormat, read};
use crate::bibliography::{Item, check};
use crate::model::ListedPublication;
use crate::parse::place::{CONTENT, publications_folder};
use crate::parse::settings::{SETTINGS, Settings, read_settings};
use crate::source::SourceTree;
use rayon::prelude::*;
use std::sync::Arc;

/// A list of publications before it is read.
struct ListSource<'t> {
    path: &'t SourcePath,
    folder: SourcePath,
    text: &'t Arc<str>,
    /// What is known to be wrong with the file.
    faults: &'t Faults,
}

/// Reads every list of the site, entry by entry, side by side: an entry that is broken costs only
/// itself.
pub(super) fn gather(tree: &SourceTree, settings: &Settings) -> (Vec<ListedPublication>, Faults) {
    let lists = lists(tree, settings);
    let read: Vec<(Vec<Item>, Faults)> = lists
        .par_iter()
        .map(|list| {
            // EndNote's library is no text; what it is called says enough.
            let text = if list.path.extension() == "enl" {
                "EndNote library"
            } else {
                &**list.text
            };
            let reading = read(
                list.path,
                text,
                ItemFormat::of_extension(&list.path.extension()),
            );
            (reading.items, reading.faults)
        })
        .collect();
    let mut faults = Faults::new();
    let mut items = Vec::new();
    let mut folders = Vec::new();
    for (list, (of_list, found)) in lists.iter().zip(read) {
        // What could not be read at all is not empty besides.
        let unread = list.faults.iter().any(|fault| fault.code != Code::NotUtf8);
        faults.extend(
            list.faults
                .iter()
                .cloned()
                .chain(found.into_iter().filter(|_| !unread)),
        );
        folders.extend(std::iter::repeat_n(&list.folder, of_list.len()));
        items.extend(of_list);
    }
    faults.extend(check::distinct_keys(&mut items));
    faults.extend(check::check(&items));
    let listed = items
        .into_iter()
        .zip(folders)
        .map(|(item, folder)| ListedPublication {
            item,
            folder: folder.clone(),
        })
        .collect();
    (listed, faults)
}

/// What a site says about publications, without the rest of it.
#[derive(Debug)]
pub struct SitePublications {
    /// They, with distinct keys, in the order of files.
    pub items: Vec<Item>,
    /// The style that references are written in; none when there is no such style, which is among
    /// the findings.
    pub style: Option<Style>,
    /// What is wrong with lists and style.
    pub findings: Faults,
}

/// Reads the publications of a site. `style` takes the place of the one in the settings.
#[must_use]
pub fn publications(tree: &SourceTree, style: Option<&str>) -> SitePublications {
    // What is wrong with the settings is for `check` to say.
    let (mut settings, _) = read_settings(tree.text(SETTINGS));
    if let Some(style) = style {
        style.clone_into(&mut settings.publications.style.value);
    }
    let (listed, mut findings) = gather(tree, &settings);
    let (style, found) = self::style(tree, &settings);
    findings.extend(found);
    findings.sort();
    SitePublications {
        items: listed.into_iter().map(|listing| listing.item).collect(),
        style,
        findings,
    }
}

/// Stands for the faults of a file that was read without one.
static NONE: Faults = Faults::new();

/// The lists of the site, in the order of their paths.
fn lists<'t>(tree: &'t SourceTree, settings: &Settings) -> Vec<ListSource<'t>> {
    let texts = tree
        .texts_below(CONTENT)
        .filter(|file| matches!(file.path.extension().as_str(), "yaml" | "yml"));
    let texts = texts.map(|file| (&file.path, &file.text, &NONE));
    let files = tree
        .lists
        .iter()
        .map(|(path, list)| (path, &list.text, &list.faults));
    let list = |(path, text, faults): (&'t SourcePath, &'t Arc<str>, &'t Faults)| {
        let folder = publications_folder(path, settings)?;
        (!stands_beside_a_publication(path, &folder, tree) && may_be_a_list(path, text)).then_some(
            ListSource {
                path,
                folder,
                text,
                faults,
            },
        )
    };
    let mut lists: Vec<ListSource<'t>> = texts.chain(files).filter_map(list).collect();
    lists.sort_by_key(|list| list.path);
    lists
}

/// A folder with a page of its own is one publication's: what stands in it belongs to that one.
fn stands_beside_a_publication(path: &SourcePath, folder: &SourcePath, tree: &SourceTree) -> bool {
    let mut inner = path.folder();
    while inner != *folder && inner.below(folder.as_str()).is_some() {
        if tree.text(inner.join("index.md").as_str()).is_some() {
            return true;
        }
        inner = inner.folder();
    }
    false
}

/// PubMed calls its files `.txt`, and so do many others.
fn may_be_a_list(path: &SourcePath, text: &str) -> bool {
    path.extension() != "txt" || ItemFormat::of_text(text).is_some()
}

/// The style of the site.
pub(super) fn style(tree: &SourceTree, settings: &Settings) -> (Option<Style>, Faults) {
    let wanted = &settings.publications.style;
    let is_file = SourcePath::new(&wanted.value).extension() == "csl";
    if !is_file {
        return match Style::named(&wanted.value, &settings.language) {
            Ok(style) => (Some(style), Faults::new()),
            Err(fault) => (None, Faults::from(fault.at(wanted.span.clone()))),
        };
    }
    let content = SourcePath::new(CONTENT);
    let declared = settings.folders.keys().map(|folder| content.join(folder));
    let mut places = [content.join("publications"), content.clone()]
        .into_iter()
        .chain(declared);
    let file = places.find_map(|folder| tree.text(folder.join(&wanted.value).as_str()));
    if let Some(file) = file {
        return Style::supplied(file, &settings.language);
    }
    let all = tree
        .texts_below(CONTENT)
        .filter(|file| file.path.extension() == "csl")
        .map(|file| file.path.file_name());
    let meant = nearest(&wanted.value, all).map(|meant| format!("did you mean `{meant}`?"));
    let fault = Fault::error(
        Code::CitationStyle,
        format!("there is no file `content/publications/{}`", wanted.value),
    );
    (
        None,
        Faults::from(
            fault
                .at(wanted.span.clone())
                .help_if(meant)
                .help("save the `.csl` file from zotero.org/styles there"),
        ),
    )
}

/// A place for findings that have none: where the settings name the style.
pub(super) fn placed(finding: Fault, settings: &Settings) -> Fault {
    if finding.span.is_some() {
        finding
    } else {
        finding.at(settings.publications.style.span.clone())
    }
}
