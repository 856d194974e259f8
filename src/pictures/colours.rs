//! Colours as browsers take them where nothing else is said: those of sRGB.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The name that profiles of sRGB have in their description.
const SRGB: &[u8] = b"sRGB";

/// Reports whether a profile is that of sRGB, by its description.
pub(super) fn is_of_the_web(profile: &[u8]) -> bool {
    let wide: Vec<u8> = SRGB.iter().flat_map(|letter| [0, *letter]).collect();
    let has = |name: &[u8]| memchr::memmem::find(profile, name).is_some();
    has(SRGB) || has(&wide)
}

/// Converts the colours of a picture from a profile to sRGB. A profile that cannot be read changes
/// nothing: browsers would not be able to read it either.
pub(super) fn convert(image: &mut DynamicImage, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let (layout, pixels): (Layout, &mut [u8]) = match image {
        DynamicImage::ImageRgb8(pixels) => (Layout::Rgb, pixels),
        DynamicImage::ImageRgba8(pixels) => (Layout::Rgba, pixels),
        _ => return,
    };
    let web = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    if let Ok(transform) = profile.create_transform_8bit(layout, &web, layout, options) {
        let stored = pixels.to_vec();
        let _ = transform.transform(&stored, pixels);
    }
}
