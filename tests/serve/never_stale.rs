//! The law of the preview: whatever happens to the files, within two seconds of quiet it shows what
//! a clean build makes, by notices and by polling.

use crate::clean::CleanBuild;
use crate::preview::Preview;
use crate::support::Site;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The quiet after which nothing is stale any more.
const QUIET: Duration = Duration::from_secs(2);

const FOLDERS: [&str; 4] = ["content", "content/news", "content/new", "content/new/deep"];
const NAMES: [&str; 4] = ["one.md", "two.md", "figures.csv", "picture.png"];

/// An event in the site's folder.
#[derive(Clone, Debug)]
enum Event {
    /// A file is written, with one of several contents of the same length.
    Write(usize, usize, u8),
    /// A file is written twice within one tick of the clock, and has its old time afterwards.
    WriteUnseen(usize, usize),
    /// A file is written through another name of it that stands outside the site.
    WriteElsewhere(usize, usize, u8),
    /// A file takes the place of another.
    Replace(usize, usize, u8),
    Remove(usize, usize),
    RemoveFolder(usize),
    MoveFolder(usize, usize),
    /// A folder is deleted and made again at once, so that the new one may have the number of the
    /// old one.
    MakeAgain(usize, u8),
    /// The site's folder itself is deleted and made again.
    MakeSiteAgain(u8),
    /// A link to a folder beside the site leads elsewhere.
    Link(u8),
    /// More happens than the system can tell of, and folders are made meanwhile.
    Overflow(u8),
    /// Time goes by.
    Wait(u8),
}

fn event() -> impl Strategy<Value = Event> {
    let (folder, name, what) = (0..FOLDERS.len(), 0..NAMES.len(), 0..4u8);
    let file = (folder.clone(), name.clone(), what.clone());
    prop_oneof![
        6 => file.clone().prop_map(|(folder, name, what)| Event::Write(folder, name, what)),
        3 => (folder.clone(), name.clone())
            .prop_map(|(folder, name)| Event::WriteUnseen(folder, name)),
        2 => file
            .clone()
            .prop_map(|(folder, name, what)| Event::WriteElsewhere(folder, name, what)),
        2 => file.prop_map(|(folder, name, what)| Event::Replace(folder, name, what)),
        2 => (folder.clone(), name).prop_map(|(folder, name)| Event::Remove(folder, name)),
        1 => (1..FOLDERS.len()).prop_map(Event::RemoveFolder),
        2 => (1..FOLDERS.len(), folder.clone()).prop_map(|(from, to)| Event::MoveFolder(from, to)),
        3 => (folder, what.clone()).prop_map(|(folder, what)| Event::MakeAgain(folder, what)),
        1 => what.clone().prop_map(Event::MakeSiteAgain),
        1 => what.clone().prop_map(Event::Link),
        1 => what.prop_map(Event::Overflow),
        3 => (0..40u8).prop_map(Event::Wait),
    ]
}

fn text(name: &str, what: u8) -> Vec<u8> {
    match name.rsplit('.').next() {
        Some("md") => format!("---\ntitle: Page {what}\n---\n## Heading {what}\n\nWords {what}.\n"),
        Some("csv") => format!("a,b\n1,{what}\n"),
        _ => return crate::support::picture(what),
    }
    .into_bytes()
}

/// Makes the smallest site there.
fn make_site(root: &Path, what: u8) {
    let files = [
        (
            "site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n".to_owned(),
        ),
        (
            "index.md",
            format!("---\ntitle: Home {what}\n---\nHello {what}.\n"),
        ),
    ];
    let _ = fs::create_dir_all(root.join("content"));
    for (name, text) in files {
        let _ = fs::write(root.join("content").join(name), text);
    }
}

/// Does it. What cannot be done is not.
fn apply(preview: &Preview, event: &Event) {
    let site = &preview.site;
    let place = |folder: usize, name: usize| site.path(FOLDERS[folder]).join(NAMES[name]);
    match *event {
        Event::Write(folder, name, what) => {
            let _ = fs::create_dir_all(site.path(FOLDERS[folder]));
            let _ = fs::write(place(folder, name), text(NAMES[name], what));
        }
        Event::WriteUnseen(folder, name) => write_unseen(&place(folder, name), NAMES[name]),
        Event::WriteElsewhere(folder, name, what) => {
            let other = site.beside("other name");
            let _ = fs::remove_file(&other);
            if fs::hard_link(place(folder, name), &other).is_ok() {
                let _ = fs::write(&other, text(NAMES[name], what));
                let _ = fs::remove_file(&other);
            }
        }
        Event::Replace(folder, name, what) => {
            let fresh = site.beside("fresh");
            let _ = fs::write(&fresh, text(NAMES[name], what));
            let _ = fs::rename(&fresh, place(folder, name));
        }
        Event::Remove(folder, name) => drop(fs::remove_file(place(folder, name))),
        Event::RemoveFolder(folder) => drop(fs::remove_dir_all(site.path(FOLDERS[folder]))),
        Event::MoveFolder(from, to) => {
            let to = site.path(FOLDERS[to]).join("moved");
            let _ = fs::remove_dir_all(&to);
            let _ = fs::rename(site.path(FOLDERS[from]), to);
        }
        Event::MakeAgain(folder, what) => {
            let _ = fs::remove_dir_all(site.path(FOLDERS[folder]));
            make_site(site.root(), what);
            let _ = fs::create_dir_all(site.path(FOLDERS[folder]));
            let _ = fs::write(place(folder, 0), text(NAMES[0], what));
        }
        Event::MakeSiteAgain(what) => {
            let _ = fs::remove_dir_all(site.root());
            make_site(site.root(), what);
        }
        Event::Link(what) => link(site, what),
        Event::Overflow(what) => {
            preview.signal(Signal::STOP);
            for _ in 0..9000 {
                for name in ["one.md", "index.md"] {
                    let file = site.path("content").join(name);
                    let _ = fs::File::options().append(true).open(file);
                }
            }
            let _ = fs::create_dir_all(site.path(FOLDERS[3]));
            let _ = fs::write(place(3, 1), text(NAMES[1], what));
            preview.signal(Signal::CONT);
        }
        Event::Wait(time) => sleep(Duration::from_millis(u64::from(time) * 30)),
    }
}

/// Writes a file twice, and gives it its old time each time.
fn write_unseen(place: &Path, name: &str) {
    let Ok(time) = fs::metadata(place).and_then(|facts| facts.modified()) else {
        return;
    };
    for what in [7, 8] {
        let _ = fs::write(place, text(name, what));
        let file = fs::File::options().write(true).open(place);
        let _ = file.and_then(|file| file.set_modified(time));
    }
}

/// Leads a link in the site to one of two folders in it, whose pages change too.
fn link(site: &Site, what: u8) {
    let at = site.path("content/linked");
    let to = site.path("drafts").join(["a", "b"][usize::from(what % 2)]);
    let _ = fs::create_dir_all(&to);
    let _ = fs::write(to.join("one.md"), text("one.md", what));
    let _ = fs::remove_file(&at);
    let _ = std::os::unix::fs::symlink(to, at);
}

/// Waits until the preview shows what a clean build makes, for two seconds and for as long as the
/// machine is too busy to build any sooner.
fn check(preview: &Preview, events: &[Event]) -> Result<(), TestCaseError> {
    let quiet = Instant::now();
    let Some(clean) = CleanBuild::of(&preview.site) else {
        return Ok(());
    };
    let busy = quiet.elapsed();
    loop {
        let Some(difference) = clean.difference(preview) else {
            return Ok(());
        };
        if quiet.elapsed() > QUIET + busy * 2 {
            return Err(TestCaseError::fail(format!(
                "after {events:?}: {difference}\n{}",
                preview.printed()
            )));
        }
        sleep(Duration::from_millis(50));
    }
}

/// Holds one preview to the law, through `bursts` bursts of events.
fn holds_through(bursts: u32, arguments: &[&str]) {
    let site = Site::empty();
    make_site(site.root(), 0);
    let preview = Preview::start(site, arguments);
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config {
        cases: bursts,
        // A smaller burst says nothing in a site that has gone on.
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, seed)
        .run(&prop::collection::vec(event(), 1..6), |events| {
            for event in &events {
                apply(&preview, event);
            }
            check(&preview, &events)
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn two_seconds_after_anything_nothing_is_stale_by_notices() {
    holds_through(60, &[]);
}

#[test]
fn two_seconds_after_anything_nothing_is_stale_by_polling() {
    holds_through(30, &["--poll"]);
}
