//! Formats findings and outcomes as JSON, for programs. From: faults and outcomes. To: JSON values.

use super::summary::Report;
use super::{Places, Sources};
use crate::base::{Fault, Severity, Span};
use serde_json::{Value, json};

/// Formats one finding as JSON: `code`, `severity`, `message`, `help`, `labels`, and where there is
/// a place `file`, `line`, `column`, `end_line`, `end_column` (all counted from 1, columns in
/// characters).
#[must_use]
pub fn finding(finding: &Fault, places: &Places<'_>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut labels = Vec::new();
    for label in &finding.labels {
        labels.push(with_place(json!({"text": label.text}), &label.span, places));
    }
    let mut object = json!({
        "code": finding.code.name(),
        "severity": severity,
        "message": finding.message,
        "help": finding.help,
        "labels": labels,
    });
    if let Some(fix) = &finding.fix {
        object["fix"] = with_place(json!({"replacement": fix.replacement}), &fix.span, places);
    }
    match &finding.span {
        Some(span) => with_place(object, span, places),
        None => object,
    }
}

/// Adds a place to an object.
fn with_place(mut object: Value, span: &Span, places: &Places<'_>) -> Value {
    object["file"] = json!(span.file.as_str());
    if let Some((start, end)) = places.of(span) {
        object["line"] = json!(start.line);
        object["column"] = json!(start.column);
        object["end_line"] = json!(end.line);
        object["end_column"] = json!(end.column);
    }
    object
}

/// Formats a whole build or check as one JSON document.
#[must_use]
pub fn report(report: &Report<'_>, sources: &Sources<'_>) -> Value {
    let places = Places::new(sources);
    let mut held_back = Vec::new();
    for held in &report.outcome.held_back {
        held_back.push(json!({
            "file": held.source.as_str(),
            "title": held.title,
            "reason": held.reason.to_string(),
        }));
    }
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|one| finding(one, &places))
        .collect();
    let mut document = json!({
        "ok": !report.findings.has_errors(),
        "pages": report.outcome.by_kind,
        "held_back": held_back,
        "due": report.outcome.due,
        "findings": findings,
        "milliseconds": u64::try_from(report.took.as_millis()).unwrap_or(u64::MAX),
    });
    if let Some(changes) = report.addresses {
        document["addresses"] = json!(changes);
    }
    if let Some(published) = report.published {
        document["files"] = json!({
            "written": published.written,
            "unchanged": published.unchanged,
            "removed": published.removed,
            "foreign": published.foreign,
        });
    }
    document
}
