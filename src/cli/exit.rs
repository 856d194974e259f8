//! The exit codes of the process.

use std::process::ExitCode;

/// An exit code, by which CI tells faults of content from faults of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything went well.
    Clean = 0,
    /// The content has faults; nothing was published.
    Faults = 1,
    /// The command, the folder or the machine is at fault.
    Usage = 2,
    /// Another build is running.
    Locked = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
