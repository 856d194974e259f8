//! The columns of a table that a chart draws, and how many of them each kind needs.

use super::block::ChartBlock;
use super::canvas::MOST_SERIES;
use super::chart::ChartKind;
use super::undrawable::report_column;
use super::wholes::is_whole_column;
use crate::base::{Fault, Faults};
use crate::numbers::tables::{ColumnFormat, Table};

/// Returns the columns of figures that a chart draws: all but the first, which names the rows.
/// Beside a table, columns of words are left to the table.
pub(super) fn figure_columns(
    block: &ChartBlock<'_>,
    table: &Table,
    faults: &mut Faults,
) -> Option<Vec<usize>> {
    let mut columns = Vec::with_capacity(table.columns.len());
    let before = faults.len();
    for (at, column) in table.columns.iter().enumerate().skip(1) {
        if column.format == ColumnFormat::Number {
            columns.push(at);
        } else if !block.is_beside_table {
            report_column(block, table, at, faults);
        }
    }
    if faults.len() > before {
        return None;
    }
    if block.kind == ChartKind::Stacked {
        columns.retain(|at| !is_whole_column(block, &table.columns[*at].title));
    }
    let (needs, fits) = needs(block.kind, columns.len());
    if fits {
        return Some(columns);
    }
    if block.is_turned {
        faults.push(too_many_lines(block, columns.len()));
        return None;
    }
    let have = match columns.len() {
        0 => "has none".to_owned(),
        1 => "has one".to_owned(),
        many => format!("has {many}"),
    };
    let message = format!("{needs} beside the names of its rows, and this one {have}");
    faults.push(block.fault(message).help(help(block, columns.len())));
    None
}

/// Returns the fault of a table with times across the top and more rows than lines can be told
/// apart.
fn too_many_lines(block: &ChartBlock<'_>, count: usize) -> Fault {
    let message = format!(
        "times stand across the top of this file, so each of its rows is a line: that would be \
         {count}, and {MOST_SERIES} is the most that can be told apart"
    );
    let help = "draw fewer rows, or compare two times: type `kind: grouped`, and name the columns \
                of these times under `columns:`";
    block.fault(message).help(help)
}

/// Says how many columns of figures a kind needs, and reports whether `count` of them do.
fn needs(kind: ChartKind, count: usize) -> (&'static str, bool) {
    match kind {
        ChartKind::Bar => ("a bar chart needs one column of figures", count == 1),
        ChartKind::Grouped => (
            "a chart of grouped bars needs two to six columns of figures",
            (2..=MOST_SERIES).contains(&count),
        ),
        ChartKind::Stacked => (
            "a chart of stacked bars needs two to six columns of figures",
            (2..=MOST_SERIES).contains(&count),
        ),
        ChartKind::Line => (
            "a line chart needs one to six columns of figures",
            (1..=MOST_SERIES).contains(&count),
        ),
        ChartKind::Dot => (
            "a dot chart needs a column of values, or values with the lower and the upper end of \
             their ranges,",
            matches!(count, 1 | 3),
        ),
        ChartKind::Caterpillar => (
            "a caterpillar chart needs values with the lower and the upper end of their intervals, \
             or counts and what they are out of,",
            matches!(count, 2 | 3),
        ),
        ChartKind::Funnel => (
            "a funnel chart needs a column of counts and a column of what they are out of",
            count == 2,
        ),
    }
}

fn help(block: &ChartBlock<'_>, count: usize) -> String {
    let setting = block.kind_setting();
    match block.kind {
        ChartKind::Bar if (2..=MOST_SERIES).contains(&count) => format!(
            "type `{setting}: grouped` or `{setting}: stacked` to draw them all, or name the \
             columns to draw under `columns:`, that of the names first"
        ),
        ChartKind::Grouped | ChartKind::Stacked if count == 1 => {
            format!("type `{setting}: bar` for one column of figures")
        }
        _ if count == 0 => "add a column of numbers to the file, behind that of the names, with a \
                            heading of its own"
            .to_owned(),
        _ => "name the columns to draw under `columns:`, that of the names first: \
              `columns: [{name: Service}, {name: Seen}, {name: Referred}]`"
            .to_owned(),
    }
}
