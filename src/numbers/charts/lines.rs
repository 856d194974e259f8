//! Lines: one for each series, along days or along the rows in their order.

use super::canvas::{ChartLayout, LETTERS, LINE, SvgCanvas, SvgPoint, TextAnchor};
use super::key::{KeyEntry, KeySign, draw_key, series_shape};
use super::lettering::{bold_width, lines, text_width};
use super::plan::{ChartPlan, gap_sign};
use super::scale::{AxisRange, AxisScale};
use super::upright::{UprightFrame, draw_frame, spread};

/// The widest names at the ends of lines.
const WIDEST_NAMES: f64 = 170.0;
/// The widest name below a point.
const WIDEST_LABEL: f64 = 125.0;

/// Draws the lines of a chart, and returns the height of the drawing.
pub(super) fn draw_lines(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas) -> f64 {
    let axis = AxisRange::of(plan.chart.numbers())
        .with_zero_within(0.5)
        .rounded(5);
    let names_at_ends = plan.has_key() && canvas.layout == ChartLayout::Wide;
    let mut top = 10.0;
    if plan.has_key() && !names_at_ends {
        let series = plan.chart.series.iter().enumerate();
        let entries: Vec<KeyEntry> = series
            .map(|(at, series)| KeyEntry {
                sign: KeySign::Line(at),
                text: series.title.clone(),
            })
            .collect();
        top = draw_key(canvas, &entries, 0.0) + 10.0;
    }
    let series = 0..plan.chart.series.len();
    let ends: Vec<String> = series.map(|at| end_text(plan, at, names_at_ends)).collect();
    let widths = ends.iter().map(|end| bold_width(end, LETTERS));
    let widest = widths.fold(0.0, f64::max);
    let room = if plan.has_key() && !names_at_ends {
        8.0
    } else {
        widest.min(WIDEST_NAMES) + 14.0
    };
    let frame = draw_frame(plan, canvas, &axis, top, room);
    let places = places_of_rows(plan, &frame);
    let bottom = label_rows(plan, canvas, &places, frame.bottom);
    frame.target_line(plan, canvas);
    let mut signs = GapSigns::default();
    for series in 0..plan.chart.series.len() {
        draw_line(plan, canvas, &frame, &places, series, &mut signs);
    }
    frame.target_name(plan, canvas);
    if room > 8.0 {
        label_ends(plan, canvas, &frame, &ends);
    }
    bottom
}

/// Returns what stands at the end of a line: its last value, with its time if the line ends before
/// the others, and before its name where there are several.
fn end_text(plan: &ChartPlan<'_>, series: usize, with_name: bool) -> String {
    let mut rows = plan.order.iter().rev();
    let last = rows.find(|row| plan.chart.rows[**row].number(series).is_some());
    let mut text = last
        .map_or("", |row| plan.figure_text(*row, series))
        .to_owned();
    if let Some(row) = last.filter(|row| plan.order.last() != Some(row)) {
        text.extend([" (", &plan.labels[*row], ")"]);
    }
    if with_name {
        text.extend([" ", &plan.chart.series[series].title]);
    }
    text
}

/// Returns the place of every row from left to right, in the order in which rows are drawn.
#[expect(
    clippy::cast_precision_loss,
    reason = "a line has some hundreds of points"
)]
fn places_of_rows(plan: &ChartPlan<'_>, frame: &UprightFrame) -> Vec<f64> {
    let mut along = Vec::with_capacity(plan.order.len());
    for (at, row) in plan.order.iter().enumerate() {
        let years = plan.years.as_ref().map(|years| years[*row]);
        along.push(years.unwrap_or(at as f64));
    }
    let range = AxisRange::of(along.iter().copied());
    let scale = AxisScale::new(range, frame.start + 12.0, frame.end - 8.0);
    along.into_iter().map(|at| scale.place(at)).collect()
}

/// A name below a point.
struct PointLabel {
    middle: f64,
    half: f64,
    lines: Vec<String>,
}

/// Writes the names of rows below their points: all of them, or those at equal steps back from the
/// last that have room. Returns the place below them.
fn label_rows(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas, places: &[f64], bottom: f64) -> f64 {
    let width = canvas.layout.width();
    let mut labels = Vec::with_capacity(places.len());
    for (x, row) in places.iter().zip(&plan.order).rev() {
        let lines = lines(&plan.labels[*row], LETTERS, WIDEST_LABEL, 2);
        let widths = lines.iter().map(|line| text_width(line, LETTERS));
        let half = widths.fold(0.0, f64::max) / 2.0;
        let middle = x.clamp(half, (width - half).max(half));
        labels.push(PointLabel {
            middle,
            half,
            lines,
        });
    }
    let mut below = bottom + LINE;
    canvas.open("chart-ticks", "");
    for label in shown_labels(&labels, are_uneven(places)) {
        let mut y = bottom + 20.0;
        for line in &label.lines {
            let at = SvgPoint { x: label.middle, y };
            canvas.text("chart-tick", TextAnchor::Middle, at, line);
            y += LINE;
        }
        below = below.max(y);
    }
    canvas.close();
    below
}

/// Reports whether some points lie much farther apart than others.
fn are_uneven(places: &[f64]) -> bool {
    let gaps = places.windows(2).map(|pair| pair[1] - pair[0]);
    let (least, most) = gaps.fold((f64::INFINITY, 0.0), |(least, most), gap| {
        (gap.min(least), gap.max(most))
    });
    most > least * 1.5
}

/// Chooses the names that have room, from the last point back: at equal steps, or as many as there
/// can be where points are uneven.
fn shown_labels(labels: &[PointLabel], are_uneven: bool) -> Vec<&PointLabel> {
    if !are_uneven {
        let mut steps = 1..=labels.len();
        let step = steps.find(|step| have_room(labels, *step));
        return labels.iter().step_by(step.unwrap_or(1)).collect();
    }
    let mut free = f64::INFINITY;
    let mut shown = Vec::with_capacity(labels.len());
    for label in labels {
        if label.middle + label.half <= free {
            free = label.middle - label.half - 8.0;
            shown.push(label);
        }
    }
    shown
}

/// Reports whether the names at these steps stand apart.
fn have_room(labels: &[PointLabel], step: usize) -> bool {
    let mut free = f64::INFINITY;
    for label in labels.iter().step_by(step) {
        if label.middle + label.half > free {
            return false;
        }
        free = label.middle - label.half - 8.0;
    }
    true
}

/// Draws the line of a series with a mark at each point. It is broken where a value is not given,
/// and the sign of that value stands at the foot of the chart.
fn draw_line(
    plan: &ChartPlan<'_>,
    canvas: &mut SvgCanvas,
    frame: &UprightFrame,
    places: &[f64],
    series: usize,
    signs: &mut GapSigns,
) {
    let mut pieces: Vec<Vec<SvgPoint>> = vec![Vec::new()];
    for (x, (_, row)) in places.iter().zip(plan.rows()) {
        match (row.number(series), pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.push(SvgPoint {
                x: *x,
                y: frame.scale.place(value),
            }),
            _ => pieces.push(Vec::new()),
        }
    }
    canvas.open(
        &format!("chart-series chart-s{}", series + 1),
        "stroke=\"#555\"",
    );
    for piece in pieces.iter().filter(|piece| piece.len() > 1) {
        canvas.path("chart-line", piece);
    }
    canvas.close();
    let radius = if plan.order.len() > 40 { 2.5 } else { 4.0 };
    for (x, (row, shown)) in places.iter().zip(plan.rows()) {
        canvas.open_mark(row, shown, series, plan.mark_text(row, series));
        if let Some(value) = shown.number(series) {
            let y = frame.scale.place(value);
            canvas.shape(series_shape(series), SvgPoint { x: *x, y }, radius);
        } else {
            // The signs of other lines stand below.
            let below = (0..series).filter(|other| shown.number(*other).is_none());
            let y = below.fold(frame.bottom - 5.0, |y, _| y - LETTERS);
            let sign = gap_sign(shown, series);
            let at = SvgPoint { x: *x, y };
            if signs.take(at, bold_width(sign, LETTERS)) {
                canvas.text("chart-value", TextAnchor::Middle, at, sign);
            }
        }
        canvas.close();
    }
}

/// The signs at the foot of a chart for values that are not given, each with its width.
#[derive(Default)]
struct GapSigns(Vec<(SvgPoint, f64)>);

impl GapSigns {
    /// Takes the room of a sign around a place, if no other sign stands there.
    fn take(&mut self, at: SvgPoint, width: f64) -> bool {
        let is_free = self.0.iter().all(|(other, its)| {
            (other.y - at.y).abs() >= LETTERS || (other.x - at.x).abs() >= (width + its) / 2.0 + 1.0
        });
        if is_free {
            self.0.push((at, width));
        }
        is_free
    }
}

/// Writes names and last values at the ends of lines.
fn label_ends(plan: &ChartPlan<'_>, canvas: &mut SvgCanvas, frame: &UprightFrame, ends: &[String]) {
    let mut places = Vec::with_capacity(ends.len());
    for series in 0..ends.len() {
        let mut rows = plan.order.iter().rev();
        let last = rows.find_map(|row| plan.chart.rows[*row].number(series));
        places.push(last.map_or(frame.bottom, |value| frame.scale.place(value)));
    }
    let most = if ends.len() > 4 { 2 } else { 3 };
    let texts: Vec<Vec<String>> = ends
        .iter()
        .map(|end| lines(end, LETTERS * 1.1, WIDEST_NAMES, most))
        .collect();
    let heights = texts
        .iter()
        .map(|lines| lines.iter().fold(2.0, |high, _| high + LINE));
    let heights: Vec<f64> = heights.collect();
    spread(&mut places, &heights, frame.top - LINE, frame.bottom + 4.0);
    for (series, lines) in texts.iter().enumerate() {
        canvas.open(&format!("chart-s{}", series + 1), "");
        let from = SvgPoint {
            x: frame.end + 6.0,
            y: places[series] - heights[series] / 2.0 + 15.0,
        };
        canvas.lines("chart-end", from, lines, &ends[series]);
        canvas.close();
    }
}
