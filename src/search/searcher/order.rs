//! The order of results, in two steps: `client/order.js`, in the same order of operations, so that
//! sums come out the same.

use super::files::{Doc, IndexReader, PlacedWord, Stem};
use super::query::{MOST_WORDS, ParsedQuery, QueryTerm, look_up};
use crate::search::storage::Corrupt;
use crate::search::terms::{B, K1};
use std::collections::BTreeMap;
use std::rc::Rc;

const TITLE_WEIGHT: f64 = 2.0;
const TIER_VALUES: [f64; 6] = [0.125, 0.375, 0.625, 0.875, 1.6, 2.0];
pub(super) const FEW_WORDS: usize = 6;
const TOO_COMMON: f64 = 0.5;
const LEAST_SHARE: f64 = 0.33;

/// A word of the query and everything it may mean.
pub(super) struct QueryGroup {
    pub word: String,
    times: f64,
    stems: Vec<(Rc<Stem>, f64)>,
    df: usize,
    pub idf: f64,
    surfaces: BTreeMap<String, f64>,
    /// So common that it says nothing beside the others.
    pub common: bool,
}

/// The words of a query, understood.
pub(super) struct QueryGroups {
    pub all: Vec<QueryGroup>,
    /// For each surface the groups it belongs to, and how well it fits.
    pub sense: BTreeMap<String, Vec<(usize, f64)>>,
    pub corrections: BTreeMap<String, String>,
}

/// A page with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScoredPage {
    pub page: usize,
    pub score: f64,
}

fn rounded(score: f64) -> f64 {
    (score * 1e9).round() / 1e9
}

#[expect(clippy::cast_precision_loss, reason = "counts of pages")]
fn number(count: usize) -> f64 {
    count as f64
}

fn idf(df: usize, pages: usize) -> f64 {
    (1.0 + (number(pages) - number(df) + 0.5) / (number(df) + 0.5)).ln()
}

pub(super) fn groups(
    files: &IndexReader<'_>,
    query: &ParsedQuery,
    exact: bool,
) -> Result<QueryGroups, Corrupt> {
    let mut terms: Vec<(QueryTerm, f64)> = Vec::new();
    for term in &query.terms {
        if let Some((own, times)) = terms.iter_mut().find(|(other, _)| other.word == term.word) {
            *times += 1.0;
            own.prefix |= term.prefix;
        } else if terms.len() < MOST_WORDS {
            terms.push((term.clone(), 1.0));
        }
    }
    let pages = files.manifest.n;
    let is_rare = |word: &str| {
        files
            .common
            .get(word)
            .is_none_or(|(_, df)| number(*df) <= TOO_COMMON * number(pages))
    };
    let any_rare = terms.iter().any(|(term, _)| is_rare(&term.word));
    let mut corrections = BTreeMap::new();
    let mut groups: Vec<QueryGroup> = Vec::new();
    for (term, times) in terms {
        let QueryTerm { word, .. } = &term;
        if let Some((alone, df)) = files
            .common
            .get(word)
            .filter(|_| any_rare && !is_rare(word))
        {
            let surfaces = files.common_words[*alone]
                .iter()
                .map(|word| (word.clone(), 1.0))
                .collect();
            groups.push(QueryGroup {
                word: word.clone(),
                times,
                stems: Vec::new(),
                df: *df,
                idf: 0.0,
                surfaces,
                common: true,
            });
            continue;
        }
        let (stems, corrected) = look_up(files, &term, exact)?;
        if let Some(corrected) = corrected {
            corrections.insert(word.clone(), corrected);
        }
        if stems.is_empty() {
            continue;
        }
        let df = stems
            .iter()
            .map(|(stem, _)| stem.df)
            .sum::<usize>()
            .min(pages);
        let mut surfaces: BTreeMap<String, f64> = BTreeMap::new();
        for (stem, weight) in &stems {
            for word in &stem.words {
                let own = surfaces.entry(word.clone()).or_insert(0.0);
                *own = own.max(*weight);
            }
        }
        groups.push(QueryGroup {
            word: word.clone(),
            times,
            stems,
            df,
            idf: idf(df, pages),
            surfaces,
            common: false,
        });
    }
    let says_something =
        |group: &QueryGroup| !group.common && number(group.df) <= TOO_COMMON * number(pages);
    if groups.iter().any(says_something) {
        for group in &mut groups {
            group.common = !says_something(group);
        }
    }
    let mut sense: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for (word, fit) in &group.surfaces {
            sense.entry(word.clone()).or_default().push((at, *fit));
        }
    }
    Ok(QueryGroups {
        all: groups,
        sense,
        corrections,
    })
}

/// The first step: every page by the tiers of its words.
pub(super) fn by_tiers(groups: &[QueryGroup], pages: usize) -> Vec<ScoredPage> {
    let (mut score, mut covered, mut best) = (
        vec![0.0_f64; pages],
        vec![0.0_f64; pages],
        vec![0.0_f64; pages],
    );
    let mut hits: Vec<usize> = Vec::new();
    let mut most = 0.0_f64;
    let heard = groups.iter().filter(|group| !group.common);
    let power = f64::min(0.5, 2.0 / number(heard.clone().count()));
    for group in heard {
        let mut touched: Vec<usize> = Vec::new();
        let mut weight = 0.0_f64;
        for (stem, fit) in &group.stems {
            let value = group.idf * fit;
            weight = weight.max(value);
            for (tier, list) in &stem.tiers {
                let worth = value * TIER_VALUES.get(*tier).copied().unwrap_or(0.0);
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
    let kept = hits
        .into_iter()
        .filter(|page| covered[*page] >= LEAST_SHARE * most);
    let mut hits: Vec<ScoredPage> = kept
        .map(|page| ScoredPage {
            page,
            score: rounded(score[page] * (covered[page] / most).powf(power)),
        })
        .collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)));
    hits
}

/// What the text of a page says of each group.
struct GroupMatch {
    places: Vec<usize>,
    in_title: f64,
    frequency: f64,
    as_typed: bool,
}

fn find(doc: &Doc, groups: &QueryGroups) -> Vec<GroupMatch> {
    let nothing = || GroupMatch {
        places: Vec::new(),
        in_title: 0.0,
        frequency: 0.0,
        as_typed: false,
    };
    let mut found: Vec<GroupMatch> = groups.all.iter().map(|_| nothing()).collect();
    let mut place = 0;
    for (title, part) in [
        (true, &doc.title_words),
        (false, &doc.body),
        (false, &doc.rest),
    ] {
        for PlacedWord { fold, .. } in part {
            for (at, fit) in groups.sense.get(fold).into_iter().flatten() {
                let own = &mut found[*at];
                own.places.push(place);
                own.frequency += if title { TITLE_WEIGHT * fit } else { *fit };
                if title {
                    own.in_title = own.in_title.max(*fit);
                    own.as_typed |= *fold == groups.all[*at].word;
                }
            }
            place += 1;
        }
        place += 10;
    }
    found
}

/// The second step: one page by its text.
pub(super) fn by_text(doc: &Doc, understood: &QueryGroups, average: f64) -> f64 {
    let groups = &understood.all;
    let few = groups.len() <= FEW_WORDS;
    let length = TITLE_WEIGHT * number(doc.title_words.len())
        + number(doc.body.len())
        + number(doc.rest.len());
    let norm = K1 * (1.0 - B + (B * length) / average);
    let found = find(doc, understood);
    let (mut score, mut total, mut titled, mut typed) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    let (mut present, mut heard, mut title_words) = (0_usize, 0_usize, 0_usize);
    for (group, own) in groups.iter().zip(&found).filter(|(group, _)| !group.common) {
        heard += 1;
        let weight = (if few {
            group.idf
        } else {
            group.idf * group.idf.sqrt()
        }) * group.times;
        total += weight;
        score += weight
            * ((own.frequency * (K1 + 1.0)) / (own.frequency + norm)
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
    let (mut beside, mut near) = (0.0_f64, 0.0_f64);
    if groups.len() <= 2 * FEW_WORDS {
        for pair in found.windows(2) {
            match closest(&pair[0].places, &pair[1].places) {
                Some(0) => beside += 1.0,
                Some(gap) => near += 1.0 / number(gap),
                None => {}
            }
        }
    }
    let share = titled / total;
    let mut factor = 1.0
        + (1.25 * beside + 0.5 * near) / number(groups.len())
        + 0.5 * share * share
        + typed / total;
    if few {
        factor = (factor + number(title_words) / number(doc.title_words.len().max(1)))
            * (number(present) / number(heard));
    }
    rounded(score * factor * doc.boost)
}

/// 0 where a place of `b` follows one of `a` at once, else the least distance.
fn closest(a: &[usize], b: &[usize]) -> Option<usize> {
    let mut least = None;
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if b[j] == a[i] + 1 {
            return Some(0);
        }
        if b[j] != a[i] {
            let gap = b[j].abs_diff(a[i]);
            least = Some(least.map_or(gap, |least: usize| least.min(gap)));
        }
        if a[i] < b[j] { i += 1 } else { j += 1 }
    }
    least
}

/// Whether words stand side by side in a text.
pub(super) fn has_phrase(text: &[PlacedWord], phrase: &[String]) -> bool {
    text.windows(phrase.len().max(1)).any(|window| {
        window
            .iter()
            .zip(phrase)
            .all(|(word, wanted)| word.fold == *wanted)
    })
}
