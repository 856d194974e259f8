//! Brings the output folder up to date: takes finished files as they are made, and gives `public/`
//! and a report of what changed.
//!
//! There is one tree. Files that differ are collected in a private folder below `.masthead`
//! (`stage`). At the end the changes are written down (`journal`) and made one by one in an
//! order in which every page always has all its files (`plan`, `apply`). If one fails, they
//! are taken back; if the build is killed, the next one goes on from there. A file that masthead
//! did not write is never copied, moved or removed. See `docs/decisions/0020-one-tree.md`.

mod apply;
mod change_time;
mod clean;
mod disk_entry;
mod error;
mod folder_walk;
mod foreign_files;
mod guard;
mod journal;
mod live;
mod lock;
mod manifest;
mod notes;
mod placing;
mod plan;
mod report;
mod stage;
mod staging;
mod target;
mod tree;
mod update;

pub use clean::{CleanReport, clean};
pub use error::PublishError;
pub use guard::ProtectedFolders;
pub use manifest::{FileEntry, MANIFEST, Manifest};
pub use notes::NotesUse;
pub use report::PublishReport;
pub use stage::Stage;
pub use target::OutputTarget;
