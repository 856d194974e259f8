//! Rows of tables that are none: a second line of hyphens, a row that goes on in the line below,
//! and signs by which other programs join cells.

use super::text::TextSlip;
use crate::base::Code;
use std::ops::Range;

/// Finds what is wrong with a row of a table of so many columns.
pub(in crate::parse::markdown) fn find(
    source: &str,
    range: &Range<usize>,
    columns: usize,
) -> Option<TextSlip> {
    let row = source.get(range.clone())?.trim_end();
    let at = range.start..range.start + row.len();
    if row.contains("--") && is_of_hyphens(row) {
        let message = "this second line of hyphens is a row of dashes in the table";
        let help = "take it out; or leave an empty line above it and begin a new table with its \
                    heading"
            .to_owned();
        return Some(TextSlip::warning(Code::MarkLeftOver, at, message, help));
    }
    if row.contains("^^") && row.split('|').any(|cell| cell.trim() == "^^") {
        let message = "`^^` joins no cells here, so readers see it";
        let help = "write the words of the cell above again, or leave the cell empty".to_owned();
        return Some(TextSlip::warning(Code::MarkLeftOver, at, message, help));
    }
    let is_open = row.starts_with('|') && !row.ends_with('|') && columns > 1;
    if !is_open || row.matches('|').count() >= columns {
        return None;
    }
    let below = source[range.end..].split('\n').next()?;
    let goes_on = below.contains('|') && !below.trim_start().starts_with('|');
    goes_on.then(|| {
        let message = "this row goes on in the line below it, which is a row of its own or no part \
                       of the table";
        let help = "write the whole row on one line, with `<br>` where a line of a cell ends";
        TextSlip::warning(Code::UnmeantMarks, at, message, help.to_owned())
    })
}

fn is_of_hyphens(row: &str) -> bool {
    row.bytes()
        .all(|byte| matches!(byte, b'-' | b'|' | b':' | b' ' | b'\t'))
}
