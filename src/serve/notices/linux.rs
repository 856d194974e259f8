//! Notices on Linux, by inotify(7). It watches single folders, each by a number that the kernel
//! gives to the folder itself and not to its name, and never gives twice. So a folder is watched
//! again in every look: if it has the same number it is still the one that is watched.
#![allow(
    clippy::disallowed_methods,
    reason = "listening to the system is what this file is for"
)]

use super::{Hints, NoticeBurst};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The size of the buffer that notices are read into, in bytes.
const BUFFER: usize = 16 << 10;

/// The folders that the system watches, and the channel through which it tells of them.
pub(in crate::serve) struct InotifyNotices {
    root: PathBuf,
    channel: OwnedFd,
    /// The folders by the numbers of their watches.
    folders: BTreeMap<i32, PathBuf>,
    /// The folders that the current look has come by.
    again: BTreeMap<i32, PathBuf>,
    /// The first reason for which a folder could not be watched.
    failed: Option<Errno>,
}

impl InotifyNotices {
    /// Opens the channel.
    ///
    /// # Errors
    /// Fails with the reason, in words.
    pub(in crate::serve) fn open(root: &Path) -> Result<Self, String> {
        let channel =
            inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).map_err(in_words)?;
        Ok(Self {
            root: root.to_path_buf(),
            channel,
            folders: BTreeMap::new(),
            again: BTreeMap::new(),
            failed: None,
        })
    }

    /// Watches a folder that the current look comes by.
    pub(in crate::serve) fn watch(&mut self, folder: &Path) {
        let flags = WatchFlags::ATTRIB
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::MODIFY
            | WatchFlags::MOVE
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR;
        match inotify::add_watch(&self.channel, folder, flags) {
            Ok(number) => {
                self.again.insert(number, folder.to_path_buf());
            }
            // A folder that is gone again, or may not be read, has nothing to tell.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::ACCESS | Errno::LOOP) => {}
            Err(error) => {
                self.failed.get_or_insert(error);
            }
        }
    }

    /// Ends a look: folders that it has not come by are not watched any more.
    ///
    /// # Errors
    /// Fails with the reason for which a folder could not be watched, in words.
    pub(in crate::serve) fn end_look(&mut self) -> Result<(), String> {
        let before = std::mem::replace(&mut self.folders, std::mem::take(&mut self.again));
        for number in before.keys() {
            if !self.folders.contains_key(number) {
                // The kernel drops the watch of a folder that is gone by itself.
                let _ = inotify::remove_watch(&self.channel, *number);
            }
        }
        self.failed
            .take()
            .map_or(Ok(()), |error| Err(in_words(error)))
    }

    /// Returns what was heard, or is heard before `time` is over.
    pub(in crate::serve) fn listen(&self, time: Duration) -> NoticeBurst {
        let time = Timespec {
            tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: time.subsec_nanos().into(),
        };
        // A poll that a signal ends early is like one whose time is over.
        let _ = poll(
            &mut [PollFd::new(&self.channel, PollFlags::IN)],
            Some(&time),
        );
        let mut heard = NoticeBurst::default();
        let mut buffer = [MaybeUninit::uninit(); BUFFER];
        let mut notices = Reader::new(&self.channel, &mut buffer);
        loop {
            match notices.next() {
                Ok(notice) => {
                    let name = notice.file_name().map(std::ffi::CStr::to_bytes);
                    self.hear(&mut heard, notice.wd(), notice.events(), name);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return heard,
                Err(_) => {
                    heard.look = true;
                    return heard;
                }
            }
        }
    }

    /// Adds one notice to what was heard.
    fn hear(&self, heard: &mut NoticeBurst, number: i32, what: ReadFlags, name: Option<&[u8]>) {
        if what.contains(ReadFlags::QUEUE_OVERFLOW) {
            heard.hints.extend(Hints::everything());
            heard.look = true;
            return;
        }
        let Some(folder) = self.folders.get(&number) else {
            // A folder that is not watched any more, unless it is one that the look has just found.
            heard.look |= !what.contains(ReadFlags::IGNORED);
            return;
        };
        let of_itself =
            ReadFlags::DELETE_SELF | ReadFlags::MOVE_SELF | ReadFlags::UNMOUNT | ReadFlags::IGNORED;
        let is_folder = what.contains(ReadFlags::ISDIR);
        let moved =
            ReadFlags::CREATE | ReadFlags::DELETE | ReadFlags::MOVED_FROM | ReadFlags::MOVED_TO;
        let path = name.map_or_else(
            || folder.clone(),
            |name| folder.join(OsStr::from_bytes(name)),
        );
        let hints = if name.is_none() && *folder == self.root {
            Hints::default()
        } else {
            Hints::at(&path, &self.root)
        };
        // What happens beside the site's folders, as in the output, is of no interest.
        heard.look |= what.intersects(of_itself)
            || (is_folder && what.intersects(moved) && !hints.is_empty());
        heard.hints.extend(hints);
    }
}

/// Says why the system sends no notices, and what to do about it.
fn in_words(error: Errno) -> String {
    match error {
        Errno::NOSPC => "the system watches as many folders as it may; `sudo sysctl \
             fs.inotify.max_user_watches=524288` allows more"
            .to_owned(),
        Errno::MFILE => "too many programs of yours watch folders; `sudo sysctl \
             fs.inotify.max_user_instances=1024` allows more"
            .to_owned(),
        _ => format!("the system does not tell of changes here ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Watches a folder with everything below, as a look does.
    fn watched(notices: &mut InotifyNotices, root: &Path) {
        notices.watch(root);
        crate::scan::FolderStates::default().look(root, &mut |folder| notices.watch(folder));
        notices.end_look().expect("watches");
    }

    fn places(heard: &NoticeBurst) -> Vec<String> {
        heard.hints.places.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn limits_of_the_system_are_told_with_what_to_type() {
        for (error, words) in [
            (Errno::NOSPC, "fs.inotify.max_user_watches"),
            (Errno::MFILE, "fs.inotify.max_user_instances"),
        ] {
            let told = in_words(error);
            assert!(told.contains(words), "{told}");
        }
    }

    #[test]
    fn both_ends_of_a_rename_are_heard_and_the_output_is_not() {
        let site = tempfile::tempdir().expect("a folder");
        let root = site.path();
        fs::create_dir_all(root.join("content")).expect("a folder");
        fs::write(root.join("content/a.md"), "a").expect("a file");
        let mut notices = InotifyNotices::open(root).expect("notices");
        watched(&mut notices, root);
        fs::create_dir(root.join("public")).expect("a folder");
        fs::write(root.join("public/index.html"), "x").expect("a file");
        let heard = notices.listen(Duration::from_millis(50));
        assert!(heard.is_empty(), "{heard:?}");
        fs::rename(root.join("content/a.md"), root.join("content/b.md")).expect("a rename");
        let heard = notices.listen(Duration::from_millis(50));
        assert_eq!(places(&heard), ["content/a.md", "content/b.md"]);
        assert!(!heard.look);
    }

    #[test]
    fn reading_is_not_heard_and_a_folder_of_the_same_name_is_watched_anew() {
        let site = tempfile::tempdir().expect("a folder");
        let root = site.path();
        let page = root.join("content/a.md");
        fs::create_dir_all(root.join("content")).expect("a folder");
        fs::write(&page, "a").expect("a file");
        let mut notices = InotifyNotices::open(root).expect("notices");
        watched(&mut notices, root);
        fs::read(&page).expect("a file");
        assert!(notices.listen(Duration::from_millis(50)).is_empty());
        // ext4 gives the new folder the number of the old one.
        fs::remove_dir_all(root.join("content")).expect("a folder");
        fs::create_dir_all(root.join("content")).expect("a folder");
        assert!(notices.listen(Duration::from_millis(50)).look);
        watched(&mut notices, root);
        notices.listen(Duration::from_millis(50));
        fs::write(&page, "b").expect("a file");
        let heard = notices.listen(Duration::from_millis(50));
        assert_eq!(places(&heard), ["content/a.md"]);
    }
}
