//! Makes the chart that a block asks for out of its table. The table is the one that is published:
//! a figure that it hides is a gap of the chart.

use super::block::{ChartBlock, ChartFile, WantedTarget};
use super::chart::{
    Chart, ChartFigure, ChartKind, ChartRow, ChartSeries, ChartTarget, FunnelLimits, NumberForm,
    TargetName,
};
use super::checks::{check_counts, check_ranges, check_shares, check_size, check_target};
use super::columns::figure_columns;
use super::limits::wilson_interval;
use crate::base::Faults;
use crate::numbers::tables::{Cell, Column, Table};
use crate::parse::document::Component;

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
    let block = ChartBlock::of(component, file)?;
    let mut found = Faults::new();
    let chart = read_chart(&block, table, &mut found);
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
    let counted = has_counts(block.kind, columns.len());
    block.check_settings(counted, faults);
    let target = block.target(faults);
    let mut chart = Chart {
        kind: block.kind,
        title: block.title(),
        series: series(block, table, &columns),
        rows: rows(table, &columns),
        target: None,
        limits: block.limits(),
        per: if counted { block.per() } else { 1.0 },
        order: block.order(),
        alternative: block.text("alternative").map(str::to_owned),
    };
    check_size(block, &chart, faults);
    if counted {
        check_counts(block, &chart, faults);
        if faults.has_errors() {
            return None;
        }
        count(block, &mut chart);
    } else {
        check_ranges(block, &chart, faults);
        check_shares(block, &chart, faults);
    }
    chart.target = target.and_then(|target| target_of(&chart, target));
    if counted {
        check_target(block, &chart, faults);
    }
    Some(chart)
}

/// Reports whether the columns are a count and what it is out of.
pub(super) fn has_counts(kind: ChartKind, columns: usize) -> bool {
    match kind {
        ChartKind::Funnel => true,
        ChartKind::Caterpillar => columns == 2,
        _ => false,
    }
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

/// Returns the rows with the figures of these columns; the first column of the table names them.
fn rows(table: &Table, columns: &[usize]) -> Vec<ChartRow> {
    let mut rows = Vec::with_capacity(table.rows.len());
    for cells in &table.rows {
        let label = cells.first().map(Cell::written).unwrap_or_default();
        let figures = columns.iter().map(|at| figure(&cells[*at]));
        rows.push(ChartRow {
            label: label.into_owned(),
            figures: figures.collect(),
            ..ChartRow::default()
        });
    }
    rows
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
fn count(block: &ChartBlock<'_>, chart: &mut Chart) {
    let per = chart.per;
    for row in &mut chart.rows {
        let (Some(count), Some(size)) = (row.number(0), row.number(1)) else {
            let sign = row.gap(0).or_else(|| row.gap(1)).unwrap_or_default();
            row.figures = vec![ChartFigure::Gap(sign.to_owned())];
            continue;
        };
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
