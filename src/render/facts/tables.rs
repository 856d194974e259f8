//! Tables from data as templates see them: cells as text in the site's language, numbers with their
//! values for sorting.

use super::record::{RecordBuilder, number_value};
use super::site_wide::SiteWide;
use crate::base::{UrlPath, human_size};
use crate::numbers::disclosure::{AlsoHidden, MethodNote};
use crate::numbers::tables::{Cell, Column, ColumnFormat, HiddenSign, Table};
use crate::numbers::written::{NumberMarks, signed, written};
use minijinja::Value;

/// Returns a table; `url` is the address at which it is offered as a file.
pub(in crate::render) fn table(site: SiteWide<'_>, table: &Table, url: &UrlPath) -> Value {
    let words = CellWords {
        site,
        marks: site.words().number_marks(),
    };
    let columns = table.columns.iter().map(|column| {
        RecordBuilder::default()
            .with("title", &column.title)
            .with("numeric", column.format == ColumnFormat::Number)
            .done()
    });
    let rows = table.rows.iter();
    let rows = rows.map(|cells| words.row(cells, &table.columns));
    let totals = table.totals.as_ref();
    RecordBuilder::default()
        .with("columns", columns.collect::<Value>())
        .with("rows", rows.collect::<Value>())
        .with("url", url)
        .with("size", human_size(table.csv_size()))
        .with("hides", table.hides())
        .with(
            "totals",
            totals.map(|cells| words.row(cells, &table.columns)),
        )
        .with(
            "method",
            table
                .method
                .as_ref()
                .map(|method| method_text(site, method)),
        )
        .done()
}

/// The words of a site, for the cells of one table.
struct CellWords<'s> {
    site: SiteWide<'s>,
    marks: NumberMarks,
}

impl CellWords<'_> {
    fn row(&self, cells: &[Cell], columns: &[Column]) -> Value {
        let cells = cells.iter().zip(columns);
        cells
            .map(|(cell, column)| self.cell(cell, column))
            .collect()
    }

    fn cell(&self, cell: &Cell, column: &Column) -> Value {
        let is_numeric = column.format == ColumnFormat::Number;
        let record = RecordBuilder::default().with("numeric", is_numeric);
        match cell {
            Cell::Empty => record.with("text", ""),
            Cell::Text(text) => record.with("text", text),
            Cell::Hidden(sign) => record
                .with("text", hidden_text(self.site, *sign))
                .with("hidden", true),
            Cell::Number(value, _) => record
                .with("text", self.number(*value, column))
                .with("value", number_value(*value)),
        }
        .done()
    }

    /// Returns a number of a column as people write it, with its sign and unit.
    fn number(&self, value: f64, column: &Column) -> String {
        let number = written(value, column.decimals, &self.marks);
        let before = column.sign.map_or_else(String::new, String::from);
        signed(&before, &number) + column.unit.as_deref().unwrap_or_default()
    }
}

/// Returns what stands in place of a figure that is not published.
fn hidden_text(site: SiteWide<'_>, sign: HiddenSign) -> String {
    match sign {
        HiddenSign::Star => "*".to_owned(),
        HiddenSign::FewerThan(least) => {
            let words = site.word("fewer_than", "fewer than {n}");
            words.replace("{n}", &least.to_string())
        }
    }
}

/// Returns what was done to the figures of a table, in the reader's words.
fn method_text(site: SiteWide<'_>, method: &MethodNote) -> String {
    let mut sentences = Vec::new();
    if let Some(reason) = &method.reason {
        let words = site.word("method_exact", "These figures are exact: {reason}");
        sentences.push(words.replace("{reason}", reason));
    }
    sentences.extend(star_text(site, method));
    if let Some(least) = method.fewer_than {
        let words = site.word(
            "method_fewer",
            "Numbers from 1 to {most} are shown as fewer than {n}.",
        );
        let words = words.replace("{n}", &least.to_string());
        sentences.push(words.replace("{most}", &least.saturating_sub(1).to_string()));
    }
    if let Some(base) = method.rounded_to {
        let rounded = "Numbers are rounded to the nearest {base}, totals by themselves: they may \
                       differ from the sum of the rounded numbers.";
        let words = site.word("method_rounded", rounded);
        sentences.push(words.replace("{base}", &base.to_string()));
    }
    if method.rounds_shares {
        let shares = "Shares are worked out from rounded numbers, and can be some per cent off.";
        sentences.push(site.word("method_shares", shares));
    }
    sentences.join(" ")
}

/// Returns what `*` stands for in a table; `None` for a table without it.
fn star_text(site: SiteWide<'_>, method: &MethodNote) -> Option<String> {
    let mut meanings = Vec::new();
    if let Some(hidden) = &method.hidden {
        let words = site.word("method_hidden", "a number from {low} to {high}");
        let words = words.replace("{low}", &hidden.start().to_string());
        meanings.push(words.replace("{high}", &hidden.end().to_string()));
    }
    meanings.extend(method.also_hidden.iter().map(|figures| match figures {
        AlsoHidden::Telling => site.word(
            "method_more",
            "a number from which hidden ones could be worked out",
        ),
        AlsoHidden::NearlyAll => {
            site.word("method_nearly_all", "a number that is nearly everybody")
        }
        AlsoHidden::Shares => site.word(
            "method_hidden_shares",
            "a share or a mean of few people, of nearly nobody or everybody, or of hidden numbers",
        ),
    }));
    if meanings.is_empty() {
        return None;
    }
    let meanings = meanings.join(&site.word("method_or", ", or "));
    let words = site.word("method_star", "* stands for {what}.");
    Some(words.replace("{what}", &meanings))
}
