//! Columns that a chart cannot draw: what they hold in place of numbers, and what to type instead.

use super::block::ChartBlock;
use crate::base::Faults;
use crate::numbers::tables::{Cell, Decimal, Table, read_number};
use crate::parse::yaml::flow_text;
use std::collections::BTreeSet;

/// What a column holds that cannot be drawn.
#[derive(Debug, PartialEq)]
enum ColumnContent<'t> {
    Nothing,
    /// Numbers that the file does not show to be such, first this one.
    Numbers(&'t str),
    /// Numbers with different signs around them.
    Signs(&'t str, &'t str),
    /// Numbers, and a word in the row of this name.
    StrayWord(&'t str, &'t str),
    /// Words, first this one in the row of this name.
    Words(&'t str, &'t str),
}

/// Reports a column that cannot be drawn.
pub(super) fn report_column(block: &ChartBlock<'_>, table: &Table, at: usize, faults: &mut Faults) {
    let title = &table.columns[at].title;
    let content = content(table, at);
    let holds = match content {
        ColumnContent::Nothing => "no number".to_owned(),
        ColumnContent::Numbers(text) => format!("words, such as `{text}`"),
        ColumnContent::Signs(one, other) => {
            format!("numbers with different signs, `{one}` and `{other}`")
        }
        ColumnContent::StrayWord(text, row) | ColumnContent::Words(text, row) => {
            format!("`{text}` in the row `{row}`, which is no number")
        }
    };
    let message = format!("the column `{title}` cannot be drawn: it holds {holds}");
    let columns = "name the columns to draw under `columns:`, that of the names first";
    let help = match content {
        ColumnContent::Nothing => {
            format!("fill its cells in, or leave it out: {columns}")
        }
        ColumnContent::Numbers(_) => {
            format!(
                "if they are numbers, {columns}: `{{name: {}, format: number}}`",
                flow_text(title)
            )
        }
        ColumnContent::Signs(..) => {
            "write the same sign at each of its numbers, or at none of them".to_owned()
        }
        ColumnContent::StrayWord(text, _) => format!(
            "write a number there, leave the cell empty, or add `missing: [{text:?}]` to the block"
        ),
        ColumnContent::Words(..) => {
            format!("{columns}: `columns: [{{name: Service}}, {{name: Seen}}]`")
        }
    };
    let of_lines = matches!(content, ColumnContent::Words(..)).then(|| lines_help(table, at));
    let fault = block.fault(message).help(help);
    faults.push(fault.help_if(of_lines.flatten()));
}

/// Returns what a column holds that cannot be drawn.
fn content(table: &Table, at: usize) -> ColumnContent<'_> {
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for row in &table.rows {
        let Cell::Text(text) = &row[at] else { continue };
        match (read_number(text, Decimal::Point), &row[0]) {
            (Some(_), _) => numbers.push(text.as_str()),
            (None, Cell::Text(label)) => words.push((text.as_str(), label.as_str())),
            (None, _) => words.push((text.as_str(), "")),
        }
    }
    match (&words[..], &numbers[..]) {
        ([], []) => ColumnContent::Nothing,
        ([], [first, others @ ..]) => match others.iter().find(|other| !is_alike(first, other)) {
            Some(other) => ColumnContent::Signs(first, other),
            None => ColumnContent::Numbers(first),
        },
        ([(text, label), ..], _) if words.len() <= numbers.len() => {
            ColumnContent::StrayWord(text, label)
        }
        ([(text, label), ..], _) => ColumnContent::Words(text, label),
    }
}

/// Reports whether two numbers are written with the same signs around them.
fn is_alike(one: &str, other: &str) -> bool {
    fn signs(text: &str) -> impl Iterator<Item = char> {
        text.chars()
            .filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ' | '-' | '−'))
    }
    signs(one).eq(signs(other))
}

/// Says how a file of a line for each time and service is turned into one that can be drawn: its
/// rows have the same name several times.
fn lines_help(table: &Table, at: usize) -> Option<String> {
    let labels: Vec<_> = table.rows.iter().map(|row| row[0].written()).collect();
    let own: BTreeSet<_> = labels.iter().collect();
    if own.len() == labels.len() {
        return None;
    }
    let mut words: Vec<_> = table.rows.iter().map(|row| row[at].written()).collect();
    words.dedup();
    let first: Vec<&str> = words.iter().take(2).map(AsRef::as_ref).collect();
    Some(format!(
        "give each `{}` a column of its own: the first line is `{},{}` then, and each name has one \
         row",
        table.columns[at].title,
        table.columns[0].title,
        first.join(",")
    ))
}
