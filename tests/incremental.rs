//! What is built from memory is what would be built anew: same bytes, same findings, after any
//! sequence of edits.

use masthead::base::SourcePath;
use masthead::fixture::{Built, Fixture};
use masthead::memo::{Memo, MemoScope};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[path = "incremental/edits.rs"]
mod edits;
#[path = "incremental/facts.rs"]
mod facts;
#[path = "incremental/figures.rs"]
mod figures;
#[path = "incremental/visits.rs"]
mod visits;

use edits::{Edit, State, edit, is_page};

/// Through bytes, as from one run of the program to the next.
fn reloaded(memo: &Memo) -> Memo {
    let program = masthead::base::Fingerprint::of(b"program");
    let files: BTreeMap<String, Vec<u8>> = memo.files(program, program).into_iter().collect();
    Memo::from_files(&|name| files.get(name).cloned(), program, MemoScope::All)
}

/// The files that differ between two states.
fn changed(before: &Fixture, after: &Fixture) -> BTreeSet<SourcePath> {
    let (before, after) = (before.tree(), after.tree());
    let texts = before.texts.keys().chain(after.texts.keys());
    let texts = texts.filter(|path| {
        before.texts.get(*path).map(|file| file.fingerprint)
            != after.texts.get(*path).map(|file| file.fingerprint)
    });
    let assets = before.assets.keys().chain(after.assets.keys());
    // The preview is told of the private folder as a whole.
    let is_private = before.services.fingerprint() != after.services.fingerprint();
    let private = SourcePath::new("private");
    texts
        .chain(is_private.then_some(&private))
        .chain(assets.filter(|path| before.assets.get(*path) != after.assets.get(*path)))
        .cloned()
        .collect()
}

fn compare(from_memory: &Built, anew: &Built) -> Result<(), TestCaseError> {
    prop_assert_eq!(&from_memory.outcome.faults, &anew.outcome.faults);
    prop_assert_eq!(&from_memory.outcome.held_back, &anew.outcome.held_back);
    prop_assert_eq!(
        from_memory.files.keys().collect::<Vec<_>>(),
        anew.files.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &from_memory.files {
        prop_assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&anew.files[path]),
            "{}",
            path
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_what_is_built_from_memory_is_what_would_be_built_anew(
        edits in prop::collection::vec((edit(), any::<bool>()), 1..14)
    ) {
        let mut state = State::new();
        let mut memo = Memo::default();
        let mut built = state.fixture().build_after(&mut memo, &Built::default());
        for (edit, restart) in &edits {
            state.apply(edit);
            if *restart {
                memo = reloaded(&memo);
            }
            let next = state.fixture().build_after(&mut memo, &built);
            compare(&next, &state.fixture().build())?;
            // Only what could be published is there to be taken over.
            if !next.outcome.faults.has_errors() {
                built = next;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_a_plan_that_goes_on_from_the_one_before_makes_what_would_be_built_anew(
        edits in prop::collection::vec(edit(), 1..14)
    ) {
        let mut state = State::new();
        let mut memo = Memo::default();
        let mut former = None;
        let mut fixture = state.fixture();
        let nothing = BTreeSet::new();
        let mut built = fixture.build_again(&mut memo, &Built::default(), &mut former, &nothing);
        for edit in &edits {
            state.apply(edit);
            let next = state.fixture();
            let again = next.build_again(&mut memo, &built, &mut former, &changed(&fixture, &next));
            compare(&again, &next.build())?;
            fixture = next;
            if !again.outcome.faults.has_errors() {
                built = again;
            }
        }
    }
}

#[test]
fn a_build_with_nothing_new_makes_no_page() {
    let state = State::new();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    assert!(
        !first.outcome.faults.has_errors(),
        "{:?}",
        first.outcome.faults
    );
    let pages = first
        .files
        .keys()
        .filter(|path| path.rsplit('.').next() == Some("html"))
        .count();
    let again = state.fixture().build_after(&mut reloaded(&memo), &first);
    assert!(
        again.made + pages <= first.made,
        "{} files made again",
        again.made
    );
}

#[test]
fn an_edited_text_makes_one_page_and_the_search_index() {
    let mut state = State::new();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    let quiet = state.fixture().build_after(&mut memo, &first);
    state.change("content/about.md", |text| text + "\nOne more.\n");
    let next = state.fixture().build_after(&mut memo, &quiet);
    assert_eq!(next.made, quiet.made + 2);
}

/// A site with so much text that its index is many files.
fn large() -> State {
    let mut state = State::new();
    for number in 0..250 {
        let words: Vec<String> = (0..60)
            .map(|at| format!("w{}x{}", number * 7 + at * 13, at % 5))
            .collect();
        let text = format!(
            "---\ntitle: Page {number}\ndate: 2018-{:02}-{:02}\n---\n{}\n",
            1 + number / 28 % 12,
            1 + number % 28,
            words.join(" ")
        );
        state
            .files
            .insert(format!("content/many/{number}.md"), text);
    }
    state
}

/// Counts the files of search that are new or differ between two builds.
fn search_files_changed(before: &Built, after: &Built) -> usize {
    after
        .files
        .iter()
        .filter(|(path, bytes)| {
            path.starts_with("search/") && before.files.get(*path) != Some(bytes)
        })
        .count()
}

#[test]
fn a_large_index_built_from_memory_is_what_would_be_built_anew() {
    let mut state = large();
    let mut memo = Memo::default();
    let mut built = state.fixture().build_after(&mut memo, &Built::default());
    assert!(
        built
            .files
            .keys()
            .filter(|path| path.starts_with("search/"))
            .count()
            > 100
    );
    let edits: [fn(&mut State); 6] = [
        |state| {
            state.change("content/many/40.md", |text| {
                text + "\nAnother paragraph about quokkas.\n"
            });
        },
        |state| {
            drop(state.files.insert(
                "content/many/new.md".to_owned(),
                "---\ntitle: New\ndate: 2019-01-01\n---\nText.\n".to_owned(),
            ));
        },
        |state| drop(state.files.remove("content/many/7.md")),
        |state| {
            state.change("content/many/90.md", |text| {
                text.replace("title: Page 90", "title: Page 90\nsearch: no")
            });
        },
        |state| {
            state.change("content/site.yaml", |text| {
                text + "search: {synonyms: {quokkas: wallabies}}\n"
            });
        },
        // So few that everything stands in the manifest.
        |state| {
            state
                .files
                .retain(|path, _| !path.starts_with("content/many/") || path.ends_with("/40.md"));
        },
    ];
    for edit in edits {
        edit(&mut state);
        memo = reloaded(&memo);
        let next = state.fixture().build_after(&mut memo, &built);
        compare(&next, &state.fixture().build()).unwrap();
        built = next;
    }
}

#[test]
fn an_edit_makes_only_those_files_of_search_that_change() {
    let mut state = large();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    let quiet = state.fixture().build_after(&mut reloaded(&memo), &first);
    state.change("content/many/40.md", |text| text + "\nquokkas\n");
    let next = state.fixture().build_after(&mut memo, &quiet);
    let changed = search_files_changed(&quiet, &next);
    assert!(
        next.made <= quiet.made + 1 + changed,
        "{} made, {} before, {changed} changed",
        next.made,
        quiet.made
    );
    let all = next
        .files
        .keys()
        .filter(|path| path.starts_with("search/"))
        .count();
    assert!(
        changed < all * 2 / 3,
        "{changed} of {all} files of search changed"
    );
}

#[test]
fn the_property_notices_a_dependency_that_is_missed() {
    // A page that shows another's title, with a memory that forgot what the page asked for.
    let mut state = State::new();
    state.files.insert(
        "themes/default/templates/page.html".to_owned(),
        "{% for p in pages(kind=\"report\") %}{{ p.title }}{% endfor %}".to_owned(),
    );
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    memo.forget_questions();
    state.apply(&Edit::Title(
        state
            .files
            .keys()
            .filter(|path| is_page(path))
            .position(|path| path == "content/reports/2014.md")
            .unwrap_or(0),
        3,
    ));
    let stale = state.fixture().build_after(&mut memo, &first);
    assert!(compare(&stale, &state.fixture().build()).is_err());
}
