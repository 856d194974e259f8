//! Draws a chart: in both layouts, with its description and what each mark says.

use super::bars::draw_bars;
use super::canvas::{ChartLayout, SvgCanvas};
use super::caterpillar::draw_caterpillar;
use super::chart::{Chart, ChartKind};
use super::description::describe;
use super::dots::draw_dots;
use super::funnel::draw_funnel;
use super::lines::draw_lines;
use super::plan::ChartPlan;
use super::words::ChartWords;

/// A chart that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartDrawing {
    /// The SVG for containers of 36 rem and more.
    pub wide: String,
    /// The SVG for narrower containers. The style sheet shows one of the two.
    pub narrow: String,
    /// What the chart shows, in words.
    pub description: String,
    /// The marks, row by row.
    pub marks: Vec<ChartMark>,
}

/// A mark of a chart. In both drawings it is the group with the attributes `data-row` and
/// `data-series` of these numbers, and with the row's code as `data-code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartMark {
    /// The number of the row.
    pub row: usize,
    /// The number of the series.
    pub series: usize,
    /// The code of the row.
    pub code: Option<String>,
    /// What the mark says: “Group A: 84 %”.
    pub text: String,
}

/// Draws a chart. `id` is a name that is unique on the page and begins the identifiers in both
/// drawings.
#[must_use]
pub fn draw(chart: &Chart, id: &str, words: &dyn ChartWords) -> ChartDrawing {
    let plan = ChartPlan::new(chart, words);
    let description = describe(&plan);
    ChartDrawing {
        wide: draw_layout(&plan, ChartLayout::Wide, id, &description),
        narrow: draw_layout(&plan, ChartLayout::Narrow, id, &description),
        marks: marks(&plan),
        description,
    }
}

fn draw_layout(plan: &ChartPlan<'_>, layout: ChartLayout, id: &str, description: &str) -> String {
    let mut canvas = SvgCanvas::new(layout, id);
    let height = match plan.chart.kind {
        ChartKind::Bar | ChartKind::Grouped | ChartKind::Stacked => draw_bars(plan, &mut canvas),
        ChartKind::Line => draw_lines(plan, &mut canvas),
        ChartKind::Dot => draw_dots(plan, &mut canvas),
        ChartKind::Caterpillar => draw_caterpillar(plan, &mut canvas),
        ChartKind::Funnel => draw_funnel(plan, &mut canvas),
    };
    canvas.finish(height, &plan.chart.title, description)
}

/// Lists the marks of a chart, row by row.
fn marks(plan: &ChartPlan<'_>) -> Vec<ChartMark> {
    let series = plan.compared();
    let mut marks = Vec::with_capacity(plan.chart.rows.len() * series);
    for (row, shown) in plan.chart.rows.iter().enumerate() {
        for series in 0..series {
            marks.push(ChartMark {
                row,
                series,
                code: shown.code.clone(),
                text: plan.mark_text(row, series).to_owned(),
            });
        }
    }
    marks
}
