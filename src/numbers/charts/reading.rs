//! Makes the chart that a block asks for out of its table. The table is the one that is published:
//! a figure that it hides is a gap of the chart.

use super::block::{ChartBlock, ChartFile, WantedTarget};
use super::chart::{
    Chart, ChartFigure, ChartKind, ChartRow, ChartSeries, ChartTarget, FunnelLimits, NumberForm,
    TargetName,
};
use super::checks::{
    check_counts, check_names, check_ranges, check_shares, check_size, check_target,
};
use super::columns::figure_columns;
use super::limits::wilson_interval;
use super::times::row_times;
use super::turned::turned;
use super::wholes::drawn_rows;
use crate::base::Faults;
use crate::numbers::disclosure::note::MethodNote;
use crate::numbers::tables::{Cell, Column, HiddenSign, Table};
use crate::parse::document::Component;
use std::borrow::Cow;

/// The most faults of one chart that are told one by one.
const MOST_FAULTS: usize = 8;

/// Makes the chart of a block, if the block shows one, of its table. What cannot be drawn is
/// reported, at its line of the file where one is given.
#[must_use]
pub fn chart_of(
    component: &Component,
    table: &Table,
    file: Option<ChartFile<'_>>,
    faults: &mut Faults,
) -> Option<Chart> {
    let mut block = ChartBlock::of(component, file)?;
    let mut found = Faults::new();
    let drawn = turned(table, block.kind);
    if matches!(drawn, Cow::Owned(_)) {
        block.turn();
    }
    let chart = read_chart(&block, &drawn, &mut found);
    let has_errors = found.has_errors();
    let more = found.len().saturating_sub(MOST_FAULTS);
    found.truncate(MOST_FAULTS);
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        last.help
            .push(format!("{more} more figures of this chart cannot be drawn"));
    }
    faults.extend(found);
    chart.filter(|_| !has_errors)
}

fn read_chart(block: &ChartBlock<'_>, table: &Table, faults: &mut Faults) -> Option<Chart> {
    let columns = figure_columns(block, table, faults)?;
    let counted = block.kind.has_counts(columns.len());
    block.check_settings(counted, faults);
    let target = block.target(faults);
    let rows = drawn_rows(block, table, &columns, faults);
    let left_out = rows
        .left_out
        .iter()
        .filter(|row| rows.line != Some(**row) || target.is_some());
    let mut chart = Chart {
        kind: block.kind,
        title: block.title(),
        series: series(block, table, &columns),
        rows: chart_rows(table, &columns, &rows.drawn),
        target: None,
        limits: block.limits(),
        per: if counted { block.per() } else { 1.0 },
        order: block.order(),
        left_out: left_out.map(|row| label(table, *row)).collect(),
        alternative: block.text("alternative").map(str::to_owned),
    };
    check_size(block, &chart, faults);
    check_names(block, &chart, faults);
    if counted {
        check_counts(block, &chart, faults);
        if faults.has_errors() {
            return None;
        }
        count(block, &mut chart, table.method.as_ref());
    } else {
        check_ranges(block, &chart, faults);
        check_shares(block, &chart, faults);
    }
    chart.target = match target {
        Some(target) => target_of(&chart, target),
        None => rows
            .line
            .and_then(|row| whole_line(&chart, table, &columns, row)),
    };
    if counted {
        check_target(block, &chart, faults);
    }
    Some(chart)
}

/// Returns the headings of the columns drawn, and how their numbers are written: as the block says
/// for the whole chart, else as the table writes them.
fn series(block: &ChartBlock<'_>, table: &Table, columns: &[usize]) -> Vec<ChartSeries> {
    let mut series = Vec::with_capacity(columns.len());
    for at in columns {
        let column = &table.columns[*at];
        series.push(ChartSeries {
            title: column.title.clone(),
            form: form(block, column),
        });
    }
    series
}

fn form(block: &ChartBlock<'_>, column: &Column) -> NumberForm {
    let unit = block.text("unit").map(str::to_owned);
    NumberForm {
        decimals: decimals(block).unwrap_or(column.decimals),
        sign: column.sign,
        unit: unit.or_else(|| column.unit.clone()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept between 0 and 6"
)]
fn decimals(block: &ChartBlock<'_>) -> Option<usize> {
    let decimals = block.number("decimals")?;
    Some(decimals.clamp(0.0, 6.0) as usize)
}

/// Returns the rows drawn with the figures of these columns; the first column of the table names
/// them.
fn chart_rows(table: &Table, columns: &[usize], drawn: &[usize]) -> Vec<ChartRow> {
    let mut rows = Vec::with_capacity(drawn.len());
    for at in drawn {
        let figures = columns
            .iter()
            .map(|column| figure(&table.rows[*at][*column]));
        rows.push(ChartRow {
            label: label(table, *at),
            at: *at,
            figures: figures.collect(),
            ..ChartRow::default()
        });
    }
    let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    for (at, time) in row_times(&labels).into_iter().flatten().enumerate() {
        rows[at].time = Some(time);
    }
    rows
}

fn label(table: &Table, row: usize) -> String {
    let first = table.rows[row].first();
    first.map(Cell::written).unwrap_or_default().into_owned()
}

fn figure(cell: &Cell) -> ChartFigure {
    match cell {
        Cell::Number(value, _) => ChartFigure::Number(*value),
        Cell::Text(sign) => ChartFigure::Gap(sign.clone()),
        Cell::Hidden(_) => ChartFigure::Gap(cell.written().into_owned()),
        Cell::Empty => ChartFigure::Gap(String::new()),
    }
}

/// Turns two columns of counts into a share or a rate, and for a caterpillar its interval.
///
/// Where the counts are rounded, shares that rounding moves far are not worked out, as in tables.
fn count(block: &ChartBlock<'_>, chart: &mut Chart, method: Option<&MethodNote>) {
    let per = chart.per;
    for row in &mut chart.rows {
        let (Some(count), Some(size)) = (row.number(0), row.number(1)) else {
            let sign = row.gap(0).or_else(|| row.gap(1)).unwrap_or_default();
            row.figures = vec![ChartFigure::Gap(sign.to_owned())];
            continue;
        };
        if method.is_some_and(|method| !method.shows_share(count, size)) {
            row.figures = vec![ChartFigure::Gap(HiddenSign::STAR.to_owned())];
            continue;
        }
        row.counts = Some((count, size));
        row.figures = vec![ChartFigure::Number(count / size * per)];
        if block.kind == ChartKind::Caterpillar {
            let (low, high) = wilson_interval(count, size);
            let ends = [low, high].map(|end| ChartFigure::Number(end * per));
            row.figures.extend(ends);
        }
    }
    let is_share = chart.limits != FunnelLimits::Poisson || block.kind != ChartKind::Funnel;
    let is_percent = is_share && (per - 100.0).abs() < 1e-9;
    let own = NumberForm {
        decimals: decimals(block).unwrap_or(if is_percent { 0 } else { 2 }),
        sign: None,
        unit: match block.text("unit") {
            Some(unit) => Some(unit.to_owned()),
            None => is_percent.then(|| "%".to_owned()),
        },
    };
    chart.series[0].form = own;
    chart.series[1].form = NumberForm::default();
    if block.kind == ChartKind::Caterpillar {
        chart.series.truncate(1);
    }
}

/// Returns the value of the row that is the whole of the others, as a line.
fn whole_line(chart: &Chart, table: &Table, columns: &[usize], row: usize) -> Option<ChartTarget> {
    let number = |at: usize| figure(&table.rows[row][columns[at]]).number();
    let value = if chart.kind.has_counts(columns.len()) {
        let (count, size) = (number(0)?, number(1)?);
        (0.0 < size && (0.0..=size).contains(&count)).then(|| count / size * chart.per)?
    } else {
        number(0)?
    };
    let name = TargetName::Own(label(table, row));
    Some(ChartTarget { value, name })
}

/// Returns the target that a block asks for, if the rows have a mean.
#[expect(
    clippy::cast_precision_loss,
    reason = "a chart has some hundreds of rows"
)]
fn target_of(chart: &Chart, wanted: WantedTarget) -> Option<ChartTarget> {
    if let WantedTarget::Value(value) = wanted {
        return Some(ChartTarget {
            value,
            name: TargetName::Target,
        });
    }
    let counts = chart.rows.iter().filter_map(|row| row.counts);
    let (counted, size) = counts.fold((0.0, 0.0), |sums, (count, size)| {
        (sums.0 + count, sums.1 + size)
    });
    let value = if size > 0.0 {
        counted / size * chart.per
    } else {
        let values: Vec<f64> = chart.numbers_of(0).collect();
        if values.is_empty() {
            return None;
        }
        values.iter().sum::<f64>() / values.len() as f64
    };
    Some(ChartTarget {
        value,
        name: TargetName::Mean,
    })
}
