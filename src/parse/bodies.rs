//! The bodies of a site's pages. A page that was just parsed has its body at hand; of a page that
//! was remembered only the outline is, and its body is read from its file when a stage first asks
//! for it. Rendering and search take [`Bodies`] as an input, so that this reading is theirs.

use super::document::BodyContent;
use super::kind::Kind;
use super::markdown::{Context, Rules};
use super::page::{ParsedPage, parse_page};
use crate::base::{Fingerprint, SourcePath};
use crate::source::TextFile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the bodies of a site's pages are read from where they are not at hand.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    files: BTreeMap<SourcePath, RememberedFile>,
    rules: Arc<Rules>,
}

/// The file of a remembered page, and the kind that its place gives it.
#[derive(Clone, Debug)]
struct RememberedFile {
    file: TextFile,
    by_place: Kind,
}

impl Bodies {
    /// Creates an empty collection of bodies that are read by `rules`.
    #[must_use]
    pub fn new(rules: Arc<Rules>) -> Self {
        Self {
            files: BTreeMap::new(),
            rules,
        }
    }

    /// Adds the file of a remembered page.
    pub fn add(&mut self, file: &TextFile, by_place: Kind) {
        let file = RememberedFile {
            file: file.clone(),
            by_place,
        };
        self.files.insert(file.file.path.clone(), file);
    }

    /// Adds the files of `newer`, in place of those of the same paths.
    pub fn extend(&mut self, newer: Self) {
        self.files.extend(newer.files);
        self.rules = newer.rules;
    }

    /// Returns the content of a page's body, and reads it first where it is not at hand.
    #[must_use]
    pub fn content<'p>(&self, page: &'p ParsedPage) -> &'p BodyContent {
        page.body.content_or_read(|| self.read(&page.source))
    }

    fn read(&self, source: &SourcePath) -> Arc<BodyContent> {
        let Some(RememberedFile { file, by_place }) = self.files.get(source) else {
            // A page that stands for a folder has no file, and says nothing.
            return Arc::default();
        };
        let context = Context {
            file: &file.path,
            rules: &self.rules,
            places: &[],
            title: None,
            addresses: self.rules.addresses,
        };
        let (page, _) = parse_page(file, by_place, Fingerprint::default(), &context);
        page.and_then(|page| page.body.into_content())
            .unwrap_or_default()
    }
}
