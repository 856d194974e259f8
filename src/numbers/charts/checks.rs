//! What stands in the way of drawing a chart, or would make it tell something untrue.

use super::block::ChartBlock;
use super::chart::{Chart, ChartFigure, ChartKind, ChartRow, FunnelLimits};
use super::times::is_time;
use crate::base::{Faults, Severity};
use std::collections::BTreeSet;

/// The most bars, or rows of marks, that can be read below each other.
const MOST_BARS: usize = 60;
/// The most marks side by side.
const MOST_MARKS: usize = 500;

/// Reports charts of too many rows or of too few, and those without a single figure.
pub(super) fn check_size(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    let rows = chart.rows.len();
    let most = match chart.kind {
        ChartKind::Bar | ChartKind::Grouped | ChartKind::Stacked | ChartKind::Dot => MOST_BARS,
        ChartKind::Line | ChartKind::Caterpillar | ChartKind::Funnel => MOST_MARKS,
    };
    if rows > most {
        let message = format!(
            "this chart would have {rows} rows, and {most} is the most of its kind that can be read"
        );
        let help =
            "sum rows up in the file, draw a part of them, or show them with a `table` block";
        faults.push(block.fault(message).help(help));
        return;
    }
    let given = chart.rows.iter().filter(|row| has_figure(row)).count();
    if given == 0 {
        let message = "there is no figure to draw: every cell is empty or hidden".to_owned();
        let message = if rows == 0 {
            "there is nothing to draw: the file has headings and no rows".to_owned()
        } else {
            message
        };
        faults.push(
            block
                .fault(message)
                .help("fill the file in, or take the block out"),
        );
    } else if given == 1 && matches!(chart.kind, ChartKind::Caterpillar | ChartKind::Funnel) {
        let message = "this kind of chart compares services, and the file gives figures for one";
        let setting = block.kind_setting();
        let help = format!("write the figure into the text, or draw it with `{setting}: bar`");
        faults.push(block.fault(message.to_owned()).help(help));
    }
}

fn has_figure(row: &ChartRow) -> bool {
    row.figures.iter().any(|figure| figure.number().is_some())
}

/// Reports counts that are none, and counts of nothing.
pub(super) fn check_counts(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    let is_share = chart.kind == ChartKind::Caterpillar || chart.limits != FunnelLimits::Poisson;
    let titles = [&chart.series[0].title, &chart.series[1].title];
    for row in &chart.rows {
        let (Some(count), Some(size)) = (row.number(0), row.number(1)) else {
            continue;
        };
        let label = &row.label;
        let problem = if count < 0.0 || size < 0.0 {
            format!("`{label}` has a count below 0: {count} of {size}")
        } else if size <= 0.0 {
            format!(
                "`{label}` has 0 in the column `{}`, and nothing is a share of 0",
                titles[1]
            )
        } else if is_share && count > size {
            format!("`{label}` has {count} of {size}, which is more than 100 %")
        } else if is_share && (count.fract().abs() > 1e-9 || size.fract().abs() > 1e-9) {
            format!("`{label}` has {count} of {size}, and counts are whole numbers")
        } else {
            continue;
        };
        let help = format!(
            "check this row: the chart takes `{}` as how many, and `{}` as out of how many. If it \
             is the other way round, name the columns in that order under `columns:`; where \
             figures are not known, leave both cells empty",
            titles[0], titles[1]
        );
        faults.push(block.row_fault(row.at, problem).help(help));
    }
}

/// Reports rows with the same name, and lines of which only some rows are named after a time.
pub(super) fn check_names(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for row in &chart.rows {
        if row.label.is_empty() {
            let help = "write what the row is about into its first cell";
            let mut fault = block
                .row_fault(row.at, "a row has no name".to_owned())
                .help(help);
            fault.severity = Severity::Warning;
            faults.push(fault);
            return;
        }
        if names.insert(row.label.trim()) {
            continue;
        }
        let message = format!("more than one row is called `{}`", row.label.trim());
        let help = "give each row a name of its own, or add rows of the same name up in the file";
        let mut fault = block.row_fault(row.at, message).help(help);
        if chart.kind != ChartKind::Line {
            fault.severity = Severity::Warning;
        }
        faults.push(fault);
        return;
    }
    check_times(block, chart, faults);
}

/// Reports a line of which most rows, but not all, are named after a time: they stand at equal
/// distances then.
fn check_times(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    if chart.kind != ChartKind::Line || chart.years().is_some() {
        return;
    }
    let other = chart.rows.iter().filter(|row| !is_time(&row.label));
    let other: Vec<&ChartRow> = other.collect();
    let times = chart.rows.len() - other.len();
    if times < 2 || times <= other.len() {
        return;
    }
    let (message, row) = match other.first() {
        Some(row) => (
            format!(
                "`{}` is no time, and the other rows are: so the points stand at equal distances, \
                 in the order of the file",
                row.label
            ),
            row.at,
        ),
        None => (
            "the rows are named after times in different ways: so the points stand at equal \
             distances, in the order of the file"
                .to_owned(),
            chart.rows[0].at,
        ),
    };
    let help = "write all of them in one way, such as `2015`, `2015-03`, `March 2015`, `Q1 2015` \
                or `2015/16`, with remarks in brackets behind: `2015 (part)`";
    let mut fault = block.row_fault(row, message).help(help);
    fault.severity = Severity::Warning;
    faults.push(fault);
}

/// Reports targets that no share and no rate can have.
pub(super) fn check_target(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    let Some(target) = &chart.target else { return };
    let is_share = chart.kind == ChartKind::Caterpillar || chart.limits != FunnelLimits::Poisson;
    let most = if is_share { chart.per } else { f64::INFINITY };
    if (0.0..=most).contains(&target.value) {
        return;
    }
    let message = format!("no service can reach the target {}", target.value);
    let help = if is_share {
        format!("type `target: mean`, or a number from 0 to {most}")
    } else {
        "type `target: mean`, or a number above 0".to_owned()
    };
    faults.push(block.fault(message).help(help));
}

/// Reports ranges that do not hold their value.
pub(super) fn check_ranges(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    if !matches!(chart.kind, ChartKind::Dot | ChartKind::Caterpillar) {
        return;
    }
    for row in &chart.rows {
        let (Some(value), Some((low, high))) = (row.number(0), row.range()) else {
            continue;
        };
        if low <= value && value <= high {
            continue;
        }
        let message = format!(
            "`{}` has the value {value}, which is not between {low} and {high}",
            row.label
        );
        let help = "name the columns under `columns:` in this order: names, values, lower ends, \
                    upper ends";
        faults.push(block.row_fault(row.at, message).help(help));
    }
}

/// Reports pieces of bars below 0, and shares above 100 %. A single bar or point above 100 % may be
/// meant, such as beds that are used by more people than there are beds; parts of a whole may not.
pub(super) fn check_shares(block: &ChartBlock<'_>, chart: &Chart, faults: &mut Faults) {
    for row in &chart.rows {
        if chart.kind == ChartKind::Stacked {
            check_pieces(block, chart, row, faults);
            continue;
        }
        for (series, figure) in chart.series.iter().zip(&row.figures) {
            let Some(value) = figure.number().filter(|value| *value > 100.0) else {
                continue;
            };
            if series.form.unit.as_deref().map(str::trim) != Some("%") {
                continue;
            }
            let message = format!(
                "`{}` has {value} % in the column `{}`, which is more than 100 %",
                row.label, series.title
            );
            let help = "correct the number, or give the column another unit if it is no part of a \
                        whole";
            let mut fault = block.row_fault(row.at, message).help(help);
            if chart.kind != ChartKind::Caterpillar {
                fault.severity = Severity::Warning;
            }
            faults.push(fault);
        }
    }
}

/// Reports pieces of one bar that cannot stand behind each other.
fn check_pieces(block: &ChartBlock<'_>, chart: &Chart, row: &ChartRow, faults: &mut Faults) {
    let numbers: Vec<f64> = row.figures.iter().filter_map(ChartFigure::number).collect();
    if let Some(value) = numbers.iter().find(|value| **value < 0.0) {
        let message = format!(
            "`{}` has {value}, and a piece of a stacked bar cannot be below 0",
            row.label
        );
        let setting = block.kind_setting();
        let help = format!("correct the number, or type `{setting}: grouped`");
        faults.push(block.row_fault(row.at, message).help(help));
        return;
    }
    let mut units = chart
        .series
        .iter()
        .map(|series| series.form.unit.as_deref());
    if !units.all(|unit| unit.is_some_and(|unit| unit.trim() == "%")) {
        return;
    }
    let sum: f64 = numbers.iter().sum();
    // Each share may have been rounded up by half of its last digit.
    let digits = chart.series.iter().map(|series| series.form.decimals).min();
    let last_digit = 0.1_f64.powi(i32::try_from(digits.unwrap_or(0)).unwrap_or(0));
    let rounded = numbers.iter().fold(0.0, |sum, _| sum + last_digit / 2.0);
    if sum > 100.0 + rounded + 1e-9 {
        let message = format!(
            "the pieces of `{}` make {} %, which is more than 100 %",
            row.label,
            (sum * 1e6).round() / 1e6
        );
        let setting = block.kind_setting();
        let help = format!(
            "correct the numbers, or type `{setting}: grouped` if they are no parts of one whole"
        );
        faults.push(block.row_fault(row.at, message).help(help));
    }
}
