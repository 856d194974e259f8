//! A disk that is full, or that fails otherwise, at any call: an error that says so, and the old
//! site untouched.

use crate::scenario::Scenario;
use crate::strace::Spoil;
use std::sync::atomic::{AtomicUsize, Ordering};

fn old_site_or_success(scenario: &Scenario, error: &'static str, words: &str) {
    let refused = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Fail(error), |call, site, ran| {
        let found = site.tree("public");
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
            Some(2) if found == scenario.new => assert!(
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
        scenario.build_again(site);
        site.tree("public").assert_same(&scenario.new);
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
        &Scenario::update(None),
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
    old_site_or_success(&Scenario::update_with_spare(), "EIO", "error: cannot ");
}

#[test]
fn where_folders_cannot_swap_a_disk_that_fills_up_half_way_is_told_and_the_next_build_finishes() {
    let scenario = Scenario::update(Some("renameat2:error=EINVAL"));
    let half_way = AtomicUsize::new(0);
    scenario.each_spoilt(Spoil::Fail("ENOSPC"), |call, site, ran| {
        let mut found = site.tree("public");
        found
            .0
            .retain(|path, _| !path.starts_with(".masthead-incoming"));
        match ran.code() {
            Some(0) => assert!(
                found == scenario.new,
                "{}\n{}\n{ran}",
                call.text,
                found.difference(&scenario.new)
            ),
            Some(2) if ran.stderr.contains("the old site is untouched") => {
                assert!(
                    found == scenario.old,
                    "{}\n{}\n{ran}",
                    call.text,
                    found.difference(&scenario.old)
                );
            }
            Some(2) => {
                assert!(
                    ran.stderr.contains("only a part of the new site is in"),
                    "{}\n{ran}",
                    call.text
                );
                half_way.fetch_add(1, Ordering::Relaxed);
            }
            _ => panic!("{}\n{ran}", call.text),
        }
        scenario.build_again(site);
        site.tree("public").assert_same(&scenario.new);
    });
    assert!(
        half_way.into_inner() > 0,
        "no call in the middle of the changes was missed"
    );
}
