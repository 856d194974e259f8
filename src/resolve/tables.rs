//! Makes tables from data: it reads a CSV file for the block that shows it. Takes a component with
//! a field of the type `data`, and the text of the file it names; gives a [`Table`] of typed cells,
//! and every fault at its line of the file. How numbers are shown is the page's business, not this
//! file's.

use super::figures::{self, Decimal, SIGNS, number};
use super::records::{delimiter, goes_on, is_open, line};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::document::{Component, ComponentValue};
use crate::source::DataFile;
use csv::{ByteRecord, ReaderBuilder, StringRecord};

/// The largest number of rows in one table: more belongs in a file to download.
const MOST_ROWS: usize = 5_000;

/// A table that a page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The row of totals, when any column has one.
    pub totals: Option<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// The kind of the cells.
    pub format: ColumnFormat,
    /// The number of digits after the decimal point: that of the file where nothing is said.
    pub decimals: usize,
    /// The sign before each number: `£`.
    pub sign: Option<char>,
    /// The words after each number: `%`, ` days`.
    pub unit: Option<String>,
}

/// The kind of the cells in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnFormat {
    /// Words.
    #[default]
    Text,
    /// Numbers.
    Number,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// An empty cell.
    Empty,
    /// Words, or a sign that stands for a number which is not given.
    Text(String),
    /// A number, with its text in the file.
    Number(f64, String),
}

/// The figure that sums up a column below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Total {
    Sum,
    Mean,
}

/// The settings that a block gives for one column.
struct ColumnSettings {
    name: String,
    title: Option<String>,
    format: Option<ColumnFormat>,
    decimals: Option<usize>,
    unit: Option<String>,
    total: Option<Total>,
}

/// Reads the table that a component shows.
pub(super) fn read(
    component: &Component,
    source: &SourcePath,
    file: &DataFile,
    faults: &mut Faults,
) -> Option<Table> {
    let text = match &file.text {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(fault) => {
            faults.push((**fault).clone());
            return None;
        }
    };
    let mut data = parse(
        text,
        file.text
            .as_ref()
            .map_or(0, |whole| whole.len() - text.len()),
        source,
        faults,
    )?;
    let wanted = wanted(component);
    let missing = texts(component, "missing");
    data.usual = usual(&data, &missing);
    let chosen = choose(&data, wanted, component, faults)?;
    let mut table = Table {
        columns: Vec::new(),
        rows: vec![Vec::with_capacity(chosen.len()); data.rows.len()],
        totals: None,
    };
    let mut totals = Vec::with_capacity(chosen.len());
    for (at, wanted) in &chosen {
        let (column, cells) = column(&data, *at, wanted, &missing, source, faults);
        totals.push(wanted.total.map_or(Cell::Empty, |total| total.of(&cells)));
        for (row, cell) in table.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
        table.columns.push(column);
    }
    if chosen.iter().any(|(_, wanted)| wanted.total.is_some()) {
        let label = text_of(component, "total").unwrap_or_default();
        if let Some(first) = totals
            .first_mut()
            .filter(|first| **first == Cell::Empty && !label.is_empty())
        {
            *first = Cell::Text(label);
        }
        table.totals = Some(totals);
    }
    Some(table)
}

/// A file as rows, each with its place on disk.
struct CsvRows {
    /// The sign between the cells.
    delimiter: u8,
    /// The decimal sign of most columns' numbers, if it is known.
    usual: Option<Decimal>,
    head: Vec<String>,
    rows: Vec<(Vec<String>, std::ops::Range<usize>)>,
}

#[expect(
    clippy::too_many_lines,
    reason = "grew past a hundred lines when it was laid out at 100 columns; still to be divided"
)]
fn parse(text: &str, mark: usize, source: &SourcePath, faults: &mut Faults) -> Option<CsvRows> {
    let fault = |message: String, range: std::ops::Range<usize>, help: &str| {
        Fault::error(Code::DataFile, message)
            .at(Span::new(source, mark + range.start..mark + range.end))
            .help(help)
    };
    let delimiter = if source.extension() == "tsv" {
        b'\t'
    } else {
        delimiter(text)
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut data = CsvRows {
        delimiter,
        usual: None,
        head: Vec::new(),
        rows: Vec::new(),
    };
    let before = faults.len();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(0);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                faults.push(fault(
                    format!("this file cannot be read as a table: {error}"),
                    start..start,
                    "save it as CSV again",
                ));
                return None;
            }
        }
        let end = usize::try_from(reader.position().byte())
            .unwrap_or(start)
            .min(text.len());
        let range = line(text, start, end);
        if end == text.len() && is_open(&text[range.clone()], delimiter) {
            let first = range.start
                ..text[range.clone()]
                    .find(['\r', '\n'])
                    .map_or(range.end, |at| range.start + at);
            let help = "write another \" where the text in quotation marks ends; one that is part \
                of the text is written twice: \"\"";
            faults.push(fault(
                "a quotation mark opens in this line and is never closed".to_owned(),
                first,
                help,
            ));
            break;
        }
        if let Some(at) = goes_on(&text[range.clone()], delimiter) {
            let help = "put one pair of quotation marks around the whole text of the cell; one \
                that is part of the text is written twice: \"\"";
            let place = range.start + at..text.ceil_char_boundary(range.start + at + 1);
            faults.push(fault(
                "text goes on behind the quotation mark that closes a cell".to_owned(),
                place,
                help,
            ));
            continue;
        }
        let Ok(cells) = StringRecord::from_byte_record(record.clone()) else {
            continue;
        };
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if data.head.is_empty() {
            if let Some(twice) = cells
                .iter()
                .enumerate()
                .find_map(|(at, name)| cells[..at].contains(name).then_some(name))
            {
                faults.push(if twice.is_empty() {
                    fault(
                        "two columns have no heading".to_owned(),
                        range,
                        "write a heading for each column, or take the empty columns out",
                    )
                } else {
                    fault(
                        format!("two columns are called `{twice}`"),
                        range,
                        "give each column a heading of its own",
                    )
                });
            }
            data.head = cells;
            continue;
        }
        if cells.len() != data.head.len() {
            let message = format!(
                "this line has {}, but the first line has {}",
                count(cells.len()),
                count(data.head.len())
            );
            let help = if cells.len() > data.head.len() {
                "put quotation marks around text that holds a comma: \"Leeds, north\""
            } else {
                "add a comma for each cell that is empty"
            };
            faults.push(fault(message, range, help));
            if faults.len() > before + 20 {
                break;
            }
            continue;
        }
        if data.rows.len() == MOST_ROWS {
            let help = "show fewer rows, and offer the whole file with a `download` block";
            faults.push(fault(
                format!("this table has more than {MOST_ROWS} rows"),
                range,
                help,
            ));
            break;
        }
        data.rows.push((cells, range));
    }
    if data.head.is_empty() {
        faults.push(fault(
            "this file is empty".to_owned(),
            0..0,
            "the first line holds the headings, the others the figures",
        ));
        return None;
    }
    if data.rows.is_empty() && faults.len() == before {
        let end = text.trim_end().len();
        faults.push(fault(
            "this file has headings and nothing below them".to_owned(),
            0..end,
            "write a line for each row of the table",
        ));
    }
    (faults.len() == before).then_some(data)
}

fn count(cells: usize) -> String {
    if cells == 1 {
        "1 cell".to_owned()
    } else {
        format!("{cells} cells")
    }
}

/// Chooses the columns to show: those the block names, else all.
fn choose(
    data: &CsvRows,
    wanted: Vec<ColumnSettings>,
    component: &Component,
    faults: &mut Faults,
) -> Option<Vec<(usize, ColumnSettings)>> {
    if wanted.is_empty() {
        let plain = |name: &String| ColumnSettings {
            name: name.clone(),
            title: None,
            format: None,
            decimals: None,
            unit: None,
            total: None,
        };
        return Some(data.head.iter().map(plain).enumerate().collect());
    }
    let before = faults.len();
    let mut chosen = Vec::with_capacity(wanted.len());
    for column in wanted {
        if let Some(at) = data.head.iter().position(|name| *name == column.name) {
            chosen.push((at, column));
        } else {
            let names = data.head.iter().map(String::as_str);
            let help = nearest(&column.name, names.clone()).map_or_else(
                || {
                    format!(
                        "its columns are {}",
                        names
                            .map(|name| format!("`{name}`"))
                            .collect::<Vec<_>>()
                            .join(", ")
                    )
                },
                |meant| format!("did you mean `{meant}`?"),
            );
            let message = format!("the file has no column `{}`", column.name);
            faults.push(
                Fault::error(Code::DataFile, message)
                    .at(component.span.clone())
                    .help(help),
            );
        }
    }
    (faults.len() == before).then_some(chosen)
}

/// Lists the cells of a column that are not missing, with their lines.
fn figures<'d>(
    data: &'d CsvRows,
    at: usize,
    missing: &'d [String],
) -> impl Iterator<Item = (&'d str, &'d std::ops::Range<usize>)> {
    let cells = data
        .rows
        .iter()
        .map(move |(row, range)| (row[at].as_str(), range));
    cells.filter(|(text, _)| !text.is_empty() && !missing.iter().any(|sign| sign == text))
}

fn are_figures(data: &CsvRows, at: usize, missing: &[String]) -> bool {
    figures(data, at, missing)
        .all(|(text, _)| figures::has_comma(text) || number(text, Decimal::Point).is_some())
}

/// Finds how the columns of a file write numbers, when those that can be read in only one way
/// agree.
fn usual(data: &CsvRows, missing: &[String]) -> Option<Decimal> {
    let columns = (1..data.head.len()).filter(|at| are_figures(data, *at, missing));
    let mut known =
        columns.filter_map(|at| figures::written(figures(data, at, missing).map(|(text, _)| text)));
    let first = known.next()?;
    known.all(|other| other == first).then_some(first)
}

/// Finds how the numbers of one column are written. What cannot be read without doubt is a fault,
/// once a column: a comma that is taken for another sign than it is gives a number that looks
/// right.
fn decimal(
    data: &CsvRows,
    at: usize,
    wanted: &ColumnSettings,
    missing: &[String],
    source: &SourcePath,
    faults: &mut Faults,
) -> Decimal {
    let shows_numbers = match wanted.format {
        Some(format) => format == ColumnFormat::Number,
        None => wanted.means_numbers() || (at > 0 && are_figures(data, at, missing)),
    };
    if !shows_numbers {
        return Decimal::Point;
    }
    // A column that can be read in both ways is written as the others are, when they agree.
    let decimal = if data.delimiter == b';' {
        figures::written(figures(data, at, missing).map(|(text, _)| text)).or(data.usual)
    } else {
        Some(Decimal::Point)
    };
    let sure = decimal.unwrap_or(Decimal::Point);
    let unclear = |text: &str| {
        (figures::has_comma(text) && number(text, sure).is_none())
            || (decimal.is_none() && figures::is_ambiguous(text))
    };
    let mut found = figures(data, at, missing).filter(|(text, _)| unclear(text));
    if let Some((text, range)) = found.next() {
        let more = match found.count() {
            0 => String::new(),
            1 => ", and so is another cell of this column".to_owned(),
            more => format!(", and so are {more} other cells of this column"),
        };
        let with_point = number(text, Decimal::Comma).map(|_| figures::with_point(text));
        let without = text.replace(',', "");
        let help = match with_point {
            Some(point) if figures::is_ambiguous(text) => {
                format!(
                    "write `{}` or `{point}`, whichever is meant",
                    text.replace([',', '.'], "")
                )
            }
            Some(point) => format!("write the decimals after a point: `{point}`"),
            None => format!("write the number without its commas, such as `{without}`"),
        };
        let message = format!(
            "it is unclear which number `{text}` in the column `{}` is{more}",
            wanted.name
        );
        let or_text = format!(
            "if these are no numbers, add `columns:` with `{{name: {}, format: text}}` to the \
             block",
            wanted.name
        );
        faults.push(
            Fault::error(Code::DataFile, message)
                .at(Span::new(source, range.clone()))
                .help(help)
                .help(or_text),
        );
    }
    sure
}

/// Reads the cells of one column. Without a format, a column of nothing but numbers is one of
/// numbers.
#[expect(
    clippy::too_many_lines,
    reason = "grew past a hundred lines when it was laid out at 100 columns; still to be divided"
)]
fn column(
    data: &CsvRows,
    at: usize,
    wanted: &ColumnSettings,
    missing: &[String],
    source: &SourcePath,
    faults: &mut Faults,
) -> (Column, Vec<Cell>) {
    let decimal = decimal(data, at, wanted, missing, source, faults);
    let read = |text: &str| match number(text, decimal) {
        _ if text.is_empty() => Cell::Empty,
        _ if missing.iter().any(|sign| sign == text) => Cell::Text(text.to_owned()),
        Some(value) if decimal == Decimal::Comma && wanted.format != Some(ColumnFormat::Text) => {
            Cell::Number(value, figures::with_point(text))
        }
        Some(value) => Cell::Number(value, text.to_owned()),
        None => Cell::Text(text.to_owned()),
    };
    let mut cells: Vec<Cell> = data.rows.iter().map(|(row, _)| read(&row[at])).collect();
    let is_number = |cell: &Cell| match cell {
        Cell::Number(..) | Cell::Empty => true,
        Cell::Text(text) => missing.contains(text),
    };
    let affix = |text: &str| {
        (
            SIGNS.into_iter().find(|sign| text.starts_with(*sign)),
            text.ends_with('%'),
        )
    };
    let mut affixes = cells.iter().filter_map(|cell| {
        if let Cell::Number(_, text) = cell {
            Some(affix(text))
        } else {
            None
        }
    });
    let alike = affixes
        .next()
        .is_none_or(|first| affixes.all(|other| other == first));
    let inferred = if at > 0
        && alike
        && cells.iter().all(is_number)
        && cells.iter().any(|cell| matches!(cell, Cell::Number(..)))
    {
        ColumnFormat::Number
    } else {
        ColumnFormat::Text
    };
    let format = wanted.format.unwrap_or(if wanted.means_numbers() {
        ColumnFormat::Number
    } else {
        inferred
    });
    if at > 0 && wanted.format.is_none() && format == ColumnFormat::Text {
        faults.extend(stray(&cells, &is_number, data, wanted, source));
    }
    if format == ColumnFormat::Text {
        for cell in &mut cells {
            if let Cell::Number(_, text) = cell {
                *cell = Cell::Text(std::mem::take(text));
            }
        }
    } else {
        for (cell, (_, range)) in cells
            .iter()
            .zip(&data.rows)
            .filter(|(cell, _)| !is_number(cell))
        {
            let Cell::Text(text) = cell else { continue };
            if figures::has_comma(text) {
                // The text is reported for the column as a whole.
                continue;
            }
            let message = format!(
                "`{text}` stands in the column `{}`, which holds numbers",
                wanted.name
            );
            let help = format!(
                "write a number, leave the cell empty, or add `missing: [\"{text}\"]` to the block"
            );
            faults.push(
                Fault::error(Code::DataFile, message)
                    .at(Span::new(source, range.clone()))
                    .help(help),
            );
        }
    }
    let written = |cell: &Cell| {
        if let Cell::Number(_, text) = cell {
            figures::decimals(text)
        } else {
            0
        }
    };
    let decimals = wanted
        .decimals
        .unwrap_or_else(|| cells.iter().map(written).max().unwrap_or(0).min(6));
    let title = wanted.title.clone().unwrap_or_else(|| wanted.name.clone());
    let all = |test: &dyn Fn(&str) -> bool| {
        let mut numbers = cells
            .iter()
            .filter_map(|cell| {
                if let Cell::Number(_, text) = cell {
                    Some(text.as_str())
                } else {
                    None
                }
            })
            .peekable();
        numbers.peek().is_some() && numbers.all(test)
    };
    let sign = SIGNS
        .into_iter()
        .find(|sign| all(&|text| text.starts_with(*sign)));
    let unit = wanted
        .unit
        .clone()
        .or_else(|| all(&|text| text.ends_with('%')).then(|| "%".to_owned()));
    (
        Column {
            title,
            format,
            decimals,
            sign,
            unit,
        },
        cells,
    )
}

/// Finds words in a column whose other cells are numbers: because of them, all of it is shown as
/// text.
fn stray(
    cells: &[Cell],
    is_number: &dyn Fn(&Cell) -> bool,
    data: &CsvRows,
    wanted: &ColumnSettings,
    source: &SourcePath,
) -> Option<Fault> {
    let numbers = cells
        .iter()
        .filter(|cell| matches!(cell, Cell::Number(..)))
        .count();
    let mut words = cells
        .iter()
        .zip(&data.rows)
        .filter(|(cell, _)| !is_number(cell));
    let (Cell::Text(text), (_, range)) = words.next()? else {
        return None;
    };
    if figures::has_comma(text) || (words.count() + 1) * 2 > numbers {
        return None;
    }
    let message = format!(
        "`{text}` stands in the column `{}`, whose other cells are numbers: all of it is shown as \
         text",
        wanted.name
    );
    let help = format!(
        "write a number, leave the cell empty, or add `missing: [\"{text}\"]` to the block"
    );
    let or_text = format!(
        "if the column is no numbers, add `columns:` with `{{name: {}, format: text}}` to the \
         block",
        wanted.name
    );
    Some(
        Fault::warning(Code::DataFile, message)
            .at(Span::new(source, range.clone()))
            .help(help)
            .help(or_text),
    )
}

impl ColumnSettings {
    /// Reports whether the block says anything of the column that can be said of numbers alone.
    const fn means_numbers(&self) -> bool {
        self.total.is_some() || self.decimals.is_some() || self.unit.is_some()
    }
}

impl Total {
    fn of(self, cells: &[Cell]) -> Cell {
        let numbers: Vec<f64> = cells
            .iter()
            .filter_map(|cell| {
                if let Cell::Number(value, _) = cell {
                    Some(*value)
                } else {
                    None
                }
            })
            .collect();
        if numbers.is_empty() {
            return Cell::Empty;
        }
        let sum: f64 = numbers.iter().sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a table has some thousands of rows"
        )]
        let value = if self == Self::Sum {
            sum
        } else {
            sum / numbers.len() as f64
        };
        Cell::Number(value, value.to_string())
    }
}

fn wanted(component: &Component) -> Vec<ColumnSettings> {
    let groups = component
        .fields
        .iter()
        .find_map(|(name, value)| match value {
            ComponentValue::List(groups) if name == "columns" => Some(groups.as_slice()),
            _ => None,
        });
    let one = |group: &ComponentValue| {
        let ComponentValue::Group(fields) = group else {
            return None;
        };
        let text = |wanted: &str| {
            fields.iter().find_map(|(name, value)| {
                if let ComponentValue::Text(text) = value {
                    (name == wanted).then(|| text.clone())
                } else {
                    None
                }
            })
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "kept between 0 and 6"
        )]
        let decimals = fields.iter().find_map(|(name, value)| match value {
            ComponentValue::Number(number) if name == "decimals" => {
                Some(number.clamp(0.0, 6.0) as usize)
            }
            _ => None,
        });
        let format = text("format").map(|format| {
            if format == "text" {
                ColumnFormat::Text
            } else {
                ColumnFormat::Number
            }
        });
        let total = text("total").and_then(|total| match total.as_str() {
            "sum" => Some(Total::Sum),
            "mean" => Some(Total::Mean),
            _ => None,
        });
        Some(ColumnSettings {
            name: text("name")?,
            title: text("title"),
            format,
            decimals,
            unit: text("unit"),
            total,
        })
    };
    groups.unwrap_or_default().iter().filter_map(one).collect()
}

fn texts(component: &Component, wanted: &str) -> Vec<String> {
    let list = component
        .fields
        .iter()
        .find_map(|(name, value)| match value {
            ComponentValue::List(values) if name == wanted => Some(values.as_slice()),
            _ => None,
        });
    list.unwrap_or_default()
        .iter()
        .filter_map(|value| {
            if let ComponentValue::Text(text) = value {
                Some(text.clone())
            } else {
                None
            }
        })
        .collect()
}

fn text_of(component: &Component, wanted: &str) -> Option<String> {
    component
        .fields
        .iter()
        .find_map(|(name, value)| match value {
            ComponentValue::Text(text) if name == wanted => Some(text.clone()),
            _ => None,
        })
}

impl Table {
    /// Writes the table as a CSV file: what the page shows, in the file's own figures. It starts
    /// with a byte-order mark, without which spreadsheet programs take it for another encoding.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        // Writing to memory cannot fail.
        let _ = writer.write_record(self.columns.iter().map(|column| column.title.as_str()));
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(Cell::written));
        }
        writer.into_inner().unwrap_or_default()
    }

    /// Returns the words of the table, row by row, for search.
    #[must_use]
    pub fn text(&self) -> String {
        let head = self.columns.iter().map(|column| column.title.as_str());
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::written).collect::<Vec<_>>().join(" "));
        std::iter::once(head.collect::<Vec<_>>().join(" "))
            .chain(rows)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Cell {
    fn written(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) | Self::Number(_, text) => text,
        }
    }
}
