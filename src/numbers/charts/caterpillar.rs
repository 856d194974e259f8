//! Caterpillars: the values of many services side by side, in order, each with its interval. Those
//! of few services that are named lie on their side, as dots do.

use super::canvas::{LETTERS, MarkShape, SvgCanvas, SvgPoint, TextAnchor};
use super::chart::{ChartKind, ChartRow, RowOrder};
use super::key::{KeyEntry, KeySign, draw_key, draw_words, shape_class};
use super::plan::{ChartPlan, gap_sign};
use super::scale::AxisRange;
use super::upright::{UprightFrame, draw_frame};

/// Where an interval lies beside the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IntervalSide {
    /// The whole interval is above.
    Above,
    /// The whole interval is below.
    Below,
    /// The target is in the interval, or there is no target.
    Around,
}

/// Returns where the interval of a row lies beside the target.
pub(super) fn side_of(plan: &ChartPlan<'_>, row: &ChartRow) -> IntervalSide {
    let Some(target) = &plan.chart.target else {
        return IntervalSide::Around;
    };
    match row.range() {
        Some((low, _)) if low > target.value => IntervalSide::Above,
        Some((_, high)) if high < target.value => IntervalSide::Below,
        _ => IntervalSide::Around,
    }
}

/// Draws a caterpillar, and returns the height of the drawing.
#[expect(
    clippy::cast_precision_loss,
    reason = "a chart has some hundreds of marks"
)]
pub(super) fn draw_caterpillar(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    let axis = AxisRange::of(plan.chart.numbers())
        .with_zero_within(0.3)
        .rounded(5);
    let mut top = 10.0;
    if plan.chart.target.is_some() {
        let mut entries = side_entries(plan);
        entries.extend(plan.target_text().map(|text| KeyEntry {
            sign: KeySign::Target,
            text,
        }));
        top = draw_key(canvas, &entries, 0.0) + 14.0;
    }
    let frame = draw_frame(plan, canvas, &axis, top, 4.0);
    let step = (frame.end - frame.start - 8.0) / plan.order.len().max(1) as f64;
    canvas.open("chart-ranges", "stroke=\"#555\"");
    let mut sign_end = 0.0;
    for (at, (row, shown)) in plan.rows().enumerate() {
        let x = frame.start + 4.0 + (at as f64 + 0.5) * step;
        let class = shape_class(shape_of(plan, shown));
        canvas.open_range(row, shown, class, plan.mark_text(row, 0));
        draw_interval(plan, canvas, &frame, shown, SvgPoint { x, y: step });
        if shown.number(0).is_none() && x > sign_end {
            let y = frame.bottom - 5.0;
            let sign = gap_sign(shown, 0);
            canvas.text("chart-value", TextAnchor::Middle, SvgPoint { x, y }, sign);
            sign_end = x + LETTERS;
        }
        canvas.close();
    }
    canvas.close();
    frame.target_line(plan, canvas);
    let from = SvgPoint {
        x: frame.start,
        y: frame.bottom + 22.0,
    };
    let order = match plan.chart.order {
        RowOrder::Largest => "chart_axis_falling",
        _ => "chart_axis_rising",
    };
    draw_words(canvas, &plan.words.say(order, None, &[]), from)
}

/// Draws the interval of a row and its mark; `at` holds the place along the axis, and the width
/// that a row has.
fn draw_interval(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    frame: &UprightFrame,
    shown: &ChartRow,
    at: SvgPoint,
) {
    let (x, step) = (at.x, at.y);
    let shape = shape_of(plan, shown);
    if let Some((low, high)) = shown.range() {
        let from = SvgPoint {
            x,
            y: frame.scale.place(high),
        };
        let to = SvgPoint {
            x,
            y: frame.scale.place(low),
        };
        canvas.line("chart-range", from, to);
    }
    if let Some(value) = shown.number(0) {
        let y = frame.scale.place(value);
        canvas.shape(shape, SvgPoint { x, y }, (step * 0.4).clamp(2.0, 4.5));
    }
}

/// Returns the form of the mark of a row, which says where its interval lies. Dots say nothing of
/// that.
pub(super) fn shape_of(plan: &ChartPlan<'_>, row: &ChartRow) -> MarkShape {
    match side_of(plan, row) {
        _ if plan.chart.kind == ChartKind::Dot => MarkShape::Circle,
        IntervalSide::Above => MarkShape::Up,
        IntervalSide::Below => MarkShape::Down,
        IntervalSide::Around => MarkShape::Circle,
    }
}

/// Draws what the forms of marks mean, where there is a target, and returns the place below.
pub(super) fn draw_side_key(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    if plan.chart.target.is_none() {
        return 0.0;
    }
    draw_key(canvas, &side_entries(plan), 0.0)
}

/// Returns what the forms of the marks mean that the chart has.
fn side_entries(plan: &ChartPlan<'_>) -> Vec<KeyEntry> {
    let mut entries = Vec::with_capacity(4);
    for (shape, side, key) in [
        (MarkShape::Up, IntervalSide::Above, "chart_key_above"),
        (MarkShape::Circle, IntervalSide::Around, "chart_key_around"),
        (MarkShape::Down, IntervalSide::Below, "chart_key_below"),
    ] {
        let mut rows = plan.chart.rows.iter();
        if rows.any(|row| row.number(0).is_some() && side_of(plan, row) == side) {
            entries.push(KeyEntry {
                sign: KeySign::Mark(shape),
                text: plan.words.say(key, None, &[]),
            });
        }
    }
    entries
}
