//! The frame of charts whose values go up: lines at round numbers, with the numbers at the start.

use super::canvas::{ChartLayout, LETTERS, SvgCanvas, SvgPoint, TextAnchor};
use super::lettering::text_width;
use super::plan::ChartPlan;
use super::scale::{AxisRange, AxisScale, AxisTicks};
use super::words::tick_text;

/// The frame around what is drawn.
pub(super) struct UprightFrame {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The places of values.
    pub(super) scale: AxisScale,
}

/// Returns the height of what is drawn in a layout.
pub(super) const fn drawn_height(layout: ChartLayout) -> f64 {
    match layout {
        ChartLayout::Wide => 280.0,
        ChartLayout::Narrow => 230.0,
    }
}

/// Draws the axis of values. `room` is the width that is kept free at the end.
pub(super) fn draw_frame(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    axis: &(AxisRange, AxisTicks),
    top: f64,
    room: f64,
) -> UprightFrame {
    let form = plan.chart.form();
    let (range, ticks) = axis;
    let bottom = top + drawn_height(canvas.layout);
    let scale = AxisScale::new(*range, bottom, top);
    let mut texts = Vec::with_capacity(ticks.values.len());
    for value in &ticks.values {
        texts.push(tick_text(*value, ticks.decimals, &form, plan.words));
    }
    let widths = texts.iter().map(|text| text_width(text, LETTERS));
    let numbers = widths.fold(0.0, f64::max);
    let frame = UprightFrame {
        start: numbers + 8.0,
        end: canvas.layout.width() - room,
        top,
        bottom,
        scale,
    };
    canvas.open("chart-grid", "stroke=\"#ccc\"");
    for value in &ticks.values {
        let y = frame.scale.place(*value);
        let class = if value.abs() < 1e-12 {
            "chart-zero"
        } else {
            "chart-rule"
        };
        let from = SvgPoint { x: frame.start, y };
        canvas.line(class, from, SvgPoint { x: frame.end, y });
    }
    canvas.close();
    canvas.open("chart-ticks", "");
    for (value, text) in ticks.values.iter().zip(&texts) {
        let at = SvgPoint {
            x: numbers,
            y: frame.scale.place(*value) + 5.0,
        };
        canvas.text("chart-tick", TextAnchor::End, at, text);
    }
    canvas.close();
    frame
}

impl UprightFrame {
    /// Draws the line of the target.
    pub(super) fn target_line(&self, plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) {
        let Some(target) = &plan.chart.target else {
            return;
        };
        let y = self.scale.place(target.value);
        canvas.open("chart-rules", "stroke=\"#555\"");
        let from = SvgPoint { x: self.start, y };
        canvas.line("chart-target", from, SvgPoint { x: self.end, y });
        canvas.close();
    }

    /// Writes the name of the target above its line, or below where that is at the very top.
    pub(super) fn target_name(&self, plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) {
        let (Some(target), Some(text)) = (&plan.chart.target, plan.target_text()) else {
            return;
        };
        let y = self.scale.place(target.value);
        let at = SvgPoint {
            x: self.start + 4.0,
            y: if y - 20.0 < self.top {
                y + 17.0
            } else {
                y - 7.0
            },
        };
        canvas.text("chart-word chart-over", TextAnchor::Start, at, &text);
    }
}

/// Moves the middles of things apart that have these heights, and keeps them between `top` and
/// `bottom`.
pub(super) fn spread(middles: &mut [f64], heights: &[f64], top: f64, bottom: f64) {
    let mut order: Vec<usize> = (0..middles.len()).collect();
    order.sort_by(|a, b| middles[*a].total_cmp(&middles[*b]));
    let mut free = top;
    for at in &order {
        middles[*at] = middles[*at].max(free + heights[*at] / 2.0);
        free = middles[*at] + heights[*at] / 2.0;
    }
    let mut free = bottom;
    for at in order.iter().rev() {
        middles[*at] = middles[*at].min(free - heights[*at] / 2.0);
        free = middles[*at] - heights[*at] / 2.0;
    }
}
