//! The answers of one build to everything that templates ask. It takes the site, its resolved
//! references and the theme; it gives values and fingerprints, each made once and shared by all
//! pages.

use super::shared::SharedParts;
use super::theme::Theme;
use super::words::{DateWords, InterfaceWords};
use super::{CurrentPage, RenderContext, View, values};
use crate::base::{Fingerprint, LinkStyle, UrlPath, sub_path};
use crate::memo::PagesQuery;
use crate::model::{PageId, Site, Taxonomy};
use crate::resolve::Resolved;
use minijinja::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The data from which template functions answer.
#[derive(Debug)]
pub(super) struct Answers {
    site: Arc<Site>,
    resolved: Arc<Resolved>,
    words: Arc<InterfaceWords>,
    date_words: DateWords,
    /// The theme's options, as templates see them.
    options: Value,
    /// The settings, as templates see them on every page.
    settings: OnceLock<Value>,
    surroundings: RenderContext,
    /// The fingerprint of each page's summary, by the page's number.
    summary_fingerprints: Vec<OnceLock<Fingerprint>>,
    /// The commonest values of each page's summary, by the page's number, in the order of
    /// [`values::KEPT`].
    summary_values: Vec<[OnceLock<Option<Value>>; values::KEPT.len()]>,
    /// The answers to `pages(…)`.
    listings: Mutex<BTreeMap<PagesQuery, PageListing>>,
    /// The parts that pages share.
    shared_parts: SharedParts,
    /// The path of the site on its host, with slashes at both ends: `/` or `/htas/`.
    host_path: String,
}

/// Pages, and the fingerprint of their summaries.
type PageListing = (Arc<Vec<PageId>>, Fingerprint);

impl std::fmt::Debug for RenderContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RenderContext")
            .field("assets", &self.assets)
            .finish_non_exhaustive()
    }
}

impl Answers {
    pub(super) fn new(
        site: Arc<Site>,
        resolved: Arc<Resolved>,
        theme: &Theme<'_>,
        surroundings: RenderContext,
    ) -> Self {
        let base = site.settings.base_url.as_deref().unwrap_or("/");
        let host_path = sub_path(base).to_owned();
        let options = Value::from_pairs(
            theme
                .options()
                .iter()
                .map(|(name, value)| (name.clone(), values::option(value))),
        );
        let summary_fingerprints = vec![OnceLock::new(); site.pages.len()];
        Self {
            summary_fingerprints,
            summary_values: (0..site.pages.len()).map(|_| Default::default()).collect(),
            listings: Mutex::default(),
            shared_parts: SharedParts::default(),
            site,
            resolved,
            date_words: theme.words().of_dates(),
            words: theme.words(),
            options,
            settings: OnceLock::new(),
            surroundings,
            host_path,
        }
    }

    pub(super) fn site(&self) -> &Arc<Site> {
        &self.site
    }

    pub(super) fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    pub(super) fn summary_fingerprints(&self) -> &[OnceLock<Fingerprint>] {
        &self.summary_fingerprints
    }

    pub(super) fn summary_values(&self, page: PageId) -> &[OnceLock<Option<Value>>] {
        &self.summary_values[page]
    }

    pub(super) fn listings(&self) -> &Mutex<BTreeMap<PagesQuery, PageListing>> {
        &self.listings
    }

    pub(super) fn date_words(&self) -> &DateWords {
        &self.date_words
    }

    pub(super) fn shared_parts(&self) -> &SharedParts {
        &self.shared_parts
    }

    pub(super) fn words(&self) -> &InterfaceWords {
        &self.words
    }

    /// Returns the title of a taxonomy's list: the one in the settings, or that of `topics` in the
    /// theme's words.
    pub(super) fn taxonomy_title(&self, taxonomy: &Taxonomy) -> String {
        let own = || {
            self.words
                .get("topics")
                .unwrap_or_else(|| "Topics".to_owned())
        };
        taxonomy.settings.title.clone().unwrap_or_else(own)
    }

    pub(super) fn options(&self) -> Value {
        self.options.clone()
    }

    pub(super) fn settings_value(&self) -> &Value {
        self.settings.get_or_init(|| values::settings(self))
    }

    pub(super) fn policy(&self) -> Option<&str> {
        self.surroundings.policy.as_deref()
    }

    pub(super) fn footer(&self) -> &crate::parse::document::Document {
        &self.surroundings.settings_text.footer
    }

    /// Returns the text about each declared person.
    pub(super) fn about(&self) -> &[crate::parse::document::Document] {
        &self.surroundings.settings_text.people
    }

    pub(super) fn asset(&self, name: &str) -> Option<&UrlPath> {
        self.surroundings.assets.get(name)
    }

    pub(super) fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.surroundings.assets.keys().map(String::as_str)
    }

    pub(super) fn feed_title(&self, url: &UrlPath) -> Option<&str> {
        self.surroundings.feeds.get(url).map(String::as_str)
    }

    pub(super) fn here(&self, view: &View) -> CurrentPage {
        let page = match view {
            View::Page(id) | View::More { section: id, .. } => Some(*id),
            _ => None,
        };
        let root = matches!(view, View::NotFound).then(|| self.host_path.clone());
        let style = if root.is_some() {
            LinkStyle::Folders
        } else {
            self.site.settings.links
        };
        let url = view.url(&self.site);
        let page_url = page.map_or_else(|| url.clone(), |id| self.site.pages[id].url.clone());
        CurrentPage {
            url,
            style,
            root,
            page,
            page_url,
            reads: Mutex::default(),
            shared: None,
        }
    }
}
