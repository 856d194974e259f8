//! CSV files as spreadsheet programs take them. They start with a byte-order mark, without which
//! such programs take them for another encoding.

use csv::{Terminator, Writer, WriterBuilder};

/// Returns a writer of such a file to memory, which cannot fail.
#[must_use]
pub fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec())
}
