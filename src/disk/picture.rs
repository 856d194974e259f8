//! Reads a picture from disk the way it is published. From: an open file. To: its bytes without
//! what they tell besides what they show (`pictures::clean`).

use crate::base::SourcePath;
use crate::pictures::clean::{CleanPicture, clean};
use crate::source::{PictureFault, PictureFormat};
use std::fs::File;
use std::io::{self, Read as _, Seek as _};

/// The largest picture that is read, in bytes.
const LARGEST_PICTURE: u64 = 128 << 20;

/// A picture as it was read.
pub struct PictureFile {
    /// The bytes on disk; none of a file that is too long to be read.
    stored: Option<Vec<u8>>,
    /// What is published, and what is known of it.
    pub clean: CleanPicture,
}

impl PictureFile {
    /// Reads an open file if its name says that it is a picture of pixels. A file that is longer
    /// than what is read of one picture is left at its start.
    ///
    /// # Errors
    /// Fails when the file cannot be read.
    pub fn read(file: &mut File, path: &SourcePath) -> io::Result<Option<Self>> {
        let extension = path.extension();
        if PictureFormat::of_extension(&extension).is_none() {
            return Ok(None);
        }
        let mut stored = Vec::new();
        file.take(LARGEST_PICTURE + 1).read_to_end(&mut stored)?;
        if stored.len() as u64 > LARGEST_PICTURE {
            file.rewind()?;
            let clean = CleanPicture {
                fault: Some(PictureFault::TooLong),
                ..CleanPicture::default()
            };
            return Ok(Some(Self {
                stored: None,
                clean,
            }));
        }
        Ok(Some(Self {
            clean: clean(&extension, &stored),
            stored: Some(stored),
        }))
    }

    /// Returns the bytes that are published, where the file was read.
    #[must_use]
    pub fn published(self) -> Option<Vec<u8>> {
        self.clean.bytes.or(self.stored)
    }
}
