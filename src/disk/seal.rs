//! Signs what is remembered between builds, and checks the signature. From: bytes and a key. To:
//! the line that stands before them in their file, and back. Touches nothing.
//!
//! The line has a fixed length: a mark, the number of bytes that follow, their BLAKE3 hash, and a
//! keyed BLAKE3 hash of the name of the file and all of these. So a file is known to be this
//! machine's, and its length to be right, before any of it is read.

use std::io::{self, Read};

/// The start of a signed file. Its number changes with the form of the line.
const MARK: &str = "masthead memory 1";
/// The number of hexadecimal digits of a hash.
const HASH: usize = 64;
/// The number of digits that give the length.
const LENGTH: usize = 16;
/// The length of the line: the mark, the length and both hashes, each after a space, and the line
/// end.
const LINE: usize = MARK.len() + 1 + LENGTH + 1 + HASH + 1 + HASH + 1;

/// The length of a key in bytes.
pub(super) const KEY: usize = 32;

/// A key that signs.
pub(super) type Key = [u8; KEY];

/// Returns the line that signs `bytes` as those of the file `name`.
pub(super) fn line(key: &Key, name: &str, bytes: &[u8]) -> String {
    let signed = format!(
        "{MARK} {:016x} {}",
        bytes.len(),
        blake3::hash(bytes).to_hex()
    );
    let tag = tag(key, name, &signed);
    format!("{signed} {}\n", tag.to_hex())
}

/// Reads the bytes of the file `name` if the key signed them; `size` is the size of the file.
pub(super) fn read(
    key: &Key,
    name: &str,
    size: u64,
    mut file: impl Read,
) -> io::Result<Option<Vec<u8>>> {
    if size < LINE as u64 {
        return Ok(None);
    }
    let mut line = [0; LINE];
    file.read_exact(&mut line)?;
    let Some((length, hash)) = signed(key, name, &line) else {
        return Ok(None);
    };
    if size - LINE as u64 != length {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(length).read_to_end(&mut bytes)?;
    Ok((blake3::hash(&bytes) == hash).then_some(bytes))
}

/// Returns the length and the hash that a line signs, if the key made it for the file `name`.
fn signed(key: &Key, name: &str, line: &[u8; LINE]) -> Option<(u64, blake3::Hash)> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (signed, given) = line.rsplit_once(' ')?;
    let given = blake3::Hash::from_hex(given).ok()?;
    // The comparison takes the same time wherever the two differ.
    if tag(key, name, signed) != given {
        return None;
    }
    let (length, hash) = signed.strip_prefix(MARK)?.trim_start().split_once(' ')?;
    let length = u64::from_str_radix(length, 16).ok()?;
    Some((length, blake3::Hash::from_hex(hash).ok()?))
}

/// Returns the keyed hash of the name of a file and what is signed of it.
fn tag(key: &Key, name: &str, signed: &str) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(name.as_bytes());
    hasher.update(&[0]);
    hasher.update(signed.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::{KEY, LINE, line, read};

    const OURS: [u8; KEY] = [1; KEY];
    const BYTES: &[u8] = b"what was found out";

    fn file() -> Vec<u8> {
        [line(&OURS, "a.bin", BYTES).as_bytes(), BYTES].concat()
    }

    fn opened(key: [u8; KEY], name: &str, file: &[u8]) -> Option<Vec<u8>> {
        read(&key, name, file.len() as u64, file).expect("bytes in memory")
    }

    #[test]
    fn what_the_key_signed_is_read_back() {
        assert_eq!(line(&OURS, "a.bin", BYTES).len(), LINE);
        assert_eq!(opened(OURS, "a.bin", &file()).as_deref(), Some(BYTES));
    }

    #[test]
    fn another_key_and_another_name_read_nothing() {
        assert_eq!(opened([2; KEY], "a.bin", &file()), None);
        assert_eq!(opened(OURS, "b.bin", &file()), None);
    }

    #[test]
    fn no_byte_can_be_changed_cut_or_added() {
        for at in 0..file().len() {
            let mut changed = file();
            changed[at] ^= 1;
            assert_eq!(opened(OURS, "a.bin", &changed), None, "byte {at}");
            assert_eq!(opened(OURS, "a.bin", &file()[..at]), None, "cut at {at}");
        }
        assert_eq!(opened(OURS, "a.bin", &[&file()[..], b"x"].concat()), None);
    }

    #[test]
    fn a_length_that_nobody_signed_takes_no_memory() {
        let size = 1 << 60;
        let huge = std::io::repeat(b'0');
        assert_eq!(read(&OURS, "a.bin", size, huge).expect("zeros"), None);
        let file = file();
        let ours = std::io::Read::chain(&file[..LINE], std::io::repeat(0));
        assert_eq!(read(&OURS, "a.bin", size, ours).expect("bytes"), None);
    }
}
