//! The secrets of a site, and the sink that looks for them in each file that is made or kept. Takes
//! a resolved site and its tree; gives faults of files that tell a secret.

use super::plan::BuildPlan;
use crate::base::{Faults, OutputPath, SourcePath};
use crate::check::{SecretSearch, Secrets, hidden_names, published_ranges};
use crate::memo::Memo;
use crate::model::Site;
use crate::numbers::tables::Table;
use crate::parse::csv::read_rows;
use crate::parse::place::CONTENT;
use crate::resolve::{Resolved, Target};
use crate::search::FOLDER;
use crate::source::{Artifact, Flow, PictureOrder, Sink, SocialCard, SourceTree, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Makes the search for what a site must not publish: names that are withheld, titles and addresses
/// of pages that are held back, exact figures of files that are published by a rule, and values of
/// private files. What a published text says is no secret. `copies` are the files that are
/// published as they are.
pub(super) fn search(
    site: &Site,
    tree: &SourceTree,
    resolved: &Resolved,
    copies: &BTreeMap<OutputPath, SourcePath>,
) -> SecretSearch {
    let mut secrets = Secrets::default();
    add_names_and_titles(site, &mut secrets);
    add_exact_figures(site, tree, resolved, &mut secrets);
    for value in tree.services.values() {
        secrets.add_private(value);
    }
    if secrets.is_empty() {
        return SecretSearch::default();
    }
    let sources = tree.texts_below(CONTENT);
    let sources = sources.filter(|file| !site.held_back.contains_key(&file.path));
    let texts = sources.flat_map(|file| {
        let parts = published_ranges(&file.text).into_iter();
        parts.map(|part| &file.text[part])
    });
    let copied = copies.values().filter_map(|source| {
        let data = tree.data.get(source).map(|data| &*data.text);
        data.or_else(|| tree.words.get(source).map(|text| &**text))
    });
    let lists = tree.lists.values().map(|list| &*list.text);
    let theme = tree.texts_below("embedded");
    let theme = theme
        .filter(|file| is_shown(&file.path))
        .map(|file| &*file.text);
    // The name of a section without a page of its own is made of its address.
    let urls = site.pages.iter().map(|page| page.url.as_str());
    let mut made: Vec<String> = urls
        .flat_map(|url| [url.to_owned(), url.replace('-', " ")])
        .collect();
    made.extend(published_figures(resolved));
    let made = made.iter().map(String::as_str);
    secrets.search(texts.chain(copied).chain(lists).chain(theme).chain(made))
}

/// Reports whether readers see what a file of the theme says: declarations of blocks and kinds,
/// with their examples, are for authors.
fn is_shown(path: &SourcePath) -> bool {
    path.extension() != "yaml" || path.folder_name() == "i18n"
}

/// Adds the names that bylines withhold, and the titles and addresses of pages that are held back.
fn add_names_and_titles(site: &Site, secrets: &mut Secrets) {
    for (page, name) in hidden_names(site) {
        secrets.add(
            name,
            "a name that this byline withholds",
            &page.parsed.source,
        );
    }
    for page in site.held_back.values() {
        let name = match page.source.stem() {
            "index" => page.source.folder_name(),
            stem => stem,
        };
        let texts = [
            (
                page.title.as_str(),
                "the title of this page, which is held back",
            ),
            (name, "the address of this page, which is held back"),
        ];
        for (text, what) in texts.into_iter().filter(|(text, _)| is_telling(text)) {
            secrets.add(text, what, &page.source);
        }
    }
}

/// Reports whether a title or an address is one of its own: three words without numbers, so that
/// no month, no kind of page and no heading of the theme is the same.
fn is_telling(text: &str) -> bool {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
    words.count() > 2
}

/// Adds the figures of files of which only what a rule lets through is published.
fn add_exact_figures(site: &Site, tree: &SourceTree, resolved: &Resolved, secrets: &mut Secrets) {
    let benchmarks = site.pages.iter().zip(&resolved.pages);
    let benchmarks = benchmarks.flat_map(|(page, targets)| {
        let blocks = &page.parsed.body.outline.components;
        let shown = targets.benchmarks.keys();
        shown.filter_map(|number| match targets.body.get(blocks[*number].data()?) {
            Some(Target::Data(source)) => Some(source),
            _ => None,
        })
    });
    let files: BTreeSet<&SourcePath> = benchmarks.chain(&resolved.counted).collect();
    for source in files {
        let Some(file) = tree.data.get(source) else {
            continue;
        };
        // What is wrong with a file is told where a page shows it.
        let data = read_rows(&file.text, source, &mut Faults::new());
        for row in data.iter().flat_map(|data| &data.rows) {
            for cell in &row.cells {
                secrets.add_figure(cell, "an exact figure of this file", source);
            }
        }
    }
}

/// Returns the figures that tables, charts and benchmarkings show, as texts.
fn published_figures(resolved: &Resolved) -> Vec<String> {
    let mut figures = Vec::new();
    for targets in &resolved.pages {
        figures.extend(targets.tables.values().map(Table::text));
        for benchmark in targets.benchmarks.values() {
            let values = benchmark.services.iter().map(|service| service.value);
            figures.extend(values.map(|value| value.to_string()));
        }
    }
    figures
}

/// A sink that searches what it hands on, and what it keeps from an earlier build that did not know
/// all secrets.
pub struct SearchedSink<'s> {
    sink: &'s dyn Sink,
    search: &'s SecretSearch,
    /// The search for secrets that earlier builds did not search for.
    new: SecretSearch,
    leaks: Mutex<Faults>,
}

impl SearchedSink<'_> {
    /// Returns the secrets that were found.
    #[must_use]
    pub fn into_leaks(self) -> Faults {
        self.leaks
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Searches a finished file.
    fn look(&self, path: &OutputPath, bytes: &[u8]) {
        let mut found = Faults::new();
        self.search.in_file(path, bytes, &mut found);
        if !found.is_empty() {
            let mut leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
            leaks.extend(found);
        }
    }

    /// Reports whether a file of an earlier build is known to tell no secret. The texts of search
    /// are packed in a form of their own: they are searched when they are made again.
    fn is_clean(&self, path: &OutputPath, stamp: Stamp) -> bool {
        if self.new.is_empty() {
            return true;
        }
        let is_packed = path.as_str().split('/').next() == Some(FOLDER);
        let Some(bytes) = self.sink.held(path, stamp).filter(|_| !is_packed) else {
            return false;
        };
        let mut found = Faults::new();
        self.new.in_file(path, &bytes, &mut found);
        found.is_empty()
    }
}

impl Sink for SearchedSink<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        let is_made = !matches!(artifact, Artifact::Copy(_));
        if is_made
            && !self.search.is_empty()
            && let Some(bytes) = artifact.whole()
        {
            self.look(path, &bytes);
        }
        self.sink.take(path, artifact)
    }

    fn order(&self, pictures: &PictureOrder) -> Flow {
        self.sink.order(pictures)
    }

    fn draw(&self, card: &SocialCard) -> Flow {
        self.told(
            &card.url.output(),
            &format!("{}\n{}", card.title, card.name),
        );
        self.sink.draw(card)
    }

    /// A file that may tell a secret is made again, and searched then.
    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        self.is_clean(path, stamp) && self.sink.holds(path, stamp)
    }

    fn held(&self, path: &OutputPath, stamp: Stamp) -> Option<Arc<Vec<u8>>> {
        self.sink.held(path, stamp)
    }

    fn told(&self, path: &OutputPath, words: &str) {
        if !self.search.is_empty() {
            self.look(path, words.as_bytes());
        }
    }
}

impl BuildPlan<'_> {
    /// Puts the search for secrets before a sink. `memo` knows which secrets earlier builds
    /// searched for.
    #[must_use]
    pub fn searched<'s>(&'s self, memo: &Memo, sink: &'s dyn Sink) -> SearchedSink<'s> {
        SearchedSink {
            sink,
            search: &self.secrets,
            new: self.secrets.beside(&memo.secrets),
            leaks: Mutex::default(),
        }
    }
}
