//! Draws the picture that other websites show beside a link to a page without one: a title and a
//! name in the theme's colours. From: a card. To: a PNG file.
//!
//! The font is Noto Serif Bold (SIL Open Font Licence), cut down to the letters of Latin, Greek and
//! Cyrillic. Scripts whose letters change beside others, such as Arabic, are not drawn:
//! [`can_draw`] tells.

mod canvas;
mod lettering;
#[cfg(test)]
mod tests;

use crate::source::SocialCard;
use canvas::{Canvas, Ink};
use lettering::Lettering;

/// The distance of words from the edges.
const MARGIN: f32 = 80.0;
/// The heights of the title's letters; the first is taken with which it has room.
const TITLE_HEIGHTS: [f32; 4] = [88.0, 74.0, 62.0, 52.0];
/// The distance between two lines, in heights of their letters.
const LEADING: f32 = 1.16;
/// The height of the letters of the name.
const NAME_HEIGHT: f32 = 40.0;
/// The distance from the name up to the upper edge of the bar.
const BAR_ABOVE: f32 = 86.0;
/// The width and height of the bar.
const BAR: (f32, f32) = (96.0, 10.0);
/// The most lines of a title.
const MOST_LINES: usize = 4;

/// Reports whether the font has every letter of a text.
#[must_use]
pub fn can_draw(text: &str) -> bool {
    Lettering::get().is_some_and(|lettering| lettering.has_letters_of(text))
}

/// Draws a card. Returns `None` where it cannot be encoded.
#[must_use]
pub fn draw(card: &SocialCard) -> Option<Vec<u8>> {
    let lettering = Lettering::get()?;
    let (width, height) = SocialCard::SIZE;
    let room = f32::from(width) - 2.0 * MARGIN;
    let foot = f32::from(height) - MARGIN;
    let title = Title::set(
        lettering,
        &card.title,
        (room, foot - BAR_ABOVE - 2.0 * MARGIN),
    );
    let mut canvas = Canvas::new(width, height);
    let mut baseline = MARGIN + title.height;
    for line in &title.lines {
        lettering.write(
            line,
            title.height,
            (MARGIN, baseline),
            &mut canvas,
            Ink::Title,
        );
        baseline += title.height * LEADING;
    }
    let name = lettering.shortened(&card.name, NAME_HEIGHT, room);
    lettering.write(&name, NAME_HEIGHT, (MARGIN, foot), &mut canvas, Ink::Name);
    canvas.fill((MARGIN, foot - BAR_ABOVE), BAR, Ink::Bar);
    canvas.encoded(card.colours)
}

/// A title in lines.
struct Title {
    lines: Vec<String>,
    height: f32,
}

impl Title {
    /// Breaks a title into lines, in the largest letters with which it has the room of this width
    /// and height. What has none in the smallest ends in an ellipsis.
    fn set(lettering: &Lettering, title: &str, (wide, high): (f32, f32)) -> Self {
        for height in TITLE_HEIGHTS {
            let lines = lettering.wrapped(title, height, wide);
            let rows = lines.iter().map(|_| height * LEADING).sum::<f32>();
            let is_narrow = |line: &String| lettering.width(line, height) <= wide;
            if lines.len() <= MOST_LINES && rows <= high && lines.iter().all(is_narrow) {
                return Self { lines, height };
            }
        }
        let height = TITLE_HEIGHTS[TITLE_HEIGHTS.len() - 1];
        let mut lines = lettering.wrapped(title, height, wide);
        if lines.len() > MOST_LINES {
            let rest = lines.split_off(MOST_LINES - 1);
            lines.push(rest.join(" "));
        }
        for line in &mut lines {
            *line = lettering.shortened(line, height, wide);
        }
        Self { lines, height }
    }
}
