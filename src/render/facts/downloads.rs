//! The files that a report offers.

use super::page_sources::Front;
use super::record::{RecordBuilder, file, part, record};
use super::source::Source;
use crate::base::Digest;
use crate::kinds::report::Download;
use crate::model::PageId;
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
            targets: &answers.resolved().pages[id].fields,
        }
    }

    /// Returns the downloads whose files can be offered, with the files.
    pub(in crate::render) fn list(self) -> Vec<(Download<'a>, &'a Target)> {
        let mut offered = Vec::new();
        for download in self.front.downloads().unwrap_or_default() {
            if let Some(target @ Target::File { .. }) = self.targets.get(download.file) {
                offered.push((download, target));
            }
        }
        offered
    }

    /// Returns the downloads as a list, or `None` for a page that is no report.
    pub(in crate::render) fn value(self) -> Option<Value> {
        self.front.downloads()?;
        let offered = self.list().into_iter();
        Some(
            offered
                .map(|(download, target)| self.file(download, target))
                .collect(),
        )
    }

    /// Returns one download as templates see it.
    fn file(self, download: Download<'_>, target: &Target) -> Value {
        let file = file(target);
        let parts = ["url", "name", "kind", "size", "bytes", "pages"].into_iter();
        let parts = parts.filter_map(|name| Some((name, part(&file, name)?)));
        let title = download.title;
        let own = RecordBuilder::default()
            .with("title", title.unwrap_or(self.front.title()))
            .with("note", download.note);
        record(parts.chain(own.attributes()))
    }
}

impl Source for Downloads<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { front, targets } = self;
        targets.add_to(front.add_to(digest))
    }
}
