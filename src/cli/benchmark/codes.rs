//! `masthead benchmark codes`: makes codes for services. From: `private/services.csv`. To: the same
//! file with a code for every service, and `private/codes-given.csv`, which remembers all codes.

use super::args::CodesArgs;
use super::private_folder::{PrivateFolder, report};
use super::wording::services;
use crate::base::{Faults, SourcePath};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::run::CommandRun;
use crate::disk::random_bytes;
use crate::numbers::benchmark::{
    CodeLedger, CodeSlip, LEDGER, ROSTER, ROSTER_HEAD, Roster, ServiceCode,
};
use crate::parse::place::PRIVATE;
use std::collections::BTreeSet;

/// Makes the codes that are lacking.
pub(super) fn run(run: &CommandRun, args: &CodesArgs) -> Result<Exit, Failure> {
    let renamed = renamed(args)?;
    let folder = PrivateFolder::of(run.root()?);
    let Some(text) = folder.read(ROSTER)? else {
        begin(run, &folder)?;
        return Ok(Exit::Clean);
    };
    let source = SourcePath::new(ROSTER);
    let mut faults = Faults::new();
    let Some(roster) = Roster::read(&text, &source, &mut faults) else {
        report(run, faults, &source, &text);
        return Ok(Exit::Faults);
    };
    check_renamed(&renamed, &roster)?;
    let ledger_text = folder.read(LEDGER)?.unwrap_or_default();
    let ledger = if ledger_text.is_empty() {
        Some(CodeLedger::default())
    } else {
        CodeLedger::read(&ledger_text, &mut faults)
    };
    let Some(mut ledger) = ledger else {
        report(run, faults, &SourcePath::new(LEDGER), &ledger_text);
        return Ok(Exit::Faults);
    };
    ledger.check(&roster, &renamed, &mut faults);
    if !faults.is_empty() {
        report(run, faults, &source, &text);
        return Ok(Exit::Faults);
    }
    let made = made(&roster, &ledger)?;
    let mut fresh = made.iter();
    for service in &roster.services {
        if let Some(code) = service.code.or_else(|| fresh.next().copied()) {
            ledger.add(&service.name, &service.address, code);
        }
    }
    // A code that is remembered and was never given does no harm; the reverse would.
    let remembered = ledger.text();
    if remembered != ledger_text.as_bytes() {
        folder.write(LEDGER, &ledger_text, &remembered)?;
    }
    if !made.is_empty() {
        folder.write(ROSTER, &text, roster.with_codes(&made).as_bytes())?;
    }
    tell(run, &roster, made.len());
    folder.warn(run.terminal());
    Ok(Exit::Clean)
}

/// Makes an empty list, and says what to write into it.
fn begin(run: &CommandRun, folder: &PrivateFolder) -> Result<(), Failure> {
    folder.make()?;
    folder.write(ROSTER, "", ROSTER_HEAD.as_bytes())?;
    let terminal = run.terminal();
    terminal.say(&format!(
        "Made `{ROSTER}`, a list of services. The folder `{PRIVATE}` is never published.\n\n\
         What to do next:\n\
         1. Open it in a spreadsheet program, and write a line for each service: its name and its \
         e-mail address. Leave the column `code` empty.\n\
         2. Save it as “CSV UTF-8”, and type `masthead benchmark codes` again.\n"
    ));
    folder.warn(terminal);
    Ok(())
}

fn renamed(args: &CodesArgs) -> Result<Vec<ServiceCode>, Failure> {
    let mut codes = Vec::with_capacity(args.renamed.len());
    for written in &args.renamed {
        let code = ServiceCode::read(written).map_err(|slip| {
            let problem = match slip {
                CodeSlip::NoCode => "is no code",
                CodeSlip::Mistyped => "has a slip in it",
            };
            Failure::usage(format!(
                "`--renamed {written}` {problem}; copy the code of the service from the column \
                 `code` of `{ROSTER}`"
            ))
        })?;
        codes.push(code);
    }
    Ok(codes)
}

/// Refuses the code of a service that is not in the list.
fn check_renamed(renamed: &[ServiceCode], roster: &Roster) -> Result<(), Failure> {
    let has = |code: &ServiceCode| roster.services.iter().any(|s| s.code == Some(*code));
    match renamed.iter().find(|code| !has(code)) {
        None => Ok(()),
        Some(code) => Err(Failure::usage(format!(
            "no service in `{ROSTER}` has the code `{code}` of `--renamed`; write the code beside \
             the new name there first"
        ))),
    }
}

/// Makes a code for each service that has none: one that nobody has or ever had.
fn made(roster: &Roster, ledger: &CodeLedger) -> Result<Vec<ServiceCode>, Failure> {
    let mut taken: BTreeSet<ServiceCode> = BTreeSet::new();
    taken.extend(roster.services.iter().filter_map(|service| service.code));
    let lacking = roster
        .services
        .iter()
        .filter(|service| service.code.is_none());
    let mut made = Vec::new();
    for _ in lacking {
        made.push(loop {
            let bytes = random_bytes().map_err(|error| {
                Failure::usage(format!(
                    "this computer gives no random numbers, so no codes were made: {error}"
                ))
            })?;
            let code = ServiceCode::of_random(&bytes);
            if let Some(code) = code.filter(|code| !ledger.has(*code) && taken.insert(*code)) {
                break code;
            }
        });
    }
    Ok(made)
}

fn tell(run: &CommandRun, roster: &Roster, made: usize) {
    let kept = roster.services.len() - made;
    let words = match (made, kept) {
        (0, kept) => format!(
            "{} had a code already, and nothing was changed.\n",
            services(kept)
        ),
        (made, 0) => format!("Made codes for {} in `{ROSTER}`.\n", services(made)),
        (made, kept) => format!(
            "Made codes for {} in `{ROSTER}`, and kept those of {}.\n",
            services(made),
            services(kept)
        ),
    };
    run.terminal().say(&words);
}
