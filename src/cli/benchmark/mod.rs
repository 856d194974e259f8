//! `masthead benchmark`: lets services compare themselves without being named. From: the folder
//! `private` beside `content`, which no build publishes. To: codes and letters in that folder, and
//! figures in `content` that hold codes alone.

pub(super) mod args;
mod coded_services;
mod codes;
mod figures;
mod letter_folder;
mod letters;
mod mail_merge;
mod private_folder;
mod wording;

use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use args::{BenchmarkArgs, BenchmarkTask};

/// Does the task that the arguments name.
pub(super) fn run(run: &CommandRun, args: &BenchmarkArgs) -> Result<Exit, Failure> {
    match &args.task {
        BenchmarkTask::Codes(args) => codes::run(run, args),
        BenchmarkTask::Figures(args) => figures::run(run, args),
        BenchmarkTask::Letters(args) => letters::run(run, args),
    }
}
