//! What the server asks of the engine, and what it is answered.

use super::hints::Hints;
use crate::base::OutputPath;
use crate::pipeline::SideFiles;
use crate::render::TemplateFault;
use crate::source::{AssetHandle, Sha256};
use std::sync::Arc;
use tokio::sync::oneshot;

/// What is on its way to the engine. What a round tells itself carries its number: it may arrive in
/// the next.
pub(super) enum Message {
    /// Somebody wants something.
    Question(PendingQuestion),
    /// Something happened on disk.
    Hints(Hints),
    /// A template stopped a page that somebody wants.
    Stopped(u64, PendingQuestion, TemplateFault),
    /// Somebody wants a file that is not made yet.
    NotYet(u64, PendingQuestion),
    /// The files beside the pages are made.
    Made(u64, SideFiles),
    /// It is over.
    Stop,
}

/// A question, and where the answer goes. Who asked may be gone by then.
pub(super) struct PendingQuestion {
    pub(super) question: Question,
    pub(super) reply: oneshot::Sender<EngineAnswer>,
}

/// A question.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// The file at an address, as it is read from a request: decoded, starting with `/`, without
    /// `.` or `..`.
    File(String),
    /// What there is to know of the page at an address, beside the page.
    State {
        /// Its address.
        path: String,
        /// Whether the asker sits at this machine, where files can be opened.
        local: bool,
    },
}

/// An answer.
pub(super) enum EngineAnswer {
    /// A page.
    Page(String),
    /// What is shown at an address that has no page.
    Missing(String),
    /// A file that was made.
    File(OutputPath, Arc<Vec<u8>>, Sha256),
    /// A file that stands in the site's folder.
    Disk(OutputPath, AssetHandle),
    /// It stands there.
    Elsewhere(String),
    /// There is no page yet that could be shown, because of faults.
    NoPage,
    /// There is nothing.
    Nothing,
    /// As JSON.
    State(String),
}
