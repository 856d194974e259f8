//! What the test binaries share: a site on disk, the program as a process, whole trees to compare.
//! From: files as a test writes them. To: what the program said, and what it left behind.
#![allow(dead_code, reason = "each test binary uses a part of this")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

pub(crate) mod built;
pub(crate) mod findings;
pub(crate) mod html;
pub(crate) mod tree;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// 1 January 2020, noon, UTC: the day of every build in these tests, as of `Fixture`.
pub(crate) const TODAY: &str = "1577880000";

/// A picture of one grey pixel, as a PNG file.
pub(crate) fn picture(grey: u8) -> Vec<u8> {
    let piece = |name: &[u8], content: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(content);
        let length = u32::try_from(content.len()).expect("a short piece");
        [
            &length.to_be_bytes(),
            name,
            content,
            &sum.sum().to_be_bytes(),
        ]
        .concat()
    };
    let mut pixels = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let packed = std::io::Write::write_all(&mut pixels, &[0, grey]).and_then(|()| pixels.finish());
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        piece(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        piece(b"IDAT", &packed.expect("packed pixels")),
        piece(b"IEND", b""),
    ]
    .concat()
}

/// A process that takes longer hangs. The slowest that does not takes a few seconds, on a busy
/// machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A site's folder on disk, removed when the test ends, and an empty home for its owner.
pub(crate) struct Site {
    folder: TempDir,
    root: PathBuf,
    home: PathBuf,
}

impl Site {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self::named("site")
    }

    /// An empty folder of that name.
    pub(crate) fn named(name: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("masthead-test-")
            .tempdir()
            .expect("a temporary folder");
        let real = folder.path().canonicalize().expect("a temporary folder");
        let (root, home) = (real.join("work").join(name), real.join("home"));
        fs::create_dir_all(&root)
            .and_then(|()| fs::create_dir(&home))
            .expect("folders for the site and for its owner");
        Self { folder, root, home }
    }

    /// Three pages without a fault.
    pub(crate) fn new() -> Self {
        Self::empty()
            .write(
                "content/site.yaml",
                "title: Test\nbase_url: https://www.example.org/\n",
            )
            .write(
                "content/index.md",
                "---\ntitle: Home\n---\nSee [about](about.md) and [news](news/index.md).\n",
            )
            .write("content/about.md", "---\ntitle: About\n---\nSomething.\n")
            .write("content/news/index.md", "---\ntitle: News\n---\n")
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The home of whoever builds it.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The folder that holds everything of this site.
    pub(crate) fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the site's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A path beside the site's folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.with_file_name(name)
    }

    /// Writes a file, in place of one of that name.
    pub(crate) fn write(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(name, bytes);
        self
    }

    /// Adds a file to a site that is in use.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        put(&self.path(name), bytes.as_ref());
    }

    /// Removes a file or a folder.
    pub(crate) fn remove(&self, name: &str) {
        let path = self.path(name);
        let is_folder = fs::symlink_metadata(&path)
            .expect("something to remove")
            .is_dir();
        if is_folder {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
        .expect("a file that can be removed");
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The program with these arguments, in the site's folder. Of the environment it sees what a
    /// test sets, and nothing else.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
        command.args(arguments);
        self.prepare(&mut command);
        command
    }

    /// Gives another program, such as `strace`, the same surroundings.
    pub(crate) fn prepare(&self, command: &mut Command) {
        command
            .current_dir(&self.root)
            .env_clear()
            .env("HOME", &self.home)
            .env("SOURCE_DATE_EPOCH", TODAY);
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(&mut self.command(arguments))
    }

    /// Builds, and insists that it went well.
    pub(crate) fn build(&self) -> Ran {
        self.run(&["build"]).expect_exit(0)
    }

    /// Everything below a folder of the site.
    pub(crate) fn tree(&self, name: &str) -> tree::Tree {
        tree::Tree::read(&self.path(name))
    }
}

/// Writes a file and the folders it stands in.
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// A process that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code of the program.
    pub(crate) status: ExitStatus,
    /// The text it printed on standard output.
    pub(crate) stdout: String,
    /// The text it printed on standard error.
    pub(crate) stderr: String,
    /// The most memory it held at a time, in bytes; 0 where the system does not say.
    pub(crate) peak_memory: u64,
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn from(command: &mut Command) -> Self {
        Started::new(command).wait()
    }

    /// The exit code; `None` for a process that was killed.
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Insists on an exit code, and that the program did not lose its composure.
    pub(crate) fn expect_exit(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "{self}");
        assert!(!self.stderr.contains("panicked"), "{self}");
        self
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\n--- stdout\n{}\n--- stderr\n{}",
            self.status, self.stdout, self.stderr
        )
    }
}

/// A process that runs. What it prints goes to files, so that it never waits for a reader.
pub(crate) struct Started {
    child: Child,
    output: TempDir,
    since: Instant,
}

impl Started {
    /// Starts a command.
    pub(crate) fn new(command: &mut Command) -> Self {
        let output = tempfile::tempdir().expect("a temporary folder");
        let file = |name: &str| {
            Stdio::from(fs::File::create(output.path().join(name)).expect("a file for output"))
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("cannot start {}: {error}", command.get_program().display())
        });
        Self {
            child,
            output,
            since: Instant::now(),
        }
    }

    /// Sends a signal, unless it has ended.
    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let process = i32::try_from(self.child.id()).expect("a number of a process");
        let process = rustix::process::Pid::from_raw(process).expect("a process");
        // A process that has ended and is not waited for can still be signalled.
        rustix::process::kill_process(process, signal).expect("a process to signal");
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Ran {
        let mut peak_memory = 0;
        let status = loop {
            peak_memory = peak_memory.max(memory(self.child.id()));
            match self.child.try_wait().expect("a child to wait for") {
                Some(status) => break status,
                None if self.since.elapsed() > PATIENCE => {
                    self.child
                        .kill()
                        .and_then(|()| self.child.wait().map(drop))
                        .expect("a child to kill");
                    panic!("it hangs\n{}", self.printed("stderr"));
                }
                None => thread::sleep(Duration::from_millis(1)),
            }
        };
        Ran {
            status,
            stdout: self.printed("stdout"),
            stderr: self.printed("stderr"),
            peak_memory,
        }
    }

    fn printed(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.output.path().join(name)).expect("what it printed"))
            .into_owned()
    }
}

/// The most memory a process has held so far, as Linux tells: `VmHWM:  1234 kB`.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

/// Makes a link, to a file or a folder.
#[cfg(unix)]
pub(crate) fn link(to: impl AsRef<Path>, at: &Path) {
    fs::create_dir_all(at.parent().expect("a link in a folder")).expect("a folder for a link");
    std::os::unix::fs::symlink(to, at)
        .unwrap_or_else(|error: io::Error| panic!("{}: {error}", at.display()));
}
