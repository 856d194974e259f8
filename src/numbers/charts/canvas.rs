//! Writes SVG. Everything is told apart by classes, which the theme's style sheet gives colours to;
//! the few attributes of the same meaning serve readers without the style sheet, such as feeds.

use super::chart::ChartRow;
use crate::base::html::escape_into;
use std::fmt::Write as _;

/// The two layouts of a chart. A page shows one of them, by the room that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChartLayout {
    Wide,
    Narrow,
}

/// The side of a text that stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextAnchor {
    Start,
    Middle,
    End,
}

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkShape {
    Circle,
    Square,
    Up,
    Down,
    Diamond,
    Cross,
}

/// A point of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SvgPoint {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The drawing, while it is written.
pub(super) struct SvgCanvas {
    out: String,
    pub(super) layout: ChartLayout,
    /// The beginning of every identifier in the drawing.
    pub(super) id: String,
}

/// The colours of series without the style sheet.
const SERIES: [&str; 6] = [
    "#0a5a61", "#9c4217", "#5a4a96", "#5d6d6d", "#2a6099", "#7a5c1c",
];
/// The most series that can be told apart.
pub(super) const MOST_SERIES: usize = SERIES.len();

/// The size of letters.
pub(super) const LETTERS: f64 = 14.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 17.0;

impl ChartLayout {
    pub(super) const fn width(self) -> f64 {
        match self {
            Self::Wide => 640.0,
            Self::Narrow => 300.0,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

impl SvgCanvas {
    /// Starts a drawing of so many marks; `id` is unique on the page.
    pub(super) fn new(layout: ChartLayout, id: &str, marks: usize) -> Self {
        Self {
            // A mark takes some 250 bytes.
            out: String::with_capacity((4 << 10) + marks * 256),
            layout,
            id: format!("{id}_{}", layout.name()),
        }
    }

    /// Finishes the drawing, with its title and its description.
    pub(super) fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (id, name) = (&self.id, self.layout.name());
        let width = self.layout.width();
        let mut svg = String::with_capacity(self.out.len() + description.len() + 600);
        // Without the style sheet only the wide layout is there.
        let display = match self.layout {
            ChartLayout::Wide => "",
            ChartLayout::Narrow => " display=\"none\"",
        };
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-{name}\" role=\"img\" \
             aria-labelledby=\"{id}_title\" aria-describedby=\"{id}_about\" \
             viewBox=\"0 0 {width} {height:.0}\" width=\"{width}\" height=\"{height:.0}\" \
             direction=\"ltr\" font-family=\"sans-serif\" font-size=\"{LETTERS}\"{display}>\n\
             <title id=\"{id}_title\">"
        );
        escape_into(title, &mut svg);
        let _ = write!(svg, "</title>\n<desc id=\"{id}_about\">");
        escape_into(description, &mut svg);
        svg.push_str("</desc>\n");
        svg.push_str(&self.out);
        svg.push_str("</svg>");
        svg
    }

    /// Opens a group of this class; `attributes` are written as they are.
    pub(super) fn open(&mut self, class: &str, attributes: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = write!(self.out, "<g class=\"{class}\"{space}{attributes}>");
    }

    /// Opens the group of one mark, with the figures that it shows and what it says.
    pub(super) fn open_mark(&mut self, row: usize, of: &ChartRow, series: usize, text: &str) {
        self.start_mark(row, of, series, "");
        self.name_mark(of, text);
    }

    /// Opens the group of a mark whose form means something, as its class says.
    pub(super) fn open_shaped(&mut self, row: usize, of: &ChartRow, class: &str, text: &str) {
        self.start_mark(row, of, 0, class);
        self.name_mark(of, text);
    }

    /// Opens the group of a mark that has a range, and a form that means something.
    pub(super) fn open_range(&mut self, row: usize, of: &ChartRow, class: &str, text: &str) {
        self.start_mark(row, of, 0, class);
        if let Some((low, high)) = of.range() {
            self.value("data-low", low);
            self.value("data-high", high);
        }
        self.name_mark(of, text);
    }

    /// Writes the beginning of a mark's group, up to where more attributes may stand.
    fn start_mark(&mut self, row: usize, of: &ChartRow, series: usize, class: &str) {
        self.out.push_str("<g class=\"chart-mark chart-s");
        push_digits(&mut self.out, (series % MOST_SERIES) as u64 + 1);
        if !class.is_empty() {
            self.out.extend([" ", class]);
        }
        self.out.push('"');
        if series > 0 {
            self.out
                .extend([" fill=\"", SERIES[series % MOST_SERIES], "\""]);
        }
        self.out.push_str(" data-row=\"");
        push_digits(&mut self.out, row as u64);
        self.out.push_str("\" data-series=\"");
        push_digits(&mut self.out, series as u64);
        self.out.push('"');
        if let Some(value) = of.number(series) {
            self.value("data-value", value);
        }
        if let Some((count, size)) = of.counts {
            self.value("data-count", count);
            self.value("data-size", size);
        }
    }

    /// Writes the end of a mark's group, and what the mark says.
    fn name_mark(&mut self, of: &ChartRow, text: &str) {
        if let Some(code) = &of.code {
            self.out.push_str(" data-code=\"");
            escape_into(code, &mut self.out);
            self.out.push('"');
        }
        self.out.push_str("><title>");
        escape_into(text, &mut self.out);
        self.out.push_str("</title>");
    }

    /// Writes an attribute with a figure, as exactly as it is known.
    fn value(&mut self, name: &str, value: f64) {
        self.out.extend([" ", name, "=\""]);
        push_value(&mut self.out, value);
        self.out.push('"');
    }

    /// Closes a group.
    pub(super) fn close(&mut self) {
        self.out.push_str("</g>\n");
    }

    fn number(&mut self, name: &str, value: f64) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_short(&mut self.out, value);
        self.out.push('"');
    }

    pub(super) fn line(&mut self, class: &str, from: SvgPoint, to: SvgPoint) {
        let _ = write!(self.out, "<line class=\"{class}\"");
        self.number("x1", from.x);
        self.number("y1", from.y);
        self.number("x2", to.x);
        self.number("y2", to.y);
        self.out.push_str("/>");
    }

    /// Draws a box; `fill` names a pattern of the drawing, if there is one.
    pub(super) fn rect(&mut self, class: &str, from: SvgPoint, to: SvgPoint, fill: Option<usize>) {
        let _ = write!(self.out, "<rect class=\"{class}\"");
        self.number("x", from.x.min(to.x));
        self.number("y", from.y);
        self.number("width", (to.x - from.x).abs());
        self.number("height", to.y - from.y);
        if let Some(pattern) = fill {
            let _ = write!(self.out, " fill=\"url(#{}_p{pattern})\"", self.id);
        }
        self.out.push_str("/>");
    }

    /// Draws a line through points.
    pub(super) fn path(&mut self, class: &str, points: &[SvgPoint]) {
        let _ = write!(self.out, "<path class=\"{class}\" fill=\"none\" d=\"");
        for (at, point) in points.iter().enumerate() {
            let letter = if at == 0 { 'M' } else { 'L' };
            self.out.push(letter);
            push_short(&mut self.out, point.x);
            self.out.push(' ');
            push_short(&mut self.out, point.y);
        }
        self.out.push_str("\"/>");
    }

    /// Draws the form of a mark around a point.
    pub(super) fn shape(&mut self, shape: MarkShape, at: SvgPoint, radius: f64) {
        let SvgPoint { x, y } = at;
        if shape == MarkShape::Circle {
            self.out.push_str("<circle class=\"chart-dot\"");
            self.number("cx", x);
            self.number("cy", y);
            self.number("r", radius);
            self.out.push_str("/>");
            return;
        }
        let r = radius * 1.15;
        let corners: &[(f64, f64)] = match shape {
            MarkShape::Square => &[(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
            MarkShape::Up => &[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
            MarkShape::Down => &[(0.0, 1.1), (1.1, -0.9), (-1.1, -0.9)],
            MarkShape::Diamond | MarkShape::Circle => {
                &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]
            }
            MarkShape::Cross => &[
                (-1.1, -0.5),
                (-0.5, -0.5),
                (-0.5, -1.1),
                (0.5, -1.1),
                (0.5, -0.5),
                (1.1, -0.5),
                (1.1, 0.5),
                (0.5, 0.5),
                (0.5, 1.1),
                (-0.5, 1.1),
                (-0.5, 0.5),
                (-1.1, 0.5),
            ],
        };
        self.out.push_str("<path class=\"chart-dot\" d=\"");
        for (number, (across, down)) in corners.iter().enumerate() {
            let letter = if number == 0 { 'M' } else { 'L' };
            self.out.push(letter);
            push_short(&mut self.out, x + across * r);
            self.out.push(' ');
            push_short(&mut self.out, y + down * r);
        }
        self.out.push_str("Z\"/>");
    }

    pub(super) fn text(&mut self, class: &str, anchor: TextAnchor, at: SvgPoint, text: &str) {
        let _ = write!(self.out, "<text class=\"{class}\"");
        self.number("x", at.x);
        self.number("y", at.y);
        self.out.push_str(match anchor {
            TextAnchor::Start => "",
            TextAnchor::Middle => " text-anchor=\"middle\"",
            TextAnchor::End => " text-anchor=\"end\"",
        });
        self.out.push('>');
        escape_into(text, &mut self.out);
        self.out.push_str("</text>");
    }

    /// Writes lines below each other, and the whole text as a title where they hold less than it.
    pub(super) fn lines(&mut self, class: &str, at: SvgPoint, lines: &[String], whole: &str) {
        let is_cut = lines.last().is_some_and(|line| line.ends_with('…'));
        if is_cut {
            self.open("chart-cut", "");
            self.out.push_str("<title>");
            escape_into(whole, &mut self.out);
            self.out.push_str("</title>");
        }
        let mut y = at.y;
        for line in lines {
            self.text(class, TextAnchor::Start, SvgPoint { x: at.x, y }, line);
            y += LINE;
        }
        if is_cut {
            self.close();
        }
    }

    /// Writes the patterns that tell the series of bars apart without colours.
    pub(super) fn patterns(&mut self, series: usize) {
        const LINES: [&str; MOST_SERIES] = [
            "",
            "M-2 2L2 -2M0 8L8 0M6 10L10 6",
            "M1 3H3M5 7H7",
            "",
            "M0 0L8 8M0 8L8 0",
            "M0 2H8M0 6H8",
        ];
        self.out.push_str("<defs>");
        for at in 0..series.min(MOST_SERIES) {
            let (id, number, colour) = (&self.id, at + 1, SERIES[at]);
            if LINES[at].is_empty() {
                continue;
            }
            let _ = write!(
                self.out,
                "<pattern id=\"{id}_p{number}\" class=\"chart-s{number}\" width=\"8\" \
                 height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"chart-hatch\" \
                 stroke=\"{colour}\" stroke-width=\"1.8\" d=\"{}\"/></pattern>",
                LINES[at]
            );
        }
        self.out.push_str("</defs>\n");
    }
}

/// Returns the pattern that fills the bars of a series: two are filled with their colour.
pub(super) const fn pattern_of(series: usize) -> Option<usize> {
    match series {
        0 | 3 => None,
        series => Some(series + 1),
    }
}

/// Appends a coordinate with at most one decimal. Drawings are smaller than the range of an `i32`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what a number cannot hold is cut off, and stands in no drawing"
)]
fn push_short(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i32;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_digits(out, u64::from(tenths / 10));
    if !tenths.is_multiple_of(10) {
        out.push('.');
        push_digits(out, u64::from(tenths % 10));
    }
}

/// Appends a figure.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is whole, and an integer holds it"
)]
fn push_value(out: &mut String, value: f64) {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) {
        push_digits(out, value as u64);
    } else {
        let _ = write!(out, "{value}");
    }
}

/// Appends the digits of a number: without the formatting of the standard library, which takes most
/// of the time of drawing.
fn push_digits(out: &mut String, number: u64) {
    if number > 9 {
        push_digits(out, number / 10);
    }
    let digit = u32::try_from(number % 10).ok();
    out.extend(digit.and_then(|digit| char::from_digit(digit, 10)));
}
