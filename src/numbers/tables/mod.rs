//! Tables from data: a block with a field of the type `data`, and the rows of the file it names,
//! become a [`Table`] of typed cells. How numbers are written is the page's business, not this
//! room's.

pub(in crate::numbers) mod cells;
pub(in crate::numbers) mod column;
pub(in crate::numbers) mod commas;
mod counting_words;
mod double_totals;
pub(in crate::numbers) mod figures;
mod page_tables;
pub(in crate::numbers) mod settings;
mod unsaid_people;

pub use cells::{Cell, HiddenSign};
pub use column::{Column, ColumnFormat};
pub use page_tables::PageTables;

pub(super) use figures::{Decimal, is_ambiguous as is_ambiguous_number, number as read_number};

use crate::base::{Code, Digest, Fault, Faults, SourcePath, Span, nearest};
use crate::numbers::disclosure::control::PublishedFile;
use crate::numbers::disclosure::note::MethodNote;
use crate::numbers::spreadsheet;
use crate::parse::csv::DataRows;
use crate::parse::document::Component;
use cells::ColumnFigures;
use column::read_column;
use double_totals::check_total;
use settings::{ColumnSettings, column_settings, text_of, texts_of};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

/// A table that a page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The columns shown, in order.
    pub columns: Vec<Column>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The row of totals, when any column has one.
    pub totals: Option<Vec<Cell>>,
    /// What was done to figures about people, where the table has any.
    pub method: Option<MethodNote>,
}

/// Makes the table of the columns `chosen` that a component shows.
fn table(
    data: &DataRows,
    chosen: &[(usize, ColumnSettings)],
    component: &Component,
    published: Option<&PublishedFile>,
    source: &SourcePath,
    faults: &mut Faults,
) -> Table {
    let missing = texts_of(component, "missing");
    let figures = ColumnFigures {
        usual: commas::usual(data, &missing),
        data,
        missing: &missing,
        source,
        block: Some(&component.span),
    };
    let mut table = Table {
        columns: Vec::new(),
        rows: vec![Vec::with_capacity(chosen.len()); data.rows.len()],
        totals: None,
        method: published.map(|published| published.method.clone()),
    };
    check_headings(data, source, faults);
    let mut totals = Vec::with_capacity(chosen.len());
    for (at, settings) in chosen {
        let (mut column, mut cells) = read_column(&figures, *at, settings, faults);
        check_total(data, &cells, settings, component, faults);
        let safe = published.and_then(|published| published.columns.get(at));
        if let Some(safe) = safe {
            cells.clone_from(safe);
            column.format = ColumnFormat::Number;
        }
        let sum = published.and_then(|published| published.sums.get(at));
        let sum = sum.filter(|_| settings.has_sum());
        let total = settings.total.map(|total| match sum {
            Some(sum) => sum.clone(),
            None => total.of(&cells),
        });
        totals.push(total.unwrap_or(Cell::Empty));
        for (row, cell) in table.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
        table.columns.push(column);
    }
    if chosen.iter().any(|(_, settings)| settings.total.is_some()) {
        let label = text_of(component, "total").unwrap_or_default();
        label_totals(&mut totals, label);
        table.totals = Some(totals);
    }
    table
}

/// Reports a first line of nothing but numbers: it is a line of figures, most likely, and would be
/// lost among them.
fn check_headings(data: &DataRows, source: &SourcePath, faults: &mut Faults) {
    if !(data.head.iter()).all(|heading| read_number(heading, Decimal::Point).is_some()) {
        return;
    }
    let message = "the first line of this file holds numbers, and is taken for the headings";
    let help = "write a line of headings above it, such as `Year,Visits`";
    let fault = Fault::warning(Code::DataFile, message).help(help);
    faults.push(fault.at(Span::new(source, data.head_range.clone())));
}

/// Writes the label of the totals into the first cell of their row, if it is free.
fn label_totals(totals: &mut [Cell], label: String) {
    if let Some(first @ Cell::Empty) = totals.first_mut()
        && !label.is_empty()
    {
        *first = Cell::Text(label);
    }
}

/// Chooses the columns to show: those the block names, else all.
fn choose(
    data: &DataRows,
    component: &Component,
    faults: &mut Faults,
) -> Option<Vec<(usize, ColumnSettings)>> {
    let wanted = column_settings(component);
    if are_notes(&wanted, data) {
        let mut columns = wanted.iter();
        if let Some(column) = columns.find(|column| !data.head.contains(&column.name)) {
            faults.push(no_column(data, &column.name, component));
            return None;
        }
        let mut chosen = Vec::with_capacity(data.head.len());
        for (at, name) in data.head.iter().enumerate() {
            let own = wanted.iter().find(|column| column.name == *name);
            chosen.push((at, own.cloned().unwrap_or_else(|| ColumnSettings::of(name))));
        }
        return Some(chosen);
    }
    let places: BTreeMap<&str, usize> = (data.head.iter().map(String::as_str)).zip(0..).collect();
    let before = faults.len();
    let mut chosen = Vec::with_capacity(wanted.len());
    for column in wanted {
        match places.get(column.name.as_str()) {
            Some(at) => chosen.push((*at, column)),
            None => faults.push(no_column(data, &column.name, component)),
        }
    }
    (faults.len() == before).then_some(chosen)
}

/// Reports whether a block only says what some columns count, and chooses none: then all of them
/// are shown. A choice begins with the column that names the rows.
fn are_notes(wanted: &[ColumnSettings], data: &DataRows) -> bool {
    wanted
        .iter()
        .all(|column| column.is_note() && data.head.first() != Some(&column.name))
}

fn no_column(data: &DataRows, name: &str, component: &Component) -> Fault {
    let known = data.head.iter();
    let help = if let Some(meant) = nearest(name, known.clone().map(String::as_str)) {
        format!("did you mean `{meant}`?")
    } else {
        let names: Vec<String> = known.map(|name| format!("`{name}`")).collect();
        format!("its columns are {}", names.join(", "))
    };
    let message = format!("the file has no column `{name}`");
    Fault::error(Code::DataFile, message)
        .at(component.span.clone())
        .help(help)
}

impl Table {
    /// Adds everything that the table holds to a digest.
    #[must_use]
    pub fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            columns,
            rows,
            totals,
            method,
        } = self;
        let digest = digest.shown(columns).shown(totals).shown(method);
        digest.all(rows, |digest, row| {
            digest.all(row, |digest, cell| cell.add_to(digest))
        })
    }

    /// Writes the table as a CSV file: what the page shows, in the file's own figures. It starts
    /// with a byte-order mark, without which spreadsheet programs take it for another encoding.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = spreadsheet::writer();
        self.write(&mut writer);
        writer.into_inner().unwrap_or_default()
    }

    /// Returns the number of bytes of the CSV file.
    #[must_use]
    pub fn csv_size(&self) -> u64 {
        let mut writer = spreadsheet::measure();
        self.write(&mut writer);
        writer.into_inner().map_or(0, |written| written.0)
    }

    /// Writes the headings and the rows. Writing to memory cannot fail.
    fn write<W: Write>(&self, writer: &mut csv::Writer<W>) {
        let _ = writer.write_record(self.columns.iter().map(|column| column.title.as_str()));
        for row in &self.rows {
            for cell in row {
                let _ = writer.write_field(cell.downloaded().as_bytes());
            }
            let _ = writer.write_record(None::<&[u8]>);
        }
    }

    /// Reports whether a figure of the table has a sign in its place that the file for other
    /// programs writes in its own way.
    #[must_use]
    pub fn hides(&self) -> bool {
        let star = Cell::Hidden(HiddenSign::Star);
        self.rows.iter().flatten().any(|cell| *cell == star)
    }

    /// Returns the words of the table, row by row, for search.
    #[must_use]
    pub fn text(&self) -> String {
        let titles: Vec<Cow<'_, str>> = (self.columns.iter())
            .map(|column| Cow::Borrowed(column.title.as_str()))
            .collect();
        let mut text = titles.join(" ");
        for row in &self.rows {
            text.push('\n');
            let words: Vec<Cow<'_, str>> = row.iter().map(Cell::written).collect();
            text.push_str(&words.join(" "));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_the_file_is_known_without_it() {
        let column = |title: &str| Column {
            title: title.to_owned(),
            format: ColumnFormat::Text,
            decimals: 0,
            sign: None,
            unit: None,
        };
        let table = Table {
            columns: vec![column("Team \"A\""), column("Gäste, all")],
            rows: vec![
                vec![Cell::Text("a,b".to_owned()), Cell::Empty],
                vec![
                    Cell::Hidden(HiddenSign::Star),
                    Cell::Number(1.0, "1".to_owned()),
                ],
            ],
            totals: None,
            method: None,
        };
        let csv = table.to_csv();
        let text = "\u{feff}\"Team \"\"A\"\"\",\"Gäste, all\"\r\n\"a,b\",\r\n[c],1\r\n";
        assert_eq!(String::from_utf8_lossy(&csv), text);
        assert_eq!(table.csv_size(), csv.len() as u64);
    }
}
