//! Opens a file beneath a folder without following a link on the way, not even one that was put
//! there a moment ago. From: an open folder, and a path of plain names. To: an open file.
//!
//! Linux resolves the whole path in one call (`openat2`, since 5.6). Elsewhere, and where a sandbox
//! forbids that call, each folder of the path is opened in the one before it.

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _};
use cap_std::fs::{Dir, OpenOptions};
use std::fs::{File, Metadata};
use std::io;

/// An ordinary file that is open for reading.
#[derive(Debug)]
pub struct OpenFile {
    /// The file.
    pub file: File,
    /// What the system knew of it when it was opened.
    pub facts: Metadata,
}

/// Opens the file at `path` for reading. A link anywhere on the way, and anything that is no
/// ordinary file, is an error.
pub(super) fn open(folder: &Dir, path: &str) -> io::Result<OpenFile> {
    let file = match in_one_call(folder, path) {
        Some(result) => result,
        None => name_by_name(folder, path),
    }?;
    let facts = file.metadata()?;
    if facts.is_file() {
        Ok(OpenFile { file, facts })
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not an ordinary file",
        ))
    }
}

/// Opens the file by `openat2`; `None` where the system has no such call.
#[cfg(target_os = "linux")]
fn in_one_call(folder: &Dir, path: &str) -> Option<io::Result<File>> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;
    // A pipe that has taken the file's place must not make the build wait.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    match openat2(folder, path, flags, Mode::empty(), resolve) {
        Ok(file) => Some(Ok(File::from(file))),
        Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => None,
        Err(error) => Some(Err(error.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn in_one_call(_: &Dir, _: &str) -> Option<io::Result<File>> {
    None
}

/// Opens the folders of the path one after another, and the file in the last.
fn name_by_name(folder: &Dir, path: &str) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).follow(FollowSymlinks::No);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let Some((folders, name)) = path.rsplit_once('/') else {
        return folder
            .open_with(path, &options)
            .map(cap_std::fs::File::into_std);
    };
    let mut names = folders.split('/');
    let first = names.next().unwrap_or_default();
    let innermost = names.try_fold(folder.open_dir_nofollow(first)?, |folder, name| {
        folder.open_dir_nofollow(name)
    })?;
    innermost
        .open_with(name, &options)
        .map(cap_std::fs::File::into_std)
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make files")]

    use super::{in_one_call, name_by_name, open};
    use cap_std::ambient_authority;
    use cap_std::fs::Dir;
    use std::fs;
    use std::io::Read as _;
    use std::os::unix::fs::symlink;

    /// Returns a folder with a file, links to and around it, and the folder held open.
    fn prepared() -> (tempfile::TempDir, Dir) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("a/b")).expect("folders");
        fs::write(site.join("a/b/c.txt"), "words").expect("a file");
        fs::write(folder.path().join("secret.txt"), "secret").expect("a file");
        for (target, name) in [
            ("c.txt", "a/b/link.txt"),
            ("b", "a/linked"),
            ("../../../secret.txt", "a/b/outside.txt"),
            ("../..", "a/up"),
        ] {
            symlink(target, site.join(name)).expect("a link");
        }
        let dir = Dir::open_ambient_dir(&site, ambient_authority()).expect("a folder");
        (folder, dir)
    }

    #[test]
    fn both_ways_open_a_file_and_follow_no_link() {
        let (_folder, site) = prepared();
        let mut words = String::new();
        name_by_name(&site, "a/b/c.txt")
            .expect("a file")
            .read_to_string(&mut words)
            .expect("words");
        assert_eq!(words, "words");
        assert!(open(&site, "a/b/c.txt").is_ok());
        for path in [
            "a/b/link.txt",
            "a/linked/c.txt",
            "a/b/outside.txt",
            "a/up/secret.txt",
            "../secret.txt",
            "a/b",
            "a/b/gone.txt",
        ] {
            assert!(open(&site, path).is_err(), "{path}");
            let opened = in_one_call(&site, path);
            let is_file = |file: &fs::File| file.metadata().is_ok_and(|facts| facts.is_file());
            assert!(!opened.is_some_and(|file| file.is_ok_and(|file| is_file(&file))));
            assert!(
                !name_by_name(&site, path).is_ok_and(|file| is_file(&file)),
                "{path}"
            );
        }
    }

    #[test]
    fn a_pipe_in_the_place_of_a_file_is_refused_at_once() {
        let (folder, site) = prepared();
        let made = std::process::Command::new("mkfifo")
            .arg(folder.path().join("site/pipe"))
            .status();
        assert!(made.is_ok_and(|status| status.success()));
        assert!(open(&site, "pipe").is_err());
        let piped = name_by_name(&site, "pipe").expect("a pipe, without waiting");
        assert!(!piped.metadata().expect("facts").is_file());
    }
}
