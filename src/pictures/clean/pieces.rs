//! What the readers of all formats share: the pieces that are kept, and numbers in bytes.

use crate::source::PictureFault;

/// What a reader of one format makes of a file.
pub(super) struct Pieces {
    /// The pieces that are kept.
    pub(super) kept: Vec<u8>,
    /// The width and height as they are stored.
    pub(super) stored: Option<(u32, u32)>,
    /// The way the picture is to be turned, as Exif counts it: 1 to 8.
    pub(super) orientation: u16,
    /// Whether the picture moves.
    pub(super) is_moving: bool,
    /// What is wrong with the picture.
    pub(super) fault: Option<PictureFault>,
}

/// Returns the width and height that the head of a picture gives.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (size.width.try_into().ok()?, size.height.try_into().ok()?);
    (width > 0 && height > 0).then_some((width, height))
}

/// Reads a number of two bytes, the higher byte first.
pub(in crate::pictures) fn big_u16(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(two.try_into().ok()?))
}

/// Reads a number of four bytes, the highest byte first.
pub(super) fn big_u32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

/// Reads a number of four bytes, the lowest byte first.
pub(super) fn little_u32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}
