//! The memory that pictures may take while they are made, shared by all threads. From: the number
//! of bytes that a picture takes. To: leave to take them, as soon as others have given theirs back.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The most bytes of all pictures that are made at once. A single one may take more.
const MOST: u64 = 384 << 20;

/// The bytes that are taken.
#[derive(Debug, Default)]
pub(super) struct DecodingRoom {
    taken: Mutex<u64>,
    given_back: Condvar,
}

/// Leave to take a number of bytes, until it is dropped.
pub(super) struct DecodingLeave<'r> {
    room: &'r DecodingRoom,
    bytes: u64,
}

impl DecodingRoom {
    /// Waits until there is room for this many bytes, or nobody else takes any.
    pub(super) fn take(&self, bytes: u64) -> DecodingLeave<'_> {
        let mut taken = self.lock();
        while *taken > 0 && taken.saturating_add(bytes) > MOST {
            taken = self
                .given_back
                .wait(taken)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *taken = taken.saturating_add(bytes);
        DecodingLeave { room: self, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for DecodingLeave<'_> {
    fn drop(&mut self) {
        let mut taken = self.room.lock();
        *taken = taken.saturating_sub(self.bytes);
        self.room.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{DecodingRoom, MOST};
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn many_small_pictures_and_one_that_is_too_large_are_all_made_in_the_end() {
        let (room, most) = (DecodingRoom::default(), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [MOST / 3, 2 * MOST, MOST / 2, MOST / 3, MOST / 3] {
                let (room, most) = (&room, &most);
                scope.spawn(move || {
                    let _leave = room.take(bytes);
                    most.fetch_max(*room.lock(), Ordering::Relaxed);
                    std::thread::yield_now();
                });
            }
        });
        assert_eq!(*room.lock(), 0);
        assert!(most.into_inner() <= 2 * MOST, "the largest is made alone");
    }
}
