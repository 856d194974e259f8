//! Brings the output folder up to date: it holds the whole new site or the whole old one, never
//! something between. It takes finished files as they are made, and gives `public/` and a report of
//! what changed.
//!
//! Two trees take turns. The working folder beside `public/`, `.public.masthead/`, holds the tree
//! that was swapped out last time. A build changes in that spare tree what differs, makes it
//! durable with one `syncfs` (the first site of all has no old one to keep, and does not wait for
//! the disk), and exchanges the names of the two trees in one step of the file system. Where the
//! system lacks that step, the changes are written down first and then made one by one; a build
//! that finds such a list finishes it. See `docs/decisions/0003-two-trees-take-turns.md`.

mod background;
mod change_time;
mod difference;
mod error;
mod folder_walk;
mod foreign_files;
mod guard;
mod journal;
mod listing;
mod manifest;
mod report;
mod spare;
mod stage;
mod target;
mod tree;
mod tree_notes;

pub use error::PublishError;
pub use guard::ProtectedFolders;
pub use manifest::{FileEntry, MANIFEST, Manifest};
pub use report::{PublishMethod, PublishReport};
pub use stage::Stage;
pub use target::{CleanReport, OutputTarget, clean};
