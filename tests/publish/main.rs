//! What stands in `public/` whatever happens to a build: killed at any system call, a full disk, a
//! second build, files of others. From: the program under strace, which enumerates system calls and
//! makes the one that is wanted fail or kill. To: `public/` as the whole old site or the whole new
//! one, nothing between.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

#[path = "../support/mod.rs"]
mod support;

mod folders;
mod full_disk;
mod killed;
mod others;
mod scenario;
mod strace;
mod two_builds;
mod whole;
