//! The data from which one build answers templates. It holds the site, its resolved references and
//! the theme, and what is made of them once and shared by all pages: values and fingerprints.

use super::cards::CardDesign;
use super::current_page::{CurrentPage, LinkStart};
use super::output::{CALENDAR, LinkForm, Output};
use super::shared_parts::SharedParts;
use super::steps::PageSteps;
use super::theme::Theme;
use super::views::View;
use super::words::{DateWords, InterfaceWords};
use crate::base::{Fingerprint, UrlPath, sub_path};
use crate::memo::PagesQuery;
use crate::model::{Page, PageId, Site};
use crate::parse::bodies::Bodies;
use crate::parse::document::{BodyContent, PlacedValues};
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::page::ParsedPage;
use crate::resolve::{Resolved, SettingsText};
use minijinja::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

/// The inputs of rendering beside the site and the theme.
#[derive(Clone)]
pub struct RenderContext {
    /// The addresses of the theme's published files by name ("style.css").
    pub assets: BTreeMap<String, UrlPath>,
    /// The content security policy for `<meta>`, where pages carry one.
    pub policy: Option<String>,
    /// The settings' markdown, parsed.
    pub settings_text: SettingsText,
    /// The bodies of the site's pages.
    pub bodies: Arc<Bodies>,
    /// How cards look, on a site that has some.
    pub cards: Option<CardDesign>,
    /// The title of each feed, by the address of the page it belongs to.
    pub feeds: BTreeMap<UrlPath, String>,
}

/// The data from which template functions answer.
#[derive(Debug)]
pub(super) struct Answers {
    site: Arc<Site>,
    resolved: Arc<Resolved>,
    words: Arc<InterfaceWords>,
    /// The kinds beyond the built-in ones of which the site has pages, by name.
    declared_kinds: Vec<Arc<KindDeclaration>>,
    /// The addresses of files for calendar programs, by page.
    calendars: BTreeMap<PageId, UrlPath>,
    date_words: DateWords,
    /// The settings, as templates see them on every page.
    settings: OnceLock<Value>,
    surroundings: RenderContext,
    /// The fingerprint of each page's summary, by the page's number.
    summary_fingerprints: Vec<OnceLock<Fingerprint>>,
    /// The commonest values of each page's summary, by the page's number.
    summary_values: Vec<[OnceLock<Option<Value>>; Answers::KEPT_VALUES]>,
    /// The answers to `pages(…)`.
    listings: Mutex<BTreeMap<PagesQuery, PageListing>>,
    /// The parts that pages share.
    shared_parts: SharedParts,
    /// The path of the site on its host, with slashes at both ends: `/` or `/htas/`.
    host_path: String,
}

/// The pages that a question asks for.
#[derive(Clone, Debug)]
pub(super) struct PageListing {
    pub(super) pages: Arc<Vec<PageId>>,
    /// The fingerprint of what lists show of the pages.
    pub(super) fingerprint: Fingerprint,
}

impl std::fmt::Debug for RenderContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RenderContext")
            .field("assets", &self.assets)
            .finish_non_exhaustive()
    }
}

impl Answers {
    /// The number of values that are kept of each page's summary.
    pub(super) const KEPT_VALUES: usize = 5;

    pub(super) fn new(
        site: Arc<Site>,
        resolved: Arc<Resolved>,
        theme: &Theme<'_>,
        surroundings: RenderContext,
    ) -> Self {
        let base = site.settings.base_url.as_deref().unwrap_or("/");
        let host_path = sub_path(base).to_owned();
        let summary_fingerprints = vec![OnceLock::new(); site.pages.len()];
        Self {
            summary_fingerprints,
            calendars: calendars(&site, theme),
            declared_kinds: declared_kinds(&site),
            summary_values: (0..site.pages.len()).map(|_| Default::default()).collect(),
            listings: Mutex::default(),
            shared_parts: SharedParts::default(),
            site,
            resolved,
            date_words: theme.words().of_dates(),
            words: theme.words(),
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

    /// Returns the fingerprint of a page's summary, once it is made.
    pub(super) fn summary_fingerprint(&self, page: PageId) -> &OnceLock<Fingerprint> {
        &self.summary_fingerprints[page]
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

    /// Returns the theme's options, as the site chose them.
    pub(super) fn options(&self) -> &PlacedValues {
        &self.surroundings.settings_text.options
    }

    /// Returns the value of the settings, once it is made.
    pub(super) fn settings_value(&self) -> &OnceLock<Value> {
        &self.settings
    }

    /// Returns how cards look, on a site that has some.
    pub(super) fn cards(&self) -> Option<&CardDesign> {
        self.surroundings.cards.as_ref()
    }

    pub(super) fn policy(&self) -> Option<&str> {
        self.surroundings.policy.as_deref()
    }

    /// Returns the content of a page's body, which is read from its file where it is not at hand.
    pub(super) fn body<'p>(&self, page: &'p ParsedPage) -> &'p BodyContent {
        self.surroundings.bodies.content(page)
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

    /// Returns the kinds beyond the built-in ones of which the site has pages, by name.
    pub(super) fn declared_kinds(&self) -> &[Arc<KindDeclaration>] {
        &self.declared_kinds
    }

    /// Returns the address of a page's file for calendar programs, if it has one.
    pub(super) fn calendar(&self, page: PageId) -> Option<UrlPath> {
        self.calendars.get(&page).cloned()
    }

    /// Returns the page of a view, to be written as `output` in so many steps.
    pub(super) fn here(&self, view: &View, output: &Output, steps: PageSteps) -> CurrentPage {
        let page = match view {
            View::Page(id) | View::More { section: id, .. } => Some(*id),
            _ => None,
        };
        let url = view.url(&self.site);
        let page_url = page.map_or_else(|| url.clone(), |id| self.site.pages[id].url.clone());
        CurrentPage {
            url,
            links: self.link_start(view, output),
            page,
            page_url,
            steps,
            reads: Mutex::default(),
            shared: None,
        }
    }

    /// Returns where links start in a view that is written as `output`.
    fn link_start(&self, view: &View, output: &Output) -> LinkStart {
        let settings = &self.site.settings;
        match (output.links, &settings.base_url) {
            (LinkForm::Whole, Some(base)) => LinkStart::Address(base.clone()),
            (LinkForm::Whole, None) => LinkStart::Host(self.host_path.clone()),
            (LinkForm::Relative, _) if *view == View::NotFound => {
                LinkStart::Host(self.host_path.clone())
            }
            (LinkForm::Relative, _) => LinkStart::Folder(settings.links),
        }
    }
}

/// Returns the kinds beyond the built-in ones of which the site has pages, by name.
fn declared_kinds(site: &Site) -> Vec<Arc<KindDeclaration>> {
    let pages = site.pages.iter().map(Page::kind);
    let used: BTreeSet<&Kind> = pages.filter(|kind| !kind.is_built_in()).collect();
    let declared = used.into_iter().filter_map(|kind| site.kinds.get(kind));
    declared.cloned().collect()
}

/// Returns the addresses of the files for calendar programs: of the pages whose kind has a template
/// for it, and of the sections that such pages stand in. A site without an address has none, since
/// entries of calendars are known by theirs.
fn calendars(site: &Site, theme: &Theme<'_>) -> BTreeMap<PageId, UrlPath> {
    let mut calendars = BTreeMap::new();
    let kinds = kinds_in_calendars(site, theme);
    if site.settings.base_url.is_none() || kinds.is_empty() {
        return calendars;
    }
    for (id, page) in site.pages.iter().enumerate() {
        if !kinds.contains(&page.kind()) {
            continue;
        }
        let url = UrlPath::new(&format!("{}{}.ics", page.url, page.kind()));
        calendars.insert(id, url);
        if let Some(section) = page.parent
            && *site.pages[section].kind() == Kind::Section
        {
            let url = UrlPath::new(&format!("{}calendar.ics", site.pages[section].url));
            calendars.insert(section, url);
        }
    }
    calendars
}

/// Returns the kinds for which the theme has a template of calendar files, sections apart.
fn kinds_in_calendars<'s>(site: &'s Site, theme: &Theme<'_>) -> Vec<&'s Kind> {
    let kinds = site.kinds.all().map(|known| &known.kind);
    kinds
        .filter(|kind| **kind != Kind::Section)
        .filter(|kind| theme.template_name(&CALENDAR, kind.name()).is_some())
        .collect()
}
