//! The settings of a block that shows a chart, as the block gives them.

use super::chart::{ChartKind, FunnelLimits, RowOrder};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::tables::{Decimal, read_number};
use crate::parse::csv::DataRows;
use crate::parse::document::Component;
use crate::parse::yaml::flow_text;

/// The settings of a block that shows a chart.
pub(super) struct ChartBlock<'c> {
    pub(super) component: &'c Component,
    pub(super) kind: ChartKind,
    /// Whether the table was turned, because times stood across its top.
    pub(super) is_turned: bool,
    /// Whether the chart stands beside the table of the same block, which may have columns of
    /// words.
    pub(super) is_beside_table: bool,
    /// The file that the figures stand in, if its lines may be quoted.
    file: Option<ChartFile<'c>>,
}

/// The file that the figures of a chart stand in.
#[derive(Clone, Copy)]
pub struct ChartFile<'c> {
    /// The path of the file.
    pub source: &'c SourcePath,
    /// Its rows, which are those of the table.
    pub rows: &'c DataRows,
}

/// The target that a block asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum WantedTarget {
    Mean,
    Value(f64),
}

impl<'c> ChartBlock<'c> {
    /// Returns the settings of a block that shows a chart: its `kind` in a block `chart`, or
    /// `chart` in a block that shows a table.
    pub(super) fn of(component: &'c Component, file: Option<ChartFile<'c>>) -> Option<Self> {
        let is_beside_table = component.name != "chart";
        let named = if is_beside_table { "chart" } else { "kind" };
        Some(Self {
            kind: kind_named(component.text(named)?)?,
            component,
            is_turned: false,
            is_beside_table,
            file,
        })
    }

    /// Notes that the chart is drawn of the turned table, whose rows are no lines of the file.
    pub(super) fn turn(&mut self) {
        self.is_turned = true;
        self.file = None;
    }

    pub(super) fn text(&self, name: &str) -> Option<&'c str> {
        self.component.text(name)
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.component.number(name)
    }

    pub(super) fn title(&self) -> String {
        let title = self.text("title").or_else(|| self.text("caption"));
        title.unwrap_or_default().to_owned()
    }

    pub(super) fn order(&self) -> RowOrder {
        match self.text("order") {
            Some("largest") => RowOrder::Largest,
            Some("smallest") => RowOrder::Smallest,
            _ => RowOrder::File,
        }
    }

    pub(super) fn limits(&self) -> FunnelLimits {
        match self.text("limits") {
            Some("poisson") => FunnelLimits::Poisson,
            Some("deviations") => FunnelLimits::Deviations,
            _ => FunnelLimits::Binomial,
        }
    }

    /// Returns what a share is multiplied by before it is shown.
    pub(super) fn per(&self) -> f64 {
        let usual = match (self.kind, self.limits()) {
            (ChartKind::Funnel, FunnelLimits::Poisson) => 1.0,
            _ => 100.0,
        };
        self.number("per").unwrap_or(usual)
    }

    /// Returns the target that the block asks for; that of a funnel is the mean unless it says
    /// otherwise.
    pub(super) fn target(&self, faults: &mut Faults) -> Option<WantedTarget> {
        let Some(text) = self.text("target") else {
            return (self.kind == ChartKind::Funnel).then_some(WantedTarget::Mean);
        };
        let text = text.trim();
        if text.eq_ignore_ascii_case("mean") {
            return Some(WantedTarget::Mean);
        }
        let number = text.trim_end_matches('%').trim_end().parse();
        if let Some(value) = number.ok().filter(|value: &f64| value.is_finite()) {
            return Some(WantedTarget::Value(value));
        }
        let help = match read_number(text, Decimal::Comma) {
            Some(meant) => format!("write the decimals after a point: `target: {meant}`"),
            None => format!(
                "type `target: mean`, or the number that is aimed at: `target: 80`; to compare \
                 with a row of the file, name it: `whole: {}`",
                flow_text(text)
            ),
        };
        let message = format!("`{text}` is neither a number nor `mean`");
        faults.push(self.fault(message).help(help));
        None
    }

    /// Returns the setting that says what kind of chart the block shows.
    pub(super) const fn kind_setting(&self) -> &'static str {
        if self.is_beside_table {
            "chart"
        } else {
            "kind"
        }
    }

    /// Returns a fault of the chart, at its block.
    pub(super) fn fault(&self, message: String) -> Fault {
        Fault::error(Code::ChartFigures, message).at(self.component.span.clone())
    }

    /// Returns a fault of a row, at its line in the file.
    pub(super) fn row_fault(&self, row: usize, message: String) -> Fault {
        let fault = self.fault(message);
        let file = self.file.as_ref();
        let line = file.and_then(|file| Some((file.source, file.rows.rows.get(row)?)));
        let Some((source, line)) = line else {
            return fault;
        };
        let block = self.component.span.clone();
        let span = Span::new(source, line.range.clone());
        fault.at(span).label(block, "the chart is here")
    }

    /// Reports settings that belong to other kinds of charts.
    pub(super) fn check_settings(&self, has_counts: bool, faults: &mut Faults) {
        let is_funnel = self.kind == ChartKind::Funnel;
        for (name, has_place) in [("limits", is_funnel), ("per", has_counts)] {
            let is_given = self.text(name).is_some() || self.number(name).is_some();
            if is_given && !has_place {
                let message = format!("`{name}` says nothing about this kind of chart");
                let help = format!(
                    "take the line `{name}:` out, or type `{}: funnel` with a column of counts \
                     and a column of what they are out of",
                    self.kind_setting()
                );
                faults.push(self.fault(message).help(help));
            }
        }
        let has_wholes = !self.is_turned;
        if self.text("whole").is_some() && !has_wholes {
            let message = "`whole` says nothing about lines of this file".to_owned();
            let help = "take the line `whole:` out: each row of the file is a line here";
            faults.push(self.fault(message).help(help));
        }
        if self.text("order").is_some() && matches!(self.kind, ChartKind::Line | ChartKind::Funnel)
        {
            let message = "`order` says nothing about this kind of chart".to_owned();
            let help = "take the line `order:` out: the names of the rows give the order of a \
                        line, and sizes that of a funnel";
            faults.push(self.fault(message).help(help));
        }
        if let Some(per) = self.number("per")
            && per <= 0.0
        {
            let message = format!("`{per}` is nothing that a rate can be per");
            let help = "type a number above 0, such as `per: 100` for per cent";
            faults.push(self.fault(message).help(help));
        }
    }
}

/// Returns the words of a field.
fn kind_named(name: &str) -> Option<ChartKind> {
    Some(match name {
        "bar" => ChartKind::Bar,
        "grouped" => ChartKind::Grouped,
        "stacked" => ChartKind::Stacked,
        "line" => ChartKind::Line,
        "dot" => ChartKind::Dot,
        "caterpillar" => ChartKind::Caterpillar,
        "funnel" => ChartKind::Funnel,
        _ => return None,
    })
}
