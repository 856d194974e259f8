//! Former addresses: those that a page or the settings name, and those that the names of its file
//! and its folders would give.

use super::addresses::{Claimant, Claims, check_name};
use super::{FeedFormat, FormerAddress, FormerSiteAddress, Page, PageId, Site};
use crate::base::{Code, Fault, Faults, SourcePath, UrlPath, nearest, percent_decode, sub_path};
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use crate::parse::settings::Redirect;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the addresses that a page names, as people copy them from a browser: a whole URL loses
/// its host, and the folder in which the site stands there (`sub_path`, `/` or `/htas/`).
pub(super) fn aliases(
    page: &ParsedPage,
    sub_path: &str,
    faults: &mut Faults,
) -> Vec<FormerAddress> {
    let mut former = Vec::new();
    for alias in &page.front.common.aliases {
        match address(&alias.value, sub_path) {
            Ok(url) => former.push(FormerAddress {
                url,
                span: Some(alias.span.clone()),
            }),
            Err((problem, help)) => {
                let message = format!("the alias `{}` {problem}", alias.value.trim());
                faults.push(
                    Fault::error(Code::BadAlias, message)
                        .at(alias.span.clone())
                        .help(help),
                );
            }
        }
    }
    former
}

/// Returns the former address that people mean, or what is wrong with it and what to do.
fn address(written: &str, sub_path: &str) -> Result<UrlPath, (String, &'static str)> {
    let written = written.trim();
    let whole = written
        .split_once("://")
        .map(|(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let path = whole.map_or(written, |path| {
        path.strip_prefix(sub_path.trim_end_matches('/'))
            .unwrap_or(path)
    });
    let path = path.split('#').next().unwrap_or_default();
    let path = percent_decode(path);
    let url = UrlPath::typed(&path);
    let address =
        "write the old address as it stood after the site's name, such as `/news/spring-2015/`";
    let problem = if path.contains('?') {
        let problem = "holds a question mark: a web host looks for a page by what stands before it";
        Some((
            problem.to_owned(),
            "leave out the `?` and what follows, if all such addresses may lead to this page",
        ))
    } else if !is_address(&path) {
        Some(("is not an address on this site".to_owned(), address))
    } else if is_made(&url) {
        Some((
            "is the address of a file that masthead makes".to_owned(),
            "take the alias out: that address is in use",
        ))
    } else {
        check_name(&url).map(|problem| (problem, address))
    };
    problem.map_or(Ok(url), Err)
}

/// Claims former addresses that the settings name. By now the pages they lead to have their
/// addresses.
pub(super) fn moved(
    site: &Site,
    claims: &mut Claims,
    faults: &mut Faults,
) -> Vec<FormerSiteAddress> {
    if site.settings.redirects.is_empty() {
        return Vec::new();
    }
    let sub_path = site.settings.base_url.as_deref().map_or("/", sub_path);
    let known = places(site);
    let mut moved = Vec::new();
    for Redirect { from, to } in &site.settings.redirects {
        let url = match address(&from.value, sub_path) {
            Ok(url) => url,
            Err((problem, help)) => {
                let message = format!("the former address `{}` {problem}", from.value.trim());
                faults.push(
                    Fault::error(Code::BadAlias, message)
                        .at(from.span.clone())
                        .help(help),
                );
                continue;
            }
        };
        let Some((to, title)) = destination(site, &known, &to.value, sub_path) else {
            let message = format!("no page of this site stands at `{}`", to.value.trim());
            let meant = nearest(&to.value, known.keys().map(UrlPath::as_str))
                .map(|meant| format!("did you mean `{meant}`?"));
            let help =
                "write its address as it stands after the site's name, such as `/topics/gardens/`";
            faults.push(
                Fault::error(Code::BrokenLink, message)
                    .at(to.span.clone())
                    .help_if(meant)
                    .help(help),
            );
            continue;
        };
        let owner = format!("the former address `{url}`");
        let span = Some(from.span.clone());
        let mut clashes = Faults::new();
        if claims.claim(&url.output(), owner, span, &mut clashes) {
            moved.push(FormerSiteAddress {
                from: url,
                to,
                title,
            });
        }
        let help = "take these two lines out: that address is in use";
        faults.extend(clashes.into_iter().map(|fault| in_use(fault, help)));
    }
    moved
}

/// Returns every page and every list of the site by its address, with its title.
fn places(site: &Site) -> BTreeMap<UrlPath, String> {
    let pages = site
        .pages
        .iter()
        .map(|page| (page.url.clone(), page.title().to_owned()));
    // Where a page and a list have one address, the page stands there.
    site.lists()
        .map(|(url, title)| (url, title.into_owned()))
        .chain(pages)
        .collect()
}

fn destination(
    site: &Site,
    known: &BTreeMap<UrlPath, String>,
    written: &str,
    sub_path: &str,
) -> Option<(UrlPath, String)> {
    let written = written.trim();
    let of_file = site
        .by_source
        .get(&SourcePath::new(CONTENT).join(written.trim_start_matches('/')));
    let url = of_file.map(|id| site.pages[*id].url.clone()).or_else(|| {
        if written == "/" {
            Some(UrlPath::root())
        } else {
            address(written, sub_path).ok()
        }
    })?;
    known.get(&url).map(|title| (url.clone(), title.clone()))
}

/// Reports whether a page of this site can have had the address.
fn is_address(path: &str) -> bool {
    let has_empty_name = path.trim_start_matches('/').contains("//") || path.starts_with("//");
    !path.trim_matches('/').is_empty()
        && !has_empty_name
        && !path.contains("..")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
}

/// Reports whether a file for programs stands at an address: a feed, or what web hosts and search
/// engines look for.
fn is_made(url: &UrlPath) -> bool {
    const AT_THE_TOP: [&str; 7] = [
        "404.html",
        "_headers",
        "_redirects",
        "redirects.nginx.map",
        "robots.txt",
        "sitemap.xml",
        "staticwebapp.config.json",
    ];
    let path = url.as_str().trim_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    AT_THE_TOP.contains(&path)
        || FeedFormat::ALL
            .iter()
            .any(|format| format.file_name() == name)
        || path.starts_with('.')
}

/// Claims every page's own address. Returns the numbers of those whose address another page has,
/// and for each a fault that names both.
pub(super) fn claim_pages(pages: &[Page], claims: &mut Claims) -> (BTreeSet<PageId>, Faults) {
    let mut refused = BTreeSet::new();
    let mut faults = Faults::new();
    for (id, page) in pages.iter().enumerate() {
        let common = page.common();
        let span = common
            .slug
            .as_ref()
            .map_or_else(|| common.title.span.clone(), |slug| slug.span.clone());
        let owner = Claimant::Page(page.parsed.source.clone());
        if !claims.claim(&page.url.output(), owner, Some(span), &mut faults) {
            refused.insert(id);
        }
    }
    (refused, faults)
}

/// Claims the addresses that pages name as former ones, then, where they are free, those that
/// `slug` took from them.
pub(super) fn claim_former(pages: &mut [Page], claims: &mut Claims, faults: &mut Faults) {
    for page in pages.iter_mut() {
        for former in std::mem::take(&mut page.former) {
            let owner = claimant(page, &former.url);
            let path = former.url.output();
            let mut clashes = Faults::new();
            if claims.claim(&path, owner, former.span.clone(), &mut clashes) {
                page.former.push(former);
            }
            let help = "take the alias out: that address is in use";
            faults.extend(clashes.into_iter().map(|fault| in_use(fault, help)));
        }
    }
    for page in pages {
        for url in std::mem::take(&mut page.by_file_names) {
            if claims.claim_if_free(&url.output(), claimant(page, &url), None) {
                page.former.push(FormerAddress { url, span: None });
            }
        }
    }
}

fn claimant(page: &Page, url: &UrlPath) -> String {
    format!("the alias `{url}` of `{}`", page.parsed.source)
}

/// Returns the fault of a former address that is in use.
fn in_use(mut fault: Fault, help: &str) -> Fault {
    fault.code = Code::BadAlias;
    fault.help = vec![help.to_owned()];
    fault
}
