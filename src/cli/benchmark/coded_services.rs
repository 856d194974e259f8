//! The services that letters are written to. From: `private/services.csv`. To: each service with
//! its code, and the name of its letter.

use super::private_folder::{PrivateFolder, report};
use crate::base::{Faults, SourcePath, slug};
use crate::cli::failure::Failure;
use crate::cli::run::CommandRun;
use crate::numbers::benchmark::{ROSTER, Roster, RosterService, ServiceCode};

/// The most signs of a name that are part of the name of a letter.
const LONGEST_NAME: usize = 60;

/// Services with their codes.
pub(super) type CodedServices = Vec<(RosterService, ServiceCode)>;

/// Reads the list of services, each of which must have a code. Returns nothing where faults were
/// printed.
pub(super) fn read_coded(
    run: &CommandRun,
    folder: &PrivateFolder,
) -> Result<Option<CodedServices>, Failure> {
    let text = folder.read(ROSTER)?.ok_or_else(|| {
        Failure::usage(format!(
            "there is no list of services, `{ROSTER}`; `masthead benchmark codes` makes one"
        ))
    })?;
    let source = SourcePath::new(ROSTER);
    let mut faults = Faults::new();
    let Some(roster) = Roster::read(&text, &source, &mut faults) else {
        report(run, faults, &source, &text);
        return Ok(None);
    };
    let mut coded = CodedServices::new();
    for service in roster.services {
        let Some(code) = service.code else {
            return Err(Failure::usage(format!(
                "not every service in `{ROSTER}` has a code; type `masthead benchmark codes` first"
            )));
        };
        coded.push((service, code));
    }
    Ok(Some(coded))
}

/// Returns the name of the file of a letter: any system can store it.
pub(super) fn file_name(name: &str, code: ServiceCode) -> String {
    let name = slug(name);
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let name = name[..end].trim_matches('-');
    if name.is_empty() {
        format!("{code}.html")
    } else {
        format!("{name}-{code}.html")
    }
}
