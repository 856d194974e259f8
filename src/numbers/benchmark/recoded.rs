//! Writes private figures anew, with codes in place of names. From: the text of a file whose lines
//! name services, and the list of services. To: the text of a file that may be published, or
//! faults.

use super::code::ServiceCode;
use super::columns::{FigureColumn, ServiceNaming};
use super::figures::{Figure, FigureRow, read_figures};
use super::roster::{ROSTER, Roster};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::numbers::totals::is_total;
use crate::parse::csv::read_rows;
use std::collections::BTreeMap;
use std::ops::Range;

/// The services of a measure by their codes, so that no order tells who they are.
type FiguresByCode<'r> = BTreeMap<ServiceCode, &'r FigureRow>;

/// Returns the text of a file with codes, whose lines are in the order of the codes.
pub fn recoded(
    text: &str,
    source: &SourcePath,
    roster: &Roster,
    faults: &mut Faults,
) -> Option<Vec<u8>> {
    let data = read_rows(text, source, faults)?;
    let rows = read_figures(&data, ServiceNaming::Names, source, faults)?;
    let before = faults.len();
    let mut measures: Vec<(&str, FiguresByCode<'_>)> = Vec::new();
    for row in &rows {
        let Some(code) = code_of(row, roster, source, faults) else {
            continue;
        };
        let at = measures.iter().position(|(name, _)| *name == row.measure);
        let at = at.unwrap_or_else(|| {
            measures.push((&row.measure, FiguresByCode::new()));
            measures.len() - 1
        });
        if let Some(first) = measures[at].1.insert(code, row) {
            faults.push(twice(row, first.range.clone(), source));
        }
    }
    for (name, services) in &measures {
        check_whole(name, services, roster, source, faults);
    }
    (faults.len() == before).then(|| written(&measures))
}

/// Returns the code of the service that a row names, or has already.
fn code_of(
    row: &FigureRow,
    roster: &Roster,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<ServiceCode> {
    let mut services = roster.services.iter();
    let own = ServiceCode::read(&row.service).ok();
    let service = services
        .find(|service| service.is_called(&row.service) || (own.is_some() && service.code == own));
    let name = &row.service;
    let span = Span::new(source, row.range.clone());
    let Some(service) = service else {
        let known = roster.services.iter().map(|service| service.name.as_str());
        let meant = nearest(name, known)
            .filter(|_| !is_total(name))
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("the service `{name}` is not in `{ROSTER}`");
        let help = if is_total(name) {
            "take this line out: the page works out the figure of all services by itself".to_owned()
        } else {
            format!("write its name as `{ROSTER}` does, or add a line for it there")
        };
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(span)
                .help_if(meant)
                .help(help),
        );
        return None;
    };
    if service.code.is_none() {
        let message = format!("the service `{name}` has no code yet");
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(span)
                .help("type `masthead benchmark codes` first"),
        );
    }
    service.code
}

fn twice(row: &FigureRow, first: Range<usize>, source: &SourcePath) -> Fault {
    let message = format!("`{}` has figures of the same measure twice", row.service);
    Fault::error(Code::BenchmarkFigures, message)
        .at(Span::new(source, row.range.clone()))
        .label(Span::new(source, first), "here they are first")
        .help("keep one line for each service and measure")
}

/// Reports services of the list that a measure has no line for.
fn check_whole(
    measure: &str,
    services: &FiguresByCode<'_>,
    roster: &Roster,
    source: &SourcePath,
    faults: &mut Faults,
) {
    let lacks = |code: &ServiceCode| !services.contains_key(code);
    let lacking: Vec<&str> = roster
        .services
        .iter()
        .filter(|service| service.code.as_ref().is_none_or(lacks))
        .map(|service| service.name.as_str())
        .collect();
    let Some(first) = lacking.first() else {
        return;
    };
    let of_measure = if measure.is_empty() {
        String::new()
    } else {
        format!(" of `{measure}`")
    };
    let message = match lacking.len() {
        1 => format!("the service `{first}` of `{ROSTER}` has no line{of_measure} here"),
        more => {
            format!(
                "{more} services of `{ROSTER}` have no line{of_measure} here, such as `{first}`"
            )
        }
    };
    let help = "write a line for each; leave the cells of the figure empty for a service that \
                sent none, and readers are told so";
    faults.push(
        Fault::error(Code::BenchmarkFigures, message)
            .at(Span::start_of(source))
            .help(help),
    );
}

fn written(measures: &[(&str, FiguresByCode<'_>)]) -> Vec<u8> {
    let has_names = measures.iter().any(|(name, _)| !name.is_empty());
    let figures = || measures.iter().flat_map(|(_, services)| services.values());
    let has_shares = figures().any(|row| matches!(row.figure, Some(Figure::Share { .. })));
    let has_means = figures().any(|row| matches!(row.figure, Some(Figure::Mean { .. })));
    let is_written = |at: &usize| match at {
        0 => true,
        1 => has_names,
        2 | 3 => has_shares || !has_means,
        _ => has_means,
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let mut write = |cells: &[String]| {
        let cells = (0..cells.len()).filter(is_written).map(|at| &cells[at]);
        let _ = writer.write_record(cells);
    };
    write(&FigureColumn::ALL.map(|column| column.heading().to_owned()));
    for (name, services) in measures {
        for (code, row) in services {
            write(&line(*code, name, row.figure));
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn line(code: ServiceCode, measure: &str, figure: Option<Figure>) -> [String; 7] {
    let mut cells: [String; 7] = Default::default();
    cells[0] = code.to_string();
    measure.clone_into(&mut cells[1]);
    match figure {
        Some(Figure::Share { hits, all }) => {
            cells[2] = hits.to_string();
            cells[3] = all.to_string();
        }
        Some(Figure::Mean { mean, n, deviation }) => {
            cells[4] = mean.to_string();
            cells[5] = n.to_string();
            cells[6] = deviation.to_string();
        }
        None => {}
    }
    cells
}
