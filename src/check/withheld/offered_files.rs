//! The search for names in files that are published as they stand, as far as they are texts. Takes
//! the files that a page shows or offers, and those that need no page; adds to the faults.

use super::name::SoughtName;
use super::page_search::{NameSearch, fault, holds};
use super::places;
use super::spotting::Certainty;
use super::words::words;
use crate::base::{Faults, SourcePath, Span};
use crate::model::Site;
use crate::parse::place::STATIC;
use crate::resolve::Target;
use crate::source::SourceTree;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl NameSearch<'_> {
    /// Looks into the files that a page shows or offers. Returns those that hold a name.
    pub(super) fn in_files(&self, targets: &[Target], faults: &mut Faults) -> BTreeSet<SourcePath> {
        let files = targets.iter().filter_map(|target| match target {
            Target::Data(file) => Some((file, "table")),
            Target::File { source, .. } => Some((source, "file")),
            _ => None,
        });
        let mut told = BTreeSet::new();
        for (file, kind) in files.collect::<BTreeMap<_, _>>() {
            let what = format!("this {kind} holds a name that the byline of its page withholds");
            if self.in_file(file, &what, faults) {
                told.insert(file.clone());
            }
        }
        told
    }

    /// Looks into a file that is published as it stands. Reports whether it holds a name.
    fn in_file(&self, file: &SourcePath, what: &str, faults: &mut Faults) -> bool {
        let Some(text) = text_of(file, self.tree) else {
            return false;
        };
        let mut found = self.found(&text);
        let has_lines = self.tree.readable(file).is_some_and(|read| read == text);
        found.truncate(if has_lines { usize::MAX } else { 1 });
        for (range, certainty) in &found {
            let span = if has_lines {
                Span::new(file, range.clone())
            } else {
                Span::start_of(file)
            };
            faults.push(fault(what, *certainty).at(span));
        }
        !found.is_empty()
    }

    /// Looks into the files that are published without a page that leads to them, but for those
    /// that are told. A name that a page says is known to all.
    pub(super) fn in_static_files(
        &self,
        site: &Site,
        told: &BTreeSet<SourcePath>,
        faults: &mut Faults,
    ) {
        let what = "this file holds a name that a byline withholds";
        for asset in self.tree.assets_below(STATIC) {
            let file = &asset.path;
            let Some(text) = text_of(file, self.tree).filter(|_| !told.contains(file)) else {
                continue;
            };
            let words = words(&text);
            let mut names = self.names.iter();
            let is_secret = names.any(|name| {
                let mut places = name.find(&text, &words).into_iter();
                places.any(|(_, certainty)| certainty == Certainty::Sure)
                    && !self.is_said(name, site)
            });
            if is_secret {
                self.in_file(file, what, faults);
            }
        }
    }

    /// Reports whether a page says a name.
    fn is_said(&self, name: &SoughtName, site: &Site) -> bool {
        site.pages.iter().any(|page| {
            let Some(file) = self.tree.texts.get(&page.parsed.source) else {
                return false;
            };
            let private = places::private(&file.text);
            let mut found = name.find(&file.text, &words(&file.text)).into_iter();
            found.any(|(range, certainty)| {
                let is_private = private.iter().any(|place| holds(place, &range));
                certainty == Certainty::Sure && !is_private
            })
        })
    }
}

/// Returns the text of a file that is published as it stands. Long lines of calendars and address
/// books are put together again.
fn text_of(file: &SourcePath, tree: &SourceTree) -> Option<Arc<str>> {
    let read = tree
        .words
        .get(file)
        .cloned()
        .or_else(|| tree.readable(file));
    let text = read.or_else(|| {
        let bytes = tree.assets.get(file)?.bytes.as_deref()?;
        Some(std::str::from_utf8(bytes).ok()?.into())
    })?;
    let is_folded = matches!(file.extension().as_str(), "ics" | "vcf");
    if is_folded && (text.contains("\n ") || text.contains("\n\t")) {
        let text = text.replace("\r\n", "\n");
        return Some(text.replace("\n ", "").replace("\n\t", "").into());
    }
    Some(text)
}
