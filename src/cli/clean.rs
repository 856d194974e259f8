//! `masthead clean`: removes the files that `build` wrote and no others. From: the manifest of the
//! output folder. To: a folder without them, and a summary.
#![allow(clippy::disallowed_methods, reason = "cleaning removes files")]

use super::args::CleanArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::run::{CommandRun, protected};
use crate::present::one_line;
use crate::publish;
use std::fs;

/// Removes the built site and `.masthead/`.
pub(super) fn run(run: &CommandRun, args: &CleanArgs) -> Result<Exit, Failure> {
    let root = run.root()?;
    let output = args.output.clone().unwrap_or_else(|| root.join("public"));
    let cleaned = publish::clean(&output, &protected(&root))?;
    let memory = root.join(".masthead");
    if memory.is_dir() {
        fs::remove_dir_all(&memory).map_err(|error| {
            Failure::usage(format!("cannot remove `{}`: {error}", memory.display()))
        })?;
    }
    let terminal = run.terminal();
    let files = if cleaned.removed == 1 {
        "1 file".to_owned()
    } else {
        format!("{} files", cleaned.removed)
    };
    terminal.say(&format!("Removed {files} from {}\n", output.display()));
    if !cleaned.kept.is_empty() {
        terminal.say(&format!(
            "Left in place, not written by masthead: {}\n",
            one_line(&cleaned.kept.join(", "))
        ));
    }
    Ok(Exit::Clean)
}
