//! Small figures that seem to count people, in files of which no block says so. From: a table as it
//! is shown, and the words around it. To: a warning, because such figures go out as they are.

use super::Table;
use super::cells::Cell;
use super::column::ColumnFormat;
use super::counting_words::{is_measure, speaks_of_people};
use super::settings::{ColumnSettings, Counted, text_of};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::disclosure::Policy;
use crate::parse::csv::DataRows;
use crate::parse::document::Component;
use crate::parse::yaml::flow_text;

/// A table of which no block says what it counts.
pub(super) struct UnsaidTable<'t> {
    pub(super) table: &'t Table,
    pub(super) chosen: &'t [(usize, ColumnSettings)],
    pub(super) data: &'t DataRows,
    pub(super) source: &'t SourcePath,
}

impl UnsaidTable<'_> {
    /// Reports a table that shows numbers of few people as they are.
    pub(super) fn check(&self, component: &Component, policy: &Policy, faults: &mut Faults) {
        if component.name == "benchmark" || component.text("unit").is_some() {
            return;
        }
        let around = ["caption", "title", "subtitle"];
        let is_about_people = around
            .iter()
            .filter_map(|name| text_of(component, name))
            .any(|text| speaks_of_people(&text));
        let columns = 1..self.table.columns.len();
        let mut small = columns.filter(|at| self.may_count(*at)).flat_map(|at| {
            let is_named = is_about_people || speaks_of_people(&self.chosen[at].1.name);
            let rows = self.table.rows.iter().enumerate();
            rows.filter(move |(_, row)| is_named || speaks_of_people(&row[0].written()))
                .filter(move |(_, row)| is_small(&row[at], policy))
                .map(move |(row, _)| (row, at))
        });
        if let Some((row, at)) = small.next() {
            let more = small.count();
            faults.push(self.warning(component, row, at, more));
        }
    }

    /// Reports whether a column may count people: whole numbers, and no measure of something.
    fn may_count(&self, at: usize) -> bool {
        let column = &self.table.columns[at];
        let (_, settings) = &self.chosen[at];
        let is_other = settings.counted == Some(Counted::Other) || settings.of.is_some();
        let is_bare = column.unit.is_none() && column.sign.is_none() && column.decimals == 0;
        column.format == ColumnFormat::Number && is_bare && !is_other && !is_measure(&settings.name)
    }

    fn warning(&self, component: &Component, row: usize, at: usize, more: usize) -> Fault {
        let name = &self.chosen[at].1.name;
        let label = self.table.rows[row][0].written();
        let number = self.table.rows[row][at].written();
        let more = match more {
            0 => String::new(),
            1 => ", and so does another small figure".to_owned(),
            more => format!(", and so do {more} other small figures"),
        };
        let message = format!(
            "`{name}` of `{label}` is {number}: that seems to count people, and goes out \
             exactly{more}"
        );
        let place = Span::new(self.source, self.data.rows[row].range.clone());
        let other = format!(
            "if it counts no people, add `counts: other`; for one column, `columns: [{{name: {}, \
             counts: other}}]`",
            flow_text(name)
        );
        Fault::warning(Code::CountedPeople, message)
            .at(component.span.clone())
            .label(place, "the figure stands here")
            .help("add `counts: people` to the block: then small numbers are kept back")
            .help(other)
    }
}

fn is_small(cell: &Cell, policy: &Policy) -> bool {
    let Cell::Number(value, _) = cell else {
        return false;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole, above nought and small"
    )]
    let count = (*value >= 1.0 && *value < 1000.0 && value.fract() == 0.0).then_some(*value as u64);
    count.is_some_and(|count| policy.is_small(count))
}
