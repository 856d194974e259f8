//! The native searcher gives the same answers in the same order as the browser. From: the files
//! below `search/`. To: results as values. `client/` does the same in JavaScript; a test asks both.

mod document;
mod files;
mod filter;
mod meaning;
mod nearness;
mod order;
mod passage;
mod phrase;
mod query;
mod request;

use super::storage::Corrupt;
use super::words::fold;
use crate::base::OutputPath;
use document::Doc;
use files::IndexReader;
use meaning::stems_of;
use order::{QueryGroups, ScoredPage, by_text, by_tiers, groups};
use phrase::Phrase;
use query::{QueryTerm, parse};
pub use request::{Filters, Hit, ResultOrder, SearchAnswer, SearchRequest, Spelling};
use std::collections::BTreeSet;

/// An index, opened.
pub struct Searcher<'r> {
    files: IndexReader<'r>,
}

impl<'r> Searcher<'r> {
    /// Opens the index whose files `read` gives.
    ///
    /// # Errors
    /// When there is no index, or it is damaged.
    pub fn open(read: impl Fn(&OutputPath) -> Option<Vec<u8>> + 'r) -> Result<Self, Corrupt> {
        Ok(Self {
            files: IndexReader::open(Box::new(read))?,
        })
    }

    /// Returns how many pages the index has.
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
        let is_exact = ask.spelling == Spelling::AsTyped;
        let mut query = parse(text, &BTreeSet::new());
        let mut understood = groups(files, &query, is_exact)?;
        // What no page has in one, such as `section136`, may stand in several.
        if !understood.apart.is_empty() {
            query = parse(text, &understood.apart);
            understood = groups(files, &query, is_exact)?;
        }
        let masks = filter::masks(files, &query.filters.clone().with(&ask.filters))?;
        let nothing_asked = query.terms.is_empty() && !masks.is_empty();
        let mut hits = if nothing_asked {
            newest_first(files.manifest.n)
        } else {
            by_tiers(&understood.all, &files.manifest)
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
        let mut results = Vec::new();
        for shown in hits.iter().skip(ask.offset).take(ask.limit) {
            results.push(hit(&*files.doc(shown.page)?, &understood, shown.score));
        }
        Ok(SearchAnswer {
            corrected: corrected(text, &understood),
            total,
            results,
        })
    }
}

/// Returns all pages, for a query without words.
fn newest_first(pages: usize) -> Vec<ScoredPage> {
    (0..pages)
        .rev()
        .map(|page| ScoredPage {
            page,
            score: 0.0,
            has_all: true,
        })
        .collect()
}

fn hit(doc: &Doc, understood: &QueryGroups, score: f64) -> Hit {
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

/// Writes an `id` as JavaScript's `encodeURIComponent` does.
fn encoded(id: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Returns the query with its misspelt words replaced; `None` where there are none.
fn corrected(text: &str, understood: &QueryGroups) -> Option<String> {
    if understood.corrections.is_empty() {
        return None;
    }
    let mut out = String::new();
    for piece in text.split_inclusive(separates_words) {
        let word = piece.trim_end_matches(separates_words);
        let correction = understood.corrections.get(&fold(word));
        out.push_str(correction.map_or(word, String::as_str));
        out.push_str(&piece[word.len()..]);
    }
    Some(out)
}

fn separates_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | ':' | '-')
}

/// Puts the best results in order by their texts: more of them the longer the query is and the
/// shorter the texts are. Of several words, pages that have them all are read as far as that costs
/// little, since only the texts tell where the words stand side by side.
fn reordered(
    files: &IndexReader<'_>,
    hits: &[ScoredPage],
    understood: &QueryGroups,
) -> Result<Vec<ScoredPage>, Corrupt> {
    let ranking = &files.manifest.ranking;
    let words = understood.all.len();
    let length = usize::from(words > 1) + usize::from(words > ranking.few_words);
    let more = ranking.bytes_to_read[length] / files.manifest.size.max(1);
    let window = ranking
        .least_read
        .saturating_add(more)
        .min(ranking.most_read);
    let several = understood.sequence.len() > 1;
    let mut bytes = ranking.bytes_of_all;
    let (mut read, mut rest) = (Vec::with_capacity(hits.len()), Vec::new());
    for (at, hit) in hits.iter().enumerate() {
        let mut is_read = at < window;
        if !is_read && several && hit.has_all && read.len() < ranking.most_of_all {
            let cost = files.cost(hit.page);
            is_read = cost <= bytes;
            bytes -= if is_read { cost } else { 0 };
        }
        if is_read {
            let score = by_text(&*files.doc(hit.page)?, understood, &files.manifest);
            read.push(ScoredPage { score, ..*hit });
        } else {
            rest.push(*hit);
        }
    }
    // The sort is stable: pages that the texts do not tell apart stay as the tiers put them.
    read.sort_by(|a, b| b.score.total_cmp(&a.score));
    read.extend(rest);
    Ok(read)
}

/// Returns the results that do not have a phrase.
fn without(
    files: &IndexReader<'_>,
    hits: Vec<ScoredPage>,
    phrase: &[QueryTerm],
) -> Result<Vec<ScoredPage>, Corrupt> {
    let out: BTreeSet<usize> = if phrase.len() == 1 {
        pages_with_all(files, phrase)?
    } else {
        let having = with_phrase(files, &hits, phrase)?;
        having.into_iter().map(|hit| hit.page).collect()
    };
    Ok(hits
        .into_iter()
        .filter(|hit| !out.contains(&hit.page))
        .collect())
}

/// Returns the results that have a phrase, which is looked for in the texts of the best pages with
/// all its words.
fn with_phrase(
    files: &IndexReader<'_>,
    hits: &[ScoredPage],
    phrase: &[QueryTerm],
) -> Result<Vec<ScoredPage>, Corrupt> {
    let pages = pages_with_all(files, phrase)?;
    let phrase = Phrase::new(phrase);
    let mut kept = Vec::new();
    for hit in hits
        .iter()
        .filter(|hit| pages.contains(&hit.page))
        .take(files.manifest.ranking.read_for_phrase)
    {
        if phrase.is_in(&*files.doc(hit.page)?) {
            kept.push(*hit);
        }
    }
    Ok(kept)
}

/// Returns the pages that have every one of some words.
fn pages_with_all(files: &IndexReader<'_>, all: &[QueryTerm]) -> Result<BTreeSet<usize>, Corrupt> {
    let mut pages: Option<BTreeSet<usize>> = None;
    for term in all {
        let mut own = BTreeSet::new();
        for word in std::iter::once(&term.word).chain(&term.joined) {
            for stem in stems_of(files, word)? {
                let lists = stem.tiers.iter().flat_map(|(_, list)| list);
                own.extend(lists.map(|page| *page as usize));
            }
        }
        pages = Some(match pages {
            None => own,
            Some(pages) => pages.intersection(&own).copied().collect(),
        });
    }
    Ok(pages.unwrap_or_default())
}
