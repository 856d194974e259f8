//! The values of private files, which a build must not publish. From: the text of a file in
//! `private/`. To: values in [`PrivateServices`], for the search for secrets alone.

use super::columns::{is_of_addresses, is_of_codes, is_of_measures, is_of_names, is_of_publicity};
use crate::base::{Faults, Fingerprint, SourcePath};
use crate::parse::csv::read_rows;
use crate::source::{PrivateKind, PrivateServices, PrivateValue};

/// Adds the values of a private file of figures: former names of services, figures with the names
/// of those whose they are.
pub fn add_private_values(services: &mut PrivateServices, source: &SourcePath, text: &str) {
    services.note_file(Fingerprint::of(text.as_bytes()));
    add_values(services, source, text);
}

/// Adds the values of every column but those that are published: codes, and the names of measures.
pub(super) fn add_values(services: &mut PrivateServices, source: &SourcePath, text: &str) {
    // What is wrong with the file is for the commands of benchmarking to tell.
    let Some(data) = read_rows(text, source, &mut Faults::new()) else {
        return;
    };
    for (at, heading) in data.head.iter().enumerate() {
        let Some(kind) = kind_of(heading) else {
            continue;
        };
        for row in &data.rows {
            services.add_value(PrivateValue::new(&row.cells[at], kind, source));
        }
    }
}

/// Returns what the values below a heading are; `None` where they are published.
fn kind_of(heading: &str) -> Option<PrivateKind> {
    if is_of_codes(heading) || is_of_measures(heading) || is_of_publicity(heading) {
        return None;
    }
    Some(if is_of_names(heading) {
        PrivateKind::Name
    } else if is_of_addresses(heading) {
        PrivateKind::Address
    } else {
        PrivateKind::Other
    })
}
