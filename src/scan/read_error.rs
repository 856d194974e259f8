//! Errors that keep a file from being read, and the faults that report them.

use super::contents::LARGEST_TEXT;
use crate::base::{Code, Fault, SourcePath, Span};
use std::io;

/// An error that keeps a file from being read.
pub(super) enum ReadError {
    /// An error of the file system.
    Io(io::Error),
    /// A size in bytes beyond [`LARGEST_TEXT`].
    TooLarge { size: u64 },
    /// Another name of a file that others on this computer may not read.
    SharedPrivately,
    /// A NUL byte, which no text has.
    Nul { at: usize },
    /// Bytes that are no UTF-8, from `at` on.
    NotUtf8 {
        at: usize,
        line: usize,
        looks_like: &'static str,
    },
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl ReadError {
    /// Creates the error of bytes that are no UTF-8, from `at` on.
    pub(super) fn not_utf8(bytes: &[u8], at: usize) -> Self {
        let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        Self::NotUtf8 {
            at,
            line: bytes[..at].split(|byte| *byte == b'\n').count(),
            looks_like: if is_wide {
                "Unicode (UTF-16)"
            } else {
                "an older Windows or Mac encoding"
            },
        }
    }

    /// Returns the fault that reports the error.
    pub(super) fn fault(&self, path: &SourcePath) -> Fault {
        match self {
            Self::Io(error) => unreadable(path, error),
            Self::TooLarge { size } => {
                let message = format!(
                    "this file is {} MB long; {} MB is the most",
                    size >> 20,
                    LARGEST_TEXT >> 20
                );
                let help =
                    "split it into several pages; put data and pictures into files of their own";
                Fault::error(Code::FileTooLarge, message)
                    .at(Span::start_of(path))
                    .help(help)
            }
            Self::SharedPrivately => Fault::error(
                Code::BadSymlink,
                "this is another name of a private file (a hard link), which is not read",
            )
            .at(Span::start_of(path))
            .help("copy the file here instead, if everybody may read it"),
            Self::Nul { at } => Fault::error(
                Code::DamagedText,
                "there is an invisible character in this file that no text has",
            )
            .at(Span::new(path, *at..at + 1))
            .help("open it in a text editor and save it again as plain text (UTF-8)"),
            Self::NotUtf8 {
                at,
                line,
                looks_like,
            } => {
                let message = format!(
                    "this text is not saved as UTF-8: it looks like {looks_like}, see line {line}"
                );
                Fault::error(Code::NotUtf8, message)
                    .at(Span::new(path, *at..at + 1))
                    .help(
                        "in Notepad choose “Save as” and “Encoding: UTF-8”; in Word save as plain \
                         text and choose “Unicode (UTF-8)”",
                    )
            }
        }
    }
}

fn unreadable(path: &SourcePath, error: &io::Error) -> Fault {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
        io::ErrorKind::NotFound => "it was there a moment ago and is gone".to_owned(),
        _ => error.to_string(),
    };
    Fault::error(
        Code::UnreadableFile,
        format!("this file cannot be read: {why}"),
    )
    .at(Span::start_of(path))
    .help("check who may open it, or take it out of the folder")
}
