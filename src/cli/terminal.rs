//! The terminal. Only this file writes to standard output and standard error. From: text, and the
//! options for colour and quiet. To: the terminal.
#![allow(
    clippy::disallowed_methods,
    reason = "the terminal's settings are in the environment"
)]

use super::args::{ColourChoice, GlobalArgs};
use crate::present::{Colour, one_line, printable};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// The terminal that a command prints to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    quiet: bool,
    colour: Colour,
}

/// Reports whether messages may be coloured, by the environment and the terminal.
fn has_colours() -> bool {
    is_set("CLICOLOR_FORCE")
        || (!is_set("NO_COLOR")
            && env::var_os("TERM").is_some_and(|term| term != "dumb")
            && io::stderr().is_terminal())
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

impl Terminal {
    pub(super) fn new(global: &GlobalArgs) -> Self {
        let on = match global.color {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => has_colours(),
        };
        Self {
            quiet: global.quiet,
            colour: if on { Colour::On } else { Colour::Off },
        }
    }

    pub(super) fn colour(self) -> Colour {
        self.colour
    }

    /// Prints a message, unless `--quiet` was given. It tells of work that is done, which does not
    /// fail where the message cannot be printed.
    pub(super) fn say(self, text: &str) {
        if !self.quiet {
            Self::unless_lost(Self::show(text));
        }
    }

    /// Prints the result that was asked for, for people, even with `--quiet`. A closed pipe is no
    /// error.
    ///
    /// # Errors
    /// Fails when it cannot be printed as a whole.
    pub(super) fn show(text: &str) -> io::Result<()> {
        Self::answer(&printable(text))
    }

    /// Prints the result that was asked for, byte for byte: a program may read it.
    ///
    /// # Errors
    /// Fails when it cannot be printed as a whole.
    pub(super) fn answer(text: &str) -> io::Result<()> {
        gone_is_fine(io::stdout().lock().write_all(text.as_bytes()))
    }

    /// Prints findings, which are made for the terminal, with their colours.
    pub(super) fn report(text: &str) {
        Self::unless_lost(gone_is_fine(io::stderr().lock().write_all(text.as_bytes())));
    }

    /// Says that something could not be printed, if so.
    pub(super) fn unless_lost(printed: io::Result<()>) {
        if let Err(error) = printed {
            let _ = writeln!(
                io::stderr().lock(),
                "warning: not everything could be printed ({error}); what masthead did is done all \
                 the same"
            );
        }
    }

    /// Prints the last words of a command whose findings were printed.
    pub(super) fn conclude(text: &str) {
        Self::report(&printable(text));
    }

    /// Prints the reason why the command could not do its work.
    pub(super) fn complain(self, message: &str) {
        let (on, off) = if self.colour == Colour::On {
            ("\x1b[1;31m", "\x1b[0m")
        } else {
            ("", "")
        };
        let _ = writeln!(io::stderr().lock(), "{on}error{off}: {}", one_line(message));
    }
}

/// A printer whose caller never waits for the terminal.
pub(super) struct BackgroundPrinter {
    terminal: Terminal,
    /// The way to the thread that prints; `None` where the system gave none.
    lines: Option<SyncSender<PrinterLine>>,
}

/// A text for one of the two outputs.
enum PrinterLine {
    Say(String),
    Report(String),
}

/// The number of texts that wait to be printed. Further ones are left out.
const WAITING: usize = 1000;

impl BackgroundPrinter {
    /// Starts the thread that prints.
    pub(super) fn start(terminal: Terminal) -> Self {
        let (lines, waiting) = sync_channel(WAITING);
        let print = move || {
            for line in waiting {
                print_line(terminal, &line);
            }
        };
        let begun = thread::Builder::new().spawn(print);
        Self {
            terminal,
            lines: begun.is_ok().then_some(lines),
        }
    }

    /// Prints a message, unless `--quiet` was given.
    pub(super) fn say(&self, text: String) {
        self.print(PrinterLine::Say(text));
    }

    /// Prints findings.
    pub(super) fn report(&self, text: String) {
        self.print(PrinterLine::Report(text));
    }

    fn print(&self, line: PrinterLine) {
        match &self.lines {
            Some(lines) => drop(lines.try_send(line)),
            None => print_line(self.terminal, &line),
        }
    }
}

fn print_line(terminal: Terminal, line: &PrinterLine) {
    match line {
        PrinterLine::Say(text) => terminal.say(text),
        PrinterLine::Report(text) => Terminal::report(text),
    }
}

fn gone_is_fine(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// A progress bar of finished files, which appears if the build takes over a second.
pub(super) struct ProgressDisplay {
    bar: Option<ProgressBar>,
    started: Instant,
}

const PATIENCE: Duration = Duration::from_secs(1);

impl ProgressDisplay {
    /// Starts counting towards about `expected`.
    pub(super) fn start(terminal: Terminal, expected: usize) -> Self {
        let shown = !terminal.quiet && io::stderr().is_terminal();
        let bar = shown.then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(expected as u64), ProgressDrawTarget::hidden());
            if let Ok(style) =
                ProgressStyle::with_template("Building {bar:30} {pos} files, {elapsed}")
            {
                bar.set_style(style);
            }
            bar
        });
        Self {
            bar,
            started: Instant::now(),
        }
    }

    /// Counts one more finished file.
    pub(super) fn tick(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if bar.position() % 64 == 0 {
            self.appear(bar);
        }
    }

    /// Counts the pictures that were made of one, which may have taken long.
    pub(super) fn tick_pictures(&self, number: usize) {
        let Some(bar) = &self.bar else { return };
        bar.inc(number as u64);
        self.appear(bar);
    }

    fn appear(&self, bar: &ProgressBar) {
        if bar.is_hidden() && self.started.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
