//! The messages between the server and the engine: requests, answers, and what the engine's rounds
//! tell themselves. Only types, no work.

use super::hints::Hints;
use super::status::EngineWork;
use crate::base::{OutputPath, UrlPath};
use crate::pipeline::{Options, SideFiles};
use crate::render::{Rendered, TemplateFault};
use crate::source::{AssetHandle, PictureOrder, Sha256, SourceTree};
use std::sync::Arc;
use tokio::sync::oneshot;

/// The function that decides, from the site's settings, which pages are released and which day it
/// is.
pub type OptionsProvider = Arc<dyn Fn(&SourceTree) -> Options + Send + Sync>;

/// A message to the engine. A message that a round sends to itself carries the round's number,
/// because it may arrive only in the next one.
pub(super) enum Message {
    /// A request came in.
    Request(PendingRequest),
    /// Files may have changed on disk.
    Hints(Hints),
    /// A template failed on a page that was asked for.
    Stopped(u64, PendingRequest, TemplateFault),
    /// A file was asked for that is not made yet.
    NotYet(u64, PendingRequest),
    /// A step of the sweep is done.
    Swept(u64, Rendered),
    /// The files beside the pages are made now.
    Made(u64, SideFiles),
    /// The engine is to stop.
    Stop,
}

/// A request, and the channel for its answer. The asker may be gone when the answer comes.
pub(super) struct PendingRequest {
    pub(super) request: PreviewRequest,
    /// What the engine is at work on, when the answer comes from the site as it last was well.
    pub(super) late: Option<EngineWork>,
    pub(super) reply: oneshot::Sender<EngineAnswer>,
}

/// A request of the server to the engine.
#[derive(Clone, Debug)]
pub(super) enum PreviewRequest {
    /// The file at an address, as it is read from a request: decoded, starting with `/`, without
    /// `.` or `..`.
    File {
        /// The address.
        path: String,
        /// Whether the asker sits at this machine, where files may be named.
        local: bool,
    },
    /// The facts and faults that the preview shows beside the page at an address.
    State {
        /// The page's address.
        path: String,
        /// Whether the asker sits at this machine, where files can be opened.
        local: bool,
    },
}

/// An answer of the engine.
pub(super) enum EngineAnswer {
    /// The HTML of a page.
    Page(String),
    /// The HTML that is shown at an address without a page.
    Missing(String),
    /// The words about a page that is held back from the address.
    HeldBack(String),
    /// A file that was made, its bytes and their hash.
    File(OutputPath, Arc<Vec<u8>>, Sha256),
    /// A file that is in the site's folder, unchanged.
    Disk(OutputPath, AssetHandle),
    /// A picture at this address, which is made with all others of its order.
    Picture(UrlPath, PictureOrder),
    /// The address at which the page really is.
    Elsewhere(String),
    /// No page can be shown yet, because of faults.
    NoPage,
    /// The page is being made, which takes long: what is going on, in words.
    Working(String),
    /// Nothing is at the address.
    Nothing,
    /// The state of a page, as JSON.
    State(String),
}
