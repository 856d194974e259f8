//! The program under strace: every system call by which a build changes its output, and the same
//! build with one of them spoilt.
//!
//! strace counts calls for each thread apart, so a call is addressed by its name, a path it
//! touches, and how often its thread has touched that path with that call. Whether it was really
//! this call is read from the log of the spoilt build.

use crate::scenario::copy;
use crate::support::{Ran, Site};
use masthead::base::Fingerprint;
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Calls that can change what is on the disk. `?`: not every processor has them all.
const CHANGING: &str = "?open,openat,?creat,write,writev,pwrite64,?link,linkat,?symlink,symlinkat,\
    ?rename,renameat,renameat2,?unlink,unlinkat,?rmdir,?mkdir,mkdirat,ftruncate,fallocate,\
    copy_file_range,sendfile,?chmod,fchmod,fchmodat,utimensat,syncfs,fsync,fdatasync";

/// A system call of a build.
pub(crate) struct Call {
    /// The call as strace writes it, without the result; `ROOT` stands for the site's folder, and
    /// `KEY` for what tells the staging folder of one output from that of another.
    pub(crate) text: String,
    name: String,
    /// A path it touches.
    path: String,
    /// How often its thread has touched that path with that call, this time included. Versions of
    /// strace differ in whether the second path of a call counts, so there can be two answers.
    nth: Vec<usize>,
}

/// The disturbance of a call.
#[derive(Clone, Copy)]
pub(crate) enum Spoil {
    /// The process is killed before the call happens.
    Kill,
    /// The call fails with this error.
    Fail(&'static str),
}

/// Builds, and returns every call that changed the output or the folder in which it is staged, in
/// order.
pub(crate) fn changing_calls(site: &Site) -> Vec<Call> {
    rest();
    let (ran, log) = run(site, &[]);
    ran.expect_exit(0);
    let lines: Vec<Line<'_>> = log.lines().filter_map(Line::parse).collect();
    let mut calls = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(path) = line.paths.iter().find(|path| is_output(path)) else {
            continue;
        };
        // Opening to read changes nothing: what is on the disk is what the next call finds.
        if line.name.starts_with("open")
            && !line.text.contains("O_CREAT")
            && !line.text.contains("O_TRUNC")
        {
            continue;
        }
        let is_traced = |other: &&str| other == path;
        let alike = || {
            lines[..=at]
                .iter()
                .filter(|other| other.thread == line.thread && other.name == line.name)
        };
        let by_any = alike()
            .filter(|other| other.paths.iter().any(is_traced))
            .count();
        let by_first = alike()
            .filter(|other| other.paths.first().is_some_and(is_traced))
            .count();
        let mut nth = vec![by_any, by_first];
        nth.dedup();
        calls.push(Call {
            text: line.text.to_owned(),
            name: line.name.to_owned(),
            path: (*path).to_owned(),
            nth,
        });
    }
    calls
}

/// Builds a copy of `before` with one call spoilt, and makes sure that it was this call.
pub(crate) fn spoilt(before: &Site, call: &Call, spoil: Spoil) -> (Site, Ran) {
    let mut logs = String::new();
    for nth in &call.nth {
        let site = copy(before);
        rest();
        let how = match spoil {
            Spoil::Kill => "signal=KILL".to_owned(),
            Spoil::Fail(error) => format!("error={error}"),
        };
        let path = { call.path.replace("ROOT", &site.root().to_string_lossy()) }
            .replace("KEY", &staging_key(&site));
        let options = [
            format!("--inject={}:{how}:when={nth}", call.name),
            format!("--trace-path={path}"),
        ];
        let (ran, log) = run(&site, &options);
        if log
            .lines()
            .filter_map(Line::parse)
            .any(|line| line.text == call.text && line.is_spoilt())
        {
            return (site, ran);
        }
        logs += &log;
    }
    panic!("another call was spoilt than\n{}\n{logs}", call.text);
}

/// A folder that changed a moment before a build is looked into twice: that would be other calls.
fn rest() {
    std::thread::sleep(Duration::from_millis(300));
}

/// The part of its staging folder's name that tells `public` from other outputs.
fn staging_key(site: &Site) -> String {
    Fingerprint::short(site.path("public").as_os_str().as_encoded_bytes())
}

/// Builds under strace, and returns its log too, with `ROOT` and `KEY` as of [`Call::text`].
fn run(site: &Site, options: &[String]) -> (Ran, String) {
    let log = site.beside("strace.log");
    let mut strace = Command::new("strace");
    strace
        .args(["--follow-forks", "--decode-fds=path", "--string-limit=80"])
        .arg(format!("--trace={CHANGING}"));
    strace
        .arg(format!("--output={}", log.display()))
        .args(options);
    // One thread, so that the order of calls is the same every time.
    strace
        .arg(env!("CARGO_BIN_EXE_masthead"))
        .args(["build", "--jobs", "1"]);
    site.prepare(&mut strace);
    strace.env("PATH", std::env::var_os("PATH").expect("PATH"));
    let is_there = Command::new("strace").arg("--version").output().is_ok();
    assert!(
        is_there,
        "strace is needed; `scripts/test tests` installs it on Debian and its like"
    );
    let ran = Ran::from(&mut strace);
    let log = fs::read_to_string(&log)
        .unwrap_or_else(|error| panic!("strace left no log: {error}\n{ran}"));
    let log = log.replace(&*site.root().to_string_lossy(), "ROOT");
    (ran, log.replace(&staging_key(site), "KEY"))
}

/// Reports whether a path belongs to the output or to the folder in which it is staged. Before the
/// first build, `public` has no absolute path yet.
fn is_output(path: &str) -> bool {
    let below = path
        .strip_prefix("ROOT/")
        .or_else(|| path.strip_prefix("./"))
        .unwrap_or_default();
    below.starts_with("public") || below.starts_with(".masthead/staging-")
}

/// The start of a call in strace's log: `123 openat(AT_FDCWD</a>, "/a/b", O_RDONLY) = 3</a/b>`.
struct Line<'l> {
    thread: &'l str,
    name: &'l str,
    /// The call without its result.
    text: &'l str,
    result: &'l str,
    /// The paths that strace compares with `--trace-path`: of open files, `4</a/b>`, and of
    /// arguments, `"/a/b"`.
    paths: Vec<&'l str>,
}

impl<'l> Line<'l> {
    fn parse(line: &'l str) -> Option<Self> {
        let (thread, rest) = line.split_once(' ')?;
        let rest = rest.trim_start();
        let name = rest.split('(').next().filter(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })?;
        let end = rest.rfind(" = ").or_else(|| rest.rfind(" <unfinished"))?;
        let text = rest[..end].trim_end().trim_end_matches(')');
        let paths = text
            .get(name.len() + 1..)?
            .split(", ")
            .filter_map(path)
            .collect();
        Some(Self {
            thread,
            name,
            text,
            result: &rest[end..],
            paths,
        })
    }

    /// Reports whether strace made the call fail, or the process was killed in it.
    fn is_spoilt(&self) -> bool {
        self.result.contains("(INJECTED)")
            || self.result.contains("= ?")
            || self.result.contains("<unfinished")
    }
}

fn path(argument: &str) -> Option<&str> {
    if let Some(text) = argument.strip_prefix('"') {
        return text.strip_suffix('"');
    }
    let (number, path) = argument.split_once('<')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| path.trim_end_matches('>'))
}
