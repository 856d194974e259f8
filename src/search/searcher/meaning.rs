//! Finds everything that a word of a query may mean: `client/query.js`, step by step. From: a word
//! and the index. To: stems, each with how well it fits.

use super::files::{IndexReader, Stem};
use super::query::QueryTerm;
use crate::search::spelling::CORRECTED;
use crate::search::storage::Corrupt;
use crate::search::words::is_dense;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Stems by name, each with how well it fits.
#[derive(Default)]
struct Matches(BTreeMap<String, (Rc<Stem>, f64)>);

impl Matches {
    fn put(&mut self, stem: &Rc<Stem>, weight: f64) {
        let own = self
            .0
            .entry(stem.name.clone())
            .or_insert_with(|| (Rc::clone(stem), weight));
        if own.1 < weight {
            *own = (Rc::clone(stem), weight);
        }
    }
}

/// Returns the stems of exactly this word.
pub(super) fn stems_of(files: &IndexReader<'_>, word: &str) -> Result<Vec<Rc<Stem>>, Corrupt> {
    let mut names: Vec<String> = Vec::new();
    if let Some((number, _)) = files.common.get(word) {
        names.push(format!("c{number}"));
    } else {
        names.push(files.shard_of(word).to_string());
        for shard in files.manifest.strays.get(word).into_iter().flatten() {
            let name = shard.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let mut stems = Vec::new();
    for name in names {
        stems.extend(files.shard(&name)?.get(word).into_iter().flatten().cloned());
    }
    Ok(stems)
}

/// The stems that a word may mean, best first, and what the word was corrected to.
pub(super) type Meaning = (Vec<(Rc<Stem>, f64)>, Option<String>);

/// Looks up everything that a word of the query may mean: the word itself; words it begins;
/// inflections of words that are there; what it may have been meant to be.
pub(super) fn look_up(
    files: &IndexReader<'_>,
    term: &QueryTerm,
    exact: bool,
) -> Result<Meaning, Corrupt> {
    let word = term.word.as_str();
    let mut matches = Matches::default();
    for own in std::iter::once(&term.word).chain(&term.joined) {
        for stem in stems_of(files, own)? {
            matches.put(&stem, 1.0);
        }
    }
    let dense = word.chars().next().is_some_and(is_dense);
    let length = word.chars().count();
    let mut corrected = None;
    if term.prefix && (length > 2 || dense) {
        complete(files, word, &mut matches)?;
    }
    if matches.0.is_empty() && !dense && length > 3 {
        inflect(files, word, &mut matches)?;
        if matches.0.is_empty()
            && !exact
            && CORRECTED.contains(&length)
            && !word.chars().any(char::is_numeric)
        {
            corrected = correct(files, word, &mut matches)?;
        }
    }
    let mut best: Vec<(Rc<Stem>, f64)> = matches.0.into_values().collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    best.truncate(files.manifest.ranking.most_stems);
    Ok((best, corrected))
}

/// Adds the words that begin with `word`.
fn complete(files: &IndexReader<'_>, word: &str, matches: &mut Matches) -> Result<(), Corrupt> {
    let ranking = &files.manifest.ranking;
    let whole = !matches.0.is_empty();
    let first = files.shard_of(word);
    let last = files
        .shard_of(&format!("{word}\u{ffff}"))
        .min((first + ranking.completion_shards).saturating_sub(1));
    let mut found: Vec<(String, Vec<Rc<Stem>>)> = Vec::new();
    for number in first..=last {
        let shard = files.shard(&number.to_string())?;
        let beginning = shard
            .range(word.to_owned()..)
            .take_while(|(name, _)| name.starts_with(word));
        found.extend(beginning.map(|(name, stems)| (name.clone(), stems.clone())));
    }
    // Stems that stand alone follow, in the order of the manifest.
    let common = files
        .common_words
        .iter()
        .flatten()
        .filter(|name| name.starts_with(word))
        .take(ranking.completion_shards);
    for name in common {
        found.push((name.clone(), stems_of(files, name)?));
    }
    for (name, stems) in found {
        let share = utf16(word) / utf16(&name);
        let weight = if whole {
            ranking.longer_fit * share
        } else {
            ranking.begun_fit[0] * share + ranking.begun_fit[1]
        };
        for stem in &stems {
            matches.put(stem, weight);
        }
    }
    Ok(())
}

/// Returns the length of a text as the browser counts it.
fn utf16(text: &str) -> f64 {
    number(text.encode_utf16().count())
}

/// Adds `retrieval` for `retrievals`: endings that words of this site have are taken off and put
/// on.
fn inflect(files: &IndexReader<'_>, word: &str, matches: &mut Matches) -> Result<(), Corrupt> {
    let endings: Vec<&str> = std::iter::once("")
        .chain(files.manifest.endings.iter().map(String::as_str))
        .collect();
    let shard = files.shard(&files.shard_of(word).to_string())?;
    for ending in &endings {
        let Some(base) = word
            .strip_suffix(ending)
            .filter(|base| base.encode_utf16().count() >= 3)
        else {
            continue;
        };
        for other in &endings {
            let candidate = format!("{base}{other}");
            let stems = if files.common.contains_key(&candidate) {
                stems_of(files, &candidate)?
            } else {
                shard.get(&candidate).cloned().unwrap_or_default()
            };
            for stem in &stems {
                matches.put(stem, files.manifest.ranking.inflected_fit);
            }
        }
        if !matches.0.is_empty() {
            return Ok(());
        }
    }
    Ok(())
}

fn correct(
    files: &IndexReader<'_>,
    word: &str,
    matches: &mut Matches,
) -> Result<Option<String>, Corrupt> {
    let signs: Vec<char> = word.chars().collect();
    let most = if signs.len() > 7 { 2.0 } else { 1.0 };
    let mut best: Vec<(String, u32, f64)> = Vec::new();
    let mut least = most + 1.0;
    let letters: &[char] = if signs[0] == signs[1] {
        &signs[..1]
    } else {
        &signs[..2]
    };
    for letter in letters {
        let Some(number) = files
            .manifest
            .letters
            .chars()
            .position(|other| other == *letter)
        else {
            continue;
        };
        for (candidate, common) in files.slice(number)?.iter() {
            let other: Vec<char> = candidate.chars().collect();
            let first = if other.first() == signs.first() {
                0.0
            } else {
                0.5
            };
            let far = distance(&signs, &other, f64::min(most, least)) + first;
            if far > most + 0.5 || far > least {
                continue;
            }
            if far < least {
                best.clear();
            }
            least = far;
            best.push((candidate.clone(), *common, far));
        }
        if !best.is_empty() {
            break;
        }
    }
    best.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    best.truncate(files.manifest.ranking.most_corrections);
    for (candidate, _, far) in &best {
        for stem in stems_of(files, candidate)? {
            matches.put(
                &stem,
                files.manifest.ranking.corrected_fit / (1.0 + far / 4.0),
            );
        }
    }
    Ok(best.into_iter().next().map(|(word, ..)| word))
}

fn number(length: usize) -> f64 {
    f64::from(u32::try_from(length).unwrap_or(u32::MAX))
}

/// Measures the optimal string alignment distance (Damerau's four errors, no part edited twice), or
/// more than `most`.
fn distance(a: &[char], b: &[char], most: f64) -> f64 {
    if number(a.len().abs_diff(b.len())) > most {
        return most + 1.0;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        let mut least = i;
        for j in 1..=b.len() {
            let mut value = (last[j] + 1)
                .min(row[j - 1] + 1)
                .min(last[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                value = value.min(before[j - 2] + 1);
            }
            row.push(value);
            least = least.min(value);
        }
        if number(least) > most {
            return most + 1.0;
        }
        before = std::mem::replace(&mut last, row);
    }
    number(last[b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_the_four_errors() {
        let far = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
                2.0,
            )
        };
        let all = [
            far("care", "care"),
            far("care", "crae"),
            far("care", "cre"),
            far("care", "caare"),
            far("care", "core"),
        ];
        assert!(
            all.iter()
                .zip([0.0, 1.0, 1.0, 1.0, 1.0])
                .all(|(a, b): (&f64, f64)| (a - b).abs() < 0.1),
            "{all:?}"
        );
        assert!(far("care", "something") > 2.0);
    }
}
