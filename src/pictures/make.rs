//! Makes smaller pictures of one, all from one decoding. From: the bytes of a picture, and recipes.
//! To: the bytes of each.

use super::{colours, decode, encode};
use crate::source::{PictureFormat, Recipe};
use fast_image_resize::Resizer;
use image::DynamicImage;

/// The reason why a picture cannot be made: its file cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureError;

impl From<image::ImageError> for PictureError {
    fn from(_: image::ImageError) -> Self {
        Self
    }
}

/// Makes a picture after each of `recipes`. The sizes are those after the picture is turned
/// upright.
///
/// # Errors
/// Fails when the picture cannot be decoded, and when it would take more than half a gigabyte.
pub fn make(bytes: &[u8], recipes: &[Recipe]) -> Result<Vec<Vec<u8>>, PictureError> {
    let pixels = decode::decode(bytes)?;
    let Some(widest) = recipes.iter().max_by_key(|recipe| recipe.width) else {
        return Ok(Vec::new());
    };
    let is_turned = pixels.orientation.to_exif() >= 5;
    let (width, height) = if is_turned {
        (widest.height, widest.width)
    } else {
        (widest.width, widest.height)
    };
    let mut largest = resized(&pixels.image, width, height)?;
    drop(pixels.image);
    largest.apply_orientation(pixels.orientation);
    if let Some(profile) = pixels.profile {
        colours::convert(&mut largest, &profile);
    }
    let made = recipes.iter().map(|recipe| {
        let image = resized(&largest, recipe.width, recipe.height)?;
        if recipe.is_webp {
            encode::webp(&image)
        } else if pixels.format == PictureFormat::Jpeg {
            encode::jpeg(&image)
        } else {
            encode::png(&image)
        }
    });
    made.collect()
}

/// Returns a picture in another size.
fn resized(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, PictureError> {
    if (image.width(), image.height()) == (width, height) {
        return Ok(image.clone());
    }
    let mut small = DynamicImage::new(width, height, image.color());
    let resized = Resizer::new().resize(image, &mut small, None);
    resized.map(|()| small).map_err(|_| PictureError)
}
