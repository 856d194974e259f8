//! Tests of the cache.

use super::*;

#[test]
fn the_cache_answers_the_same_and_knows_what_matters() {
    let list = items(TWO);
    let style = author_date();
    let first = format(&request(&list), &style, &Cache::default());
    let stored = serde_json::to_string(&Cache::of([&first])).expect("json");
    let cache: Cache = serde_json::from_str(&stored).expect("a cache");
    let again = format(&request(&list), &style, &cache);
    assert!(again.formatted == first.formatted && again.key == first.key);
    let mut changed = list.clone();
    changed[0]
        .texts
        .insert("abstract".to_owned(), "New".to_owned());
    assert_eq!(format(&request(&changed), &style, &cache).key, first.key);
    changed[0]
        .texts
        .insert("title".to_owned(), "New".to_owned());
    let other = format(&request(&changed), &style, &cache);
    assert!(other.key != first.key && other.formatted.references[1].body.text.contains("New"));
    let turned: Vec<Item> = list.iter().rev().cloned().collect();
    assert_ne!(format(&request(&turned), &style, &cache).key, first.key);
}
