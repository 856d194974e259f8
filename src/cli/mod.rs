//! The commands, one file each. From: arguments and the environment. To: text on the terminal and
//! an [`Exit`] code. This room decides what the stages may not look up themselves: the folder, the
//! day, the number of threads, and colour.
#![allow(
    clippy::disallowed_methods,
    reason = "the commands are the edge: environment, clock and folders are read here"
)]

mod args;
mod benchmark;
mod build;
mod check;
mod clean;
mod command_line;
mod completions;
mod disk;
mod exit;
mod explain;
mod explain_page;
mod export;
mod failure;
mod import;
mod init;
mod last_build;
mod list;
mod listing_sink;
mod man;
mod memory;
mod new;
mod prompt;
mod run;
mod schema;
mod search;
mod serve;
mod snippets;
mod terminal;
mod threads;

pub use command_line::command;
pub use exit::Exit;

use args::{BuildArgs, CheckArgs, CliCommand};
use failure::Failure;
use run::CommandRun;
use std::env;
use std::process::ExitCode;

/// Runs the command that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let args = match command_line::parse(env::args_os().collect()) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Clean
            }
            .into();
        }
    };
    let run = CommandRun::new(args.global);
    let done = threads::check_memory().and_then(|()| in_command(&run, &args.command));
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            run.terminal().complain(&failure.message);
            failure.exit.into()
        }
    }
}

fn in_command(run: &CommandRun, command: &CliCommand) -> Result<Exit, Failure> {
    let jobs = match command {
        // The preview has threads of its own.
        CliCommand::Serve(args) => return serve::run(run, args),
        CliCommand::Build(BuildArgs { content, .. })
        | CliCommand::Check(CheckArgs { content, .. }) => content.jobs,
        _ => None,
    };
    threads::on_threads(jobs, || command_on_threads(run, command))
}

fn command_on_threads(run: &CommandRun, command: &CliCommand) -> Result<Exit, Failure> {
    match command {
        CliCommand::Build(args) => build::run(run, args),
        CliCommand::Check(args) => check::run(run, args),
        CliCommand::Serve(args) => serve::run(run, args),
        CliCommand::List(args) => list::run(run, args),
        CliCommand::Search(args) => search::run(run, args),
        CliCommand::Init(args) => init::run(run, args),
        CliCommand::New(args) => new::run(run, args),
        CliCommand::Schema(args) => schema::run(run, args),
        CliCommand::Import(args) => import::run(run, args),
        CliCommand::Export(args) => export::run(run, args),
        CliCommand::Benchmark(args) => benchmark::run(run, args),
        CliCommand::Explain(args) => explain::run(run, args),
        CliCommand::Clean(args) => clean::run(run, args),
        CliCommand::Completions(args) => completions::run(args),
        CliCommand::Man(args) => man::run(run, args),
    }
}
