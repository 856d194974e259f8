//! Columns that are typed or pasted without the signs of a table: lines of `a;b;c` or `a,b,c` from
//! a file of a spreadsheet, columns parted by spaces, and columns parted by drawn lines.

use super::lines::SlipOfLines;
use super::tables::{line_of_hyphens, row_of};
use super::text::{ShownText, TextSlip, one_line};

/// The fewest lines that are columns and no list of words.
const FEWEST_LINES: usize = 3;

/// Finds such columns in the paragraph that a run begins.
pub(super) fn find(run: &ShownText<'_>) -> Option<SlipOfLines> {
    if !run.starts_paragraph() {
        return None;
    }
    let line = run.line();
    let is_drawn = line.starts_with(['│', '┃', '║', '┌', '├', '╔']);
    let is_spaced = memchr::memmem::find(line.trim().as_bytes(), b"   ").is_some();
    let mut signs = memchr::memchr2_iter(b';', b',', line.as_bytes());
    if !(is_drawn || is_spaced || signs.nth(1).is_some()) {
        return None;
    }
    let reach = run.source.floor_char_boundary(run.range.start + 4_000);
    let near = &run.source[run.range.start..reach];
    let paragraph = near.split("\n\n").next().unwrap_or_default().trim_end();
    let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
    let is_broken = |line: &&str| line.ends_with('\\');
    if lines.len() < 2 || paragraph.contains("  \n") || lines.iter().any(is_broken) {
        return None;
    }
    let rows = if is_drawn {
        drawn(&lines)
    } else if is_spaced {
        spaced(&lines)
    } else {
        listed(&lines)
    };
    let rows = rows?;
    let first = row_of(&rows[0]);
    let hyphens = line_of_hyphens(rows[0].len());
    let mut mended = format!("{first}\n{hyphens}");
    for row in &rows[1..] {
        mended.push('\n');
        mended.push_str(&row_of(row));
    }
    let message = "these lines look like the rows of a table, and run on as one paragraph";
    let help = format!(
        "write them as a table: `{}`, then `{hyphens}`, then the other lines like the first",
        one_line(&first)
    );
    let end = run.range.start + paragraph.len();
    let slip = TextSlip::mark(run.range.start..end, message, mended);
    Some((Some(TextSlip { help, ..slip }), end))
}

/// Returns the rows of a table that is drawn with lines.
fn drawn<'l>(lines: &[&'l str]) -> Option<Vec<Vec<&'l str>>> {
    let sides = ['│', '┃', '║'];
    let rows = lines
        .iter()
        .filter(|line| line.contains(char::is_alphanumeric));
    let rows = rows.map(|row| {
        let cells = row.trim_matches(sides).split(sides);
        cells.map(str::trim).collect::<Vec<_>>()
    });
    even(rows.collect(), 2)
}

/// Returns the rows of columns that three or more spaces part. A line of hyphens may stand between.
fn spaced<'l>(lines: &[&'l str]) -> Option<Vec<Vec<&'l str>>> {
    let rows = lines
        .iter()
        .filter(|line| line.contains(char::is_alphanumeric));
    let rows = rows.map(|row| {
        let cells = row.split("   ").map(str::trim);
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    });
    even(rows.collect(), 2)
}

/// Returns the rows of a file of a spreadsheet: as many signs in each line, and words and figures
/// right behind them.
fn listed<'l>(lines: &[&'l str]) -> Option<Vec<Vec<&'l str>>> {
    let sign = if lines[0].contains(';') { ';' } else { ',' };
    let is_tight = |line: &&str| {
        let mut behind = line.split(sign).skip(1);
        behind.all(|cell| cell.starts_with(|c: char| !c.is_whitespace()) || cell.is_empty())
            && !line.contains("://")
    };
    if lines.len() < FEWEST_LINES || !lines.iter().all(is_tight) {
        return None;
    }
    let rows = lines
        .iter()
        .map(|line| line.split(sign).map(str::trim).collect());
    even(rows.collect(), 3)
}

/// Returns rows that have as many cells each.
fn even(rows: Vec<Vec<&str>>, fewest_cells: usize) -> Option<Vec<Vec<&str>>> {
    let width = rows.first()?.len();
    let is_even = rows.len() > 1 && rows.iter().all(|row| row.len() == width);
    (is_even && width >= fewest_cells).then_some(rows)
}
