//! Turns events on disk into hints: the places to look at again. It takes events as the system
//! reports them, which may be wrong, late or lost; gives [`Hints`]; touches nothing.

use crate::base::SourcePath;
use notify::event::{AccessKind, AccessMode, EventKind};
use std::collections::BTreeSet;
use std::path::Path;

/// The places to look at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Whether everything is to be looked at, because something may have been missed.
    pub everything: bool,
    /// Files and folders to look at, with everything below them.
    pub places: BTreeSet<SourcePath>,
}

impl Hints {
    /// Hints that everything is to be looked at.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            everything: true,
            places: BTreeSet::new(),
        }
    }

    /// Reports whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.places.is_empty()
    }

    /// Adds other hints.
    pub fn extend(&mut self, other: Self) {
        self.everything |= other.everything;
        self.places.extend(other.places);
    }

    /// Derives hints from one event, for the site whose real folder is `root`. There are none for
    /// reading, which changes nothing, nor outside the site's sources, as in the output.
    #[must_use]
    pub fn of(event: &notify::Event, root: &Path) -> Self {
        if event.need_rescan() {
            return Self::everything();
        }
        let only_read = match event.kind {
            EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
            _ => false,
        };
        if only_read {
            return Self::default();
        }
        event.paths.iter().fold(Self::default(), |mut hints, path| {
            hints.extend(Self::at(path, root));
            hints
        })
    }

    /// Derives hints from something that happened at `path`.
    fn at(path: &Path, root: &Path) -> Self {
        let Ok(below) = path.strip_prefix(root) else {
            return Self::default();
        };
        let Some(top) = below.components().next() else {
            return Self::everything();
        };
        if !crate::scan::is_top(&top.as_os_str().to_string_lossy()) {
            return Self::default();
        }
        // A name that is not UTF-8 is found by looking through its folder.
        let readable = below
            .ancestors()
            .find_map(Path::to_str)
            .filter(|path| !path.is_empty());
        readable.map_or_else(Self::everything, |path| Self {
            everything: false,
            places: BTreeSet::from([SourcePath::new(path)]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, Flag, ModifyKind, RemoveKind, RenameMode};
    use std::path::PathBuf;

    fn event(kind: EventKind, paths: &[&str]) -> notify::Event {
        paths.iter().fold(notify::Event::new(kind), |event, path| {
            event.add_path(PathBuf::from(path))
        })
    }

    fn places(kind: EventKind, paths: &[&str]) -> Vec<String> {
        Hints::of(&event(kind, paths), Path::new("/site"))
            .places
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn both_ends_of_a_rename_are_looked_at() {
        let rename = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert_eq!(
            places(rename, &["/site/content/.a.md.swp", "/site/content/a.md"]),
            ["content/.a.md.swp", "content/a.md"]
        );
    }

    #[test]
    fn the_output_and_what_is_remembered_are_not_looked_at() {
        let made = EventKind::Create(CreateKind::File);
        assert!(
            places(
                made,
                &[
                    "/site/public/index.html",
                    "/site/.masthead/cache/memo.head",
                    "/site/.git/index",
                    "/other/content/a.md"
                ]
            )
            .is_empty()
        );
    }

    #[test]
    fn reading_is_no_change_and_closing_what_was_written_is_one() {
        assert!(
            places(
                EventKind::Access(AccessKind::Open(AccessMode::Any)),
                &["/site/content/a.md"]
            )
            .is_empty()
        );
        assert!(
            places(
                EventKind::Access(AccessKind::Close(AccessMode::Read)),
                &["/site/content/a.md"]
            )
            .is_empty()
        );
        assert_eq!(
            places(
                EventKind::Access(AccessKind::Close(AccessMode::Write)),
                &["/site/content/a.md"]
            ),
            ["content/a.md"]
        );
    }

    #[test]
    fn lost_events_and_a_changed_root_mean_everything() {
        let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(Hints::of(&lost, Path::new("/site")).everything);
        assert!(
            Hints::of(
                &event(EventKind::Remove(RemoveKind::Folder), &["/site"]),
                Path::new("/site")
            )
            .everything
        );
    }
}
