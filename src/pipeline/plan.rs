//! A site that is understood and not yet made: every file it will have, each to be had alone. The
//! plan takes the values of the stages before it, and renders nothing by itself. [`super::build`]
//! makes everything of it at once; `serve` makes what is looked at first.

use super::acceptances::Acceptances;
use super::active_files;
use super::cards;
use super::content::ParsedContent;
use super::counted_files;
use super::document_files;
use super::habits;
use super::options::Options;
use super::outputs;
use super::picture_files;
use super::root_files;
use super::rules::SiteRules;
use super::secrets;
use super::site_model::{ResolvedSite, SiteListing, SiteModel};
use super::slips;
use super::unread_files;
use crate::base::{Code, Fault, Faults, Fingerprint, OutputPath, Severity, SourcePath, UrlPath};
use crate::check::{SecretSearch, told_codes, withheld_names};
use crate::emit::{ThemeAssets, host_files};
use crate::memo::Memo;
use crate::model::{Claims, Site};
use crate::numbers::benchmark::report_names;
use crate::pictures;
use crate::render::{
    self, CardDesign, RenderContext, Rendered, Renderer, TemplateFault, Theme, View,
};
use crate::resolve::{Resolved, SettingsText};
use crate::search::client;
use crate::source::{Artifact, PictureOrder, Sink, SocialCard, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Everything that a site will be made of.
pub struct BuildPlan<'t> {
    pub(super) tree: &'t SourceTree,
    pub(super) options: Options,
    pub(super) theme: Theme<'t>,
    pub(super) assets: ThemeAssets,
    /// The fingerprint of the rules by which bodies are read.
    pub(super) rules: Fingerprint,
    /// The fingerprint of what every page may show.
    given: Fingerprint,
    content: ParsedContent,
    pub(super) model: SiteModel,
    pub(super) listing: SiteListing,
    pub(super) resolved: ResolvedSite,
    /// The views of the listing that the theme can show.
    pub(super) views: Vec<View>,
    /// The views that are no pages, by their files.
    other_views: OnceLock<BTreeMap<OutputPath, usize>>,
    /// Files of `content/` that are published as they are.
    pub(super) copies: BTreeMap<OutputPath, SourcePath>,
    /// Tables and publications as files for other programs.
    pub(super) tables: Vec<(OutputPath, Artifact)>,
    /// Cards that are drawn for pages without a picture, by their addresses.
    pub(super) cards: BTreeMap<UrlPath, SocialCard>,
    pub(super) claims: Claims,
    pub(super) surroundings: RenderContext,
    faults: Faults,
    acceptances: Acceptances,
    /// The warnings that somebody accepts.
    pub(super) accepted: Faults,
    /// The search for what must not be published.
    pub(super) secrets: SecretSearch,
}

impl<'t> BuildPlan<'t> {
    /// Decides which file each thing of a resolved site becomes.
    pub(super) fn new(
        tree: &'t SourceTree,
        options: &Options,
        rules: SiteRules<'t>,
        mut content: ParsedContent,
        model: SiteModel,
        listing: SiteListing,
        resolved: ResolvedSite,
    ) -> Self {
        let site = &model.site;
        let design = cards::design(tree, &rules);
        let (theme, mut assets) = (rules.theme, rules.assets);
        if site.settings.search.enabled {
            add_search(&mut assets);
        }
        let copies = outputs::copies(tree, &resolved.resolved);
        let mut views = listing.views.clone();
        views.retain(|view| is_shown(view, site, &theme, &copies));
        let mut tables = outputs::tables(site, &resolved.resolved);
        tables.extend(listing.exports.iter().cloned());
        let mut faults = rules.faults;
        faults.extend(content.faults.iter().cloned());
        habits::merge_settings(&mut faults, tree);
        faults.extend(model.faults.iter().chain(&resolved.faults).cloned());
        report_slips(site, &theme, tree, &mut faults);
        report_files(tree, &copies, &resolved.resolved, &mut faults);
        document_files::report(tree, site, rules.settings.publisher(), &copies, &mut faults);
        let mut claims = Claims::beside(model.claims.clone());
        let cards = cards::cards(design.as_ref(), site, &resolved.resolved);
        let beside = outputs::FilesBeside {
            cards: &cards,
            copies: &copies,
            pictures: &resolved.resolved.pictures,
            tables: &tables,
            theme: &assets.artifacts,
        };
        outputs::claim_rest(site, &views, &beside, &mut claims, &mut faults);
        outputs::host_limits(site, &listing.feeds, &copies, tree, &mut faults);
        report_told_names(site, &resolved.resolved, tree, &mut faults);
        faults.extend(resolved.resolved.faults().cloned());
        let mut acceptances = std::mem::take(&mut content.acceptances);
        acceptances.add(&rules.settings.accept);
        let accepted = acceptances.sift(&mut faults);
        let around = surroundings(&assets, &listing, rules.settings_text, &mut content, design);
        let secrets = secrets::search(site, tree, &resolved.resolved, &copies);
        Self {
            tree,
            options: options.clone(),
            theme,
            assets,
            rules: rules.fingerprint,
            given: rules.given,
            content,
            model,
            listing,
            resolved,
            views,
            other_views: OnceLock::new(),
            copies,
            tables,
            cards,
            claims,
            surroundings: around,
            faults,
            acceptances,
            accepted,
            secrets,
        }
    }

    /// Returns the site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.model.site
    }

    /// Returns the targets of every reference.
    #[must_use]
    pub fn resolved(&self) -> &Resolved {
        &self.resolved.resolved
    }

    /// Returns every HTML file, in a fixed order.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// Returns the view that is written to `path`.
    #[must_use]
    pub fn view(&self, path: &OutputPath) -> Option<View> {
        self.page_view(path).or_else(|| {
            let number = self.other_views().get(path)?;
            Some(self.views[*number].clone())
        })
    }

    /// Returns the view of the page that is written to `path`.
    fn page_view(&self, path: &OutputPath) -> Option<View> {
        let site = self.site();
        let text = path.as_str();
        let folder = text
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let id = site.by_url.get(&UrlPath::new(folder.unwrap_or(text)))?;
        let view = View::Page(*id);
        let is_there = view.output(site) == *path && self.theme.has_template(view.template(site));
        is_there.then_some(view)
    }

    fn other_views(&self) -> &BTreeMap<OutputPath, usize> {
        self.other_views.get_or_init(|| {
            let numbered = self.views.iter().enumerate();
            numbered
                .filter(|(_, view)| !matches!(view, View::Page(_)))
                .map(|(number, view)| (view.output(self.site()), number))
                .collect()
        })
    }

    /// Returns a file of the theme or of the content, or the figures of a table: what is at hand
    /// without making anything.
    #[must_use]
    pub fn file(&self, path: &OutputPath) -> Option<Artifact> {
        let mut at_hand = self.assets.artifacts.iter().chain(&self.tables);
        if let Some((_, artifact)) = at_hand.find(|(own, _)| own == path) {
            return Some(artifact.clone());
        }
        if let Some(card) = self.cards.get(&path.url()) {
            return pictures::card::draw(card).map(Artifact::bytes);
        }
        let source = self.copies.get(path)?;
        Some(Artifact::Copy(self.tree.assets[source].clone()))
    }

    /// Returns the pictures that are to be made of a file of the content, for the sink.
    #[must_use]
    pub fn picture_order(&self, source: &SourcePath) -> Option<PictureOrder> {
        Some(PictureOrder {
            source: self.tree.assets.get(source)?.clone(),
            set: self.resolved.resolved.pictures.get(source)?.clone(),
        })
    }

    /// Returns the order of pictures that the one at an address is made with.
    #[must_use]
    pub fn made_picture(&self, url: &UrlPath) -> Option<PictureOrder> {
        let mut pictures = self.resolved.resolved.pictures.iter();
        let (source, _) =
            pictures.find(|(_, set)| set.all().iter().any(|made| made.url == *url))?;
        self.picture_order(source)
    }

    /// Returns the faults found so far; those of templates are found while they are used.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Returns the warnings that somebody accepts.
    #[must_use]
    pub fn acceptances(&self) -> &Acceptances {
        &self.acceptances
    }

    /// Content files that cannot be read as they are meant: what is shown of them may be nothing,
    /// or not what was meant. Nothing is to be shown of pages that are held back.
    #[must_use]
    pub fn misread(&self) -> BTreeSet<SourcePath> {
        let mut misread = self.site().faulty.clone();
        for fault in &self.content.faults {
            if let (Severity::Error, Some(span)) = (fault.severity, &fault.span) {
                misread.insert(span.file.clone());
            }
        }
        misread.retain(|source| !self.site().held_back.contains_key(source));
        misread
    }

    /// Hands to the memo what the stages so far made anew.
    pub fn remember(&mut self, memo: &mut Memo) {
        self.content.remember(memo);
        // What is made from now on is not searched for secrets that are none any more.
        memo.forget_secrets(&self.secrets.fingerprints());
        if let Some(formatted) = self.resolved.formatted.take() {
            memo.remember_references(formatted);
        }
    }

    /// Returns the file of the template that shows a view.
    #[must_use]
    pub fn template_file(&self, view: &View) -> Option<&SourcePath> {
        self.theme.template_file(view.template(self.site()))
    }

    /// Reports whether the theme has a fault that every page would repeat.
    #[must_use]
    pub fn is_theme_at_fault(&self) -> bool {
        self.faults.has_errors()
            && self
                .faults
                .iter()
                .any(|fault| is_of_theme(fault, self.tree))
    }

    /// Returns the renderer of the site's pages.
    #[must_use]
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(
            self.model.site.clone(),
            self.resolved.resolved.clone(),
            &self.theme,
            self.surroundings.clone(),
            self.given,
        )
    }

    /// Renders every page that is not known to be the same as before, and hands it to `sink`. Does
    /// nothing when the theme has a fault that every page would repeat.
    #[must_use]
    pub fn render(&self, renderer: &Renderer<'_>, memo: &Memo, sink: &dyn Sink) -> Rendered {
        if self.is_theme_at_fault() {
            return Rendered::default();
        }
        renderer.render(&self.views, memo, sink)
    }

    /// Turns what templates got wrong into faults.
    #[must_use]
    pub fn report(&self, faults: Vec<TemplateFault>) -> Faults {
        render::report(faults, &self.theme)
    }
}

/// Reports files of the site that are not what their names say, or are not read.
fn report_files(
    tree: &SourceTree,
    copies: &BTreeMap<OutputPath, SourcePath>,
    resolved: &Resolved,
    faults: &mut Faults,
) {
    active_files::report(tree, copies, faults);
    counted_files::report(tree, &resolved.counted, copies, faults);
    picture_files::report(tree, copies, &resolved.pictures, faults);
    unread_files::report(tree, copies, faults);
    root_files::report(tree, copies, faults);
}

/// Gathers what pages are rendered with beside the site and the theme.
fn surroundings(
    assets: &ThemeAssets,
    listing: &SiteListing,
    settings_text: SettingsText,
    content: &mut ParsedContent,
    cards: Option<CardDesign>,
) -> RenderContext {
    RenderContext {
        assets: assets.by_name.clone(),
        policy: Some(host_files::csp_for_page()),
        settings_text,
        bodies: Arc::new(std::mem::take(&mut content.bodies)),
        feeds: titles_of_feeds(listing),
        cards,
    }
}

/// Reports what pages and kinds say that no template knows.
fn report_slips(site: &Site, theme: &Theme, tree: &SourceTree, faults: &mut Faults) {
    slips::unknown_templates(site, theme, faults);
    faults.extend(render::kind_slips(theme, tree));
}

/// Reports names of people and services that must not be told.
fn report_told_names(site: &Site, resolved: &Resolved, tree: &SourceTree, faults: &mut Faults) {
    withheld_names(site, resolved, tree, faults);
    report_names(tree.data.iter(), &tree.services, faults);
    told_codes(tree, faults);
}

/// Returns the titles of the site's feeds, by the addresses of their pages.
fn titles_of_feeds(listing: &SiteListing) -> BTreeMap<UrlPath, String> {
    let feeds = listing.feeds.iter();
    feeds
        .map(|feed| (feed.home.clone(), feed.title.clone()))
        .collect()
}

/// Adds the scripts of search: the one of every page names the file of the one that the page of
/// results needs.
fn add_search(assets: &mut ThemeAssets) {
    assets.add(client::RESULTS_NAME, client::RESULTS);
    let results = &assets.by_name[client::RESULTS_NAME];
    let name = results.as_str().rsplit('/').next().unwrap_or_default();
    let script = client::script(name);
    assets.add("search.js", &script);
}

/// Reports whether a view of the listing becomes a file: its template exists, and no file of the
/// owner's own takes the place of the page that masthead makes.
fn is_shown(
    view: &View,
    site: &Site,
    theme: &Theme<'_>,
    copies: &BTreeMap<OutputPath, SourcePath>,
) -> bool {
    let is_replaced =
        matches!(view, View::NotFound) && copies.contains_key(&view.url(site).output());
    theme.has_template(view.template(site)) && !is_replaced
}

/// Reports whether a fault is the theme's.
fn is_of_theme(fault: &Fault, tree: &SourceTree) -> bool {
    if fault.code == Code::MissingTheme {
        return true;
    }
    fault.severity == Severity::Error
        && fault.span.as_ref().is_some_and(|span| {
            span.file.below("themes").is_some() && tree.texts.contains_key(&span.file)
        })
}
