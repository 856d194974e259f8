//! Watches a site's folder and says where to look again. It takes the system's notifications, or
//! looks every second where there are none, and gives [`Hints`], a burst at a time.
//!
//! The folder itself is watched without what is below it, and `content` and `themes` with
//! everything below, so that the output and masthead's cache never wake it. Once a second it checks
//! that these are still the same folders: one that was deleted and made again, or made later, is
//! not the one that is watched.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder and at the clock is what this file is for"
)]

use super::hints::Hints;
use notify::{Config, ErrorKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The silence that ends a burst.
const QUIET: Duration = Duration::from_millis(20);
/// The longest burst that is waited for.
const LONGEST: Duration = Duration::from_millis(100);
/// The interval at which the watched folders are re-checked, and the polling interval where
/// notifications are unavailable.
const EVERY: Duration = Duration::from_secs(1);

/// Whether changes are noticed by looking instead of by the system's notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Poll {
    /// Uses file-system notifications where the platform has them.
    #[default]
    IfNeeded,
    /// Always looks.
    Always,
}

/// The way in which a folder is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system sends notifications.
    Notices,
    /// The watcher looks once a second, for the reason that is given.
    Looking(String),
}

/// A watched folder.
pub(super) struct FolderWatch {
    root: PathBuf,
    real: PathBuf,
    watcher: Option<Box<dyn Watcher + Send>>,
    events: Receiver<notify::Result<notify::Event>>,
    out: Sender<notify::Result<notify::Event>>,
    poll: Poll,
    /// The folders as they were when they were last watched.
    known: Vec<Option<FolderIdentity>>,
    how: WatchMode,
}

/// Tells one folder from another of the same name.
type FolderIdentity = (u64, u64);

impl FolderWatch {
    /// Starts to watch a site's folder.
    pub(super) fn start(root: &Path, poll: Poll) -> (Self, WatchMode) {
        let (out, events) = channel();
        let real = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut watch = Self {
            root: root.to_path_buf(),
            real,
            watcher: None,
            events,
            out,
            poll,
            known: Vec::new(),
            how: WatchMode::Notices,
        };
        watch.how = watch.begin();
        let how = watch.how.clone();
        (watch, how)
    }

    /// Watches the folders that exist now.
    fn begin(&mut self) -> WatchMode {
        self.real = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        self.known = identities(&self.root);
        self.watcher = None;
        let why = match (self.poll, network(&self.real)) {
            (Poll::Always, _) => "as you asked".to_owned(),
            (Poll::IfNeeded, Some(kind)) => {
                format!("this folder is on {kind}, which does not tell of changes elsewhere")
            }
            (Poll::IfNeeded, None) => match self.notices() {
                Ok(watcher) => {
                    self.watcher = Some(watcher);
                    return WatchMode::Notices;
                }
                Err(error) => plain(&error),
            },
        };
        self.watcher = self.looking();
        WatchMode::Looking(why)
    }

    fn notices(&self) -> notify::Result<Box<dyn Watcher + Send>> {
        let mut watcher = RecommendedWatcher::new(self.out.clone(), Config::default())?;
        self.watch_all(&mut watcher)?;
        Ok(Box::new(watcher))
    }

    fn looking(&self) -> Option<Box<dyn Watcher + Send>> {
        let mut watcher = PollWatcher::new(
            self.out.clone(),
            Config::default().with_poll_interval(EVERY),
        )
        .ok()?;
        // A folder that cannot be watched now is tried again every second.
        let _ = self.watch_all(&mut watcher);
        Some(Box::new(watcher))
    }

    fn watch_all(&self, watcher: &mut dyn Watcher) -> notify::Result<()> {
        watcher.watch(&self.real, RecursiveMode::NonRecursive)?;
        for top in crate::scan::TOPS {
            let folder = self.real.join(top);
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits for the next burst, at most a second. The hints are empty when nothing happened.
    pub(super) fn next(&mut self) -> (Hints, Option<WatchMode>) {
        let mut hints = Hints::default();
        let waited_since = Instant::now();
        while hints.is_empty() {
            let Some(left) = EVERY.checked_sub(waited_since.elapsed()) else {
                break;
            };
            match self.events.recv_timeout(left) {
                Ok(event) => hints.extend(self.read(event)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        let first = Instant::now();
        let mut last = first;
        while !hints.is_empty() {
            let left = QUIET
                .saturating_sub(last.elapsed())
                .min(LONGEST.saturating_sub(first.elapsed()));
            if left.is_zero() {
                break;
            }
            let Ok(event) = self.events.recv_timeout(left) else {
                break;
            };
            let more = self.read(event);
            if !more.is_empty() {
                last = Instant::now();
                hints.extend(more);
            }
        }
        let mut new_way = None;
        if identities(&self.root) != self.known {
            let how = self.begin();
            new_way = (how != self.how).then(|| how.clone());
            self.how = how;
            hints.extend(Hints::everything());
        }
        (hints, new_way)
    }

    fn read(&self, event: notify::Result<notify::Event>) -> Hints {
        // An error may hide any change.
        event.map_or_else(
            |_| Hints::everything(),
            |event| Hints::of(&event, &self.real),
        )
    }
}

fn identities(root: &Path) -> Vec<Option<FolderIdentity>> {
    let folders = [root.to_path_buf()]
        .into_iter()
        .chain(crate::scan::TOPS.map(|top| root.join(top)));
    folders
        .map(|folder| {
            fs::metadata(folder)
                .ok()
                .map(|metadata| identity(&metadata))
        })
        .collect()
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> FolderIdentity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(metadata: &fs::Metadata) -> FolderIdentity {
    let created = metadata
        .created()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (
        0,
        created.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)),
    )
}

/// Says why the system sends no notifications, and what to do about it.
fn plain(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches as many folders as it may; `sudo sysctl \
             fs.inotify.max_user_watches=524288` allows more"
            .to_owned(),
        _ => format!("the system does not tell of changes here ({error})"),
    }
}

/// Returns the kind of network drive that holds a folder, if any; the system is not told of changes
/// that others make there.
#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<&'static str> {
    // Magic numbers of `statfs(2)` and `linux/magic.h`.
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    match u32::try_from(kind & 0xffff_ffff).ok()? {
        0x6969 => Some("a network drive (NFS)"),
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => Some("a network drive (SMB)"),
        0x0102_1997 => Some("a drive of another system (9P)"),
        0x786f_4256 => Some("a folder shared by VirtualBox"),
        0x6573_5546 => Some("a drive that a program provides (FUSE)"),
        0x00c3_6400 => Some("a network drive (Ceph)"),
        0x5346_414f => Some("a network drive (AFS)"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_the_system_is_told_with_what_to_type() {
        let told = plain(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(told.contains("fs.inotify.max_user_watches"), "{told}");
    }
}
