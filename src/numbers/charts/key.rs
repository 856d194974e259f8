//! The key above a chart, which says what its forms, dashes and patterns mean.

use super::canvas::{
    ChartLayout, LETTERS, LINE, MarkShape, SvgCanvas, SvgPoint, TextAnchor, pattern_of,
};
use super::lettering::{lines, text_width};

/// An entry of a key.
pub(super) struct KeyEntry {
    pub(super) sign: KeySign,
    pub(super) text: String,
}

/// What an entry of a key explains.
#[derive(Clone, Copy)]
pub(super) enum KeySign {
    /// The bars of a series.
    Bar(usize),
    /// The line of a series.
    Line(usize),
    /// Marks of this form.
    Mark(MarkShape),
    /// The line of the target.
    Target,
}

/// The width of a sign, with the space behind it.
const SIGN: f64 = 34.0;
/// The height of a row of the key.
const ROW: f64 = 24.0;

/// Draws a key at the top of a drawing, and returns the place below it.
pub(super) fn draw_key(canvas: &mut SvgCanvas, entries: &[KeyEntry], top: f64) -> f64 {
    let width = canvas.layout.width();
    let mut at = SvgPoint { x: 0.0, y: top };
    canvas.open("chart-key", "");
    for entry in entries {
        let room = width - SIGN;
        let texts = lines(&entry.text, LETTERS, room, 2);
        let texts_width = texts.iter().map(|line| text_width(line, LETTERS));
        let whole = SIGN + texts_width.fold(0.0, f64::max);
        if at.x > 0.0 && at.x + whole > width {
            at = SvgPoint {
                x: 0.0,
                y: at.y + ROW,
            };
        }
        draw_sign(canvas, entry.sign, at);
        let start = SvgPoint {
            x: at.x + SIGN - 6.0,
            y: at.y + 13.0,
        };
        canvas.lines("chart-word", start, &texts, &entry.text);
        at.x += whole + 18.0;
        if texts.len() > 1 {
            at = SvgPoint {
                x: 0.0,
                y: at.y + ROW + LINE,
            };
        }
    }
    canvas.close();
    if at.x > 0.0 { at.y + ROW } else { at.y }
}

fn draw_sign(canvas: &mut SvgCanvas, sign: KeySign, at: SvgPoint) {
    let middle = SvgPoint {
        x: at.x + 11.0,
        y: at.y + 8.0,
    };
    let (start, end) = (
        SvgPoint { x: at.x, ..middle },
        SvgPoint {
            x: at.x + 22.0,
            ..middle
        },
    );
    match sign {
        KeySign::Bar(series) => {
            canvas.open(&format!("chart-s{}", series + 1), "");
            let to = SvgPoint {
                x: at.x + 22.0,
                y: at.y + 15.0,
            };
            let from = SvgPoint {
                x: at.x + 1.0,
                y: at.y + 1.0,
            };
            canvas.rect("chart-bar", from, to, pattern_of(series));
        }
        KeySign::Line(series) => {
            canvas.open(&format!("chart-s{}", series + 1), "stroke=\"#555\"");
            canvas.path("chart-line", &[start, end]);
            canvas.shape(series_shape(series), middle, 4.0);
        }
        KeySign::Mark(shape) => {
            canvas.open(&format!("chart-s1 {}", shape_class(shape)), "");
            canvas.shape(shape, middle, 4.5);
        }
        KeySign::Target => {
            canvas.open("chart-rules", "stroke=\"#555\"");
            canvas.line("chart-target", start, end);
        }
    }
    canvas.close();
}

/// Returns the form of the marks of a series.
pub(super) const fn series_shape(series: usize) -> MarkShape {
    match series % 6 {
        0 => MarkShape::Circle,
        1 => MarkShape::Square,
        2 => MarkShape::Up,
        3 => MarkShape::Diamond,
        4 => MarkShape::Cross,
        _ => MarkShape::Down,
    }
}

/// Returns the class of marks whose form means something.
pub(super) const fn shape_class(shape: MarkShape) -> &'static str {
    match shape {
        MarkShape::Up => "chart-up",
        MarkShape::Down => "chart-down",
        MarkShape::Diamond => "chart-far",
        MarkShape::Circle | MarkShape::Square | MarkShape::Cross => "",
    }
}

/// Writes a note below a drawing, and returns the place below it.
pub(super) fn draw_words(canvas: &mut SvgCanvas, text: &str, from: SvgPoint) -> f64 {
    let most = match canvas.layout {
        ChartLayout::Wide => 1,
        ChartLayout::Narrow => 3,
    };
    let texts = lines(text, LETTERS, canvas.layout.width() - from.x, most);
    let lines_high = texts.iter().fold(0.0, |high, _| high + LINE);
    canvas.lines("chart-word", from, &texts, text);
    from.y + lines_high
}

/// Writes a text whose middle is at a place, moved so that all of it is in the drawing.
pub(super) fn centred(canvas: &mut SvgCanvas, class: &str, at: SvgPoint, text: &str) {
    let half = text_width(text, LETTERS) / 2.0;
    let most = (canvas.layout.width() - half).max(half);
    let x = at.x.clamp(half, most);
    canvas.text(class, TextAnchor::Middle, SvgPoint { x, y: at.y }, text);
}
