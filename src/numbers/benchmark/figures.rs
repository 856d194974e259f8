//! Reads the figures of services. From: the rows of a CSV file. To: a share or a mean for each
//! service and measure, and faults at the lines where there is none.

use super::columns::{ColumnPlaces, FigureColumn, ServiceNaming, find_columns};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::tables::{Decimal, is_ambiguous_number, read_number};
use crate::parse::csv::{DataRow, DataRows};
use std::ops::Range;

/// The largest count.
const LARGEST: f64 = 1e9;

/// Faults of one file that are reported.
const MOST_FAULTS: usize = 20;

/// A figure of one service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Figure {
    /// A share: so many of all.
    Share {
        /// The numerator.
        hits: u32,
        /// The denominator, at least 1.
        all: u32,
    },
    /// A mean.
    Mean {
        /// The mean itself.
        mean: f64,
        /// The number of values, at least 2.
        n: u32,
        /// The standard deviation of the values.
        deviation: f64,
    },
}

/// A row of a file of figures.
#[derive(Clone, Debug)]
pub(super) struct FigureRow {
    /// The code or the name of the service, as it is written.
    pub(super) service: String,
    /// The name of the measure; empty in a file that has only one.
    pub(super) measure: String,
    /// The figure; `None` for a service that sent none.
    pub(super) figure: Option<Figure>,
    /// The bytes of the row in the file.
    pub(super) range: Range<usize>,
}

/// Reads the rows of a file. With a fault in it there are none: some figures would look like all.
pub(super) fn read_figures(
    data: &DataRows,
    naming: ServiceNaming,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<Vec<FigureRow>> {
    let (places, names) = find_columns(data, naming, source, faults)?;
    let mut reader = FigureReader {
        places,
        names,
        delimiter: data.delimiter,
        source,
        found: Faults::new(),
    };
    let mut rows = Vec::with_capacity(data.rows.len());
    for row in &data.rows {
        rows.push(reader.row(row));
    }
    let mut found = reader.found;
    let more = found.len().saturating_sub(MOST_FAULTS);
    found.truncate(MOST_FAULTS);
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        last.help
            .push(format!("{more} more faults of this file are left out here"));
    }
    let is_whole = found.is_empty();
    faults.extend(found);
    is_whole.then_some(rows)
}

/// A reader of the rows of one file.
struct FigureReader<'f> {
    places: ColumnPlaces,
    /// The column of names, which takes the place of codes.
    names: Option<usize>,
    delimiter: u8,
    source: &'f SourcePath,
    found: Faults,
}

impl FigureReader<'_> {
    fn row(&mut self, row: &DataRow) -> FigureRow {
        let service = match self.names {
            Some(at) => row.cells[at].as_str(),
            None => self.places.cell(FigureColumn::Code, &row.cells),
        };
        if service.is_empty() {
            self.fault(
                row,
                "this line does not say whose figures it has",
                "write the code of the service",
            );
        }
        let measure = self.places.cell(FigureColumn::Measure, &row.cells);
        if measure.is_empty() && self.places.has(FigureColumn::Measure) {
            let help =
                "write the name of the measure; without the column `measure`, a file has only one";
            self.fault(row, "this line does not say what was measured", help);
        }
        FigureRow {
            service: service.to_owned(),
            measure: measure.to_owned(),
            figure: self.figure(row),
            range: row.range.clone(),
        }
    }

    fn figure(&mut self, row: &DataRow) -> Option<Figure> {
        use FigureColumn::{Denominator, Deviation, Mean, Number, Numerator};
        let is_filled = |column: &FigureColumn| !self.places.cell(*column, &row.cells).is_empty();
        let shares = [Numerator, Denominator]
            .iter()
            .filter(|column| is_filled(column))
            .count();
        let means = [Mean, Number, Deviation]
            .iter()
            .filter(|column| is_filled(column))
            .count();
        match (shares, means) {
            (0, 0) => None,
            (2, 0) => self.share(row),
            (0, 3) => self.mean(row),
            (1.., 1..) => {
                let help = "a share has a numerator and a denominator, a mean has `mean`, `n` and \
                            `sd`: leave the others empty";
                self.fault(row, "this line has figures of a share and of a mean", help);
                None
            }
            _ => {
                let help = "fill all cells of the figure, or leave all of them empty for a service \
                            that sent none";
                self.fault(row, "a cell of this figure is empty", help);
                None
            }
        }
    }

    fn share(&mut self, row: &DataRow) -> Option<Figure> {
        let hits = self.count(row, FigureColumn::Numerator);
        let all = self.count(row, FigureColumn::Denominator);
        let (hits, all) = (hits?, all?);
        if all == 0 {
            let help = "leave the cells of the figure empty for a service that has nobody to count";
            self.fault(
                row,
                "a share of 0 cannot be said: the denominator must be at least 1",
                help,
            );
            return None;
        }
        if hits > all {
            let percent = f64::from(hits) / f64::from(all) * 100.0;
            let message = format!(
                "{hits} of {all} would be {percent:.0} %, and a share cannot be above 100 %"
            );
            self.fault(
                row,
                &message,
                "look whether numerator and denominator are exchanged",
            );
            return None;
        }
        Some(Figure::Share { hits, all })
    }

    fn mean(&mut self, row: &DataRow) -> Option<Figure> {
        let mean = self.number(row, FigureColumn::Mean);
        let n = self.count(row, FigureColumn::Number);
        let deviation = self.number(row, FigureColumn::Deviation);
        let (mean, n, deviation) = (mean?, n?, deviation?);
        if n < 2 {
            let help =
                "leave the cells of the figure empty for a service with fewer than two values";
            self.fault(row, "a mean of fewer than two values has no interval", help);
            return None;
        }
        if deviation < 0.0 {
            self.fault(
                row,
                "a standard deviation cannot be below 0",
                "write how far the values lie from their mean",
            );
            return None;
        }
        Some(Figure::Mean { mean, n, deviation })
    }

    /// Reads a whole number from 0 upwards.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 0 and the largest count"
    )]
    fn count(&mut self, row: &DataRow, column: FigureColumn) -> Option<u32> {
        let value = self.number(row, column)?;
        let written = self.places.cell(column, &row.cells);
        let heading = column.heading();
        let problem = if value < 0.0 {
            format!("`{written}` in the column `{heading}` is below 0, and no count can be")
        } else if value.fract() != 0.0 {
            format!("`{written}` in the column `{heading}` is no whole number")
        } else if value > LARGEST {
            format!("`{written}` in the column `{heading}` is more than anybody can count")
        } else {
            return Some(value as u32);
        };
        self.fault(row, &problem, "write how many there are, such as 42");
        None
    }

    fn number(&mut self, row: &DataRow, column: FigureColumn) -> Option<f64> {
        let written = self.places.cell(column, &row.cells);
        let heading = column.heading();
        if written.contains('%') {
            let help = "write the two counts that the share is made of, such as 42 and 50: the \
                        chart needs to know how many there are";
            let message = format!("`{written}` in the column `{heading}` is a percentage");
            self.fault(row, &message, help);
            return None;
        }
        let is_plain = written
            .chars()
            .all(|sign| !sign.is_alphabetic() && !matches!(sign, '£' | '€' | '$'));
        let point = read_number(written, Decimal::Point).filter(|_| is_plain);
        let comma =
            read_number(written, Decimal::Comma).filter(|_| is_plain && self.delimiter == b';');
        if comma.is_some() && is_ambiguous_number(written) {
            let message =
                format!("it is unclear which number `{written}` in the column `{heading}` is");
            self.fault(
                row,
                &message,
                "write it without a sign between thousands, and its decimals after a point",
            );
            return None;
        }
        let value = point.or(comma).filter(|value| value.is_finite());
        if value.is_none() {
            let message = format!("`{written}` in the column `{heading}` is no number");
            let help = "write a number such as 42, or leave all cells of the figure empty for a \
                        service that sent none";
            self.fault(row, &message, help);
        }
        value
    }

    fn fault(&mut self, row: &DataRow, message: &str, help: &str) {
        self.found.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(Span::new(self.source, row.range.clone()))
                .help(help),
        );
    }
}
