//! What matters in a picture, and the part that is shown of it where the shape is given.

use serde::{Deserialize, Serialize};

/// The place in a picture that is kept where a part of it is shown, in hundredths of its width from
/// the left and of its height from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFocus {
    /// The distance from the left.
    pub x: u8,
    /// The distance from the top.
    pub y: u8,
}

impl Default for PictureFocus {
    /// Returns the middle.
    fn default() -> Self {
        Self { x: 50, y: 50 }
    }
}

impl PictureFocus {
    /// The pattern of what [`Self::named`] reads, for editors.
    pub const PATTERN: &'static str = "^\\s*((100|\\d?\\d)%[\\s,]+(100|\\d?\\d)%|\
        ([Tt]op|[Bb]ottom|[Ll]eft|[Rr]ight|[Cc]entre|[Cc]enter|[Mm]iddle)\
        ([\\s,]+(top|bottom|left|right|centre|center|middle))?)\\s*$";

    /// Reads a focus: words for the edges, or two distances such as `30% 60%`. Returns `None` for
    /// anything else.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|sign: char| sign.is_whitespace() || sign == ',')
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            [x, y] if x.ends_with('%') && y.ends_with('%') => Some(Self {
                x: hundredths(x)?,
                y: hundredths(y)?,
            }),
            [_] | [_, _] => Self::of_edges(&words),
            _ => None,
        }
    }

    /// Reads the names of one edge, or of one edge in each direction.
    fn of_edges(words: &[&str]) -> Option<Self> {
        let (mut x, mut y) = (None, None);
        for word in words {
            let (direction, at) = match *word {
                "left" => (&mut x, 0),
                "right" => (&mut x, 100),
                "top" => (&mut y, 0),
                "bottom" => (&mut y, 100),
                "centre" | "center" | "middle" => continue,
                _ => return None,
            };
            if direction.replace(at).is_some() {
                return None;
            }
        }
        let middle = Self::default();
        Some(Self {
            x: x.unwrap_or(middle.x),
            y: y.unwrap_or(middle.y),
        })
    }
}

/// Reads a number of hundredths, from 0 to 100.
fn hundredths(text: &str) -> Option<u8> {
    let number: u8 = text.strip_suffix('%')?.parse().ok()?;
    (number <= 100).then_some(number)
}

/// A part of a picture, in pixels of the picture when it is upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    /// The distance from the left.
    pub left: u32,
    /// The distance from the top.
    pub top: u32,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Crop {
    /// Returns the largest part of a picture of `size` that has the shape `wide` to `high`, with
    /// the focus as near to its middle as the edges allow.
    #[must_use]
    pub fn around(focus: PictureFocus, size: (u32, u32), (wide, high): (u32, u32)) -> Self {
        let (width, height) = (u64::from(size.0), u64::from(size.1));
        let (wide, high) = (u64::from(wide), u64::from(high));
        let (part_width, part_height) = if width * high > height * wide {
            ((height * wide / high).max(1), height)
        } else {
            (width, (width * high / wide).max(1))
        };
        Self {
            left: start(focus.x, width, part_width),
            top: start(focus.y, height, part_height),
            width: narrow(part_width),
            height: narrow(part_height),
        }
    }
}

/// Returns where a part of the length `part` starts in a whole, for a focus in hundredths.
fn start(focus: u8, whole: u64, part: u64) -> u32 {
    let middle = whole * u64::from(focus) / 100;
    narrow(middle.saturating_sub(part / 2).min(whole - part))
}

fn narrow(length: u64) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Crop, PictureFocus};

    #[test]
    fn a_focus_is_an_edge_a_corner_or_two_distances() {
        for (text, x, y) in [
            ("top", 50, 0),
            ("Left", 0, 50),
            ("bottom right", 100, 100),
            ("right, bottom", 100, 100),
            ("centre", 50, 50),
            ("top center", 50, 0),
            ("30% 60%", 30, 60),
            ("0%, 100%", 0, 100),
        ] {
            assert_eq!(
                PictureFocus::named(text),
                Some(PictureFocus { x, y }),
                "{text}"
            );
        }
        for text in [
            "",
            "face",
            "30%",
            "30 60",
            "101% 0%",
            "-1% 0%",
            "top top",
            "left right",
            "a b c",
            "1% 2% 3%",
            "% %",
            "top 30%",
        ] {
            assert_eq!(PictureFocus::named(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_has_the_shape_and_stays_within_the_picture() {
        let part = |x, y, size| {
            let crop = Crop::around(PictureFocus { x, y }, size, (3, 2));
            (crop.left, crop.top, crop.width, crop.height)
        };
        assert_eq!(part(50, 50, (3000, 2000)), (0, 0, 3000, 2000));
        assert_eq!(part(50, 50, (4000, 2000)), (500, 0, 3000, 2000));
        assert_eq!(part(0, 50, (4000, 2000)), (0, 0, 3000, 2000));
        assert_eq!(part(100, 0, (4000, 2000)), (1000, 0, 3000, 2000));
        assert_eq!(part(50, 0, (2000, 3000)), (0, 0, 2000, 1333));
        assert_eq!(part(50, 30, (2000, 3000)), (0, 234, 2000, 1333));
        assert_eq!(part(50, 100, (2000, 3000)), (0, 1667, 2000, 1333));
        for size in [(1, 1), (1, 9000), (9000, 1), (7, 3)] {
            let (left, top, width, height) = part(100, 100, size);
            assert!(width >= 1 && height >= 1);
            assert!(left + width <= size.0 && top + height <= size.1, "{size:?}");
        }
    }
}
