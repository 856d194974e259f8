//! The `citation_…` tags that Google Scholar, Zotero and Mendeley read on the page of a
//! publication.
//!
//! This module takes a publication, and the addresses of its page and its PDF, and gives names and
//! contents of `<meta>` elements, not escaped. A tag is correct or absent. Without a title, an
//! author and a year Scholar uses no tag of a page, so then there are none. The tags belong on the
//! pages of what the organisation itself publishes, and the caller says which those are. Sources:
//! Google Scholar's inclusion guidelines for webmasters, "Indexing"; Zotero's translator for
//! embedded metadata.

use super::identifier;
use super::item::{Item, ItemType, Name, Point};

/// The whole addresses of a publication on the site.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScholarAddresses<'a> {
    /// The address of its page.
    pub page: &'a str,
    /// The address of its PDF.
    pub pdf: Option<&'a str>,
}

/// A tag: its name and its content.
type Tag = (&'static str, String);

/// Returns the tags of a publication, in order. There are none when Scholar could not use them.
#[must_use]
pub fn tags(item: &Item, addresses: ScholarAddresses<'_>) -> Vec<Tag> {
    let authors: Vec<&Name> = item
        .people("author")
        .iter()
        .filter(|name| !name.is_others())
        .collect();
    let (Some(title), Some(date), false) = (
        item.plain("title"),
        item.issued().and_then(|when| when.from),
        authors.is_empty(),
    ) else {
        return Vec::new();
    };
    let mut tags = vec![("citation_title", title)];
    // Each name has a tag of its own, without affiliations or degrees.
    for name in authors {
        tags.push(("citation_author", name.inverted()));
    }
    tags.push(("citation_publication_date", publication_date(date)));
    container_tags(item, &mut tags);
    number_tags(item, &mut tags);
    let is_institutional = matches!(item.kind, ItemType::Thesis | ItemType::Report);
    let publisher = item.plain("publisher").filter(|_| !is_institutional);
    put(&mut tags, "citation_publisher", publisher);
    put(&mut tags, "citation_language", item.plain("language"));
    let page = Some(addresses.page).filter(|page| identifier::is_web_address(page));
    put(&mut tags, "citation_abstract_html_url", page);
    let pdf = addresses.pdf.filter(|pdf| is_beside(pdf, addresses.page));
    put(&mut tags, "citation_pdf_url", pdf);
    tags
}

/// Adds a tag, if there is any content for it.
fn put(tags: &mut Vec<Tag>, name: &'static str, content: Option<impl Into<String>>) {
    tags.extend(content.map(|content| (name, content.into())));
}

/// Adds the tags of what a publication is part of, or of the body behind it.
fn container_tags(item: &Item, tags: &mut Vec<Tag>) {
    let container = item.plain("container-title");
    let publisher = item.plain("publisher");
    match item.kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Review
        | ItemType::ReviewBook => put(tags, "citation_journal_title", container),
        ItemType::PaperConference => {
            let title = container.or_else(|| item.plain("event-title"));
            put(tags, "citation_conference_title", title);
        }
        ItemType::Chapter => put(tags, "citation_inbook_title", container),
        ItemType::Thesis => put(tags, "citation_dissertation_institution", publisher),
        ItemType::Report => {
            let mut authors = item.people("author").iter();
            let body = publisher.or_else(|| authors.find_map(|name| name.literal.clone()));
            put(tags, "citation_technical_report_institution", body);
            put(
                tags,
                "citation_technical_report_number",
                item.plain("number"),
            );
        }
        _ => {}
    }
}

/// Adds the tags of volume, issue, pages and identifiers.
fn number_tags(item: &Item, tags: &mut Vec<Tag>) {
    put(tags, "citation_volume", item.plain("volume"));
    put(tags, "citation_issue", item.plain("issue"));
    if let Some((first, last)) = item.plain("page").as_deref().and_then(page_span) {
        put(tags, "citation_firstpage", Some(first));
        put(tags, "citation_lastpage", last);
    }
    let issn = first_number(item, "ISSN").and_then(|number| identifier::issn(&number));
    put(tags, "citation_issn", issn);
    let isbn = first_number(item, "ISBN").and_then(|number| identifier::isbn(&number));
    put(tags, "citation_isbn", isbn);
    let doi = item.plain("DOI").and_then(|doi| identifier::doi(&doi));
    put(tags, "citation_doi", doi);
    let pmid = item
        .plain("PMID")
        .and_then(|number| identifier::pmid(&number));
    put(tags, "citation_pmid", pmid);
}

/// Returns the first of several numbers in a field.
fn first_number(item: &Item, field: &str) -> Option<String> {
    let numbers = item.plain(field)?;
    numbers.split([',', ' ']).next().map(str::to_owned)
}

/// Writes a date as `2010/5/12`, or as the year alone, since Scholar knows no month without a day.
fn publication_date(date: Point) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{}/{month}/{day}", date.year),
        _ => date.year.to_string(),
    }
}

/// Returns the first and the last page; `None` for several stretches and for words.
fn page_span(pages: &str) -> Option<(String, Option<String>)> {
    match pages.split_once('-') {
        Some((first, last)) => Some((single_page(first)?, Some(single_page(last)?))),
        None => Some((single_page(pages)?, None)),
    }
}

/// Returns a page that is one number or word.
fn single_page(page: &str) -> Option<String> {
    let is_single = !page.is_empty() && page.chars().all(char::is_alphanumeric);
    is_single.then(|| page.to_owned())
}

/// Reports whether a PDF is in the folder of its page; Scholar ignores others.
fn is_beside(pdf: &str, page: &str) -> bool {
    let folder = page.rfind('/').map_or(page, |end| &page[..=end]);
    identifier::is_web_address(pdf)
        && pdf
            .strip_prefix(folder)
            .is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;
    use crate::bibliography::read::{ItemFormat, read};

    /// Returns the tags of the one publication of a list.
    fn tags_of(yaml: &str, pdf: Option<&str>) -> Vec<String> {
        let items = read(&SourcePath::new("a.yaml"), yaml, Some(ItemFormat::Yaml)).items;
        let addresses = ScholarAddresses {
            page: "https://x.org/publications/ellis2014/",
            pdf,
        };
        tags(&items[0], addresses)
            .into_iter()
            .map(|(name, content)| format!("{name}={content}"))
            .collect()
    }

    #[test]
    fn an_article_has_all_its_tags() {
        let yaml = "- {id: a, type: article-journal, title: \"On <i>crises</i> & more\", author: \
            [\"Ellis, C.\", \"van der Berg, Jan\", others], issued: 2014-03-05, container-title: \
            Journal, volume: 21, issue: 3, page: 234-240, ISSN: \"1351-0126, 1365-2850\", DOI: \
            10.1111/jpm.12100, PMID: 24020949}";
        assert_eq!(
            tags_of(yaml, Some("https://x.org/publications/ellis2014/paper.pdf")),
            [
                "citation_title=On crises & more",
                "citation_author=Ellis, C.",
                "citation_author=van der Berg, Jan",
                "citation_publication_date=2014/3/5",
                "citation_journal_title=Journal",
                "citation_volume=21",
                "citation_issue=3",
                "citation_firstpage=234",
                "citation_lastpage=240",
                "citation_issn=1351-0126",
                "citation_doi=10.1111/jpm.12100",
                "citation_pmid=24020949",
                "citation_abstract_html_url=https://x.org/publications/ellis2014/",
                "citation_pdf_url=https://x.org/publications/ellis2014/paper.pdf",
            ]
        );
    }

    #[test]
    fn without_title_author_or_year_there_are_no_tags() {
        for yaml in [
            "{type: report, author: [\"E, C\"], issued: 2014}",
            "{type: report, title: T, issued: 2014}",
            "{type: report, title: T, author: [\"E, C\"], issued: in press}",
        ] {
            assert!(tags_of(&format!("- {yaml}"), None).is_empty(), "{yaml}");
        }
    }

    #[test]
    fn a_month_alone_is_left_out_and_a_pdf_elsewhere_too() {
        let yaml = "- {id: a, type: report, title: T, author: [NHS England], issued: 2014-03, \
            number: CCQI284}";
        let found = tags_of(yaml, Some("https://x.org/files/paper.pdf"));
        assert!(
            found.contains(&"citation_publication_date=2014".to_owned())
                && found.contains(&"citation_technical_report_institution=NHS England".to_owned())
        );
        assert!(
            !found.iter().any(|tag| tag.starts_with("citation_pdf_url")),
            "{found:?}"
        );
    }
}
