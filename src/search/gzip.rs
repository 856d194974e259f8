//! Compresses with gzip, so that a file costs the same on every web server, whatever the server
//! compresses by itself.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// Compresses bytes. The same bytes always give the same result: it notes no time and no name.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(
        Vec::with_capacity(bytes.len() / 2 + 32),
        Compression::best(),
    );
    // Writing into memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Decompresses bytes, and leaves those that are not compressed as they are; `None` when they are
/// damaged. Stops at 64 MB.
pub(super) fn expand(bytes: Vec<u8>) -> Option<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Some(bytes);
    }
    let mut expanded = Vec::with_capacity(bytes.len() * 3);
    GzDecoder::new(&bytes[..])
        .take(64 << 20)
        .read_to_end(&mut expanded)
        .ok()?;
    Some(expanded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back_and_damage_is_noticed() {
        let text = b"care ".repeat(100);
        let small = compress(&text);
        assert!(small.len() < 60);
        assert_eq!(expand(small.clone()), Some(text));
        assert_eq!(expand(small[..small.len() - 9].to_vec()), None);
        assert_eq!(expand(b"plain".to_vec()), Some(b"plain".to_vec()));
    }
}
