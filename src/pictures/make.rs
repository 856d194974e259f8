//! Makes smaller pictures of one, all from one decoding. From: the bytes of a picture, and recipes.
//! To: the bytes of each.

use super::decode::Pixels;
use super::{clean, colours, decode, encode};
use crate::source::{PictureFormat, Recipe, scaled, whole_size};
use fast_image_resize::{ResizeOptions, Resizer};
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
/// upright. What is made after a recipe does not depend on the others.
///
/// # Errors
/// Fails when the picture cannot be decoded, and when it would take more than half a gigabyte.
pub fn make(bytes: &[u8], recipes: &[Recipe]) -> Result<Vec<Vec<u8>>, PictureError> {
    let mut pixels = decode::decode(bytes)?;
    let size = upright_size(&pixels);
    let whole = whole_size(size);
    let largest = upright(&pixels, whole)?;
    let sizes = Sizes { size, whole };
    if recipes.iter().all(|recipe| sizes.are_enough(*recipe)) {
        // A photograph takes a hundred megabytes.
        pixels.image = DynamicImage::default();
    }
    let drawing = (clean::format(bytes) == Some(PictureFormat::Png)).then_some(bytes.len());
    let made = recipes.iter().map(|recipe| {
        let image = if sizes.are_enough(*recipe) {
            shown(&largest, size, *recipe)?
        } else {
            let finer = finer_size(*recipe, size);
            shown(&upright(&pixels, finer)?, size, *recipe)?
        };
        encoded(image, recipe.format, drawing)
    });
    made.collect()
}

/// Decodes a picture to find out whether smaller ones can be made of it.
#[must_use]
pub fn can_be_decoded(bytes: &[u8]) -> bool {
    decode::decode(bytes).is_ok()
}

/// Returns the width and height of a picture after it is turned upright.
fn upright_size(pixels: &Pixels) -> (u32, u32) {
    let (width, height) = (pixels.image.width(), pixels.image.height());
    if is_turned(pixels) {
        (height, width)
    } else {
        (width, height)
    }
}

/// Reports whether a picture is stored on its side.
fn is_turned(pixels: &Pixels) -> bool {
    pixels.orientation.to_exif() >= 5
}

/// Returns a picture of this size, turned upright and in the colours of the web.
fn upright(pixels: &Pixels, size: (u32, u32)) -> Result<DynamicImage, PictureError> {
    let (width, height) = if is_turned(pixels) {
        (size.1, size.0)
    } else {
        size
    };
    let mut image = resized(&pixels.image, None, (width, height))?;
    image.apply_orientation(pixels.orientation);
    if let Some(profile) = &pixels.profile {
        colours::convert(&mut image, profile);
    }
    Ok(image)
}

/// The size of an upright picture, and that of the widest whole one that is made of it.
struct Sizes {
    size: (u32, u32),
    whole: (u32, u32),
}

impl Sizes {
    /// Reports whether the widest whole picture has pixels enough for a recipe.
    fn are_enough(&self, recipe: Recipe) -> bool {
        let part = recipe.crop.map_or(self.size.0, |crop| crop.width);
        let (whole, all) = (u64::from(self.whole.0), u64::from(self.size.0));
        u64::from(recipe.width) * all <= whole * u64::from(part)
    }
}

/// Returns the size of a picture in which a part is as wide as its recipe says.
fn finer_size(recipe: Recipe, (width, height): (u32, u32)) -> (u32, u32) {
    let part = recipe.crop.map_or(width, |crop| crop.width);
    let wide = u64::from(width) * u64::from(recipe.width) / u64::from(part.max(1));
    let wide = u32::try_from(wide).unwrap_or(width).clamp(1, width);
    (wide, scaled(height, wide, width))
}

/// Returns what a recipe shows of an upright picture, which was made smaller from `size`.
fn shown(
    image: &DynamicImage,
    size: (u32, u32),
    recipe: Recipe,
) -> Result<DynamicImage, PictureError> {
    let part = recipe.crop.map(|crop| {
        let across = f64::from(image.width()) / f64::from(size.0);
        let down = f64::from(image.height()) / f64::from(size.1);
        [
            f64::from(crop.left) * across,
            f64::from(crop.top) * down,
            f64::from(crop.width) * across,
            f64::from(crop.height) * down,
        ]
    });
    resized(image, part, (recipe.width, recipe.height))
}

/// Encodes a picture. `drawing` is the number of bytes of the PNG file that it is made of.
fn encoded(
    image: DynamicImage,
    format: PictureFormat,
    drawing: Option<usize>,
) -> Result<Vec<u8>, PictureError> {
    match format {
        PictureFormat::WebP => encode::webp(&image, drawing),
        PictureFormat::Jpeg => encode::jpeg(&encode::on_white(image)),
        _ => encode::png(&image),
    }
}

/// Returns a picture, or the `part` of it (left, top, width, height), in another size.
fn resized(
    image: &DynamicImage,
    part: Option<[f64; 4]>,
    (width, height): (u32, u32),
) -> Result<DynamicImage, PictureError> {
    if part.is_none() && (image.width(), image.height()) == (width, height) {
        return Ok(image.clone());
    }
    let mut small = DynamicImage::new(width, height, image.color());
    let options = part.map(|[left, top, wide, high]| {
        let wide = wide.min(f64::from(image.width()) - left);
        let high = high.min(f64::from(image.height()) - top);
        ResizeOptions::new().crop(left, top, wide, high)
    });
    let resized = Resizer::new().resize(image, &mut small, options.as_ref());
    resized.map(|()| small).map_err(|_| PictureError)
}
