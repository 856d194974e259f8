//! The reasons for which a site cannot be published, and the words for them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why publishing failed. The old site is as it was, except in the two cases that say
/// otherwise.
#[derive(Debug)]
pub enum PublishError {
    /// Another build holds the lock.
    Locked {
        /// The output folder.
        output: PathBuf,
    },
    /// The output folder is one that must not be overwritten.
    Refused {
        /// The output folder.
        output: PathBuf,
        /// The reason, in words that follow the folder's name.
        why: String,
    },
    /// A file or folder of others stands where the site needs one of its own.
    InTheWay {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file changed while the site was built from it.
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// The manifest of the output folder cannot be understood.
    BadManifest {
        /// The manifest.
        path: PathBuf,
    },
    /// The new site is in place, but what was needed to put it there could not be removed.
    NotTidy {
        /// The output folder.
        output: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Some changes are made, and after an error they could not be taken back. Every page is whole,
    /// and the next build finishes the rest.
    HalfDone {
        /// The output folder.
        output: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Reading or writing failed.
    Io {
        /// The verb for what was being done, such as "write" or "read".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl PublishError {
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked { output } => write!(
                f,
                "another masthead is writing to `{}`; wait until it has finished and try again",
                output.display()
            ),
            Self::Refused { output, why } => write!(
                f,
                "`{}` {why}, so nothing is written there; choose a folder that is empty or does \
                 not exist, with `--output`",
                output.display()
            ),
            Self::InTheWay { path } => write!(
                f,
                "`{}` is in the way: masthead did not write it, and the site needs a file or \
                 folder of that name; move it elsewhere and build again",
                path.display()
            ),
            Self::ChangedMeanwhile { path } => write!(
                f,
                "`{}` changed while the site was being built; build again",
                path.display()
            ),
            Self::BadManifest { path } => write!(
                f,
                "`{}` is damaged, so it cannot be told which files masthead wrote; move files of \
                 your own out of the output folder, then delete the output folder and build again",
                path.display()
            ),
            Self::NotTidy { output, source } => write!(
                f,
                "the new site is in `{}`, but what was needed to put it there could not be \
                 removed: {}. Build again to tidy up",
                output.display(),
                plain(source)
            ),
            Self::HalfDone { output, source } => write!(
                f,
                "only a part of the new site is in `{}`: {}. Build again to finish it",
                output.display(),
                plain(source)
            ),
            Self::Io {
                doing,
                path,
                source,
            } if is_full(source) => write!(
                f,
                "the disk is full; the old site is untouched. Make room and build again (at `{}`)",
                path.display()
            ),
            Self::Io {
                doing,
                path,
                source,
            } => write!(f, "cannot {doing} `{}`: {}", path.display(), plain(source)),
        }
    }
}

/// Reports whether there was no room on the disk.
fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "that disk can only be read".to_owned(),
        _ if is_full(error) => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. }
            | Self::NotTidy { source, .. }
            | Self::HalfDone { source, .. } => Some(source),
            _ => None,
        }
    }
}
