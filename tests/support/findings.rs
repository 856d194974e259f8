//! What `--format json` tells, as values.

use super::{Ran, Site};
use serde_json::Value;

/// A finding that the program printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Its code.
    pub(crate) code: String,
    /// `error` or `warning`.
    pub(crate) severity: String,
    /// The message.
    pub(crate) message: String,
    /// The file; empty when none is to blame.
    pub(crate) file: String,
    /// The place, counted from 1; 0 where the file has no lines.
    pub(crate) line: u64,
    /// The place, counted from 1; 0 where the file has no lines.
    pub(crate) column: u64,
    /// The advice on what to do.
    pub(crate) help: Vec<String>,
}

impl Finding {
    /// `error[yaml-syntax] content/a.md:3:8`.
    pub(crate) fn place(&self) -> String {
        format!(
            "{}[{}] {}:{}:{}",
            self.severity, self.code, self.file, self.line, self.column
        )
    }
}

/// The findings of a report.
pub(crate) fn parse(ran: &Ran) -> Vec<Finding> {
    let report: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("no JSON: {error}\n{ran}"));
    let findings = report["findings"]
        .as_array()
        .unwrap_or_else(|| panic!("no findings\n{ran}"));
    findings.iter().map(finding).collect()
}

fn finding(value: &Value) -> Finding {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| value[key].as_u64().unwrap_or(0);
    let help = value["help"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    Finding {
        code: text("code"),
        severity: text("severity"),
        message: text("message"),
        file: text("file"),
        line: number("line"),
        column: number("column"),
        help,
    }
}

impl Site {
    /// Lists the findings of `masthead check`.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        parse(&self.run(&["check", "--format", "json"]))
    }
}
