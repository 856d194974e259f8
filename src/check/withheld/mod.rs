//! Looks for names that are withheld in what their pages publish: texts, addresses, names of files,
//! tables, the issue that shows them, and links from other pages. Takes a site, its targets and the
//! tree; gives faults, which never repeat a name.

mod common_words;
mod name;
mod offered_files;
mod page_search;
mod places;
mod spotting;
mod words;

use crate::base::Faults;
use crate::model::{PageId, Site};
use crate::parse::hidden_writer::HiddenWriter;
use crate::parse::kind::Kind;
use crate::resolve::{Resolved, Target};
use crate::source::SourceTree;
use common_words::CommonWords;
use name::SoughtName;
use page_search::{NameSearch, line_around};
use std::collections::{BTreeMap, BTreeSet};

/// Reports every place that publishes a name which a page withholds.
pub fn withheld_names(site: &Site, resolved: &Resolved, tree: &SourceTree, faults: &mut Faults) {
    let mut hidden: BTreeMap<PageId, Vec<SoughtName>> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        let names: Vec<SoughtName> = page
            .parsed
            .hidden_writers()
            .filter_map(|writer| name_of(writer, site))
            .flat_map(SoughtName::all_of)
            .collect();
        if !names.is_empty() {
            hidden.insert(id, names);
        }
    }
    if hidden.is_empty() {
        return;
    }
    let common = CommonWords::of(tree);
    let mut told = BTreeSet::new();
    for (id, names) in &hidden {
        let search = NameSearch {
            tree,
            common: &common,
            names,
        };
        let page = &site.pages[*id];
        search.in_page(page, faults);
        told.extend(search.in_files(&resolved.pages[*id].body, faults));
        search.by_family(page, faults);
        let issue = page
            .parent
            .filter(|parent| *site.pages[*parent].kind() == Kind::Newsletter);
        if let Some(issue) = issue {
            let what = "the text of this issue holds a name that one of its articles withholds";
            search.in_text(&site.pages[issue], None, what, faults);
            told.extend(search.in_files(&resolved.pages[issue].body, faults));
        }
    }
    let names = hidden.values().flatten();
    let names: Vec<SoughtName> = names.cloned().collect();
    let search = NameSearch {
        tree,
        common: &common,
        names: &names,
    };
    search.in_static_files(site, &told, faults);
    in_links(site, resolved, &common, &hidden, faults);
}

/// Returns the name of a writer who is not to be named.
fn name_of<'a>(writer: &'a HiddenWriter, site: &'a Site) -> Option<&'a str> {
    match writer {
        HiddenWriter::Name(name) => Some(name),
        HiddenWriter::Person(key) => site.people.find(key).map(|person| person.name.as_str()),
    }
}

/// Looks around the links of other pages that lead to pages which withhold a name.
fn in_links(
    site: &Site,
    resolved: &Resolved,
    common: &CommonWords<'_>,
    hidden: &BTreeMap<PageId, Vec<SoughtName>>,
    faults: &mut Faults,
) {
    for (id, page) in site.pages.iter().enumerate() {
        let references = &page.parsed.body.outline.references;
        for (reference, target) in references.iter().zip(&resolved.pages[id].body) {
            let Target::Page { page: to, .. } = target else {
                continue;
            };
            let Some(names) = hidden.get(to).filter(|_| *to != id) else {
                continue;
            };
            let Some(file) = common.tree.texts.get(&page.parsed.source) else {
                continue;
            };
            let line = line_around(&file.text, &reference.span.range);
            let what = "the words around this link hold a name that the page it leads to withholds";
            let search = NameSearch {
                tree: common.tree,
                common,
                names,
            };
            search.in_text(page, Some(line), what, faults);
        }
    }
}
