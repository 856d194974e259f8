//! The search for names in one page: its text, its addresses, and the words around links. Takes a
//! page and the names; adds to the faults.

use super::common_words::CommonWords;
use super::name::SoughtName;
use super::places;
use super::spotting::{Certainty, find_all};
use super::words::words;
use crate::base::{Code, Fault, Faults, Span};
use crate::model::Page;
use crate::source::SourceTree;
use std::collections::BTreeSet;
use std::ops::Range;

/// The search for the names that one page withholds.
pub(super) struct NameSearch<'s> {
    pub(super) tree: &'s SourceTree,
    pub(super) common: &'s CommonWords<'s>,
    pub(super) names: &'s [SoughtName],
}

impl NameSearch<'_> {
    pub(super) fn in_page(&self, page: &Page, faults: &mut Faults) {
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
        if names.any(|name| parts.contains(name.as_str()) && !self.common.has(&name)) {
            let what = "an address of this page is a name that its byline withholds";
            let fault = fault(what, Certainty::Perhaps);
            faults.push(fault.at(Span::start_of(&page.parsed.source)));
        }
    }

    /// Looks for a family name by itself in the text of its page. It may be a common word, or a
    /// part of the name of the writer's team.
    pub(super) fn by_family(&self, page: &Page, faults: &mut Faults) {
        let Some(file) = self.tree.texts.get(&page.parsed.source) else {
            return;
        };
        let words = words(&file.text);
        let private = places::private(&file.text);
        let known = self.found(&file.text);
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for name in self.names {
            let places = name.find_family(&words);
            let mut roles = places.iter().filter(|range| is_of_role(&file.text, range));
            let is_other = roles.next().is_some() || places.is_empty();
            if is_other || self.common.has(&name.in_address()) {
                continue;
            }
            for range in places {
                let is_known = known.iter().any(|(place, _)| holds(place, &range));
                let is_new = !is_known && !private.iter().any(|place| holds(place, &range));
                if is_new && told.insert(range.start) {
                    let what = "this page holds a name that its byline withholds";
                    let fault = fault(what, Certainty::Perhaps);
                    faults.push(fault.at(Span::new(&file.path, range)));
                }
            }
        }
    }

    /// Looks into what is published of the file of a page, or of a part of it.
    pub(super) fn in_text(
        &self,
        page: &Page,
        part: Option<Range<usize>>,
        what: &str,
        faults: &mut Faults,
    ) {
        let Some(file) = self.tree.texts.get(&page.parsed.source) else {
            return;
        };
        let private = places::private(&file.text);
        let part = part.unwrap_or(0..file.text.len());
        for (range, certainty) in self.found(&file.text[part.clone()]) {
            let range = part.start + range.start..part.start + range.end;
            if !private.iter().any(|place| holds(place, &range)) {
                faults.push(fault(what, certainty).at(Span::new(&file.path, range)));
            }
        }
    }

    pub(super) fn found(&self, text: &str) -> Vec<(Range<usize>, Certainty)> {
        find_all(self.names, text)
    }
}

/// Reports whether a range lies within a place.
pub(super) fn holds(place: &Range<usize>, range: &Range<usize>) -> bool {
    place.start <= range.start && range.end <= place.end
}

/// Reports whether a range stands in a line that tells the role or the team of a writer.
fn is_of_role(text: &str, range: &Range<usize>) -> bool {
    let line = text[line_around(text, range)].trim_start_matches([' ', '-', '{']);
    line.starts_with("role:") || line.starts_with("team:")
}

/// Makes the fault of a place that tells a name, or a part of one.
pub(super) fn fault(what: &str, certainty: Certainty) -> Fault {
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

/// Returns the range of the lines that a range stands on.
pub(super) fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    first..last
}
