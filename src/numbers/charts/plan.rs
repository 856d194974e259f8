//! A chart with its words: labels as readers see them, and the order in which rows are drawn.

use super::chart::{Chart, ChartKind, ChartRow, NumberForm, TargetName};
use super::curves::FunnelCurves;
use super::words::{ChartWords, value_text};

/// A chart that is ready to be drawn.
pub(super) struct ChartPlan<'a> {
    pub(super) chart: &'a Chart,
    pub(super) words: &'a dyn ChartWords,
    /// The names of the rows: days in the site's language.
    pub(super) labels: Vec<String>,
    /// Where the rows of a line lie in time, in years, if they are named after times.
    pub(super) years: Option<Vec<f64>>,
    /// The rows in the order in which they are drawn.
    pub(super) order: Vec<usize>,
    /// The limits of a funnel.
    pub(super) curves: FunnelCurves,
    /// The figures as readers see them, by row and series.
    figures: Vec<Vec<String>>,
    /// What the marks say, by row and series.
    texts: Vec<Vec<String>>,
}

impl<'a> ChartPlan<'a> {
    /// Prepares a chart for both of its layouts: what they have in common is written once.
    pub(super) fn new(chart: &'a Chart, words: &'a dyn ChartWords) -> Self {
        let mut plan = Self::in_order(chart, words);
        let series = plan.compared();
        for row in 0..chart.rows.len() {
            let figures = (0..series).map(|series| plan.written_figure(row, series));
            plan.figures.push(figures.collect());
            let texts = (0..series).map(|series| plan.written_mark(row, series));
            plan.texts.push(texts.collect());
        }
        plan
    }

    fn in_order(chart: &'a Chart, words: &'a dyn ChartWords) -> Self {
        let mut order = chart.drawn_order();
        let years = chart.years();
        if let Some(years) = &years {
            order.sort_by(|a, b| years[*a].total_cmp(&years[*b]));
        }
        let labels = chart.rows.iter().map(|row| label_text(row, words));
        Self {
            chart,
            words,
            labels: labels.collect(),
            years,
            order,
            curves: FunnelCurves::of(chart),
            figures: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Lists the rows in the order in which they are drawn, with their numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &'a ChartRow)> {
        self.order.iter().map(|row| (*row, &self.chart.rows[*row]))
    }

    /// Returns the figure of a row as readers see it, or the sign of one that is not given.
    pub(super) fn figure_text(&self, row: usize, series: usize) -> &str {
        &self.figures[row][series]
    }

    /// Returns what a mark says: its row, its series where there are several, and its figures.
    pub(super) fn mark_text(&self, row: usize, series: usize) -> &str {
        &self.texts[row][series]
    }

    /// Returns the number of series that have marks of their own.
    pub(super) fn compared(&self) -> usize {
        if self.has_key() {
            self.chart.series.len()
        } else {
            1
        }
    }

    fn written_figure(&self, row: usize, series: usize) -> String {
        let row = &self.chart.rows[row];
        let form = &self.chart.series[series].form;
        match row.number(series) {
            Some(value) => value_text(value, form, self.words),
            None => gap_sign(row, series).to_owned(),
        }
    }

    fn written_mark(&self, row: usize, series: usize) -> String {
        let mut value = self.figure_text(row, series).to_owned();
        let shown = &self.chart.rows[row];
        let form = &self.chart.series[series].form;
        if self.has_ranges()
            && let Some((low, high)) = shown.range()
        {
            let low = value_text(low, form, self.words);
            let high = value_text(high, form, self.words);
            let values = [("value", value.as_str()), ("low", &low), ("high", &high)];
            value = self.words.say("chart_mark_range", None, &values);
        } else if let Some((count, size)) = shown.counts {
            let whole = NumberForm::default();
            let count = value_text(count, &whole, self.words);
            let size = value_text(size, &whole, self.words);
            let values = [
                ("value", value.as_str()),
                ("count", &count),
                ("size", &size),
            ];
            value = self.words.say("chart_mark_counts", None, &values);
        }
        let label = &self.labels[row];
        let title = &self.chart.series[series].title;
        match (label.is_empty(), self.has_key()) {
            (true, _) => value,
            (false, false) => format!("{label}: {value}"),
            (false, true) => format!("{label}, {title}: {value}"),
        }
    }

    /// Reports whether each row has a line of its own, with its name: a caterpillar of few services
    /// that are named lies on its side.
    pub(super) fn lies(&self) -> bool {
        self.chart.kind == ChartKind::Caterpillar
            && self.labels.len() <= MOST_LYING
            && self.labels.iter().all(|label| !label.is_empty())
    }

    /// Reports whether rows have several marks, which a key tells apart.
    pub(super) fn has_key(&self) -> bool {
        !self.has_ranges() && self.chart.kind != ChartKind::Funnel && self.chart.series.len() > 1
    }

    /// Reports whether the marks of the chart have ranges.
    pub(super) fn has_ranges(&self) -> bool {
        matches!(self.chart.kind, ChartKind::Dot | ChartKind::Caterpillar)
    }

    /// Returns what the target is, with its value.
    pub(super) fn target_text(&self) -> Option<String> {
        let target = self.chart.target.as_ref()?;
        let value = value_text(target.value, &self.chart.form(), self.words);
        let name = match &target.name {
            TargetName::Target => self.words.say("chart_target", None, &[]),
            TargetName::Mean => self.words.say("chart_mean", None, &[]),
            TargetName::Own(name) => name.clone(),
        };
        Some(format!("{name}: {value}"))
    }
}

/// The most services of a caterpillar that are named in the drawing.
const MOST_LYING: usize = 40;

/// Returns the name of a row as readers see it.
fn label_text(row: &ChartRow, words: &dyn ChartWords) -> String {
    match row.time.and_then(|time| time.date) {
        Some((date, precision)) => words.date(date, precision),
        None => row.label.clone(),
    }
}

/// Returns the sign of a figure that is not given, as it is drawn: a dash for an empty cell.
pub(super) fn gap_sign(row: &ChartRow, series: usize) -> &str {
    row.gap(series)
        .filter(|sign| !sign.is_empty())
        .unwrap_or("–")
}
