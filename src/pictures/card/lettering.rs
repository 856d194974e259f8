//! Words in the font of cards: how wide they are, how they break into lines, and their outlines.

use super::canvas::{Canvas, Ink};
use ab_glyph::{Font as _, FontRef, GlyphId, Point, PxScale, ScaleFont as _};
use std::sync::LazyLock;

static FONT: LazyLock<Option<Lettering>> = LazyLock::new(|| {
    let bytes = include_bytes!("NotoSerif-Bold-subset.ttf");
    FontRef::try_from_slice(bytes).ok().map(Lettering)
});

/// The font.
pub(super) struct Lettering(FontRef<'static>);

impl Lettering {
    /// Returns the font; the program has one that can be read.
    pub(super) fn get() -> Option<&'static Self> {
        FONT.as_ref()
    }

    /// Reports whether the font has every letter of a text.
    pub(super) fn has_letters_of(&self, text: &str) -> bool {
        let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
        letters.all(|letter| self.0.glyph_id(letter) != GlyphId(0))
    }

    /// Places the letters of a line one after another. Returns the glyphs, how far each starts from
    /// the beginning, and where the last one ends.
    fn placed(&self, line: &str, height: f32) -> (Vec<(GlyphId, f32)>, f32) {
        let scaled = self.0.as_scaled(PxScale::from(height));
        let mut placed: Vec<(GlyphId, f32)> = Vec::new();
        let mut end = 0.0;
        for letter in line.chars() {
            let glyph = self.0.glyph_id(letter);
            if let Some((before, _)) = placed.last() {
                end += scaled.kern(*before, glyph);
            }
            placed.push((glyph, end));
            end += scaled.h_advance(glyph);
        }
        (placed, end)
    }

    /// Returns the width of a line.
    pub(super) fn width(&self, line: &str, height: f32) -> f32 {
        self.placed(line, height).1
    }

    /// Breaks a text into lines of this width. A word that is wider has a line of its own.
    pub(super) fn wrapped(&self, text: &str, height: f32, wide: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.width(&longer, height) <= wide {
                    *line = longer;
                    continue;
                }
            }
            lines.push(word.to_owned());
        }
        lines
    }

    /// Returns a line with room in this width: where it has none, its end gives way to an ellipsis.
    pub(super) fn shortened(&self, line: &str, height: f32, wide: f32) -> String {
        let mut kept: Vec<char> = line.trim().chars().collect();
        if self.width(line.trim(), height) <= wide {
            return kept.into_iter().collect();
        }
        // Lines are short: what is far too long need not be measured letter by letter.
        kept.truncate(200);
        while kept.pop().is_some() {
            let start: String = kept.iter().collect();
            let short = format!("{}…", start.trim_end_matches([' ', ',', '.']));
            if self.width(&short, height) <= wide {
                return short;
            }
        }
        String::new()
    }

    /// Writes a line whose letters stand on a point.
    pub(super) fn write(
        &self,
        line: &str,
        height: f32,
        (left, baseline): (f32, f32),
        canvas: &mut Canvas,
        ink: Ink,
    ) {
        let scale = PxScale::from(height);
        for (glyph, start) in self.placed(line, height).0 {
            let at = Point {
                x: left + start,
                y: baseline,
            };
            let glyph = glyph.with_scale_and_position(scale, at);
            if let Some(outline) = self.0.outline_glyph(glyph) {
                let corner = outline.px_bounds().min;
                outline.draw(|x, y, covered| {
                    canvas.cover((corner.x, corner.y), (x, y), covered, ink);
                });
            }
        }
    }
}
