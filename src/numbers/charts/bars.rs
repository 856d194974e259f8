//! Bars: one for each row, a group of them, or pieces in a row. They lie on their side, so that
//! names are read as they are written, and their values stand at their ends.

use super::canvas::{LETTERS, SvgCanvas, SvgPoint, TextAnchor, pattern_of};
use super::chart::{ChartFigure, ChartKind};
use super::key::{KeyEntry, KeySign, draw_key};
use super::lettering::bold_width;
use super::plan::{ChartPlan, gap_sign};
use super::rows::{RowGrid, RowSize, room_of_target};
use super::scale::{AxisRange, AxisScale};

/// The space between a bar and its value.
const SPACE: f64 = 6.0;

/// Draws the bars of a chart, and returns the height of the drawing.
pub(super) fn draw_bars(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    canvas.patterns(plan.chart.series.len());
    let mut top = 0.0;
    if plan.has_key() {
        let series = plan.chart.series.iter().enumerate();
        let entries: Vec<KeyEntry> = series
            .map(|(at, series)| KeyEntry {
                sign: KeySign::Bar(at),
                text: series.title.clone(),
            })
            .collect();
        top = draw_key(canvas, &entries, 0.0) + 6.0;
    }
    top += room_of_target(plan);
    let is_stacked = plan.chart.kind == ChartKind::Stacked;
    let range = if is_stacked {
        AxisRange::of(sums(plan)).with_zero()
    } else {
        AxisRange::of(plan.chart.numbers()).with_zero()
    };
    let thickness = thickness(plan);
    let drawn = if is_stacked {
        1
    } else {
        plan.chart.series.len()
    };
    let size = RowSize {
        height: repeated(thickness + 2.0, drawn) - 2.0,
        gap: if plan.rows().count() > 24 { 6.0 } else { 12.0 },
        room: room(plan, is_stacked, true),
    };
    let grid = RowGrid::new(plan, canvas.layout, size, top);
    let scale = AxisScale::new(range, grid.start + room(plan, is_stacked, false), grid.end);
    canvas.open("chart-bars", "");
    for (at, row) in plan.order.iter().enumerate() {
        let y = grid.drawn_top(at);
        if is_stacked {
            stack(plan, canvas, &scale, *row, y, thickness);
        } else {
            group(plan, canvas, &scale, *row, y, thickness);
        }
    }
    canvas.close();
    grid.zero(canvas, scale.place(0.0), size.height);
    grid.target(plan, canvas, &scale);
    grid.names(plan, canvas);
    if !is_stacked {
        write_values(plan, canvas, &scale, &grid, thickness);
    }
    grid.bottom + 6.0
}

/// Returns the thickness of a bar: many bars are thin.
fn thickness(plan: &ChartPlan<'_>) -> f64 {
    match (plan.chart.kind, plan.chart.rows.len()) {
        (ChartKind::Grouped, _) | (_, 25..) => 16.0,
        _ => 22.0,
    }
}

fn repeated(step: f64, count: usize) -> f64 {
    (0..count).fold(0.0, |sum, _| sum + step)
}

/// Lists the sums of the rows' numbers.
fn sums<'p>(plan: &'p ChartPlan<'_>) -> impl Iterator<Item = f64> + 'p {
    let rows = plan.chart.rows.iter();
    let target = plan.chart.target.iter().map(|target| target.value);
    let sums = rows.map(|row| row.figures.iter().filter_map(ChartFigure::number).sum());
    sums.chain(target)
}

/// Returns the width that values take beside the bars: at their end, or at the other side, where
/// values below 0 stand.
fn room(plan: &ChartPlan<'_>, is_stacked: bool, at_end: bool) -> f64 {
    let mut widest = 0.0_f64;
    for (number, row) in plan.chart.rows.iter().enumerate() {
        let mut signs = 0.0;
        for series in 0..plan.chart.series.len() {
            let value = row.number(series);
            let is_here = value.is_none_or(|value| value >= 0.0) == at_end;
            let width = bold_width(plan.figure_text(number, series), LETTERS) + SPACE + 2.0;
            if value.is_none() && is_stacked {
                signs += if at_end { width } else { 0.0 };
            } else if is_here && !is_stacked {
                widest = widest.max(width);
            }
        }
        widest = widest.max(signs);
    }
    widest
}

/// Draws the bars of a row below each other.
fn group(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    scale: &AxisScale,
    row: usize,
    top: f64,
    thickness: f64,
) {
    let shown = &plan.chart.rows[row];
    let zero = scale.place(0.0);
    let mut y = top;
    for series in 0..plan.chart.series.len() {
        canvas.open_mark(row, shown, series, plan.mark_text(row, series));
        if let Some(value) = shown.number(series) {
            let from = SvgPoint { x: zero, y };
            let to = SvgPoint {
                x: scale.place(value),
                y: y + thickness,
            };
            canvas.rect("chart-bar", from, to, pattern_of(series));
        }
        canvas.close();
        y += thickness + 2.0;
    }
}

/// Writes the values at the ends of their bars, over the line of the target.
fn write_values(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    scale: &AxisScale,
    grid: &RowGrid,
    thickness: f64,
) {
    canvas.open("chart-values", "");
    for (at, (row, shown)) in plan.rows().enumerate() {
        let mut y = grid.drawn_top(at) + thickness / 2.0 + 5.0;
        for series in 0..plan.chart.series.len() {
            let value = shown.number(series);
            let end = scale.place(value.unwrap_or(0.0));
            let (anchor, x) = if value.is_some_and(|value| value < 0.0) {
                (TextAnchor::End, end - SPACE)
            } else {
                (TextAnchor::Start, end + SPACE)
            };
            let text = plan.figure_text(row, series);
            canvas.text("chart-value chart-over", anchor, SvgPoint { x, y }, text);
            y += thickness + 2.0;
        }
    }
    canvas.close();
}

/// Draws the pieces of a row one after the other. A value stands in its piece if that is wide
/// enough, and the sign of one that is not given behind the last piece.
fn stack(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    scale: &AxisScale,
    row: usize,
    top: f64,
    thickness: f64,
) {
    let shown = &plan.chart.rows[row];
    let baseline = top + thickness / 2.0 + 5.0;
    let mut sum = 0.0;
    for series in 0..plan.chart.series.len() {
        let Some(value) = shown.number(series) else {
            continue;
        };
        let from = SvgPoint {
            x: scale.place(sum),
            y: top,
        };
        sum += value;
        let to = SvgPoint {
            x: scale.place(sum),
            y: top + thickness,
        };
        let text = plan.figure_text(row, series);
        canvas.open_mark(row, shown, series, plan.mark_text(row, series));
        canvas.rect("chart-bar chart-piece", from, to, pattern_of(series));
        if bold_width(text, LETTERS) + 6.0 <= to.x - from.x {
            let at = SvgPoint {
                x: f64::midpoint(from.x, to.x),
                y: baseline,
            };
            canvas.text("chart-inside", TextAnchor::Middle, at, text);
        }
        canvas.close();
    }
    let mut x = scale.place(sum) + SPACE;
    for series in 0..plan.chart.series.len() {
        if shown.number(series).is_none() {
            let sign = gap_sign(shown, series);
            canvas.open_mark(row, shown, series, plan.mark_text(row, series));
            canvas.text(
                "chart-value",
                TextAnchor::Start,
                SvgPoint { x, y: baseline },
                sign,
            );
            canvas.close();
            x += bold_width(sign, LETTERS) + SPACE;
        }
    }
}
