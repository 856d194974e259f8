//! The memory of a build for the next one: parsed files, and pages with what they depended on. A
//! build fills the memo, and the next build reads it, in the same process or through bytes that
//! `cli` keeps on disk.
//!
//! A memo changes speed, never bytes: whatever it holds is used only where its key is the same, and
//! a key covers everything that the result depends on. It may be empty, old, of another branch of
//! the content, or of another site.

mod buckets;
mod chunk;
mod query;
mod searched;
mod stored;

use buckets::ChangedBuckets;
pub use query::{PagesQuery, Query, RecordedAnswer, Searched};
pub(crate) use searched::{IndexMemo, SearchEntry, SearchMemo};
pub use stored::{HEAD, MemoScope, is_of};

use crate::base::{Faults, Fingerprint, OutputPath, SourcePath};
use crate::bibliography::format::Cache;
use crate::parse::page::ParsedPage;
use crate::source::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that is remembered between builds.
#[derive(Debug, Default)]
pub struct Memo {
    /// Content files as they were parsed.
    pub(crate) parsed: BTreeMap<SourcePath, ParseEntry>,
    /// Files that templates made.
    pub(crate) rendered: BTreeMap<OutputPath, RenderEntry>,
    /// References in the style of the site.
    pub(crate) references: Cache,
    /// Pages as search reads them, and the files of the search index.
    pub(crate) searched: SearchMemo,
    /// Fingerprints of the secrets for which every remembered file was searched.
    pub(crate) secrets: BTreeSet<Fingerprint>,
    /// The entries that were added, changed or dropped since the memo was loaded.
    changed_parsed: ChangedBuckets,
    changed_rendered: ChangedBuckets,
    changed_costly: bool,
    /// The numbers of shards of parsed and of rendered files that the memo was loaded from.
    loaded_shards: Option<[usize; 2]>,
}

/// A parsed content file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ParseEntry {
    /// The fingerprint of the file's bytes, its kind by place, the theme's components and words,
    /// and what the site declares.
    pub(crate) key: Fingerprint,
    /// The page, if there is one.
    pub(crate) page: Option<Arc<ParsedPage>>,
    /// The faults that were found in the file, which every build shows again.
    pub(crate) faults: Faults,
}

/// A file that a template made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderEntry {
    /// The fingerprint of what the file's template was given.
    pub key: Fingerprint,
    /// The questions that the template asked, with their answers.
    pub reads: Vec<RecordedAnswer>,
    /// The hash and size of the file.
    pub stamp: Stamp,
    /// The fingerprint of what all pages share, which is also part of the key: theme, settings,
    /// people, menu.
    pub common: Fingerprint,
    /// The cause for which the file was made last.
    pub why: RenderCause,
}

/// The cause for which a file is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RenderCause {
    /// Nothing is remembered of the file.
    First,
    /// Something changed that is the same on every page.
    Common,
    /// Something changed that the file is made from: its text, its front matter, what it points at,
    /// or what it lists.
    Own,
    /// A question that the template asks has another answer.
    Answer(Query),
    /// The file was made before, and is no longer there.
    Gone,
}

impl Memo {
    /// Returns what a file was parsed to under this key.
    pub(crate) fn parsed(&self, path: &SourcePath, key: Fingerprint) -> Option<&ParseEntry> {
        self.parsed.get(path).filter(|entry| entry.key == key)
    }

    /// Returns what is remembered of a file when its template was given the same. The answers to
    /// the template's questions are still to be compared.
    #[must_use]
    pub fn rendered(&self, path: &OutputPath, key: Fingerprint) -> Option<&RenderEntry> {
        self.rendered.get(path).filter(|entry| entry.key == key)
    }

    /// Remembers the content files of a build, and forgets those that are not there any more.
    pub(crate) fn remember_parsed(&mut self, entries: BTreeMap<SourcePath, ParseEntry>) {
        self.changed_parsed.compare(
            &self.parsed,
            &entries,
            SourcePath::as_str,
            |known, entry| known.key == entry.key,
        );
        self.parsed = entries;
    }

    /// Returns what is remembered of a file, whatever its template would be given now.
    #[must_use]
    pub fn last_rendered(&self, path: &OutputPath) -> Option<&RenderEntry> {
        self.rendered.get(path)
    }

    /// Remembers content files beside those that are known.
    pub(crate) fn add_parsed(&mut self, entries: BTreeMap<SourcePath, ParseEntry>) {
        for path in entries.keys() {
            self.changed_parsed.mark(path.as_str());
        }
        self.parsed.extend(entries);
    }

    /// Remembers the files that templates made, and forgets those that are not there any more.
    pub fn remember_rendered(&mut self, entries: BTreeMap<OutputPath, RenderEntry>) {
        self.changed_rendered
            .compare(&self.rendered, &entries, OutputPath::as_str, PartialEq::eq);
        self.rendered = entries;
    }

    /// Remembers the references that a build wrote, and forgets all others.
    pub(crate) fn remember_references(&mut self, answers: Cache) {
        self.changed_costly |= answers != self.references;
        self.references = answers;
    }

    /// Remembers what search read and made.
    pub(crate) fn remember_searched(&mut self, searched: SearchMemo) {
        self.changed_costly |= !searched.is_same(&self.searched);
        self.searched = searched;
    }

    /// Remembers that every file was searched for the secrets with these fingerprints.
    pub(crate) fn remember_secrets(&mut self, secrets: BTreeSet<Fingerprint>) {
        self.changed_costly |= secrets != self.secrets;
        self.secrets = secrets;
    }

    /// Forgets all secrets but those with these fingerprints.
    pub(crate) fn forget_secrets(&mut self, but: &BTreeSet<Fingerprint>) {
        let before = self.secrets.len();
        self.secrets.retain(|secret| but.contains(secret));
        self.changed_costly |= self.secrets.len() != before;
    }

    /// Remembers files that templates made, beside those that are known.
    pub fn add_rendered(&mut self, entries: BTreeMap<OutputPath, RenderEntry>) {
        for path in entries.keys() {
            self.changed_rendered.mark(path.as_str());
        }
        self.rendered.extend(entries);
    }

    /// Forgets the questions that templates asked, for the test that shows that asking matters.
    pub fn forget_questions(&mut self) {
        for entry in self.rendered.values_mut() {
            entry.reads.clear();
        }
    }

    /// Reports whether the memo differs from what was loaded.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.changed_parsed.is_any() || self.changed_rendered.is_any() || self.changed_costly
    }

    /// Returns the numbers of parsed and of rendered files that are remembered.
    #[must_use]
    pub fn len(&self) -> (usize, usize) {
        (self.parsed.len(), self.rendered.len())
    }

    /// Reports whether no file is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parsed.is_empty() && self.rendered.is_empty()
    }
}
