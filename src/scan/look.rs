//! Looks at the states of the site's files without reading them, and says where something is not
//! as it was. From: `content/`, `themes/` and `private/` on disk, and the states of the look
//! before. To: places to read again.
//!
//! A look needs no notice of the system: it sees what was missed, what was changed through another
//! name of a file or from another computer, and what a link leads to. Where the times of a file
//! cannot tell two changes apart, its place is given once more, so that its content decides.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder is what this room is for"
)]

use super::file_state::FileState;
use super::files::{self, TOPS};
use super::private_list;
use crate::base::SourcePath;
use crate::disk::SiteRoot;
use crate::parse::place::PRIVATE;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

/// The time after which a further change of a file has another time of change: the coarsest file
/// systems count in steps of two seconds.
const STEP: Duration = Duration::from_millis(2500);

/// The states of everything in the site's folders, as they were last looked at.
#[derive(Debug, Default)]
pub struct FolderStates {
    known: BTreeMap<PathBuf, KnownState>,
    is_begun: bool,
}

/// The state of one file, folder or link.
#[derive(Clone, Copy, Debug)]
struct KnownState {
    /// The state, or `None` for what cannot be looked at: a link that leads nowhere, a folder that
    /// may not be read.
    state: Option<FileState>,
    /// The time at which a look found the state, as long as another change could hide behind it.
    found: Option<Instant>,
}

impl FolderStates {
    /// Looks at everything. Returns the places at which something is not as it was; none the first
    /// time. Calls `each_folder` with every folder, before what is in it is looked at.
    pub fn look(
        &mut self,
        root: &Path,
        each_folder: &mut dyn FnMut(&Path),
    ) -> BTreeSet<SourcePath> {
        let mut now = BTreeMap::new();
        let site = SiteRoot::open(root);
        for top in TOPS {
            walk(&site, &root.join(top), each_folder, &mut now);
        }
        look_at_private_files(root, each_folder, &mut now);
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let mut changed = BTreeSet::new();
        for (path, known) in &mut now {
            let before = self.known.get(path);
            if before.is_some_and(|before| before.state == known.state) {
                known.found = before
                    .and_then(|before| before.found)
                    .filter(|found| found.elapsed() <= STEP);
                changed.extend(known.found.and_then(|_| place(path, root)));
            } else if is_first {
                let is_settled = known.state.is_none_or(|state| state.is_settled(STEP));
                known.found = (!is_settled).then(Instant::now);
            } else {
                known.found = Some(Instant::now());
                changed.extend(place(path, root));
            }
        }
        let gone = self.known.keys().filter(|path| !now.contains_key(*path));
        changed.extend(gone.filter_map(|path| place(path, root)));
        self.known = now;
        changed
    }

    /// Takes the state of one place over as it is now, because the place will be read anyway.
    pub fn note(&mut self, root: &Path, place: &SourcePath) {
        let path = root.join(place.as_str());
        match fs::metadata(&path) {
            Ok(facts) => {
                self.known.insert(path, KnownState::of(&facts));
            }
            Err(_) => {
                self.known.remove(&path);
            }
        }
    }
}

impl KnownState {
    fn of(facts: &fs::Metadata) -> Self {
        let state = if facts.is_dir() {
            FileState::of_folder(facts)
        } else {
            FileState::of(facts)
        };
        Self {
            state: Some(state),
            found: None,
        }
    }
}

/// Looks at the private files that a build reads.
fn look_at_private_files(
    root: &Path,
    each_folder: &mut dyn FnMut(&Path),
    now: &mut BTreeMap<PathBuf, KnownState>,
) {
    let folder = root.join(PRIVATE);
    if folder.is_dir() {
        each_folder(&folder);
    }
    for place in private_list::files(root) {
        let path = root.join(place.as_str());
        if let Ok(facts) = fs::metadata(&path) {
            now.insert(path, KnownState::of(&facts));
        }
    }
}

/// Looks at everything at and below `start`, through links too.
fn walk(
    site: &SiteRoot,
    start: &Path,
    each_folder: &mut dyn FnMut(&Path),
    now: &mut BTreeMap<PathBuf, KnownState>,
) {
    let walk = WalkDir::new(start)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || files::is_wanted(entry.path(), site));
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let unknown = KnownState {
                    state: None,
                    found: None,
                };
                now.extend(error.path().map(|path| (path.to_path_buf(), unknown)));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            each_folder(entry.path());
        }
        // What is gone since it was listed is found missing by the next look.
        if let Ok(facts) = entry.metadata() {
            now.insert(entry.into_path(), KnownState::of(&facts));
        }
    }
}

/// Returns the place in the site at which a path is read: its own, or for a name that a place
/// cannot hold, that of the nearest folder with one that can.
fn place(path: &Path, root: &Path) -> Option<SourcePath> {
    path.ancestors()
        .take_while(|path| *path != root)
        .find_map(|path| files::relative(path, root))
}
