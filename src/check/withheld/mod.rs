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

pub(super) use words::without_tags;

use crate::base::Faults;
use crate::model::{Page, PageId, Site};
use crate::parse::hidden_writer::HiddenWriter;
use crate::parse::kind::Kind;
use crate::parse::place::CONTENT;
use crate::resolve::{Resolved, Target};
use crate::source::SourceTree;
use common_words::CommonWords;
use name::SoughtName;
use page_search::{NameSearch, fault, line_around};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
    in_settings(site, &common, &hidden, faults);
}

/// Lists the names that pages withhold, as the pages or the list of people have them.
pub fn hidden_names(site: &Site) -> impl Iterator<Item = (&Page, &str)> {
    site.pages.iter().flat_map(move |page| {
        let writers = page.parsed.hidden_writers();
        writers.filter_map(move |writer| Some((page, name_of(writer, site)?)))
    })
}

/// Returns the parts of a content file that readers may see: no bylines of people who are not
/// named, no comments, no settings for editors.
#[must_use]
pub fn published_ranges(text: &str) -> Vec<Range<usize>> {
    let mut private = places::private(text);
    private.sort_by_key(|range| range.start);
    let mut published = Vec::new();
    let mut start = 0;
    for range in private {
        if start < range.start {
            published.push(start..range.start);
        }
        start = start.max(range.end);
    }
    published.push(start..text.len());
    published
}

/// Returns the name of a writer who is not to be named.
fn name_of<'a>(writer: &'a HiddenWriter, site: &'a Site) -> Option<&'a str> {
    match writer {
        HiddenWriter::Name(name) => Some(name),
        HiddenWriter::Person(key) => site.people.find(key).map(|person| person.name.as_str()),
    }
}

/// Looks into the links and the former addresses of the settings that lead to pages which withhold
/// a name.
fn in_settings(
    site: &Site,
    common: &CommonWords<'_>,
    hidden: &BTreeMap<PageId, Vec<SoughtName>>,
    faults: &mut Faults,
) {
    let settings = &site.settings;
    let links = settings.navigation.iter().chain(&settings.footer.links);
    let links = links.map(|link| (&link.title, &link.to));
    let redirects = settings.redirects.iter();
    let redirects = redirects.map(|redirect| (&redirect.from.value, &redirect.to));
    let places: Vec<_> = links.chain(redirects).collect();
    for (id, names) in hidden {
        let page = &site.pages[*id];
        let source = page.parsed.source.below(CONTENT).unwrap_or_default();
        let search = NameSearch {
            tree: common.tree,
            common,
            names,
        };
        for (words, to) in &places {
            let target = to.value.trim_matches('/');
            let leads = target == source || target == page.url.as_str().trim_matches('/');
            let found = if leads {
                search.found(words)
            } else {
                Vec::new()
            };
            let what = "the words or the address of this link hold a name that the page it leads \
                        to withholds";
            let found = found.into_iter().take(1);
            faults.extend(found.map(|(_, certainty)| fault(what, certainty).at(to.span.clone())));
        }
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
