//! The files that a report offers.

use super::page_sources::Front;
use super::record::{RecordBuilder, file, part, record};
use super::source::Source;
use crate::base::Digest;
use crate::model::PageId;
use crate::parse::front::{Download, KindFields};
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::Value;

/// The downloads of a report, with the files that they name.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Downloads<'a> {
    front: Front<'a>,
    targets: &'a [Target],
}

impl<'a> Downloads<'a> {
    /// Returns the downloads of the page `id`.
    pub(in crate::render) fn of(answers: &'a Answers, id: PageId) -> Self {
        Self {
            front: Front::of(&answers.site().pages[id]),
            targets: &answers.resolved().pages[id].downloads,
        }
    }

    /// Returns the downloads as the report declares them, or `None` for a page of another kind.
    fn declared(self) -> Option<&'a [Download]> {
        match self.front.fields() {
            KindFields::Report { downloads, .. } => Some(downloads),
            _ => None,
        }
    }

    /// Returns the downloads whose files can be offered, with the files.
    pub(in crate::render) fn iter(self) -> impl Iterator<Item = (&'a Download, &'a Target)> {
        let declared = self.declared().unwrap_or_default().iter();
        declared
            .zip(self.targets)
            .filter(|(_, target)| matches!(target, Target::File { .. }))
    }

    /// Returns the downloads as a list, or `None` for a page that is no report.
    pub(in crate::render) fn value(self) -> Option<Value> {
        self.declared()?;
        Some(
            self.iter()
                .map(|(download, target)| self.file(download, target))
                .collect(),
        )
    }

    /// Returns one download as templates see it.
    fn file(self, download: &Download, target: &Target) -> Value {
        let file = file(target);
        let parts = ["url", "name", "kind", "size", "bytes", "pages"].into_iter();
        let parts = parts.filter_map(|name| Some((name, part(&file, name)?)));
        let title = download.title.as_deref();
        let own = RecordBuilder::default()
            .with("title", title.unwrap_or(self.front.title()))
            .with("note", download.note.as_ref());
        record(parts.chain(own.attributes()))
    }
}

impl Source for Downloads<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { front, targets } = self;
        targets.add_to(front.add_to(digest))
    }
}
