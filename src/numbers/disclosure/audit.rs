//! Compares what a block is going to show with what may be published of its file. Short figures
//! cannot be looked for in finished files, because they stand there by chance. So the values that
//! files are made from are looked at, by another way than the one they came by: each figure must be
//! hidden, or be what the rule makes of the raw one. From: raw counts, and a finished table. To: a
//! fault that never repeats a figure.

use super::counts::{ColumnRole, read_counts};
use super::declared::{CountedFiles, declares};
use super::policy::Policy;
use super::shares::find_shares;
use crate::base::{Code, Fault, Faults, SourcePath};
use crate::numbers::tables::{Cell, Table};
use crate::parse::csv::DataRows;
use crate::parse::document::Component;

/// A table that a block is going to show.
pub(in crate::numbers) struct ShownTable<'t> {
    pub(in crate::numbers) block: &'t Component,
    pub(in crate::numbers) table: &'t Table,
    /// The columns of the file that the columns of the table are.
    pub(in crate::numbers) columns: &'t [usize],
}

/// Reports whether a table shows nothing of a file but what may be published of it, and a fault
/// where it does.
pub(in crate::numbers) fn audit(
    files: &CountedFiles<'_>,
    source: &SourcePath,
    data: &DataRows,
    shown: &ShownTable<'_>,
    faults: &mut Faults,
) -> bool {
    let Some(of_file) = files.files.get(source) else {
        return true;
    };
    let missing = of_file.missing();
    let mut counts = read_counts(data, source, of_file, &missing);
    // What is wrong with shares is told when the file is protected.
    let shares = find_shares(&mut counts, data, source, &mut Faults::new());
    let mut declaring = of_file.blocks.iter().filter(|block| declares(block));
    let Some(policy) = declaring.next().map(|block| files.policy(block)) else {
        return true;
    };
    let before = faults.len();
    for (at, column) in shown.columns.iter().enumerate() {
        let mut numbers = counts.columns.iter().enumerate();
        let Some((number, counted)) = numbers.find(|(_, counted)| counted.at == *column) else {
            continue;
        };
        let share = shares.iter().find(|share| share.column == number);
        for (row, cells) in shown.table.rows.iter().enumerate() {
            let raw = match (counted.role, share) {
                (ColumnRole::People, _) => counted.whole(row),
                (ColumnRole::Derived, Some(share)) => counts.columns[share.whole].whole(row),
                _ => None,
            };
            let Some(raw) = raw else { continue };
            let is_safe = match counted.role {
                ColumnRole::Derived => is_safe_share(&cells[at], raw.unsigned_abs(), &policy),
                _ => is_safe(&cells[at], raw.unsigned_abs(), &policy),
            };
            if !is_safe {
                faults.push(told(shown, at));
                break;
            }
        }
    }
    faults.len() == before
}

/// Reports whether a cell shows of a count what the rule lets through.
fn is_safe(cell: &Cell, raw: u64, policy: &Policy) -> bool {
    match cell {
        Cell::Number(value, text) => {
            let published = policy.rounded(raw).to_string();
            policy.is_exact() || !policy.hides(raw) && *text == published && is(*value, &published)
        }
        Cell::Hidden(_) | Cell::Empty => true,
        Cell::Text(text) => text.parse::<f64>().is_err(),
    }
}

/// Reports whether a cell shows a share or a mean of people who are enough for it.
fn is_safe_share(cell: &Cell, raw: u64, policy: &Policy) -> bool {
    policy.is_exact() || matches!(cell, Cell::Hidden(_)) || !policy.hides(raw)
}

fn is(value: f64, text: &str) -> bool {
    text.parse()
        .is_ok_and(|number: f64| (number - value).abs() < 0.5)
}

fn told(shown: &ShownTable<'_>, column: usize) -> Fault {
    let message = format!(
        "the table of this block would show figures of the column `{}` that its rule keeps back",
        shown.table.columns[column].title
    );
    Fault::error(Code::SecretPublished, message)
        .at(shown.block.span.clone())
        .help("this is a fault of masthead: please report it, and take the block out meanwhile")
}

#[cfg(test)]
mod tests;
