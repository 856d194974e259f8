//! Faults of templates. The errors of the template engine become faults that name the template, the
//! line, and a page that was being made.

use super::Theme;
use crate::base::{Code, Fault, Faults, LineIndex, SourcePath, Span, UrlPath};
use crate::source::TextFile;
use minijinja::{Error, ErrorKind};
use std::collections::BTreeMap;
use std::error::Error as _;

/// The fault of a page that could not be rendered.
#[derive(Clone, Debug)]
pub struct TemplateFault {
    template: Option<String>,
    line: Option<usize>,
    range: Option<std::ops::Range<usize>>,
    missing: bool,
    problem: String,
    page: String,
}

impl TemplateFault {
    pub(super) fn new(error: &Error, url: &UrlPath, source: Option<&SourcePath>) -> Self {
        let cause = innermost(error);
        let page = source.map_or_else(|| url.to_string(), |source| format!("{url} ({source})"));
        Self {
            template: cause.name().map(str::to_owned),
            line: cause.line(),
            range: cause.range(),
            missing: cause.kind() == ErrorKind::TemplateNotFound,
            problem: problem(cause),
            page,
        }
    }
}

/// Returns the error that names the place: an include or a parent template wraps it.
fn innermost(error: &Error) -> &Error {
    let mut cause = error;
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(inner) = source.downcast_ref::<Error>() {
            cause = inner;
        }
        next = source.source();
    }
    cause
}

fn problem(error: &Error) -> String {
    let detail = error.detail().map(str::to_owned);
    let outer = error
        .source()
        .filter(|source| !source.is::<Error>())
        .map(ToString::to_string);
    match error.kind() {
        ErrorKind::OutOfFuel => {
            "the template does not come to an end: it took 20 million steps".to_owned()
        }
        ErrorKind::UndefinedError => detail.map_or_else(
            || "a value that is not there is used".to_owned(),
            |detail| format!("a value that is not there is used: {detail}"),
        ),
        ErrorKind::WriteFailure => outer
            .or(detail)
            .unwrap_or_else(|| "the page cannot be written".to_owned()),
        kind => detail.unwrap_or_else(|| kind.to_string()),
    }
}

/// Reports each fault once for its place, however many pages it stops.
#[must_use]
pub fn report(faults: Vec<TemplateFault>, theme: &Theme<'_>) -> Faults {
    type Place = (Option<String>, Option<usize>, String, bool);
    let mut grouped: BTreeMap<Place, (Option<std::ops::Range<usize>>, Vec<String>)> =
        BTreeMap::new();
    for fault in faults {
        let key = (fault.template, fault.line, fault.problem, fault.missing);
        grouped
            .entry(key)
            .or_insert_with(|| (fault.range, Vec::new()))
            .1
            .push(fault.page);
    }
    let mut faults = Faults::new();
    for ((template, line, problem, missing), (range, mut pages)) in grouped {
        pages.sort();
        let more = if pages.len() > 1 {
            format!(" and {} more", pages.len() - 1)
        } else {
            String::new()
        };
        let code = if missing {
            Code::MissingTemplate
        } else {
            Code::TemplateError
        };
        let mut fault = Fault::error(code, problem)
            .help(format!("found while making the page {}{more}", pages[0]));
        fault.span = template
            .and_then(|name| theme.file(&name))
            .map(|file| place(file, line, range));
        faults.push(fault);
    }
    faults
}

/// Returns the fault of a template that cannot be compiled.
pub(super) fn of_template(error: &Error, file: &TextFile) -> Fault {
    Fault::error(Code::TemplateError, problem(error))
        .at(place(file, error.line(), error.range()))
        .help(format!(
            "mend the template `{}`; the theme guide shows what it may hold",
            file.path
        ))
}

fn place(file: &TextFile, line: Option<usize>, range: Option<std::ops::Range<usize>>) -> Span {
    let lines = LineIndex::new(&file.text);
    let whole_line = || line.and_then(|line| lines.line_range(&file.text, line));
    let range = range
        .filter(|range| range.end <= file.text.len() && !range.is_empty())
        .or_else(whole_line);
    Span::new(&file.path, range.unwrap_or(0..0))
}
