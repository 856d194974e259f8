//! The time at which a file or folder last changed, by which a later build tells whether it has to
//! look into it again. Takes what the system says of an entry; touches nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "change times are compared with the clock"
)]

use serde::{Deserialize, Serialize};
use std::time::SystemTime;

/// The time at which an entry of a folder last changed, with the identity of the entry.
///
/// Where the system has it, the time is that of the last change of the inode (`ctime`), which
/// nobody can set back; elsewhere it is that of the last change of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct ChangeTime {
    pub(super) seconds: i64,
    pub(super) nanoseconds: i64,
    pub(super) number: u64,
}

impl ChangeTime {
    /// A time that no entry has, so that it never compares as unchanged.
    pub(super) const NEVER: Self = Self {
        seconds: 0,
        nanoseconds: -1,
        number: 0,
    };

    /// Returns the current time, as of no entry.
    pub(super) fn now() -> Self {
        Self::of_content(SystemTime::now(), 0)
    }

    /// Makes the time from that of the content's last change and an identity.
    pub(super) fn of_content(time: SystemTime, number: u64) -> Self {
        let since = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            nanoseconds: i64::from(since.subsec_nanos()),
            number,
        }
    }

    /// Returns the time, or [`Self::NEVER`] if it is so close before `looked_at`, when the entry
    /// was looked at, that another change in the same moment would have the same time.
    pub(super) fn settled(self, looked_at: Self) -> Self {
        // Clocks of file systems advance in steps of at most 10 milliseconds, or of up to two
        // seconds where times are whole seconds.
        let step = if self.nanoseconds == 0 {
            3_000_000_000
        } else {
            20_000_000
        };
        if self.since_epoch() + step < looked_at.since_epoch() {
            self
        } else {
            Self::NEVER
        }
    }

    /// Returns the nanoseconds since 1970.
    fn since_epoch(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds)
    }
}
