//! Decodes a picture into pixels, within bounds on their number.

use super::{PictureError, clean, colours};
use crate::source::PictureFormat;
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, Limits};
use std::io::Cursor;

/// The most bytes that a decoder may take: a picture of 100 million pixels has 400 million.
const MOST_MEMORY: u64 = 512 << 20;

/// A decoded picture, as it is stored.
pub(super) struct Pixels {
    /// The pixels: RGB, or RGB and transparency.
    pub(super) image: DynamicImage,
    /// The way to turn the picture upright.
    pub(super) orientation: Orientation,
    /// The profile of its colours, if they are not those of the web.
    pub(super) profile: Option<Vec<u8>>,
}

/// Decodes a picture of a format that the first bytes tell.
pub(super) fn decode(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let from = Cursor::new(bytes);
    match clean::format(bytes).ok_or(PictureError)? {
        PictureFormat::Jpeg => pixels(JpegDecoder::new(from)?),
        PictureFormat::Png => pixels(PngDecoder::new(from)?),
        PictureFormat::WebP => pixels(WebPDecoder::new(from)?),
        _ => Err(PictureError),
    }
}

/// Returns how many bytes the pixels take as they are stored, and once more in eight bits for each
/// colour if they are stored in another way.
fn bytes_taken(decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let colours = decoder.color_type();
    let converted = match colours {
        ColorType::Rgb8 | ColorType::Rgba8 => 0,
        _ if colours.has_alpha() => 4,
        _ => 3,
    };
    let pixels = u64::from(width) * u64::from(height);
    decoder
        .total_bytes()
        .saturating_add(pixels.saturating_mul(converted))
}

fn pixels(mut decoder: impl ImageDecoder) -> Result<Pixels, PictureError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits)?;
    if bytes_taken(&decoder) > MOST_MEMORY {
        return Err(PictureError);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder)?;
    let image = if image.color().has_alpha() {
        DynamicImage::from(image.into_rgba8())
    } else {
        DynamicImage::from(image.into_rgb8())
    };
    Ok(Pixels {
        image,
        orientation,
        profile: profile.filter(|profile| !colours::is_of_the_web(profile)),
    })
}
