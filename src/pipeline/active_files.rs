//! Drawings and HTML files that run something, among the files that are published. Takes the tree
//! and what is copied from it; adds to the faults.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::source::{ActiveContent, SourceTree};
use std::collections::BTreeMap;

/// Reports what was left out of drawings, drawings that cannot be read, and HTML files that run
/// something.
pub(super) fn report(
    tree: &SourceTree,
    copies: &BTreeMap<OutputPath, SourcePath>,
    faults: &mut Faults,
) {
    for source in copies.values() {
        let Some(facts) = tree.assets.get(source).map(|handle| &handle.facts) else {
            continue;
        };
        let fault = match &facts.active {
            Some(ActiveContent::TakenOut(names)) => taken_out(names),
            Some(ActiveContent::Kept) => kept(),
            Some(ActiveContent::Unknown(why)) => unknown(why),
            None => continue,
        };
        let at = facts.active_at;
        faults.push(fault.at(Span::new(source, at..at)));
    }
}

fn taken_out(names: &[String]) -> Fault {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "this drawing runs something, or fetches it from elsewhere: {}; it is published without",
        names.join(", ")
    );
    Fault::warning(Code::ActiveFile, message)
        .help("export it again from a drawing program, as plain SVG, with its pictures inside")
}

fn kept() -> Fault {
    let message = "this file runs something when a browser opens it, and is published as it stands";
    Fault::warning(Code::ActiveFile, message)
        .help("take it out of the folder unless you know what it does")
}

fn unknown(why: &str) -> Fault {
    Fault::error(
        Code::ActiveFile,
        format!("this drawing cannot be read: {why}"),
    )
    .help("open it in a drawing program and export it again as SVG")
}
