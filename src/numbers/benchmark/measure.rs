//! The figures of one measure, by code. From: the rows of a file, and the settings of the block
//! that shows one of its measures. To: a figure for each code, and faults for codes that are
//! unknown, mistyped or there twice.

use super::MOST_SERVICES;
use super::code::{CodeSlip, ServiceCode};
use super::columns::how_to_write;
use super::figures::{Figure, FigureRow};
use super::settings::BenchmarkSettings;
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::document::Component;
use crate::parse::yaml::either;
use crate::source::{ListState, PrivateServices};
use std::collections::BTreeMap;
use std::ops::Range;

/// Faults about codes that are reported of one file.
const MOST_FAULTS: usize = 20;

/// The figures of one measure.
pub(super) struct Measure {
    pub(super) name: String,
    /// The figure of each service, or `None` for one that sent none, with its place in the file.
    pub(super) figures: BTreeMap<ServiceCode, (Option<Figure>, Range<usize>)>,
}

/// Picks the measure that the block shows out of the rows of its file.
pub(super) fn read_measure(
    rows: &[FigureRow],
    settings: &BenchmarkSettings,
    block: &Component,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<Measure> {
    let name = chosen(rows, settings, block, faults)?;
    let rows: Vec<&FigureRow> = rows.iter().filter(|row| row.measure == name).collect();
    if rows.len() > MOST_SERVICES {
        let message = format!(
            "this measure has {} services; {MOST_SERVICES} is the most of which a chart shows each",
            rows.len()
        );
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(Span::new(source, rows[MOST_SERVICES].range.clone()))
                .help("compare services by region or by kind, each group with a file of its own"),
        );
        return None;
    }
    let mut found = Faults::new();
    let mut figures: BTreeMap<ServiceCode, (Option<Figure>, Range<usize>)> = BTreeMap::new();
    for row in &rows {
        let span = Span::new(source, row.range.clone());
        match ServiceCode::read(&row.service) {
            Err(slip) => found.push(no_code(&row.service, slip, source).at(span)),
            Ok(code) => {
                if let Some((_, first)) = figures.get(&code) {
                    found.push(twice(code, span, Span::new(source, first.clone())));
                } else {
                    figures.insert(code, (row.figure, row.range.clone()));
                }
            }
        }
    }
    check_alike(&rows, source, &mut found);
    found.truncate(MOST_FAULTS);
    let is_whole = found.is_empty();
    faults.extend(found);
    is_whole.then_some(Measure { name, figures })
}

/// Returns the name of the measure that the block shows.
fn chosen(
    rows: &[FigureRow],
    settings: &BenchmarkSettings,
    block: &Component,
    faults: &mut Faults,
) -> Option<String> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.measure.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    match &settings.measure {
        Some(wanted) => {
            if names.contains(&wanted.as_str()) {
                return Some(wanted.clone());
            }
            let message = format!("the file has no measure `{wanted}`");
            let meant = nearest(wanted, names.iter().copied());
            let help = meant.map_or_else(
                || measures(&names),
                |meant| format!("did you mean `{meant}`?"),
            );
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(block.span.clone())
                    .help(help),
            );
            None
        }
        None if names.len() == 1 => names.first().map(|name| (*name).to_owned()),
        None => {
            let message = "the file has several measures, and this block does not say which";
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(block.span.clone())
                    .help(format!("add a line `measure:`; {}", measures(&names))),
            );
            None
        }
    }
}

fn measures(names: &[&str]) -> String {
    match names {
        [] | [""] => "the file has no column `measure`, so take the line `measure:` out".to_owned(),
        names => format!("it can be {}", either(names)),
    }
}

fn no_code(written: &str, slip: CodeSlip, source: &SourcePath) -> Fault {
    match slip {
        CodeSlip::NoCode => {
            let message = format!(
                "`{written}` is no code of a service: a code has eight letters and digits, such \
                 as `K7QD-9XM4`"
            );
            Fault::error(Code::BenchmarkFigures, message).help(how_to_write(source))
        }
        CodeSlip::Mistyped => {
            let message = format!("there is a slip in the code `{written}`: its signs do not fit");
            let help = "copy it from `private/services.csv` again";
            Fault::error(Code::BenchmarkFigures, message).help(help)
        }
    }
}

fn twice(code: ServiceCode, span: Span, first: Span) -> Fault {
    let message = format!("the code `{code}` is there twice for the same measure");
    Fault::error(Code::BenchmarkFigures, message)
        .at(span)
        .label(first, "here it is first")
        .help("keep one line for each service and measure")
}

/// Reports a measure that is a share in some lines and a mean in others.
fn check_alike(rows: &[&FigureRow], source: &SourcePath, faults: &mut Faults) {
    let is_share = |row: &&&FigureRow| matches!(row.figure, Some(Figure::Share { .. }));
    let is_mean = |row: &&&FigureRow| matches!(row.figure, Some(Figure::Mean { .. }));
    if let (Some(_), Some(mean)) = (rows.iter().find(is_share), rows.iter().find(is_mean)) {
        let message = "this line has a mean, and other lines of the same measure have shares";
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(Span::new(source, mean.range.clone()))
                .help("give the two measures different names"),
        );
    }
}

/// Compares the codes with the list of services, where there is one.
pub(super) fn compare(
    measure: &Measure,
    services: &PrivateServices,
    source: &SourcePath,
    faults: &mut Faults,
) {
    if services.state() != ListState::Read {
        return;
    }
    for (code, (_, range)) in &measure.figures {
        if !services.has_code(&code.to_string()) {
            let message = format!("no service in `private/services.csv` has the code `{code}`");
            let help = "write the figures anew with `masthead benchmark figures`, or put the \
                        service back into the list";
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(Span::new(source, range.clone()))
                    .help(help),
            );
        }
    }
    let has_figures =
        |code: &str| ServiceCode::read(code).is_ok_and(|code| measure.figures.contains_key(&code));
    let lacking: Vec<&str> = services.codes().filter(|code| !has_figures(code)).collect();
    let Some(first) = lacking.first() else {
        return;
    };
    let message = match lacking.len() {
        1 => format!(
            "`private/services.csv` has a service with the code `{first}`, and this file no figure \
             for it"
        ),
        more => format!(
            "`private/services.csv` has {more} services for which this file has no figure, such as \
             `{first}`"
        ),
    };
    let help = "write a line for each with its code; leave the cells of the figure empty for a \
                service that sent none, and readers are told so";
    faults.push(
        Fault::error(Code::BenchmarkFigures, message)
            .at(Span::start_of(source))
            .help(help),
    );
}
