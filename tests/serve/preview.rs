//! A preview that runs, and a browser that is as simple, or as rude, as a test needs it.

use crate::support::Site;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A change that is not seen after this is not seen. The slowest takes well under a second on a
/// quiet machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview.
pub(crate) struct Preview {
    pub(crate) site: Site,
    child: Child,
    output: TempDir,
    pub(crate) port: u16,
}

impl Preview {
    /// Starts the preview of a site.
    pub(crate) fn start(site: Site, arguments: &[&str]) -> Self {
        let all: Vec<&str> = ["serve"].iter().chain(arguments).copied().collect();
        let command = site.command(&all);
        Self::start_by(site, command)
    }

    /// Starts the preview of a site by a command that ends in being the preview.
    pub(crate) fn start_by(site: Site, mut command: Command) -> Self {
        let output = tempfile::tempdir().expect("a temporary folder");
        let file = |name: &str| {
            Stdio::from(fs::File::create(output.path().join(name)).expect("a file for output"))
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(file("stdout"))
            .stderr(file("stderr"))
            .spawn();
        let mut preview = Self {
            site,
            child: child.expect("the program"),
            output,
            port: 0,
        };
        let begun = Instant::now();
        while preview.port == 0 {
            assert!(
                begun.elapsed() < PATIENCE,
                "it does not say where it listens\n{}",
                preview.printed()
            );
            sleep(Duration::from_millis(5));
            let printed = preview.printed();
            let said = printed
                .split_once("The site is at http://")
                .and_then(|(_, rest)| rest.split_once("/ "));
            preview.port = said
                .and_then(|(address, _)| address.rsplit_once(':')?.1.parse().ok())
                .unwrap_or(0);
        }
        preview.settle(0);
        preview
    }

    /// The output it has printed so far.
    pub(crate) fn printed(&self) -> String {
        let read = |name: &str| {
            String::from_utf8_lossy(
                &fs::read(self.output.path().join(name)).expect("what it printed"),
            )
            .into_owned()
        };
        read("stdout") + &read("stderr")
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Counts the files and connections it has open.
    pub(crate) fn open_files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.process()))
            .expect("the process")
            .count()
    }

    /// Sends bytes and reads until the other side has ended, or a quarter of a minute has passed.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(15)))
            .expect("a time limit");
        // A server that has read enough may close before everything is sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::parse(&answer)
    }

    /// Asks with further lines in the head.
    pub(crate) fn ask(&self, method: &str, path: &str, lines: &[&str]) -> Reply {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let request = format!("{method} {path} HTTP/1.1");
        let head = [request.as_str(), &host, "Connection: close"]
            .iter()
            .chain(lines)
            .copied()
            .collect::<Vec<_>>()
            .join("\r\n");
        self.raw((head + "\r\n\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Asks until the answer is right.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, what: &str, right: impl Fn(&Reply) -> bool) -> Reply {
        let begun = Instant::now();
        loop {
            let reply = self.get(path);
            if right(&reply) {
                return reply;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{path} never shows {what}:\n{} {}\n{}",
                reply.status,
                reply.text(),
                self.printed()
            );
            sleep(Duration::from_millis(10));
        }
    }

    /// Asks until the page shows these words.
    #[track_caller]
    pub(crate) fn shows(&self, path: &str, words: &str) -> Reply {
        self.until(path, words, |reply| {
            reply.status == 200 && reply.text().contains(words)
        })
    }

    /// The findings about the site, as the overlay receives them.
    pub(crate) fn state(&self, page: &str) -> serde_json::Value {
        let encoded = page.replace('/', "%2F");
        serde_json::from_slice(&self.get(&format!("/.masthead/state?page={encoded}")).body)
            .expect("JSON")
    }

    /// Waits until a finding of this code is among them, or none is.
    #[track_caller]
    pub(crate) fn finds(&self, code: Option<&str>) -> serde_json::Value {
        let begun = Instant::now();
        loop {
            let state = self.state("/");
            let codes: Vec<&str> = state["findings"]
                .as_array()
                .expect("findings")
                .iter()
                .filter_map(|found| found["code"].as_str())
                .collect();
            match code {
                Some(code) if codes.contains(&code) => return state,
                None if codes.is_empty() => return state,
                _ => assert!(
                    begun.elapsed() < PATIENCE,
                    "{code:?} is not what is found: {codes:?}"
                ),
            }
            sleep(Duration::from_millis(10));
        }
    }

    /// The number of the current round, and whether all of its pages are made.
    pub(crate) fn tick(&self) -> (u64, bool) {
        let tick: serde_json::Value =
            serde_json::from_slice(&self.get("/.masthead/tick").body).unwrap_or_default();
        (
            tick["round"].as_u64().unwrap_or(0),
            tick["settled"].as_bool().unwrap_or(false),
        )
    }

    /// Waits until everything of a state after `round` is made. Gives its number.
    #[track_caller]
    pub(crate) fn settle(&self, round: u64) -> u64 {
        let begun = Instant::now();
        loop {
            let (now, settled) = self.tick();
            if now > round && settled {
                return now;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "nothing settles after {round}: {now} {settled}\n{}",
                self.printed()
            );
            sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let process = i32::try_from(self.process())
            .ok()
            .and_then(rustix::process::Pid::from_raw)
            .expect("a process");
        rustix::process::kill_process(process, signal).expect("a process to signal");
    }

    /// Waits for its end. Gives the exit code.
    #[track_caller]
    pub(crate) fn end(&mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child to wait for") {
                return status.code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end");
            sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The answer to a request.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    /// 0 when there was no answer.
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Self::default();
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok())
            .unwrap_or(0);
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        Self {
            status,
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}
