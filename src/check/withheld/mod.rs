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
    for (id, names) in &hidden {
        let search = NameSearch { tree, names };
        let page = &site.pages[*id];
        search.in_page(page, faults);
        search.in_files(&resolved.pages[*id].body, faults);
        search.by_family(page, faults);
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
                return;
            }
        }
        let own = page.url.as_str().trim_end_matches('/').rsplit('/').next();
        let former = page.former.iter();
        let former = former.flat_map(|former| former.url.as_str().split('/'));
        let parts: BTreeSet<&str> = own.into_iter().chain(former).collect();
        let mut names = self.names.iter().map(SoughtName::in_address);
        if names.any(|name| parts.contains(name.as_str()) && !self.is_common_word(&name)) {
            let what = "an address of this page is a name that its byline withholds";
            let fault = fault(what, Certainty::Perhaps);
            faults.push(fault.at(Span::start_of(&page.parsed.source)));
        }
    }

    /// Reports whether a text of the site has a word in small letters, and it is no address.
    fn is_common_word(&self, word: &str) -> bool {
        let is_letter = |letter: char| letter.is_alphanumeric() || "-_/@.:[".contains(letter);
        self.tree.texts.values().any(|file| {
            file.text.match_indices(word).any(|(at, _)| {
                let before = &file.text[..at];
                let behind = &file.text[at + word.len()..];
                let is_setting = before
                    .strip_suffix("slug: ")
                    .is_some_and(|before| before.ends_with('\n'));
                !is_setting
                    && !before.ends_with(is_letter)
                    && !behind.starts_with(|letter: char| {
                        letter.is_alphanumeric() || "-_/@".contains(letter)
                    })
            })
        })
    }

    /// Looks for a family name by itself in the text of its page. It may be a common word, or a
    /// part of the name of the writer's team.
    fn by_family(&self, page: &Page, faults: &mut Faults) {
        let Some(file) = self.tree.texts.get(&page.parsed.source) else {
            return;
        };
        let words = words(&file.text);
        let private = places::private(&file.text);
        let known = self.found(&file.text);
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for name in self.names {
            let places = name.find_family(&words);
            let of_role = |range: &Range<usize>| {
                let line = &file.text[line_around(&file.text, range)];
                let line = line.trim_start_matches([' ', '-', '{']);
                line.starts_with("role:") || line.starts_with("team:")
            };
            let is_other = places.iter().any(of_role) || places.is_empty();
            if is_other || self.is_common_word(&name.in_address()) {
                continue;
            }
            for range in places {
                let is_in =
                    |place: &Range<usize>| place.start <= range.start && range.end <= place.end;
                let is_known = known.iter().any(|(place, _)| is_in(place));
                let is_new = !is_known && !private.iter().any(is_in);
                if is_new && told.insert(range.start) {
                    let what = "this page holds a name that its byline withholds";
                    let fault = fault(what, Certainty::Perhaps);
                    faults.push(fault.at(Span::new(&file.path, range)));
                }
            }
        }
    }

    /// Looks into the files that a page shows or offers, as far as they are read as texts.
    fn in_files(&self, targets: &[Target], faults: &mut Faults) {
        let files = targets.iter().filter_map(|target| match target {
            Target::Data(file) => Some((file, "table")),
            Target::File { source, .. } => Some((source, "file")),
            _ => None,
        });
        for (file, kind) in files.collect::<BTreeMap<_, _>>() {
            let what = format!("this {kind} holds a name that the byline of its page withholds");
            if let Some(text) = self.tree.readable(file) {
                for (range, certainty) in self.found(&text) {
                    faults.push(fault(&what, certainty).at(Span::new(file, range)));
                }
                continue;
            }
            let asset = self.tree.assets.get(file);
            let bytes = asset.and_then(|asset| asset.bytes.as_deref());
            let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
            let found = text.map(|text| self.found(text)).unwrap_or_default();
            if let Some((_, certainty)) = found.into_iter().next() {
                faults.push(fault(&what, certainty).at(Span::start_of(file)));
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
