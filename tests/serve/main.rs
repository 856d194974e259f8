//! `masthead serve` as a process: pages follow their files, faults are shown over the last good
//! page, and nobody is kept waiting or led outside.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files, start the program and talk to it"
)]

#[path = "../support/mod.rs"]
mod support;

mod always;
mod clean;
mod faults;
mod follows;
mod hostile;
mod http;
mod never_stale;
mod pictures;
mod preview;
mod settled;
mod signals;
