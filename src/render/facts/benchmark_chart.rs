//! Charts of services: each is a mark without a name, which carries its code.

use super::site_wide::SiteWide;
use crate::numbers::benchmark::{Benchmark, BenchmarkForm, MeasureKind, ServiceMark};
use crate::numbers::charts::{
    Chart, ChartFigure, ChartKind, ChartRow, ChartSeries, ChartTarget, FunnelLimits, NumberForm,
    RowOrder, TargetName,
};
use crate::parse::document::Component;

/// Returns the chart of the figures that a block shows.
pub(in crate::render) fn benchmark_chart(
    site: SiteWide<'_>,
    shown: &Benchmark,
    component: &Component,
) -> Chart {
    let is_funnel = shown.form == BenchmarkForm::Funnel;
    let mut series = vec![ChartSeries {
        title: component.text("label").unwrap_or_default().to_owned(),
        form: NumberForm {
            decimals: shown.decimals,
            sign: None,
            unit: Some(shown.unit.clone()).filter(|unit| !unit.is_empty()),
        },
    }];
    if is_funnel {
        series.push(ChartSeries {
            title: site.word("benchmark_column_size", "Number"),
            form: NumberForm::default(),
        });
    }
    let services = shown.by_code();
    let target = shown.target.map(|value| ChartTarget {
        value,
        name: if shown.is_target_mean {
            TargetName::Own(site.word("benchmark_target_mean", "All services together"))
        } else {
            TargetName::Target
        },
    });
    Chart {
        kind: if is_funnel {
            ChartKind::Funnel
        } else {
            ChartKind::Caterpillar
        },
        title: component.text("title").unwrap_or_default().to_owned(),
        series,
        rows: services
            .into_iter()
            .map(|service| row(service, is_funnel))
            .collect(),
        target,
        limits: FunnelLimits::Binomial,
        per: if shown.kind == MeasureKind::Share {
            100.0
        } else {
            1.0
        },
        order: RowOrder::Smallest,
        left_out: Vec::new(),
        alternative: None,
    }
}

fn row(service: &ServiceMark, is_funnel: bool) -> ChartRow {
    let figures = if is_funnel {
        vec![service.value, f64::from(service.size)]
    } else {
        vec![service.value, service.low, service.high]
    };
    let counts = service
        .hits
        .map(|hits| (f64::from(hits), f64::from(service.size)));
    ChartRow {
        code: Some(service.code.to_string()),
        figures: figures.into_iter().map(ChartFigure::Number).collect(),
        counts,
        ..ChartRow::default()
    }
}
