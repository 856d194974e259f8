//! Pages of the content in the place of pages that masthead would make. From: the assembled site.
//! To: the template of the page that is made, in which the text of the editor's page is the
//! introduction; a finding where that cannot be.

use super::{Page, PageId, Site, people, search_url};
use crate::base::{Code, Fault, Faults, Span, UrlPath};
use crate::parse::kind::Kind;

/// A page that masthead makes where nobody has written one.
struct GeneratedPlace {
    url: UrlPath,
    /// The template that shows it, without `.html`.
    template: &'static str,
    /// The words by which findings name it.
    what: &'static str,
}

/// Lets pages that stand where masthead makes one show what that would show, and reports the rest.
pub(super) fn settle(site: &mut Site, faults: &mut Faults) {
    for place in generated(site) {
        if let Some(id) = site.by_url.get(&place.url).copied() {
            settle_page(site, id, &place, faults);
        }
    }
    hidden_lists(site, faults);
    page_of_errors(site, faults);
}

fn generated(site: &Site) -> Vec<GeneratedPlace> {
    let taxonomies = site.taxonomies.iter().map(|taxonomy| GeneratedPlace {
        url: taxonomy.url.clone(),
        template: "topics",
        what: "the list of topics",
    });
    let mut places: Vec<GeneratedPlace> = taxonomies.collect();
    if !site.writers.is_empty() {
        places.push(GeneratedPlace {
            url: people::root(),
            template: "people",
            what: "the list of people",
        });
    }
    if site.settings.search.enabled {
        places.push(GeneratedPlace {
            url: search_url(),
            template: "search",
            what: "the page with the search",
        });
    }
    places
}

/// Gives a page the template of what masthead makes at its address, unless it or its folder states
/// a template. A kind that is shown in a way of its own cannot be an introduction.
fn settle_page(site: &mut Site, id: PageId, place: &GeneratedPlace, faults: &mut Faults) {
    let page = &mut site.pages[id];
    if page.common().template.is_some() {
        return;
    }
    if !matches!(page.kind(), Kind::Page | Kind::Section) {
        faults.push(replaces(page, place));
    } else if page.template == page.kind().name() {
        place.template.clone_into(&mut page.template);
    }
}

fn replaces(page: &Page, place: &GeneratedPlace) -> Fault {
    let message = format!(
        "this page stands at `{}`, in the place of {}, which readers no longer find",
        place.url, place.what
    );
    warning(page, message).help(
        "write the line `kind: page`, and the text becomes the introduction of that page; or give \
         the page another address, with a line such as `slug: short-name`",
    )
}

/// Reports folders of dated pages whose list a page beside the folder hides: `newsletters.md` is
/// the head of `newsletters/`, and an ordinary page lists nothing.
fn hidden_lists(site: &Site, faults: &mut Faults) {
    for page in &site.pages {
        let is_beside = *page.kind() == Kind::Page && !page.children.is_empty();
        if !is_beside || page.template != Kind::Page.name() {
            continue;
        }
        let is_listed = |id: &PageId| {
            let declared = site.kinds.get(site.pages[*id].kind());
            declared.is_some_and(|kind| kind.folder.is_some())
        };
        if page.children.iter().any(is_listed) {
            faults.push(hides_list(page));
        }
    }
}

fn hides_list(page: &Page) -> Fault {
    let source = &page.parsed.source;
    let folder = source.folder().join(source.stem());
    let message =
        format!("this page is the page of the folder `{folder}`, and shows no list of it");
    warning(page, message).help(format!(
        "save it as `{folder}/index.md`, and its text becomes the introduction of the list"
    ))
}

/// Reports a page that was meant for visitors who come to an address that does not exist.
fn page_of_errors(site: &Site, faults: &mut Faults) {
    let Some(id) = site.by_url.get("/404/") else {
        return;
    };
    let message = "this is a page at `/404/`, and not what visitors see whose address does not \
                   exist: they see a page that masthead makes";
    faults.push(warning(&site.pages[*id], message.to_owned()).help(
        "take it out; to change what such visitors see, write a template `404.html` in your \
         theme, or put a finished `404.html` into `content/static`",
    ));
}

fn warning(page: &Page, message: String) -> Fault {
    Fault::warning(Code::ReplacedPage, message).at(Span::start_of(&page.parsed.source))
}
