//! Commands that help people write: what they print, and the files they lay out. From: command
//! lines as somebody types them. To: what the terminal shows, and what stands in the folder
//! afterwards.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

mod benchmark;
mod editors;
mod ending;
mod explaining;
mod new;
mod paths;
mod searching;
mod shells;
#[path = "../support/mod.rs"]
mod support;
