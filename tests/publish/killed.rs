//! Killed at every system call that changes the output or the folder in which it is staged: every
//! page is whole and has its files, and the next build finishes the work. Between two such calls
//! nothing on the disk changes, so these are all the states a kill can leave.

use crate::scenario::Scenario;
use crate::strace::Spoil;
use crate::support::tree::Tree;
use crate::whole::{assert_whole, without_own};
use std::os::unix::process::ExitStatusExt as _;
use std::sync::atomic::{AtomicUsize, Ordering};

const SIGKILL: i32 = 9;

/// Kills at every call. Returns how often a site between the old one and the new one was found.
fn whole_everywhere(scenario: &Scenario, least_calls: usize) -> usize {
    assert!(
        scenario.calls.len() >= least_calls,
        "only {} calls:\n{}",
        scenario.calls.len(),
        scenario.listed()
    );
    let between = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Kill, |call, site, ran| {
        assert_eq!(ran.status.signal(), Some(SIGKILL), "{}: {ran}", call.text);
        let found = without_own(site.tree("public"));
        assert_whole(scenario, &found, &format!("killed at {}", call.text));
        if found != scenario.old && found != scenario.new {
            between.fetch_add(1, Ordering::Relaxed);
        }
        scenario.finish(site);
    });
    between.into_inner()
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_or_the_whole_site() {
    let scenario = Scenario::first();
    assert!(scenario.old == Tree::default());
    assert_eq!(whole_everywhere(&scenario, 40), 0);
}

#[test]
fn an_update_that_is_killed_leaves_pages_that_have_all_their_files() {
    let between = whole_everywhere(&Scenario::update(), 50);
    assert!(between > 0, "no call in the middle of the changes was hit");
}
