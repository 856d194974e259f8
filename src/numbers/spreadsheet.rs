//! CSV files as spreadsheet programs take them. They start with a byte-order mark, without which
//! such programs take them for another encoding.

use csv::{Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// The sign that such a file starts with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns a writer of such a file to memory, which cannot fail.
#[must_use]
pub fn writer() -> Writer<Vec<u8>> {
    writer_to(BYTE_ORDER_MARK.to_vec())
}

/// Returns a writer of such a file that keeps nothing but the number of its bytes.
#[must_use]
pub(super) fn measure() -> Writer<WrittenBytes> {
    writer_to(WrittenBytes(BYTE_ORDER_MARK.len() as u64))
}

fn writer_to<W: Write>(to: W) -> Writer<W> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(to)
}

/// The number of bytes that were written.
pub(super) struct WrittenBytes(pub(super) u64);

impl Write for WrittenBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
