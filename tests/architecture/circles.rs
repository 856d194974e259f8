//! Rule: the files of a room form no large circle, in which each file needs, directly or through
//! others, every other one. Such files can only be understood together.
//!
//! A file needs another where a path leads to it: `crate::…`, `super::…`, `self::…`, or one that
//! begins with a child module. A path that ends at a re-export leads to the `mod.rs` which holds
//! it. The declaration of a child module and its re-export (`pub use child::A`) need nothing, nor
//! do tests.

use crate::assert_none;
use crate::bounds::{PerRoom, over};
use crate::code::{Source, Word, sources, words};
use std::collections::{BTreeMap, BTreeSet};

/// The most files in a circle.
const MOST: usize = 3;

/// What each file needs: files by their number.
type Needs = Vec<BTreeSet<usize>>;

/// The paths of the files in each room's largest circle; empty where there is none.
pub(crate) fn largest_circles(sources: &[Source]) -> BTreeMap<String, Vec<&str>> {
    let needs = needs(sources);
    let reached: Vec<BTreeSet<usize>> = (0..sources.len())
        .map(|file| reached_from(file, &needs))
        .collect();
    let mut largest: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (file, source) in sources.iter().enumerate() {
        let circle: Vec<&str> = reached[file]
            .iter()
            .filter(|other| reached[**other].contains(&file))
            .map(|other| sources[*other].path.as_str())
            .collect();
        let room = largest.entry(source.room().to_owned()).or_default();
        if circle.len() > room.len() {
            *room = circle;
        }
    }
    largest
}

/// The sizes of the largest circles.
pub(crate) fn sizes(circles: &BTreeMap<String, Vec<&str>>) -> PerRoom {
    circles
        .iter()
        .map(|(room, circle)| (room.clone(), circle.len()))
        .collect()
}

fn needs(sources: &[Source]) -> Needs {
    let mut files: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for (number, source) in sources.iter().enumerate() {
        files.insert(source.modules(), number);
    }
    let needs_of = |(number, source): (usize, &Source)| {
        let mut needed: BTreeSet<usize> = absolute_paths(source)
            .iter()
            .filter(|path| path.first().map(String::as_str) == source.modules().first().copied())
            .filter_map(|path| file_of(path, &files))
            .collect();
        needed.remove(&number);
        needed
    };
    sources.iter().enumerate().map(needs_of).collect()
}

/// The file of the longest beginning of a path that is a module.
fn file_of(path: &[String], files: &BTreeMap<Vec<&str>, usize>) -> Option<usize> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    (1..=path.len())
        .rev()
        .find_map(|length| files.get(&path[..length]).copied())
}

fn reached_from(file: usize, needs: &Needs) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for needed in &needs[file] {
            if reached.insert(*needed) {
                next.push(*needed);
            }
        }
    }
    reached
}

/// Every path of the file outside its tests, from the crate's root down.
fn absolute_paths(source: &Source) -> Vec<Vec<String>> {
    let code = source.code();
    let tests_begin = source.inline_module_line();
    let mut words = words(&code);
    words.retain(|word| tests_begin.is_none_or(|begin| word.line < begin));
    let mut paths = Vec::new();
    let mut at = 0;
    while at + 1 < words.len() {
        if words[at + 1].text != "::" {
            at += 1;
            continue;
        }
        let needs_nothing = is_visibility(&words[..at])
            || is_reexported(&words[..at]) && !is_upward(words[at].text);
        let is_use = last_words(&words[..at])[2] == "use";
        let mut found = Vec::new();
        at = read_path(&words, at, &[], &mut found).max(at + 1);
        if !needs_nothing {
            // Outside a `use`, the last name is a function or a type; a module may be called so
            // too.
            let modules = |path: &[&str]| path.len() - usize::from(!is_use && path.len() > 1);
            paths.extend(
                found
                    .iter()
                    .map(|path| absolute(&path[..modules(path)], source)),
            );
        }
    }
    paths
}

/// Whether the words before a path are `pub use` or `pub(crate) use`.
fn is_reexported(before: &[Word<'_>]) -> bool {
    matches!(last_words(before), [.., "pub", "use"] | ["pub", _, "use"])
}

/// Whether the words before a path are `pub(in`.
fn is_visibility(before: &[Word<'_>]) -> bool {
    matches!(last_words(before), [_, "pub", "in"])
}

fn last_words<'c>(words: &[Word<'c>]) -> [&'c str; 3] {
    let text = |back: usize| {
        let at = words.len().checked_sub(back);
        at.map_or("", |at| words[at].text)
    };
    [text(3), text(2), text(1)]
}

fn is_upward(first: &str) -> bool {
    matches!(first, "crate" | "super")
}

/// Reads the path at `at`, or every path of the group there; gives the place after it.
fn read_path<'c>(
    words: &[Word<'c>],
    mut at: usize,
    before: &[&'c str],
    paths: &mut Vec<Vec<&'c str>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match words.get(at).map(|word| word.text) {
            Some("{") => return read_group(words, at + 1, &path, paths),
            Some(name) if name.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                path.push(name);
                at += 1;
                if words.get(at).is_none_or(|word| word.text != "::") {
                    break;
                }
                at += 1;
            }
            _ => break,
        }
    }
    paths.push(path);
    at
}

fn read_group<'c>(
    words: &[Word<'c>],
    mut at: usize,
    before: &[&'c str],
    paths: &mut Vec<Vec<&'c str>>,
) -> usize {
    while let Some(word) = words.get(at) {
        match word.text {
            "}" => return at + 1,
            "," => at += 1,
            _ => at = read_path(words, at, before, paths).max(at + 1),
        }
    }
    at
}

/// A path as it reads from the crate's root.
fn absolute(path: &[&str], source: &Source) -> Vec<String> {
    let mut modules = source.modules();
    let mut rest = path;
    match rest.first() {
        Some(&"crate") => {
            modules.clear();
            rest = &rest[1..];
        }
        Some(&"self") => rest = &rest[1..],
        _ => {}
    }
    while let Some((&"super", after)) = rest.split_first() {
        modules.pop();
        rest = after;
    }
    modules.extend(rest);
    modules.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_files_of_a_room_form_no_large_circle() {
    let sources = sources();
    let circles = largest_circles(&sources);
    let mut faults = over(&sizes(&circles), |_| MOST, "files in a circle");
    if !faults.is_empty() {
        let large = circles.values().filter(|circle| circle.len() > MOST);
        faults.extend(large.map(|circle| circle.join(", ")));
    }
    assert_none(&faults);
}

#[test]
fn a_circle_is_noticed_however_its_files_name_each_other() {
    let circle = [
        (
            "src/model/mod.rs",
            "mod a;\nmod b;\nuse a::A;\npub struct Site;",
        ),
        (
            "src/model/a.rs",
            "use crate::{base::Code, model::{b, b::B}};",
        ),
        ("src/model/b.rs", "fn f() -> super::super::model::Site {}"),
        ("src/model/c.rs", "use super::a::*;"),
        ("src/model/d.rs", "fn f() { super::b::e() }"),
        ("src/model/b/e.rs", "fn f() { super::super::d::f() }"),
    ];
    assert_eq!(largest_of(&circle), 3);
    let with_child = [
        ("src/model/mod.rs", "use self::a::{B, c::C as D};"),
        ("src/model/a/mod.rs", ""),
        (
            "src/model/a/c.rs",
            "use crate::model;\nuse super::super::X;",
        ),
    ];
    assert_eq!(largest_of(&with_child), 2);
}

#[test]
fn declarations_re_exports_and_tests_make_no_circle() {
    let none = [
        (
            "src/model/mod.rs",
            "mod a;\npub use a::A;\npub(crate) use self::b::{B, C};\n// use a::A;",
        ),
        (
            "src/model/a.rs",
            "use super::b::B;\nuse crate::parse::A;\nuse super::Site;",
        ),
        (
            "src/model/b.rs",
            "pub(in crate::model) struct B;\nmod tests {\n    use crate::model::a::A;\n}",
        ),
    ];
    assert_eq!(largest_of(&none), 0);
}

fn largest_of(files: &[(&str, &str)]) -> usize {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source::planted(path, text))
        .collect();
    largest_circles(&sources)
        .values()
        .map(Vec::len)
        .max()
        .unwrap_or_default()
}
