//! The `citation_…` tags that Google Scholar, Zotero and Mendeley read on the page of a
//! publication. From: a publication, and where its page and its PDF stand. To: names and contents
//! of `<meta>` elements, not escaped.
//!
//! Correct or absent: without a title, an author and a year Scholar takes a page to have no tags at
//! all, so then there are none. They belong on the pages of what the organisation itself publishes;
//! which those are is for the caller to say. Source: Google Scholar's inclusion guidelines for
//! webmasters, "Indexing"; Zotero's translator for embedded metadata.

use super::identifier;
use super::item::{Item, ItemType, Name, Point};

/// Where a publication stands on the site, as whole addresses.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScholarAddresses<'a> {
    /// Its page.
    pub page: &'a str,
    /// Its PDF.
    pub pdf: Option<&'a str>,
}

/// The tags, in order. None when Scholar could not use them.
#[must_use]
pub fn tags(item: &Item, addresses: ScholarAddresses<'_>) -> Vec<(&'static str, String)> {
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
    // One name a tag, without affiliations or degrees.
    tags.extend(
        authors
            .into_iter()
            .map(|name| ("citation_author", name.inverted())),
    );
    tags.push(("citation_publication_date", publication_date(date)));
    let mut put =
        |name: &'static str, words: Option<String>| tags.extend(words.map(|words| (name, words)));
    let words = |field: &str| item.plain(field);
    match item.kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Review
        | ItemType::ReviewBook => {
            put("citation_journal_title", words("container-title"));
        }
        ItemType::PaperConference => put(
            "citation_conference_title",
            words("container-title").or_else(|| words("event-title")),
        ),
        ItemType::Chapter => put("citation_inbook_title", words("container-title")),
        ItemType::Thesis => put("citation_dissertation_institution", words("publisher")),
        ItemType::Report => {
            let body = || {
                item.people("author")
                    .iter()
                    .find_map(|name| name.literal.clone())
            };
            put(
                "citation_technical_report_institution",
                words("publisher").or_else(body),
            );
            put("citation_technical_report_number", words("number"));
        }
        _ => {}
    }
    put("citation_volume", words("volume"));
    put("citation_issue", words("issue"));
    if let Some((first, last)) = words("page").as_deref().and_then(page_span) {
        put("citation_firstpage", Some(first));
        put("citation_lastpage", last);
    }
    put(
        "citation_issn",
        words("ISSN").and_then(|numbers| {
            identifier::issn(numbers.split([',', ' ']).next().unwrap_or_default())
        }),
    );
    put(
        "citation_isbn",
        words("ISBN").and_then(|numbers| {
            identifier::isbn(numbers.split([',', ' ']).next().unwrap_or_default())
        }),
    );
    put(
        "citation_doi",
        words("DOI").and_then(|doi| identifier::doi(&doi)),
    );
    put(
        "citation_pmid",
        words("PMID").and_then(|number| identifier::pmid(&number)),
    );
    put(
        "citation_publisher",
        words("publisher").filter(|_| !matches!(item.kind, ItemType::Thesis | ItemType::Report)),
    );
    put("citation_language", words("language"));
    put(
        "citation_abstract_html_url",
        Some(addresses.page.to_owned()).filter(|page| identifier::is_web_address(page)),
    );
    put(
        "citation_pdf_url",
        addresses
            .pdf
            .filter(|pdf| is_beside(pdf, addresses.page))
            .map(str::to_owned),
    );
    tags
}

/// `2010/5/12`, or the year alone: Scholar knows no months without days.
fn publication_date(date: Point) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{}/{month}/{day}", date.year),
        _ => date.year.to_string(),
    }
}

/// First and last page. Of several stretches, and of words, nothing.
fn page_span(pages: &str) -> Option<(String, Option<String>)> {
    let one = |page: &str| {
        (!page.is_empty() && page.chars().all(char::is_alphanumeric)).then(|| page.to_owned())
    };
    match pages.split_once('-') {
        Some((first, last)) => Some((one(first)?, Some(one(last)?))),
        None => Some((one(pages)?, None)),
    }
}

/// Whether a PDF stands in the folder of its page; Scholar passes over others.
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
