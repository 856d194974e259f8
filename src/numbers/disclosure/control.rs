//! Disclosure control of the files that readers can put together. From: the rows of the files, and
//! what blocks say of them. To: what may be published of each, or faults and nothing.

use super::attack::DisclosedFigure;
use super::counts::{ColumnRole, check_counts, read_counts};
use super::declared::{CountedFiles, FileUse, declares};
use super::figures::{CountTable, Figures};
use super::note::{AlsoHidden, MethodNote};
use super::policy::Policy;
use super::shares::{DerivedColumn, find_shares};
use super::sums::find_sums;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::tables::cells::{Cell, HiddenSign};
use crate::parse::csv::DataRows;
use std::collections::BTreeMap;

/// The most figures that are protected together.
const MOST_FIGURES: usize = 6_000;
/// The most figures that are named when they can be worked out.
const MOST_NAMED: usize = 5;

/// What may be published of a file.
#[derive(Clone, Debug, Default)]
pub(in crate::numbers) struct PublishedFile {
    /// The cells of the columns that are not published as they are.
    pub(in crate::numbers) columns: BTreeMap<usize, Vec<Cell>>,
    /// The sums below columns.
    pub(in crate::numbers) sums: BTreeMap<usize, Cell>,
    /// What was done.
    pub(in crate::numbers) method: MethodNote,
}

/// A file among those that are protected together.
pub(in crate::numbers) struct GroupFile<'g> {
    pub(in crate::numbers) source: &'g SourcePath,
    pub(in crate::numbers) rows: &'g DataRows,
    pub(in crate::numbers) of_file: &'g FileUse<'g>,
}

/// Protects files together; gives nothing where anything is wrong.
pub(in crate::numbers) fn control(
    group: &[GroupFile<'_>],
    files: &CountedFiles<'_>,
    faults: &mut Faults,
) -> Option<Vec<PublishedFile>> {
    let before = faults.len();
    let mut tables = Vec::with_capacity(group.len());
    let mut shares = Vec::with_capacity(group.len());
    for file in group {
        let missing = file.of_file.missing();
        let mut counts = read_counts(file.rows, file.source, file.of_file, &missing);
        shares.push(find_shares(&mut counts, file.rows, file.source, faults));
        check_counts(&counts, file.rows, file.source, &missing, faults);
        let sums = find_sums(&counts, &file.rows.head);
        let table = CountTable {
            counts,
            head: &file.rows.head,
            sums,
            policy: policy(file, files, faults),
            start: 0,
            below: BTreeMap::new(),
        };
        report_contradictions(&table, file, faults);
        tables.push(table);
    }
    let size: usize = tables.iter().map(CountTable::len).sum();
    if size > MOST_FIGURES {
        faults.push(too_large(size, group[0].source));
    }
    if faults.len() > before {
        return None;
    }
    let Some(figures) = Figures::of(&mut tables) else {
        faults.push(contradiction(group[0].source));
        return None;
    };
    let hidden = match figures.question.choose() {
        Ok(hidden) => hidden,
        Err(disclosed) => {
            report(&disclosed, &tables, &figures, group, faults);
            return None;
        }
    };
    let published = tables.iter().zip(&shares).map(|(table, shares)| {
        let publisher = Publisher {
            table,
            figures: &figures,
            hidden: &hidden,
            method: MethodNote::default(),
        };
        publisher.file(shares)
    });
    Some(published.collect())
}

/// Returns the policy of a file, which all blocks that declare it must agree on.
fn policy(file: &GroupFile<'_>, files: &CountedFiles<'_>, faults: &mut Faults) -> Policy {
    let mut blocks = file.of_file.blocks.iter().filter(|block| declares(block));
    let Some(first) = blocks.next() else {
        return Policy::of(None);
    };
    let policy = files.policy(first);
    if let Some(other) = blocks.find(|block| files.policy(block) != policy) {
        let message = format!("`{}` is published by two rules", file.source);
        faults.push(
            Fault::error(Code::CountedPeople, message)
                .at(other.span.clone())
                .label(first.span.clone(), "the other rule is here")
                .help(
                    "give both blocks the same `disclosure`: what one rule hides, another may show",
                ),
        );
    }
    policy
}

/// Reports totals that are less than their parts.
fn report_contradictions(table: &CountTable<'_>, file: &GroupFile<'_>, faults: &mut Faults) {
    for total in &table.sums.contradictions {
        let column = &table.head[table.counts.columns[total.column].at];
        let message = format!(
            "the total in the column `{column}` is less than the figures it is the total of"
        );
        let help = "mend the figures; if people are counted in several of them, call it something \
                    else than a total";
        let row = &file.rows.rows[total.row];
        faults.push(
            Fault::error(Code::CountedPeople, message)
                .at(Span::new(file.source, row.range.clone()))
                .help(help),
        );
    }
}

/// Reports figures that can be worked out.
fn report(
    disclosed: &[DisclosedFigure],
    tables: &[CountTable<'_>],
    figures: &Figures,
    group: &[GroupFile<'_>],
    faults: &mut Faults,
) {
    let found: Vec<usize> = disclosed.iter().map(|found| found.target.figure).collect();
    let mut named = 0;
    for (table, file) in tables.iter().zip(group) {
        for (row, place) in file.rows.rows.iter().enumerate() {
            for (at, column) in table.counts.columns.iter().enumerate() {
                let is_found = found.contains(&figures.of_cell(table.figure(row, at)));
                if !is_found || column.role != ColumnRole::People {
                    continue;
                }
                named += 1;
                if named <= MOST_NAMED {
                    let span = Span::new(file.source, place.range.clone());
                    let label = table.counts.labels[row].join(", ");
                    faults.push(can_be_worked_out(&table.head[column.at], &label, span));
                }
            }
        }
    }
    if named == 0 {
        faults.push(can_be_worked_out(
            "a sum below a column",
            "",
            Span::start_of(group[0].source),
        ));
    }
    if let Some(last) = faults.last_mut().filter(|_| named > MOST_NAMED) {
        last.help.push(format!(
            "{} more figures can be worked out",
            named - MOST_NAMED
        ));
    }
}

fn can_be_worked_out(column: &str, row: &str, span: Span) -> Fault {
    let place = if row.is_empty() {
        format!("`{column}`")
    } else {
        format!("`{column}` of `{row}`")
    };
    let message = format!(
        "{place} is too small to be published, and can be worked out from the other figures"
    );
    Fault::error(Code::CountedPeople, message).at(span).help(
        "put rows with small figures together, let the figures be rounded (`disclosure: nhs`), or \
         leave a column out that gives it away",
    )
}

fn contradiction(source: &SourcePath) -> Fault {
    let message = "the figures of this table contradict each other: some total cannot be the sum \
                   of its parts";
    Fault::error(Code::CountedPeople, message)
        .at(Span::start_of(source))
        .help("mend the figures, or the totals")
}

fn too_large(size: usize, source: &SourcePath) -> Fault {
    let message = format!(
        "{size} figures about people are shown together; {MOST_FIGURES} is the most that can be \
         protected"
    );
    Fault::error(Code::CountedPeople, message)
        .at(Span::start_of(source))
        .help("show fewer rows or columns")
}

/// Writes what may be published of one file.
struct Publisher<'p> {
    table: &'p CountTable<'p>,
    figures: &'p Figures,
    hidden: &'p [bool],
    method: MethodNote,
}

impl Publisher<'_> {
    fn file(mut self, shares: &[DerivedColumn]) -> PublishedFile {
        let mut file = PublishedFile::default();
        let policy = &self.table.policy;
        self.method.reason.clone_from(&policy.reason);
        self.method.rounded_to = (policy.base > 1).then_some(policy.base);
        self.method.tells_nobody = policy.hides(1);
        for (at, column) in self.table.counts.columns.iter().enumerate() {
            if column.role == ColumnRole::People {
                let rows = column.cells.iter().enumerate();
                let cells = rows.map(|(row, cell)| match cell {
                    Cell::Number(..) => self.count(self.table.figure(row, at)),
                    given => given.clone(),
                });
                let cells = cells.collect();
                file.columns.insert(column.at, cells);
            }
        }
        for (at, figure) in &self.table.below {
            let column = self.table.counts.columns[*at].at;
            let cell = self.count(*figure);
            file.sums.insert(column, cell);
        }
        for share in shares {
            let cells = self.table.counts.columns[share.column]
                .cells
                .iter()
                .enumerate();
            let cells = cells.map(|(row, cell)| match cell {
                Cell::Number(value, _) => self.share(share, row, *value, cell),
                given => given.clone(),
            });
            let cells = cells.collect();
            file.columns
                .insert(self.table.counts.columns[share.column].at, cells);
        }
        file.method = self.method;
        file
    }

    fn is_hidden(&self, figure: usize) -> bool {
        self.hidden[self.figures.of_cell(figure)]
    }

    fn raw(&self, figure: usize) -> u64 {
        self.figures.question.figures[self.figures.of_cell(figure)]
            .real
            .unsigned_abs()
    }

    /// Returns a count as it is published.
    fn count(&mut self, figure: usize) -> Cell {
        let policy = &self.table.policy;
        let count = self.raw(figure);
        if !self.is_hidden(figure) {
            let shown = policy.rounded(count);
            return number(shown, shown.to_string());
        }
        match policy.sign {
            HiddenSign::FewerThan(least) if policy.hides(count) => {
                self.method.fewer_than = Some(least);
                Cell::Hidden(policy.sign)
            }
            _ => {
                if policy.hides(count) {
                    self.method.hidden.clone_from(&policy.hidden);
                } else {
                    self.method.also_hidden.insert(AlsoHidden::Telling);
                    if policy.margin > 0 {
                        self.method.also_hidden.insert(AlsoHidden::NearlyAll);
                    }
                }
                Cell::Hidden(HiddenSign::Star)
            }
        }
    }

    /// Returns a share or a mean as it is published: worked out from the counts that are published,
    /// or hidden with them.
    fn share(&mut self, share: &DerivedColumn, row: usize, value: f64, cell: &Cell) -> Cell {
        let policy = &self.table.policy;
        if policy.is_exact() {
            return cell.clone();
        }
        let whole = self.table.figure(row, share.whole);
        let part = share.part.map(|part| self.table.figure(row, part));
        let all = self.raw(whole);
        let few = match (part, share.scale) {
            (Some(part), _) => Some(self.raw(part)),
            (None, Some(scale)) => Some(people(value / scale, all)),
            (None, None) => None,
        };
        let of_hidden = self.is_hidden(whole) || part.is_some_and(|part| self.is_hidden(part));
        let is_small = match few {
            Some(few) if policy.base == 1 || policy.hidden.is_some() => {
                policy.hides_count(few, all)
            }
            Some(_) => false,
            None => policy.is_small(all),
        };
        let whole = policy.rounded(all);
        let part = few.map(|few| policy.rounded(few).min(whole));
        let is_misleading =
            share.scale.is_some() && part.is_some_and(|part| !policy.shows_share(part, whole));
        if of_hidden || is_small || whole == 0 || is_misleading {
            self.method.also_hidden.insert(AlsoHidden::Shares);
            return Cell::Hidden(HiddenSign::Star);
        }
        let (Some(part), Some(scale), true) = (part, share.scale, policy.base > 1) else {
            return cell.clone();
        };
        self.method.rounds_shares = true;
        let decimals = self.table.counts.columns[share.column].decimals;
        share_of(part, whole, scale, decimals, cell)
    }
}

/// Returns how many people of `all` a share is.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count is no larger than the count"
)]
fn people(share: f64, all: u64) -> u64 {
    (share.clamp(0.0, 1.0) * all as f64).round() as u64
}

/// Returns a share of counts that are published, written as the file writes its own.
#[expect(clippy::cast_precision_loss, reason = "counts have few digits")]
fn share_of(few: u64, all: u64, scale: f64, decimals: usize, cell: &Cell) -> Cell {
    let share = few as f64 / all as f64 * scale;
    // "All" and "nobody" are said only where they are meant.
    let last_digit = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let share = if few == 0 || few == all {
        share
    } else {
        share.min(scale - last_digit).max(last_digit)
    };
    let text = format!("{share:.decimals$}");
    let value = text.parse().unwrap_or(share);
    let sign = if cell.written().ends_with('%') {
        "%"
    } else {
        ""
    };
    Cell::Number(value, text + sign)
}

#[expect(clippy::cast_precision_loss, reason = "counts have few digits")]
fn number(count: u64, text: String) -> Cell {
    Cell::Number(count as f64, text)
}
