//! Marks on their ranges, one row each, over an axis with round numbers: dots, and caterpillars of
//! services that are named.

use super::canvas::{LETTERS, SvgCanvas, SvgPoint, TextAnchor};
use super::caterpillar::{draw_side_key, shape_of};
use super::chart::ChartRow;
use super::key::shape_class;
use super::lettering::{bold_width, text_width};
use super::plan::ChartPlan;
use super::rows::{RowGrid, RowSize, room_of_target};
use super::scale::{AxisRange, AxisScale, AxisTicks};
use super::words::tick_text;

/// The height of what is drawn of a row.
const HEIGHT: f64 = 18.0;

/// Draws marks on their ranges, and returns the height of the drawing.
pub(super) fn draw_dots(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    let (range, ticks) = AxisRange::of(plan.chart.numbers())
        .with_zero_within(0.3)
        .rounded(5);
    let rows = 0..plan.chart.rows.len();
    let values = rows.map(|row| bold_width(plan.figure_text(row, 0), LETTERS));
    let size = RowSize {
        height: HEIGHT,
        gap: if plan.chart.rows.len() > 24 {
            4.0
        } else {
            10.0
        },
        room: values.fold(0.0, f64::max) + 20.0,
    };
    let top = if plan.lies() {
        draw_side_key(plan, canvas)
    } else {
        0.0
    };
    let grid = RowGrid::new(plan, canvas.layout, size, top + room_of_target(plan));
    // Half of a tick's number stands before the axis, and half behind it.
    let first = ticks.values.first().map_or_else(String::new, |value| {
        tick_text(*value, ticks.decimals, &plan.chart.form(), plan.words)
    });
    let before = (text_width(&first, LETTERS) / 2.0 + 1.0).max(14.0);
    let scale = AxisScale::new(range, grid.start + before, grid.end - 6.0);
    draw_axis(plan, canvas, &grid, &scale, &ticks);
    grid.target(plan, canvas, &scale);
    grid.names(plan, canvas);
    canvas.open("chart-ranges", "stroke=\"#555\"");
    let width = canvas.layout.width();
    for (at, (row, shown)) in plan.rows().enumerate() {
        let y = grid.drawn_top(at) + HEIGHT / 2.0;
        let shape = shape_of(plan, shown);
        canvas.open_range(row, shown, shape_class(shape), plan.mark_text(row, 0));
        draw_range(canvas, &scale, shown, y);
        if let Some(value) = shown.number(0) {
            let x = scale.place(value);
            canvas.shape(shape, SvgPoint { x, y }, 5.0);
        }
        let end = SvgPoint {
            x: width,
            y: y + 5.0,
        };
        canvas.text(
            "chart-value",
            TextAnchor::End,
            end,
            plan.figure_text(row, 0),
        );
        canvas.close();
    }
    canvas.close();
    grid.bottom + 30.0
}

/// Draws the range of a row, with a line across each end.
fn draw_range(canvas: &mut SvgCanvas, scale: &AxisScale, row: &ChartRow, y: f64) {
    let Some((low, high)) = row.range() else {
        return;
    };
    let (low, high) = (scale.place(low), scale.place(high));
    canvas.line(
        "chart-range",
        SvgPoint { x: low, y },
        SvgPoint { x: high, y },
    );
    for x in [low, high] {
        let (from, to) = (SvgPoint { x, y: y - 5.0 }, SvgPoint { x, y: y + 5.0 });
        canvas.line("chart-range", from, to);
    }
}

/// Draws the lines at round numbers, and writes the numbers below.
fn draw_axis(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    grid: &RowGrid,
    scale: &AxisScale,
    ticks: &AxisTicks,
) {
    let form = plan.chart.form();
    let bottom = grid.bottom + 6.0;
    canvas.open("chart-grid", "stroke=\"#ccc\"");
    for value in &ticks.values {
        let x = scale.place(*value);
        let from = SvgPoint {
            x,
            y: grid.top - 2.0,
        };
        canvas.line("chart-rule", from, SvgPoint { x, y: bottom });
    }
    canvas.close();
    canvas.open("chart-ticks", "");
    for value in &ticks.values {
        let text = tick_text(*value, ticks.decimals, &form, plan.words);
        let at = SvgPoint {
            x: scale.place(*value),
            y: bottom + 17.0,
        };
        canvas.text("chart-tick", TextAnchor::Middle, at, &text);
    }
    canvas.close();
}
