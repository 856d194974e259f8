//! Brings the output folder up to date: the whole new site or the whole old one, never something
//! between. From: finished files as they are made. To: `public/`, and a report of what changed.
//!
//! Two trees take turns. Beside `public/` stands a working folder, `.public.masthead/`, with the
//! tree that was swapped out last time. A build brings that spare up to date by what differs, makes
//! it durable with one `syncfs` (the first site of all has no old one to keep, and does not wait
//! for the disk), and exchanges the two names in one step of the file system. Where that step
//! cannot be had, changes are written down first and then made one by one; a build that finds such
//! a list finishes it. See `docs/decisions/0003-two-trees-take-turns.md`.

mod background;
mod difference;
mod error;
mod guard;
mod journal;
mod listing;
mod manifest;
mod spare;
mod stage;
mod target;
mod tree;
mod tree_notes;

pub use error::PublishError;
pub use guard::ProtectedFolders;
pub use manifest::{FileEntry, MANIFEST, Manifest};
pub use stage::{PublishMethod, PublishReport, Stage};
pub use target::{CleanReport, OutputTarget, clean};
