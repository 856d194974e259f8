//! Puts parsed pages together into a [`Site`].

use super::addresses::{Claims, check_name};
use super::lifecycle::{HeldBack, HeldReason, Release};
use super::{Page, PageId, Site, lists, topics};
use crate::base::{Code, Diagnostic, SourcePath, Span, UrlPath, slug};
use crate::parse::document::Document;
use crate::parse::front::{Common, FrontMatter, KindFields, Sort, Spanned};
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use crate::parse::settings::{FolderSettings, Settings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Entries on one page of a list when nobody says otherwise.
const PAGE_SIZE: usize = 20;

/// A site, and who owns which file of the output so far: `emit` adds assets to it.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// The files its pages become.
    pub claims: Claims,
}

/// Decides what is published, where it stands and what belongs to what.
#[must_use]
pub fn assemble(
    parsed: Vec<Arc<ParsedPage>>,
    faulty: BTreeSet<SourcePath>,
    settings: Arc<Settings>,
    release: Release,
) -> (Assembled, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let (mut parsed, held_back) = withhold(parsed, release);
    add_missing_sections(&mut parsed, &held_back, &faulty, &settings);
    let mut pages = place(parsed, &settings, &mut faults);
    pages.sort_by(|a, b| a.url.cmp(&b.url).then_with(|| a.parsed.source.cmp(&b.parsed.source)));

    let mut claims = Claims::default();
    let pages = claim_addresses(pages, &mut claims, &mut faults);
    let by_source: BTreeMap<SourcePath, PageId> = pages.iter().enumerate().map(|(id, page)| (page.parsed.source.clone(), id)).collect();
    let by_url: BTreeMap<UrlPath, PageId> = pages.iter().enumerate().map(|(id, page)| (page.url.clone(), id)).collect();
    let mut pages = pages;
    adopt(&mut pages, &by_source, &settings);

    let topics_root = UrlPath::new("/topics/");
    let (topics, topic_faults) = topics::gather(&mut pages, &topics_root);
    faults.extend(topic_faults);
    let mut site = Site { settings, pages, by_source, by_url, held_back, faulty, topics, topics_url: None };
    for at in 0..site.topics.len() {
        let mut ids = std::mem::take(&mut site.topics[at].pages);
        ids.sort_by(|a, b| lists::compare(Sort::Newest, &site.pages[*a], &site.pages[*b]));
        site.topics[at].pages = ids;
    }
    site.topics_url = (!site.topics.is_empty()).then_some(topics_root);
    claim_topics(&site, &mut claims, &mut faults);
    (Assembled { site, claims }, faults)
}

/// Takes out what is held back, and everything that belongs to an issue, report or section that is.
fn withhold(parsed: Vec<Arc<ParsedPage>>, release: Release) -> (Vec<Arc<ParsedPage>>, BTreeMap<SourcePath, HeldBack>) {
    let closed: BTreeMap<SourcePath, HeldReason> = parsed
        .iter()
        .filter(|page| page.source.file_name() == "index.md" && page.source.as_str() != "content/index.md")
        .filter_map(|page| Some((page.source.folder(), release.holds_back(&page.front.common)?)))
        .collect();
    let mut held_back = BTreeMap::new();
    let published = parsed
        .into_iter()
        .filter(|page| {
            let own = release.holds_back(&page.front.common);
            let reason = own.or_else(|| folders_of(&page.source).find_map(|folder| closed.get(&folder).copied()));
            if let Some(reason) = reason {
                let title = page.front.common.title.value.clone();
                held_back.insert(page.source.clone(), HeldBack { source: page.source.clone(), title, reason });
            }
            reason.is_none()
        })
        .collect();
    (published, held_back)
}

/// The folders a file stands in, the innermost first, `content` last.
fn folders_of(source: &SourcePath) -> impl Iterator<Item = SourcePath> + use<> {
    std::iter::successors(Some(source.folder()), |folder| Some(folder.folder()).filter(|_| folder.as_str() != CONTENT))
        .take_while(|folder| folder.as_str().starts_with(CONTENT))
}

fn index_of(folder: &SourcePath) -> SourcePath {
    folder.join("index.md")
}

/// The page a folder's pages belong to: its `index.md`, else the page of the same name beside it.
fn head_of(folder: &SourcePath) -> [SourcePath; 2] {
    [index_of(folder), SourcePath::new(&format!("{folder}.md"))]
}

/// A folder of pages without an `index.md` becomes a section named after the folder.
fn add_missing_sections(
    parsed: &mut Vec<Arc<ParsedPage>>,
    held_back: &BTreeMap<SourcePath, HeldBack>,
    faulty: &BTreeSet<SourcePath>,
    settings: &Settings,
) {
    let present: BTreeSet<SourcePath> = parsed.iter().map(|page| page.source.clone()).collect();
    let folders: BTreeSet<SourcePath> = parsed.iter().flat_map(|page| folders_of(&page.source)).collect();
    for folder in folders {
        let known = |source: &SourcePath| present.contains(source) || held_back.contains_key(source) || faulty.contains(source);
        if head_of(&folder).iter().any(known) {
            continue;
        }
        let source = index_of(&folder);
        let title = if folder.as_str() == CONTENT { settings.title.clone() } else { humanised(folder.file_name()) };
        let kind = crate::parse::place::kind_by_place(&source, settings);
        let fields = match kind {
            Kind::Newsletter => KindFields::Newsletter { number: None, period: None, editor: None, pdf: None },
            Kind::Report => KindFields::Report { period: None, group: None, findings: Vec::new(), downloads: Vec::new() },
            _ => KindFields::Section { page_size: None, sort: None },
        };
        let common = Common::titled(Spanned { value: title, span: Span::start_of(&source) });
        let front = FrontMatter { kind, common, fields };
        parsed.push(Arc::new(ParsedPage { source, front, body: Document::default(), findings: Vec::new() }));
    }
}

/// `past-issues` as a person would write it: `Past issues`.
fn humanised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Gives every page its address, folders before what is in them.
fn place(mut parsed: Vec<Arc<ParsedPage>>, settings: &Settings, faults: &mut Vec<Diagnostic>) -> Vec<Page> {
    parsed.sort_by_key(|page| {
        let is_index = page.source.file_name() == "index.md";
        let depth = page.source.as_str().matches('/').count() - usize::from(is_index);
        (depth, page.source.clone())
    });
    let mut folder_urls: BTreeMap<SourcePath, UrlPath> = BTreeMap::new();
    folder_urls.insert(SourcePath::new(CONTENT), UrlPath::root());
    let mut pages = Vec::with_capacity(parsed.len());
    for page in parsed {
        let url = match address(&page, &folder_urls, settings) {
            Ok(url) => url,
            Err(fault) => {
                faults.push(*fault);
                continue;
            }
        };
        if page.source.file_name() == "index.md" {
            folder_urls.insert(page.source.folder(), url.clone());
        } else {
            folder_urls.entry(page.source.folder().join(page.source.stem())).or_insert_with(|| url.clone());
        }
        let folder = folder_settings(&page.source, settings);
        let own = (page.source.file_name() == "index.md")
            .then(|| settings.folders.get(page.source.folder().below(CONTENT).unwrap_or_default()))
            .flatten();
        let template = template_of(&page, folder);
        let (page_size, sort) = list_settings(&page, own);
        pages.push(Page {
            aliases: aliases(&page, faults),
            parsed: page,
            url,
            parent: None,
            children: Vec::new(),
            topics: Vec::new(),
            page_size,
            newest_first: sort == Sort::Newest,
            template,
        });
    }
    pages
}

fn list_settings(page: &ParsedPage, folder: Option<&FolderSettings>) -> (usize, Sort) {
    let (size, sort) = match &page.front.fields {
        KindFields::Section { page_size, sort } => (page_size.as_ref().map(|size| size.value), *sort),
        _ => (None, None),
    };
    let size = size.or_else(|| folder.and_then(|folder| folder.page_size)).unwrap_or(PAGE_SIZE);
    let sort = sort.or_else(|| folder.and_then(|folder| folder.sort)).unwrap_or_else(|| lists::default_sort(page.front.kind));
    (size.max(1), sort)
}

/// The settings of the nearest folder that has any.
fn folder_settings<'s>(source: &SourcePath, settings: &'s Settings) -> Option<&'s FolderSettings> {
    folders_of(source).find_map(|folder| settings.folders.get(folder.below(CONTENT)?))
}

fn template_of(page: &ParsedPage, folder: Option<&FolderSettings>) -> String {
    if let Some(template) = &page.front.common.template {
        return template.value.trim_end_matches(".html").to_owned();
    }
    let is_index = page.source.file_name() == "index.md";
    let by_folder = folder.and_then(|folder| folder.template.clone()).filter(|_| !is_index);
    by_folder.map_or_else(|| page.front.kind.name().to_owned(), |template| template.trim_end_matches(".html").to_owned())
}

fn address(page: &ParsedPage, folder_urls: &BTreeMap<SourcePath, UrlPath>, settings: &Settings) -> Result<UrlPath, Box<Diagnostic>> {
    let is_index = page.source.file_name() == "index.md";
    let folder = page.source.folder();
    if is_index && folder.as_str() == CONTENT {
        return Ok(UrlPath::root());
    }
    let (above, name, written) = if is_index {
        (folder.folder(), folder.file_name(), folder.file_name())
    } else {
        (folder.clone(), page.source.stem(), page.source.file_name())
    };
    let above_url = folder_url(&above, folder_urls)?;
    let common = &page.front.common;
    let (name, written, span) = match &common.slug {
        Some(chosen) => (slug(&chosen.value), chosen.value.as_str(), chosen.span.clone()),
        None => (slug(name), written, Span::start_of(&page.source)),
    };
    if name.is_empty() {
        return Err(no_address(written, span));
    }
    let pattern = folder_settings(&page.source, settings).and_then(|folder| folder.permalink.as_ref());
    let url = match pattern.filter(|_| page.front.kind != Kind::Section && page.front.kind != Kind::Article) {
        Some(pattern) => permalink(&pattern.value, &name, &above_url, common),
        None => above_url.child(&name),
    };
    match check_name(&url) {
        None => Ok(url),
        Some(problem) => {
            let span = common.slug.as_ref().map_or_else(|| Span::start_of(&page.source), |slug| slug.span.clone());
            let diagnostic = Diagnostic::error(Code::BadAddress, format!("the address `{url}` {problem}"));
            Err(Box::new(diagnostic.at(span).help("give the page another address, such as `slug: short-name`, in its front matter")))
        }
    }
}

/// The address of a folder: of its head page, else made from its name.
fn folder_url(folder: &SourcePath, known: &BTreeMap<SourcePath, UrlPath>) -> Result<UrlPath, Box<Diagnostic>> {
    if let Some(url) = known.get(folder) {
        return Ok(url.clone());
    }
    let name = slug(folder.file_name());
    if name.is_empty() {
        return Err(no_address(folder.file_name(), Span::start_of(&index_of(folder))));
    }
    Ok(folder_url(&folder.folder(), known)?.child(&name))
}

fn no_address(written: &str, span: Span) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::error(Code::NoAddress, format!("no address can be made from `{written}`: it has no letters or digits"));
    Box::new(diagnostic.at(span).help("rename the file in plain letters, or write `slug: a-short-name` in its front matter"))
}

fn permalink(pattern: &str, name: &str, above: &UrlPath, common: &Common) -> UrlPath {
    let date = common.date.as_ref().map(|date| date.value);
    let part = |text: Option<String>| text.unwrap_or_else(|| "undated".to_owned());
    let path = pattern
        .replace("{slug}", name)
        .replace("{section}", above.as_str().trim_matches('/'))
        .replace("{year}", &part(date.map(|date| format!("{:04}", date.year()))))
        .replace("{month}", &part(date.map(|date| format!("{:02}", date.month()))))
        .replace("{day}", &part(date.map(|date| format!("{:02}", date.day()))));
    UrlPath::new(&path.replace("//", "/"))
}

/// Former addresses, as typed by people who copy them from a browser: a whole URL loses its host.
fn aliases(page: &ParsedPage, faults: &mut Vec<Diagnostic>) -> Vec<UrlPath> {
    let mut urls = Vec::new();
    for alias in &page.front.common.aliases {
        let written = alias.value.trim();
        let path = written.split_once("://").map_or(written, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let path = path.split(['#', '?']).next().unwrap_or_default();
        let bad = path.is_empty() || path == "/" || path.contains("..") || path.contains('\\') || path.chars().any(char::is_control);
        let mut url = UrlPath::new(path);
        if !path.ends_with('/') && !path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
            url = UrlPath::new(&format!("{path}/"));
        }
        let problem = if bad { Some("is not an address on this site".to_owned()) } else { check_name(&url) };
        match problem {
            Some(problem) => faults.push(
                Diagnostic::error(Code::BadAlias, format!("the alias `{written}` {problem}"))
                    .at(alias.span.clone())
                    .help("write the old address as it stood after the site's name, such as `/news/spring-2015/`"),
            ),
            None => urls.push(url),
        }
    }
    urls
}

/// Takes out pages whose address another has, naming both, and then claims the aliases.
fn claim_addresses(pages: Vec<Page>, claims: &mut Claims, faults: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut kept: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        let span = page.common().slug.as_ref().map_or_else(|| page.common().title.span.clone(), |slug| slug.span.clone());
        match claims.claim(&page.url.output(), &format!("the page `{}`", page.parsed.source), Some(span)) {
            Ok(()) => kept.push(page),
            Err(fault) => faults.push(*fault),
        }
    }
    for page in &mut kept {
        let aliases = std::mem::take(&mut page.aliases);
        for url in aliases {
            let span = page
                .common()
                .aliases
                .iter()
                .find(|alias| alias.value.trim_end_matches('/').ends_with(url.as_str().trim_end_matches('/')))
                .map(|alias| alias.span.clone());
            match claims.claim(&url.output(), &format!("the alias `{url}` of `{}`", page.parsed.source), span) {
                Ok(()) => page.aliases.push(url),
                Err(mut fault) => {
                    fault.code = Code::BadAlias;
                    fault.help = vec!["take the alias out: that address is in use".to_owned()];
                    faults.push(*fault);
                }
            }
        }
    }
    kept
}

/// Finds every page's parent and puts children in order.
fn adopt(pages: &mut [Page], by_source: &BTreeMap<SourcePath, PageId>, settings: &Settings) {
    let mut children: Vec<Vec<PageId>> = vec![Vec::new(); pages.len()];
    for (id, page) in pages.iter_mut().enumerate() {
        let source = &page.parsed.source;
        let inner = if source.file_name() == "index.md" { source.folder().folder() } else { source.folder() };
        let start = if source.as_str() == "content/index.md" { None } else { Some(inner) };
        let parent = std::iter::successors(start, |folder| (folder.as_str() != CONTENT).then(|| folder.folder()))
            .find_map(|folder| head_of(&folder).iter().find_map(|head| by_source.get(head).copied()))
            .filter(|parent| *parent != id);
        page.parent = parent;
        if let Some(parent) = parent {
            children[parent].push(id);
        }
    }
    for (id, mut ids) in children.into_iter().enumerate() {
        let own = settings.folders.get(pages[id].parsed.source.folder().below(CONTENT).unwrap_or_default());
        let (_, sort) = list_settings(&pages[id].parsed, own);
        ids.sort_by(|a, b| lists::compare(sort, &pages[*a], &pages[*b]));
        pages[id].children = ids;
    }
}

fn claim_topics(site: &Site, claims: &mut Claims, faults: &mut Vec<Diagnostic>) {
    for term in &site.topics {
        let span = term.pages.first().and_then(|id| site.pages[*id].common().topics.first()).map(|topic| topic.span.clone());
        if let Err(fault) = claims.claim(&term.url.output(), &format!("the list of the topic `{}`", term.name), span) {
            faults.push(*fault);
        }
    }
    if let Some(url) = site.topics_url.as_ref().filter(|url| !claims.is_taken(&url.output())) {
        // Free, and nothing can stand below it that is not a topic or a page of the owner's.
        let _ = claims.claim(&url.output(), "the list of topics", None);
    }
}
