//! The secrets of a site, and the sink that looks for them in each file that is made. Takes a
//! resolved site and its tree; adds to the faults of the build.

use super::plan::BuildPlan;
use crate::base::{Faults, OutputPath};
use crate::check::{SecretSearch, Secrets, hidden_names, published_ranges};
use crate::model::Site;
use crate::parse::place::{CONTENT, STATIC};
use crate::source::{Artifact, Flow, PictureOrder, Sink, SocialCard, SourceTree, Stamp};
use std::sync::{Mutex, PoisonError};

/// Makes the search for what a site must not publish: names that are withheld, titles and addresses
/// of pages that are held back. What a published text says is no secret.
pub(super) fn search(site: &Site, tree: &SourceTree) -> SecretSearch {
    let mut secrets = Secrets::default();
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
    if secrets.is_empty() {
        return SecretSearch::default();
    }
    let sources = tree.texts_below(CONTENT);
    let sources = sources.filter(|file| !site.held_back.contains_key(&file.path));
    let texts = sources.flat_map(|file| {
        let parts = published_ranges(&file.text).into_iter();
        parts.map(|part| &file.text[part])
    });
    let data = tree.data.values().map(|data| &*data.text);
    let lists = tree.lists.values().map(|list| &*list.text);
    let words = tree.words.iter();
    let words = words.filter(|(path, _)| path.below(STATIC).is_some());
    // The name of a section without a page of its own is made of its address.
    let urls = site.pages.iter().map(|page| page.url.as_str());
    let urls: Vec<String> = urls
        .flat_map(|url| [url.to_owned(), url.replace('-', " ")])
        .collect();
    let names = urls.iter().map(String::as_str);
    let theme = tree.texts_below("embedded").map(|file| &*file.text);
    let said = texts.chain(data).chain(lists).chain(names).chain(theme);
    secrets.search(said.chain(words.map(|(_, text)| &**text)))
}

/// Reports whether a title or an address is one of its own: three words without numbers, so that
/// no month, no kind of page and no heading of the theme is the same.
fn is_telling(text: &str) -> bool {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
    words.count() > 2
}

/// A sink that searches what it hands on.
pub(super) struct SearchedSink<'s> {
    pub(super) sink: &'s dyn Sink,
    pub(super) search: &'s SecretSearch,
    pub(super) leaks: &'s Mutex<Faults>,
}

impl Sink for SearchedSink<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        let is_made = !matches!(artifact, Artifact::Copy(_));
        if is_made
            && !self.search.is_empty()
            && let Some(bytes) = artifact.whole()
        {
            let mut found = Faults::new();
            self.search.in_file(path, &bytes, &mut found);
            let mut leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
            leaks.extend(found);
        }
        self.sink.take(path, artifact)
    }

    fn order(&self, pictures: &PictureOrder) -> Flow {
        self.sink.order(pictures)
    }

    fn draw(&self, card: &SocialCard) -> Flow {
        self.sink.draw(card)
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        self.sink.holds(path, stamp)
    }
}

impl BuildPlan<'_> {
    /// Puts the search for secrets before a sink.
    pub(super) fn searched<'s>(&'s self, sink: &'s dyn Sink) -> SearchedSink<'s> {
        SearchedSink {
            sink,
            search: &self.secrets,
            leaks: &self.leaks,
        }
    }

    /// Returns the secrets that were found in finished files.
    pub(super) fn leaks(&self) -> Faults {
        let leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
        leaks.clone()
    }
}
