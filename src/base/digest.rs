//! Builds a fingerprint from several values: every value is written with its length, so that no two
//! lists of values look alike.

use super::Fingerprint;
use std::io::Write as _;

/// Values on their way into one fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Digest(Vec<u8>);

impl Digest {
    /// Makes a digest of no values yet.
    #[must_use]
    pub fn new() -> Self {
        // Most digests take a few hundred bytes.
        Self(Vec::with_capacity(512))
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.push(text.as_bytes());
        self
    }

    /// Adds text, or the fact that there is none.
    #[must_use]
    pub fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: usize) -> Self {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
        self
    }

    /// Adds the fingerprint of something else.
    #[must_use]
    pub fn fingerprint(mut self, fingerprint: Fingerprint) -> Self {
        self.0.extend_from_slice(&fingerprint.to_bytes());
        self
    }

    /// Adds several values by `add`, and their number.
    #[must_use]
    pub fn all<T>(
        self,
        values: impl IntoIterator<Item = T>,
        add: impl Fn(Self, T) -> Self,
    ) -> Self {
        let mut count = 0;
        let mut digest = self;
        for value in values {
            digest = add(digest, value);
            count += 1;
        }
        digest.number(count)
    }

    /// Adds a value in its `Debug` form, which shows all of it.
    #[must_use]
    pub fn shown(mut self, value: &impl std::fmt::Debug) -> Self {
        let length_at = self.0.len();
        self = self.number(0);
        let start = self.0.len();
        // Writing to memory cannot fail.
        let _ = write!(self.0, "{value:?}");
        let length = (self.0.len() - start) as u64;
        self.0[length_at..start].copy_from_slice(&length.to_le_bytes());
        self
    }

    /// Returns the fingerprint of all the values.
    #[must_use]
    pub fn done(self) -> Fingerprint {
        Fingerprint::of(&self.0)
    }

    fn push(&mut self, bytes: &[u8]) {
        self.0
            .extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn where_one_value_ends_and_the_next_begins_counts() {
        let of = |values: &[&str]| {
            Digest::new()
                .all(values, |digest, value| digest.text(value))
                .done()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
        assert_ne!(
            Digest::new().maybe(None).done(),
            Digest::new().maybe(Some("")).done()
        );
    }
}
