//! Reads files and makes pictures for responses, each on a thread of its own, so that a drive that
//! does not answer, or a page of photographs, keeps nobody waiting who asks for something else.
//! Takes work that may block; gives its result.

use std::io;
use std::sync::mpsc::{Sender, channel};
use tokio::sync::oneshot;

/// The thread that reads files.
#[derive(Clone)]
pub(super) struct FileReader {
    work: Sender<Box<dyn FnOnce() + Send>>,
}

impl FileReader {
    /// Starts a thread of this name.
    ///
    /// # Errors
    /// Fails when the system refuses a thread.
    pub(super) fn start(name: &str) -> io::Result<Self> {
        let (work, queue) = channel::<Box<dyn FnOnce() + Send>>();
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                for piece in queue {
                    piece();
                }
            })?;
        Ok(Self { work })
    }

    /// Does `work` on the thread. Gives `None` when the thread has ended.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (done, result) = oneshot::channel();
        let piece = move || {
            let _ = done.send(work());
        };
        self.work.send(Box::new(piece)).ok()?;
        result.await.ok()
    }
}
