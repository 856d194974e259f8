//! Everything that can be wrong with what people give masthead. Each time: a clear error with file,
//! line and column, exit code 1 (2 where the command is at fault), no panic, and `public/` byte for
//! byte as it was. From: a site that was published and is then spoilt. To: what the program says
//! about it.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

#[path = "../support/mod.rs"]
mod support;

mod active;
mod bounds;
mod bytes;
mod disguises;
mod documents;
mod files;
mod hostile;
mod invisible;
mod kinds;
mod memory;
mod names;
mod nesting;
mod output;
mod picture_files;
mod picture_folders;
mod pictures;
mod publishing;
mod settings;
mod slips;
mod spoilt;
mod templates;
mod yaml;
