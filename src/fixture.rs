//! A site in memory for tests, with the embedded theme, built without touching a disk. From: text
//! and bytes in the test. To: [`Built`], with every output file.
//!
//! ```
//! let built = masthead::fixture::Fixture::new()
//!     .write("content/site.yaml", "title: Test\n")
//!     .write("content/index.md", "---\ntitle: Home\n---\nHello *there*.\n")
//!     .build();
//! assert!(built.html("index.html").contains("Hello <em>there</em>."));
//! ```

use crate::base::{self, Code, Date, Fault, Faults, Fingerprint, OutputPath, SourcePath};
use crate::memo::Memo;
use crate::model::{Release, Withhold};
use crate::numbers::benchmark::{ROSTER, add_private_values, private_services};
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
use crate::parse::page_like::starts_with_settings;
use crate::parse::place::PRIVATE;
use crate::pipeline::{self, BuildPlan, FormerPlan, Options, Outcome, Search};
use crate::render::{PAGE, TemplateValues, View};
use crate::source::{
    Artifact, AssetFacts, AssetHandle, DataFile, Flow, PictureOrder, Sink, SocialCard, SourceTree,
    Stamp, TextFile, is_data, is_list,
};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Returns the kinds of page that the embedded theme declares.
#[must_use]
pub fn kinds() -> Kinds {
    let mut tree = SourceTree::default();
    crate::scan::add_embedded(&mut tree);
    read_kinds(&tree, "default").0
}

/// A site in memory.
pub struct Fixture {
    tree: SourceTree,
    options: Options,
}

/// The result of building a fixture.
#[derive(Debug, Default)]
pub struct Built {
    /// The findings and counts.
    pub outcome: Outcome,
    /// The number of files that were made anew rather than taken over.
    pub made: usize,
    /// The output files by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What the template of one page sees as `page`.
#[derive(Clone, Debug)]
pub struct PageValues {
    /// Fingerprint of everything that the values are made from, and of the answers that the texts
    /// of the page were given.
    pub fingerprint: Fingerprint,
    /// Every value as text, by its name.
    pub values: BTreeMap<String, String>,
}

impl Default for Fixture {
    fn default() -> Self {
        Self::new()
    }
}

impl Fixture {
    /// Creates a site with nothing but the embedded theme; the day is 1 January 2020.
    #[must_use]
    pub fn new() -> Self {
        let mut tree = SourceTree::default();
        crate::scan::add_embedded(&mut tree);
        let release = Release {
            today: Date::constant(2020, 1, 1),
            drafts: Withhold::Yes,
            future: Withhold::Yes,
        };
        Self {
            tree,
            options: Options {
                release,
                base_url: None,
                search: Search::Include,
            },
        }
    }

    /// Adds a text file, or a list of publications.
    #[must_use]
    pub fn write(mut self, path: &str, text: &str) -> Self {
        let path = SourcePath::new(path);
        if path.as_str() == ROSTER {
            self.tree.services = private_services(Some(text));
            return self;
        }
        if path.below(PRIVATE).is_some() {
            add_private_values(&mut self.tree.services, &path, text);
            return self;
        }
        if is_list(&path) {
            return self.asset(path.as_str(), text.as_bytes());
        }
        self.tree
            .texts
            .insert(path.clone(), TextFile::new(path, text.into()));
        self
    }

    /// Adds an asset.
    #[must_use]
    pub fn asset(mut self, path: &str, bytes: &[u8]) -> Self {
        let path = SourcePath::new(path);
        let picture = crate::pictures::clean::clean(&path.extension(), bytes);
        let still = picture.still.zip(picture.pixels);
        let look = still.map(|(_, size)| crate::pictures::look(bytes, size));
        let look = look.unwrap_or_default();
        let handle = AssetHandle {
            path: path.clone(),
            size: bytes.len() as u64,
            sha256: sha2::Sha256::digest(bytes).into(),
            facts: AssetFacts {
                pixels: picture.pixels.or(Some((64, 48))),
                still: picture.still,
                tint: look.tint,
                lacks_pixels: look.lacks_pixels,
                has_settings: starts_with_settings(bytes),
                ..AssetFacts::default()
            },
            is_cleaned: false,
            bytes: Some(bytes.into()),
        };
        if is_data(&path) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            self.tree.data.insert(
                path.clone(),
                DataFile {
                    text: text.into(),
                    faults: Faults::new(),
                    fingerprint: Fingerprint::of(bytes),
                },
            );
        }
        if is_list(&path) {
            self.tree
                .lists
                .insert(path.clone(), crate::scan::list_of(&path, bytes));
        }
        self.tree.assets.insert(path, handle);
        self
    }

    /// Sets the day.
    #[must_use]
    pub fn today(mut self, year: i16, month: i8, day: i8) -> Self {
        self.options.release.today = Date::constant(year, month, day);
        self
    }

    /// Lets drafts and scheduled pages through.
    #[must_use]
    pub fn with_held_back(mut self) -> Self {
        (self.options.release.drafts, self.options.release.future) = (Withhold::No, Withhold::No);
        self
    }

    /// Gives the tree as a scan would.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// Removes a file or asset.
    #[must_use]
    pub fn remove(mut self, path: &str) -> Self {
        self.tree.texts.remove(path);
        self.tree.assets.remove(path);
        self.tree.data.remove(path);
        self.tree.lists.remove(path);
        self
    }

    /// Builds the site into memory.
    #[must_use]
    pub fn build(&self) -> Built {
        let before = Built::default();
        let memory = MemorySink::over(&before);
        let (outcome, _) =
            pipeline::build(&self.tree, &self.options, &mut Memo::default(), &memory);
        memory.into_built(outcome)
    }

    /// Gives what the template of every page sees as `page`: by the page's file, or by the address
    /// where no file stands for the page or the page is a later one of a list.
    #[must_use]
    pub fn page_facts(&self) -> BTreeMap<String, PageValues> {
        let plan = pipeline::plan(&self.tree, &self.options, &Memo::default());
        let renderer = plan.renderer();
        let site = plan.site();
        let mut facts = BTreeMap::new();
        for view in plan.views() {
            let key = match (view, view.source(site)) {
                (View::Page(_), Some(source)) => source.to_string(),
                _ => view.url(site).to_string(),
            };
            let TemplateValues { values, reads } = renderer.page_facts(view).unwrap_or_default();
            let given = base::Digest::new().fingerprint(renderer.fingerprint(view, &PAGE));
            let fingerprint = given.shown(&reads).done();
            let page = PageValues {
                fingerprint,
                values,
            };
            facts.insert(key, page);
        }
        facts
    }

    /// Builds the site into memory with a memo, over the result of an earlier build.
    #[must_use]
    pub fn build_after(&self, memo: &mut Memo, before: &Built) -> Built {
        self.build_again(memo, before, &mut None, &BTreeSet::new())
    }

    /// Builds the site into memory again, continuing from a former plan after the files in
    /// `changed` were edited.
    #[must_use]
    pub fn build_again(
        &self,
        memo: &mut Memo,
        before: &Built,
        former: &mut Option<FormerPlan>,
        changed: &BTreeSet<SourcePath>,
    ) -> Built {
        let memory = MemorySink::over(before);
        let mut plan = BuildPlan::after(former.take(), changed, &self.tree, &self.options, memo);
        plan.remember(memo);
        let renderer = plan.renderer();
        let searched = plan.searched(memo, &memory);
        let pages = plan.render(&renderer, memo, &searched);
        let files = plan.emit(&renderer, memo, &searched);
        let leaks = searched.into_leaks();
        drop(renderer);
        let outcome = plan.finish(pages, files, leaks, memo);
        *former = Some(plan.into_former());
        memory.into_built(outcome)
    }
}

struct MemorySink<'b> {
    before: &'b Built,
    made: AtomicUsize,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl<'b> MemorySink<'b> {
    /// An empty sink that keeps files of `before`.
    fn over(before: &'b Built) -> Self {
        Self {
            before,
            made: AtomicUsize::new(0),
            files: Mutex::default(),
        }
    }

    fn into_built(self, outcome: Outcome) -> Built {
        Built {
            outcome,
            made: self.made.into_inner(),
            files: self.files.into_inner().unwrap_or_default(),
        }
    }

    fn keep(&self, path: &OutputPath, bytes: Vec<u8>) -> Flow {
        match self.files.lock() {
            Ok(mut files) => {
                files.insert(path.to_string(), bytes);
                Flow::Continue
            }
            Err(_) => Flow::Stop,
        }
    }
}

impl Sink for MemorySink<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.made.fetch_add(1, Ordering::Relaxed);
        self.keep(
            path,
            artifact
                .whole()
                .map(|bytes| bytes.to_vec())
                .unwrap_or_default(),
        )
    }

    fn order(&self, pictures: &PictureOrder) -> Flow {
        let recipes: Vec<_> = pictures
            .set
            .all()
            .iter()
            .map(|derived| derived.recipe)
            .collect();
        let source = pictures.source.bytes.as_deref().unwrap_or_default();
        let made = crate::pictures::make(source, &recipes).unwrap_or_default();
        for (derived, bytes) in pictures.set.all().into_iter().zip(made) {
            self.keep(&derived.url.output(), bytes);
        }
        Flow::Continue
    }

    fn draw(&self, card: &SocialCard) -> Flow {
        let drawn = crate::pictures::card::draw(card).unwrap_or_default();
        self.keep(&card.url.output(), drawn)
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let held = self
            .before
            .files
            .get(path.as_str())
            .filter(|bytes| <[u8; 32]>::from(sha2::Sha256::digest(bytes)) == stamp.sha256);
        held.is_some_and(|bytes| self.keep(path, bytes.clone()) == Flow::Continue)
    }

    fn held(&self, path: &OutputPath, _: Stamp) -> Option<Arc<Vec<u8>>> {
        let bytes = self.before.files.get(path.as_str())?;
        Some(Arc::new(bytes.clone()))
    }
}

impl Built {
    /// Gives a text file of the output; empty if there is none.
    #[must_use]
    pub fn html(&self, path: &str) -> String {
        self.files
            .get(path)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .unwrap_or_default()
    }

    /// Lists the paths of all pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let is_page = |path: &&str| {
            Path::new(path)
                .extension()
                .is_some_and(|extension| extension == "html")
        };
        self.files.keys().map(String::as_str).filter(is_page)
    }

    /// Lists the codes of all findings, in order.
    #[must_use]
    pub fn codes(&self) -> Vec<Code> {
        self.outcome
            .faults
            .iter()
            .map(|finding| finding.code)
            .collect()
    }

    /// Lists the findings in one file.
    #[must_use]
    pub fn findings_in(&self, file: &str) -> Vec<&Fault> {
        self.outcome
            .faults
            .iter()
            .filter(|finding| {
                finding
                    .span
                    .as_ref()
                    .is_some_and(|span| span.file.as_str() == file)
            })
            .collect()
    }
}
