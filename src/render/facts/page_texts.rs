//! The texts of a page as HTML: its body, and the markdown of its front matter. They are made
//! before the page's template runs, since they can fail; a page is known to be fresh without them.

use super::page_sources::PageFile;
use super::references::{PageCitations, ReferenceList};
use super::source::Source;
use crate::base::Digest;
use crate::bibliography::item::rich;
use crate::model::PageId;
use crate::render::answers::Answers;
use crate::resolve::PageTargets;
use minijinja::Value;

/// The texts of a page as HTML; a text that the page does not have is absent.
#[derive(Debug, Default)]
pub(in crate::render) struct PreparedTexts {
    /// The page's body, with the list of references below.
    pub(in crate::render) body: Option<Value>,
    /// The fields of the page that hold texts, by name.
    pub(in crate::render) fields: Vec<(String, Value)>,
}

impl PreparedTexts {
    /// Returns the value of a field that holds texts.
    pub(in crate::render) fn field(&self, name: &str) -> Option<Value> {
        let field = self.fields.iter().find(|(known, _)| known == name)?;
        Some(field.1.clone())
    }
}

/// Everything that the texts of a page are made from, and the texts, once they are made.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PageTexts<'a> {
    answers: &'a Answers,
    id: PageId,
    prepared: Option<&'a PreparedTexts>,
}

impl<'a> PageTexts<'a> {
    /// Returns the texts of the page `id`.
    pub(in crate::render) fn of(
        answers: &'a Answers,
        id: PageId,
        prepared: Option<&'a PreparedTexts>,
    ) -> Self {
        Self {
            answers,
            id,
            prepared,
        }
    }

    fn file(self) -> PageFile<'a> {
        PageFile::of(self.answers, &self.answers.site().pages[self.id])
    }

    fn targets(self) -> &'a PageTargets {
        &self.answers.resolved().pages[self.id]
    }

    pub(in crate::render) fn prepared(self) -> Option<&'a PreparedTexts> {
        self.prepared
    }

    /// Reports whether a block on the page shows a table; one that compares services does.
    pub(in crate::render) fn has_tables(self) -> bool {
        !self.targets().tables.is_empty() || self.has_benchmarks()
    }

    /// Reports whether a block on the page shows a chart; one that compares services does.
    pub(in crate::render) fn has_charts(self) -> bool {
        !self.targets().charts.is_empty() || self.has_benchmarks()
    }

    /// Reports whether a block on the page shows figures of services.
    pub(in crate::render) fn has_benchmarks(self) -> bool {
        !self.targets().benchmarks.is_empty()
    }

    /// Returns the summary of a publication: its own text, else the abstract that the list gives.
    pub(in crate::render) fn summary(self) -> Option<Value> {
        let own = self.prepared?.field("abstract");
        own.or_else(|| abstract_of_list(self.file()))
    }
}

/// Returns the abstract that a list of publications gives for the publication of a page.
fn abstract_of_list(file: PageFile<'_>) -> Option<Value> {
    let mut html = String::new();
    for paragraph in file.item()?.text("abstract")?.split("\n\n").map(rich::html) {
        if !paragraph.is_empty() {
            html.extend(["<p>", &paragraph, "</p>\n"]);
        }
    }
    Some(Value::from_safe_string(html))
}

impl Source for PageTexts<'_> {
    /// Adds the file, what its links lead to, its tables and figures, and the publications that it
    /// cites.
    fn add_to(&self, digest: Digest) -> Digest {
        let targets = self.targets();
        let digest = self.file().add_to(digest);
        let digest = targets.body.add_to(digest);
        let digest = digest.all(targets.texts.iter().flatten(), |digest, target| {
            target.add_to(digest)
        });
        let digest = digest.all(&targets.tables, |digest, (number, table)| {
            table.add_to(digest.number(*number))
        });
        let digest = digest.all(&targets.benchmarks, |digest, (number, benchmark)| {
            digest.number(*number).shown(benchmark)
        });
        let digest = PageCitations::of(self.answers, self.id).add_to(digest);
        let blocks = &self.answers.resolved().references.blocks;
        let blocks = blocks.range((self.id, 0)..=(self.id, usize::MAX));
        digest.all(blocks, |digest, ((page, number), _)| {
            ReferenceList::of_block(self.answers, Some(*page), *number)
                .add_to(digest.number(*number))
        })
    }
}
