//! Topics: what pages say they are about, each with a list of its own.

use super::{Page, PageId};
use crate::base::{Code, Diagnostic, UrlPath, slug};
use std::collections::BTreeMap;

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As the first page (in the order of addresses) writes it.
    pub name: String,
    /// The address of its list.
    pub url: UrlPath,
    /// Its pages, the newest first.
    pub pages: Vec<PageId>,
}

/// Gathers the topics of all pages. Spellings that lead to one address are one topic.
pub(super) fn gather(pages: &mut [Page], root: &UrlPath) -> (Vec<Term>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    for (id, page) in pages.iter().enumerate() {
        for topic in &page.common().topics {
            let name = slug(&topic.value);
            if name.is_empty() {
                let message = format!("the topic `{}` has no letters or digits to make an address from", topic.value);
                faults.push(Diagnostic::error(Code::NoAddress, message).at(topic.span.clone()).help("name the topic in words"));
                continue;
            }
            let term =
                terms.entry(name.clone()).or_insert_with(|| Term { name: topic.value.clone(), url: root.child(&name), pages: Vec::new() });
            if term.pages.last() != Some(&id) {
                term.pages.push(id);
            }
        }
    }
    let terms: Vec<Term> = terms.into_values().collect();
    for (number, term) in terms.iter().enumerate() {
        for id in &term.pages {
            pages[*id].topics.push(number);
        }
    }
    (terms, faults)
}
