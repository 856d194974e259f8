//! The mean colour of a picture, which the first numbers of its blocks tell: each is eight times
//! the mean of a block (T.81, A.3.3), in steps.

/// The first numbers of all blocks of a component together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockMean {
    sum: i64,
    blocks: i64,
}

impl BlockMean {
    /// Adds the first number of a block.
    #[inline]
    pub(super) fn add(&mut self, number: i32) {
        self.sum += i64::from(number);
        self.blocks += 1;
    }

    /// Adds those of a part of a scan that leaves out the last `shift` bits of each.
    pub(super) fn add_part(&mut self, part: Self, shift: u32) {
        self.sum += part.sum << shift;
        self.blocks += part.blocks;
    }

    /// Returns the mean, from 0 to 255, of numbers told in steps of this width.
    pub(super) fn value(self, step: i32) -> i64 {
        128 + self.sum * i64::from(step) / (self.blocks.max(1) * 8)
    }
}

/// What the three components of a picture stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColourModel {
    /// Red, green and blue.
    Rgb,
    /// How bright, how blue and how red (JFIF 1.02).
    Brightness,
}

impl ColourModel {
    /// Reads Adobe's piece, whose last byte tells it.
    pub(super) fn of_adobe(content: &[u8]) -> Option<Self> {
        let last = *content.strip_prefix(b"Adobe")?.get(6)?;
        Some(if last == 0 {
            Self::Rgb
        } else {
            Self::Brightness
        })
    }
}

/// Returns the colour of these means of components; none in the colours of a printing press.
pub(super) fn colour(means: &[i64], model: ColourModel) -> Option<[u8; 3]> {
    let colour = match (means, model) {
        (&[grey], _) => [grey; 3],
        (&[red, green, blue], ColourModel::Rgb) => [red, green, blue],
        (&[bright, blue, red], ColourModel::Brightness) => mixed(bright, blue - 128, red - 128),
        _ => return None,
    };
    Some(colour.map(|part| u8::try_from(part.clamp(0, 255)).unwrap_or(0)))
}

/// Returns red, green and blue of a colour that is told as brightness and two differences (JFIF
/// 1.02, in thousandths).
const fn mixed(bright: i64, blue: i64, red: i64) -> [i64; 3] {
    [
        bright + 1402 * red / 1000,
        bright - (344 * blue + 714 * red) / 1000,
        bright + 1772 * blue / 1000,
    ]
}
