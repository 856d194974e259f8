//! `masthead explain CODE`: prints what a finding means. From: a code, and the explanations in the
//! program. To: text on the terminal. An address instead of a code goes to `explain_page`.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use super::terminal::Terminal;
use crate::base::{Code, nearest};
use crate::present::Colour;

/// Prints the explanation of a code, or a list of all codes.
pub(super) fn run(run: &CommandRun, args: &ExplainArgs) -> Result<Exit, Failure> {
    let terminal = run.terminal();
    let Some(name) = &args.code else {
        let lines: Vec<String> = Code::ALL
            .iter()
            .map(|code| format!("{:22} {}", code.name(), meaning(*code)))
            .collect();
        Terminal::answer(&format!(
            "{}\n\n`masthead explain NAME` tells more about one of them.\n",
            lines.join("\n")
        ))?;
        return Ok(Exit::Clean);
    };
    if name.starts_with('/') {
        return super::explain_page::run(run, name);
    }
    let typed = name.trim_matches(['[', ']']);
    let Some(code) = Code::named(typed) else {
        let meant = nearest(typed, Code::ALL.iter().map(|code| code.name()))
            .map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
        return Err(Failure::usage(format!(
            "there is no fault called `{typed}`.{meant} `masthead explain` lists all."
        )));
    };
    Terminal::answer(&format!(
        "{}\n{}",
        readable(code.explanation(), terminal.colour()),
        answer(code)
    ))?;
    Ok(Exit::Clean)
}

/// Says how a warning is answered.
fn answer(code: Code) -> String {
    if code == Code::AcceptedWarning {
        return String::new();
    }
    let name = code.name();
    let words =
        "Where it is a warning and you mean it as it stands, say so at the top of the page:";
    format!("\n{words}\n\n    accept:\n      {name}: your reason\n")
}

/// Gives the first line of an explanation, without the name of the code.
fn meaning(code: Code) -> &'static str {
    let first = code.explanation().lines().next().unwrap_or_default();
    first.split_once(": ").map_or(first, |(_, meaning)| meaning)
}

fn readable(markdown: &str, colour: Colour) -> String {
    let (on, off) = if colour == Colour::On {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    let mut fence: Option<&str> = None;
    let lines = markdown.trim_end().lines().filter_map(|line| match fence {
        Some(open) if line == open => {
            fence = None;
            None
        }
        Some(_) => Some(format!("    {line}")),
        None if line.starts_with("```") => {
            fence = Some(line.trim_end_matches(|c| c != '`'));
            None
        }
        None if line.starts_with('#') => {
            Some(format!("{on}{}{off}", line.trim_start_matches(['#', ' '])))
        }
        None => Some(line.to_owned()),
    });
    lines.collect::<Vec<_>>().join("\n")
}
