//! A site that is understood and not yet made: every file it will have, each to be had alone. From:
//! `SourceTree`, [`Options`] and what is remembered. To: [`super::build`], which makes all of it,
//! and `serve`, which makes what is looked at first.

use super::understand::{SiteRules, Understanding, ground, understand, unknown_templates};
use super::{Options, Outcome, feeds, outputs, publications, search};
use crate::base::{Code, Fault, Faults, Fingerprint, OutputPath, Severity, SourcePath, UrlPath};
use crate::bibliography::format::Cache;
use crate::emit::feeds::{Feed, feeds, is_entry};
use crate::emit::{ThemeAssets, host_files};
use crate::memo::{Memo, ParseEntry, RenderEntry, SearchMemo};
use crate::model::{Claims, DueReview, Site};
use crate::render::{self, RenderContext, Renderer, TemplateFault, Theme, View};
use crate::resolve::{Resolved, references, resolve};
use crate::source::{Artifact, Flow, Sink, SourceTree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Everything that a site will be made of.
pub struct BuildPlan<'t> {
    pub(super) tree: &'t SourceTree,
    pub(super) options: Options,
    theme: Theme<'t>,
    pub(super) site: Arc<Site>,
    pub(super) resolved: Arc<Resolved>,
    pub(super) structure: Structure,
    /// Those of the structure's views that the theme can show.
    views: Vec<View>,
    claims: Claims,
    assets: ThemeAssets,
    copies: BTreeMap<OutputPath, SourcePath>,
    tables: Vec<(OutputPath, Artifact)>,
    surroundings: RenderContext,
    given: Fingerprint,
    /// Content files that were read for this plan and are not remembered yet; all of them, or some.
    entries: ParsedFiles,
    /// Content files with an error of their own.
    misread: BTreeSet<SourcePath>,
    faults: Faults,
    other_views: OnceLock<BTreeMap<OutputPath, usize>>,
}

/// What follows from how the pages of a site belong together, whatever their texts say.
pub(super) struct Structure {
    /// Of the rules by which bodies are read.
    pub(super) rules: Fingerprint,
    views: Vec<View>,
    feeds: Vec<Feed>,
    /// Publications as files for other programs.
    exports: Vec<(OutputPath, Artifact)>,
    claims: Arc<Claims>,
    /// What is wrong with how pages fit together.
    faults: Faults,
}

/// What was read of the content.
pub(super) enum ParsedFiles {
    /// Everything, and how publications are written in the style of the site.
    All(BTreeMap<SourcePath, ParseEntry>, Cache),
    /// These files; the others are as they are remembered.
    Some(BTreeMap<SourcePath, ParseEntry>),
}

/// The files beside the pages of a site, and what to remember of those that templates had a part
/// in.
#[derive(Default)]
pub struct SideFiles {
    /// The sink took no more.
    pub stopped: bool,
    /// What to remember.
    pub entries: BTreeMap<OutputPath, RenderEntry>,
    /// What is wrong with search.
    pub faults: Faults,
    /// What to remember of search, where it was made.
    pub(crate) searched: Option<SearchMemo>,
}

impl<'t> BuildPlan<'t> {
    /// Understands a site. Pure; nothing is rendered.
    #[must_use]
    pub fn of(tree: &'t SourceTree, options: &Options, memo: &Memo) -> Self {
        let Understanding {
            ground,
            site,
            style,
            claims,
            entries,
            mut faults,
            ..
        } = understand(ground(tree, options), tree, options, memo);
        let (mut resolved, (views, feeds)) = rayon::join(
            || resolve(&site, tree, &ground.settings_text),
            || (render::views(&site), feeds(&site)),
        );
        let mut answers = Cache::default();
        if let Some(style) = &style {
            let (references, given, found) =
                references(&site, &resolved.pages, style, &memo.references);
            faults.extend(
                found
                    .into_iter()
                    .map(|finding| publications::placed(finding, &site.settings)),
            );
            (resolved.references, answers) = (references, Cache::of(&given));
        }
        let structure = Structure {
            rules: ground.rules_fingerprint,
            views,
            feeds,
            exports: render::exports(&site),
            claims: Arc::new(claims),
            faults,
        };
        let of_files = entries
            .values()
            .flat_map(|entry| &entry.faults)
            .cloned()
            .collect();
        Self::put_together(
            tree,
            options,
            ground,
            site,
            Arc::new(resolved),
            structure,
            ParsedFiles::All(entries, answers),
            of_files,
        )
    }

    /// Makes a plan of its parts. `of_files` is what is wrong with single content files.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a plan, each of another kind"
    )]
    pub(super) fn put_together(
        tree: &'t SourceTree,
        options: &Options,
        ground: SiteRules<'t>,
        site: Arc<Site>,
        resolved: Arc<Resolved>,
        structure: Structure,
        entries: ParsedFiles,
        of_files: Faults,
    ) -> Self {
        let SiteRules {
            theme,
            mut assets,
            given,
            settings_text,
            mut faults,
            ..
        } = ground;
        if site.settings.search.enabled {
            assets.add("search.js", crate::search::client::SCRIPT);
        }
        let mut views = structure.views.clone();
        views.retain(|view| theme.has_template(view.template(&site)));
        let copies = outputs::copies(tree, &resolved);
        // A file of the owner's own takes the place of the page that masthead makes.
        views.retain(|view| {
            !matches!(view, View::NotFound) || !copies.contains_key(&view.url(&site).output())
        });
        let tables: Vec<(OutputPath, Artifact)> = outputs::tables(&site, &resolved)
            .into_iter()
            .chain(structure.exports.clone())
            .collect();
        let mut claims = Claims::beside(structure.claims.clone());
        let errors = of_files
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .filter_map(|fault| fault.span.as_ref());
        let misread = errors.map(|span| span.file.clone()).collect();
        faults.extend(of_files);
        faults.extend(structure.faults.iter().cloned());
        faults.extend(unknown_templates(&site, &theme));
        faults.extend(resolved.faults().cloned());
        faults.extend(outputs::claim_rest(
            &site,
            &views,
            &copies,
            &tables,
            &assets.artifacts,
            &mut claims,
        ));
        let surroundings = RenderContext {
            assets: assets.by_name.clone(),
            policy: Some(host_files::csp_for_page()),
            settings_text,
            feeds: structure
                .feeds
                .iter()
                .map(|feed| (feed.home.clone(), feed.title.clone()))
                .collect(),
        };
        let (options, other_views) = (options.clone(), OnceLock::new());
        Self {
            tree,
            options,
            theme,
            site,
            resolved,
            structure,
            views,
            claims,
            assets,
            copies,
            tables,
            surroundings,
            given,
            entries,
            misread,
            faults,
            other_views,
        }
    }

    /// The site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What every reference means.
    #[must_use]
    pub fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// Every HTML file, in a fixed order.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The view that is written to `path`.
    #[must_use]
    pub fn view(&self, path: &OutputPath) -> Option<View> {
        let text = path.as_str();
        let url = text
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let page = self
            .site
            .by_url
            .get(&UrlPath::new(url.unwrap_or(text)))
            .map(|id| View::Page(*id));
        let page = page.filter(|view| {
            view.output(&self.site) == *path && self.theme.has_template(view.template(&self.site))
        });
        page.or_else(|| {
            self.other_views()
                .get(path)
                .map(|number| self.views[*number].clone())
        })
    }

    /// The views that are no pages, by their files.
    fn other_views(&self) -> &BTreeMap<OutputPath, usize> {
        self.other_views.get_or_init(|| {
            let others = self
                .views
                .iter()
                .enumerate()
                .filter(|(_, view)| !matches!(view, View::Page(_)));
            others
                .map(|(number, view)| (view.output(&self.site), number))
                .collect()
        })
    }

    /// A file of the theme or of the content, or the figures of a table: what is at hand without
    /// making anything.
    #[must_use]
    pub fn file(&self, path: &OutputPath) -> Option<Artifact> {
        let made = self
            .assets
            .artifacts
            .iter()
            .chain(&self.tables)
            .find(|(own, _)| own == path)
            .map(|(_, artifact)| artifact.clone());
        made.or_else(|| {
            self.copies
                .get(path)
                .map(|source| Artifact::Copy(self.tree.assets[source].clone()))
        })
    }

    /// What is wrong so far; what templates get wrong is found while they are used.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Content files that cannot be read as they are meant: what is shown of them may be nothing,
    /// or not what was meant.
    #[must_use]
    pub fn misread(&self) -> BTreeSet<SourcePath> {
        self.misread.union(&self.site.faulty).cloned().collect()
    }

    /// Takes what is to be remembered of the content files.
    pub fn remember(&mut self, memo: &mut Memo) {
        match std::mem::replace(&mut self.entries, ParsedFiles::Some(BTreeMap::new())) {
            ParsedFiles::All(entries, answers) => {
                memo.remember_parsed(entries);
                memo.remember_references(answers);
            }
            ParsedFiles::Some(entries) => memo.add_parsed(entries),
        }
    }

    /// The file of the template that shows a view.
    #[must_use]
    pub fn template_file(&self, view: &View) -> Option<&SourcePath> {
        self.theme.template_file(view.template(&self.site))
    }

    /// Whether the theme has a fault that every page would repeat.
    #[must_use]
    pub fn is_theme_at_fault(&self) -> bool {
        self.faults.has_errors()
            && self
                .faults
                .iter()
                .any(|fault| is_of_theme(fault, self.tree))
    }

    /// What makes the pages.
    #[must_use]
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::new(
            self.site.clone(),
            self.resolved.clone(),
            &self.theme,
            self.surroundings.clone(),
            self.given,
        )
    }

    /// Hands everything beside the pages to `sink`, feeds where something in them has changed.
    pub fn write_rest(&self, renderer: &Renderer<'_>, memo: &Memo, sink: &dyn Sink) -> SideFiles {
        let stopped = self
            .rest()
            .into_par_iter()
            .any(|(path, artifact)| sink.take(&path, artifact) == Flow::Stop);
        let feeds = feeds::write(
            &self.site,
            &self.structure.feeds,
            renderer,
            &self.claims,
            memo,
            sink,
        );
        SideFiles {
            stopped: stopped || feeds.is_none(),
            entries: feeds.unwrap_or_default(),
            ..SideFiles::default()
        }
    }

    /// The same, and the search index.
    pub fn write_rest_and_search(
        &self,
        renderer: &Renderer<'_>,
        memo: &Memo,
        sink: &dyn Sink,
    ) -> SideFiles {
        let mut rest = self.write_rest(renderer, memo, sink);
        let made = self.write_search(memo, sink);
        rest.stopped |= made.stopped;
        (rest.faults, rest.searched) = (made.faults, made.searched);
        rest
    }

    /// Hands the search index to `sink`, as far as it changed.
    pub(super) fn write_search(&self, memo: &Memo, sink: &dyn Sink) -> search::IndexOutcome {
        let script = self.surroundings.assets.get("search.js");
        let around = search::SearchInputs {
            site: &self.site,
            resolved: &self.resolved,
            text: &self.surroundings.settings_text,
            script,
        };
        search::write(
            &around,
            &self.views,
            &|key| self.theme.word(key),
            memo,
            sink,
        )
    }

    /// Every file but pages and feeds.
    fn rest(&self) -> Vec<(OutputPath, Artifact)> {
        let copied = self.copies.iter().map(|(path, source)| {
            (
                path.clone(),
                Artifact::Copy(self.tree.assets[source].clone()),
            )
        });
        let beside = outputs::beside(&self.site, &self.views, &self.structure.feeds)
            .into_iter()
            .filter(|(path, _)| !self.claims.is_taken(path));
        self.assets
            .artifacts
            .iter()
            .cloned()
            .chain(copied)
            .chain(self.tables.iter().cloned())
            .chain(beside)
            .collect()
    }

    /// What templates got wrong, as findings.
    #[must_use]
    pub fn report(&self, faults: Vec<TemplateFault>) -> Faults {
        render::report(faults, &self.theme)
    }

    /// What is made, in numbers, and what is held back.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let mut outcome = Outcome {
            held_back: self.site.held_back.values().cloned().collect(),
            ..Outcome::default()
        };
        for (id, page) in self.site.pages.iter().enumerate() {
            *outcome
                .by_kind
                .entry(page.kind().name().to_owned())
                .or_default() += 1;
            let mut entry = page.entry();
            if !is_entry(&self.site, id) {
                entry.feed_id.clear();
            }
            outcome.pages.push(entry);
            outcome
                .due
                .extend(DueReview::of(page, self.options.release.today));
        }
        outcome
            .due
            .sort_by(|a, b| (a.review_by, &a.source).cmp(&(b.review_by, &b.source)));
        let made = self.views.iter().filter(|view| view.is_list()).count();
        if made > 0 {
            outcome.by_kind.insert("list".to_owned(), made);
        }
        outcome
    }
}

fn is_of_theme(fault: &Fault, tree: &SourceTree) -> bool {
    fault.code == Code::MissingTheme
        || fault.span.as_ref().is_some_and(|span| {
            span.file.below("themes").is_some()
                && tree.texts.contains_key(&span.file)
                && fault.severity == Severity::Error
        })
}
