//! What is published beside the pages themselves, and which file each thing becomes.
//! From: a resolved site. To: artifacts with their paths, none of which overwrites another.

use super::search;
use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span, UrlPath, sub_path};
use crate::emit::feeds::{Feed, FeedFormat};
use crate::emit::host_files;
use crate::emit::redirects::{self, HostRedirect};
use crate::emit::sitemap::{self, SitemapEntry};
use crate::model::{Claimant, Claims, Page, Site, check_name};
use crate::parse::document::{Component, ComponentValue};
use crate::parse::settings::Host;
use crate::render::{self, View};
use crate::resolve::{PageTargets, Resolved, asset_url};
use crate::source::{Artifact, SourceTree};
use std::collections::{BTreeMap, BTreeSet};

/// Files of `content/` that are published as they are: those something points at, and everything in
/// `content/static/`.
pub(super) fn copies(tree: &SourceTree, resolved: &Resolved) -> BTreeMap<OutputPath, SourcePath> {
    let verbatim = tree
        .assets_below("content/static")
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
    let offered = |component: &Component| {
        !component
            .fields
            .iter()
            .any(|(name, value)| name == "download" && *value == ComponentValue::YesNo(false))
    };
    let of_page = |(page, targets): (&Page, &PageTargets)| {
        let shown = targets
            .tables
            .iter()
            .map(|(number, table)| (&page.parsed.body.outline.components[*number], table));
        let files = shown
            .filter(|(component, _)| offered(component))
            .map(|(component, table)| {
                (
                    render::table_url(&page.url, &component.id).output(),
                    Artifact::bytes(table.to_csv()),
                )
            });
        files.collect::<Vec<_>>()
    };
    site.pages
        .iter()
        .zip(&resolved.pages)
        .flat_map(of_page)
        .collect()
}

/// Names at the top of the output that `publish` keeps for itself.
const RESERVED: [&str; 2] = [".masthead.json", ".masthead-incoming"];

/// Claims the output files that are not pages, so that nothing overwrites anything.
pub(super) fn claim_rest(
    site: &Site,
    views: &[View],
    copies: &BTreeMap<OutputPath, SourcePath>,
    tables: &[(OutputPath, Artifact)],
    theme: &[(OutputPath, Artifact)],
    claims: &mut Claims,
) -> Faults {
    let mut faults = Vec::new();
    for name in RESERVED {
        faults.extend(
            claims
                .claim(
                    &OutputPath::new(name),
                    "what masthead remembers of the site",
                    None,
                )
                .err(),
        );
    }
    for (path, source) in copies {
        let span = Span::start_of(source);
        if let Some(problem) = check_name(&path.url()) {
            let fault = Fault::error(
                Code::BadAddress,
                format!("the address `{}` {problem}", path.url()),
            );
            faults.push(Box::new(fault.at(span).help("rename the file")));
            continue;
        }
        faults.extend(
            claims
                .claim(path, Claimant::File(source.clone()), Some(span))
                .err(),
        );
    }
    for view in views
        .iter()
        .filter(|view| view.is_later_page() || matches!(view, View::NotFound | View::Search))
    {
        let url = view.url(site);
        faults.extend(
            claims
                .claim(
                    &url.output(),
                    format!("the page `{url}`, which masthead makes,"),
                    view.source(site).map(Span::start_of),
                )
                .err(),
        );
    }
    for (path, _) in tables {
        faults.extend(
            claims
                .claim(
                    path,
                    format!("the file `{path}`, which masthead makes,"),
                    None,
                )
                .err(),
        );
    }
    for path in search::fixed_files(&site.settings) {
        faults.extend(
            claims
                .claim(&path, format!("the file of search `{path}`"), None)
                .err(),
        );
    }
    for (path, _) in theme {
        faults.extend(
            claims
                .claim(path, format!("the theme's file `{path}`"), None)
                .err(),
        );
    }
    faults.into_iter().map(|fault| *fault).collect()
}

/// What is published beside pages, for programs and web servers. A file of the owner's own takes
/// the place of any of these.
pub(super) fn beside(site: &Site, views: &[View], feeds: &[Feed]) -> Vec<(OutputPath, Artifact)> {
    let base = site.settings.base_url.as_deref();
    let sub_path = base.map_or("/", sub_path);
    let mut rest = Vec::new();
    if let Some(base) = base {
        rest.extend(sitemap::sitemap(&places(site, views), base));
    }
    rest.push(sitemap::robots(base));
    let redirects = former_addresses(site, feeds);
    let text = |(path, text): (OutputPath, String)| (path, Artifact::bytes(text.into_bytes()));
    for host in &site.settings.hosts {
        rest.extend(redirects::host_file(*host, &redirects, sub_path).map(text));
        if *host == Host::Netlify {
            rest.push(text((
                OutputPath::new("_headers"),
                host_files::headers(sub_path),
            )));
        }
    }
    rest
}

/// Where former addresses lead. Those who subscribed to a page's feeds are led to where these are
/// now.
fn former_addresses(site: &Site, feeds: &[Feed]) -> Vec<HostRedirect> {
    let with_feeds: BTreeSet<&UrlPath> = feeds.iter().map(|feed| &feed.home).collect();
    let led = |from: &UrlPath, to: &UrlPath| {
        let formats = if with_feeds.contains(to) && from.as_str().ends_with('/') {
            FeedFormat::ALL.as_slice()
        } else {
            &[]
        };
        let file = |url: &UrlPath, format: &FeedFormat| {
            UrlPath::new(&format!("{}{}", url.as_str(), format.file_name()))
        };
        let feeds = formats.iter().map(|format| HostRedirect {
            from: file(from, format),
            to: file(to, format),
        });
        std::iter::once(HostRedirect {
            from: from.clone(),
            to: to.clone(),
        })
        .chain(feeds)
        .collect::<Vec<_>>()
    };
    let of_pages = site
        .pages
        .iter()
        .flat_map(|page| page.former.iter().map(|former| (&former.url, &page.url)));
    let of_lists = site.moved.iter().map(|moved| (&moved.from, &moved.to));
    of_pages
        .chain(of_lists)
        .flat_map(|(from, to)| led(from, to))
        .collect()
}

/// What search engines should know of: every page, and the lists that are made.
fn places(site: &Site, views: &[View]) -> Vec<SitemapEntry> {
    let known = views
        .iter()
        .filter(|view| matches!(view, View::Page(_)) || view.is_list());
    let changed = |view: &View| {
        if let View::Page(id) = view {
            site.pages[*id].changed().or_else(|| site.entry_date(*id))
        } else {
            None
        }
    };
    known
        .map(|view| SitemapEntry {
            url: view.url(site),
            changed: changed(view),
        })
        .collect()
}
