//! The rows of charts that lie on their side: names at the start, or above where there is little
//! room, and what is drawn of each row beside or below its name.

use super::canvas::{ChartLayout, LETTERS, LINE, SvgCanvas, SvgPoint};
use super::key::centred;
use super::lettering::{lines, text_width};
use super::plan::ChartPlan;
use super::scale::AxisScale;

/// The places of the rows.
pub(super) struct RowGrid {
    /// Where the drawing begins and ends, without the room for values.
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    rows: Vec<PlacedRow>,
}

/// The place of a row.
struct PlacedRow {
    lines: Vec<String>,
    label_top: f64,
    drawn_top: f64,
}

/// The widest column of names beside the rows of a wide chart.
const WIDEST_NAMES: f64 = 210.0;

impl RowGrid {
    /// Gives each row a place: `height` is that of what is drawn of a row, and `room` the width at
    /// the end which values take.
    pub(super) fn new(plan: &ChartPlan<'_>, layout: ChartLayout, size: RowSize, top: f64) -> Self {
        let widths = plan.labels.iter().map(|label| text_width(label, LETTERS));
        let widest = widths.fold(0.0, f64::max) + 1.0;
        let (names, start) = match layout {
            ChartLayout::Wide => {
                let names = widest.min(WIDEST_NAMES);
                (names, if widest > 1.0 { names + 12.0 } else { 0.0 })
            }
            ChartLayout::Narrow => (layout.width(), 0.0),
        };
        let mut rows = Vec::with_capacity(plan.order.len());
        let mut y = top;
        for row in &plan.order {
            let lines = lines(&plan.labels[*row], LETTERS, names, 3);
            let lines_high = lines.iter().fold(0.0, |high, _| high + LINE);
            let (label_top, drawn_top, next) = match layout {
                ChartLayout::Wide => {
                    let high = size.height.max(lines_high);
                    let label = y + (high - lines_high) / 2.0;
                    (label, y + (high - size.height) / 2.0, high)
                }
                ChartLayout::Narrow => (y, y + lines_high + 2.0, lines_high + 2.0 + size.height),
            };
            rows.push(PlacedRow {
                lines,
                label_top,
                drawn_top,
            });
            y += next + size.gap;
        }
        Self {
            start,
            end: layout.width() - size.room,
            top,
            bottom: y - size.gap,
            rows,
        }
    }

    /// Returns the upper edge of what is drawn of the row which stands at `at`.
    pub(super) fn drawn_top(&self, at: usize) -> f64 {
        self.rows[at].drawn_top
    }

    /// Writes the names of the rows.
    pub(super) fn names(&self, plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) {
        canvas.open("chart-names", "");
        for (placed, row) in self.rows.iter().zip(&plan.order) {
            let from = SvgPoint {
                x: 0.0,
                y: placed.label_top + 13.0,
            };
            canvas.lines(
                "chart-name chart-over",
                from,
                &placed.lines,
                &plan.labels[*row],
            );
        }
        canvas.close();
    }

    /// Draws the line at 0: through all rows, or beside the bars where names stand above them.
    pub(super) fn zero(&self, canvas: &mut SvgCanvas, x: f64, height: f64) {
        canvas.open("chart-rules", "stroke=\"#555\"");
        let beside = self
            .rows
            .iter()
            .map(|row| (row.drawn_top, row.drawn_top + height));
        let whole = [(self.top - 2.0, self.bottom + 2.0)];
        let pieces: Vec<(f64, f64)> = match canvas.layout {
            ChartLayout::Wide => whole.to_vec(),
            ChartLayout::Narrow => beside.collect(),
        };
        for (from, to) in pieces {
            canvas.line("chart-zero", SvgPoint { x, y: from }, SvgPoint { x, y: to });
        }
        canvas.close();
    }

    /// Draws the line of the target through all rows, with its name above.
    pub(super) fn target(&self, plan: &ChartPlan<'_>, canvas: &mut SvgCanvas, scale: &AxisScale) {
        let (Some(target), Some(text)) = (&plan.chart.target, plan.target_text()) else {
            return;
        };
        let x = scale.place(target.value);
        canvas.open("chart-rules", "stroke=\"#555\"");
        let from = SvgPoint {
            x,
            y: self.top - 4.0,
        };
        let to = SvgPoint { x, y: self.bottom };
        canvas.line("chart-target", from, to);
        canvas.close();
        let above = SvgPoint {
            x,
            y: self.top - 9.0,
        };
        centred(canvas, "chart-word", above, &text);
    }
}

/// The size of the rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowSize {
    /// The height of what is drawn of a row.
    pub(super) height: f64,
    /// The space below a row.
    pub(super) gap: f64,
    /// The width at the end which values take.
    pub(super) room: f64,
}

/// Returns the height that the name of the target takes above the rows.
pub(super) fn room_of_target(plan: &ChartPlan<'_>) -> f64 {
    if plan.chart.target.is_some() {
        24.0
    } else {
        4.0
    }
}
