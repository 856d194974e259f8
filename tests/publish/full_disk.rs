//! A disk that is full, or that fails otherwise, at any call: an error that says so, and the old
//! site as it was.

use crate::scenario::Scenario;
use crate::strace::Spoil;
use crate::support::tree::{Entry, Tree};
use crate::whole::without_own;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files of a tree, without its folders.
fn files(tree: &Tree) -> Vec<(&String, &Entry)> {
    let entries = tree.0.iter();
    entries
        .filter(|(_, entry)| **entry != Entry::Folder)
        .collect()
}

fn old_site_or_success(scenario: &Scenario, error: &'static str, words: &str) {
    let refused = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Fail(error), |call, site, ran| {
        let found = without_own(site.tree("public"));
        match ran.code() {
            // Some calls may fail: what they were for can be had another way, or was tidying up.
            Some(0) => assert!(
                found == scenario.new,
                "{}\n{}\n{ran}",
                call.text,
                found.difference(&scenario.new)
            ),
            Some(2) if found == scenario.old => {
                assert!(ran.stderr.contains(words), "{}\n{ran}", call.text);
                refused.fetch_add(1, Ordering::Relaxed);
            }
            // Folders that are empty now may be left.
            Some(2) if files(&found) == files(&scenario.new) => assert!(
                ran.stderr.contains("the new site is in `"),
                "{}\n{ran}",
                call.text
            ),
            _ => panic!(
                "{error} at {}\n{}\n{ran}",
                call.text,
                found.difference(&scenario.old)
            ),
        }
        scenario.finish(site);
    });
    let refused = refused.into_inner();
    assert!(
        refused * 2 > scenario.calls.len(),
        "only {refused} of {} calls were missed",
        scenario.calls.len()
    );
}

#[test]
fn a_disk_that_is_full_at_any_call_leaves_the_old_site_and_is_named() {
    old_site_or_success(
        &Scenario::update(),
        "ENOSPC",
        "the disk is full; the old site is untouched",
    );
}

#[test]
fn a_disk_that_is_full_at_any_call_of_a_first_build_leaves_nothing_and_is_named() {
    old_site_or_success(&Scenario::first(), "ENOSPC", "the disk is full");
}

#[test]
fn a_disk_that_fails_at_any_call_leaves_the_old_site_and_says_what_could_not_be_done() {
    old_site_or_success(&Scenario::update(), "EIO", "error: cannot ");
}
