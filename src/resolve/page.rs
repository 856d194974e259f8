//! The references of one page: those of its front matter, of its texts and of its blocks.

use super::files::beside;
use super::lookup::ReferenceLookup;
use super::tables::{self, Table};
use super::target::Target;
use super::targets::{PageTargets, TextTargets};
use super::{blocks, citations};
use crate::base::{Faults, SourcePath};
use crate::model::{Page, PageId};
use crate::parse::document::{ComponentValue, Document, Outline, Reference, Role};
use crate::parse::front::{KindFields, Spanned};
use crate::parse::page::FrontTexts;
use citations::PageCitation;
use std::collections::{BTreeMap, BTreeSet};

/// Resolves the references of the page `id`.
pub(super) fn resolve_page(lookup: &ReferenceLookup<'_>, id: PageId) -> (PageTargets, Faults) {
    let page = &lookup.site.pages[id];
    let mut resolver = PageResolver {
        lookup,
        source: &page.parsed.source,
        anchors: &page.parsed.body.outline.anchors,
        citations: Vec::new(),
        faults: Faults::new(),
    };
    let mut targets = resolver.front_matter(page);
    resolver.texts(page, &mut targets);
    let outline = &page.parsed.body.outline;
    targets.tables = resolver.tables(outline, &targets.body);
    targets.blocks = blocks::publications(lookup, outline, &mut resolver.faults);
    targets.citations = resolver.citations;
    (targets, resolver.faults)
}

/// A resolver of the references of one page, one after another.
struct PageResolver<'p> {
    lookup: &'p ReferenceLookup<'p>,
    source: &'p SourcePath,
    /// The places of the page.
    anchors: &'p BTreeSet<String>,
    /// The citations so far.
    citations: Vec<PageCitation>,
    faults: Faults,
}

impl PageResolver<'_> {
    /// Resolves the references in the settings of the page.
    fn front_matter(&mut self, page: &Page) -> PageTargets {
        let common = page.common();
        let mut targets = PageTargets {
            image: self.optional_file(common.image.as_ref(), Role::Picture),
            related: Vec::with_capacity(common.related.len()),
            ..PageTargets::default()
        };
        for path in &common.related {
            targets.related.push(self.file(path, Role::Link));
        }
        match &page.parsed.front.fields {
            KindFields::Newsletter { pdf, .. } => {
                targets.pdf = self.optional_file(pdf.as_ref(), Role::File);
            }
            KindFields::Publication { pdf, .. } => {
                let target = self.optional_file(pdf.as_ref(), Role::File);
                targets.pdf = target.map(|target| beside(target, &page.url));
            }
            KindFields::Report { downloads, .. } => {
                for download in downloads {
                    targets
                        .downloads
                        .push(self.file(&download.file, Role::File));
                }
            }
            _ => {}
        }
        targets
    }

    /// Resolves the texts in the order in which pages show them, in which styles that cite by
    /// numbers count.
    fn texts(&mut self, page: &Page, targets: &mut PageTargets) {
        let FrontTexts {
            findings,
            method,
            accessible,
            summary,
            note,
            message,
        } = &page.parsed.texts;
        let message = self.optional_text(message.as_ref());
        let note = self.optional_text(note.as_ref());
        let summary = self.optional_text(summary.as_ref());
        let mut finding_targets = Vec::with_capacity(findings.len());
        for finding in findings {
            finding_targets.push(self.text(&finding.outline));
        }
        targets.body = self.text(&page.parsed.body.outline);
        targets.texts = TextTargets {
            method: self.optional_text(method.as_ref()),
            accessible: self.optional_text(accessible.as_ref()),
            findings: finding_targets,
            summary,
            note,
            message,
        };
    }

    fn file(&mut self, value: &Spanned<String>, role: Role) -> Target {
        let reference = Reference {
            target: value.value.clone(),
            role,
            span: value.span.clone(),
        };
        self.lookup
            .target(&reference, self.source, &BTreeSet::new(), &mut self.faults)
    }

    fn optional_file(&mut self, value: Option<&Spanned<String>>, role: Role) -> Option<Target> {
        value.map(|value| self.file(value, role))
    }

    fn text(&mut self, outline: &Outline) -> Vec<Target> {
        let mut targets = Vec::with_capacity(outline.references.len());
        for reference in &outline.references {
            targets.push(match reference.role {
                Role::Citation | Role::Mention => citations::target(
                    self.lookup,
                    reference,
                    Some(&mut self.citations),
                    &mut self.faults,
                ),
                _ => self
                    .lookup
                    .target(reference, self.source, self.anchors, &mut self.faults),
            });
        }
        targets
    }

    fn optional_text(&mut self, text: Option<&Document>) -> Vec<Target> {
        text.map(|text| self.text(&text.outline))
            .unwrap_or_default()
    }

    /// Reads the files that components show as tables.
    fn tables(&mut self, outline: &Outline, targets: &[Target]) -> BTreeMap<usize, Table> {
        let mut read = BTreeMap::new();
        for (number, component) in outline.components.iter().enumerate() {
            let shown = component.fields.iter().find_map(|(_, value)| match value {
                ComponentValue::Data(number) => targets.get(*number),
                _ => None,
            });
            if let Some(Target::Data(source)) = shown
                && let Some(file) = self.lookup.tree.data.get(source)
                && let Some(table) = tables::read(component, source, file, &mut self.faults)
            {
                read.insert(number, table);
            }
        }
        read
    }
}
