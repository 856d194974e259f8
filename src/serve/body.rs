//! The content of a response: all of it at once, or piece by piece while it is made.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// The content of a response.
pub(super) enum Content {
    /// Bytes that are all there already. The content becomes empty when they are sent.
    Whole(Bytes),
    /// Pieces that come through a pipe, until the other end is closed.
    Piped(mpsc::Receiver<Bytes>),
}

impl Content {
    /// Returns a content of no bytes.
    pub(super) fn empty() -> Self {
        Self::Whole(Bytes::new())
    }

    /// Returns a pipe that holds `room` pieces, and the content that comes out of it.
    pub(super) fn piped(room: usize) -> (mpsc::Sender<Bytes>, Self) {
        let (pipe, pieces) = mpsc::channel(room);
        (pipe, Self::Piped(pieces))
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Whole(Bytes::from(text))
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Self::Whole(Bytes::from_static(text.as_bytes()))
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = match &mut *self {
            Self::Whole(bytes) if bytes.is_empty() => None,
            Self::Whole(bytes) => Some(std::mem::take(bytes)),
            Self::Piped(pieces) => std::task::ready!(pieces.poll_recv(context)),
        };
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Piped(_) => SizeHint::default(),
        }
    }
}
