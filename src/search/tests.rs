//! The index as a whole: made, read back, and compared with tinysearch's own answers.

use super::manifest::IndexManifest;
use super::storage::{Input, restore};
use super::*;
use crate::base::{OutputPath, UrlPath, parse_date};
use std::collections::{BTreeMap, BTreeSet};
use tinysearch::Storage;

const WORDS: &str = "care team crisis home visit nurse family support plan ward review audit young \
    older rural night staff peer";

/// Returns pages of which each has a word of its own and some of a common stock.
fn entries(count: usize) -> Vec<IndexEntry> {
    let stock: Vec<&str> = WORDS.split(' ').collect();
    let page = |number: usize| {
        let words = (0..60).map(|at| stock[(number * 5 + at * (1 + number % 7)) % stock.len()]);
        let text = words
            .chain([format!("own{number:04}x").as_str()])
            .collect::<Vec<_>>()
            .join(" ");
        let title = format!(
            "{} {}",
            stock[number % stock.len()],
            stock[(number / 3) % stock.len()]
        );
        IndexEntry {
            date: parse_date(&format!("20{:02}-01-0{}", 10 + number % 10, 1 + number % 9)).ok(),
            kind: if number.is_multiple_of(2) {
                "report"
            } else {
                "article"
            }
            .to_owned(),
            topics: vec!["Crisis care".to_owned()],
            language: Language::of_tag("en"),
            ..IndexEntry::new(UrlPath::new(&format!("/p/{number}/")), &title, &text)
        }
    };
    (0..count).map(page).collect()
}

fn built(entries: &[IndexEntry], settings: &IndexSettings) -> BTreeMap<OutputPath, Vec<u8>> {
    let analysed = analyse(entries, settings);
    index_entries(entries, &analysed, settings)
        .expect("an index")
        .into_iter()
        .collect()
}

fn searcher(files: &BTreeMap<OutputPath, Vec<u8>>) -> Searcher<'_> {
    Searcher::open(|path| files.get(path).cloned()).expect("an index that opens")
}

fn urls(searcher: &Searcher<'_>, query: &str) -> Vec<String> {
    let answer = searcher
        .search(
            query,
            &SearchRequest {
                limit: 10_000,
                ..SearchRequest::default()
            },
        )
        .expect("an answer");
    answer.results.into_iter().map(|found| found.url).collect()
}

#[test]
fn tinysearch_finds_the_same_pages_in_every_shard() {
    let entries = entries(2_000);
    let files = built(&entries, &IndexSettings::default());
    let searcher = searcher(&files);
    let manifest =
        gzip::expand(files[&OutputPath::new("search/index.bin")].clone()).expect("whole");
    let manifest = IndexManifest::from_bytes(&manifest).expect("a manifest").0;
    // As the crate sees them: each shard's index of stems, made whole again.
    let shards: Vec<tinysearch::SearchIndex> = files
        .iter()
        .filter(|(path, _)| {
            path.as_str()
                .starts_with(&format!("search/{}/", manifest.at))
        })
        .filter(|(path, _)| {
            path.as_str()
                .rsplit('/')
                .next()
                .is_some_and(|name| name.starts_with(|c: char| c == 'c' || c.is_ascii_digit()))
        })
        .map(|(_, bytes)| {
            let bytes = gzip::expand(bytes.clone()).expect("whole");
            let mut input = Input {
                bytes: &bytes,
                at: 0,
            };
            let words = input.number().expect("a length");
            input.take(words).expect("an index of words");
            Storage::from_bytes(&restore(&bytes[input.at..], manifest.n).expect("restored"))
                .expect("tinysearch reads it")
                .filters
        })
        .collect();
    let english = Language::of_tag("en");
    for word in WORDS.split(' ') {
        let stem = english.stem(word);
        // tinysearch takes a query for the beginning of terms: the stem's tiers, and stems that
        // begin so, of which there are none.
        let oracle: usize = shards
            .iter()
            .map(|shard| tinysearch::search(shard, &stem, 10_000).len())
            .sum();
        assert_eq!(urls(&searcher, &format!("{word} ")).len(), oracle, "{word}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes_in_any_order_and_at_any_number_of_threads() {
    let entries = entries(200);
    let forward = built(&entries, &IndexSettings::default());
    let backward: Vec<IndexEntry> = entries.iter().rev().cloned().collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool");
    assert_eq!(
        pool.install(|| built(&backward, &IndexSettings::default())),
        forward
    );
}

#[test]
fn an_edit_leaves_the_files_of_most_other_pages_as_they_are() {
    let mut entries = entries(1_500);
    let before: BTreeSet<(OutputPath, Vec<u8>)> = built(&entries, &IndexSettings::default())
        .into_iter()
        .collect();
    entries[700].text.push_str(" quokka");
    let after: BTreeSet<(OutputPath, Vec<u8>)> = built(&entries, &IndexSettings::default())
        .into_iter()
        .collect();
    let kept = after.intersection(&before).count();
    assert!(kept * 10 > after.len() * 7, "{kept} of {}", after.len());
}

#[test]
fn every_page_is_found_by_its_own_word_whole_or_misspelt() {
    let mut entries = entries(120);
    entries[7].text.push_str(" physiotherapist");
    let files = built(&entries, &IndexSettings::default());
    let searcher = searcher(&files);
    for number in [0, 59, 119] {
        assert_eq!(
            urls(&searcher, &format!("own{number:04}x")),
            [format!("/p/{number}/")]
        );
    }
    for query in [
        "physio",
        "physiotherapists",
        "phisiotherapist",
        "PHYSIOTHERAPIST ",
    ] {
        assert_eq!(urls(&searcher, query), ["/p/7/"], "{query}");
    }
    assert!(urls(&searcher, "xqzvwk").is_empty());
}

#[test]
fn a_site_without_pages_has_an_index_that_answers_nothing() {
    let files = built(&[], &IndexSettings::default());
    let searcher = searcher(&files);
    for query in ["", "anything", "kind:report", "\"a b\"", "-x"] {
        assert!(urls(&searcher, query).is_empty(), "{query}");
    }
}

#[test]
fn filters_hold_any_value_of_a_group_and_all_groups() {
    let entries = entries(120);
    let files = built(&entries, &IndexSettings::default());
    let searcher = searcher(&files);
    let years = urls(&searcher, "kind:report year:2012 year:2014");
    assert_eq!(years.len(), 24);
    assert_eq!(urls(&searcher, "kind:report year:2012").len(), 12);
    assert!(urls(&searcher, "topic:\"crisis CARE\" kind:nothing").is_empty());
}

#[test]
fn a_damaged_file_is_an_error_and_never_a_panic() {
    let files = built(&entries(150), &IndexSettings::default());
    for (path, bytes) in &files {
        for damaged in [
            Vec::new(),
            bytes[..bytes.len() / 2].to_vec(),
            [&bytes[..bytes.len() / 2], &[0xff; 40]].concat(),
        ] {
            let mut files = files.clone();
            files.insert(path.clone(), damaged);
            let Ok(searcher) = Searcher::open(|path| files.get(path).cloned()) else {
                continue;
            };
            let _ = searcher.search("care teams kind:report", &SearchRequest::default());
            let _ = searcher.search("crisiss", &SearchRequest::default());
        }
    }
}

#[test]
fn every_language_and_script_finds_its_pages() {
    let texts = [
        ("de", "Häuser und Gärten", "haus"),
        ("fr", "Les équipes mobiles", "equipe"),
        ("ru", "Больницы города", "больница"),
        ("zh", "精神衛生服務報告", "衛生"),
        ("th", "โรงพยาบาลชุมชน", "พยาบาล"),
        ("ko", "학교에서 만난 사람", "학교"),
        ("ar", "المستشفيات العامة", "المستشفيات"),
        ("cy", "Gwasanaethau cymunedol", "gwasanaeth"),
    ];
    for (tag, text, query) in texts {
        let entry = IndexEntry {
            language: Language::of_tag(tag),
            ..IndexEntry::new(UrlPath::new("/a/"), "", text)
        };
        let other = IndexEntry::new(UrlPath::new("/b/"), "Other", "Something else");
        let files = built(&[entry, other], &IndexSettings::default());
        assert_eq!(urls(&searcher(&files), query), ["/a/"], "{tag}");
    }
}

#[test]
fn a_page_is_found_by_words_that_mean_the_same_as_its_own() {
    let settings = IndexSettings {
        synonyms: vec![SynonymGroup::new(["HTT", "home treatment team"])],
        ..IndexSettings::default()
    };
    let mut entries = entries(40);
    entries.push(IndexEntry::new(
        UrlPath::new("/long/"),
        "Long",
        "The home treatment team visits.",
    ));
    entries.push(IndexEntry::new(
        UrlPath::new("/short/"),
        "Short",
        "The HTT visits.",
    ));
    let files = built(&entries, &settings);
    let searcher = searcher(&files);
    for query in ["HTT", "home treatment team"] {
        let mut found = urls(&searcher, query);
        found.truncate(2);
        found.sort();
        assert_eq!(found, ["/long/", "/short/"], "{query}");
    }
}
