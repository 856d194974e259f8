//! What is asked, and everything that each of its words may mean: `client/query.js`, step by step.

use super::Filters;
use super::files::{IndexReader, Stem};
use crate::search::spelling::CORRECTED;
use crate::search::storage::Corrupt;
use crate::search::words::{fold, is_dense, words};
use std::collections::BTreeMap;
use std::rc::Rc;

const LONGEST_QUERY: usize = 10_000;
pub(super) const MOST_WORDS: usize = 100;
const MOST_COMPLETIONS: usize = 24;
const COMPLETION_SHARDS: usize = 2;
const MOST_CORRECTIONS: usize = 2;

/// A word of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryTerm {
    pub word: String,
    /// Whether it may be the beginning of a longer one.
    pub prefix: bool,
}

/// A query in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ParsedQuery {
    pub terms: Vec<QueryTerm>,
    pub phrases: Vec<Vec<String>>,
    pub without: Vec<Vec<String>>,
    pub filters: Filters,
}

/// Reads `words "a phrase" -without kind:report topic:"crisis care"`.
pub(super) fn parse(text: &str) -> ParsedQuery {
    let query = cut(text);
    let mut parsed = ParsedQuery::default();
    let mut ends_open = false;
    let mut at = 0;
    while let Some(item) = item(&query[at..]) {
        at += item.end;
        let found: Vec<String> = words(item.value)
            .map(|word| fold(word.text))
            .filter(|word| !word.is_empty())
            .collect();
        if found.is_empty() {
            continue;
        }
        ends_open = false;
        if let Some(field) = item.field {
            if !item.minus {
                parsed.filters.values_mut(field).push(item.value.to_owned());
            }
        } else if item.minus {
            parsed.without.push(found);
        } else {
            if item.quoted && found.len() > 1 {
                parsed.phrases.push(found.clone());
            }
            ends_open = !item.quoted && at == query.len();
            parsed.terms.extend(found.into_iter().map(|word| QueryTerm {
                word,
                prefix: false,
            }));
        }
    }
    if let Some(last) = parsed.terms.last_mut() {
        last.prefix = ends_open;
    }
    parsed
}

/// The query cut at the same place as in the browser, which counts UTF-16 units.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST_QUERY
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// One part of a query.
struct QueryPart<'q> {
    minus: bool,
    field: Option<&'static str>,
    quoted: bool,
    value: &'q str,
    /// Where it ends.
    end: usize,
}

fn item(text: &str) -> Option<QueryPart<'_>> {
    let start = text.find(|c: char| !c.is_whitespace())?;
    let mut at = start;
    let minus = text[at..].starts_with('-')
        && text[at + 1..]
            .chars()
            .next()
            .is_some_and(|c| !c.is_whitespace());
    at += usize::from(minus);
    let field = super::FIELDS.into_iter().find(|field| {
        let rest = text[at..]
            .get(..field.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(field));
        let after = text[at..]
            .get(field.len() + 1..)
            .and_then(|after| after.chars().next());
        rest && text.as_bytes().get(at + field.len()) == Some(&b':')
            && after.is_some_and(|c| !c.is_whitespace())
    });
    at += field.map_or(0, |field| field.len() + 1);
    let rest = &text[at..];
    let opening = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '“' | '”' | '„'));
    if let Some(opening) = opening {
        let inner = &rest[opening.len_utf8()..];
        let length = inner.find(['"', '“', '”']).unwrap_or(inner.len());
        let closing = inner[length..].chars().next().map_or(0, char::len_utf8);
        return Some(QueryPart {
            minus,
            field,
            quoted: true,
            value: &inner[..length],
            end: at + opening.len_utf8() + length + closing,
        });
    }
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some(QueryPart {
        minus,
        field,
        quoted: false,
        value: &rest[..length],
        end: at + length,
    })
}

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

/// The stems of exactly this word.
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

/// What a word may mean, best first, and what it was corrected to.
pub(super) type Meaning = (Vec<(Rc<Stem>, f64)>, Option<String>);

/// Everything that a word of the query may mean.
pub(super) fn look_up(
    files: &IndexReader<'_>,
    term: &QueryTerm,
    exact: bool,
) -> Result<Meaning, Corrupt> {
    let word = term.word.as_str();
    let mut matches = Matches::default();
    for stem in stems_of(files, word)? {
        matches.put(&stem, 1.0);
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
    best.truncate(MOST_COMPLETIONS);
    Ok((best, corrected))
}

fn complete(files: &IndexReader<'_>, word: &str, matches: &mut Matches) -> Result<(), Corrupt> {
    let whole = !matches.0.is_empty();
    let first = files.shard_of(word);
    let last = files
        .shard_of(&format!("{word}\u{ffff}"))
        .min(first + COMPLETION_SHARDS - 1);
    let mut found: Vec<(String, Vec<Rc<Stem>>)> = Vec::new();
    for number in first..=last {
        let shard = files.shard(&number.to_string())?;
        let beginning = shard
            .range(word.to_owned()..)
            .take_while(|(name, _)| name.starts_with(word));
        found.extend(beginning.map(|(name, stems)| (name.clone(), stems.clone())));
    }
    // The stems that stand alone, in the order of the manifest.
    let common = files
        .common_words
        .iter()
        .flatten()
        .filter(|name| name.starts_with(word))
        .take(COMPLETION_SHARDS);
    for name in common {
        found.push((name.clone(), stems_of(files, name)?));
    }
    for (name, stems) in found {
        let share = utf16(word) / utf16(&name);
        let weight = if whole {
            0.6 * share
        } else {
            0.9 * share + 0.1
        };
        for stem in &stems {
            matches.put(stem, weight);
        }
    }
    Ok(())
}

/// Lengths as the browser counts them.
fn utf16(text: &str) -> f64 {
    f64::from(u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX))
}

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
                matches.put(stem, 0.95);
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
    best.truncate(MOST_CORRECTIONS);
    for (candidate, _, far) in &best {
        for stem in stems_of(files, candidate)? {
            matches.put(&stem, 0.7 / (1.0 + far / 4.0));
        }
    }
    Ok(best.into_iter().next().map(|(word, ..)| word))
}

/// Optimal string alignment distance (Damerau's four errors, no part edited twice), or more than
/// `most`.
fn distance(a: &[char], b: &[char], most: f64) -> f64 {
    let number = |length: usize| f64::from(u32::try_from(length).unwrap_or(u32::MAX));
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

    fn words_of(query: &ParsedQuery) -> Vec<&str> {
        query.terms.iter().map(|term| term.word.as_str()).collect()
    }

    #[test]
    fn a_query_is_words_phrases_exclusions_and_filters() {
        let query = parse(
            r#"Crisis "home treatment" -draft -"old news" kind:report TOPIC:"crisis care" foo:bar rep"#,
        );
        assert_eq!(
            words_of(&query),
            ["crisis", "home", "treatment", "foo", "bar", "rep"]
        );
        assert_eq!(query.phrases, [["home", "treatment"]]);
        assert_eq!(query.without, [vec!["draft"], vec!["old", "news"]]);
        assert_eq!(
            (query.filters.kind, query.filters.topic),
            (vec!["report".to_owned()], vec!["crisis care".to_owned()])
        );
        assert!(query.terms[5].prefix && !query.terms[0].prefix);
        assert!(!parse("rep ").terms[0].prefix);
    }

    #[test]
    fn unbalanced_and_empty_parts_are_no_fault() {
        assert_eq!(words_of(&parse("\"home treat")), ["home", "treat"]);
        for text in [
            "",
            "-",
            "\"",
            "\"\"",
            "kind:",
            "!!! — …",
            "- -",
            "-\"",
            "kind:\"",
            "😀",
        ] {
            let query = parse(text);
            assert!(query.phrases.is_empty(), "{text}: {query:?}");
        }
        assert_eq!(parse(&"a ".repeat(20_000)).terms.len(), 5_000);
    }

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
