//! Cuts the terms of a site into files that a browser can fetch one by one. From: terms in order.
//! To: the plan (which stems stand in which file) and the files.
//!
//! A shard holds neighbouring stems: two tinysearch indexes, one from the words people type to the
//! stems, so that the browser needs no stemmer and every language costs a visitor the same, and one
//! from the stems, by tier, to the pages. A small shard costs a query less, but each costs the
//! manifest its key: about 4 KB is where the sum is lowest. Stems that are in many pages stand
//! alone, for they are long and rarely wanted.

use super::ranking::TIERS;
use super::storage::{self, Corrupt, Postings};
use super::terms::IndexTerm;
use std::collections::BTreeMap;

/// The size that a shard should have, in bytes after gzip.
const SHARD_SIZE: usize = 4_000;
/// The number of pages above which shards grow with the site: tinysearch needs time for pages ×
/// shards.
const LARGE_SITE: usize = 20_000;
/// The number of pages below which no stem stands alone for being on half of them: its shard costs
/// little.
const SMALL_SITE: usize = 200;

/// The plan of what stands where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ShardPlan<'t, 'a> {
    /// The terms of each shard, in order.
    pub shards: Vec<&'t [IndexTerm<'a>]>,
    /// The least text that is looked for in each shard, as short as it can be. The first is empty.
    pub keys: Vec<String>,
    /// The few words that are looked for in another shard than that of their stem, each with the
    /// shards of its stems.
    pub strays: BTreeMap<&'a str, Vec<usize>>,
}

/// Takes the terms that stand alone out of the others: those on half of all pages, which a query
/// can often do without, and those that would fill most of a shard. Both keep their order.
pub(super) fn part_common(
    terms: Vec<IndexTerm<'_>>,
    pages: usize,
) -> (Vec<IndexTerm<'_>>, Vec<IndexTerm<'_>>) {
    let target = shard_size(pages);
    terms.into_iter().partition(|term| {
        (pages >= SMALL_SITE && term.pages.len() * 2 > pages)
            || estimated_size(term) > target * 3 / 4
    })
}

fn shard_size(pages: usize) -> usize {
    SHARD_SIZE * pages.max(LARGE_SITE) / LARGE_SITE
}

/// Decides which stems stand together. A cut is moved a little to where it parts the fewest words
/// from their stems.
pub(super) fn plan<'t, 'a>(terms: &'t [IndexTerm<'a>], pages: usize) -> ShardPlan<'t, 'a> {
    let target = shard_size(pages);
    let parted = words_parted(terms);
    let mut plan = ShardPlan::default();
    let mut start = 0;
    // A site without words has a shard too: an empty one.
    while start < terms.len() || plan.shards.is_empty() {
        let end = cut(&terms[start..], &parted[start..], target) + start;
        plan.keys.push(if start == 0 {
            String::new()
        } else {
            separator(terms[start - 1].stem, terms[start].stem)
        });
        plan.shards.push(&terms[start..end]);
        start = end;
    }
    for (shard, terms) in plan.shards.iter().enumerate() {
        for term in *terms {
            for surface in &term.surfaces {
                if shard_of(&plan.keys, surface) != shard {
                    plan.strays.entry(surface).or_default().push(shard);
                }
            }
        }
    }
    plan
}

/// Returns the number of the shard in which a word is looked for.
pub(super) fn shard_of(keys: &[String], word: &str) -> usize {
    keys.partition_point(|key| key.as_str() <= word)
        .saturating_sub(1)
}

/// Returns how many of the first terms make a shard.
fn cut(terms: &[IndexTerm<'_>], parted: &[u32], target: usize) -> usize {
    let (mut size, mut best, mut fewest) = (0, terms.len(), u32::MAX);
    for (number, term) in terms.iter().enumerate() {
        if number > 0 && size > target * 3 / 4 && parted[number] < fewest {
            (best, fewest) = (number, parted[number]);
        }
        size += estimated_size(term);
        if number > 0 && size > target * 5 / 4 {
            return best.min(number);
        }
    }
    if size > target { best } else { terms.len() }
}

/// Estimates the bytes of a term after gzip. Measured on real and made pages, the words shrink to a
/// quarter, the numbers hardly.
fn estimated_size(term: &IndexTerm<'_>) -> usize {
    let words: usize = term.surfaces.iter().map(|surface| surface.len() + 4).sum();
    words / 4 + 1 + term.pages.len() * 9 / 8
}

/// Counts, for each place between two terms, how many words a cut there would part from their
/// stems.
fn words_parted(terms: &[IndexTerm<'_>]) -> Vec<u32> {
    let mut change = vec![0_i32; terms.len() + 1];
    for (own, term) in terms.iter().enumerate() {
        for surface in &term.surfaces {
            let looked_for = terms
                .partition_point(|other| other.stem <= *surface)
                .saturating_sub(1);
            change[own.min(looked_for) + 1] += 1;
            if let Some(after) = change.get_mut(own.max(looked_for) + 1) {
                *after -= 1;
            }
        }
    }
    let mut sum = 0;
    let parted = change.iter().map(|step| {
        sum += step;
        u32::try_from(sum).unwrap_or(0)
    });
    parted.take(terms.len()).collect()
}

/// Finds the shortest text that is greater than `before` and not greater than `first`.
fn separator(before: &str, first: &str) -> String {
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &first[..end])
        .find(|key| *key > before)
        .unwrap_or(first)
        .to_owned()
}

/// Writes the file of a shard, before gzip: the length of the first index, the index of words, the
/// index of stems.
///
/// # Errors
/// When tinysearch refuses a term.
pub(super) fn shard_file(terms: &[IndexTerm<'_>], pages: usize) -> Result<Vec<u8>, Corrupt> {
    let words = storage::encode(&word_postings(terms), terms.len())?;
    let mut file = Vec::new();
    storage::put_number(&mut file, words.len());
    file.extend_from_slice(&words);
    file.extend_from_slice(&storage::encode(&stem_postings(terms), pages)?);
    Ok(file)
}

/// Leads words to the numbers of their stems in the shard. A word that is its own stem needs no
/// line.
fn word_postings(terms: &[IndexTerm<'_>]) -> Vec<Postings> {
    let mut stems_of: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (number, term) in terms.iter().enumerate() {
        for surface in term
            .surfaces
            .iter()
            .filter(|surface| **surface != term.stem)
        {
            stems_of
                .entry(surface)
                .or_default()
                .push(u32::try_from(number).unwrap_or(u32::MAX));
        }
    }
    stems_of
        .into_iter()
        .map(|(word, documents)| Postings {
            term: word.to_owned(),
            documents,
        })
        .collect()
}

/// Leads stems to pages. A tier is a sign after the stem, `!` for the lowest: it sorts before every
/// letter and digit.
pub(super) fn stem_postings(terms: &[IndexTerm<'_>]) -> Vec<Postings> {
    let tiers = terms
        .iter()
        .flat_map(|term| (0..TIERS).map(move |tier| (term, tier)));
    let postings = tiers.map(|(term, tier)| Postings {
        term: format!("{}{}", term.stem, tier_sign(tier)),
        documents: term
            .pages
            .iter()
            .filter(|page| page.tier() == tier)
            .map(|page| page.page())
            .collect(),
    });
    postings
        .filter(|postings| !postings.documents.is_empty())
        .collect()
}

/// Returns the sign of a tier.
pub(super) fn tier_sign(tier: u8) -> char {
    char::from(b'!' + tier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms::Posting;

    fn term<'a>(stem: &'a str, surfaces: &[&'a str], pages: u32) -> IndexTerm<'a> {
        IndexTerm {
            stem,
            surfaces: surfaces.to_vec(),
            pages: (0..pages).map(|page| Posting::new(page, 0)).collect(),
        }
    }

    #[test]
    fn every_word_leads_to_the_shard_of_its_stem() {
        let names: Vec<String> = (0..2_000).map(|n| format!("w{n:04}")).collect();
        let plural: Vec<String> = names.iter().map(|name| format!("{name}s")).collect();
        let mut terms: Vec<IndexTerm<'_>> = names
            .iter()
            .zip(&plural)
            .map(|(name, plural)| term(name, &[name, plural], 9))
            .collect();
        terms[1_999].surfaces.push("abroad");
        let plan = plan(&terms, 10);
        assert!(plan.shards.len() > 5, "{}", plan.shards.len());
        for (shard, terms) in plan.shards.iter().enumerate() {
            for term in *terms {
                for surface in &term.surfaces {
                    let stray = plan
                        .strays
                        .get(surface)
                        .is_some_and(|shards| shards.contains(&shard));
                    assert!(shard_of(&plan.keys, surface) == shard || stray, "{surface}");
                }
            }
        }
        assert_eq!(plan.strays.keys().collect::<Vec<_>>(), [&"abroad"]);
    }

    #[test]
    fn a_key_is_as_short_as_it_can_be() {
        assert_eq!(separator("librari", "licenc"), "lic");
        assert_eq!(separator("a", "b"), "b");
        assert_eq!(separator("care", "career"), "caree");
        assert_eq!(separator("öl", "über"), "ü");
    }

    #[test]
    fn one_huge_term_is_a_shard_of_its_own() {
        let terms = [
            term("a", &["a"], 50_000),
            term("b", &["b"], 1),
            term("c", &["c"], 1),
        ];
        assert_eq!(
            plan(&terms, 100)
                .shards
                .iter()
                .map(|shard| shard.len())
                .collect::<Vec<_>>(),
            [1, 2]
        );
    }

    #[test]
    fn a_word_of_two_stems_leads_to_both() {
        let terms = [
            term("resum", &["resume"], 1),
            term("resume", &["resume"], 2),
        ];
        let words = word_postings(&terms);
        assert_eq!(
            words,
            [Postings {
                term: "resume".to_owned(),
                documents: vec![0]
            }]
        );
        assert_eq!(
            stem_postings(&terms)[1],
            Postings {
                term: "resume!".to_owned(),
                documents: vec![0, 1]
            }
        );
    }
}
