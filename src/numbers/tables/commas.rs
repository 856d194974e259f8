//! Decides how the numbers of a column are written: with a decimal point or a decimal comma. A
//! comma that is taken for another sign than it is gives a number that looks right, so what cannot
//! be read without doubt is a fault.

use super::cells::{ColumnFigures, are_figures, filled};
use super::column::ColumnFormat;
use super::figures::{self, Decimal, number};
use super::settings::ColumnSettings;
use crate::base::{Code, Fault, Faults, Span};
use crate::parse::csv::DataRows;
use crate::parse::yaml::flow_text;

/// Returns how the columns of a file write numbers, when those that can be read in only one way
/// agree.
pub(in crate::numbers) fn usual(data: &DataRows, missing: &[String]) -> Option<Decimal> {
    let mut usual = None;
    for at in 1..data.head.len() {
        if !are_figures(data, at, missing) {
            continue;
        }
        match (usual, written(data, at, missing)) {
            (None, known) => usual = known,
            (Some(usual), Some(other)) if usual != other => return None,
            _ => {}
        }
    }
    usual
}

/// Returns how the numbers of a column are written, if its cells say so.
fn written(data: &DataRows, at: usize, missing: &[String]) -> Option<Decimal> {
    figures::written(filled(data, at, missing).map(|(text, _)| text))
}

/// Returns how the numbers of one column are written. Reports the first cell that is unclear, once
/// a column.
pub(in crate::numbers) fn decimal_sign(
    figures: &ColumnFigures<'_>,
    at: usize,
    settings: &ColumnSettings,
    faults: &mut Faults,
) -> Decimal {
    let ColumnFigures { data, missing, .. } = *figures;
    let shows_numbers = match settings.format {
        Some(format) => format == ColumnFormat::Number,
        None => settings.means_numbers() || (at > 0 && are_figures(data, at, missing)),
    };
    if !shows_numbers {
        return Decimal::Point;
    }
    // A column that can be read in both ways is written as the others are, when they agree.
    let decimal = if data.delimiter == b';' {
        written(data, at, missing).or(figures.usual)
    } else {
        Some(Decimal::Point)
    };
    let mut unclear = filled(data, at, missing).filter(|(text, _)| is_unclear(text, decimal));
    if let Some((text, range)) = unclear.next() {
        let span = Span::new(figures.source, range.clone());
        faults.push(unclear_number(text, unclear.count(), &settings.name, span));
    }
    decimal.unwrap_or(Decimal::Point)
}

fn is_unclear(text: &str, decimal: Option<Decimal>) -> bool {
    let sure = decimal.unwrap_or(Decimal::Point);
    (figures::has_comma(text) && number(text, sure).is_none())
        || (decimal.is_none() && figures::is_ambiguous(text))
}

/// Returns the fault of an unclear number; `more` cells of the column are unclear, too.
fn unclear_number(text: &str, more: usize, column: &str, span: Span) -> Fault {
    let more = match more {
        0 => String::new(),
        1 => ", and so is another cell of this column".to_owned(),
        more => format!(", and so are {more} other cells of this column"),
    };
    let with_point = number(text, Decimal::Comma).map(|_| figures::with_point(text));
    let help = match with_point {
        Some(point) if figures::is_ambiguous(text) => format!(
            "write `{}` or `{point}`, whichever is meant",
            text.replace([',', '.'], "")
        ),
        Some(point) => format!("write the decimals after a point: `{point}`"),
        None => format!(
            "write the number without its commas, such as `{}`",
            text.replace(',', "")
        ),
    };
    let message = format!("it is unclear which number `{text}` in the column `{column}` is{more}");
    let or_text = format!(
        "if these are no numbers, add `columns:` with `{{name: {}, format: text}}` to the \
         block",
        flow_text(column)
    );
    Fault::error(Code::DataFile, message)
        .at(span)
        .help(help)
        .help(or_text)
}
