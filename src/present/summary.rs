//! Formats the few lines that a build or a check prints last. From: a [`Report`]. To: text.

use super::one_line;
use crate::base::{Faults, Severity, human_size};
use crate::check::AddressChanges;
use crate::disk::PictureCounts;
use crate::pipeline::Outcome;
use crate::publish::PublishReport;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// The results of a build or a check, for its summary.
pub struct Report<'r> {
    /// The outcome of the stages.
    pub outcome: &'r Outcome,
    /// The findings, with the severity that counts for this run.
    pub findings: &'r Faults,
    /// The task of the command.
    pub task: Task,
    /// The changes in the output; `None` if nothing was published.
    pub published: Option<&'r PublishReport>,
    /// The changes of addresses, if a comparison was asked for.
    pub addresses: Option<&'r AddressChanges>,
    /// The output folder as it is shown.
    pub output: &'r Path,
    /// The time that the command took.
    pub took: Duration,
}

/// The task of a command that makes the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Publishes the site.
    Build,
    /// Looks for faults and writes nothing.
    Check,
}

/// Formats the summary of a build or a check.
#[must_use]
pub fn summary(report: &Report<'_>) -> String {
    match (report.task, report.published) {
        (Task::Build, Some(_)) => built(report),
        (Task::Build, None) => not_published(report),
        (Task::Check, _) => checked(report),
    }
}

/// Formats a number with its noun: `1 page`, `2 pages`.
fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// Formats a number with the noun for pages of a kind.
fn count_of_kind(number: usize, kind: &str) -> String {
    if kind == "list" {
        let one = "list by topic, year or person";
        return count(number, one, "lists by topic, year or person");
    }
    let noun = kind.replace('-', " ");
    count(number, &noun, &plural(&noun))
}

/// Returns the plural of a noun, as most English nouns form it.
fn plural(noun: &str) -> String {
    let stem = noun.strip_suffix('y');
    if let Some(stem) = stem.filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    let is_hissed = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| noun.ends_with(end));
    format!("{noun}{}", if is_hissed { "es" } else { "s" })
}

/// Formats the summary of a build that was published.
fn built(report: &Report<'_>) -> String {
    let mut out = held_back(report);
    out.push_str(&due(report));
    out.push_str(&addresses(report));
    if let Some(published) = report.published {
        let pages: usize = report.outcome.by_kind.values().sum();
        let output = report.output.display();
        let _ = writeln!(
            out,
            "{} built into {output}: {}",
            count(pages, "page", "pages"),
            kinds(report)
        );
        if published.is_changed() {
            let parts = format!(
                "{} written, {} unchanged, {} removed",
                count(published.written, "file", "files"),
                published.unchanged,
                published.removed
            );
            let _ = writeln!(out, "{parts}");
        } else {
            let _ = writeln!(
                out,
                "Nothing has changed: all {} are as they were",
                count(published.unchanged, "file", "files")
            );
        }
        out.push_str(&pictures(&published.pictures));
        out.push_str(&foreign(&published.foreign));
    }
    let _ = writeln!(
        out,
        "{} ({})",
        verdict(report.findings),
        seconds(report.took)
    );
    out
}

/// Says how many smaller pictures were made, if any were.
fn pictures(counts: &PictureCounts) -> String {
    if counts.made == 0 {
        return String::new();
    }
    format!(
        "{} made, {} kept from earlier builds: {} of photos become {} at the most\n",
        count(counts.made, "smaller picture", "smaller pictures"),
        counts.kept,
        human_size(counts.bytes_before),
        human_size(counts.bytes_after)
    )
}

/// Names up to five files in the output that masthead did not write.
fn foreign(files: &[String]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let named = &files[..files.len().min(5)];
    let more = match files.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "Left in place, not written by masthead: {}{more}\n",
        one_line(&named.join(", "))
    )
}

/// Formats the summary of a build that was not published because of errors.
fn not_published(report: &Report<'_>) -> String {
    let mut out = held_back(report);
    out.push_str(&due(report));
    out.push_str(&addresses(report));
    let _ = writeln!(
        out,
        "{} ({}). Nothing was published: the site is as it was",
        verdict(report.findings),
        seconds(report.took)
    );
    out
}

/// Formats the summary of a check.
fn checked(report: &Report<'_>) -> String {
    let mut out = held_back(report);
    out.push_str(&due(report));
    out.push_str(&addresses(report));
    let _ = writeln!(
        out,
        "{} ({})",
        verdict(report.findings),
        seconds(report.took)
    );
    out
}

/// Lists the number of pages of each kind.
fn kinds(report: &Report<'_>) -> String {
    let kinds = report.outcome.by_kind.iter();
    let kinds = kinds.map(|(kind, number)| count_of_kind(*number, kind));
    kinds.collect::<Vec<_>>().join(", ")
}

/// Lists the pages that are held back, with the reasons.
fn held_back(report: &Report<'_>) -> String {
    let mut out = String::new();
    let held = &report.outcome.held_back;
    if held.is_empty() {
        return out;
    }
    let _ = writeln!(out, "{} held back:", count(held.len(), "page", "pages"));
    for one in held {
        let title = one_line(&one.title);
        let _ = writeln!(out, "  {} ({title}): {}", one.source, one.reason);
    }
    out
}

/// Lists the twenty pages whose review has been due longest, with their owners.
fn due(report: &Report<'_>) -> String {
    let mut out = String::new();
    let due = &report.outcome.due;
    if due.is_empty() {
        return out;
    }
    let _ = writeln!(out, "{} due for review:", count(due.len(), "page", "pages"));
    for one in due.iter().take(20) {
        let owner = match &one.owner {
            Some(owner) => format!(", {}", one_line(owner)),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "  {} ({}): by {}{owner}",
            one.source,
            one_line(&one.title),
            one.review_by
        );
    }
    if due.len() > 20 {
        let _ = writeln!(
            out,
            "  … and {} more; `masthead list --stale` lists all",
            due.len() - 20
        );
    }
    out
}

/// Formats the changes of addresses: counts, and up to twenty lines of details.
fn addresses(report: &Report<'_>) -> String {
    let Some(changes) = report.addresses else {
        return String::new();
    };
    let mut out = format!(
        "Addresses, compared with the published site: {} added, {} redirected, {} changed, {} \
         gone\n",
        changes.added.len(),
        changes.redirected.len(),
        changes.taken_over.len(),
        changes.removed.len()
    );
    let added = changes.added.iter().map(|url| format!("  + {url}"));
    let redirected = changes
        .redirected
        .iter()
        .map(|(from, to)| format!("  > {from} leads to {to}"));
    let removed = changes.removed.iter().map(|url| format!("  - {url}"));
    let taken_over = changes
        .taken_over
        .iter()
        .map(|(url, title)| format!("  ~ {url} shows another page: {title}"));
    let lines: Vec<String> = removed
        .chain(redirected)
        .chain(taken_over)
        .chain(added)
        .collect();
    for line in lines.iter().take(20) {
        let _ = writeln!(out, "{}", one_line(line));
    }
    if lines.len() > 20 {
        let _ = writeln!(
            out,
            "  … and {} more; `--format json` lists all",
            lines.len() - 20
        );
    }
    out
}

/// Formats the number of errors and warnings in words.
#[must_use]
pub fn verdict(findings: &Faults) -> String {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let warnings = findings.len() - errors;
    match (errors, warnings) {
        (0, 0) => "No faults found".to_owned(),
        (0, warnings) => count(warnings, "warning", "warnings"),
        (errors, 0) => count(errors, "error", "errors"),
        (errors, warnings) => format!(
            "{} and {}",
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings")
        ),
    }
}

/// Formats a duration in seconds.
fn seconds(took: Duration) -> String {
    format!("{:.2} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::count_of_kind;

    #[test]
    fn pages_are_counted_by_the_names_of_their_kinds() {
        for (number, kind, counted) in [
            (1, "event", "1 event"),
            (2, "vacancy", "2 vacancies"),
            (3, "case-study", "3 case studies"),
            (2, "survey", "2 surveys"),
            (2, "box", "2 boxes"),
            (0, "page", "0 pages"),
            (2, "list", "2 lists by topic, year or person"),
        ] {
            assert_eq!(count_of_kind(number, kind), counted);
        }
    }
}
