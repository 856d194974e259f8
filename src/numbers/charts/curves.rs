//! The limits of one funnel: along its sizes, to be drawn, and at the size of each row, to say
//! which rows lie outside.

use super::chart::{Chart, ChartKind};
use super::limits::{LimitPair, funnel_limits};
use super::scale::AxisRange;

/// The limits of a funnel, in the units of its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FunnelCurves {
    /// Sizes that rise, with the limits at each.
    pub(super) along: Vec<(f64, LimitPair)>,
    /// Where each row lies.
    pub(super) sides: Vec<FunnelSide>,
}

/// Where a value lies in a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FunnelSide {
    /// Within the inner limits, or not given.
    Inside,
    /// Between the inner and the outer limits.
    Between,
    /// Outside of the outer limits.
    Outside,
}

/// The number of sizes at which limits are drawn.
const STEPS: i32 = 40;

impl FunnelCurves {
    /// Computes the limits of a funnel; other charts have none.
    pub(super) fn of(chart: &Chart) -> Self {
        let Some(target) = (chart.kind == ChartKind::Funnel)
            .then_some(chart.target.as_ref())
            .flatten()
        else {
            return Self::default();
        };
        let (least, most) = (sizes(chart).least.max(1.0), drawn_sizes(chart).most);
        let mut along: Vec<(f64, LimitPair)> = Vec::new();
        for step in 0..=STEPS {
            // Limits change most where sizes are small, so the steps grow with the size.
            let part = f64::from(step) / f64::from(STEPS);
            let size = (least * (most / least).max(1.0).powf(part)).round();
            if along.last().is_none_or(|(last, _)| size > *last) {
                along.push((size, limits_at(chart, size, target.value)));
            }
        }
        let rows = chart.rows.iter();
        let sides = rows.map(|row| match (row.number(0), row.counts) {
            (Some(value), Some((_, size))) => side_of(value, limits_at(chart, size, target.value)),
            _ => FunnelSide::Inside,
        });
        let sides = sides.collect();
        Self { along, sides }
    }
}

/// Returns the range of the sizes of a funnel's rows.
fn sizes(chart: &Chart) -> AxisRange {
    let rows = chart.rows.iter();
    AxisRange::of(rows.filter_map(|row| row.counts.map(|(_, size)| size)))
}

/// Returns the range of sizes that a funnel shows: from 0 to a little more than the largest.
pub(super) fn drawn_sizes(chart: &Chart) -> AxisRange {
    AxisRange {
        least: 0.0,
        most: sizes(chart).most.max(1.0) * 1.05,
    }
}

fn limits_at(chart: &Chart, size: f64, target: f64) -> LimitPair {
    let limits = funnel_limits(chart.limits, size, target / chart.per);
    LimitPair {
        inner: limits.inner.map(|limit| limit * chart.per),
        outer: limits.outer.map(|limit| limit * chart.per),
    }
}

fn side_of(value: f64, limits: LimitPair) -> FunnelSide {
    // A limit may be a value itself; what computing adds to it does not count.
    let slack = 1e-9 * value.abs().max(1.0);
    if value < limits.outer[0] - slack || value > limits.outer[1] + slack {
        FunnelSide::Outside
    } else if value < limits.inner[0] - slack || value > limits.inner[1] + slack {
        FunnelSide::Between
    } else {
        FunnelSide::Inside
    }
}
