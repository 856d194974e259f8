//! Tables that are none: without their line of hyphens, with another number of columns in it, and
//! pasted with tabs.

use super::columns;
use super::lines::SlipOfLines;
use super::text::{ShownText, TextSlip, one_line};
use crate::base::Code;

/// Signs that a word processor makes of hyphens, and that people draw lines of tables with.
const LINES: [char; 9] = ['-', '–', '—', '―', '‐', '‑', '−', '=', '_'];

/// Finds a table that is shown as text, from the line in which a run starts.
pub(in crate::parse::markdown) fn find(run: &ShownText<'_>) -> Option<SlipOfLines> {
    let line = run.line();
    if line.contains('\t') {
        return tabbed(run);
    }
    if let Some(slip) = columns::find(run) {
        return Some(slip);
    }
    let is_grid = is_grid_line(line);
    if !line.contains('|') && !is_grid || run.is_meant(run.range.start) {
        return None;
    }
    let line_start = run.source[..run.range.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let prefix = &run.source[line_start..run.range.start];
    let is_plain = prefix.trim().is_empty();
    let mut rows = Vec::new();
    let mut end = run.range.start;
    for line in run.source[run.range.start..].split_inclusive('\n') {
        let row = line.trim_end();
        if !row.contains('|') && !is_grid_line(row) {
            break;
        }
        end += line.len();
        if is_grid_line(row) {
            continue;
        }
        rows.push(row.trim_start_matches([' ', '>']));
    }
    let end = run.range.start + run.source[run.range.start..end].trim_end().len();
    let slip = slip_of(&rows, run.range.start..end);
    Some((
        slip.map(|slip| TextSlip {
            mended: slip.mended.filter(|_| is_plain),
            ..slip
        }),
        end,
    ))
}

/// Tells whether a line is drawn between the rows of a table, `+----+----+`.
fn is_grid_line(line: &str) -> bool {
    let line = line.trim();
    let is_drawn = line.starts_with('+') && line.ends_with('+') && line.len() > 4;
    is_drawn && line.chars().all(|c| matches!(c, '+' | '-' | '='))
}

/// Finds why these rows are no table.
fn slip_of(rows: &[&str], at: std::ops::Range<usize>) -> Option<TextSlip> {
    let first = rows.first()?;
    let columns = cells(first).len();
    let is_framed = first.starts_with('|') && first.ends_with('|') && columns > 1;
    let is_single = rows.len() > 1
        && columns == 1
        && rows
            .iter()
            .all(|row| row.len() > 2 && row.starts_with('|') && row.ends_with('|'));
    let is_even = rows.len() > 1
        && columns > 1
        && rows
            .iter()
            .all(|row| row.contains(" | ") && cells(row).len() == columns);
    let line = rows.iter().position(|row| is_line(row));
    if !is_framed && !is_even && !is_single && line.is_none() {
        return None;
    }
    let hyphens = line_of_hyphens(columns);
    let message = match line {
        None => "this table has no line of hyphens, so it is shown as it is typed",
        Some(0) => "this table has no heading above its line of hyphens",
        Some(1) if columns < 2 => return None,
        Some(1) if has_other_dashes(rows[1]) => {
            "the line below the heading of this table needs hyphens, so it is shown as it is typed"
        }
        Some(1) if cells(rows[1]).len() != columns => {
            "the line of hyphens has another number of columns than the heading of this table"
        }
        Some(_) => {
            let message = "a table has one line above its line of hyphens, and this one has more";
            let help = format!("leave one line above `{hyphens}`");
            return Some(TextSlip::warning(Code::MarkLeftOver, at, message, help));
        }
    };
    let (help, mended) = mended(rows, line);
    let slip = TextSlip::mark(at, message, mended);
    Some(TextSlip { help, ..slip })
}

/// Returns what to write so that rows are a table, and the table. `line` is the place of the line
/// of hyphens among them.
fn mended(rows: &[&str], line: Option<usize>) -> (String, String) {
    let first = rows[0];
    let columns = cells(first).len();
    let hyphens = line_of_hyphens(columns);
    match line {
        Some(0) => {
            let empty = format!("|{}", "  |".repeat(columns));
            let table = format!("{empty}\n{hyphens}\n{}", rows[1..].join("\n"));
            let help = format!("write a heading above it: `| Team | Visits |`, or `{empty}`");
            (help, table)
        }
        Some(_) => {
            let table = [&[first, hyphens.as_str()], &rows[2..]].concat();
            let help = format!("write `{hyphens}` as its second line");
            (help, table.join("\n"))
        }
        None => {
            let table = [&[first, hyphens.as_str()], &rows[1..]].concat();
            let help = format!("write `{hyphens}` on a line of its own below its first line");
            (help, table.join("\n"))
        }
    }
}

/// Returns the line of hyphens of a table.
pub(super) fn line_of_hyphens(columns: usize) -> String {
    format!("|{}", " --- |".repeat(columns))
}

/// Splits a row at its lines.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row
        .strip_suffix('|')
        .filter(|row| !row.ends_with('\\'))
        .unwrap_or(row);
    row.split('|').collect()
}

/// Tells whether a row is the line below a heading, drawn with hyphens or with other signs.
fn is_line(row: &str) -> bool {
    let is_of_line = |c: char| LINES.contains(&c) || matches!(c, '|' | ':' | '+' | ' ');
    row.contains(LINES) && row.chars().all(is_of_line)
}

fn has_other_dashes(row: &str) -> bool {
    row.contains(|c: char| c != '-' && LINES.contains(&c) || c == '+')
}

/// Finds rows whose columns are parted by tabs, as they come from a word processor.
fn tabbed(run: &ShownText<'_>) -> Option<SlipOfLines> {
    let start = run.range.start;
    let columns = run.line().trim_end().split('\t').count();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut end = start;
    for line in run.source[start..].split_inclusive('\n') {
        let cells: Vec<&str> = line.trim_end().split('\t').map(str::trim).collect();
        if cells.len() != columns || columns < 2 {
            break;
        }
        end += line.len();
        rows.push(cells);
    }
    let first = rows.first()?;
    let is_marked = columns == 2 && is_list_mark(&rows);
    let end = start + run.source[start..end].trim_end().len();
    if rows.len() < 2 || is_marked || rows.iter().flatten().all(|cell| cell.is_empty()) {
        return Some((None, end));
    }
    let hyphens = line_of_hyphens(columns);
    let mut mended = row_of(first);
    mended.push('\n');
    mended.push_str(&hyphens);
    for row in &rows[1..] {
        mended.push('\n');
        mended.push_str(&row_of(row));
    }
    let message = "these lines have tabs between their columns, as from a word processor, and run \
                   on as one paragraph";
    let help = format!(
        "write them as a table: `{}`, then `{hyphens}`, then the other lines like the first",
        one_line(&row_of(first))
    );
    let slip = TextSlip::mended(Code::WordLeftover, start..end, message, mended);
    Some((Some(TextSlip { help, ..slip }), end))
}

/// Tells whether the first cells of rows are the marks of a list: `a`, `•`. Another heading than
/// the letters of a list may stand above one column of a table.
fn is_list_mark(rows: &[Vec<&str>]) -> bool {
    let is_short = |cell: &str| cell.chars().count() < 2 && !cell.contains(char::is_numeric);
    rows.iter().all(|row| is_short(row[0]))
}

pub(super) fn row_of(cells: &[&str]) -> String {
    let escaped = cells.iter().map(|cell| cell.replace('|', "\\|"));
    format!("| {} |", escaped.collect::<Vec<_>>().join(" | "))
}
