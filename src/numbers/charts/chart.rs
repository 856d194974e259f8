//! The description of a chart: what it shows, before anything is drawn. It is made from a table
//! that may be published, or by another room from figures that may.

use super::times::RowTime;
use crate::numbers::disclosure::AlsoHidden;
use crate::numbers::tables::{Cell, HiddenSign, Table};

/// A chart, as it is drawn and described.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The kind of the chart.
    pub kind: ChartKind,
    /// What the chart says, as a sentence.
    pub title: String,
    /// The columns of figures. A chart of marks with ranges has one; `figures` of a row then hold
    /// the value and both ends of its range.
    pub series: Vec<ChartSeries>,
    /// The rows, in the order of the file.
    pub rows: Vec<ChartRow>,
    /// The value that all others are compared with.
    pub target: Option<ChartTarget>,
    /// The limits of a funnel.
    pub limits: FunnelLimits,
    /// What a share is multiplied by before it is shown: 100 for per cent.
    pub per: f64,
    /// The order in which rows are drawn.
    pub order: RowOrder,
    /// The names of rows that only the table shows: sums of the others.
    pub left_out: Vec<String>,
    /// The description that the author wrote; without one, it is written from the figures.
    pub alternative: Option<String>,
}

/// The kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar for each row.
    Bar,
    /// A group of bars for each row, one for each series.
    Grouped,
    /// A bar for each row, made of one piece for each series.
    Stacked,
    /// A line for each series, along the rows.
    Line,
    /// A mark for each row, on the range that it has.
    Dot,
    /// A mark with its interval for each row, in order of value.
    Caterpillar,
    /// A mark for each row by its size and its value, with limits around the target. The series are
    /// the value and the size, and each row has its counts.
    Funnel,
}

/// A column of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartSeries {
    /// The heading of the column.
    pub title: String,
    /// How its numbers are written.
    pub form: NumberForm,
}

/// How the numbers of a column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberForm {
    /// The number of digits after the decimal point.
    pub decimals: usize,
    /// The sign before each number: `£`.
    pub sign: Option<char>,
    /// The words after each number: `%`, ` days`.
    pub unit: Option<String>,
}

/// A row of a chart: a category, a day or a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartRow {
    /// The name that readers see; empty for a mark without a name.
    pub label: String,
    /// The number of the row in the table that the chart is drawn of.
    pub at: usize,
    /// When the row is, if the rows of the chart are named after times.
    pub time: Option<RowTime>,
    /// The code that stands for the row, in the attribute `data-code` of its marks.
    pub code: Option<String>,
    /// The figures, one for each series. A mark with a range has its value, the lower and the upper
    /// end.
    pub figures: Vec<ChartFigure>,
    /// The two counts that the value was made from: how many, of how many.
    pub counts: Option<(f64, f64)>,
}

/// A figure of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartFigure {
    /// A number.
    Number(f64),
    /// The sign that stands for a number which is not given; it may be empty.
    Gap(String),
}

/// The value that all others are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartTarget {
    /// The value, in the units of the first series.
    pub value: f64,
    /// What the value is.
    pub name: TargetName,
}

/// What a target is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetName {
    /// A target that was set: “Target” in the site's language.
    Target,
    /// The mean of all rows: “Mean” in the site's language.
    Mean,
    /// What this text says: “Mean of all services”.
    Own(String),
}

/// The limits of a funnel: how far from the target a value may lie by chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum FunnelLimits {
    /// Exact limits of shares at 95 and 99.8 %.
    #[default]
    Binomial,
    /// Exact limits of rates and of ratios of counts at 95 and 99.8 %.
    Poisson,
    /// Limits of shares at 2 and 3 standard deviations.
    Deviations,
}

/// The order in which rows are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// That of the file.
    #[default]
    File,
    /// The largest value first.
    Largest,
    /// The smallest value first.
    Smallest,
}

impl ChartKind {
    /// Reports whether so many columns of figures are a count and what it is out of.
    pub(super) const fn has_counts(self, columns: usize) -> bool {
        match self {
            Self::Funnel => true,
            Self::Caterpillar => columns == 2,
            _ => false,
        }
    }
}

impl ChartFigure {
    /// Returns the number, unless it is not given.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Gap(_) => None,
        }
    }
}

impl ChartRow {
    /// Returns the figure in a series, if it is given.
    #[must_use]
    pub fn number(&self, series: usize) -> Option<f64> {
        self.figures.get(series).and_then(ChartFigure::number)
    }

    /// Returns both ends of the row's range, if they are given.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        Some((self.number(1)?, self.number(2)?))
    }

    /// Returns the sign of a figure that is not given.
    #[must_use]
    pub fn gap(&self, series: usize) -> Option<&str> {
        match self.figures.get(series) {
            Some(ChartFigure::Gap(sign)) => Some(sign),
            _ => None,
        }
    }
}

impl Chart {
    /// Returns the rows in the order in which they are drawn, by their numbers. Rows without a
    /// value stand last where values give the order.
    #[must_use]
    pub fn drawn_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let largest_first = match (self.kind, self.order) {
            (ChartKind::Line | ChartKind::Funnel, _) => return order,
            (ChartKind::Caterpillar, RowOrder::File) | (_, RowOrder::Smallest) => false,
            (_, RowOrder::Largest) => true,
            (_, RowOrder::File) => return order,
        };
        order.sort_by(|a, b| {
            let (a, b) = (self.rows[*a].number(0), self.rows[*b].number(0));
            match (a, b) {
                (Some(a), Some(b)) if largest_first => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        });
        order
    }

    /// Returns where the rows of a line lie in time, in years, if they are named after times.
    pub(super) fn years(&self) -> Option<Vec<f64>> {
        let rows = self.rows.iter();
        let years = rows.map(|row| row.time.map(|time| time.years));
        years
            .collect::<Option<Vec<f64>>>()
            .filter(|_| self.kind == ChartKind::Line)
    }

    /// Says in the note of its table that the chart hides shares, if it does: those of counts that
    /// the table shows.
    pub fn note(&self, table: &mut Table) {
        let mut rows = self.rows.iter().filter(|_| self.compares_counts());
        let hides = rows.any(|row| {
            let mut cells = table.rows[row.at].iter();
            row.gap(0) == Some(HiddenSign::STAR)
                && cells.all(|cell| !matches!(cell, Cell::Hidden(_) | Cell::Empty))
        });
        if let Some(method) = table.method.as_mut().filter(|_| hides) {
            method.also_hidden.insert(AlsoHidden::Shares);
        }
    }

    /// Reports whether the chart may show shares of two counts.
    const fn compares_counts(&self) -> bool {
        matches!(self.kind, ChartKind::Caterpillar | ChartKind::Funnel)
    }

    /// Returns the form of the values that are compared.
    #[must_use]
    pub fn form(&self) -> NumberForm {
        self.series
            .first()
            .map(|series| series.form.clone())
            .unwrap_or_default()
    }

    /// Lists every number that has a place on the axis of values.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        let target = self.target.iter().map(|target| target.value);
        let figures = self.rows.iter().flat_map(|row| &row.figures);
        figures.filter_map(ChartFigure::number).chain(target)
    }

    /// Lists the numbers of one series that are given.
    pub(super) fn numbers_of(&self, series: usize) -> impl Iterator<Item = f64> {
        let rows = self.rows.iter();
        rows.filter_map(move |row| row.number(series))
    }
}

impl NumberForm {
    /// Returns the text before a number, and the one after it.
    pub(super) fn affixes(&self) -> (String, &str) {
        let before = self.sign.map_or_else(String::new, String::from);
        (before, self.unit.as_deref().unwrap_or_default())
    }
}
