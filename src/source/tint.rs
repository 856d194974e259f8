//! The colour that stands in the place of a picture until the picture is there.

use serde::{Deserialize, Serialize};

/// The distance between two steps of a colour.
const STEP: u8 = 51;

/// How much light each step gives, in ten-thousandths (the curve of sRGB).
const LIGHT: [u32; 6] = [0, 331, 1329, 3185, 6038, 10_000];

/// The share of red, green and blue in what people see as bright, in ten-thousandths.
const SHARES: [u32; 3] = [2126, 7152, 722];

/// The light below which white words can be read better than black ones, in ten-thousandths.
const DARK: u32 = 1790;

/// One of 216 colours: the nearest one to the mean of a picture. They are few because a style sheet
/// has to name them, where no page may say how a single thing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tint {
    /// How much red, green and blue it has: 0 to 5, of which each stands for 51.
    steps: [u8; 3],
}

impl Tint {
    /// Returns the colour nearest to this one in red, green and blue.
    #[must_use]
    pub fn nearest(colour: [u8; 3]) -> Self {
        Self {
            steps: colour.map(|part| part / STEP + u8::from(part % STEP > STEP / 2)),
        }
    }

    /// Returns the words by which style sheets know the colour.
    #[must_use]
    pub fn words(self) -> String {
        let [red, green, blue] = self.steps;
        let dark = if self.is_dark() { " dark" } else { "" };
        format!("r{red} g{green} b{blue}{dark}")
    }

    /// Reports whether words on the colour have to be white.
    fn is_dark(self) -> bool {
        let parts = self.steps.iter().zip(SHARES);
        let light = parts.map(|(step, share)| LIGHT[usize::from(*step).min(5)] * share);
        light.sum::<u32>() / 10_000 < DARK
    }
}

#[cfg(test)]
mod tests {
    use super::Tint;

    #[test]
    fn a_colour_is_the_nearest_one_and_says_which_words_can_be_read_on_it() {
        for (colour, words) in [
            ([0, 0, 0], "r0 g0 b0 dark"),
            ([255, 255, 255], "r5 g5 b5"),
            ([25, 26, 76], "r0 g1 b1 dark"),
            ([77, 230, 229], "r2 g5 b4"),
            ([255, 0, 0], "r5 g0 b0"),
            ([100, 100, 100], "r2 g2 b2 dark"),
            ([150, 150, 150], "r3 g3 b3"),
        ] {
            assert_eq!(Tint::nearest(colour).words(), words);
        }
    }
}
