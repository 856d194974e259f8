//! Decides where every page stands: its address, template and list.

use super::former::aliases;
use super::list_order::newest_backward;
use super::publications::PublicationPages;
use super::{Page, addresses::check_name, all_folders, folders_of, index_of, is_index, lists};
use crate::base::{Code, Date, Fault, Faults, SourcePath, Span, UrlPath, slug, sub_path};
use crate::bibliography::key;
use crate::kinds::section;
use crate::parse::front::{Common, Sort};
use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use crate::parse::settings::{FolderSettings, Settings};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The number of entries on one page of a list when nobody says otherwise.
const PAGE_SIZE: usize = 20;

/// What decides where pages stand, beside their own files.
pub(super) struct PlaceRules<'p> {
    pub(super) joined: &'p PublicationPages,
    pub(super) settings: &'p Settings,
    pub(super) kinds: &'p Kinds,
    pub(super) today: Date,
}

impl PlaceRules<'_> {
    /// Reports whether the last day is over on which lists show a page.
    fn has_left_lists(&self, page: &ParsedPage) -> bool {
        let declaration = self.kinds.get(&page.front.kind);
        let field = declaration.and_then(|known| known.leaves_lists_after.as_deref());
        let last = field.and_then(|field| page.fields.day(field));
        last.is_some_and(|last| last < self.today)
    }

    /// Returns the pattern of the address of a page: that of its folder, else that of its kind. It
    /// is for the pages of a collection. Sections do not follow one, nor do articles that stand
    /// below their issue.
    fn address_pattern(&self, page: &ParsedPage) -> Option<&str> {
        let kind = &page.front.kind;
        let folder = folder_settings(&page.source, self.settings);
        let meant = folder.filter(|folder| {
            let holds_articles = folder
                .kind
                .as_ref()
                .is_some_and(|kind| kind.value == Kind::Article);
            *kind != Kind::Section && (*kind != Kind::Article || holds_articles)
        });
        let stated = meant.and_then(|folder| folder.permalink.as_ref());
        let declared = self.kinds.get(kind);
        stated.map_or_else(
            || declared.and_then(|known| known.address.as_deref()),
            |pattern| Some(pattern.value.as_str()),
        )
    }
}

/// The addresses of folders, found while pages are placed.
struct FolderAddresses {
    /// Every folder with pages in it.
    folders: BTreeSet<SourcePath>,
    /// The address of each folder that has one.
    urls: BTreeMap<SourcePath, UrlPath>,
    /// Folders whose `slug` gives them another address: that address, and the one their names would
    /// give.
    renamed: BTreeMap<SourcePath, (UrlPath, UrlPath)>,
}

/// Gives every page its address, folders before what is in them. Pages whose address cannot be made
/// are reported and left out.
pub(super) fn place(
    mut parsed: Vec<Arc<ParsedPage>>,
    rules: &PlaceRules<'_>,
    faults: &mut Faults,
) -> Vec<Page> {
    let joined = rules.joined;
    parsed.sort_by(|a, b| a.source.cmp(&b.source));
    let mut folders = all_folders(parsed.iter().map(|page| &page.source));
    folders.extend(joined.folders.iter().cloned());
    let mut addresses = FolderAddresses {
        folders,
        urls: BTreeMap::from([(SourcePath::new(CONTENT), UrlPath::root())]),
        renamed: BTreeMap::new(),
    };
    let mut pages = Vec::with_capacity(parsed.len());
    for level in levels(parsed, joined) {
        let placed: Vec<(Option<Page>, Faults)> = level
            .par_iter()
            .with_min_len(64)
            .map(|page| place_one(page, rules, &addresses.urls))
            .collect();
        for (placed, found) in placed {
            faults.extend(found);
            if let Some(mut page) = placed {
                addresses.note(&mut page);
                pages.push(page);
            }
        }
    }
    pages
}

/// Divides pages by their depth: pages of the same depth do not stand in one another's folders.
fn levels(
    parsed: Vec<Arc<ParsedPage>>,
    joined: &PublicationPages,
) -> impl Iterator<Item = Vec<Arc<ParsedPage>>> {
    let mut levels: BTreeMap<(usize, bool), Vec<Arc<ParsedPage>>> = BTreeMap::new();
    for page in parsed {
        let depth = page.source.as_str().matches('/').count() - usize::from(is_index(&page.source));
        // The address of a publication is below the page of its shelf, which may be of the same
        // depth.
        levels
            .entry((depth, joined.of_source.contains_key(&page.source)))
            .or_default()
            .push(page);
    }
    levels.into_values()
}

impl FolderAddresses {
    /// Notes the address of the folder that a page stands for, and completes the page's former
    /// addresses with those that renamed folders above it give.
    fn note(&mut self, page: &mut Page) {
        let source = &page.parsed.source;
        if !self.renamed.is_empty() {
            let former = address_by_folders(source, &page.url, &self.renamed);
            page.by_file_names.extend(former);
        }
        let Some(folder) = self.headed_by(source) else {
            return;
        };
        if let Some(former) = page.by_file_names.first() {
            self.renamed
                .entry(folder.clone())
                .or_insert_with(|| (page.url.clone(), former.clone()));
        }
        if is_index(source) {
            self.urls.insert(folder, page.url.clone());
        } else {
            self.urls.entry(folder).or_insert_with(|| page.url.clone());
        }
    }

    /// Returns the folder that the page of a file stands for: its own for an `index.md`, else the
    /// folder of its name beside it.
    fn headed_by(&self, source: &SourcePath) -> Option<SourcePath> {
        if is_index(source) {
            return Some(source.folder());
        }
        let ending = source.file_name().len() - source.stem().len();
        let path = source.as_str();
        self.folders.get(&path[..path.len() - ending]).cloned()
    }
}

/// Gives one page its address. Returns `None` where none can be made.
fn place_one(
    page: &Arc<ParsedPage>,
    rules: &PlaceRules<'_>,
    folder_urls: &BTreeMap<SourcePath, UrlPath>,
) -> (Option<Page>, Faults) {
    let PlaceRules {
        joined, settings, ..
    } = rules;
    let mut faults = Faults::new();
    let publication = joined.of_source.get(&page.source).copied();
    let shelf = publication.map(|at| {
        (
            joined.publications.items[at].key.as_str(),
            &joined.folders[at],
        )
    });
    let pattern = rules.address_pattern(page);
    let Some(url) = address(page, shelf, folder_urls, pattern, &mut faults) else {
        return (None, faults);
    };
    let folder = folder_settings(&page.source, settings);
    let own = if is_index(&page.source) {
        let folder = page.source.folder();
        settings
            .folders
            .get(folder.below(CONTENT).unwrap_or_default())
    } else {
        None
    };
    let list = list_settings(page, own);
    let placed = Page {
        former: aliases(
            page,
            settings.base_url.as_deref().map_or("/", sub_path),
            &mut faults,
        ),
        by_file_names: address_by_file_name(page, &url).into_iter().collect(),
        template: template_of(page, folder, rules.kinds),
        parsed: page.clone(),
        url,
        parent: None,
        place: 0,
        children: Vec::new(),
        entries: Vec::new(),
        subsections: Vec::new(),
        terms: Vec::new(),
        page_size: list.size,
        list_groups: Vec::new(),
        list_direction: newest_backward(list.sort()),
        has_left_lists: rules.has_left_lists(page),
        has_years: list.years,
        years: Vec::new(),
        publication,
        in_groups: Vec::new(),
        groups: Vec::new(),
        folded_title: OnceLock::new(),
    };
    (Some(placed), faults)
}

/// The settings of a section's list.
pub(super) struct ListSettings {
    size: usize,
    /// The order that the page or its folder states.
    pub(super) stated: Option<Sort>,
    /// The order where nothing is stated.
    pub(super) usual: Sort,
    years: bool,
}

impl ListSettings {
    /// Returns the order of the list.
    pub(super) fn sort(&self) -> Sort {
        self.stated.unwrap_or(self.usual)
    }
}

/// Finds how a section's list is shown: as the page's own front matter says, else as the folder's
/// settings say, else as suits what the folder holds.
pub(super) fn list_settings(page: &ParsedPage, folder: Option<&FolderSettings>) -> ListSettings {
    let size = section::page_size(page)
        .or_else(|| folder.and_then(|folder| folder.page_size))
        .unwrap_or(PAGE_SIZE);
    let years = section::years(page)
        .or_else(|| folder.and_then(|folder| folder.years))
        .unwrap_or_else(|| is_dated_folder(&page.source));
    ListSettings {
        size: size.max(1),
        stated: section::sort(page).or_else(|| folder.and_then(|folder| folder.sort)),
        usual: lists::default_sort(&page.front.kind),
        years,
    }
}

/// Reports whether the pages of a file's folder are usually looked for by their year.
fn is_dated_folder(source: &SourcePath) -> bool {
    let folder = source.folder_name().strip_prefix(CONTENT);
    matches!(folder, Some("/newsletters" | "/reports"))
}

/// Returns the address that a page would have without the `slug` it was given.
fn address_by_file_name(page: &ParsedPage, url: &UrlPath) -> Option<UrlPath> {
    page.front.common.slug.as_ref()?;
    let name = if is_index(&page.source) {
        slug(page.source.folder().file_name())
    } else {
        slug(page.source.stem())
    };
    let own = url.parent()?.child(&name);
    (!name.is_empty() && own != *url && check_name(&own).is_none()).then_some(own)
}

/// Returns the address that a page would have without the `slug` of a folder above it.
fn address_by_folders(
    source: &SourcePath,
    url: &UrlPath,
    renamed: &BTreeMap<SourcePath, (UrlPath, UrlPath)>,
) -> Option<UrlPath> {
    let (now, former) = folders_of(source).find_map(|folder| renamed.get(&folder))?;
    let below = url.as_str().strip_prefix(now.as_str())?;
    let url = UrlPath::new(&format!("{}{below}", former.as_str()));
    (!below.is_empty() && check_name(&url).is_none()).then_some(url)
}

/// Returns the settings of the nearest folder that has any.
fn folder_settings<'s>(source: &SourcePath, settings: &'s Settings) -> Option<&'s FolderSettings> {
    if settings.folders.is_empty() {
        return None;
    }
    folders_of(source).find_map(|folder| settings.folders.get(folder.below(CONTENT)?))
}

fn template_of(page: &ParsedPage, folder: Option<&FolderSettings>, kinds: &Kinds) -> String {
    if let Some(template) = &page.front.common.template {
        return template.value.trim_end_matches(".html").to_owned();
    }
    let by_folder = folder
        .and_then(|folder| folder.template.clone())
        .filter(|_| !is_index(&page.source));
    if let Some(template) = by_folder {
        return template.trim_end_matches(".html").to_owned();
    }
    let kind = &page.front.kind;
    let declared = kinds.get(kind).map(|known| known.template.as_str());
    declared.unwrap_or(kind.name()).to_owned()
}

/// Makes the address of a page. `shelf` is the key of a publication and the folder of publications
/// it is kept in, from which the address of a publication is made; `pattern` is what the address
/// follows.
fn address(
    page: &ParsedPage,
    shelf: Option<(&str, &SourcePath)>,
    folder_urls: &BTreeMap<SourcePath, UrlPath>,
    pattern: Option<&str>,
    faults: &mut Faults,
) -> Option<UrlPath> {
    let folder = page.source.folder();
    let index = is_index(&page.source);
    if index && folder.as_str() == CONTENT {
        return Some(UrlPath::root());
    }
    let (above, name, written) = if index {
        (folder.folder(), folder.file_name(), folder.file_name())
    } else {
        (folder.clone(), page.source.stem(), page.source.file_name())
    };
    let above = shelf.map_or(&above, |(_, folder)| folder);
    let above_url = folder_url(above, folder_urls, faults)?;
    let common = &page.front.common;
    let (name, written, span) = match (&common.slug, shelf) {
        (Some(chosen), _) => (
            slug(&chosen.value),
            chosen.value.as_str(),
            chosen.span.clone(),
        ),
        (None, Some((key, _))) => (key::plain(key), key, common.title.span.clone()),
        (None, None) => (slug(name), written, Span::start_of(&page.source)),
    };
    if name.is_empty() {
        faults.push(no_address(written, span));
        return None;
    }
    let url = match pattern {
        Some(pattern) => permalink(pattern, &name, &above_url, common),
        None => above_url.child(&name),
    };
    let Some(problem) = check_name(&url) else {
        return Some(url);
    };
    let chosen = common.slug.as_ref().map(|slug| slug.span.clone());
    let fault = Fault::error(Code::BadAddress, format!("the address `{url}` {problem}"))
        .at(chosen.unwrap_or_else(|| Span::start_of(&page.source)))
        .help(
            "give the page another address: write a line such as `slug: short-name` between \
             the `---` lines at its top",
        );
    faults.push(fault);
    None
}

/// Returns the address of a folder: that of its head page, else one made from its name.
fn folder_url(
    folder: &SourcePath,
    known: &BTreeMap<SourcePath, UrlPath>,
    faults: &mut Faults,
) -> Option<UrlPath> {
    if let Some(url) = known.get(folder) {
        return Some(url.clone());
    }
    let name = slug(folder.file_name());
    if name.is_empty() {
        let span = Span::start_of(&index_of(folder));
        faults.push(no_address(folder.file_name(), span));
        return None;
    }
    Some(folder_url(&folder.folder(), known, faults)?.child(&name))
}

fn no_address(written: &str, span: Span) -> Fault {
    let message = format!("no address can be made from `{written}`: it has no letters or digits");
    Fault::error(Code::NoAddress, message).at(span).help(
        "rename the file in plain letters, or write a line such as `slug: a-short-name` between \
         the `---` lines at its top",
    )
}

fn permalink(pattern: &str, name: &str, above: &UrlPath, common: &Common) -> UrlPath {
    let date = common.date.as_ref().map(|date| date.value);
    let (year, month, day) = date.map_or_else(
        || ["undated"; 3].map(str::to_owned).into(),
        |date| {
            let (year, month, day) = (date.year(), date.month(), date.day());
            (
                format!("{year:04}"),
                format!("{month:02}"),
                format!("{day:02}"),
            )
        },
    );
    let path = pattern
        .replace("{slug}", name)
        .replace("{section}", above.as_str().trim_matches('/'))
        .replace("{year}", &year)
        .replace("{month}", &month)
        .replace("{day}", &day);
    UrlPath::new(&path.replace("//", "/"))
}
