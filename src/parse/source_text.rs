//! Normal text of a file: no byte-order mark, and `\n` at line ends. From: the text as it stands on
//! disk. To: that text, and the way back to places on disk.

use crate::base::bytes;
use crate::source::TextFile;
use std::borrow::Cow;
use std::ops::Range;

/// The normal text of a file, borrowed where the file is normal already.
#[derive(Clone, Debug)]
pub struct SourceText<'t> {
    text: Cow<'t, str>,
    /// The length in bytes of the byte-order mark.
    mark: usize,
    /// The offsets in `text` of line ends that have a `\r` before them on disk.
    returns: Vec<usize>,
}

impl<'t> SourceText<'t> {
    /// Takes the text of a file.
    #[must_use]
    pub fn new(file: &'t TextFile) -> Self {
        let whole: &str = &file.text;
        let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
        let mark = whole.len() - text.len();
        if memchr::memchr(b'\r', text.as_bytes()).is_none() {
            return Self {
                text: Cow::Borrowed(text),
                mark,
                returns: Vec::new(),
            };
        }
        let mut normal = String::with_capacity(text.len());
        let mut returns = Vec::new();
        for piece in bytes::lines(text) {
            if let Some(line) = piece.strip_suffix("\r\n") {
                normal.push_str(line);
                returns.push(normal.len());
                normal.push('\n');
            } else {
                normal.push_str(piece);
            }
        }
        Self {
            text: Cow::Owned(normal),
            mark,
            returns,
        }
    }

    /// Returns the normal text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Turns a range of the normal text into a range of the file on disk.
    #[must_use]
    pub fn to_disk(&self, range: Range<usize>) -> Range<usize> {
        self.offset_on_disk(range.start)..self.offset_on_disk(range.end)
    }

    fn offset_on_disk(&self, offset: usize) -> usize {
        offset + self.mark + self.returns.partition_point(|at| *at < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;

    #[test]
    fn places_lead_back_to_the_file_on_disk() {
        let disk = "\u{feff}one\r\ntwo\nthree\r\nfour";
        let file = TextFile::new(SourcePath::new("content/a.md"), disk.into());
        let text = SourceText::new(&file);
        assert_eq!(text.text(), "one\ntwo\nthree\nfour");
        for word in ["one", "two", "three", "four"] {
            let at = text.text().find(word).unwrap_or_default();
            assert_eq!(&disk[text.to_disk(at..at + word.len())], word);
        }
    }
}
