//! Anonymous benchmarking: figures of services that are known by codes alone. From: a file of
//! figures, the fields of a block, and the rule by which small numbers are kept back. To: a
//! [`Benchmark`], which holds only what is published: every service with its interval and its
//! place, and which codes have no figure, and why.
//!
//! Whose code is whose stands in `private/services.csv`, which no stage reads as text. The stages
//! only compare it with what stands in `content/` ([`crate::source::PrivateServices`]).

mod code;
mod columns;
mod distributions;
mod figures;
mod intervals;
mod ledger;
mod measure;
mod names;
mod private_values;
mod published;
mod recoded;
mod roster;
mod settings;
mod standing;

pub use code::{ALIKE, CodeSlip, SIGNS, ServiceCode};
pub use intervals::IntervalMethod;
pub use ledger::{CodeLedger, LEDGER};
pub use names::{NO_RESULTS, names_beside_figures, report_names};
pub use private_values::add_private_values;
pub use published::{Benchmark, MeasureKind, OverallFigure, ServiceMark};
pub use recoded::recoded;
pub use roster::{ROSTER, ROSTER_HEAD, Roster, RosterService, private_services};
pub use settings::{BenchmarkForm, GoodDirection};
pub use standing::Standing;

pub use super::BENCHMARK;

use crate::base::{Code, Fault, Faults, SourcePath};
use crate::parse::csv::read_rows;
use crate::parse::disclosure::DisclosureRule;
use crate::parse::document::Component;
use crate::source::{DataFile, PrivateServices};
use columns::ServiceNaming;
use figures::read_figures;

/// The most services of one measure: of more, no chart shows each.
const MOST_SERVICES: usize = 500;

/// The fewest services that are shown: of fewer, each could tell whose the others' figures are.
const FEWEST_SERVICES: usize = 5;

/// Reads what a block shows of the file at `source`. `rule` is the one by which the site keeps
/// small numbers back.
pub fn read_benchmark(
    block: &Component,
    source: &SourcePath,
    file: &DataFile,
    services: &PrivateServices,
    rule: Option<&DisclosureRule>,
    faults: &mut Faults,
) -> Option<Benchmark> {
    if !file.faults.is_empty() {
        faults.extend(file.faults.iter().cloned());
        return None;
    }
    let data = read_rows(&file.text, source, faults)?;
    let before = faults.len();
    let settings = settings::settings_of(block, faults);
    let rows = read_figures(&data, ServiceNaming::Codes, source, faults)?;
    let measure = measure::read_measure(&rows, &settings, block, source, faults)?;
    measure::compare(&measure, services, source, faults);
    if faults.len() > before {
        return None;
    }
    let benchmark = published::publish(&measure, &settings, rule, block, faults)?;
    if benchmark.services.len() < FEWEST_SERVICES {
        faults.push(too_few(&benchmark, block));
        return None;
    }
    Some(benchmark)
}

fn too_few(benchmark: &Benchmark, block: &Component) -> Fault {
    let message = match benchmark.services.len() {
        0 => "no service would be shown here".to_owned(),
        1 => "only one service would be shown here".to_owned(),
        few => format!("only {few} services would be shown here"),
    };
    let message =
        format!("{message}, and among fewer than {FEWEST_SERVICES} each could be recognised");
    let small = benchmark.small.len();
    let help = if small > 0 {
        format!(
            "leave this measure out, or put services together: {small} more are kept back because \
             their numbers are too small"
        )
    } else {
        "leave this measure out, or wait until more services take part".to_owned()
    };
    Fault::error(Code::BenchmarkFigures, message)
        .at(block.span.clone())
        .help(help)
}
