//! A search for the few bytes that matter in a long text, and the division of a text into lines.

/// The number of bytes that are tested together.
const PIECE: usize = 8;

/// A set of bytes to search for.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// Makes a set of `bytes`.
    #[must_use]
    pub const fn new(bytes: &[u8]) -> Self {
        let mut wanted = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            wanted[bytes[at] as usize] = true;
            at += 1;
        }
        Self(wanted)
    }

    /// Adds the control characters of ASCII that are neither a tab nor an end of line.
    #[must_use]
    pub const fn and_controls(mut self) -> Self {
        let mut byte = 0;
        while byte < 0x20 {
            self.0[byte as usize] |= !matches!(byte, b'\t' | b'\n' | b'\r');
            byte += 1;
        }
        self
    }

    fn holds(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// Returns the position of the first byte of `bytes` that is in the set.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<usize> {
        // There is a branch for each piece, not for each byte: texts are short, and bytes of the
        // set are rare.
        let (pieces, _) = bytes.as_chunks::<PIECE>();
        let without = |piece: &&[u8; PIECE]| {
            !piece
                .iter()
                .fold(false, |found, byte| found | self.holds(*byte))
        };
        let start = pieces.iter().take_while(without).count() * PIECE;
        bytes[start..]
            .iter()
            .position(|byte| self.holds(*byte))
            .map(|at| start + at)
    }
}

/// Lists the lines of a text, each with its end.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let rest = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(rest)
        .map(move |end| &text[std::mem::replace(&mut start, end)..end])
}

#[cfg(test)]
mod tests {
    use super::{ByteSet, lines};

    #[test]
    fn the_first_byte_is_found_wherever_it_stands() {
        const WANTED: ByteSet = ByteSet::new(b"x").and_controls();
        for length in [0, 1, 7, 8, 9, 31, 64, 100] {
            let text = vec![b'a'; length];
            assert_eq!(WANTED.find(&text), None);
            for at in 0..length {
                let mut text = text.clone();
                text[at] = if at % 2 == 0 { b'x' } else { 0x0b };
                text[length - 1] = b'x';
                assert_eq!(WANTED.find(&text), Some(at));
            }
        }
        assert_eq!(WANTED.find("tab\tline\r\nGrüße".as_bytes()), None);
    }

    #[test]
    fn lines_keep_their_ends_and_together_are_the_text() {
        for text in ["", "one", "one\n", "\n\n", "one\r\ntwo\n\nthree"] {
            assert_eq!(
                lines(text).collect::<Vec<_>>(),
                text.split_inclusive('\n').collect::<Vec<_>>()
            );
        }
    }
}
