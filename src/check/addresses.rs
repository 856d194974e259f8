//! Compares the addresses of a new build with those of the site that is published. Takes the pages
//! and files of both sites; gives what was added, removed and moved, and a finding for each address
//! that readers and search engines know and that would lead nowhere.

use crate::base::{Code, Fault, Faults, OutputPath, Span, UrlPath, nearest};
use crate::model::PageEntry;
use std::collections::{BTreeMap, BTreeSet};

/// A published site, or one as a build would publish it.
#[derive(Clone, Debug, Default)]
pub struct PublishedSite {
    /// The pages of the site.
    pub pages: Vec<PageEntry>,
    /// All files of the site.
    pub files: BTreeSet<OutputPath>,
}

/// The changes to the addresses of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct AddressChanges {
    /// Addresses that are new.
    pub added: Vec<UrlPath>,
    /// Addresses that lead to the page's new one, with that one.
    pub redirected: Vec<(UrlPath, UrlPath)>,
    /// Addresses that lead nowhere any more.
    pub removed: Vec<UrlPath>,
    /// Addresses at which another page stands now, and the title of that page.
    pub taken_over: Vec<(UrlPath, String)>,
    /// Pages that feed readers would show as new: the page, the name it was known by, and the name
    /// it would be known by.
    pub feed_ids: Vec<(UrlPath, String, String)>,
}

/// Compares the site that is published with the one that would take its place.
#[must_use]
pub fn compare(old: &PublishedSite, new: &PublishedSite) -> (AddressChanges, Faults) {
    let moved: BTreeMap<&UrlPath, &PageEntry> = new
        .pages
        .iter()
        .flat_map(|page| page.aliases.iter().map(move |alias| (alias, page)))
        .collect();
    let mut changes = AddressChanges {
        added: addresses(new)
            .difference(&addresses(old))
            .filter(|url| !moved.contains_key(url))
            .cloned()
            .collect(),
        ..AddressChanges::default()
    };
    let mut findings = Faults::new();
    for url in addresses(old) {
        match moved.get(&url) {
            Some(page) if !old.pages.iter().any(|former| former.aliases.contains(&url)) => {
                changes.redirected.push((url, page.url.clone()));
            }
            Some(_) => {}
            None if new.files.contains(&url.output()) => {}
            None => {
                findings.push(gone(&url, old, new, &changes.added));
                changes.removed.push(url);
            }
        }
    }
    compare_pages(old, new, &mut changes, &mut findings);
    (changes, findings)
}

/// Compares each former page with the one it is now: whether another page stands at its address,
/// and whether feed readers would still know it.
fn compare_pages(
    old: &PublishedSite,
    new: &PublishedSite,
    changes: &mut AddressChanges,
    findings: &mut Faults,
) {
    let by_url: BTreeMap<&UrlPath, &PageEntry> =
        new.pages.iter().map(|page| (&page.url, page)).collect();
    for former in &old.pages {
        let Some(page) = same_page(former, new) else {
            continue;
        };
        if let Some(here) = by_url.get(&former.url).filter(|here| here.url != page.url) {
            changes
                .taken_over
                .push((here.url.clone(), here.title.clone()));
        }
        if page.feed_id == former.feed_id || former.feed_id.is_empty() || page.feed_id.is_empty() {
            continue;
        }
        let by_address = page.aliases.is_empty() && page.feed_id == page.url.as_str();
        if by_address
            && changes
                .removed
                .iter()
                .any(|url| url.as_str() == former.feed_id)
        {
            // The alias that another finding asks for is the oldest address of the page, and feeds
            // know the page by that.
            continue;
        }
        changes.feed_ids.push((
            page.url.clone(),
            former.feed_id.clone(),
            page.feed_id.clone(),
        ));
        let message = format!(
            "feed readers would show `{}` as new: they know it by `{}`",
            page.url, former.feed_id
        );
        let help = format!("add `id: {}` to the page's front matter", former.feed_id);
        findings.push(
            Fault::warning(Code::FeedIdChanged, message)
                .at(Span::start_of(&page.source))
                .help(help),
        );
    }
}

/// Returns the addresses that people keep: those of pages and documents. The later pages of lists,
/// which shift with every new entry, are left out, and so are pictures, feeds and files for
/// programs.
fn addresses(site: &PublishedSite) -> BTreeSet<UrlPath> {
    site.files
        .iter()
        .filter(|path| is_kept(path))
        .map(|path| {
            UrlPath::new(
                path.as_str()
                    .strip_suffix("index.html")
                    .unwrap_or(path.as_str()),
            )
        })
        .collect()
}

fn is_kept(path: &OutputPath) -> bool {
    match path.extension() {
        "html" => path.as_str() != "404.html" && !is_later_page(path.as_str()),
        "pdf" | "csv" | "doc" | "docx" | "xls" | "xlsx" | "ods" | "odt" | "ppt" | "pptx"
        | "epub" | "zip" => true,
        _ => false,
    }
}

fn is_later_page(path: &str) -> bool {
    let mut names = path.rsplit('/');
    let (_, number, page) = (names.next(), names.next(), names.next());
    page == Some("page")
        && number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Finds the page that a former page is now: the one made from the same file, else the one that
/// feeds know by the same name, else the one of the same title.
fn same_page<'n>(former: &PageEntry, new: &'n PublishedSite) -> Option<&'n PageEntry> {
    let pages = &new.pages;
    let of_file = pages.iter().find(|page| page.source == former.source);
    of_file
        .or_else(|| {
            let mut known = pages.iter().filter(|page| !page.feed_id.is_empty());
            known.find(|page| page.feed_id == former.feed_id)
        })
        .or_else(|| pages.iter().find(|page| page.title == former.title))
}

fn gone(url: &UrlPath, old: &PublishedSite, new: &PublishedSite, added: &[UrlPath]) -> Fault {
    let message = format!("the published address `{url}` would lead nowhere");
    let fault = Fault::warning(Code::AddressGone, message);
    let former = old
        .pages
        .iter()
        .find(|page| page.url == *url || page.aliases.contains(url));
    match former.and_then(|former| same_page(former, new)) {
        Some(page) => fault.at(Span::start_of(&page.source)).help(format!(
            "add this line to the front matter of `{}`: `aliases: [{}]`",
            page.source,
            all_of(url, page, former.map_or("", |former| &former.feed_id))
        )),
        None if url.as_str().ends_with('/') && former.is_none() => {
            let beside: Vec<&str> = added
                .iter()
                .filter(|other| other.parent() == url.parent())
                .map(UrlPath::as_str)
                .collect();
            let to = match beside.as_slice() {
                [one] => one,
                _ => nearest(url.as_str(), beside.iter().copied()).unwrap_or("/where/it/leads/"),
            };
            fault.help(format!(
                "say in `content/site.yaml` where it leads, below `redirects:`: `- from: {url}` \
                 and `to: {to}`"
            ))
        }
        None if url.as_str().ends_with('/') => {
            let alias = format!(
                "add `aliases: [{url}]` to the front matter of the page that takes its place"
            );
            let in_feeds = former.is_some_and(|former| !former.feed_id.is_empty());
            let id = "if that page is published already, also write `id:` with its own address \
                there, or feed readers show it as new";
            fault.help(alias).help_if(in_feeds.then(|| id.to_owned()))
        }
        None => {
            fault.help("keep the file where it was: other sites and printed pages may lead to it")
        }
    }
}

/// Lists the aliases to write: those that the page has, and the one it lacks. The one that feeds
/// know the page by comes first.
fn all_of(url: &UrlPath, page: &PageEntry, feed_id: &str) -> String {
    let known = page.aliases.iter().filter(|alias| *alias != url);
    let mut all: Vec<&str> = known.chain([url]).map(UrlPath::as_str).collect();
    all.sort_by_key(|alias| *alias != feed_id);
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;

    fn site(pages: &[(&str, &str, &str, &[&str])], files: &[&str]) -> PublishedSite {
        let entries = pages
            .iter()
            .map(|(source, url, feed_id, aliases)| PageEntry {
                url: UrlPath::new(url),
                title: format!("Title of {source}"),
                aliases: aliases.iter().map(|alias| UrlPath::new(alias)).collect(),
                source: SourcePath::new(source),
                feed_id: (*feed_id).to_owned(),
            });
        let entries: Vec<PageEntry> = entries.collect();
        let of_pages = entries
            .iter()
            .flat_map(|page| page.aliases.iter().chain([&page.url]))
            .map(UrlPath::output);
        let files = of_pages
            .chain(files.iter().map(|file| OutputPath::new(file)))
            .collect();
        PublishedSite {
            pages: entries,
            files,
        }
    }

    #[test]
    fn a_renamed_page_without_an_alias_is_found_and_the_alias_is_printed() {
        let old = site(&[("content/a.md", "/a/", "/a/", &[])], &[]);
        let new = site(&[("content/a.md", "/b/", "/b/", &[])], &[]);
        let (changes, findings) = compare(&old, &new);
        assert_eq!(changes.removed, [UrlPath::new("/a/")]);
        assert_eq!(changes.added, [UrlPath::new("/b/")]);
        assert!(
            findings[0].help[0].contains("`aliases: [/a/]`"),
            "{:?}",
            findings[0].help
        );
        // With the alias, feeds know it as before.
        assert_eq!(
            findings
                .iter()
                .map(|finding| finding.code)
                .collect::<Vec<_>>(),
            [Code::AddressGone]
        );
        let alias_only = site(&[("content/a.md", "/b/", "/c/", &["/c/", "/a/"])], &[]);
        assert_eq!(
            compare(&old, &alias_only)
                .1
                .iter()
                .map(|finding| finding.code)
                .collect::<Vec<_>>(),
            [Code::FeedIdChanged]
        );
    }

    #[test]
    fn a_page_that_no_feed_shows_has_nothing_to_keep_in_feeds() {
        let old = site(&[("content/contact.md", "/contact/", "", &[])], &[]);
        let new = site(
            &[("content/contact.md", "/contact-us/", "", &["/contact/"])],
            &[],
        );
        assert_eq!(compare(&old, &new).1, Faults::new());
        let dated_before = site(
            &[("content/contact.md", "/contact/", "/contact/", &[])],
            &[],
        );
        assert_eq!(compare(&dated_before, &new).1, Faults::new());
    }

    #[test]
    fn a_renamed_page_with_its_alias_keeps_its_address_and_its_feed_id() {
        let old = site(&[("content/a.md", "/a/", "/a/", &[])], &[]);
        let new = site(&[("content/b.md", "/b/", "/a/", &["/a/"])], &[]);
        let (changes, findings) = compare(&old, &new);
        assert_eq!(
            changes.redirected,
            [(UrlPath::new("/a/"), UrlPath::new("/b/"))]
        );
        assert!(
            findings.is_empty() && changes.removed.is_empty(),
            "{findings:?}"
        );
    }

    #[test]
    fn the_alias_that_feeds_know_a_page_by_is_asked_for_before_others() {
        // `/p/` is the address by the name of the file, which nobody has known.
        let old = site(&[("content/p.md", "/a/", "/a/", &["/p/"])], &[]);
        let new = site(&[("content/p.md", "/b/", "/b/", &["/p/"])], &[]);
        assert!(compare(&old, &new).1[0].help[0].contains("`aliases: [/a/, /p/]`"));
    }

    #[test]
    fn a_page_in_the_place_of_another_is_told_to_keep_its_own_name_in_feeds() {
        let old = site(
            &[
                ("content/p.md", "/p/", "/p/", &[]),
                ("content/q.md", "/q/", "/q/", &[]),
            ],
            &[],
        );
        let new = site(&[("content/q.md", "/q/", "/q/", &[])], &[]);
        let help = compare(&old, &new).1[0].help.join("\n");
        assert!(
            help.contains("`aliases: [/p/]`")
                && help.contains("also write `id:` with its own address"),
            "{help}"
        );
        let never_in_feeds = site(&[("content/p.md", "/p/", "", &[])], &[]);
        assert!(
            !compare(&never_in_feeds, &new).1[0]
                .help
                .join("\n")
                .contains("id:")
        );
    }

    #[test]
    fn the_list_of_a_topic_that_is_called_otherwise_now_is_told_to_lead_on() {
        let old = site(
            &[],
            &["topics/gardening/index.html", "topics/carers/index.html"],
        );
        let new = site(
            &[],
            &["topics/gardens/index.html", "topics/carers/index.html"],
        );
        let help = compare(&old, &new).1[0].help.join("\n");
        assert!(
            help.contains(
                "below `redirects:`: `- from: /topics/gardening/` and `to: /topics/gardens/`"
            ),
            "{help}"
        );
    }

    #[test]
    fn an_address_that_another_page_took_over_is_told() {
        let old = site(
            &[
                ("content/p.md", "/p/", "/p/", &[]),
                ("content/q.md", "/q/", "/q/", &[]),
            ],
            &[],
        );
        let new = site(
            &[
                ("content/p.md", "/x/", "/x/", &[]),
                ("content/q.md", "/p/", "/p/", &["/q/"]),
            ],
            &[],
        );
        assert_eq!(
            compare(&old, &new).0.taken_over,
            [(UrlPath::new("/p/"), "Title of content/q.md".to_owned())]
        );
        let only_moved_files = site(
            &[
                ("content/r.md", "/p/", "/p/", &[]),
                ("content/q.md", "/q/", "/q/", &[]),
            ],
            &[],
        );
        assert_eq!(compare(&old, &only_moved_files).0.taken_over, []);
    }

    #[test]
    fn documents_count_and_later_pages_of_lists_do_not() {
        let old = site(
            &[],
            &["reports/old.pdf", "reports/page/2/index.html", "logo.png"],
        );
        let (changes, _) = compare(&old, &site(&[], &[]));
        assert_eq!(changes.removed, [UrlPath::new("/reports/old.pdf")]);
    }
}
