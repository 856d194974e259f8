//! Funnels: values by size, with the limits within which chance keeps them.

use super::canvas::{ChartLayout, LETTERS, LINE, MarkShape, SvgCanvas, SvgPoint, TextAnchor};
use super::chart::FunnelLimits;
use super::curves::{FunnelSide, drawn_sizes};
use super::key::{KeyEntry, KeySign, draw_key, draw_words, shape_class};
use super::lettering::text_width;
use super::plan::ChartPlan;
use super::scale::{AxisRange, AxisScale};
use super::upright::{UprightFrame, draw_frame, spread};
use super::words::value_text;
use crate::numbers::written::written_alone;

/// The most marks outside of the limits that are named beside them.
const MOST_NAMED: usize = 6;

/// Draws a funnel, and returns the height of the drawing.
pub(super) fn draw_funnel(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    let top = draw_key(canvas, &key_entries(plan), 0.0) + 10.0;
    let axis = value_range(plan).rounded(5);
    let names = limit_names(plan);
    let widths = names.iter().map(|name| text_width(name, LETTERS));
    let room = widths.fold(0.0, f64::max) + 10.0;
    let frame = draw_frame(plan, canvas, &axis, top, room);
    let across = AxisScale::new(drawn_sizes(plan.chart), frame.start, frame.end);
    label_sizes(plan, canvas, &frame, &across);
    draw_curves(plan, canvas, &frame, &across, &names);
    frame.target_line(plan, canvas);
    draw_points(plan, canvas, &frame, &across);
    let from = SvgPoint {
        x: frame.start,
        y: frame.bottom + 20.0 + LINE + 4.0,
    };
    draw_words(canvas, &plan.chart.series[1].title, from)
}

/// Writes round sizes below the chart.
fn label_sizes(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    frame: &UprightFrame,
    across: &AxisScale,
) {
    let sizes = drawn_sizes(plan.chart);
    let (_, ticks) = sizes.rounded(match canvas.layout {
        ChartLayout::Wide => 6,
        ChartLayout::Narrow => 4,
    });
    let form = &plan.chart.series[1].form;
    canvas.open("chart-ticks", "");
    for value in ticks
        .values
        .into_iter()
        .filter(|value| *value <= sizes.most)
    {
        let text = value_text(value, form, plan.words);
        let place = SvgPoint {
            x: across.place(value),
            y: frame.bottom + 20.0,
        };
        canvas.text("chart-tick", TextAnchor::Middle, place, &text);
    }
    canvas.close();
}

/// Returns the range of the values and of the limits, but for the widest at the smallest sizes.
fn value_range(plan: &ChartPlan<'_>) -> AxisRange {
    let own = AxisRange::of(plan.chart.numbers_of(0));
    let reach = (own.most - own.least).max(own.most.abs() * 0.05);
    let along = plan.curves.along.iter();
    let limits = along.flat_map(|(_, limits)| limits.outer);
    let near = limits.map(|limit| limit.clamp(own.least - reach, own.most + reach));
    let near = near.chain([own.least, own.most]);
    AxisRange::of(near).with_zero_within(0.3)
}

fn key_entries(plan: &ChartPlan<'_>) -> Vec<KeyEntry> {
    let mut entries = Vec::with_capacity(4);
    for (side, key) in [
        (FunnelSide::Inside, "chart_key_inside"),
        (FunnelSide::Between, "chart_key_between"),
        (FunnelSide::Outside, "chart_key_outside"),
    ] {
        if plan.curves.sides.contains(&side) {
            let [inner, outer] = limit_names(plan);
            let values = [("inner", inner.as_str()), ("outer", outer.as_str())];
            entries.push(KeyEntry {
                sign: KeySign::Mark(shape_of(side)),
                text: plan.words.say(key, None, &values),
            });
        }
    }
    entries.extend(plan.target_text().map(|text| KeyEntry {
        sign: KeySign::Target,
        text,
    }));
    entries
}

const fn shape_of(side: FunnelSide) -> MarkShape {
    match side {
        FunnelSide::Inside => MarkShape::Circle,
        FunnelSide::Between => MarkShape::Up,
        FunnelSide::Outside => MarkShape::Diamond,
    }
}

/// Returns the names of the inner and of the outer limits.
pub(super) fn limit_names(plan: &ChartPlan<'_>) -> [String; 2] {
    let (keys, values) = match plan.chart.limits {
        FunnelLimits::Binomial | FunnelLimits::Poisson => ("chart_limit_percent", [95.0, 99.8]),
        FunnelLimits::Deviations => ("chart_limit_deviations", [2.0, 3.0]),
    };
    values.map(|value: f64| {
        let value = written_alone(value, plan.words.marks());
        plan.words.say(keys, None, &[("value", &value)])
    })
}

/// Draws the limits, with their names at the end.
fn draw_curves(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    frame: &UprightFrame,
    across: &AxisScale,
    names: &[String; 2],
) {
    let mut ends = Vec::with_capacity(4);
    canvas.open("chart-limits", "stroke=\"#555\"");
    for (class, which, side) in [
        // From above, so that names of lines at one place stand in this order.
        ("chart-outer", 1, 1),
        ("chart-inner", 0, 1),
        ("chart-inner", 0, 0),
        ("chart-outer", 1, 0),
    ] {
        let mut points = Vec::with_capacity(plan.curves.along.len());
        for (size, limits) in &plan.curves.along {
            let limit = [limits.inner, limits.outer][which][side];
            let x = across.place(*size);
            if x <= frame.end + 0.1 {
                let y = frame.scale.place(limit).clamp(frame.top, frame.bottom);
                points.push(SvgPoint { x, y });
            }
        }
        canvas.path(class, &points);
        ends.push(points.last().map_or(frame.bottom, |point| point.y));
    }
    canvas.close();
    spread(
        &mut ends,
        &[LETTERS; 4],
        frame.top - LETTERS,
        frame.bottom + LETTERS,
    );
    canvas.open("chart-ticks", "");
    for (y, name) in ends.into_iter().zip([1, 0, 0, 1]) {
        let place = SvgPoint {
            x: frame.end + 5.0,
            y: y + 5.0,
        };
        canvas.text("chart-tick", TextAnchor::Start, place, &names[name]);
    }
    canvas.close();
}

/// Draws a mark for each row, and names those outside of the limits if they are few.
fn draw_points(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    frame: &UprightFrame,
    across: &AxisScale,
) {
    let mut named = Vec::new();
    canvas.open("chart-points", "");
    for (row, shown) in plan.rows() {
        let (Some(value), Some((_, size))) = (shown.number(0), shown.counts) else {
            continue;
        };
        let at = SvgPoint {
            x: across.place(size),
            y: frame.scale.place(value),
        };
        let side = plan.curves.sides.get(row).copied();
        let side = side.unwrap_or(FunnelSide::Inside);
        let shape = shape_of(side);
        canvas.open_shaped(row, shown, shape_class(shape), plan.mark_text(row, 0));
        canvas.shape(shape, at, 4.5);
        canvas.close();
        if side == FunnelSide::Outside && !plan.labels[row].is_empty() {
            named.push((at, plan.labels[row].as_str()));
        }
    }
    canvas.close();
    if named.len() <= MOST_NAMED && canvas.layout == ChartLayout::Wide {
        name_points(canvas, &named, frame);
    }
}

/// Writes names beside points, where they stand on no other name.
fn name_points(canvas: &mut SvgCanvas, named: &[(SvgPoint, &str)], frame: &UprightFrame) {
    let mut taken: Vec<(SvgPoint, f64)> = Vec::new();
    canvas.open("chart-named", "");
    for (at, name) in named {
        let width = text_width(name, LETTERS);
        let fits_behind = at.x + 10.0 + width <= frame.end;
        let x = if fits_behind {
            at.x + 10.0
        } else {
            at.x - 10.0 - width
        };
        let place = SvgPoint { x, y: at.y + 5.0 };
        let is_free = taken.iter().all(|(other, wide)| {
            (other.y - place.y).abs() > LETTERS || other.x > x + width || other.x + wide < x
        });
        if is_free && x >= frame.start {
            canvas.text("chart-name chart-over", TextAnchor::Start, place, name);
            taken.push((place, width));
        }
    }
    canvas.close();
}
