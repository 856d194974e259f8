//! The time at which a folder's contents last changed, by which a later build tells whether it has
//! to list the folder again. Takes the facts of a folder, as the system gives them; touches
//! nothing.

use serde::{Deserialize, Serialize};

/// The time at which the contents of a folder last changed, by the clock of its file system, with
/// the identity of the folder.
///
/// The time is that of the last change of the folder's inode (`ctime`), which nobody can set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct ChangeTime {
    pub(super) seconds: i64,
    pub(super) nanoseconds: i64,
    pub(super) number: u64,
}

impl ChangeTime {
    /// A time that no folder has, so that it never compares as unchanged.
    pub(super) const NEVER: Self = Self {
        seconds: 0,
        nanoseconds: -1,
        number: 0,
    };

    /// Takes the time from what the system says of a folder.
    pub(super) fn of(facts: &rustix::fs::Stat) -> Self {
        let nanoseconds = i64::try_from(facts.st_ctime_nsec).unwrap_or(0);
        Self {
            seconds: facts.st_ctime,
            nanoseconds,
            number: facts.st_ino,
        }
    }

    /// Reports whether the time lies so far before `other` that a change at `other` would have
    /// another time.
    pub(super) fn is_well_before(self, other: Self) -> bool {
        // Clocks advance in steps of some milliseconds, or of up to two seconds where times are
        // whole seconds.
        let step = if self.nanoseconds == 0 {
            3_000_000_000
        } else {
            100_000_000
        };
        self.since_epoch() + step < other.since_epoch()
    }

    /// Returns the nanoseconds since 1970.
    fn since_epoch(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000 + i128::from(self.nanoseconds)
    }
}
