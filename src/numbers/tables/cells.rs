//! The cells of a column, as they stand in the file and as a page shows them.

use super::figures::{self, Decimal, number};
use crate::base::{Digest, Fault, SourcePath, Span};
use crate::parse::csv::DataRows;
use std::borrow::Cow;
use std::ops::Range;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// An empty cell.
    Empty,
    /// Words, or a sign that stands for a number which is not given.
    Text(String),
    /// A number, with its text in the file.
    Number(f64, String),
    /// A figure about people that is not published.
    Hidden(HiddenSign),
}

/// What stands in a file in place of a figure that is not published.
const CONFIDENTIAL: &str = "[c]";

/// What stands in place of a figure that is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenSign {
    /// A sign that a note explains.
    Star,
    /// The words "fewer than", with the number that the count is below.
    FewerThan(u64),
}

impl HiddenSign {
    /// The sign that a note explains.
    pub(in crate::numbers) const STAR: &'static str = "*";
}

/// The rows of a file, and what is known about its cells.
pub(in crate::numbers) struct ColumnFigures<'d> {
    pub(in crate::numbers) data: &'d DataRows,
    /// The signs that stand for a number which is not given.
    pub(in crate::numbers) missing: &'d [String],
    /// The sign before the decimals in most columns, if it is known.
    pub(in crate::numbers) usual: Option<Decimal>,
    pub(in crate::numbers) source: &'d SourcePath,
    /// The place of the block that shows the file, if faults shall name it.
    pub(in crate::numbers) block: Option<&'d Span>,
}

impl ColumnFigures<'_> {
    /// Adds the place of the block to a fault whose help speaks of it.
    pub(in crate::numbers) fn with_block(&self, fault: Fault) -> Fault {
        match self.block {
            Some(block) => fault.label(block.clone(), "this is the block"),
            None => fault,
        }
    }
}

impl Cell {
    /// Adds the cell to a digest.
    pub(super) fn add_to(&self, digest: Digest) -> Digest {
        match self {
            Self::Empty => digest.number(0),
            Self::Text(text) => digest.number(1).text(text),
            // The text of a number says all of it.
            Self::Number(_, text) => digest.number(2).text(text),
            Self::Hidden(sign) => digest.number(3).shown(sign),
        }
    }

    /// Returns the cell as the file writes it.
    pub(in crate::numbers) fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(_, text) => Cow::Borrowed(text),
            Self::Hidden(HiddenSign::Star) => Cow::Borrowed(HiddenSign::STAR),
            Self::Hidden(HiddenSign::FewerThan(least)) => Cow::Owned(format!("<{least}")),
        }
    }

    /// Returns the cell as a file for other programs has it: what is hidden is `[c]` there, for
    /// “confidential”, as the statisticians of the British government write it.
    pub(in crate::numbers) fn downloaded(&self) -> Cow<'_, str> {
        match self {
            Self::Hidden(HiddenSign::Star) => Cow::Borrowed(CONFIDENTIAL),
            cell => cell.written(),
        }
    }

    /// Returns the number of the cell, as the file writes it.
    pub(in crate::numbers) fn as_number(&self) -> Option<&str> {
        match self {
            Self::Number(_, text) => Some(text),
            Self::Empty | Self::Text(_) | Self::Hidden(_) => None,
        }
    }

    /// Reports whether the cell may stand in a column of numbers.
    pub(in crate::numbers) fn fits_numbers(&self, missing: &[String]) -> bool {
        match self {
            Self::Number(..) | Self::Empty | Self::Hidden(_) => true,
            Self::Text(text) => missing.contains(text),
        }
    }
}

/// Returns the cells of a column that are filled, with their places.
pub(in crate::numbers) fn filled<'d>(
    data: &'d DataRows,
    at: usize,
    missing: &'d [String],
) -> impl Iterator<Item = (&'d str, &'d Range<usize>)> {
    data.rows
        .iter()
        .map(move |row| (row.cells[at].as_str(), &row.range))
        .filter(|(text, _)| !text.is_empty() && !missing.iter().any(|sign| sign == text))
}

/// Reports whether every filled cell of a column looks like a number.
pub(in crate::numbers) fn are_figures(data: &DataRows, at: usize, missing: &[String]) -> bool {
    filled(data, at, missing)
        .all(|(text, _)| figures::has_comma(text) || number(text, Decimal::Point).is_some())
}
