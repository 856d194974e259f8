//! Pictures within a drawing. From: an address that holds a picture itself. To: the same without
//! what the picture tells besides what it shows.

use super::{Drawing, clean};
use crate::pictures;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Returns the address of a picture without its notes; `None` where it holds none.
pub(super) fn without_notes(address: &str) -> Option<String> {
    let (head, data) = address.split_once(',')?;
    let kind = head.trim_start().to_ascii_lowercase();
    if !kind.starts_with("data:image/") || !kind.trim_end().ends_with(";base64") {
        return None;
    }
    let data: String = data.split_whitespace().collect();
    let bytes = STANDARD.decode(data).ok()?;
    let cleaned = if kind.contains("svg") {
        match clean(&bytes) {
            Drawing::Cleaned { text, .. } => Some(text.into_bytes()),
            Drawing::AsItStands | Drawing::Unreadable(_) => None,
        }
    } else {
        let extension = kind.split(['/', ';']).nth(1).unwrap_or_default();
        pictures::clean::clean(extension, &bytes).bytes
    };
    cleaned.map(|bytes| format!("{head},{}", STANDARD.encode(bytes)))
}
