//! Publications as pages: what the lists say, what files of their own add, and the order of the
//! lists they stand in. Takes the publications of every list, in order, and the parsed pages; gives
//! a page for each publication, and [`Publications`].

use super::publication_groups::groups;
use super::{Page, PageId, is_index};
use crate::base::{
    Code, Date, Digest, Fault, Faults, Fingerprint, NaturalText, SourcePath, Span, nearest,
};
use crate::bibliography::Item;
use crate::bibliography::item::{Point, rich};
use crate::bibliography::key::plain;
use crate::kinds::{publication, section};
use crate::parse::front::{Common, FrontMatter, Spanned};
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;
use crate::parse::settings::FolderSettings;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A publication of a list, with the folder that the site keeps it in.
#[derive(Clone, Debug)]
pub struct ListedPublication {
    /// The publication, which has a key of its own.
    pub item: Item,
    /// The folder of publications that the list stands in: `content/publications`.
    pub folder: SourcePath,
}

/// All publications of the site.
#[derive(Debug, Default)]
pub struct Publications {
    /// The publications, in the order of files and of places in them.
    pub items: Vec<Item>,
    /// The page of each publication; a publication that is held back has none.
    pub pages: Vec<Option<PageId>>,
    by_key: BTreeMap<String, usize>,
}

impl Publications {
    /// Notes the page of each publication.
    pub(super) fn find_pages(&mut self, pages: &[Page]) {
        self.pages = vec![None; self.items.len()];
        for (id, page) in pages.iter().enumerate() {
            if let Some(at) = page.publication {
                self.pages[at] = Some(id);
            }
        }
    }

    /// Returns the publication that is cited by `key`.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Returns the key that was probably meant by `key`.
    #[must_use]
    pub fn nearest(&self, key: &str) -> Option<&str> {
        let keys = || self.items.iter().map(|item| item.key.as_str());
        keys()
            .find(|known| plain(known) == plain(key))
            .or_else(|| nearest(key, keys()))
            .or_else(|| keys().find(|known| begins_with(known, key)))
    }
}

/// Reports whether a key is a name with a year or the like behind it.
fn begins_with(known: &str, name: &str) -> bool {
    let start = known.get(..name.len());
    name.len() > 2 && start.is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The outcome of bringing lists and pages together.
#[derive(Default)]
pub(super) struct PublicationPages {
    pub(super) publications: Publications,
    /// The publication that each page shows, by the page's file.
    pub(super) of_source: BTreeMap<SourcePath, usize>,
    /// The folder of publications that each is in.
    pub(super) folders: Vec<SourcePath>,
}

/// Gives every publication a page: that of the file that names its key, else one that is made up.
pub(super) fn join(
    parsed: &mut Vec<Arc<ParsedPage>>,
    faulty: &mut BTreeSet<SourcePath>,
    listed: Vec<ListedPublication>,
    faults: &mut Faults,
) -> PublicationPages {
    let mut joined = PublicationPages::default();
    for (at, listing) in listed.into_iter().enumerate() {
        joined
            .publications
            .by_key
            .insert(listing.item.key.clone(), at);
        joined.publications.items.push(listing.item);
        joined.folders.push(listing.folder);
    }
    let mut has_file = vec![false; joined.folders.len()];
    let mut kept = Vec::with_capacity(parsed.len() + joined.folders.len());
    for page in std::mem::take(parsed) {
        if page.front.kind != Kind::Publication {
            kept.push(page);
            continue;
        }
        let Some(at) = named(&page, &joined.publications, faults) else {
            faulty.insert(page.source.clone());
            continue;
        };
        has_file[at] = true;
        joined.of_source.insert(page.source.clone(), at);
        kept.push(Arc::new(completed(&page, &joined.publications.items[at])));
    }
    for (at, item) in joined
        .publications
        .items
        .iter()
        .enumerate()
        .filter(|(at, _)| !has_file[*at])
    {
        let page = made(item, &joined.folders[at]);
        joined.of_source.insert(page.source.clone(), at);
        kept.push(Arc::new(page));
    }
    *parsed = kept;
    joined
}

/// Returns the publication that a file is about: the one whose key it states, else the one that the
/// name of the file or of its folder gives.
fn named(page: &ParsedPage, publications: &Publications, faults: &mut Faults) -> Option<usize> {
    let name = if is_index(&page.source) {
        page.source.folder()
    } else {
        page.source.clone()
    };
    let stem = if is_index(&page.source) {
        name.file_name()
    } else {
        name.stem()
    };
    let key = publication::stated_key(page);
    let (written, span) = match &key {
        Some(stated) => (stated.key, stated.span.clone()),
        None => (stem, Span::start_of(&page.source)),
    };
    let mut found = publications.find(written);
    if found.is_none() && key.is_none() {
        let mut items = publications.items.iter();
        found = items.position(|item| plain(&item.key) == plain(written));
    }
    if found.is_none() {
        let fault = unknown(written, publications).at(span);
        faults.push(if key.is_some() {
            fault
        } else {
            fault.help(
                "write `key:` and the key of the publication this file is about; if it is a page \
                 of another kind, `kind: page`",
            )
        });
    }
    found
}

/// Returns the finding about a key that no publication has.
#[must_use]
pub fn unknown(key: &str, publications: &Publications) -> Fault {
    let meant = publications
        .nearest(key)
        .map(|meant| format!("did you mean `{meant}`?"));
    let none = publications.items.is_empty().then(|| {
        "there are no publications yet; lists of them stand in `content/publications`".to_owned()
    });
    Fault::error(
        Code::UnknownPublication,
        format!("there is no publication with the key `{key}`"),
    )
    .help_if(meant)
    .help_if(none)
}

/// Returns a file's page, completed with what it leaves to the list.
fn completed(page: &ParsedPage, item: &Item) -> ParsedPage {
    let mut page = page.clone();
    let about = publication::summary(&page).map(|summary| summary.text().to_owned());
    fill(&mut page.front.common, item, about);
    let fingerprint = Digest::new().fingerprint(item.fingerprint()).done();
    page.fingerprint = Digest::new()
        .fingerprint(page.fingerprint)
        .fingerprint(fingerprint)
        .done();
    page.front_fingerprint = Digest::new()
        .fingerprint(page.front_fingerprint)
        .fingerprint(fingerprint)
        .done();
    page
}

/// Makes the page of a publication without a file of its own. It stands in the folder of
/// publications, under the name of its list.
fn made(item: &Item, folder: &SourcePath) -> ParsedPage {
    let list = &item.place.span.file;
    let source = SourcePath::new(&format!(
        "{}#{}",
        folder.join(list.file_name()),
        plain(&item.key)
    ));
    let mut common = Common::titled(Spanned {
        value: String::new(),
        span: item.place.span.clone(),
    });
    fill(&mut common, item, None);
    let fingerprint: Fingerprint = Digest::new()
        .text(source.as_str())
        .fingerprint(item.fingerprint())
        .done();
    let mut page = ParsedPage::made(source, FrontMatter::new(Kind::Publication, common));
    (page.fingerprint, page.front_fingerprint) = (fingerprint, fingerprint);
    page
}

/// The largest number of bytes in a summary that is taken from an abstract.
const SUMMARY: usize = 220;
/// The largest number of authors that a page is listed with; the publication itself has all of
/// them.
const MOST_AUTHORS: usize = 20;

fn fill(common: &mut Common, item: &Item, about: Option<String>) {
    if common.title.value.trim().is_empty() {
        common.title.value = item.plain("title").unwrap_or_else(|| item.key.clone());
    }
    if common.date.is_none() {
        common.date = issued(item).map(|value| Spanned {
            value,
            span: item.span_of("issued"),
        });
    }
    if common.authors.is_empty() {
        common.authors = item
            .makers()
            .iter()
            .filter(|name| !name.is_others())
            .take(MOST_AUTHORS)
            .map(crate::bibliography::item::Name::full)
            .collect();
    }
    if common.summary.is_none() {
        let text = about
            .filter(|text| !text.trim().is_empty())
            .or_else(|| item.text("abstract").map(rich::plain));
        common.summary = text
            .map(|text| shortened(&text))
            .filter(|text| !text.is_empty());
    }
}

/// Returns the first day of the time at which a publication came out: one with only a year stands
/// where the year begins.
fn issued(item: &Item) -> Option<Date> {
    let Point { year, month, day } = item.issued()?.from?;
    let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
    Date::new(year, or_first(month), or_first(day)).ok()
}

/// Returns the number of a month or a day; the first where none is stated.
fn or_first(part: Option<u8>) -> i8 {
    part.and_then(|part| i8::try_from(part).ok()).unwrap_or(1)
}

/// Returns the beginning of a text, cut after a whole word.
fn shortened(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() <= SUMMARY {
        return words;
    }
    let mut end = 0;
    for (at, _) in words.match_indices(' ').take_while(|(at, _)| *at < SUMMARY) {
        end = at;
    }
    // A text without spaces is cut where a letter ends.
    let end = if end == 0 {
        (0..=SUMMARY)
            .rev()
            .find(|at| words.is_char_boundary(*at))
            .unwrap_or(0)
    } else {
        end
    };
    format!(
        "{}…",
        words[..end].trim_end_matches([',', ';', ':', '.', ' '])
    )
}

/// The number of publications on one page of their list when nobody says otherwise: readers search
/// a list of publications with their browser.
const ON_ONE_PAGE: usize = 500;

/// Makes `section` the list of the publications that belong to it, in order and in groups.
pub(super) fn shelve(
    pages: &mut [Page],
    section: PageId,
    settings: Option<&FolderSettings>,
    publications: &Publications,
) {
    let mut entries = pages[section].children.clone();
    entries.retain(|child| *pages[*child].kind() != Kind::Section);
    let item = |id: PageId| pages[id].publication.map(|at| &publications.items[at]);
    let chosen_sort = section::sort(&pages[section].parsed);
    if chosen_sort
        .or(settings.and_then(|settings| settings.sort))
        .is_none()
    {
        entries.sort_by_cached_key(|id| {
            item(*id).map_or(
                (Reverse(i32::MIN), String::new(), NaturalText::of(""), *id),
                |item| shelf_mark(item, *id),
            )
        });
    }
    let chosen_size = section::page_size(&pages[section].parsed);
    let groups = groups(&entries, pages, publications);
    for (number, group) in groups.iter().enumerate() {
        group
            .pages
            .iter()
            .for_each(|id| pages[*id].in_groups.push(number));
    }
    let page = &mut pages[section];
    if chosen_size
        .or(settings.and_then(|settings| settings.page_size))
        .is_none()
    {
        page.page_size = ON_ONE_PAGE;
    }
    if page.common().template.is_none() && matches!(page.kind(), Kind::Section | Kind::Page) {
        "publications".clone_into(&mut page.template);
    }
    // The groups by year take the place of the lists of years that other sections have.
    page.has_years = false;
    page.entries = entries;
    page.groups = groups;
}

/// Returns the key by which publications are sorted: the latest year first, then the first author,
/// then the title.
fn shelf_mark(item: &Item, id: PageId) -> (Reverse<i32>, String, NaturalText, PageId) {
    let author = item
        .makers()
        .first()
        .map(|name| crate::base::slug(&name.inverted()))
        .unwrap_or_default();
    let title = NaturalText::of(&item.plain("title").unwrap_or_default());
    (Reverse(item.year().unwrap_or(i32::MIN)), author, title, id)
}
