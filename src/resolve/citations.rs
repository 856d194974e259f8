//! Resolves what a page cites. Takes the citations of its texts, as written; gives for each the
//! publications that are meant, in the order of the page, and a finding for each key that no
//! publication has.

use super::lookup::ReferenceLookup;
use super::target::Target;
use crate::base::{Faults, Span};
use crate::bibliography::cite::{self, CiteSyntax};
use crate::bibliography::format::{Authors, ClusterForm, Locator};
use crate::model::{Publications, unknown_publication};
use crate::parse::document::{Reference, Role};

/// A citation: the contents of one pair of brackets, or a key in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCitation {
    /// The cited publications.
    pub cites: Vec<CitedPublication>,
    /// The place of the authors.
    pub form: ClusterForm,
}

/// A publication in a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedPublication {
    /// The publication's number.
    pub publication: usize,
    /// The words before the citation.
    pub prefix: String,
    /// The part of the publication that is meant.
    pub locator: Option<Locator>,
    /// The words after the citation.
    pub suffix: String,
    /// Whether the authors are named.
    pub authors: Authors,
}

/// Resolves a citation; `citations` are those of the page so far. A text outside pages has none,
/// and what looks like a citation stays text there.
pub(super) fn target(
    place: &ReferenceLookup<'_>,
    reference: &Reference,
    citations: Option<&mut Vec<PageCitation>>,
    faults: &mut Faults,
) -> Target {
    let Some(citations) = citations else {
        return Target::Nothing;
    };
    let publications = &place.site.publications;
    let citation = match reference.role {
        Role::Mention => mention(&reference.target, publications),
        _ => group(reference, publications, faults),
    };
    match citation {
        Some(citation) => {
            citations.push(citation);
            Target::Citation(citations.len() - 1)
        }
        None => Target::Nothing,
    }
}

/// Reads a key in running text. What is not a key is somebody's name on another site.
fn mention(written: &str, publications: &Publications) -> Option<PageCitation> {
    let key = written.strip_prefix('@')?;
    let inner = key.strip_prefix('{').and_then(|key| key.strip_suffix('}'));
    let publication = publications.find(inner.map_or(key, str::trim))?;
    let cited = CitedPublication {
        publication,
        prefix: String::new(),
        locator: None,
        suffix: String::new(),
        authors: Authors::Show,
    };
    Some(PageCitation {
        cites: vec![cited],
        form: ClusterForm::Sentence,
    })
}

fn group(
    reference: &Reference,
    publications: &Publications,
    faults: &mut Faults,
) -> Option<PageCitation> {
    let mut cites = Vec::new();
    for written in cite::group(&reference.target)? {
        let Some(publication) = publications.find(&written.key) else {
            if is_handle(&written, publications) {
                continue;
            }
            let fault = unknown_publication(&written.key, publications);
            faults.push(fault.at(key_span(reference, &written)));
            continue;
        };
        let CiteSyntax {
            prefix,
            locator,
            suffix,
            authors,
            ..
        } = written;
        cites.push(CitedPublication {
            publication,
            prefix,
            locator,
            suffix,
            authors,
        });
    }
    (!cites.is_empty()).then_some(PageCitation {
        cites,
        form: ClusterForm::Brackets,
    })
}

/// Reports whether what stands in brackets is a name on another site, `[@ourscheme]`, and no key
/// with a slip: the text has no year and names no part of a work, and no key is like it. Where a
/// site has publications, its keys have figures in them and this has none.
fn is_handle(written: &CiteSyntax, publications: &Publications) -> bool {
    let name = written.key.as_str();
    // `@name@server`, as federated sites write it.
    if written.suffix.starts_with('@') {
        return true;
    }
    if written.locator.is_some() || publications.nearest(name).is_some() {
        return false;
    }
    if publications.items.is_empty() {
        return !has_year(name);
    }
    let has_figure = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    let items = &publications.items;
    let figured = items.iter().filter(|item| has_figure(&item.key)).count();
    !has_figure(name) && 2 * figured > items.len()
}

/// Reports whether a name has four figures in a row.
fn has_year(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit))
}

/// Returns the place of a key where the brackets stand in the file as they were read, else that of
/// the brackets.
fn key_span(reference: &Reference, written: &CiteSyntax) -> Span {
    let whole = &reference.span;
    if whole.range.len() != reference.target.len() + 2 {
        return whole.clone();
    }
    let start = whole.range.start + 1;
    Span {
        range: start + written.range.start..start + written.range.end,
        ..whole.clone()
    }
}
