//! The output files beside pages, decided from a resolved site: copies, tables, and files for
//! programs and web servers. They are given as artifacts with paths, and claimed so that none
//! overwrites another.

use super::search;
use crate::base::{Code, Date, Fault, Faults, OutputPath, SourcePath, Span, UrlPath, sub_path};
use crate::emit::feeds::Feed;
use crate::emit::host_files;
use crate::emit::host_limits::own_file_too_large;
use crate::emit::redirects::{self, HostRedirect};
use crate::emit::sitemap::{self, SitemapEntry};
use crate::model::{Claimant, Claims, FeedFormat, Site, check_name};
use crate::parse::document::{Component, ComponentValue};
use crate::parse::place::STATIC;
use crate::parse::settings::{Host, SETTINGS};
use crate::render::{self, View};
use crate::resolve::{Resolved, asset_url};
use crate::source::{Artifact, PictureSet, SocialCard, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Files of `content/` that are published as they are: those something points at, and everything in
/// `content/static/`.
pub(super) fn copies(tree: &SourceTree, resolved: &Resolved) -> BTreeMap<OutputPath, SourcePath> {
    let verbatim = tree
        .assets_below(STATIC)
        .map(|asset| (asset_url(&asset.path).output(), asset.path.clone()));
    resolved
        .assets
        .iter()
        .map(|(url, source)| (url.output(), source.clone()))
        .chain(verbatim)
        .collect()
}

/// Tables that pages offer as files.
pub(super) fn tables(site: &Site, resolved: &Resolved) -> Vec<(OutputPath, Artifact)> {
    let mut files = Vec::new();
    for (page, targets) in site.pages.iter().zip(&resolved.pages) {
        for (number, table) in &targets.tables {
            let component = &page.parsed.body.outline.components[*number];
            if is_offered(component) {
                let url = render::table_url(&page.url, &component.id);
                files.push((url.output(), Artifact::bytes(table.to_csv())));
            }
        }
        for (number, benchmark) in &targets.benchmarks {
            let component = &page.parsed.body.outline.components[*number];
            if is_offered(component) {
                let url = render::table_url(&page.url, &component.id);
                files.push((url.output(), Artifact::bytes(benchmark.to_csv())));
            }
        }
    }
    files
}

/// Reports whether the author lets readers download the figures of a table.
fn is_offered(component: &Component) -> bool {
    !component
        .fields
        .iter()
        .any(|(name, value)| name == "download" && *value == ComponentValue::YesNo(false))
}

/// Names at the top of the output that `publish` keeps for itself.
const RESERVED: [&str; 4] = [
    ".masthead.json",
    ".masthead-changes.json",
    ".masthead-incoming",
    ".masthead-lock",
];

/// The files that are published beside the pages.
pub(super) struct FilesBeside<'f> {
    pub(super) copies: &'f BTreeMap<OutputPath, SourcePath>,
    /// The smaller pictures that are made of pictures, by the picture.
    pub(super) pictures: &'f BTreeMap<SourcePath, Arc<PictureSet>>,
    /// Cards that are drawn for pages without a picture.
    pub(super) cards: &'f BTreeMap<UrlPath, SocialCard>,
    /// Tables and publications as files for other programs.
    pub(super) tables: &'f [(OutputPath, Artifact)],
    /// The theme's own files.
    pub(super) theme: &'f [(OutputPath, Artifact)],
}

/// Claims the output files that are not pages, so that nothing overwrites anything.
pub(super) fn claim_rest(
    site: &Site,
    views: &[View],
    files: &FilesBeside<'_>,
    claims: &mut Claims,
    faults: &mut Faults,
) {
    for name in RESERVED {
        let path = OutputPath::new(name);
        claims.claim(&path, "what masthead remembers of the site", None, faults);
    }
    for (path, source) in files.copies {
        claim_copy(path, source, claims, faults);
    }
    for (source, set) in files.pictures {
        for made in set.all() {
            let owner = format!("a smaller picture of `{source}`, which masthead makes,");
            claims.claim(&made.url.output(), owner, None, faults);
        }
    }
    for url in files.cards.keys() {
        let owner = format!("the card `{url}`, which masthead draws,");
        claims.claim(&url.output(), owner, None, faults);
    }
    for view in views {
        check_made_address(site, view, faults);
        if view.is_later_page() || matches!(view, View::NotFound | View::Search) {
            let url = view.url(site);
            let owner = format!("the page `{url}`, which masthead makes,");
            let span = view.source(site).map(Span::start_of);
            claims.claim(&url.output(), owner, span, faults);
        }
    }
    for (path, _) in files.tables {
        let owner = format!("the file `{path}`, which masthead makes,");
        claims.claim(path, owner, None, faults);
    }
    for path in search::fixed_files(&site.settings) {
        let owner = format!("the file of search `{path}`");
        claims.claim(&path, owner, None, faults);
    }
    for (path, _) in files.theme {
        claims.claim(path, format!("the theme's file `{path}`"), None, faults);
    }
}

/// Reports an address that masthead makes of a word, such as a topic, and that some computer could
/// not store.
fn check_made_address(site: &Site, view: &View, faults: &mut Faults) {
    if view.is_later_page() || view.page_of_content().is_some() {
        return;
    }
    let url = view.url(site);
    let Some(problem) = check_name(&url) else {
        return;
    };
    let source = match view {
        View::Term {
            term: (at, term), ..
        } => {
            let pages = &site.taxonomies[*at].terms[*term].pages;
            pages.first().map(|page| &site.pages[*page].parsed.source)
        }
        view => view.source(site),
    };
    let message = format!("the address `{url}` {problem}");
    let mut fault = Fault::error(Code::BadAddress, message)
        .help("masthead makes this address of a topic, a name or a key: use another word for it");
    fault.span = source.map(Span::start_of);
    faults.push(fault);
}

/// Claims the file that is copied from `source`, unless some computer could not store its name.
fn claim_copy(path: &OutputPath, source: &SourcePath, claims: &mut Claims, faults: &mut Faults) {
    let span = Span::start_of(source);
    if let Some(problem) = check_name(&path.url()) {
        let message = format!("the address `{}` {problem}", path.url());
        let fault = Fault::error(Code::BadAddress, message).at(span);
        faults.push(fault.help("rename the file"));
        return;
    }
    claims.claim(path, Claimant::File(source.clone()), Some(span), faults);
}

/// Returns the files for programs and web servers: the map of the site, addresses that moved, and
/// headers. A file of the owner's own takes the place of any of these.
pub(super) fn for_programs(
    site: &Site,
    views: &[View],
    feeds: &[Feed],
) -> Vec<(OutputPath, Artifact)> {
    let base = site.settings.base_url.as_deref();
    let sub_path = base.map_or("/", sub_path);
    let mut files = Vec::new();
    if let Some(base) = base {
        files.extend(sitemap::sitemap(&places(site, views), base));
    }
    files.push(sitemap::robots(base));
    let redirects = former_addresses(site, feeds);
    for host in &site.settings.hosts {
        if let Some(file) = redirects::host_file(*host, &redirects, sub_path) {
            files.push(text_file((file.path, file.text)));
        }
        if *host == Host::Netlify {
            let headers = host_files::headers(sub_path);
            files.push(text_file((OutputPath::new("_headers"), headers)));
        }
    }
    files
}

/// Reports files for web hosts that these would refuse, or read a part of; those of the owner's own
/// as far as their size tells.
pub(super) fn host_limits(
    site: &Site,
    feeds: &[Feed],
    copies: &BTreeMap<OutputPath, SourcePath>,
    tree: &SourceTree,
    faults: &mut Faults,
) {
    let sub_path = site.settings.base_url.as_deref().map_or("/", sub_path);
    let redirects = former_addresses(site, feeds);
    for host in &site.settings.hosts {
        let Some(file) = redirects::host_file(*host, &redirects, sub_path) else {
            continue;
        };
        let (found, span) = match copies.get(&file.path) {
            Some(own) if *host == Host::Azure => {
                let size = tree.assets.get(own).map_or(0, |asset| asset.size);
                (own_file_too_large(size), Some(Span::start_of(own)))
            }
            Some(_) => continue,
            None => {
                let settings = tree.text(SETTINGS);
                let span = settings.map(|settings| Span::start_of(&settings.path));
                (file.faults, span)
            }
        };
        for mut fault in found {
            fault.span.clone_from(&span);
            faults.push(fault);
        }
    }
}

fn text_file((path, text): (OutputPath, String)) -> (OutputPath, Artifact) {
    (path, Artifact::bytes(text.into_bytes()))
}

/// Returns the redirects from former addresses. Those who subscribed to a page's feeds are led to
/// where these are now.
fn former_addresses(site: &Site, feeds: &[Feed]) -> Vec<HostRedirect> {
    let with_feeds: BTreeSet<&UrlPath> = feeds.iter().map(|feed| &feed.home).collect();
    let of_pages = site
        .pages
        .iter()
        .flat_map(|page| page.former.iter().map(|former| (&former.url, &page.url)));
    let of_lists = site.moved.iter().map(|moved| (&moved.from, &moved.to));
    let mut redirects = Vec::new();
    for (from, to) in of_pages.chain(of_lists) {
        redirects.push(HostRedirect {
            from: from.clone(),
            to: to.clone(),
        });
        if with_feeds.contains(to) && from.as_str().ends_with('/') {
            redirects.extend(FeedFormat::ALL.map(|format| HostRedirect {
                from: format.url(from),
                to: format.url(to),
            }));
        }
    }
    redirects
}

/// Returns the addresses that search engines should know of: every page, and the lists that are
/// made.
fn places(site: &Site, views: &[View]) -> Vec<SitemapEntry> {
    views
        .iter()
        .filter(|view| matches!(view, View::Page(_)) || view.is_list())
        .map(|view| SitemapEntry {
            url: view.url(site),
            changed: changed(site, view),
        })
        .collect()
}

fn changed(site: &Site, view: &View) -> Option<Date> {
    let View::Page(id) = view else {
        return None;
    };
    site.pages[*id].changed().or_else(|| site.entry_date(*id))
}
