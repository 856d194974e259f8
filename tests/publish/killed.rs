//! Killed at every system call that changes the output: `public/` is the whole old site or the
//! whole new one, and the next build succeeds. Between two such calls nothing on the disk changes,
//! so these are all the states a kill can leave.

use crate::scenario::Scenario;
use crate::strace::Spoil;
use crate::support::tree::{Entry, Tree};
use std::os::unix::process::ExitStatusExt as _;
use std::sync::atomic::{AtomicUsize, Ordering};

const SIGKILL: i32 = 9;

/// Kills at every call. How often the new site stood there already.
fn old_or_new_everywhere(scenario: &Scenario, least_calls: usize) -> usize {
    assert!(
        scenario.calls.len() >= least_calls,
        "only {} calls:\n{}",
        scenario.calls.len(),
        scenario.listed()
    );
    let swapped = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Kill, |call, site, ran| {
        assert_eq!(ran.status.signal(), Some(SIGKILL), "{}: {ran}", call.text);
        let found = site.tree("public");
        if found == scenario.new {
            swapped.fetch_add(1, Ordering::Relaxed);
        } else {
            let difference = found.difference(&scenario.old);
            assert!(
                difference.is_empty(),
                "killed at {}\n{difference}",
                call.text
            );
        }
        scenario.build_again(site);
        site.tree("public").assert_same(&scenario.new);
    });
    swapped.into_inner()
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_or_the_whole_site() {
    let scenario = Scenario::first();
    assert!(scenario.old == Tree::default());
    // It does not wait for the disk, so the swap is the last call, and killed before it there is
    // nothing yet.
    let last = scenario.calls.last().expect("a call");
    assert!(
        last.text.starts_with("rename") && last.text.contains("ROOT/public\""),
        "{}",
        last.text
    );
    assert_eq!(old_or_new_everywhere(&scenario, 40), 0);
}

#[test]
fn an_update_that_is_killed_leaves_the_whole_old_site_or_the_whole_new_one() {
    let swapped = old_or_new_everywhere(&Scenario::update(None), 30);
    assert!(swapped > 0, "no call after the swap was hit");
}

#[test]
fn an_update_of_the_tree_that_was_swapped_out_last_time_is_no_less_safe() {
    let swapped = old_or_new_everywhere(&Scenario::update_with_spare(), 20);
    assert!(swapped > 0, "no call after the swap was hit");
}

#[test]
fn where_folders_cannot_swap_a_killed_update_is_finished_by_the_next_build() {
    let scenario = Scenario::update(Some("renameat2:error=EINVAL"));
    assert!(
        scenario
            .calls
            .iter()
            .any(|call| call.text.contains("changes.json")),
        "no journal: {}",
        scenario.listed()
    );
    let between = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Kill, |call, site, ran| {
        assert_eq!(ran.status.signal(), Some(SIGKILL), "{}: {ran}", call.text);
        let mut found = site.tree("public");
        found
            .0
            .retain(|path, _| !path.starts_with(".masthead-incoming"));
        let is_whole = |path: &str, entry: &Entry| {
            [&scenario.old, &scenario.new]
                .iter()
                .any(|tree| tree.0.get(path) == Some(entry))
        };
        for (path, entry) in &found.0 {
            assert!(
                is_whole(path, entry),
                "killed at {}: `{path}` is neither old nor new",
                call.text
            );
        }
        if found != scenario.old && found != scenario.new {
            between.fetch_add(1, Ordering::Relaxed);
        }
        scenario.build_again(site);
        site.tree("public").assert_same(&scenario.new);
    });
    assert!(
        between.into_inner() > 0,
        "no call in the middle of the changes was hit"
    );
}
