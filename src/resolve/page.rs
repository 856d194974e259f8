//! The references of one page: those of its front matter, of its texts and of its blocks.

use super::files::{self, beside};
use super::lookup::ReferenceLookup;
use super::target::Target;
use super::targets::PageTargets;
use super::{blocks, citations};
use crate::base::{Code, Fault, Faults, Severity, SourcePath};
use crate::kinds::publication;
use crate::model::{Page, PageId};
use crate::numbers::benchmark::{BENCHMARK, Benchmark, read_benchmark};
use crate::numbers::charts::{ChartFile, chart_of, shows_only};
use crate::numbers::tables::PageTables;
use crate::parse::document::{Component, Outline, Reference, Role};
use crate::parse::front::{Common, PageField, PageFields, Spanned};
use crate::source::DataFile;
use citations::PageCitation;
use std::collections::BTreeSet;

/// The most errors and the most warnings about the links of one page that are kept.
const MOST_FAULTS: usize = 200;

/// Resolves the references of the page `id`.
pub(super) fn resolve_page(lookup: &ReferenceLookup<'_>, id: PageId) -> (PageTargets, Faults) {
    let page = &lookup.site.pages[id];
    let mut resolver = PageResolver {
        lookup,
        source: &page.parsed.source,
        anchors: &page.parsed.body.outline.anchors,
        citations: Vec::new(),
        faults: Faults::new(),
        kept: [0; 2],
        is_cut_off: false,
    };
    let mut targets = resolver.front_matter(page);
    resolver.texts(page, &mut targets);
    let outline = &page.parsed.body.outline;
    resolver.figures(outline, &mut targets);
    targets.blocks = blocks::publications(lookup, outline, &mut resolver.faults);
    targets.citations = resolver.citations;
    if let Some(last) = resolver.faults.last_mut().filter(|_| resolver.is_cut_off) {
        last.help
            .push("more findings about the links of this page are left out here".to_owned());
    }
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
    /// The number of errors and of warnings among the faults of references in texts.
    kept: [usize; 2],
    /// Whether there are, or may be, more faults than these.
    is_cut_off: bool,
}

/// Reports what is named under `related:` and is no page of the site.
fn unrelated(path: &Spanned<String>) -> Fault {
    let message = format!(
        "`{}` is no page of this site, so readers do not see it",
        path.value
    );
    let help = "`related:` takes files of pages, such as `related: [about.md]`; another website or \
                file belongs into the text";
    Fault::warning(Code::TextLeftOut, message)
        .at(path.span.clone())
        .help(help)
}

impl PageResolver<'_> {
    /// Resolves the references in the settings of the page.
    fn front_matter(&mut self, page: &Page) -> PageTargets {
        let common = page.common();
        let mut targets = PageTargets {
            image: self.cover(common),
            related: Vec::with_capacity(common.related.len()),
            ..PageTargets::default()
        };
        for path in &common.related {
            let target = self.file(path, Role::Link);
            if !matches!(target, Target::Page { .. } | Target::Nothing) {
                self.faults.push(unrelated(path));
            }
            targets.related.push(target);
        }
        let fields = &page.parsed.fields;
        for reference in &fields.references {
            let target =
                self.lookup
                    .target(reference, self.source, &BTreeSet::new(), &mut self.faults);
            targets.fields.push(target);
        }
        if let Some(pdf) = publication::pdf(&page.parsed) {
            // Search engines for scholars look for the text of a publication beside its page.
            let target = std::mem::replace(&mut targets.fields[pdf], Target::Nothing);
            targets.fields[pdf] = beside(target, &page.url);
        }
        targets
    }

    /// Resolves the texts in the order in which pages show them, in which styles that cite by
    /// numbers count: first the fields above the body, then the body, then the fields below it.
    fn texts(&mut self, page: &Page, targets: &mut PageTargets) {
        let fields = &page.parsed.fields;
        let declaration = self.lookup.site.kinds.get(page.kind());
        let is_below = |field: &PageField| {
            declaration.is_some_and(|declaration| declaration.is_below(&field.name))
        };
        targets.texts = vec![Vec::new(); fields.documents().len()];
        self.field_texts(fields, &|field| !is_below(field), &mut targets.texts);
        targets.body = self.text(&page.parsed.body.outline);
        self.field_texts(fields, &is_below, &mut targets.texts);
    }

    /// Resolves the texts of those fields that are `shown`. `targets` has a place for each text of
    /// all fields.
    fn field_texts(
        &mut self,
        fields: &PageFields,
        shown: &dyn Fn(&PageField) -> bool,
        targets: &mut [Vec<Target>],
    ) {
        let mut number = 0;
        for field in &fields.list {
            let mut documents = Vec::new();
            field.value.collect_markdown(&mut documents);
            for document in documents {
                if shown(field) {
                    targets[number] = self.text(&document.outline);
                }
                number += 1;
            }
        }
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

    /// Resolves the picture of the page.
    fn cover(&mut self, common: &Common) -> Option<Target> {
        let target = self.file(common.image.as_ref()?, Role::Picture);
        let focus = common.image_focus.unwrap_or_default();
        Some(files::cover(self.lookup.tree, target, focus))
    }

    fn text(&mut self, outline: &Outline) -> Vec<Target> {
        let mut targets = Vec::with_capacity(outline.references.len());
        for reference in &outline.references {
            // A page with so many errors is not published, whatever its other links lead to.
            if self.kept[0] >= MOST_FAULTS {
                targets.push(Target::Nothing);
                self.is_cut_off = true;
                continue;
            }
            let mut found = Faults::new();
            targets.push(match reference.role {
                Role::Citation | Role::Mention => citations::target(
                    self.lookup,
                    reference,
                    Some(&mut self.citations),
                    &mut found,
                ),
                _ => self
                    .lookup
                    .target(reference, self.source, self.anchors, &mut found),
            });
            self.report(found);
        }
        targets
    }

    /// Adds faults, unless the page has more of the same severity than anybody reads.
    fn report(&mut self, found: Faults) {
        for fault in found {
            let kept = &mut self.kept[usize::from(fault.severity == Severity::Warning)];
            if *kept < MOST_FAULTS {
                *kept += 1;
                self.faults.push(fault);
            } else {
                self.is_cut_off = true;
            }
        }
    }

    /// Reads the files of figures that components show: as tables, with the charts that are drawn
    /// of them, and as figures of services.
    fn figures(&mut self, outline: &Outline, targets: &mut PageTargets) {
        let lookup = self.lookup;
        let mut tables = PageTables::new(&lookup.counted);
        for (number, block) in outline.components.iter().enumerate() {
            let Some(Target::Data(source)) = data_of(block, &targets.body) else {
                continue;
            };
            let Some(file) = lookup.tree.data.get(source) else {
                continue;
            };
            if block.name == BENCHMARK {
                let read = self.benchmark(block, source, file);
                targets.benchmarks.extend(read.map(|read| (number, read)));
                continue;
            }
            let faults = &mut self.faults;
            let Some(mut table) = tables.read(block, source, file, faults) else {
                continue;
            };
            // Lines with exact figures about people are not quoted.
            let rows = tables.rows(source).filter(|_| table.method.is_none());
            let lines = rows.map(|rows| ChartFile { source, rows });
            let chart = chart_of(block, &table, lines, faults);
            let chart = chart.filter(|chart| shows_only(chart, &table, block, faults));
            if let Some(chart) = chart {
                chart.note(&mut table);
                targets.charts.insert(number, chart);
            }
            targets.tables.insert(number, table);
        }
    }

    /// Reads the figures of services that a block shows.
    fn benchmark(
        &mut self,
        block: &Component,
        source: &SourcePath,
        file: &DataFile,
    ) -> Option<Benchmark> {
        let rule = self.lookup.site.settings.disclosure.as_ref();
        let services = &self.lookup.tree.services;
        read_benchmark(block, source, file, services, rule, &mut self.faults)
    }
}

/// Returns the target of the file that a component shows the figures of.
fn data_of<'t>(component: &Component, targets: &'t [Target]) -> Option<&'t Target> {
    targets.get(component.data()?)
}
