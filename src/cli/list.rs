//! `masthead list`: lists pages, those that are held back, and those due for review. From: the
//! site's folder. To: a table or JSON on the terminal.

use super::args::{FindingFormat, ListArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::run::{CommandRun, SiteFolder};
use super::terminal::Terminal;

use crate::pipeline::{self, PageState, PageSummary};
use crate::present::{human, one_line};
use crate::scan::CachePolicy;
use std::fmt::Write as _;

/// Prints a line for each page, or JSON.
pub(super) fn run(run: &CommandRun, args: &ListArgs) -> Result<Exit, Failure> {
    if run.format() == FindingFormat::Json {
        return Err(Failure::usage(
            "`masthead list` prints JSON with `--json`; leave `--format json` out",
        ));
    }
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let options = site.options_of(None, false, false)?;
    let (mut pages, findings, acceptances) = pipeline::list(&site.tree, &options);
    let findings = site.findings_of(findings, &acceptances);
    pages.retain(|page| args.wants(page));
    if args.json {
        let text = serde_json::to_string_pretty(&pages)
            .map_err(|error| Failure::usage(error.to_string()))?;
        Terminal::answer(&format!("{text}\n"))?;
    } else {
        let terminal = run.terminal();
        Terminal::report(&human::findings(
            &findings,
            &|path| site.text(path),
            terminal.colour(),
        ));
        Terminal::show(&table(&pages))?;
    }
    Ok(if findings.has_errors() {
        Exit::Faults
    } else {
        Exit::Clean
    })
}

impl ListArgs {
    /// Reports whether a page passes any of the filters, or there are none.
    fn wants(&self, page: &PageSummary) -> bool {
        if !(self.drafts || self.future || self.expired || self.stale) {
            return true;
        }
        (self.drafts && page.state == PageState::Draft)
            || (self.future && page.state == PageState::Scheduled)
            || (self.expired && page.state == PageState::Expired)
            || (self.stale && page.stale)
    }
}

fn table(pages: &[PageSummary]) -> String {
    if pages.is_empty() {
        return "No pages\n".to_owned();
    }
    let rows: Vec<[String; 4]> = pages.iter().map(row).collect();
    let widths = [0, 1, 2].map(|column| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    });
    let mut out = String::new();
    for [source, kind, state, title] in &rows {
        let _ = writeln!(
            out,
            "{source:0$}  {kind:1$}  {state:2$}  {title}",
            widths[0], widths[1], widths[2]
        );
    }
    out
}

fn row(page: &PageSummary) -> [String; 4] {
    let mut state = match (page.state, page.state_date) {
        (PageState::Published, _) => "published".to_owned(),
        (PageState::Draft, _) => "draft".to_owned(),
        (PageState::Scheduled, Some(date)) => format!("scheduled for {date}"),
        (PageState::Scheduled, None) => "scheduled".to_owned(),
        (PageState::Expired, Some(date)) => format!("expired on {date}"),
        (PageState::Expired, None) => "expired".to_owned(),
    };
    if let Some(date) = page
        .expires_on
        .filter(|_| page.state == PageState::Published)
    {
        let _ = write!(state, ", until {date}");
    }
    if let Some(date) = page.review_by {
        let _ = write!(
            state,
            ", review {} {date}",
            if page.stale { "was due" } else { "by" }
        );
        if let Some(owner) = &page.owner {
            let _ = write!(state, " ({owner})");
        }
    }
    let source = page.source.as_str();
    [source, &page.kind, &state, &page.title].map(one_line)
}
