//! What the pixels of a picture look like as a whole, found without making pixels of them where
//! that is possible. From: the bytes of a picture. To: its colour, and whether pixels are missing.

use super::{clean, decode, entropy};
use crate::source::{PictureFormat, Tint};
use image::RgbaImage;

/// The most pixels of a picture that is decoded for its colour: this takes some milliseconds.
const FEW_PIXELS: u64 = 1_000_000;

/// What the pixels of a picture look like as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureLook {
    /// The colour for the place of the picture until the picture is there.
    pub tint: Option<Tint>,
    /// Whether pixels are missing of a picture that can be decoded.
    pub lacks_pixels: bool,
}

/// Looks at a picture of which smaller ones can be made.
#[must_use]
pub fn look(bytes: &[u8], (width, height): (u32, u32)) -> PictureLook {
    let is_small = u64::from(width) * u64::from(height) <= FEW_PIXELS;
    match clean::format(bytes) {
        Some(PictureFormat::Jpeg) => match entropy::mean_colour(bytes) {
            Ok(mean) => PictureLook {
                tint: mean.map(Tint::nearest),
                lacks_pixels: false,
            },
            Err(_) => PictureLook {
                tint: None,
                lacks_pixels: true,
            },
        },
        Some(_) if is_small => PictureLook {
            tint: decoded_mean(bytes).map(Tint::nearest),
            lacks_pixels: false,
        },
        _ => PictureLook::default(),
    }
}

/// Returns the mean colour of a picture that nothing can be seen through.
fn decoded_mean(bytes: &[u8]) -> Option<[u8; 3]> {
    let image = decode::decode(bytes).ok()?.image;
    let is_opaque = |image: &RgbaImage| image.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    if image.as_rgba8().is_some_and(|image| !is_opaque(image)) {
        return None;
    }
    let image = image.into_rgb8();
    let mut sums = [0u64; 3];
    for pixel in image.pixels() {
        for (sum, part) in sums.iter_mut().zip(pixel.0) {
            *sum += u64::from(part);
        }
    }
    let number = u64::from(image.width()) * u64::from(image.height());
    Some(sums.map(|sum| u8::try_from(sum / number.max(1)).unwrap_or(u8::MAX)))
}
