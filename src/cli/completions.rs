//! `masthead completions SHELL`: prints a script with which a shell completes commands and options.
//! From: the definition of the command line. To: a script in that shell's language.

use super::args::CompletionsArgs;
use super::command_line::command;
use super::exit::Exit;
use super::failure::Failure;
use super::terminal::Terminal;

/// Prints the script.
pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "masthead", &mut script);
    Terminal::answer(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
