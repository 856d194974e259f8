//! The order of results, in two steps: every page by the tiers of its words, then the few best
//! pages by their texts. `client/order.js` does the same with the same order of operations, so that
//! sums come out the same. The numbers are those of the manifest.

use super::document::Doc;
use super::files::{IndexReader, Stem};
use super::meaning::look_up;
use super::nearness::{find, has_whole, nearness};
use super::query::{ParsedQuery, QueryTerm, pieces};
use crate::search::manifest::IndexManifest;
use crate::search::storage::Corrupt;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A word of the query and everything it may mean.
pub(super) struct QueryGroup {
    /// The word as it was typed, folded.
    pub word: String,
    /// What it gives with the words beside it, such as `covid19`.
    joined: BTreeSet<String>,
    /// How often the query has it.
    times: f64,
    /// The stems it may mean, each with its fit.
    stems: Vec<(Rc<Stem>, f64)>,
    /// The number of pages that have one of the stems.
    df: usize,
    /// The weight of the word: the fewer pages have it, the more it says.
    pub idf: f64,
    /// The words of the stems, each with its fit.
    surfaces: BTreeMap<String, f64>,
    /// Whether the word is so common that it says nothing beside the others.
    pub common: bool,
}

impl QueryGroup {
    /// Reports whether a word of a text is the one that was typed, and no other form of it.
    pub(super) fn is_typed(&self, word: &str) -> bool {
        self.word == word || self.joined.contains(word)
    }
}

/// The words of a query, understood.
pub(super) struct QueryGroups {
    /// One group for each different word.
    pub all: Vec<QueryGroup>,
    /// For each surface the groups it belongs to, and how well it fits.
    pub sense: BTreeMap<String, Vec<(usize, f64)>>,
    /// The beginnings of those surfaces that have a figure: words of a text that stand side by side
    /// may give such a surface in one.
    pub beginnings: BTreeSet<String>,
    /// The groups of the words of the query in order, where it has several and each is known.
    pub sequence: Vec<usize>,
    /// Misspelt words, each with its correction.
    pub corrections: BTreeMap<String, String>,
    /// Words with letters and figures that no page has in one.
    pub apart: BTreeSet<String>,
}

/// A page with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScoredPage {
    pub page: usize,
    pub score: f64,
    /// Whether the page has as much of the query as any page has.
    pub has_all: bool,
}

/// Rounds a score, so that the last digits of a logarithm, which machines work out differently,
/// decide nothing.
fn rounded(score: f64) -> f64 {
    (score * 1e9).round() / 1e9
}

#[expect(clippy::cast_precision_loss, reason = "counts of pages")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

fn idf(df: usize, pages: usize) -> f64 {
    (1.0 + (number(pages) - number(df) + 0.5) / (number(df) + 0.5)).ln()
}

/// Looks up every word of a query.
pub(super) fn groups(
    files: &IndexReader<'_>,
    query: &ParsedQuery,
    exact: bool,
) -> Result<QueryGroups, Corrupt> {
    let terms = different_terms(query, files.manifest.ranking.most_words);
    let any_rare = terms
        .iter()
        .any(|(term, _)| too_common(files, &term.word).is_none());
    let (mut corrections, mut apart) = (BTreeMap::new(), BTreeSet::new());
    let mut groups: Vec<QueryGroup> = Vec::new();
    for (term, times) in terms {
        // Words that are everywhere are not read while there are others: they would cost most and
        // say least.
        if any_rare && let Some((alone, df)) = too_common(files, &term.word) {
            groups.push(common_group(files, term, times, alone, df));
            continue;
        }
        let (stems, corrected) = look_up(files, &term, exact)?;
        if let Some(corrected) = corrected {
            corrections.insert(term.word.clone(), corrected);
        }
        if stems.is_empty() {
            apart.extend((pieces(&term.word).len() > 1).then_some(term.word));
        } else {
            groups.push(group(term, times, stems, files.manifest.n));
        }
    }
    mark_common(&mut groups, &files.manifest);
    let sense = sense(&groups);
    Ok(QueryGroups {
        beginnings: beginnings(sense.keys()),
        sequence: sequence(query, &groups),
        all: groups,
        sense,
        corrections,
        apart,
    })
}

/// Returns the first `most` different words of a query, each with how often the query has it.
fn different_terms(query: &ParsedQuery, most: usize) -> Vec<(QueryTerm, f64)> {
    let mut terms: Vec<(QueryTerm, f64)> = Vec::new();
    for term in &query.terms {
        if let Some((own, times)) = terms.iter_mut().find(|(other, _)| other.word == term.word) {
            *times += 1.0;
            own.prefix |= term.prefix;
            own.joined.extend(term.joined.iter().cloned());
        } else if terms.len() < most {
            terms.push((term.clone(), 1.0));
        }
    }
    terms
}

fn beginnings<'s>(surfaces: impl Iterator<Item = &'s String>) -> BTreeSet<String> {
    let figured = surfaces.filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    let ends = figured.flat_map(|word| word.char_indices().map(move |(at, _)| &word[..at]));
    ends.map(str::to_owned).collect()
}

/// Returns the groups of the words of a query in order, or nothing where one of them is unknown.
fn sequence(query: &ParsedQuery, groups: &[QueryGroup]) -> Vec<usize> {
    let group_of = |term: &QueryTerm| groups.iter().position(|group| group.word == term.word);
    let sequence: Option<Vec<usize>> = query.terms.iter().map(group_of).collect();
    sequence.unwrap_or_default()
}

/// Returns the highest number of pages that a word may have and still say something.
fn most_pages(manifest: &IndexManifest) -> f64 {
    manifest.ranking.too_common * number(manifest.n)
}

/// Returns the number of the stem that stands alone, and of its pages, for a word on too many of
/// them.
fn too_common(files: &IndexReader<'_>, word: &str) -> Option<(usize, usize)> {
    let (alone, df) = *files.common.get(word)?;
    (number(df) > most_pages(&files.manifest)).then_some((alone, df))
}

fn common_group(
    files: &IndexReader<'_>,
    term: QueryTerm,
    times: f64,
    alone: usize,
    df: usize,
) -> QueryGroup {
    let surfaces = files.common_words[alone]
        .iter()
        .map(|word| (word.clone(), 1.0))
        .collect();
    QueryGroup {
        word: term.word,
        joined: term.joined,
        times,
        stems: Vec::new(),
        df,
        idf: 0.0,
        surfaces,
        common: true,
    }
}

fn group(term: QueryTerm, times: f64, stems: Vec<(Rc<Stem>, f64)>, pages: usize) -> QueryGroup {
    let df: usize = stems.iter().map(|(stem, _)| stem.df).sum();
    let df = df.min(pages);
    let mut surfaces: BTreeMap<String, f64> = BTreeMap::new();
    for (stem, weight) in &stems {
        for word in &stem.words {
            let own = surfaces.entry(word.clone()).or_insert(0.0);
            *own = own.max(*weight);
        }
    }
    QueryGroup {
        word: term.word,
        joined: term.joined,
        times,
        stems,
        df,
        idf: idf(df, pages),
        surfaces,
        common: false,
    }
}

/// Marks the groups that say nothing, unless no group says anything.
fn mark_common(groups: &mut [QueryGroup], manifest: &IndexManifest) {
    let most = most_pages(manifest);
    let common: Vec<bool> = groups
        .iter()
        .map(|group| group.common || number(group.df) > most)
        .collect();
    if common.contains(&false) {
        for (group, common) in groups.iter_mut().zip(common) {
            group.common = common;
        }
    }
}

fn sense(groups: &[QueryGroup]) -> BTreeMap<String, Vec<(usize, f64)>> {
    let mut sense: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for (word, fit) in &group.surfaces {
            sense.entry(word.clone()).or_default().push((at, *fit));
        }
    }
    sense
}

/// Takes the first step: scores every page by the tiers of its words, best first.
pub(super) fn by_tiers(groups: &[QueryGroup], manifest: &IndexManifest) -> Vec<ScoredPage> {
    let (pages, ranking) = (manifest.n, &manifest.ranking);
    let mut score = vec![0.0_f64; pages];
    let mut covered = vec![0.0_f64; pages];
    let mut best = vec![0.0_f64; pages];
    let mut hits: Vec<usize> = Vec::new();
    let mut most = 0.0_f64;
    let heard = groups.iter().filter(|group| !group.common);
    // Keywords are meant together, the words of a sentence are not.
    let power = f64::min(0.5, 2.0 / number(heard.clone().count()));
    for group in heard {
        let mut touched: Vec<usize> = Vec::new();
        let mut weight = 0.0_f64;
        for (stem, fit) in &group.stems {
            let value = group.idf * fit;
            weight = weight.max(value);
            for (tier, list) in &stem.tiers {
                let worth = value * ranking.tier_values.get(*tier).copied().unwrap_or(0.0);
                for page in list {
                    let page = *page as usize;
                    if best[page] <= 0.0 {
                        touched.push(page);
                    }
                    best[page] = best[page].max(worth);
                }
            }
        }
        for page in touched {
            if score[page] <= 0.0 {
                hits.push(page);
            }
            score[page] += best[page] * group.times;
            covered[page] += weight * group.times;
            most = most.max(covered[page]);
            best[page] = 0.0;
        }
    }
    hits.retain(|page| covered[*page] >= ranking.least_share * most);
    let mut hits: Vec<ScoredPage> = hits
        .into_iter()
        .map(|page| ScoredPage {
            page,
            score: rounded(score[page] * (covered[page] / most).powf(power)),
            has_all: covered[page] >= most,
        })
        .collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
    hits
}

/// Takes the second step: scores one page by its text. BM25 with the frequencies themselves, and
/// what only the text tells: words side by side, as they were typed, and their share of the title.
pub(super) fn by_text(doc: &Doc, understood: &QueryGroups, manifest: &IndexManifest) -> f64 {
    let ranking = &manifest.ranking;
    let (k1, b) = (ranking.saturation, ranking.length_share);
    let title_weight = f64::from(ranking.title_weight);
    let groups = &understood.all;
    let few = groups.len() <= ranking.few_words;
    let length = title_weight * number(doc.title_words.len())
        + number(doc.body.len())
        + number(doc.rest.len());
    let norm = k1 * (1.0 - b + (b * length) / manifest.avg);
    let found = find(doc, understood, ranking);
    let (mut score, mut total, mut titled, mut typed) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    let (mut present, mut heard, mut title_words) = (0_usize, 0_usize, 0_usize);
    for (group, own) in groups.iter().zip(&found).filter(|(group, _)| !group.common) {
        heard += 1;
        let idf = group.idf;
        let weight = (if few { idf } else { idf * idf.sqrt() }) * group.times;
        total += weight;
        score += weight
            * ((own.frequency * (k1 + 1.0)) / (own.frequency + norm)
                + if few { own.in_title } else { 0.0 });
        titled += weight * own.in_title;
        if own.as_typed {
            typed += weight;
        }
        title_words += usize::from(own.in_title > 0.0);
        present += usize::from(own.frequency > 0.0);
    }
    if total <= 0.0 {
        return 0.0;
    }
    let (beside, near) = if groups.len() <= 2 * ranking.few_words {
        nearness(&found)
    } else {
        (0.0, 0.0)
    };
    if has_whole(&found, &understood.sequence) {
        score += ranking.whole * total;
    }
    let share = titled / total;
    let mut factor = 1.0
        + (ranking.beside * beside + ranking.near * near) / number(groups.len())
        + ranking.titled * share * share
        + typed / total;
    if few {
        factor = (factor + number(title_words) / number(doc.title_words.len().max(1)))
            * (number(present) / number(heard));
    }
    rounded(score * factor * doc.boost)
}
