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
}

/// Draws a chart. `id` is a name that is unique on the page and begins the identifiers in both
/// drawings. A mark is the group with the attributes `data-row` and `data-series` of its numbers,
/// and with the row's code as `data-code`.
#[must_use]
pub fn draw(chart: &Chart, id: &str, words: &dyn ChartWords) -> ChartDrawing {
    let plan = ChartPlan::new(chart, words);
    let description = describe(&plan);
    ChartDrawing {
        wide: draw_layout(&plan, ChartLayout::Wide, id, &description),
        narrow: draw_layout(&plan, ChartLayout::Narrow, id, &description),
        description,
    }
}

/// Returns what a chart shows, in words.
#[must_use]
pub fn description(chart: &Chart, words: &dyn ChartWords) -> String {
    describe(&ChartPlan::new(chart, words))
}

fn draw_layout(plan: &ChartPlan<'_>, layout: ChartLayout, id: &str, description: &str) -> String {
    let marks = plan.order.len() * plan.compared();
    let mut canvas = SvgCanvas::new(layout, id, marks);
    let height = match plan.chart.kind {
        ChartKind::Bar | ChartKind::Grouped | ChartKind::Stacked => draw_bars(plan, &mut canvas),
        ChartKind::Line => draw_lines(plan, &mut canvas),
        ChartKind::Caterpillar if plan.lies() => draw_dots(plan, &mut canvas),
        ChartKind::Dot => draw_dots(plan, &mut canvas),
        ChartKind::Caterpillar => draw_caterpillar(plan, &mut canvas),
        ChartKind::Funnel => draw_funnel(plan, &mut canvas),
    };
    canvas.finish(height, &plan.chart.title, description)
}
