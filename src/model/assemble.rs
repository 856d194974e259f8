//! Puts parsed pages together into a [`Site`].

use super::addresses::Claims;
use super::lifecycle::{HeldBackPage, HeldReason, Release};
use super::list_order::{ListDirection, ListGroup, ListRules, arrange};
use super::places::PlaceRules;
use super::publications::{self, ListedPublication, Publications, join};
use super::related::Candidate;
use super::years::by_year;
use super::{
    Page, PageId, Site, Term, all_folders, doubtful_days, feed_ids, folders_of, former, head_of,
    index_of, is_index, issues, lists, people, places, replaced, taxonomies,
};
use crate::base::{Fault, Faults, SourcePath, Span, UrlPath, above, as_words, natural_cmp};
use crate::parse::front::{Common, FrontMatter, Spanned};
use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;
use crate::parse::page::ParsedPage;
use crate::parse::people::People;
use crate::parse::place::CONTENT;
use crate::parse::settings::{FolderSettings, Settings};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A site, with the owners of the files of its output so far, to which `emit` adds assets.
pub struct Assembly {
    /// The site.
    pub site: Site,
    /// The files that the site's pages become.
    pub claims: Claims,
}

/// Decides what is published, where it stands and what belongs to what.
#[must_use]
pub fn assemble(
    mut parsed: Vec<Arc<ParsedPage>>,
    mut faulty: BTreeSet<SourcePath>,
    listed: Vec<ListedPublication>,
    settings: Arc<Settings>,
    people: Arc<People>,
    kinds: Arc<Kinds>,
    release: Release,
) -> (Assembly, Faults) {
    let mut faults = Faults::new();
    let joined = join(&mut parsed, &mut faulty, listed, &mut faults);
    for page in &parsed {
        doubtful_days::report(page, release.today, &mut faults);
    }
    let (mut parsed, held_back) = withhold(parsed, release);
    add_missing_sections(&mut parsed, &held_back, &faulty, (&settings, &kinds));
    let rules = PlaceRules {
        joined: &joined,
        settings: &settings,
        kinds: &kinds,
        today: release.today,
    };
    let pages = places::place(parsed, &rules, &mut faults);
    let AddressedPages {
        mut pages,
        mut claims,
        by_source,
        by_url,
    } = claim_pages(pages, &mut faults);
    let subjects = || taxonomies::gather(&pages, &settings.taxonomies);
    let (children, ((mut taxonomies, found), mut writers)) = rayon::join(
        || families(&pages, &by_source, &rules),
        || (subjects(), people::writers(&pages, &people)),
    );
    let mut publications = joined.publications;
    publications.find_pages(&pages);
    adopt(&mut pages, children, &settings, &publications);
    taxonomies::order(&mut taxonomies, &mut pages);
    people::order(&mut writers, &pages);
    faults.extend(found);
    faults.extend(issues::same_numbers(&pages));
    let candidates = (0..pages.len())
        .map(|id| Candidate::of(&pages, id))
        .collect();
    let mut site = Site {
        settings,
        pages,
        by_source,
        by_url,
        held_back,
        faulty,
        taxonomies,
        kinds,
        people,
        writers,
        publications,
        moved: Vec::new(),
        candidates,
    };
    find_years(&mut site);
    replaced::settle(&mut site, &mut faults);
    claim_lists(&site, &mut claims, &mut faults);
    former::claim_former(&mut site.pages, &mut claims, &mut faults);
    faults.extend(feed_ids::twice(&site.pages));
    site.moved = former::moved(&site, &mut claims, &mut faults);
    (Assembly { site, claims }, faults)
}

/// Pages in the order of their addresses, each of which is one page's alone.
struct AddressedPages {
    pages: Vec<Page>,
    claims: Claims,
    by_source: BTreeMap<SourcePath, PageId>,
    by_url: BTreeMap<UrlPath, PageId>,
}

/// Sorts the pages by their addresses, and leaves out those whose address another page has.
fn claim_pages(mut pages: Vec<Page>, faults: &mut Faults) -> AddressedPages {
    pages.sort_by(|a, b| {
        natural_cmp(a.url.as_str(), b.url.as_str())
            .then_with(|| a.parsed.source.cmp(&b.parsed.source))
    });
    let mut claims = Claims::with_room(pages.len());
    let ((refused, clashes), mut ways) = rayon::join(
        || former::claim_pages(&pages, &mut claims),
        || ways_to(&pages),
    );
    if !refused.is_empty() {
        let mut ids = 0..;
        pages.retain(|_| ids.next().is_some_and(|id| !refused.contains(&id)));
        ways = ways_to(&pages);
        faults.extend(clashes);
    }
    let (by_source, by_url) = ways;
    AddressedPages {
        pages,
        claims,
        by_source,
        by_url,
    }
}

/// Returns pages by their files and by their addresses.
fn ways_to(pages: &[Page]) -> (BTreeMap<SourcePath, PageId>, BTreeMap<UrlPath, PageId>) {
    let by_source = pages
        .iter()
        .enumerate()
        .map(|(id, page)| (page.parsed.source.clone(), id))
        .collect();
    let by_url = pages
        .iter()
        .enumerate()
        .map(|(id, page)| (page.url.clone(), id))
        .collect();
    (by_source, by_url)
}

/// Gives sections that have lists by year their years.
fn find_years(site: &mut Site) {
    for id in 0..site.pages.len() {
        if *site.pages[id].kind() == Kind::Section && site.pages[id].has_years {
            let years = by_year(&site.pages, &site.pages[id].entries);
            // One year alone would repeat the list.
            site.pages[id].years = if years.len() > 1 { years } else { Vec::new() };
        }
    }
}

/// Claims the addresses of lists that no content file stands for. A list of taxonomies or people
/// gives way to a page.
fn claim_lists(site: &Site, claims: &mut Claims, faults: &mut Faults) {
    for taxonomy in &site.taxonomies {
        for term in &taxonomy.terms {
            let owner = format!("the list of the topic `{}`", term.name);
            let mut clashes = Faults::new();
            claims.claim(
                &term.url.output(),
                owner,
                first_naming(site, term),
                &mut clashes,
            );
            let help = "give the page another address: write a line such as `slug: short-name` \
                        between the `---` lines at its top";
            faults.extend(clashes.into_iter().map(|fault| with_help(fault, help)));
        }
        claims.claim_if_free(&taxonomy.url.output(), "the list of topics", None);
    }
    for writer in &site.writers {
        let person = &site.people.list[writer.declared];
        let owner = format!("the page of `{}`", person.name);
        let span = Some(person.span.clone());
        let mut clashes = Faults::new();
        claims.claim(&writer.url.output(), owner, span, &mut clashes);
        let help = "write what the page says as `about:` of this person in `content/people.yaml`, \
                    or give the page another address, with a line such as `slug: short-name`";
        faults.extend(clashes.into_iter().map(|fault| with_help(fault, help)));
    }
    if !site.writers.is_empty() {
        claims.claim_if_free(&people::root().output(), "the list of people", None);
    }
    for page in &site.pages {
        for group in page.groups.iter().filter(|group| group.has_page) {
            let owner = format!("the list `{}` of `{}`", group.name, page.url);
            claims.claim(&page.group_url(group).output(), owner, None, faults);
        }
        for year in &page.years {
            let owner = format!("the list of {} in `{}`", year.year, page.url);
            claims.claim(&page.year_url(year.year).output(), owner, None, faults);
        }
    }
}

/// Returns a fault with help that suits what clashes.
fn with_help(mut fault: Fault, help: &str) -> Fault {
    fault.help = vec![help.to_owned()];
    fault
}

/// Returns the first place that names a term as its list does.
fn first_naming(site: &Site, term: &Term) -> Option<Span> {
    let mut names = term
        .pages
        .iter()
        .flat_map(|id| &site.pages[*id].common().terms)
        .flat_map(|(_, names)| names);
    names
        .find(|name| name.value == term.name)
        .map(|name| name.span.clone())
}

/// Takes out what is held back, and everything that belongs to a held-back issue, report or
/// section.
fn withhold(
    parsed: Vec<Arc<ParsedPage>>,
    release: Release,
) -> (Vec<Arc<ParsedPage>>, BTreeMap<SourcePath, HeldBackPage>) {
    let closed: BTreeMap<SourcePath, HeldReason> = parsed
        .iter()
        .filter_map(|page| Some((page, release.holds_back(&page.front)?)))
        // The folder of the home page is everybody's.
        .filter(|(page, _)| page.source.as_str() != "content/index.md")
        .map(|(page, reason)| (folder_of_page(&page.source), reason))
        .collect();
    let mut held_back = BTreeMap::new();
    let published = parsed
        .into_iter()
        .filter(|page| {
            let own = release.holds_back(&page.front);
            let reason = own.or_else(|| {
                if closed.is_empty() {
                    None
                } else {
                    folders_of(&page.source).find_map(|folder| closed.get(&folder).copied())
                }
            });
            if let Some(reason) = reason {
                let title = page.front.common.title.value.clone();
                held_back.insert(
                    page.source.clone(),
                    HeldBackPage {
                        source: page.source.clone(),
                        title,
                        reason,
                    },
                );
            }
            reason.is_none()
        })
        .collect();
    (published, held_back)
}

/// Returns the folder that belongs to a page: the one of an `index.md`, or the one of the page's
/// name beside it.
fn folder_of_page(source: &SourcePath) -> SourcePath {
    if is_index(source) {
        source.folder()
    } else {
        source.folder().join(source.stem())
    }
}

/// Adds a section for each folder of pages without an `index.md`, named after the folder.
fn add_missing_sections(
    parsed: &mut Vec<Arc<ParsedPage>>,
    held_back: &BTreeMap<SourcePath, HeldBackPage>,
    faulty: &BTreeSet<SourcePath>,
    (settings, kinds): (&Settings, &Kinds),
) {
    let present: FxHashSet<&SourcePath> = parsed.iter().map(|page| &page.source).collect();
    let mut folders = all_folders(parsed.iter().map(|page| &page.source));
    folders.retain(|folder| {
        !head_of(folder).iter().any(|head| {
            present.contains(head) || held_back.contains_key(head) || faulty.contains(head)
        })
    });
    for folder in folders {
        let source = index_of(&folder);
        let title = if folder.as_str() == CONTENT {
            settings.title.clone()
        } else {
            as_words(folder.file_name())
        };
        // Only a list makes a page a publication; its folder alone does not.
        let kind = Some(crate::parse::place::kind_by_place(&source, settings, kinds))
            .filter(|kind| *kind != Kind::Publication);
        let kind = kind.unwrap_or(Kind::Section);
        let common = Common::titled(Spanned {
            value: title,
            span: Span::start_of(&source),
        });
        parsed.push(Arc::new(ParsedPage::made(
            source,
            FrontMatter::new(kind, common),
        )));
    }
}

/// Returns the head page of a folder, or of the nearest folder above it that has one.
fn nearest_head(folder: &str, by_source: &BTreeMap<SourcePath, PageId>) -> Option<PageId> {
    let mut folders = std::iter::successors(Some(folder), |folder| {
        (*folder != CONTENT).then(|| above(folder))
    });
    folders.find_map(|folder| {
        let heads = head_of(&SourcePath::new(folder));
        heads.iter().find_map(|head| by_source.get(head).copied())
    })
}

/// A page that has children.
#[derive(Default)]
struct Family {
    /// The children in the order of the page's list.
    children: Vec<PageId>,
    /// The children that lists show no longer.
    unlisted: Vec<PageId>,
    /// The groups of the list and how it is read, if kinds of the children decide that.
    arranged: Option<(Vec<ListGroup>, ListDirection)>,
}

/// Lists the pages that have children, in the order of their addresses.
fn families(
    pages: &[Page],
    by_source: &BTreeMap<SourcePath, PageId>,
    rules: &PlaceRules<'_>,
) -> Vec<(PageId, Family)> {
    let mut families: BTreeMap<PageId, Family> = BTreeMap::new();
    // Most pages of one folder follow one another.
    let mut last: Option<(&str, Option<PageId>)> = None;
    for (id, page) in pages.iter().enumerate() {
        let source = &page.parsed.source;
        if source.as_str() == "content/index.md" {
            continue;
        }
        let start = if is_index(source) {
            above(source.folder_name())
        } else {
            source.folder_name()
        };
        let head = match last {
            Some((folder, head)) if folder == start => head,
            _ => {
                let head = nearest_head(start, by_source);
                last = Some((start, head));
                head
            }
        };
        if let Some(parent) = head.filter(|parent| *parent != id) {
            let family = families.entry(parent).or_default();
            if page.has_left_lists {
                family.unlisted.push(id);
            } else {
                family.children.push(id);
            }
        }
    }
    let mut families: Vec<(PageId, Family)> = families.into_iter().collect();
    families.par_iter_mut().for_each(|(id, family)| {
        let own = own_settings(&pages[*id], rules.settings);
        let settings = places::list_settings(&pages[*id].parsed, own);
        let rules = ListRules {
            kinds: rules.kinds,
            today: rules.today,
            stated: settings.stated,
            usual: settings.usual,
        };
        family.arranged = arrange(&mut family.children, pages, rules);
        if family.arranged.is_none() {
            lists::sort(&mut family.children, settings.sort(), pages);
        }
    });
    families
}

/// Returns what the settings say of the folder that a page's file stands in.
fn own_settings<'s>(page: &Page, settings: &'s Settings) -> Option<&'s FolderSettings> {
    settings.folders.get(
        page.parsed
            .source
            .folder()
            .below(CONTENT)
            .unwrap_or_default(),
    )
}

/// Tells every page its parent, its children and its place among them.
fn adopt(
    pages: &mut [Page],
    families: Vec<(PageId, Family)>,
    settings: &Settings,
    publications: &Publications,
) {
    for (id, family) in families {
        let children = family.children;
        if let Some((groups, direction)) = family.arranged {
            (pages[id].list_groups, pages[id].list_direction) = (groups, direction);
        }
        for child in family.unlisted {
            pages[child].parent = Some(id);
        }
        if *pages[id].kind() == Kind::Section {
            (pages[id].subsections, pages[id].entries) = children
                .iter()
                .partition(|child| *pages[**child].kind() == Kind::Section);
        }
        for (at, child) in children.iter().enumerate() {
            (pages[*child].parent, pages[*child].place) = (Some(id), at);
        }
        pages[id].children = children;
        if pages[id]
            .children
            .iter()
            .any(|child| pages[*child].publication.is_some())
        {
            let own = own_settings(&pages[id], settings);
            publications::shelve(pages, id, own, publications);
            // Such a list is in another order now.
            pages[id].list_groups.clear();
        }
    }
}
