//! What there is to tell the person at the terminal.

use super::watch::WatchMode;
use crate::base::{Faults, SourcePath};
use crate::source::SourceTree;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Something to tell.
pub enum News<'n> {
    /// The site can be looked at here.
    Listening {
        /// Where the server listens.
        address: SocketAddr,
        /// What to type into a browser at this machine.
        url: String,
        /// The same for others on the network, when they can reach it.
        lan: Option<String>,
    },
    /// How changes are noticed.
    Watching(WatchMode),
    /// Everything is made; the tree is for excerpts.
    Settled(Settled, &'n SourceTree),
}

/// What came of a change.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Files that changed.
    pub changed: Vec<SourcePath>,
    /// It is the first time.
    pub first: bool,
    /// Pages made anew.
    pub made: usize,
    /// Of how many.
    pub pages: usize,
    /// Everything that is wrong.
    pub findings: Faults,
    /// Some of what is shown is from before.
    pub last_good: bool,
    /// From the change to the end.
    pub took: Duration,
}

/// Who is told.
pub type Tell = Arc<dyn Fn(&News<'_>) + Send + Sync>;
