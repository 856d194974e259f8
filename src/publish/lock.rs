//! The lock that keeps two builds out of one output folder. It locks the folder itself where the
//! system can, so that nothing is added to it, and a file in it elsewhere.
#![allow(clippy::disallowed_methods, reason = "publishing locks its output")]

use super::disk_entry::there;
use super::error::PublishError;
use std::fs::{self, TryLockError};
use std::io;
use std::path::Path;

/// The name of the file that is locked where a folder cannot be.
pub(super) const LOCK: &str = ".masthead-lock";

/// A lock on an output folder, held while this lives.
pub(super) struct OutputLock {
    file: fs::File,
}

impl OutputLock {
    /// Takes the lock of a folder.
    pub(super) fn take(output: &Path) -> Result<Self, PublishError> {
        let taken = match lock_folder(output) {
            Err(TryLockError::Error(error)) if cannot_lock_folders(&error) => {
                lock_file(&output.join(LOCK))
            }
            taken => taken,
        };
        match taken {
            Ok(file) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(PublishError::Locked {
                output: output.to_path_buf(),
            }),
            Err(TryLockError::Error(error)) => Err(PublishError::io("lock", output)(error)),
        }
    }

    /// Reports whether the locked folder is still the one of that name: a build that fails removes
    /// a folder that it made.
    pub(super) fn is_of(&self, output: &Path) -> io::Result<bool> {
        #[cfg(unix)]
        if let Some(named) = there(fs::metadata(output))? {
            use std::os::unix::fs::MetadataExt;
            let locked = self.file.metadata()?;
            let is_same = (locked.dev(), locked.ino()) == (named.dev(), named.ino());
            return Ok(is_same || locked.is_file());
        }
        Ok(there(self.file.metadata())?.is_some() && there(fs::metadata(output))?.is_some())
    }
}

fn lock_folder(folder: &Path) -> Result<fs::File, TryLockError> {
    if cfg!(unix) {
        let file = fs::File::open(folder).map_err(TryLockError::Error)?;
        file.try_lock().map(|()| file)
    } else {
        Err(TryLockError::Error(io::ErrorKind::Unsupported.into()))
    }
}

fn lock_file(path: &Path) -> Result<fs::File, TryLockError> {
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(TryLockError::Error)?;
    file.try_lock().map(|()| file)
}

/// Reports whether an error says that only files can be locked here, as network drives answer.
fn cannot_lock_folders(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::BADF.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported
}
