//! A short, fast stand-in for bytes: equal bytes have equal fingerprints. It tells changed from
//! unchanged and gives no security; the manifest carries SHA-256.

use serde::{Deserialize, Serialize};
use std::fmt;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// A fingerprint of 128 bits, made by XXH3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Computes the fingerprint of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// Returns the fingerprint as bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Returns ten characters for a file name. They hold 50 bits: among 10,000 files of one site, a
    /// clash has odds of one in 20 million.
    #[must_use]
    pub fn short(bytes: &[u8]) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let hash = xxh3_64(bytes);
        (0..10)
            .map(|at| char::from(ALPHABET[usize::try_from((hash >> (at * 5)) & 31).unwrap_or(0)]))
            .collect()
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
