//! Reads the tables of one page. From: blocks, and the files that they name. To: tables, and a
//! fault where those of the page together are too large to be shown.
//!
//! Each file is parsed once, however many blocks show it, and the tables of a page share one
//! allowance. So a page takes time and memory in proportion to its own text and its files, and not
//! to the product of both.

use super::Table;
use super::settings::ColumnSettings;
use super::unsaid_people::UnsaidTable;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::disclosure::audit::{ShownTable, audit};
use crate::numbers::disclosure::control::{GroupFile, PublishedFile, control};
use crate::numbers::disclosure::declared::CountedFiles;
use crate::parse::csv::{DataRows, read_rows};
use crate::parse::document::Component;
use crate::source::DataFile;
use std::collections::BTreeMap;

/// The most cells that the tables of one page have together. What a template makes of so many is a
/// page of ten megabytes.
const MOST_CELLS: usize = 100_000;
/// The most bytes that the cells of one page hold together.
const MOST_BYTES: usize = 16 << 20;

/// The tables of one page, while they are read.
pub struct PageTables<'t> {
    /// What blocks of the site say of files that count people.
    counted: &'t CountedFiles<'t>,
    /// What may be published of each file that counts people; `None` where something is wrong.
    published: BTreeMap<&'t SourcePath, Option<PublishedFile>>,
    /// The rows of each file that a block has named so far; `None` for a file with faults.
    files: BTreeMap<&'t SourcePath, Option<DataRows>>,
    cells: usize,
    bytes: usize,
    /// Whether the page has been refused already: one fault says it for all of its tables.
    is_refused: bool,
}

impl<'t> PageTables<'t> {
    /// Creates a reader of tables on a site whose blocks say so of its files.
    #[must_use]
    pub fn new(counted: &'t CountedFiles<'t>) -> Self {
        Self {
            counted,
            published: BTreeMap::new(),
            files: BTreeMap::new(),
            cells: 0,
            bytes: 0,
            is_refused: false,
        }
    }

    /// Reads the table that a component shows. `file` is what stands at `source`.
    pub fn read(
        &mut self,
        component: &Component,
        source: &'t SourcePath,
        file: &DataFile,
        faults: &mut Faults,
    ) -> Option<Table> {
        if self.is_refused {
            return None;
        }
        let is_counted = self.counted.is_counted(source);
        if is_counted {
            self.protect(source, faults);
        }
        let rows = self
            .files
            .entry(source)
            .or_insert_with(|| rows(source, file, faults));
        let data = rows.as_ref()?;
        let published = self.published.get(source);
        // Of a file that counts people, only what is protected is published.
        let published = match published {
            Some(published) => Some(published.as_ref()?),
            None if is_counted => return None,
            None => None,
        };
        let chosen = super::choose(data, component, faults)?;
        self.cells += data.rows.len() * chosen.len();
        self.bytes += bytes(data, &chosen);
        if self.cells > MOST_CELLS || self.bytes > MOST_BYTES {
            self.is_refused = true;
            faults.push(too_large(data, &chosen, source, component));
            return None;
        }
        let table = super::table(data, &chosen, component, published, source, faults);
        if is_counted {
            let columns: Vec<usize> = chosen.iter().map(|(at, _)| *at).collect();
            let shown = ShownTable {
                block: component,
                table: &table,
                columns: &columns,
            };
            if !audit(self.counted, source, data, &shown, faults) {
                return None;
            }
        }
        if self.counted.leaves_open(source) {
            let unsaid = UnsaidTable {
                table: &table,
                chosen: &chosen,
                data,
                source,
            };
            unsaid.check(component, &self.counted.policy(component), faults);
        }
        Some(table)
    }

    /// Returns the rows of a file that a block has named.
    #[must_use]
    pub fn rows(&self, source: &SourcePath) -> Option<&DataRows> {
        self.files.get(source)?.as_ref()
    }

    /// Protects a file that counts people, with those that readers can put together with it.
    fn protect(&mut self, source: &'t SourcePath, faults: &mut Faults) {
        if self.published.contains_key(source) {
            return;
        }
        let group = self.counted.group(source);
        for (source, of_file) in &group {
            self.files
                .entry(*source)
                .or_insert_with(|| rows(source, of_file.file, faults));
        }
        let mut files = Vec::with_capacity(group.len());
        for (source, of_file) in &group {
            let rows = self.files.get(source).and_then(Option::as_ref);
            files.extend(rows.map(|rows| GroupFile {
                source,
                rows,
                of_file,
            }));
        }
        let published = if files.len() == group.len() {
            control(&files, self.counted, faults)
        } else {
            None
        };
        let mut published = published.into_iter().flatten();
        for (source, _) in group {
            self.published.insert(source, published.next());
        }
    }
}

/// Parses a file, and reports what is wrong with it.
fn rows(source: &SourcePath, file: &DataFile, faults: &mut Faults) -> Option<DataRows> {
    if !file.faults.is_empty() {
        faults.extend(file.faults.iter().cloned());
        return None;
    }
    read_rows(&file.text, source, faults)
}

/// Returns the length of the text in the columns that a table shows.
fn bytes(data: &DataRows, chosen: &[(usize, ColumnSettings)]) -> usize {
    let rows = data.rows.iter();
    rows.map(|row| {
        let cells = chosen.iter().map(|(at, _)| row.cells[*at].len());
        cells.sum::<usize>()
    })
    .sum()
}

/// Returns the fault of the table with which a page grows too large. A table that is too large on
/// its own is named by its file, and the last of several by its block.
fn too_large(
    data: &DataRows,
    chosen: &[(usize, ColumnSettings)],
    source: &SourcePath,
    component: &Component,
) -> Fault {
    let (rows, columns) = (data.rows.len(), chosen.len());
    let size = bytes(data, chosen);
    let fault = if rows * columns > MOST_CELLS {
        let message = format!(
            "this table has {rows} rows of {columns} columns, which is {} cells; {MOST_CELLS} is \
             the most",
            rows * columns
        );
        Fault::error(Code::DataFile, message).at(Span::new(source, data.head_range.clone()))
    } else if size > MOST_BYTES {
        let message = format!(
            "the cells of this table hold {} MB of text; {} MB is the most",
            size >> 20,
            MOST_BYTES >> 20
        );
        Fault::error(Code::DataFile, message).at(Span::new(source, data.head_range.clone()))
    } else {
        let message = format!(
            "with this table, those of the page have more than {MOST_CELLS} cells or {} MB of text",
            MOST_BYTES >> 20
        );
        Fault::error(Code::DataFile, message).at(component.span.clone())
    };
    fault.help(
        "show fewer rows, or name the columns to show under `columns:`, and offer the whole file \
         with a `download` block",
    )
}
