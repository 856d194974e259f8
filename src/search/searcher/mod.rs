//! Searches an index natively: the same answers in the same order as the browser gives. From: the
//! files below `search/`. To: results as values. `client/` does the same in JavaScript; a test asks
//! both.

mod files;
mod order;
mod passage;
mod query;

use super::storage::Corrupt;
use super::words::{fold, words};
use crate::base::OutputPath;
use files::{Doc, IndexReader};
use order::{FEW_WORDS, QueryGroups, ScoredPage, by_text, by_tiers, groups, has_phrase};
use query::{parse, stems_of};
use std::collections::BTreeSet;
use std::ops::Range;

/// What results can be narrowed to.
const FIELDS: [&str; 4] = ["kind", "year", "topic", "author"];
const LEAST_READ: usize = 10;
const MOST_READ: usize = 30;
/// For one word, for a few, for a sentence.
const BYTES_TO_READ: [usize; 3] = [0, 6_000, 20_000];
const READ_FOR_PHRASE: usize = 60;

/// What to narrow results to: any of the values of each group that has some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// `report`, `newsletter`…
    pub kind: Vec<String>,
    /// `2015`
    pub year: Vec<String>,
    /// Topics.
    pub topic: Vec<String>,
    /// Authors.
    pub author: Vec<String>,
}

impl Filters {
    fn values(&self, field: &str) -> &[String] {
        match field {
            "kind" => &self.kind,
            "year" => &self.year,
            "topic" => &self.topic,
            _ => &self.author,
        }
    }

    fn values_mut(&mut self, field: &str) -> &mut Vec<String> {
        match field {
            "kind" => &mut self.kind,
            "year" => &mut self.year,
            "topic" => &mut self.topic,
            _ => &mut self.author,
        }
    }
}

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResultOrder {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first.
    Date,
}

/// Whether misspelt words are corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// A word that no page has is taken for the nearest that one has.
    #[default]
    Corrected,
    /// Words are taken as they are.
    AsTyped,
}

/// How to answer.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// How many results to give.
    pub limit: usize,
    /// How many to leave out before.
    pub offset: usize,
    /// What to narrow them to, beside what the query says.
    pub filters: Filters,
    /// Their order.
    pub sort: ResultOrder,
    /// Whether to correct.
    pub spelling: Spelling,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            filters: Filters::default(),
            sort: ResultOrder::default(),
            spelling: Spelling::default(),
        }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchAnswer {
    /// What was searched for instead, when words of the query are on no page.
    pub corrected: Option<String>,
    /// How many results there are.
    pub total: usize,
    /// Those that were asked for.
    pub results: Vec<Hit>,
}

/// A result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page on the site, with the section that answers: `/reports/2015/#findings`.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// What it is.
    pub kind: String,
    /// Its day, `2015-03-31`, or its year, or empty.
    pub date: String,
    /// Its topics.
    pub topics: Vec<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The heading above the passage: its `id` and text.
    pub section: Option<(String, String)>,
    /// The passage that answers, on one line.
    pub excerpt: String,
    /// What matches in it, in bytes.
    pub marks: Vec<Range<usize>>,
    /// How good it is, compared with the other results of the same query.
    pub score: f64,
}

/// An index, opened.
pub struct Searcher<'r> {
    files: IndexReader<'r>,
}

impl<'r> Searcher<'r> {
    /// Opens the index whose files `read` gives.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn open(read: impl Fn(&OutputPath) -> Option<Vec<u8>> + 'r) -> Result<Self, Corrupt> {
        Ok(Self {
            files: IndexReader::open(Box::new(read))?,
        })
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.files.manifest.n
    }

    /// Answers a query.
    ///
    /// # Errors
    /// When a file of the index is missing or damaged.
    pub fn search(&self, text: &str, ask: &SearchRequest) -> Result<SearchAnswer, Corrupt> {
        let files = &self.files;
        let pages = files.manifest.n;
        let query = parse(text);
        let understood = groups(files, &query, ask.spelling == Spelling::AsTyped)?;
        let mut filters = query.filters.clone();
        for field in FIELDS {
            filters
                .values_mut(field)
                .extend_from_slice(ask.filters.values(field));
        }
        let masks = masks(files, &filters)?;
        let nothing_asked = query.terms.is_empty() && !masks.is_empty();
        let mut hits = if nothing_asked {
            (0..pages)
                .rev()
                .map(|page| ScoredPage { page, score: 0.0 })
                .collect()
        } else {
            by_tiers(&understood.all, pages)
        };
        for phrase in &query.without {
            hits = without(files, hits, phrase)?;
        }
        for phrase in &query.phrases {
            hits = with_phrase(files, &hits, phrase)?;
        }
        hits.retain(|hit| masks.iter().all(|mask| mask[hit.page]));
        let total = hits.len();
        if ask.sort == ResultOrder::Date {
            hits.sort_by_key(|hit| std::cmp::Reverse(hit.page));
        } else if !nothing_asked {
            hits = reordered(files, &hits, &understood)?;
        }
        let shown = hits.iter().skip(ask.offset).take(ask.limit);
        let results = shown
            .map(|hit| Ok(found(&*files.doc(hit.page)?, &understood, hit.score)))
            .collect::<Result<_, Corrupt>>()?;
        Ok(SearchAnswer {
            corrected: corrected(text, &understood),
            total,
            results,
        })
    }
}

fn found(doc: &Doc, understood: &QueryGroups, score: f64) -> Hit {
    let passage = passage::passage(doc, understood);
    let page = doc.url.split('#').next().unwrap_or_default();
    let url = passage.section.as_ref().map_or_else(
        || doc.url.clone(),
        |(id, _)| format!("{page}#{}", encoded(id)),
    );
    Hit {
        url,
        title: doc.title.clone(),
        kind: doc.kind.clone(),
        date: doc.date.clone(),
        topics: doc.topics.clone(),
        authors: doc.authors.clone(),
        section: passage.section,
        excerpt: passage.excerpt,
        marks: passage.marks,
        score,
    }
}

/// An `id` as JavaScript's `encodeURIComponent` writes it.
fn encoded(id: &str) -> String {
    use std::fmt::Write;
    id.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// The query with its misspelt words replaced.
fn corrected(text: &str, understood: &QueryGroups) -> Option<String> {
    if understood.corrections.is_empty() {
        return None;
    }
    let separates = |c: char| c.is_whitespace() || matches!(c, '"' | ':' | '-');
    let mut out = String::new();
    for piece in text.split_inclusive(separates) {
        let word = piece.trim_end_matches(separates);
        out.push_str(
            understood
                .corrections
                .get(&fold(word))
                .map_or(word, String::as_str),
        );
        out.push_str(&piece[word.len()..]);
    }
    Some(out)
}

fn reordered(
    files: &IndexReader<'_>,
    hits: &[ScoredPage],
    understood: &QueryGroups,
) -> Result<Vec<ScoredPage>, Corrupt> {
    let bytes = match understood.all.len() {
        0..=1 => BYTES_TO_READ[0],
        2..=FEW_WORDS => BYTES_TO_READ[1],
        _ => BYTES_TO_READ[2],
    };
    let more = bytes / files.manifest.size.max(1);
    let window = MOST_READ.min(LEAST_READ + more).min(hits.len());
    let (read, rest) = hits.split_at(window);
    let mut read = read
        .iter()
        .map(|hit| {
            Ok(ScoredPage {
                page: hit.page,
                score: by_text(&*files.doc(hit.page)?, understood, files.manifest.avg),
            })
        })
        .collect::<Result<Vec<ScoredPage>, Corrupt>>()?;
    read.sort_by(|a, b| b.score.total_cmp(&a.score));
    read.extend_from_slice(rest);
    Ok(read)
}

fn without(
    files: &IndexReader<'_>,
    hits: Vec<ScoredPage>,
    phrase: &[String],
) -> Result<Vec<ScoredPage>, Corrupt> {
    let pages = pages_with_all(files, phrase)?;
    let mut out: BTreeSet<usize> = BTreeSet::new();
    if phrase.len() == 1 {
        out = pages;
    } else {
        for hit in hits
            .iter()
            .filter(|hit| pages.contains(&hit.page))
            .take(READ_FOR_PHRASE)
        {
            if phrase_in(&*files.doc(hit.page)?, phrase) {
                out.insert(hit.page);
            }
        }
    }
    Ok(hits
        .into_iter()
        .filter(|hit| !out.contains(&hit.page))
        .collect())
}

fn with_phrase(
    files: &IndexReader<'_>,
    hits: &[ScoredPage],
    phrase: &[String],
) -> Result<Vec<ScoredPage>, Corrupt> {
    let pages = pages_with_all(files, phrase)?;
    let mut kept = Vec::new();
    for hit in hits
        .iter()
        .filter(|hit| pages.contains(&hit.page))
        .take(READ_FOR_PHRASE)
    {
        if phrase_in(&*files.doc(hit.page)?, phrase) {
            kept.push(*hit);
        }
    }
    Ok(kept)
}

fn phrase_in(doc: &Doc, phrase: &[String]) -> bool {
    [&doc.title_words, &doc.body, &doc.rest]
        .into_iter()
        .any(|part| has_phrase(part, phrase))
}

fn pages_with_all(files: &IndexReader<'_>, all: &[String]) -> Result<BTreeSet<usize>, Corrupt> {
    let mut pages: Option<BTreeSet<usize>> = None;
    for word in all {
        let stems = stems_of(files, word)?;
        let own: BTreeSet<usize> = stems
            .iter()
            .flat_map(|stem| stem.tiers.iter().flat_map(|(_, list)| list))
            .map(|page| *page as usize)
            .collect();
        pages = Some(pages.map_or_else(
            || own.clone(),
            |pages| pages.intersection(&own).copied().collect(),
        ));
    }
    Ok(pages.unwrap_or_default())
}

/// For each group that something is chosen from, which pages have one of the chosen values.
fn masks(files: &IndexReader<'_>, filters: &Filters) -> Result<Vec<Vec<bool>>, Corrupt> {
    let pages = files.manifest.n;
    let mut masks = Vec::new();
    for field in FIELDS {
        let wanted: BTreeSet<String> = filters
            .values(field)
            .iter()
            .map(|value| label(value))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let mut mask = vec![false; pages];
        if field == "year" {
            for (at, (year, first)) in files.manifest.years.iter().enumerate() {
                let end = files
                    .manifest
                    .years
                    .get(at + 1)
                    .map_or(pages, |(_, next)| *next as usize);
                if wanted.contains(&label(&year.to_string())) {
                    mask.iter_mut()
                        .take(end)
                        .skip(*first as usize)
                        .for_each(|page| *page = true);
                }
            }
        } else if let Some(number) = files
            .manifest
            .groups
            .iter()
            .position(|group| group == field)
        {
            for postings in files
                .facet(number)?
                .iter()
                .filter(|postings| wanted.contains(&label(&postings.term)))
            {
                postings
                    .documents
                    .iter()
                    .for_each(|page| mask[*page as usize] = true);
            }
        }
        masks.push(mask);
    }
    Ok(masks)
}

/// A value without case and accents, for comparing.
fn label(value: &str) -> String {
    let folded: Vec<String> = words(value)
        .map(|word| fold(word.text))
        .filter(|word| !word.is_empty())
        .collect();
    if folded.is_empty() {
        value.to_owned()
    } else {
        folded.join(" ")
    }
}
