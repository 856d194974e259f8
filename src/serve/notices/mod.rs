//! The system's notices of changes, which make the preview fast. They may be wrong, late or lost:
//! what they miss is found by looking. They take folders to watch, and give what was heard.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::TreeNotices as Notices;
#[cfg(target_os = "linux")]
pub(super) use linux::InotifyNotices as Notices;

use super::hints::Hints;

/// What was heard from the system.
#[derive(Debug, Default)]
pub(super) struct NoticeBurst {
    /// The places at which something happened.
    pub(super) hints: Hints,
    /// Whether folders came, went or moved, or notices were lost, so that everything has to be
    /// looked at and watched again.
    pub(super) look: bool,
}

impl NoticeBurst {
    /// Reports whether nothing was heard.
    pub(super) fn is_empty(&self) -> bool {
        self.hints.is_empty() && !self.look
    }
}
