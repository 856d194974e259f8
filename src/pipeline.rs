//! The diagram of the crate as code: [`build`] runs every stage in order.
//! From: `SourceTree` and [`Options`]. To: finished files in a `Sink`, and an [`Outcome`].

use crate::base::{Code, Diagnostic, OutputPath, SourcePath, Span, UrlPath, has_errors, nearest, sort, sub_path};
use crate::emit::feeds::{self, Feed};
use crate::emit::redirects::{self, Redirect};
use crate::emit::sitemap::{self, Place};
use crate::emit::{host_files, theme_assets};
use crate::model::{Assembled, Claims, HeldBack, Page, PageEntry, Release, Site, assemble};
use crate::parse::document::{Component, Value};
use crate::parse::markdown::Context;
use crate::parse::page::{ParsedPage, parse_page, short_markdown};
use crate::parse::people::{PEOPLE, People, read_people};
use crate::parse::place::{CONTENT, kind_by_place};
use crate::parse::settings::{Host, SETTINGS, Settings, read_settings};
use crate::parse::vocabulary::Vocabulary;
use crate::render::{self, Renderer, Surroundings, Theme, View, load_theme};
use crate::resolve::{PageTargets, Resolved, SettingsText, asset_url, resolve};
use crate::source::{Artifact, Flow, Sink, SourceTree, TextFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a build should do; every value is decided at the edge.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is let through, and which day it is.
    pub release: Release,
    /// Replaces `base_url` of the settings; ends with `/`.
    pub base_url: Option<String>,
}

/// What a build found and made.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Every finding, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Every page made, in the order of addresses.
    pub pages: Vec<PageEntry>,
    /// Pages left out, in the order of their files.
    pub held_back: Vec<HeldBack>,
    /// How many pages of each kind were made, by the kind's name ("newsletter").
    pub by_kind: BTreeMap<String, usize>,
    /// The sink said stop: the output is not whole.
    pub stopped: bool,
}

/// Builds the site. Pure: no clock, no environment, no files but those of the tree. The same tree and options give the same
/// files at any number of threads. With an error among the findings the site is not whole, and nobody should publish it.
#[must_use]
pub fn build(tree: &SourceTree, options: &Options, sink: &dyn Sink) -> Outcome {
    let (mut settings, mut faults) = read_settings(tree.text(SETTINGS));
    if let Some(base) = &options.base_url {
        settings.base_url = Some(base.clone());
    }
    faults.extend(no_base_url(tree, &settings));
    let settings = Arc::new(settings);
    let (theme, found) = load_theme(tree, &settings);
    faults.extend(found);
    let (assets, found) = theme_assets(tree, &settings.theme.value);
    faults.extend(found);

    let (people, found) = read_people(tree.text(PEOPLE), &settings.roles);
    faults.extend(found);
    let people = Arc::new(people);
    let parsed = parse(tree, &settings, &people, &theme, &mut faults);
    let settings_text = parsed.settings_text;
    let (Assembled { site, mut claims }, found) = assemble(parsed.pages, parsed.faulty, settings.clone(), people, options.release);
    faults.extend(found);
    let site = Arc::new(site);
    faults.extend(no_pages(&site));
    faults.extend(unknown_templates(&site, &theme));
    let (resolved, found) = resolve(&site, tree, &settings_text);
    faults.extend(found);
    let resolved = Arc::new(resolved);

    let mut views = render::views(&site);
    views.retain(|view| theme.has_template(view.template(&site)));
    let feeds = feeds::feeds(&site);
    let copies = copies(tree, &resolved);
    let tables = tables(&site, &resolved);
    faults.extend(claim_rest(&site, &views, &copies, &tables, &assets.artifacts, &mut claims));
    let mut outcome = outcome(&site, &views);
    if has_errors(&faults) && faults.iter().any(|fault| is_of_theme(fault, tree)) {
        // Every page would repeat what is wrong with the theme.
        return finish(outcome, faults);
    }

    let surroundings = Surroundings {
        assets: assets.by_name,
        policy: Some(host_files::csp_for_page()),
        settings_text,
        feeds: feeds.iter().map(|feed| (feed.home.clone(), feed.title.clone())).collect(),
    };
    let renderer = Renderer::new(site.clone(), resolved, &theme, surroundings);
    let take = |view: &View, html: String| match sink.take(&view.output(&site), Artifact::Bytes(html.into_bytes().into())) {
        Flow::Continue => ControlFlow::Continue(()),
        Flow::Stop => ControlFlow::Break(()),
    };
    let copied = copies.into_iter().map(|(path, source)| (path, Artifact::Copy(tree.assets[&source].clone())));
    let rest = || {
        let mut rest: Vec<(OutputPath, Artifact)> = assets.artifacts.into_iter().chain(copied).chain(tables).collect();
        rest.extend(beside(&site, &views, &feeds, &renderer).into_iter().filter(|(path, _)| !claims.is_taken(path)));
        rest.into_par_iter().any(|(path, artifact)| sink.take(&path, artifact) == Flow::Stop)
    };
    let (made, stopped) = rayon::join(|| renderer.render(&views, &take), rest);
    faults.extend(made);
    outcome.stopped = stopped;
    finish(outcome, faults)
}

/// What is published beside pages, for programs and web servers. A file of the owner's own takes the place of any of these.
fn beside(site: &Site, views: &[View], feeds: &[Feed], renderer: &Renderer<'_>) -> Vec<(OutputPath, Artifact)> {
    let base = site.settings.base_url.as_deref();
    let sub_path = base.map_or("/", sub_path);
    let mut rest = Vec::new();
    if let Some(base) = base {
        rest.extend(feeds::write(site, feeds, &renderer.absolute_bodies(&feeds::shown(feeds), base)));
        rest.extend(sitemap::sitemap(&places(site, views), base));
    }
    rest.push(sitemap::robots(base));
    let redirects: Vec<Redirect> = site
        .pages
        .iter()
        .flat_map(|page| page.former.iter().map(|former| Redirect { from: former.url.clone(), to: page.url.clone() }))
        .collect();
    let text = |(path, text): (OutputPath, String)| (path, Artifact::Bytes(text.into_bytes().into()));
    for host in &site.settings.hosts {
        rest.extend(redirects::host_file(*host, &redirects, sub_path).map(text));
        if *host == Host::Netlify {
            rest.push(text((OutputPath::new("_headers"), host_files::headers(sub_path))));
        }
    }
    rest
}

/// What search engines should know of: every page, and the lists that are made.
fn places(site: &Site, views: &[View]) -> Vec<Place> {
    let known = views.iter().filter(|view| matches!(view, View::Page(_)) || view.is_list());
    let changed = |view: &View| if let View::Page(id) = view { site.pages[*id].changed().or_else(|| site.entry_date(*id)) } else { None };
    known.map(|view| Place { url: view.url(site), changed: changed(view) }).collect()
}

fn finish(mut outcome: Outcome, mut faults: Vec<Diagnostic>) -> Outcome {
    sort(&mut faults);
    faults.dedup();
    outcome.diagnostics = faults;
    outcome
}

fn is_of_theme(fault: &Diagnostic, tree: &SourceTree) -> bool {
    fault.code == Code::MissingTheme
        || fault.span.as_ref().is_some_and(|span| {
            span.file.below("themes").is_some() && tree.texts.contains_key(&span.file) && fault.severity == crate::base::Severity::Error
        })
}

struct Parsed {
    pages: Vec<Arc<ParsedPage>>,
    faulty: BTreeSet<SourcePath>,
    settings_text: SettingsText,
}

/// Reads every content file, side by side: no file's meaning depends on another's.
fn parse(tree: &SourceTree, settings: &Settings, people: &People, theme: &Theme<'_>, faults: &mut Vec<Diagnostic>) -> Parsed {
    let words = theme.body_words();
    let vocabulary = Vocabulary::new(settings, people);
    let context = |file| Context { file, components: theme.components(), vocabulary: &vocabulary, words: &words, places: &[] };
    let files: Vec<&TextFile> = tree.texts_below(CONTENT).filter(|file| is_page(&file.path)).collect();
    let read: Vec<(Option<ParsedPage>, Vec<Diagnostic>)> =
        files.par_iter().map(|file| parse_page(file, kind_by_place(&file.path, settings), &context(&file.path))).collect();
    let mut parsed = Parsed { pages: Vec::with_capacity(read.len()), faulty: BTreeSet::new(), settings_text: SettingsText::default() };
    for (file, (page, found)) in files.iter().zip(read) {
        faults.extend(found);
        match page {
            Some(page) => parsed.pages.push(Arc::new(page)),
            None => drop(parsed.faulty.insert(file.path.clone())),
        }
    }
    if let Some(text) = &settings.footer.text {
        parsed.settings_text.footer = short_markdown(text, &context(&text.span.file), faults);
    }
    parsed.settings_text.people = people.about(&context(&SourcePath::new(PEOPLE)), faults);
    parsed
}

fn is_page(path: &SourcePath) -> bool {
    path.extension() == "md"
}

/// Without its address a site has no canonical links, and what else needs whole addresses is left out.
fn no_base_url(tree: &SourceTree, settings: &Settings) -> Option<Diagnostic> {
    let file = tree.text(SETTINGS).filter(|_| settings.base_url.is_none())?;
    let message = "the settings do not say the site's address, so what needs whole addresses is left out";
    let help = "add a line such as `base_url: https://www.example.org/` once you know it";
    Some(Diagnostic::warning(Code::NoBaseUrl, message).at(Span::start_of(&file.path)).help(help))
}

fn no_pages(site: &Site) -> Option<Diagnostic> {
    if !site.pages.is_empty() || !site.faulty.is_empty() {
        return None;
    }
    let message = if site.held_back.is_empty() { "there are no pages in `content/`" } else { "every page in `content/` is held back" };
    Some(
        Diagnostic::error(Code::NoPages, message)
            .help("write a first page, `content/index.md`; `masthead init` makes a small site to start from"),
    )
}

/// Templates that pages or folders choose and the theme does not have.
fn unknown_templates(site: &Site, theme: &Theme<'_>) -> Vec<Diagnostic> {
    let chosen = site.pages.iter().filter(|page| !theme.has_template(&page.template));
    let mut faults: Vec<Diagnostic> = chosen
        .map(|page| {
            let span =
                page.common().template.as_ref().map_or_else(|| Span::start_of(&page.parsed.source), |template| template.span.clone());
            let meant = nearest(&page.template, theme.template_names()).map(|meant| format!("did you mean `{meant}`?"));
            Diagnostic::error(Code::MissingTemplate, format!("the theme has no template `{}.html`", page.template)).at(span).help_if(meant)
        })
        .collect();
    faults.dedup_by(|a, b| a.span == b.span);
    faults
}

/// Files of `content/` that are published as they are: those something points at, and everything in `content/static/`.
fn copies(tree: &SourceTree, resolved: &Resolved) -> BTreeMap<OutputPath, SourcePath> {
    let verbatim = tree.assets_below("content/static").map(|asset| (asset_url(&asset.path).output(), asset.path.clone()));
    resolved.assets.iter().map(|(source, url)| (url.output(), source.clone())).chain(verbatim).collect()
}

/// Tables that pages offer as files.
fn tables(site: &Site, resolved: &Resolved) -> Vec<(OutputPath, Artifact)> {
    let offered = |component: &Component| !component.fields.iter().any(|(name, value)| name == "download" && *value == Value::YesNo(false));
    let of_page = |(page, targets): (&Page, &PageTargets)| {
        let shown = targets.tables.iter().map(|(number, table)| (&page.parsed.body.components[*number], table));
        let files = shown
            .filter(|(component, _)| offered(component))
            .map(|(component, table)| (render::table_url(&page.url, &component.id).output(), Artifact::Bytes(table.to_csv().into())));
        files.collect::<Vec<_>>()
    };
    site.pages.iter().zip(&resolved.pages).flat_map(of_page).collect()
}

/// Claims the output files that are not pages, so that nothing overwrites anything.
fn claim_rest(
    site: &Site,
    views: &[View],
    copies: &BTreeMap<OutputPath, SourcePath>,
    tables: &[(OutputPath, Artifact)],
    theme: &[(OutputPath, Artifact)],
    claims: &mut Claims,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (path, source) in copies {
        faults.extend(claims.claim(path, &format!("the file `{source}`"), Some(Span::start_of(source))).err());
    }
    for view in views.iter().filter(|view| view.is_later_page() || matches!(view, View::NotFound)) {
        let url = view.url(site);
        faults.extend(
            claims.claim(&url.output(), &format!("the page `{url}`, which masthead makes,"), view.source(site).map(Span::start_of)).err(),
        );
    }
    for (path, _) in tables {
        faults.extend(claims.claim(path, &format!("the figures of a table, `{path}`,"), None).err());
    }
    for (path, _) in theme {
        faults.extend(claims.claim(path, &format!("the theme's file `{path}`"), None).err());
    }
    faults.into_iter().map(|fault| *fault).collect()
}

fn outcome(site: &Site, views: &[View]) -> Outcome {
    let mut outcome = Outcome { held_back: site.held_back.values().cloned().collect(), ..Outcome::default() };
    for page in &site.pages {
        *outcome.by_kind.entry(page.kind().name().to_owned()).or_default() += 1;
        outcome.pages.push(page.entry());
    }
    let made = views.iter().filter(|view| view.is_list()).count();
    if made > 0 {
        outcome.by_kind.insert("list".to_owned(), made);
    }
    outcome
}
