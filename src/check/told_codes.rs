//! Looks for texts that tell whose code is whose, or name services beside figures. From: the texts
//! and the names of all files of the site, and the private list of services. To: faults that say
//! what to do.
//!
//! Files of figures are looked at row by row by `numbers::benchmark`, with or without the list:
//! those that it reported are passed over.

use super::withheld::without_tags;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::benchmark::{NO_RESULTS, ServiceCode, names_beside_figures};
use crate::parse::place::CONTENT;
use crate::source::{ListState, PrivateServices, SourceTree};
use std::collections::BTreeSet;
use std::ops::Range;

/// Reports files that name a service and tell its code, in their words or in their names, and typed
/// tables that name a service beside figures.
pub fn told_codes(tree: &SourceTree, faults: &mut Faults) {
    let services = &tree.services;
    if services.state() != ListState::Read {
        return;
    }
    let reported = faults
        .iter()
        .filter(|fault| fault.code == Code::PrivateFile);
    let told: BTreeSet<SourcePath> = reported
        .filter_map(|fault| Some(fault.span.as_ref()?.file.clone()))
        .collect();
    let assets = tree.assets.keys().chain(tree.texts.keys());
    for path in assets {
        if code_in(path.as_str(), services).is_some() {
            faults.push(name_of_file(path));
        }
    }
    let texts = tree.texts.values().map(|file| (&file.path, &file.text));
    let lists = tree.lists.iter().map(|(path, list)| (path, &list.text));
    let figures = tree.data.iter().map(|(path, file)| (path, &file.text));
    let figures = figures.filter(|(path, _)| !told.contains(*path));
    for (path, text) in texts.chain(lists).chain(&tree.words).chain(figures) {
        if let Some(code) = code_in(text, services) {
            faults.push(code_beside_name(path, code));
        } else if path.extension() == "md" && path.below(CONTENT).is_some() {
            report_named_row(path, text, services, faults);
        }
    }
}

/// Returns the place of the first code in a text that names its service, too.
fn code_in(text: &str, services: &PrivateServices) -> Option<Range<usize>> {
    let known = ServiceCode::all_in(text).map(|(code, range)| (code.to_string(), range));
    let mut known = known.filter(|(code, _)| services.has_code(code)).peekable();
    known.peek()?;
    let plain = without_tags(text);
    let plain = plain.replace("&nbsp;", " ").replace("&amp;", "&");
    let mut told = known.filter(|(code, _)| {
        services.has_holder_in(code, &plain) || services.has_holder_in(code, text)
    });
    told.next().map(|(_, range)| range)
}

/// Reports the first row of a typed table that names a service beside figures.
fn report_named_row(
    path: &SourcePath,
    text: &str,
    services: &PrivateServices,
    faults: &mut Faults,
) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let row = line.trim();
        if row.matches('|').count() > 1 || row.starts_with('|') {
            let signs = |sign: char| sign.is_whitespace() || "*_`%".contains(sign);
            let cells: Vec<&str> = row
                .split('|')
                .map(|cell| cell.trim_matches(signs))
                .collect();
            if names_beside_figures(&cells, services) {
                let span = Span::new(path, start..start + line.trim_end().len());
                faults.push(row_with_figures(span));
                return;
            }
        }
        start += line.len();
    }
}

fn row_with_figures(span: Span) -> Fault {
    let message = "this row names a service of `private/services.csv` beside figures";
    Fault::error(Code::PrivateFile, message)
        .at(span)
        .help("show results by code, with a block `benchmark`, and take the names out")
        .help(NO_RESULTS)
}

fn code_beside_name(path: &SourcePath, code: Range<usize>) -> Fault {
    let message = "this is the code of a service that is named in the same file, so everybody \
                   would know whose figures are whose";
    let fault = Fault::error(Code::PrivateFile, message).at(Span::new(path, code));
    with_help(fault)
}

fn name_of_file(path: &SourcePath) -> Fault {
    let message = "the name of this file tells whose code is whose";
    let fault = Fault::error(Code::PrivateFile, message).at(Span::start_of(path));
    with_help(fault)
}

fn with_help(fault: Fault) -> Fault {
    fault
        .help("take out the code or the name; a letter is for its service alone: delete the copy")
        .help(
            "if others have seen it already, empty the cell of the code in `private/services.csv`: \
             `masthead benchmark codes` makes a new one",
        )
}
