//! Looks for the names of services in the files of figures of `content/`. From: the files, and the
//! private list of services. To: faults that say what to do.

use super::code::ServiceCode;
use super::columns::{how_to_write, is_of_addresses, is_of_codes, is_of_names};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::numbers::tables::{Decimal, read_number};
use crate::parse::csv::{DataRow, DataRows, read_rows};
use crate::source::{DataFile, ListState, PrivateServices};

/// Years may stand beside names: since when a service takes part says nothing of its figures.
const YEARS: std::ops::RangeInclusive<f64> = 1900.0..=2100.0;

/// What to do where the figures beside a name are no results of a benchmarking.
pub const NO_RESULTS: &str = "if they are no results, such as a number of beds, write `yes` for \
                              this service into a column `public` of `private/services.csv`";

/// Reports files of figures that name a service of the private list beside figures or codes, and
/// those that say whose code is whose. A list of names alone tells nothing that is secret.
pub fn report_names<'f>(
    files: impl Iterator<Item = (&'f SourcePath, &'f DataFile)>,
    services: &PrivateServices,
    faults: &mut Faults,
) {
    if services.state() == ListState::Broken {
        let message = "`private/services.csv` cannot be read, so it is not known whether figures \
                       name services";
        let help = "type `masthead benchmark codes`, which says what is wrong with it";
        faults.push(Fault::error(Code::PrivateFile, message).help(help));
    }
    for (path, file) in files {
        if !may_tell(&file.text, services) {
            continue;
        }
        // What is wrong with a file is told where a page shows it.
        let Some(data) = read_rows(&file.text, path, &mut Faults::new()) else {
            continue;
        };
        if is_roster(&data) {
            faults.push(roster_in_public(path, &data));
            continue;
        }
        let mut named = data
            .rows
            .iter()
            .filter(|row| names_beside_figures(&row.cells, services));
        if let Some(row) = named.next() {
            faults.push(names_service(path, row, named.count()));
        }
    }
}

/// Reports whether a file may tell something, so that its rows need a look: most sites have no
/// services, and many files of figures.
fn may_tell(text: &str, services: &PrivateServices) -> bool {
    if services.state() == ListState::Read {
        return true;
    }
    let head = text.lines().find(|line| !line.trim().is_empty());
    head.is_some_and(|head| head.to_lowercase().contains("code"))
}

/// Reports whether a file says whose code is whose.
fn is_roster(data: &DataRows) -> bool {
    let of_codes = data.head.iter().position(|head| is_of_codes(head));
    let has_names = data
        .head
        .iter()
        .any(|head| is_of_names(head) || is_of_addresses(head));
    let is_code = |at: usize| {
        let mut rows = data.rows.iter();
        rows.any(|row| ServiceCode::read(&row.cells[at]).is_ok())
    };
    has_names && of_codes.is_some_and(is_code)
}

fn roster_in_public(path: &SourcePath, data: &DataRows) -> Fault {
    let message = "this file says whose code is whose, and stands in `content/`";
    Fault::error(Code::PrivateFile, message)
        .at(Span::new(path, data.head_range.clone()))
        .help("move it to `private/services.csv`, in the folder `private` beside `content`")
        .help(
            "if others have seen it already, empty its codes: `masthead benchmark codes` makes new \
             ones",
        )
}

/// Reports whether cells of a row name a service, and others hold a code or a figure.
pub fn names_beside_figures(cells: &[impl AsRef<str>], services: &PrivateServices) -> bool {
    let tells_something = |cell: &str| ServiceCode::read(cell).is_ok() || is_figure(cell);
    let mut names = cells
        .iter()
        .filter(|cell| services.is_named_in(cell.as_ref()));
    names.next().is_some() && cells.iter().any(|cell| tells_something(cell.as_ref()))
}

fn is_figure(cell: &str) -> bool {
    let number = read_number(cell, Decimal::Point).or_else(|| read_number(cell, Decimal::Comma));
    number.is_some_and(|number| number.fract() != 0.0 || !YEARS.contains(&number))
}

fn names_service(path: &SourcePath, row: &DataRow, more: usize) -> Fault {
    let message = match more {
        0 => "this line names a service of `private/services.csv` beside its figures".to_owned(),
        1 => "this line and another name services of `private/services.csv` beside their figures"
            .to_owned(),
        more => format!(
            "this line and {more} others name services of `private/services.csv` beside their \
             figures"
        ),
    };
    Fault::error(Code::PrivateFile, message)
        .at(Span::new(path, row.range.clone()))
        .help(how_to_write(path))
        .help(NO_RESULTS)
}
