//! `masthead benchmark figures`: writes figures that may be published. From: a file in which names
//! stand for services, and `private/services.csv`. To: a file in `content/` in which codes do.
#![allow(
    clippy::disallowed_methods,
    reason = "writes the file that the command line names"
)]

use super::args::RecodeArgs;
use super::private_folder::{PrivateFolder, read_text, report, shown};
use super::wording::services;
use crate::base::{Faults, SourcePath};
use crate::cli::disk;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::run::CommandRun;
use crate::numbers::benchmark::{ROSTER, Roster, recoded};
use std::path::{Path, PathBuf};

/// The files that the arguments name.
struct RecodedFiles {
    from: PathBuf,
    to: PathBuf,
}

impl RecodedFiles {
    fn of(args: &RecodeArgs) -> Result<Self, Failure> {
        match (args.from.clone(), args.to.clone()) {
            (Some(from), Some(to)) => Ok(Self { from, to }),
            _ => Err(Failure::usage(
                "name two files: the one that names services, and the one to write, as in \
                 `masthead benchmark figures private/figures.csv content/reports/figures.csv`",
            )),
        }
    }
}

/// Writes the file.
pub(super) fn run(run: &CommandRun, args: &RecodeArgs) -> Result<Exit, Failure> {
    let folder = PrivateFolder::of(run.root()?);
    let files = RecodedFiles::of(args)?;
    let to = target(&folder, &files)?;
    let source = SourcePath::new(ROSTER);
    let mut faults = Faults::new();
    let list = folder.read(ROSTER)?.ok_or_else(|| {
        Failure::usage(format!(
            "there is no list of services, `{ROSTER}`; `masthead benchmark codes` makes one"
        ))
    })?;
    let Some(roster) = Roster::read(&list, &source, &mut faults) else {
        report(run, faults, &source, &list);
        return Ok(Exit::Faults);
    };
    let shown = shown(&files.from, folder.root());
    let text = read_text(&files.from, shown.as_str())?;
    let Some(bytes) = recoded(&text, &shown, &roster, &mut faults) else {
        report(run, faults, &shown, &text);
        return Ok(Exit::Faults);
    };
    check_target(&to, &files)?;
    disk::replace(&to, &bytes)
        .map_err(|error| Failure::usage(format!("cannot write `{}`: {error}", to.display())))?;
    let terminal = run.terminal();
    terminal.say(&format!(
        "Wrote `{}`: figures of {} under their codes. A block `benchmark` shows them.\n",
        files.to.display(),
        services(roster.services.len())
    ));
    if shown.below("content").is_some() {
        terminal.say(&format!(
            "Warning: `{shown}` names services, and stands in `content`. Move it to `private`.\n"
        ));
    }
    folder.warn(terminal);
    Ok(Exit::Clean)
}

/// Returns the file to write, which stands in `content`.
fn target(folder: &PrivateFolder, args: &RecodedFiles) -> Result<PathBuf, Failure> {
    let shown = shown(&args.to, folder.root());
    let name = args.to.display();
    if shown.below("content").is_none() {
        return Err(Failure::usage(format!(
            "`{name}` is not in the folder `content` of this site; name a file there, beside the \
             page that shows the figures"
        )));
    }
    if shown.extension() != "csv" {
        return Err(Failure::usage(format!(
            "the name `{name}` does not end in `.csv`; write `{}`",
            args.to.with_extension("csv").display()
        )));
    }
    let place = folder.place(shown.as_str())?;
    if !place.parent().is_some_and(Path::is_dir) {
        return Err(Failure::usage(format!(
            "the folder of `{name}` does not exist; make it first, or check the name"
        )));
    }
    Ok(place)
}

/// Refuses to write over a file that holds something else than figures with codes.
fn check_target(to: &Path, args: &RecodedFiles) -> Result<(), Failure> {
    let name = args.to.display();
    let same = to.canonicalize().ok().zip(args.from.canonicalize().ok());
    if same.is_some_and(|(to, from)| to == from) {
        return Err(Failure::usage(format!(
            "`{name}` would lose its names: move it to `private`, and write its copy with codes \
             into `content`"
        )));
    }
    if !to.exists() {
        return Ok(());
    }
    let before = read_text(to, &name.to_string())?;
    let head = before.trim_start_matches('\u{feff}').lines().next();
    let mut headings = head.unwrap_or_default().split([',', ';']);
    if headings.any(|heading| {
        heading
            .trim()
            .trim_matches('"')
            .eq_ignore_ascii_case("code")
    }) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "`{name}` is there already and holds something else than figures with codes; give another \
         name, or remove it first"
    )))
}
