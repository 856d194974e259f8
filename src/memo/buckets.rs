//! Deals entries out to shards by the hash of their names, and keeps which of them changed. Takes
//! names of entries; gives the numbers of the shards that must be written again.

use crate::base::Fingerprint;
use std::collections::BTreeMap;

/// The number of entries of one shard while there are few shards.
const SHARD_SIZE: usize = 256;
/// The largest number of shards of a kind.
const MOST_SHARDS: usize = 64;

/// The entries that changed since the memo was loaded, by the hash of their names.
#[derive(Clone, Debug)]
pub(super) struct ChangedBuckets {
    buckets: [bool; Self::BUCKETS],
}

impl Default for ChangedBuckets {
    fn default() -> Self {
        Self {
            buckets: [false; Self::BUCKETS],
        }
    }
}

impl ChangedBuckets {
    const BUCKETS: usize = 1024;

    fn bucket(name: &str) -> usize {
        let [low, high, ..] = Fingerprint::of(name.as_bytes()).to_bytes();
        usize::from(u16::from_le_bytes([low, high])) % Self::BUCKETS
    }

    /// Marks the entries that are new, gone, or different in `after` from what they were in
    /// `before`.
    pub(super) fn compare<N: Ord, E>(
        &mut self,
        before: &BTreeMap<N, E>,
        after: &BTreeMap<N, E>,
        name: impl Fn(&N) -> &str,
        is_same: impl Fn(&E, &E) -> bool,
    ) {
        let mut before = before.iter().peekable();
        for (path, entry) in after {
            while let Some((gone, _)) = before.next_if(|(known, _)| *known < path) {
                self.mark(name(gone));
            }
            if !before
                .next_if(|(known, _)| *known == path)
                .is_some_and(|(_, known)| is_same(known, entry))
            {
                self.mark(name(path));
            }
        }
        for (gone, _) in before {
            self.mark(name(gone));
        }
    }

    /// Marks an entry as changed.
    pub(super) fn mark(&mut self, name: &str) {
        self.buckets[Self::bucket(name)] = true;
    }

    /// Reports whether any entry is marked.
    pub(super) fn is_any(&self) -> bool {
        self.buckets.contains(&true)
    }

    /// Returns the numbers of the shards that have a marked entry; `of` is how many shards there
    /// are.
    pub(super) fn shards(&self, of: usize) -> Vec<usize> {
        (0..of)
            .filter(|number| self.is_shard_marked(*number, of))
            .collect()
    }

    fn is_shard_marked(&self, number: usize, of: usize) -> bool {
        self.buckets
            .iter()
            .skip(number)
            .step_by(of)
            .any(|changed| *changed)
    }
}

/// Returns the number of the shard that an entry is in; `of` is how many shards there are, a power
/// of two.
pub(super) fn shard_of(name: &str, of: usize) -> usize {
    ChangedBuckets::bucket(name) % of
}

/// Returns the number of shards that so many entries are dealt out to.
pub(super) fn shard_count(entries: usize) -> usize {
    (entries / SHARD_SIZE).next_power_of_two().min(MOST_SHARDS)
}
