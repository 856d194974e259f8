//! Raw counts of people. From: the columns of a file. To: [`Counts`], or faults of what cannot be a
//! count.

use super::declared::{DeclaredColumn, FileUse};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::tables::cells::{Cell, ColumnFigures};
use crate::numbers::tables::column::{ColumnFormat, read_column};
use crate::numbers::tables::commas;
use crate::numbers::tables::settings::Counted;
use crate::parse::csv::DataRows;
use crate::parse::yaml::flow_text;

/// The largest count that a table can hold.
const LARGEST_COUNT: f64 = 1e9;

/// Raw counts of people, as they stand in a file. Nothing can write them: they have no text form of
/// any kind, and only disclosure control reads them.
///
/// ```compile_fail
/// fn written(counts: &masthead::numbers::disclosure::Counts) -> String {
///     format!("{counts:?}")
/// }
/// ```
///
/// ```compile_fail
/// fn shown(counts: &masthead::numbers::disclosure::Counts) -> String {
///     counts.to_string()
/// }
/// ```
///
/// ```compile_fail
/// fn stored(counts: &masthead::numbers::disclosure::Counts) -> Option<String> {
///     serde_json::to_string(counts).ok()
/// }
/// ```
pub struct Counts {
    /// The columns that hold numbers.
    pub(super) columns: Vec<CountColumn>,
    /// The words of each row, by the columns that hold words.
    pub(super) labels: Vec<Vec<String>>,
}

/// One column of numbers.
pub(super) struct CountColumn {
    /// The number of the column in its file.
    pub(super) at: usize,
    pub(super) role: ColumnRole,
    pub(super) cells: Vec<Cell>,
    pub(super) declared: DeclaredColumn,
    /// The digits after the decimal point.
    pub(super) decimals: usize,
}

/// What the numbers of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// Counts of people.
    People,
    /// Numbers that are published as they are.
    Public,
    /// Shares or means of people, whose number may stand in another column.
    Derived,
}

impl Counts {
    /// Returns the columns of some roles that hold nothing but whole numbers, by their numbers
    /// among the columns of numbers.
    pub(super) fn numbers_of(&self, is_wanted: impl Fn(ColumnRole) -> bool) -> Vec<usize> {
        let is_whole = |column: &CountColumn| {
            (0..column.cells.len())
                .all(|row| column.number(row).is_none() || column.whole(row).is_some())
        };
        let columns = self.columns.iter().enumerate();
        let wanted = columns.filter(|(_, column)| {
            is_wanted(column.role) && is_whole(column) && !column.is_percentage()
        });
        wanted.map(|(at, _)| at).collect()
    }
}

impl CountColumn {
    /// Returns the whole number in a row, if one is there.
    pub(super) fn whole(&self, row: usize) -> Option<i64> {
        match &self.cells[row] {
            Cell::Number(value, _) => as_whole(*value),
            _ => None,
        }
    }

    /// Returns the number in a row, if one is there.
    pub(super) fn number(&self, row: usize) -> Option<f64> {
        match &self.cells[row] {
            Cell::Number(value, _) => Some(*value),
            _ => None,
        }
    }

    /// Reports whether the column may count the people whom others are shares of.
    pub(super) fn may_be_counts(&self) -> bool {
        self.role == ColumnRole::People && !self.is_percentage()
    }

    /// Reports whether the numbers are percentages.
    pub(super) fn is_percentage(&self) -> bool {
        let unit = self.declared.settings.unit.as_deref();
        unit.is_some_and(|unit| unit.trim() == "%") || self.cells.iter().any(is_percentage)
    }
}

/// Reads the columns of numbers of a file.
pub(super) fn read_counts(
    data: &DataRows,
    source: &SourcePath,
    of_file: &FileUse<'_>,
    missing: &[String],
) -> Counts {
    let figures = ColumnFigures {
        usual: commas::usual(data, missing),
        data,
        missing,
        source,
        block: None,
    };
    let mut counts = Counts {
        columns: Vec::new(),
        labels: vec![Vec::new(); data.rows.len()],
    };
    for (at, name) in data.head.iter().enumerate() {
        let declared = of_file.column(name);
        let (cells, decimals) = numbers(&figures, at, &declared);
        let Some(role) = role(at, &cells, missing, &declared) else {
            for (row, label) in data.rows.iter().zip(&mut counts.labels) {
                label.push(row.cells[at].clone());
            }
            continue;
        };
        let column = CountColumn {
            at,
            role,
            cells,
            declared,
            decimals,
        };
        counts.columns.push(column);
    }
    counts
}

/// Reports what cannot be a count of people, once it is known which columns are shares.
pub(super) fn check_counts(
    counts: &Counts,
    data: &DataRows,
    source: &SourcePath,
    missing: &[String],
    faults: &mut Faults,
) {
    for column in counts
        .columns
        .iter()
        .filter(|column| column.role == ColumnRole::People)
    {
        check(column, data, source, missing, faults);
    }
}

/// Reads the numbers of a column. What is wrong with it as a column is reported where it is shown.
fn numbers(
    figures: &ColumnFigures<'_>,
    at: usize,
    declared: &DeclaredColumn,
) -> (Vec<Cell>, usize) {
    let mut settings = declared.settings.clone();
    if settings.format == Some(ColumnFormat::Text) && !declared.is_named {
        return (Vec::new(), 0);
    }
    settings.format = Some(ColumnFormat::Number);
    let (column, cells) = read_column(figures, at, &settings, &mut Faults::new());
    (cells, column.decimals)
}

/// Returns what the numbers of a column are; `None` for a column of words.
fn role(
    at: usize,
    cells: &[Cell],
    missing: &[String],
    declared: &DeclaredColumn,
) -> Option<ColumnRole> {
    if declared.is_named && declared.counted == Some(Counted::People) {
        return Some(ColumnRole::People);
    }
    let numbers = cells
        .iter()
        .filter(|cell| matches!(cell, Cell::Number(..)))
        .count();
    let words = cells
        .iter()
        .filter(|cell| !cell.fits_numbers(missing))
        .count();
    if numbers == 0 || words * 2 > numbers || at == 0 && !declared.settings.means_numbers() {
        return None;
    }
    if declared.settings.of.is_some() {
        return Some(ColumnRole::Derived);
    }
    let is_money = cells.iter().any(|cell| {
        cell.as_number()
            .is_some_and(|text| text.contains(['£', '€', '$']))
    });
    match declared.counted {
        Some(Counted::People) if !is_money => Some(ColumnRole::People),
        // A share of people tells how many they are.
        None if cells.iter().any(is_percentage) => Some(ColumnRole::People),
        _ => Some(ColumnRole::Public),
    }
}

/// Reports what cannot be a count of people. The first cell of each column is reported: the others
/// are mended in the same way.
fn check(
    column: &CountColumn,
    data: &DataRows,
    source: &SourcePath,
    missing: &[String],
    faults: &mut Faults,
) {
    let name = &column.declared.settings.name;
    let rows = column.cells.iter().zip(&data.rows);
    for (cell, row) in rows {
        let Some((problem, help)) = problem(cell, missing, name) else {
            continue;
        };
        let message = format!("`{}` in the column `{name}` {problem}", cell.written());
        let fault = Fault::error(Code::CountedPeople, message);
        faults.push(fault.at(Span::new(source, row.range.clone())).help(help));
        return;
    }
}

/// Returns why a cell is no count of people, and what to do.
fn problem(cell: &Cell, missing: &[String], name: &str) -> Option<(&'static str, String)> {
    let typed = flow_text(name);
    let of_people = format!(
        "write a whole number; if the column is a share or a mean, say whose: `columns: [{{name: \
         {typed}, of: COLUMN}}]`; if it counts no people, write `columns: [{{name: {typed}, \
         counts: other}}]`"
    );
    match cell {
        Cell::Text(text) if !cell.fits_numbers(missing) => {
            let help = format!(
                "write a number, leave the cell empty, or add `missing: [\"{text}\"]` to the block"
            );
            Some(("is no number of people", help))
        }
        Cell::Number(value, _) if *value < 0.0 => {
            Some(("is below nought, and the column counts people", of_people))
        }
        Cell::Number(value, _) if *value > LARGEST_COUNT => {
            Some(("is more people than a table can count", of_people))
        }
        Cell::Number(_, text) if text.ends_with('%') => {
            Some(("is a share, and the table does not say of whom", of_people))
        }
        Cell::Number(value, _) if as_whole(*value).is_none() => Some((
            "is no whole number, and the column counts people",
            of_people,
        )),
        _ => None,
    }
}

fn is_percentage(cell: &Cell) -> bool {
    cell.as_number().is_some_and(|text| text.ends_with('%'))
}

/// Returns a number that is whole.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number is whole and small enough"
)]
pub(super) fn as_whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= LARGEST_COUNT).then_some(value as i64)
}
