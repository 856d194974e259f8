//! Files of data (CSV and TSV) as rows of text, each with its place on disk. A file is read for the
//! block that shows it; what is wrong with it is a fault at its line. What the cells mean is for
//! `resolve` to find out.

mod records;

use crate::base::{Code, Fault, Faults, SourcePath, Span, code_point, invisible_sign};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use records::{delimiter, goes_on, is_open, line};
use std::collections::BTreeSet;
use std::ops::Range;

/// Rows of one table, at most: more belongs into a file to download.
const MOST_ROWS: usize = 5_000;
/// Columns of one file, at most, shown or not.
const MOST_COLUMNS: usize = 1_000;
/// Lines of the wrong length that are reported before the reader gives up.
const MOST_FAULTS: usize = 20;

/// A file of data as rows of text.
#[derive(Debug)]
pub struct DataRows {
    /// The sign between the cells.
    pub delimiter: u8,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The bytes of the headings in the file.
    pub head_range: Range<usize>,
    /// Rows of as many cells as there are columns.
    pub rows: Vec<DataRow>,
}

/// A row of cells, and its place in the file.
#[derive(Debug)]
pub struct DataRow {
    /// The cells, without white space around them.
    pub cells: Vec<String>,
    /// The bytes of the row in the file.
    pub range: Range<usize>,
}

/// Reads the text of the file `source`. With a fault in it there are no rows: half a table would
/// look like a whole one.
pub fn read_rows(text: &str, source: &SourcePath, faults: &mut Faults) -> Option<DataRows> {
    let whole = text.len();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = RowReader {
        text,
        mark: whole - text.len(),
        source,
        found: Faults::new(),
        data: DataRows {
            delimiter: if source.extension() == "tsv" {
                b'\t'
            } else {
                delimiter(text)
            },
            head: Vec::new(),
            head_range: 0..0,
            rows: Vec::new(),
        },
    };
    reader.read();
    reader.leave_out_empty_columns();
    let is_whole = reader.found.is_empty();
    if is_whole {
        reader.check_headings(faults);
    }
    faults.extend(reader.found);
    is_whole.then_some(reader.data)
}

/// What the reader of one file has so far.
struct RowReader<'f> {
    /// The text without its byte-order mark.
    text: &'f str,
    /// Bytes of the byte-order mark.
    mark: usize,
    source: &'f SourcePath,
    found: Faults,
    data: DataRows,
}

/// Whether the reader takes another record.
#[derive(PartialEq, Eq)]
enum NextRecord {
    Read,
    End,
}

impl RowReader<'_> {
    fn read(&mut self) {
        let text = self.text;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.data.delimiter)
            .from_reader(text.as_bytes());
        let mut record = ByteRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let message = format!("this file cannot be read as a table: {error}");
                    self.fault(message, &(start..start), "save it as CSV again");
                    return;
                }
            }
            let end = usize::try_from(reader.position().byte()).unwrap_or(start);
            let range = line(text, start, end.min(text.len()));
            let is_last = end >= text.len();
            if self.take_record(&record, &range, is_last) == NextRecord::End {
                break;
            }
        }
        self.check_emptiness();
    }

    fn take_record(
        &mut self,
        record: &ByteRecord,
        range: &Range<usize>,
        is_last: bool,
    ) -> NextRecord {
        let written = &self.text[range.clone()];
        if is_last && is_open(written, self.data.delimiter) {
            self.open_quotation(range);
            return NextRecord::End;
        }
        if let Some(at) = goes_on(written, self.data.delimiter) {
            self.text_after_quotation(range.start + at);
            return self.next();
        }
        if let Some((at, sign)) = invisible_sign(written) {
            let message = format!(
                "there is an invisible character here that no text has, {}",
                code_point(sign)
            );
            let at = range.start + at;
            let help = "delete it, or save the table again as “CSV UTF-8”";
            self.fault(message, &(at..at + sign.len_utf8()), help);
            return self.next();
        }
        let Ok(cells) = StringRecord::from_byte_record(record.clone()) else {
            return NextRecord::Read;
        };
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            return NextRecord::Read;
        }
        if self.data.head.is_empty() {
            return self.take_head(cells, range);
        }
        self.take_row(cells, range)
    }

    fn take_head(&mut self, cells: Vec<String>, range: &Range<usize>) -> NextRecord {
        if cells.len() > MOST_COLUMNS {
            let message = format!(
                "this table has {} columns; {MOST_COLUMNS} is the most",
                cells.len()
            );
            let help = "keep the columns that the page shows in a file of their own, and offer \
                        the whole file with a `download` block";
            let start = range.start..self.text.ceil_char_boundary(range.start + 1);
            self.fault(message, &start, help);
            return NextRecord::End;
        }
        let mut names = BTreeSet::new();
        let mut named = cells.iter().filter(|name| !name.is_empty());
        if let Some(name) = named.find(|name| !names.insert(name.as_str())) {
            let message = format!("two columns are called `{name}`");
            self.fault(message, range, "give each column a heading of its own");
        }
        self.data.head_range = self.mark + range.start..self.mark + range.end;
        self.data.head = cells;
        NextRecord::Read
    }

    fn take_row(&mut self, mut cells: Vec<String>, range: &Range<usize>) -> NextRecord {
        let columns = self.data.head.len();
        self.fit(&mut cells);
        if cells.len() != columns {
            let message = format!(
                "this line has {}, but the first line has {}",
                count(cells.len()),
                count(columns)
            );
            let help = if cells.len() > columns {
                "put quotation marks around text that holds a comma: \"Leeds, north\""
            } else {
                "add a comma for each cell that is empty"
            };
            self.fault(message, range, help);
            return self.next();
        }
        if self.data.rows.len() == MOST_ROWS {
            let message = format!("this table has more than {MOST_ROWS} rows");
            let help = "show fewer rows, and offer the whole file with a `download` block";
            self.fault(message, range, help);
            return NextRecord::End;
        }
        self.data.rows.push(DataRow {
            cells,
            range: self.mark + range.start..self.mark + range.end,
        });
        NextRecord::Read
    }

    /// Gives a row as many cells as there are headings, if it differs in empty ones alone: a
    /// spreadsheet writes them for columns in which nothing stands.
    fn fit(&self, cells: &mut Vec<String>) {
        let columns = self.data.head.len();
        let headed = self.data.head.iter().rposition(|name| !name.is_empty());
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        let is_enough = headed.is_some_and(|headed| headed < cells.len());
        if is_enough && filled.is_none_or(|filled| filled < columns) {
            cells.resize(columns, String::new());
        }
    }

    /// Takes out columns that have neither a heading nor a cell. Two that have cells and no heading
    /// are a fault.
    fn leave_out_empty_columns(&mut self) {
        let data = &mut self.data;
        let mut kept = vec![true; data.head.len()];
        for (at, name) in data.head.iter().enumerate() {
            let is_filled = || data.rows.iter().any(|row| !row.cells[at].is_empty());
            kept[at] = !name.is_empty() || is_filled();
        }
        if kept.iter().any(|is_kept| !is_kept) {
            keep(&mut data.head, &kept);
            for row in &mut data.rows {
                keep(&mut row.cells, &kept);
            }
        }
        let nameless = data.head.iter().filter(|name| name.is_empty()).count();
        if nameless > 1 && self.found.is_empty() {
            let range = data.head_range.start - self.mark..data.head_range.end - self.mark;
            let help = "write a heading for each column, or take the empty columns out";
            self.fault("two columns have no heading", &range, help);
        }
    }

    /// Warns of a column that has cells and no heading.
    fn check_headings(&self, faults: &mut Faults) {
        let Some(at) = self.data.head.iter().position(String::is_empty) else {
            return;
        };
        let mut rows = self.data.rows.iter();
        let Some(row) = rows.find(|row| !row.cells[at].is_empty()) else {
            return;
        };
        let message = format!(
            "column {} has no heading, and holds `{}`",
            at + 1,
            row.cells[at]
        );
        let help = "write a heading for it in the first line, or empty the column";
        let span = Span::new(self.source, self.data.head_range.clone());
        faults.push(Fault::warning(Code::DataFile, message).at(span).help(help));
    }

    /// Decides whether to go on after a fault: a file in which every line has one is not read to
    /// its end.
    fn next(&self) -> NextRecord {
        if self.found.len() > MOST_FAULTS {
            NextRecord::End
        } else {
            NextRecord::Read
        }
    }

    fn open_quotation(&mut self, range: &Range<usize>) {
        let first_line = self.text[range.clone()]
            .find(['\r', '\n'])
            .map_or(range.end, |at| range.start + at);
        let help = "write another \" where the text in quotation marks ends; one that is part \
            of the text is written twice: \"\"";
        self.fault(
            "a quotation mark opens in this line and is never closed",
            &(range.start..first_line),
            help,
        );
    }

    fn text_after_quotation(&mut self, at: usize) {
        let help = "put one pair of quotation marks around the whole text of the cell; one \
            that is part of the text is written twice: \"\"";
        let end = self.text.ceil_char_boundary(at + 1);
        self.fault(
            "text goes on behind the quotation mark that closes a cell",
            &(at..end),
            help,
        );
    }

    fn check_emptiness(&mut self) {
        if self.data.head.is_empty() && self.found.is_empty() {
            let help = "the first line holds the headings, the others the figures";
            self.fault("this file is empty", &(0..0), help);
        } else if self.data.rows.is_empty() && self.found.is_empty() {
            let end = self.text.trim_end().len();
            let help = "write a line for each row of the table";
            self.fault(
                "this file has headings and nothing below them",
                &(0..end),
                help,
            );
        }
    }

    fn fault(&mut self, message: impl Into<String>, range: &Range<usize>, help: &str) {
        let place = self.mark + range.start..self.mark + range.end;
        self.found.push(
            Fault::error(Code::DataFile, message)
                .at(Span::new(self.source, place))
                .help(help),
        );
    }
}

/// Keeps the cells of columns that are kept.
fn keep(cells: &mut Vec<String>, kept: &[bool]) {
    let mut at = 0;
    cells.retain(|_| {
        at += 1;
        kept[at - 1]
    });
}

fn count(cells: usize) -> String {
    if cells == 1 {
        "1 cell".to_owned()
    } else {
        format!("{cells} cells")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Option<DataRows>, Faults) {
        let mut faults = Faults::new();
        let data = read_rows(text, &SourcePath::new("content/data.csv"), &mut faults);
        (data, faults)
    }

    #[test]
    fn the_place_of_a_row_counts_the_byte_order_mark() {
        let text = "\u{feff}Year,Cases\n2015,3\n";
        let (data, faults) = rows(text);
        let data = data.expect("a table");
        assert!(faults.is_empty());
        assert_eq!(data.head, ["Year", "Cases"]);
        assert_eq!(&text[data.rows[0].range.clone()], "2015,3");
    }

    #[test]
    fn columns_without_heading_and_cells_are_left_out() {
        for text in [
            "Team;Seen;;\nNorth;3;;\nSouth;4;;\n;;;\n",
            "Team;Seen\nNorth;3;;\nSouth;4\n",
            "Team;Seen;;\nNorth;3\nSouth;4;\n",
            "Team;;Seen\nNorth;;3\nSouth;;4\n",
        ] {
            let (data, faults) = rows(text);
            let data = data.expect("a table");
            assert!(faults.is_empty(), "{text}: {faults:?}");
            assert_eq!(data.head, ["Team", "Seen"], "{text}");
            let cells: Vec<&[String]> = data.rows.iter().map(|row| &row.cells[..]).collect();
            assert_eq!(cells, [["North", "3"], ["South", "4"]], "{text}");
        }
    }

    #[test]
    fn a_column_with_cells_and_no_heading_is_told() {
        let (data, faults) = rows("Team,,Seen\nNorth,late,3\n");
        assert!(data.is_some());
        assert_eq!(
            faults.iter().next().expect("a fault").message,
            "column 2 has no heading, and holds `late`"
        );
        let (data, faults) = rows("Team,,\nNorth,late,3\n");
        assert!(data.is_none());
        assert_eq!(
            faults.iter().next().expect("a fault").message,
            "two columns have no heading"
        );
    }

    #[test]
    fn a_file_with_a_fault_has_no_rows() {
        let (data, faults) = rows("Year,Cases\n2015,3,4\n2016,5\n");
        assert!(data.is_none());
        assert_eq!(faults.len(), 1);
    }
}
