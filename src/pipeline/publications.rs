//! The lists of publications that a site keeps, and the style in which it writes references. They
//! are read from the tree by the settings, and given as publications with distinct keys, a style,
//! and every fault found in them.

use super::acceptances::Acceptances;
use crate::base::{Code, Fault, Faults, SourcePath, nearest};
use crate::bibliography::format::Style;
use crate::bibliography::read::{ItemFormat, read};
use crate::bibliography::{Item, check};
use crate::model::ListedPublication;
use crate::parse::front::Spanned;
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
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
    /// The faults found when the file was opened.
    faults: &'t Faults,
}

/// The publications of a site before they become pages.
pub(super) struct PublicationLists {
    /// Publications with distinct keys, in the order of files.
    pub(super) listed: Vec<ListedPublication>,
    /// The style of references, if there is one of the name in the settings.
    pub(super) style: Option<Style>,
    pub(super) faults: Faults,
}

/// Reads the lists of publications of a site and the style of its references.
pub(super) fn read_publications(
    tree: &SourceTree,
    settings: &Settings,
    kinds: &Kinds,
) -> PublicationLists {
    let (listed, mut faults) = gather(tree, settings, kinds);
    let style = find_style(tree, settings, &mut faults);
    PublicationLists {
        listed,
        style,
        faults,
    }
}

/// Reads every list of the site, entry by entry, side by side: an entry that is broken costs only
/// itself.
fn gather(
    tree: &SourceTree,
    settings: &Settings,
    kinds: &Kinds,
) -> (Vec<ListedPublication>, Faults) {
    let lists = lists(tree, settings, kinds);
    let read: Vec<(Vec<Item>, Faults)> = lists.par_iter().map(read_list).collect();
    let mut faults = Faults::new();
    let mut items = Vec::new();
    let mut folders = Vec::new();
    for (list, (of_list, found)) in lists.iter().zip(read) {
        faults.extend(list.faults.iter().cloned());
        // What could not be read at all is not empty besides.
        if list.faults.iter().all(|fault| fault.code == Code::NotUtf8) {
            faults.extend(found);
        }
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

fn read_list(list: &ListSource<'_>) -> (Vec<Item>, Faults) {
    let extension = list.path.extension();
    // EndNote's library is no text; its name says enough.
    let text = if extension == "enl" {
        "EndNote library"
    } else {
        &**list.text
    };
    let reading = read(list.path, text, ItemFormat::of_extension(&extension));
    (reading.items, reading.faults)
}

/// What a site says about publications, without the rest of it.
#[derive(Debug)]
pub struct SitePublications {
    /// The publications, with distinct keys, in the order of files.
    pub items: Vec<Item>,
    /// The style of references; none when there is no such style, which is among the findings.
    pub style: Option<Style>,
    /// The faults of lists and style.
    pub findings: Faults,
    /// The warnings that the settings accept.
    pub acceptances: Acceptances,
}

/// Reads the publications of a site. `style` takes the place of the one in the settings.
#[must_use]
pub fn publications(tree: &SourceTree, style: Option<&str>) -> SitePublications {
    // What is wrong with the settings is for `check` to say.
    let (mut settings, _) = read_settings(tree.text(SETTINGS));
    if let Some(style) = style {
        style.clone_into(&mut settings.publications.style.value);
    }
    let (kinds, _) = read_kinds(tree, &settings.theme.value);
    let mut lists = read_publications(tree, &settings, &kinds);
    lists.faults.sort();
    let mut acceptances = Acceptances::default();
    acceptances.add(&settings.accept);
    SitePublications {
        items: lists.listed.into_iter().map(|listed| listed.item).collect(),
        style: lists.style,
        findings: lists.faults,
        acceptances,
    }
}

/// The faults of a file that was read without one.
static NO_FAULTS: Faults = Faults::new();

/// Returns the lists of the site, in the order of their paths.
fn lists<'t>(tree: &'t SourceTree, settings: &Settings, kinds: &Kinds) -> Vec<ListSource<'t>> {
    let texts = tree
        .texts_below(CONTENT)
        .filter(|file| matches!(file.path.extension().as_str(), "yaml" | "yml"))
        .map(|file| (&file.path, &file.text, &NO_FAULTS));
    let files = tree
        .lists
        .iter()
        .map(|(path, list)| (path, &list.text, &list.faults));
    let mut lists = Vec::new();
    for (path, text, faults) in texts.chain(files) {
        let Some(folder) = publications_folder(path, settings, kinds) else {
            continue;
        };
        if !stands_beside_a_publication(path, &folder, tree) && may_be_a_list(path, text) {
            lists.push(ListSource {
                path,
                folder,
                text,
                faults,
            });
        }
    }
    lists.sort_by_key(|list| list.path);
    lists
}

/// Reports whether the file stands in the folder of one publication, which has a page of its own:
/// such a file belongs to that publication.
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

/// Reports whether the file may be a list: PubMed calls its files `.txt`, and so do many others.
fn may_be_a_list(path: &SourcePath, text: &str) -> bool {
    path.extension() != "txt" || ItemFormat::of_text(text).is_some()
}

/// Finds the style that the settings name: one of the program's, or a `.csl` file of the site.
fn find_style(tree: &SourceTree, settings: &Settings, faults: &mut Faults) -> Option<Style> {
    let wanted = &settings.publications.style;
    if SourcePath::new(&wanted.value).extension() != "csl" {
        let style = Style::named(&wanted.value, &settings.language);
        if style.is_none() {
            faults.push(Style::unknown(&wanted.value).at(wanted.span.clone()));
        }
        return style;
    }
    let content = SourcePath::new(CONTENT);
    let declared = settings.folders.keys().map(|folder| content.join(folder));
    let mut folders = [content.join("publications"), content.clone()]
        .into_iter()
        .chain(declared);
    let file = folders.find_map(|folder| tree.text(folder.join(&wanted.value).as_str()));
    if let Some(file) = file {
        return faults.take(Style::supplied(file, &settings.language));
    }
    faults.push(missing_style_file(tree, wanted));
    None
}

fn missing_style_file(tree: &SourceTree, wanted: &Spanned<String>) -> Fault {
    let known = tree
        .texts_below(CONTENT)
        .filter(|file| file.path.extension() == "csl")
        .map(|file| file.path.file_name());
    let meant = nearest(&wanted.value, known).map(|meant| format!("did you mean `{meant}`?"));
    let message = format!("there is no file `content/publications/{}`", wanted.value);
    Fault::error(Code::CitationStyle, message)
        .at(wanted.span.clone())
        .help_if(meant)
        .help("save the `.csl` file from zotero.org/styles there")
}

/// Gives a fault without a place the place where the settings name the style.
pub(super) fn placed(fault: Fault, settings: &Settings) -> Fault {
    if fault.span.is_some() {
        fault
    } else {
        fault.at(settings.publications.style.span.clone())
    }
}
