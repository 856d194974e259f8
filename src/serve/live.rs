//! Tells browsers that there is something new, by server-sent events (HTML Living Standard, 9.2).

use super::body::Content;
use hyper::body::Bytes;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// The progress of the preview, as browsers are told of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tick {
    /// The number of the state of the site.
    pub(super) round: u64,
    /// Whether everything in that state is made.
    pub(super) settled: bool,
}

/// The channel that carries news to browsers.
pub(super) struct Live {
    /// The number of the last round that was begun, by whatever engine.
    rounds: AtomicU64,
    ticks: watch::Sender<Tick>,
}

/// The interval at which something is written to every browser: only then is one noticed that has
/// gone away.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

impl Live {
    pub(super) fn new() -> Self {
        Self {
            rounds: AtomicU64::new(0),
            ticks: watch::channel(Tick::default()).0,
        }
    }

    /// Returns the number of a round that begins.
    pub(super) fn next_round(&self) -> u64 {
        self.rounds.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(super) fn tell(&self, tick: Tick) {
        self.ticks.send_replace(tick);
    }

    /// Returns the current progress.
    pub(super) fn now(&self) -> Tick {
        *self.ticks.borrow()
    }

    /// Returns news for one browser, from now on, until it goes away; `None` when as many as `most`
    /// are told already.
    pub(super) fn events(&self, most: usize) -> Option<Content> {
        if self.ticks.receiver_count() >= most {
            return None;
        }
        let mut ticks = self.ticks.subscribe();
        let (pipe, body) = Content::piped(4);
        tokio::spawn(async move {
            // A browser whose connection is lost tries again after half a second.
            let mut text = format!("retry: 500\n{}", event(*ticks.borrow_and_update()));
            loop {
                if pipe.send(Bytes::from(text)).await.is_err() {
                    return;
                }
                text = tokio::select! {
                    () = pipe.closed() => return,
                    changed = tokio::time::timeout(SIGN_OF_LIFE, ticks.changed()) => match changed {
                        Ok(Ok(())) => event(*ticks.borrow_and_update()),
                        Ok(Err(_)) => return,
                        Err(_) => ":\n\n".to_owned(),
                    },
                };
            }
        });
        Some(body)
    }
}

fn event(tick: Tick) -> String {
    format!(
        "data: {{\"round\":{},\"settled\":{}}}\n\n",
        tick.round, tick.settled
    )
}
