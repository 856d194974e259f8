//! Looks for names that are withheld in what their pages publish: texts, addresses, names of files,
//! tables, the issue that shows them, and links from other pages. Takes a site, its targets and the
//! tree; gives faults, which never repeat a name.

mod name;
mod places;
mod words;

use crate::base::{Code, Fault, Faults, Span};
use crate::model::{Page, PageId, Site};
use crate::parse::hidden_writer::HiddenWriter;
use crate::parse::kind::Kind;
use crate::resolve::{Resolved, Target};
use crate::source::SourceTree;
use name::{Certainty, SoughtName};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use words::words;

/// Reports every place that publishes a name which a page withholds.
pub fn withheld_names(site: &Site, resolved: &Resolved, tree: &SourceTree, faults: &mut Faults) {
    let mut hidden: BTreeMap<PageId, Vec<SoughtName>> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        let names: Vec<SoughtName> = page
            .parsed
            .hidden_writers()
            .filter_map(|writer| SoughtName::of(name_of(writer, site)?))
            .collect();
        if !names.is_empty() {
            hidden.insert(id, names);
        }
    }
    if hidden.is_empty() {
        return;
    }
    for (id, names) in &hidden {
        let search = NameSearch { tree, names };
        let page = &site.pages[*id];
        search.in_page(page, faults);
        search.in_tables(&resolved.pages[*id].body, faults);
        let issue = page.parent.map(|parent| &site.pages[parent]);
        if let Some(issue) = issue.filter(|issue| *issue.kind() == Kind::Newsletter) {
            let what = "the text of this issue holds a name that one of its articles withholds";
            search.in_text(issue, None, what, faults);
        }
    }
    in_links(site, resolved, tree, &hidden, faults);
}

/// Returns the name of a writer who is not to be named.
fn name_of<'a>(writer: &'a HiddenWriter, site: &'a Site) -> Option<&'a str> {
    match writer {
        HiddenWriter::Name(name) => Some(name),
        HiddenWriter::Person(key) => site.people.find(key).map(|person| person.name.as_str()),
    }
}

/// The search for the names that one page withholds.
struct NameSearch<'s> {
    tree: &'s SourceTree,
    names: &'s [SoughtName],
}

impl NameSearch<'_> {
    fn in_page(&self, page: &Page, faults: &mut Faults) {
        let what = "this page holds a name that its byline withholds";
        self.in_text(page, None, what, faults);
        let former = page.former.iter().map(|former| &former.url);
        for url in std::iter::once(&page.url).chain(former) {
            if !self.found(url.as_str()).is_empty() {
                let what = format!(
                    "the {} of this page holds a name that its byline withholds",
                    if *url == page.url {
                        "address"
                    } else {
                        "former address"
                    }
                );
                let help = "rename the file or its folder, or write `slug:` with other words";
                let fault = Fault::error(Code::WithheldName, what).help(help);
                faults.push(fault.at(Span::start_of(&page.parsed.source)));
                break;
            }
        }
    }

    /// Looks into the files of figures that a page shows.
    fn in_tables(&self, targets: &[Target], faults: &mut Faults) {
        let files = targets.iter().filter_map(|target| match target {
            Target::Data(file) => Some(file),
            _ => None,
        });
        for file in files.collect::<BTreeSet<_>>() {
            let Some(data) = self.tree.data.get(file) else {
                continue;
            };
            for (range, certainty) in self.found(&data.text) {
                let what = "this table holds a name that the byline of its page withholds";
                faults.push(fault(what, certainty).at(Span::new(file, range)));
            }
        }
    }

    /// Looks into what is published of the file of a page, or of a part of it.
    fn in_text(&self, page: &Page, part: Option<Range<usize>>, what: &str, faults: &mut Faults) {
        let Some(file) = self.tree.texts.get(&page.parsed.source) else {
            return;
        };
        let private = places::private(&file.text);
        let is_private = |range: &Range<usize>| {
            private
                .iter()
                .any(|place| place.start <= range.start && range.end <= place.end)
        };
        let part = part.unwrap_or(0..file.text.len());
        for (range, certainty) in self.found(&file.text[part.clone()]) {
            let range = part.start + range.start..part.start + range.end;
            if !is_private(&range) {
                faults.push(fault(what, certainty).at(Span::new(&file.path, range)));
            }
        }
    }

    fn found(&self, text: &str) -> Vec<(Range<usize>, Certainty)> {
        let words = words(text);
        let mut found = Vec::new();
        for name in self.names {
            for (range, certainty) in name.find(text, &words) {
                if !found.iter().any(|(known, _)| *known == range) {
                    found.push((range, certainty));
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }
}

fn fault(what: &str, certainty: Certainty) -> Fault {
    let fault = match certainty {
        Certainty::Sure => Fault::error(Code::WithheldName, what),
        Certainty::Perhaps => Fault::warning(
            Code::WithheldName,
            what.replace("a name", "a part of a name"),
        ),
    };
    fault.help(
        "take the name out here; if it is another person's, or may be published, take the real \
         name out of the byline, where nobody needs it",
    )
}

/// Looks around the links of other pages that lead to pages which withhold a name.
fn in_links(
    site: &Site,
    resolved: &Resolved,
    tree: &SourceTree,
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
            let Some(file) = tree.texts.get(&page.parsed.source) else {
                continue;
            };
            let line = line_around(&file.text, &reference.span.range);
            let what = "the words around this link hold a name that the page it leads to withholds";
            NameSearch { tree, names }.in_text(page, Some(line), what, faults);
        }
    }
}

/// Returns the range of the lines that a range stands on.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    first..last
}
