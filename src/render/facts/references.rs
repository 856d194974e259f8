//! The citations of a page as templates see them: entries of a list of references, and notes.

use super::record::{RecordBuilder, record};
use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::bibliography::format::FormattedCitation;
use crate::model::{PageId, Site};
use crate::render::answers::Answers;
use crate::resolve::{PageReference, PageReferences};
use minijinja::Value;

/// Entries of a list of references.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ReferenceList<'a> {
    site: &'a Site,
    references: &'a [PageReference],
    hanging_indent: bool,
}

impl<'a> ReferenceList<'a> {
    fn of(answers: &'a Answers, references: &'a [PageReference]) -> Self {
        Self {
            site: answers.site(),
            references,
            hanging_indent: answers.resolved().references.hanging_indent,
        }
    }

    /// Returns the references of a block of publications on a page of the content.
    pub(in crate::render) fn of_block(
        answers: &'a Answers,
        page: Option<PageId>,
        number: usize,
    ) -> Self {
        let blocks = &answers.resolved().references.blocks;
        let references = page.and_then(|page| blocks.get(&(page, number)));
        Self::of(answers, references.map_or(&[], Vec::as_slice))
    }

    /// Returns the title and the address of the page of a publication.
    fn page(self, reference: &PageReference) -> Option<(&'a str, &'a UrlPath)> {
        let id = self.site.publications.pages[reference.publication]?;
        let page = &self.site.pages[id];
        Some((page.title(), &page.url))
    }

    /// Reports whether all lines of a reference but the first are indented.
    pub(in crate::render) fn hanging_indent(self) -> bool {
        self.hanging_indent
    }

    pub(in crate::render) fn value(self) -> Value {
        let references = self.references.iter();
        references.map(|reference| self.entry(reference)).collect()
    }

    fn entry(self, reference: &PageReference) -> Value {
        let label = reference.label.as_ref();
        let label = label.map(|label| Value::from_safe_string(label.html.clone()));
        let page = self.page(reference);
        RecordBuilder::default()
            .with("id", &reference.anchor)
            .with("html", Value::from_safe_string(reference.body.html.clone()))
            .with(
                "cited_at",
                reference
                    .cited_at
                    .iter()
                    .copied()
                    .map(back_link)
                    .collect::<Value>(),
            )
            .with("label", label)
            .with("url", page.map(|(_, url)| url))
            .with("title", page.map(|(title, _)| title))
            .done()
    }
}

/// Returns the way back from a reference to a citation of it.
fn back_link(citation: usize) -> Value {
    record([
        ("id", Value::from(format!("cite-{}", citation + 1))),
        ("number", Value::from(citation + 1)),
    ])
}

impl Source for ReferenceList<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let digest = self.hanging_indent.add_to(digest);
        digest.all(self.references, |digest, reference| {
            let PageReference {
                publication: _,
                anchor,
                label,
                body,
                cited_at,
            } = reference;
            let digest = label.add_to(anchor.add_to(digest));
            let digest = cited_at.add_to(body.add_to(digest));
            digest.all(self.page(reference), |digest, (title, url)| {
                digest.text(title).text(url.as_str())
            })
        })
    }
}

/// The citations of a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PageCitations<'a> {
    citations: &'a [FormattedCitation],
    in_notes: bool,
    pub(in crate::render) list: ReferenceList<'a>,
}

impl<'a> PageCitations<'a> {
    /// Returns the citations of the page `id`, or `None` for one that cites nothing.
    pub(in crate::render) fn of(answers: &'a Answers, id: PageId) -> Option<Self> {
        let PageReferences {
            citations,
            in_notes,
            list,
        } = answers.resolved().references.pages.get(&id)?;
        Some(Self {
            citations,
            in_notes: *in_notes,
            list: ReferenceList::of(answers, list),
        })
    }

    /// Returns a citation by its number on the page.
    pub(in crate::render) fn get(self, number: usize) -> Option<&'a FormattedCitation> {
        self.citations.get(number)
    }

    /// Reports whether the citations are notes.
    pub(in crate::render) fn in_notes(self) -> bool {
        self.in_notes
    }

    /// Returns the notes, or an empty list where the citations are not notes.
    pub(in crate::render) fn notes(self) -> Value {
        let citations = self.citations.iter().enumerate();
        citations.filter(|_| self.in_notes).map(note).collect()
    }
}

fn note((at, note): (usize, &FormattedCitation)) -> Value {
    record([
        ("id", Value::from(format!("cite-note-{}", at + 1))),
        ("number", Value::from(at + 1)),
        ("back", Value::from(format!("cite-{}", at + 1))),
        ("html", Value::from_safe_string(note.body.html.clone())),
    ])
}

impl Source for PageCitations<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            citations,
            in_notes,
            list,
        } = self;
        list.add_to(in_notes.add_to(digest.shown(citations)))
    }
}
