//! Former addresses: those that a page names, and the one that its file's name would give.

use super::addresses::{Claims, check_name};
use super::{FormerAddress, Page};
use crate::base::{Code, Diagnostic, Span, UrlPath};
use crate::parse::page::ParsedPage;

/// The addresses that a page names, as people copy them from a browser: a whole URL loses its host, and the folder in which
/// the site stands there (`sub_path`, `/` or `/htas/`).
pub(super) fn aliases(page: &ParsedPage, sub_path: &str, faults: &mut Vec<Diagnostic>) -> Vec<FormerAddress> {
    let mut former = Vec::new();
    for alias in &page.front.common.aliases {
        let written = alias.value.trim();
        let whole = written.split_once("://").map(|(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let path = whole.map_or(written, |path| path.strip_prefix(sub_path.trim_end_matches('/')).unwrap_or(path));
        let path = path.split(['#', '?']).next().unwrap_or_default();
        let bad = path.is_empty() || path == "/" || path.contains("..") || path.contains('\\') || path.chars().any(char::is_control);
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let url = if path.ends_with('/') || is_file { UrlPath::new(path) } else { UrlPath::new(&format!("{path}/")) };
        let problem = if bad { Some("is not an address on this site".to_owned()) } else { check_name(&url) };
        match problem {
            Some(problem) => faults.push(
                Diagnostic::error(Code::BadAlias, format!("the alias `{written}` {problem}"))
                    .at(alias.span.clone())
                    .help("write the old address as it stood after the site's name, such as `/news/spring-2015/`"),
            ),
            None => former.push(FormerAddress { url, span: Some(alias.span.clone()) }),
        }
    }
    former
}

/// Claims every page's own address, and takes out pages whose address another has, naming both.
pub(super) fn claim_pages(pages: Vec<Page>, claims: &mut Claims, faults: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut kept: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        let span = page.common().slug.as_ref().map_or_else(|| page.common().title.span.clone(), |slug| slug.span.clone());
        match claims.claim(&page.url.output(), &format!("the page `{}`", page.parsed.source), Some(span)) {
            Ok(()) => kept.push(page),
            Err(fault) => faults.push(*fault),
        }
    }
    kept
}

/// Claims the addresses that pages name as former ones; then, where they are free, those that `slug` took them away from.
pub(super) fn claim_former(pages: &mut [Page], claims: &mut Claims, faults: &mut Vec<Diagnostic>) {
    for page in pages.iter_mut() {
        let named = std::mem::take(&mut page.former);
        for former in named {
            match claim(page, &former.url, former.span.clone(), claims) {
                Ok(()) => page.former.push(former),
                Err(mut fault) => {
                    fault.code = Code::BadAlias;
                    fault.help = vec!["take the alias out: that address is in use".to_owned()];
                    faults.push(*fault);
                }
            }
        }
    }
    for page in pages {
        if let Some(url) = page.by_file_name.take()
            && claim(page, &url, None, claims).is_ok()
        {
            page.former.push(FormerAddress { url, span: None });
        }
    }
}

fn claim(page: &Page, url: &UrlPath, span: Option<Span>, claims: &mut Claims) -> Result<(), Box<Diagnostic>> {
    claims.claim(&url.output(), &format!("the alias `{url}` of `{}`", page.parsed.source), span)
}
