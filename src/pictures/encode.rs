//! Encodes pixels as WebP, JPEG or PNG.

use super::PictureError;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder as _, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use webp::WebPConfig;

/// The quality of JPEG, of 100: above it, bytes grow faster than what is seen.
const JPEG_QUALITY: u8 = 78;
/// The quality of WebP, of 100.
const WEBP_QUALITY: f32 = 72.0;
/// The efforts of libwebp, of six. The lower one takes half the time, 7 % more bytes and 0.3 dB;
/// above the higher one, time grows and little else.
const THOROUGH: i32 = 4;
const FAST: i32 = 2;
/// The width above which a picture is made with less effort: the two widest pictures of a
/// photograph take three quarters of the time.
const WIDE: u32 = 640;

/// Encodes a picture as WebP. A drawing in few colours may take fewer bytes without loss: that is
/// tried where the picture would take more than `most` bytes.
pub(super) fn webp(image: &DynamicImage, most: Option<usize>) -> Result<Vec<u8>, PictureError> {
    let lossy = webp_with(image, Loss::Some)?;
    if most.is_none_or(|most| lossy.len() <= most) {
        return Ok(lossy);
    }
    let lossless = webp_with(image, Loss::None)?;
    Ok(if lossless.len() < lossy.len() {
        lossless
    } else {
        lossy
    })
}

/// Whether pixels may change a little to take fewer bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    None,
    Some,
}

fn webp_with(image: &DynamicImage, loss: Loss) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        _ => return Err(PictureError),
    };
    let mut config = WebPConfig::new().map_err(|()| PictureError)?;
    config.lossless = i32::from(loss == Loss::None);
    config.quality = WEBP_QUALITY;
    config.method = if width > WIDE { FAST } else { THOROUGH };
    let encoded = encoder.encode_advanced(&config);
    encoded
        .map(|bytes| bytes.to_vec())
        .map_err(|_| PictureError)
}

pub(super) fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let (Ok(width), Ok(height)) = (image.width().try_into(), image.height().try_into()) else {
        return Err(PictureError);
    };
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let encoded = encoder.encode(image.as_bytes(), width, height, ColorType::Rgb);
    encoded.map(|()| bytes).map_err(|_| PictureError)
}

pub(super) fn png(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    let colours = image.color().into();
    encoder.write_image(image.as_bytes(), image.width(), image.height(), colours)?;
    Ok(bytes)
}

/// Returns a picture without transparency, as it looks on white paper.
pub(super) fn on_white(image: DynamicImage) -> DynamicImage {
    let DynamicImage::ImageRgba8(pixels) = image else {
        return image;
    };
    let mut plain = RgbImage::new(pixels.width(), pixels.height());
    for (from, to) in pixels.pixels().zip(plain.pixels_mut()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let mixed = [red, green, blue].map(|part| (part * alpha + 255 * (255 - alpha)) / 255);
        to.0 = mixed.map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    }
    DynamicImage::from(plain)
}
