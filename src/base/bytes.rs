//! Looking for the few bytes that matter in a long text.

/// Bytes that are looked at together; the compiler makes a few instructions of so many comparisons.
const PIECE: usize = 32;

/// Where the first byte stands that `is_wanted`, which should be a few comparisons and no table.
#[must_use]
pub fn find(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (pieces, _) = bytes.as_chunks::<PIECE>();
    let without = |piece: &&[u8; PIECE]| !piece.iter().fold(false, |found, byte| found | is_wanted(*byte));
    let start = pieces.iter().take_while(without).count() * PIECE;
    bytes[start..].iter().position(|byte| is_wanted(*byte)).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_first_byte_is_found_wherever_it_stands() {
        for length in [0, 1, 31, 32, 33, 64, 100] {
            let text = vec![b'a'; length];
            assert_eq!(find(&text, |byte| byte == b'x'), None);
            for at in 0..length {
                let mut text = text.clone();
                text[at] = b'x';
                text[length - 1] = b'x';
                assert_eq!(find(&text, |byte| byte == b'x'), Some(at));
            }
        }
    }
}
