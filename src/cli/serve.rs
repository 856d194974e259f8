//! `masthead serve`: shows the site in a browser and follows changes of its files. From: options
//! and the environment. To: a running preview, and lines on the terminal about what happens.
#![allow(
    clippy::disallowed_methods,
    reason = "opening a browser, and the day it is, are of the edge"
)]

use super::args::ServeArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::memory::{self, MemoUse};
use super::run::{self, CommandRun};
use super::terminal::{BackgroundPrinter, Terminal};
use super::threads::on_threads;
use crate::base::{Faults, SourcePath};
use crate::disk::{self, MemoryFolder};
use crate::memo::Memo;
use crate::model::{Release, Withhold};
use crate::parse::settings::{SETTINGS, read_settings};
use crate::pipeline::{Options, Search};
use crate::present::{human, summary};
use crate::serve::{
    self, EditorLinks, News, OptionsProvider, Poll, Preview, Reload, ServeError, Settled, Tell,
    WatchMode,
};
use crate::source::SourceTree;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// The time that saving what the preview remembers may take at its end.
const SAVING: Duration = Duration::from_millis(300);
/// The number of changed files that are named.
const NAMED: usize = 4;

/// Serves the site until it is interrupted.
pub(super) fn run(run: &CommandRun, args: &ServeArgs) -> Result<Exit, Failure> {
    // The folder is found again by its name when it was deleted and made again.
    let root = std::path::absolute(run.root()?)?;
    let decide = decide(args)?;
    // A fault of the environment is reported now, not when the first page is requested.
    run::today("UTC")?;
    let preview = Preview {
        root: root.clone(),
        interface: args.interface,
        port: args.port,
        poll: if args.poll {
            Poll::Always
        } else {
            Poll::IfNeeded
        },
        reload: if args.no_reload {
            Reload::No
        } else {
            Reload::Yes
        },
        decide,
        opening: opening(&root),
        memo: on_threads(args.jobs, || {
            memory::load(&MemoryFolder::of(&root), MemoUse::Yes, Search::Include)
        }),
        jobs: args.jobs.map(usize::from),
        tell: tell(run, args, &root),
    };
    if let Some(memo) = serve::serve(preview)? {
        remember(&root, memo, args.jobs);
    }
    Ok(Exit::Clean)
}

/// Saves what the preview remembers, unless that takes so long that the end would have to wait. A
/// site that is gone is not made again for it.
fn remember(root: &Path, memo: Memo, jobs: Option<u16>) {
    let (done, saved) = mpsc::channel();
    let root = root.to_path_buf();
    let save = move || {
        if root.is_dir() {
            let memory = MemoryFolder::of(&root);
            on_threads(jobs, || memory::save(&memory, &memo, Search::Include, None));
        }
        let _ = done.send(());
        // The process ends here: freeing the memo would waste time.
        std::mem::forget(memo);
    };
    if thread::Builder::new().spawn(save).is_ok() {
        let _ = saved.recv_timeout(SAVING);
    }
}

impl From<ServeError> for Failure {
    fn from(failed: ServeError) -> Self {
        Self::usage(failed.to_string())
    }
}

/// Makes the function that decides which pages are shown, by the command line and the day.
fn decide(args: &ServeArgs) -> Result<OptionsProvider, Failure> {
    let base_url = run::checked(args.base_url.as_deref())?;
    let drafts = Withhold::unless(args.drafts);
    let future = Withhold::unless(args.future);
    Ok(Arc::new(move |tree: &SourceTree| {
        let (settings, _) = read_settings(tree.text(SETTINGS));
        let today = run::today(&settings.time_zone).unwrap_or(jiff::civil::Date::MIN);
        Options {
            release: Release {
                today,
                drafts,
                future,
            },
            base_url: base_url.clone(),
            search: Search::Include,
        }
    }))
}

fn opening(root: &Path) -> EditorLinks {
    let named = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let whole: PathBuf = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    EditorLinks {
        root: whole,
        editor: serve::editor_named(&named.unwrap_or_default()),
    }
}

/// Makes the function that prints what happens. A terminal that is stopped, or a pipe that nobody
/// reads, does not keep the preview waiting.
fn tell(run: &CommandRun, args: &ServeArgs, root: &Path) -> Tell {
    let terminal = run.terminal();
    let (open, root) = (args.open, root.to_path_buf());
    let shows_held_back = args.drafts || args.future;
    // The same findings are not printed twice.
    let last: Mutex<Faults> = Mutex::default();
    let printer = BackgroundPrinter::start(terminal);
    Arc::new(move |news: &News<'_>| match news {
        News::Listening { url, lan, .. } => {
            printer.say(listening(url, lan.as_deref(), shows_held_back));
            if open {
                open_browser(terminal, url);
            }
        }
        News::Watching(how) => printer.say(watching(how)),
        News::Working(words) => printer.say(format!("{words}\n")),
        News::Settled(settled, tree) => {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if *last != settled.findings {
                last.clone_from(&settled.findings);
                let sources = |path: &SourcePath| {
                    let text = tree.readable(path);
                    text.or_else(|| disk::shown(&root, path))
                };
                let found = human::findings(&settled.findings, &sources, terminal.colour());
                printer.report(found);
            }
            printer.say(settled_line(settled));
        }
    })
}

fn listening(url: &str, lan: Option<&str>, shows_held_back: bool) -> String {
    let mut text = format!("The site is at {url} (Ctrl-C ends this)\n");
    if let Some(lan) = lan {
        let _ = writeln!(
            text,
            "Others on your network can look at {lan}: anybody who can reach this machine sees the \
             site"
        );
        if !shows_held_back {
            text.push_str("Drafts and pages scheduled for later are left out\n");
        }
    }
    text
}

fn watching(how: &WatchMode) -> String {
    match how {
        WatchMode::Notices => "Watching content and themes for changes\n".to_owned(),
        WatchMode::Looking(why) => format!("Looking for changes every second: {why}\n"),
    }
}

/// Formats a line such as `content/a.md: 3 of 120 pages made anew, no faults found (24 ms)`.
fn settled_line(settled: &Settled) -> String {
    let names: Vec<&str> = settled
        .changed
        .iter()
        .take(NAMED)
        .map(SourcePath::as_str)
        .collect();
    let more = settled.changed.len().saturating_sub(names.len());
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let what = match (settled.first, names.is_empty()) {
        (true, _) => "Ready".to_owned(),
        (false, true) => "Looked again".to_owned(),
        (false, false) => format!("{}{more}", names.join(", ")),
    };
    let verdict = summary::verdict(&settled.findings);
    let last_good = if settled.last_good {
        "; pages at fault are shown as they last were well"
    } else {
        ""
    };
    let pages = if settled.pages == 1 { "page" } else { "pages" };
    let cannot = if settled.findings.has_errors() {
        "; `masthead build` would not publish this"
    } else {
        ""
    };
    let clean: String = what.chars().filter(|c| !c.is_control()).collect();
    let made = if settled.first {
        format!("{} {pages}", settled.pages)
    } else {
        format!("{} of {} {pages} made anew", settled.made, settled.pages)
    };
    format!(
        "{clean}: {made}, {verdict} ({} ms){last_good}{cannot}\n",
        settled.took.as_millis()
    )
}

/// Opens the site in the user's browser.
fn open_browser(terminal: Terminal, url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        // A child that nobody waits for stays as a zombie, which is no harm where a thread is.
        Ok(mut child) => {
            let _ = thread::Builder::new().spawn(move || child.wait());
        }
        Err(_) => terminal.complain(&format!("no browser could be opened; open {url} yourself")),
    }
}
