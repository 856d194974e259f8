//! The news that the person at the terminal is told.

use super::watch::WatchMode;
use crate::base::{Faults, SourcePath};
use crate::source::SourceTree;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// A piece of news.
pub enum News<'n> {
    /// The site can be looked at.
    Listening {
        /// The address at which the server listens.
        address: SocketAddr,
        /// The address to type into a browser at this machine.
        url: String,
        /// The address for others on the network, when they can reach the preview.
        lan: Option<String>,
    },
    /// The way in which changes are noticed.
    Watching(WatchMode),
    /// Something takes long; this is what is going on.
    Working(String),
    /// Everything is made; the tree is for excerpts.
    Settled(Settled, &'n SourceTree),
}

/// The outcome of a change.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The files that changed.
    pub changed: Vec<SourcePath>,
    /// Whether this is the first time that everything is made.
    pub first: bool,
    /// The number of pages made anew.
    pub made: usize,
    /// The number of all pages.
    pub pages: usize,
    /// Everything that is wrong with the site.
    pub findings: Faults,
    /// Whether some of what is shown is an earlier version.
    pub last_good: bool,
    /// The time from the change to the end.
    pub took: Duration,
}

/// The function that is told the news.
pub type Tell = Arc<dyn Fn(&News<'_>) + Send + Sync>;
