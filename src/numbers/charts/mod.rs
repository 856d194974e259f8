//! Charts: from figures that may be published to SVG, in two layouts, with a description in words.
//!
//! A [`Chart`] says what is shown. [`draw`] is pure: the same chart, name and words give the same
//! text. No drawing holds a style or a script, so that a page may forbid both; the theme's style
//! sheet gives colours to classes.
//!
//! | file | what it does |
//! |---|---|
//! | `chart` | the description of a chart |
//! | `words` | numbers as readers see them |
//! | `times`, `months` | years, quarters, months and days that rows are named after |
//! | `quantiles`, `limits`, `curves` | limits of funnels, and intervals of shares |
//! | `scale`, `lettering`, `canvas` | round numbers on axes, widths of words, SVG |
//! | `plan` | a chart with its labels, ready to be drawn |
//! | `key`, `rows`, `upright` | pieces that kinds of charts share |
//! | `bars`, `lines`, `dots`, `caterpillar`, `funnel` | the kinds |
//! | `description` | what a chart shows, in words |
//! | `drawing` | the whole of it |
//! | `block`, `reading` | the chart of a block, made from its table |
//! | `columns`, `undrawable`, `checks` | what a chart needs, and what is wrong with it |
//! | `turned`, `wholes` | times across the top, and rows of totals |
//! | `shown_figures` | a last look: the chart shows what its table shows |

mod bars;
mod block;
mod canvas;
mod caterpillar;
mod chart;
mod checks;
mod columns;
mod curves;
mod description;
mod dots;
mod drawing;
mod funnel;
mod key;
mod lettering;
mod limits;
mod lines;
mod plan;
mod quantiles;
mod reading;
mod rows;
mod scale;
mod shown_figures;
mod times;
mod turned;
mod undrawable;
mod upright;
mod wholes;
mod words;

pub use block::ChartFile;
pub use chart::{
    Chart, ChartFigure, ChartKind, ChartRow, ChartSeries, ChartTarget, FunnelLimits, NumberForm,
    RowOrder, TargetName,
};
pub use drawing::{ChartDrawing, description, draw};
pub use limits::{LimitPair, binomial_limit, funnel_limits, poisson_limit, wilson_interval};
pub use reading::chart_of;
pub use shown_figures::shows_only;
pub use times::{DatePrecision, RowTime};
pub use words::ChartWords;
