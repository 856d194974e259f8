//! The codes that were ever given to a service, `private/codes-given.csv`: a code that is out of
//! use is never given to another. From: the text of the file, and the list of services. To: faults
//! for a code that changed hands, and the new text.

use super::code::ServiceCode;
use super::roster::{Roster, RosterService, same_name};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::parse::csv::read_rows;
use std::collections::BTreeMap;

/// The place of the file in the site's folder.
pub const LEDGER: &str = "private/codes-given.csv";

/// The codes that were ever given, with the service that had each last.
#[derive(Default)]
pub struct CodeLedger(BTreeMap<ServiceCode, CodeHolder>);

/// The service that has a code, or had it last.
struct CodeHolder {
    name: String,
    address: String,
}

impl CodeHolder {
    fn is(&self, service: &RosterService) -> bool {
        let has_same_address =
            !self.address.is_empty() && same_name(&self.address) == same_name(&service.address);
        service.is_called(&self.name) || has_same_address
    }
}

impl CodeLedger {
    /// Reads the file; every line of it holds a code, and the name and the address of a service.
    pub fn read(text: &str, faults: &mut Faults) -> Option<Self> {
        let source = SourcePath::new(LEDGER);
        let data = read_rows(text, &source, faults)?;
        let mut ledger = Self::default();
        for row in &data.rows {
            let code = row
                .cells
                .first()
                .and_then(|cell| ServiceCode::read(cell).ok());
            let (Some(code), 3) = (code, row.cells.len()) else {
                let message = "this line is not as `masthead benchmark codes` writes it";
                let help = "put the file back from a copy; it remembers which codes were given, \
                            so that none is given twice";
                faults.push(
                    Fault::error(Code::BenchmarkFigures, message)
                        .at(Span::new(&source, row.range.clone()))
                        .help(help),
                );
                return None;
            };
            let holder = CodeHolder {
                name: row.cells[1].clone(),
                address: row.cells[2].clone(),
            };
            ledger.0.insert(code, holder);
        }
        Some(ledger)
    }

    /// Reports whether a code was ever given.
    #[must_use]
    pub fn has(&self, code: ServiceCode) -> bool {
        self.0.contains_key(&code)
    }

    /// Reports codes of the list that another service had, but for those in `renamed`.
    pub fn check(&self, roster: &Roster, renamed: &[ServiceCode], faults: &mut Faults) {
        let source = SourcePath::new(super::roster::ROSTER);
        for service in &roster.services {
            let Some(code) = service.code.filter(|code| !renamed.contains(code)) else {
                continue;
            };
            let Some(holder) = self.0.get(&code).filter(|holder| !holder.is(service)) else {
                continue;
            };
            let message = format!(
                "the code `{code}` was given to another service, `{}`, and a code is never given \
                 twice",
                holder.name
            );
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(Span::new(&source, service.range.clone()))
                    .help("empty the cell of the code, and the service gets one of its own")
                    .help(format!(
                        "if it is the same service under a new name, add `--renamed {code}`"
                    )),
            );
        }
    }

    /// Takes over the services of a list that have a code.
    pub fn add(&mut self, name: &str, address: &str, code: ServiceCode) {
        let holder = CodeHolder {
            name: name.to_owned(),
            address: address.to_owned(),
        };
        self.0.insert(code, holder);
    }

    /// Returns the text of the file.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(["code", "service", "email"]);
        for (code, holder) in &self.0 {
            let _ = writer.write_record([&code.to_string(), &holder.name, &holder.address]);
        }
        writer.into_inner().unwrap_or_default()
    }
}
