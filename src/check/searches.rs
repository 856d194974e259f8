//! Checks what visitors should find: the queries that the owner wrote down, each with the page that
//! should be among the first results. Takes `content/search-tests.yaml`, the index and the pages of
//! the site; gives a finding for each page that is not found.

use crate::base::{Code, Fault, Faults, SourcePath, Span, UrlPath, nearest};
use crate::model::PageEntry;
use crate::parse::place::CONTENT;
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, LARGEST_FILE, NodeEntry, NodeValue, Reader};
use crate::search::{SearchRequest, Searcher};
use crate::source::TextFile;
use std::collections::BTreeMap;
use std::ops::Range;

/// The file that holds the queries.
pub const SEARCH_TESTS: &str = "content/search-tests.yaml";
/// The number of results that the page should be among: those that are seen without scrolling.
const FIRST: usize = 3;

/// A query, and the pages of which search should find one.
struct Expectation {
    query: String,
    wanted: Vec<(SourcePath, Span)>,
    span: Span,
}

/// Asks every query that `file` has.
#[must_use]
pub fn searches(file: &TextFile, searcher: &Searcher<'_>, pages: &[PageEntry]) -> Faults {
    let by_source: BTreeMap<&SourcePath, &UrlPath> =
        pages.iter().map(|page| (&page.source, &page.url)).collect();
    let by_url: BTreeMap<&str, &SourcePath> = pages
        .iter()
        .map(|page| (page.url.as_str(), &page.source))
        .collect();
    let (expectations, mut faults) = read(file);
    for expectation in expectations {
        let mut urls = Vec::new();
        for (source, span) in &expectation.wanted {
            match by_source.get(source) {
                Some(url) => urls.push(url.as_str()),
                None => faults.push(no_page(
                    source,
                    span,
                    by_source.keys().map(|source| source.as_str()),
                )),
            }
        }
        let ask = SearchRequest {
            limit: FIRST,
            ..SearchRequest::default()
        };
        let Ok(answer) = searcher.search(&expectation.query, &ask) else {
            continue;
        };
        let found: Vec<&str> = answer
            .results
            .iter()
            .filter_map(|found| found.url.split('#').next())
            .collect();
        if urls.len() == expectation.wanted.len() && !urls.iter().any(|url| found.contains(url)) {
            faults.push(not_found(&expectation, &found, &by_url));
        }
    }
    faults
}

fn read(file: &TextFile) -> (Vec<Expectation>, Faults) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (Vec::new(), faults);
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let expectations = reader
        .named(&node, "search-tests.yaml")
        .iter()
        .map(|entry| expectation(&mut reader, entry))
        .collect();
    (expectations, faults)
}

fn expectation(reader: &mut Reader<'_>, entry: &NodeEntry) -> Expectation {
    let nodes = match &entry.value.value {
        NodeValue::List(nodes) => nodes.iter().collect(),
        _ => vec![&entry.value],
    };
    let mut wanted = Vec::new();
    for node in nodes {
        if let Some(text) = reader.text(node, &entry.key) {
            let source = SourcePath::new(CONTENT).join(text.value.trim_start_matches('/'));
            wanted.push((source, text.span));
        }
    }
    Expectation {
        query: entry.key.clone(),
        wanted,
        span: reader.span(&entry.key_span),
    }
}

fn no_page<'p>(source: &SourcePath, span: &Span, known: impl Iterator<Item = &'p str>) -> Fault {
    let written = source.below(CONTENT).unwrap_or(source.as_str());
    let meant = nearest(source.as_str(), known)
        .and_then(|meant| meant.strip_prefix("content/").map(str::to_owned));
    let fault = Fault::error(
        Code::SearchTest,
        format!("no page is published from `{written}`, so no search can find it"),
    );
    fault
        .at(span.clone())
        .help_if(meant.map(|meant| format!("did you mean `{meant}`?")))
}

fn not_found(
    expectation: &Expectation,
    found: &[&str],
    by_url: &BTreeMap<&str, &SourcePath>,
) -> Fault {
    let wanted: Vec<String> = expectation
        .wanted
        .iter()
        .map(|(source, _)| format!("`{}`", source.below(CONTENT).unwrap_or_default()))
        .collect();
    let message = format!(
        "a search for `{}` does not find {} among the first three",
        expectation.query,
        wanted.join(" or ")
    );
    let mut instead = Vec::new();
    for url in found {
        let path = by_url.get(url).and_then(|source| source.below(CONTENT));
        instead.push(format!("`{}`", path.unwrap_or(url)));
    }
    let instead = if instead.is_empty() {
        "it finds nothing".to_owned()
    } else {
        format!("it finds {}", instead.join(", "))
    };
    let help = "say it in the words of the query in the page's title or summary, or name words \
                that mean the same under `search:` in `content/site.yaml`";
    Fault::error(Code::SearchTest, message)
        .at(expectation.span.clone())
        .help(instead)
        .help(help)
}
