//! Faults of templates. The errors of the template engine become faults that name the template, the
//! line, and a page that was being made.

use super::output::Output;
use super::steps;
use super::theme::Theme;
use super::weight::WeighedSource;
use crate::base::{Code, Fault, Faults, LineIndex, SourcePath, Span, UrlPath};
use crate::source::TextFile;
use minijinja::{Error, ErrorKind};
use std::collections::BTreeMap;
use std::error::Error as _;
use std::ops::Range;

/// The fault of a page that could not be rendered.
#[derive(Clone, Debug)]
pub struct TemplateFault {
    template: Option<String>,
    line: Option<usize>,
    range: Option<Range<usize>>,
    missing: bool,
    problem: String,
    stopped: Box<StoppedOutput>,
}

/// An output of a page that a fault stops. The page itself comes first in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct StoppedOutput {
    /// The page, as messages name it.
    page: String,
    /// What messages call the output where it is not the page itself.
    name: Option<&'static str>,
}

impl StoppedOutput {
    /// Returns the words for the output.
    fn words(&self) -> String {
        let page = &self.page;
        self.name.map_or_else(
            || format!("the page {page}"),
            |name| format!("the {name} of the page {page}"),
        )
    }
}

impl TemplateFault {
    pub(super) fn new(
        error: &Error,
        output: &Output,
        url: &UrlPath,
        source: Option<&SourcePath>,
    ) -> Self {
        let cause = innermost(error);
        let page = source.map_or_else(|| url.to_string(), |source| format!("{url} ({source})"));
        Self {
            template: cause.name().map(str::to_owned),
            line: cause.line(),
            range: cause.range(),
            missing: cause.kind() == ErrorKind::TemplateNotFound,
            problem: problem(cause),
            stopped: Box::new(StoppedOutput {
                page,
                name: output.name,
            }),
        }
    }

    /// Makes the fault of a page with which the templates of the site take too long.
    pub(super) fn of_site(problem: String, template: Option<String>, url: &UrlPath) -> Self {
        Self {
            template,
            line: None,
            range: None,
            missing: false,
            problem,
            stopped: Box::new(StoppedOutput {
                page: url.to_string(),
                name: None,
            }),
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
            format!(
                "the template does not come to an end, or what it makes grows too large: it took \
                 more than {} million steps",
                steps::MOST / 1_000_000
            )
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

/// The properties that faults of templates share when they are reported as one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct TemplateFaultKey {
    template: Option<String>,
    line: Option<usize>,
    problem: String,
    missing: bool,
}

/// A fault of a template, and what it stops.
struct TemplateFaultGroup {
    range: Option<Range<usize>>,
    stopped: Vec<StoppedOutput>,
}

/// Reports each fault of a template once, however many pages it stops.
#[must_use]
pub fn report(faults: Vec<TemplateFault>, theme: &Theme<'_>) -> Faults {
    let mut groups: BTreeMap<TemplateFaultKey, TemplateFaultGroup> = BTreeMap::new();
    for fault in faults {
        let key = TemplateFaultKey {
            template: fault.template,
            line: fault.line,
            problem: fault.problem,
            missing: fault.missing,
        };
        let group = groups.entry(key).or_insert_with(|| TemplateFaultGroup {
            range: fault.range,
            stopped: Vec::new(),
        });
        group.stopped.push(*fault.stopped);
    }
    let groups = groups.into_iter();
    groups
        .map(|(key, group)| told_once(key, group, theme))
        .collect()
}

/// Returns the fault of several pages.
fn told_once(key: TemplateFaultKey, mut group: TemplateFaultGroup, theme: &Theme<'_>) -> Fault {
    group.stopped.sort();
    group.stopped.dedup_by(|a, b| a.page == b.page);
    let more = if group.stopped.len() > 1 {
        format!(" and {} more", group.stopped.len() - 1)
    } else {
        String::new()
    };
    let code = if key.missing {
        Code::MissingTemplate
    } else {
        Code::TemplateError
    };
    let first = group.stopped[0].words();
    let mut fault =
        Fault::error(code, key.problem).help(format!("found while making {first}{more}"));
    if let Some(name) = key.template
        && let Some(file) = theme.file(&name)
    {
        let weighed = theme.weighed(&name);
        fault.span = Some(place(file, key.line, group.range, weighed.as_ref()));
    }
    fault
}

/// Returns the fault of a template that cannot be compiled.
pub(super) fn of_template(
    error: &Error,
    file: &TextFile,
    weighed: Option<&WeighedSource>,
) -> Fault {
    Fault::error(Code::TemplateError, problem(error))
        .at(place(file, error.line(), error.range(), weighed))
        .help(format!(
            "mend the template `{}`; the theme guide shows what it may hold",
            file.path
        ))
}

/// Returns the place of a fault in a template: its range, or the whole line.
fn place(
    file: &TextFile,
    line: Option<usize>,
    range: Option<Range<usize>>,
    weighed: Option<&WeighedSource>,
) -> Span {
    let range = range.map(|range| match weighed {
        Some(source) => source.written(&range),
        None => range,
    });
    let range = range.filter(|range| range.end <= file.text.len() && !range.is_empty());
    let lines = LineIndex::new(&file.text);
    let line = line.and_then(|line| lines.line_range(&file.text, line));
    Span::new(&file.path, range.or(line).unwrap_or(0..0))
}
