//! What is known of an asset beyond its bytes.

use crate::base::SourcePath;
use crate::source::{AssetFacts, Sha256};
use sha2::Digest;

/// SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> Sha256 {
    sha2::Sha256::digest(bytes).into()
}

/// The facts of a file with these bytes; its first 64 KB are enough.
pub(super) fn of_bytes(path: &SourcePath, bytes: &[u8]) -> AssetFacts {
    let pixels = match path.extension().as_str() {
        "svg" => svg_size(&String::from_utf8_lossy(&bytes[..bytes.len().min(4096)])),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => {
            imagesize::blob_size(bytes).ok().and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)))
        }
        _ => None,
    };
    AssetFacts { pixels: pixels.filter(|(width, height)| *width > 0 && *height > 0) }
}

/// `width` and `height` of the outermost element in pixels, else the size of its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = text.find("<svg").map(|at| text[at..].split('>').next().unwrap_or_default())?;
    let attribute = |name: &str| {
        let after = tag.split(&format!(" {name}=")).nth(1)?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let pixels = |text: &str| whole(text.trim().trim_end_matches("px"));
    let sized = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    sized.or_else(|| {
        let view: Vec<&str> = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        Some((whole(view.get(2)?)?, whole(view.get(3)?)?))
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a size that a picture can have")]
fn whole(text: &str) -> Option<u32> {
    text.parse::<f64>().ok().filter(|number| (1.0..=100_000.0).contains(number)).map(|number| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::svg_size;

    #[test]
    fn a_drawing_has_the_size_it_states_or_that_of_its_view() {
        assert_eq!(svg_size("<?xml?><svg xmlns=\"x\" width=\"120px\" height='40'>"), Some((120, 40)));
        assert_eq!(svg_size("<svg viewBox=\"0 0 300.4 150\">"), Some((300, 150)));
        assert_eq!(svg_size("<svg width=\"100%\" height=\"100%\">"), None);
    }
}
