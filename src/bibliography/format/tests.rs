//! Tests of references and citations, through small styles with one feature each and through the
//! bundled ones.

mod cache;
mod citations;
mod looks;
mod names_and_dates;
mod repairs;
mod styles;

use super::*;
use crate::base::SourcePath;
use crate::bibliography::item::Item;
use crate::bibliography::read::{ItemFormat, read};
use crate::source::TextFile;

/// Returns the publications of a list in YAML.
fn items(yaml: &str) -> Vec<Item> {
    read(
        &SourcePath::new("content/publications/a.yaml"),
        yaml,
        Some(ItemFormat::Yaml),
    )
    .items
}

/// Makes a style made of the elements of its citations, of its list, and of its macros.
fn style(citation: &str, bibliography: &str, macros: &str) -> Style {
    let (loaded, faults) = Style::supplied(&csl(citation, bibliography, macros), "en-GB");
    assert!(faults.is_empty(), "{faults:?}");
    loaded.expect("a style")
}

/// Returns the file of such a style.
fn csl(citation: &str, bibliography: &str, macros: &str) -> TextFile {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<style \
         xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\">\
         <info><title>Test</title><id>test</id><category \
         citation-format=\"author-date\"/><updated>2020-01-01T00:00:00+00:00</updated></info>\
         {macros}{citation}{bibliography}</style>"
    );
    TextFile::new(
        SourcePath::new("content/publications/test.csl"),
        text.into(),
    )
}

/// Makes a style whose references are made of these elements.
fn list_of(layout: &str) -> Style {
    style(
        "<citation><layout><text variable=\"title\"/></layout></citation>",
        &format!("<bibliography><layout>{layout}</layout></bibliography>"),
        "",
    )
}

/// Makes a request for a list of references without citations.
fn request(items: &[Item]) -> Request<'_> {
    Request {
        items: items.iter().collect(),
        clusters: Vec::new(),
        anchors: None,
    }
}

/// Returns the references of publications, in the order of the style.
fn references(items: &[Item], style: &Style) -> Vec<FormattedText> {
    format(&request(items), style, &Cache::default())
        .formatted
        .references
        .iter()
        .map(|reference| reference.body.clone())
        .collect()
}

/// Returns the reference of one publication as HTML.
fn html_of(yaml: &str, layout: &str) -> String {
    references(&items(yaml), &list_of(layout))[0].html.clone()
}

/// Returns the citations of clusters, as plain text.
fn cites(items: &[Item], style: &Style, clusters: Vec<Cluster>) -> Vec<String> {
    let request = Request {
        clusters,
        ..request(items)
    };
    format(&request, style, &Cache::default())
        .formatted
        .citations
        .iter()
        .map(|citation| citation.body.text.clone())
        .collect()
}

/// Makes a cluster in brackets.
fn bracket(cites: Vec<Cite>) -> Cluster {
    Cluster {
        cites,
        form: ClusterForm::Brackets,
    }
}

/// Returns the citation of the publication at an index.
fn cite(item: usize) -> Cite {
    Cite {
        item,
        ..Cite::default()
    }
}

/// Two articles, one by two authors and one by four.
const TWO: &str =
    "- {id: ellis2014, type: article-journal, title: \"Introduction of the scheme: a \
    welcome development?\", author: [\"Ellis, C.\", \"Hodge, S.\"], issued: 2014-03, \
    container-title: Journal of Nursing, container-title-short: J Nurs, volume: 21, issue: 3, \
    page: 234-240, DOI: 10.1111/jpm.12100}
- {id: carpenter2013, type: article-journal, title: Crisis teams, author: [\"Carpenter, R.\", \
    \"Falkenburg, J.\", \"White, T.\", \"Tracy, D.K.\"], issued: 2013, container-title: The \
    Psychiatric Bulletin}
";

/// Makes a style that cites by author and date, as most do.
fn author_date() -> Style {
    let authors = "<names variable=\"author\"><name form=\"short\" and=\"symbol\"/></names>";
    let date = "<date variable=\"issued\"><date-part name=\"year\"/></date>";
    style(
        &format!(
            "<citation et-al-min=\"3\" et-al-use-first=\"1\" disambiguate-add-year-suffix=\"true\" \
             disambiguate-add-names=\"true\" disambiguate-add-givenname=\"true\" \
             collapse=\"year\"><layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group \
             delimiter=\", \">{authors}{date}<group><label variable=\"locator\" \
             form=\"short\"/><text variable=\"locator\" prefix=\" \
             \"/></group></group></layout></citation>"
        ),
        &format!(
            "<bibliography><sort><key variable=\"author\"/><key variable=\"issued\"/><key \
             variable=\"title\"/></sort><layout suffix=\".\"><group delimiter=\". \
             \">{authors}{date}<text variable=\"title\"/></group></layout></bibliography>"
        ),
        "",
    )
}
