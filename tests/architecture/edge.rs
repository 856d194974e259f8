//! Rule: only rooms that are marked IO touch files, the clock and the environment. `.clippy.toml`
//! bans the calls; this rule watches who lifts the ban.

use crate::assert_none;
use crate::code::{Source, sources};
use crate::layers::{documented_rooms, library};

#[test]
fn only_rooms_marked_io_touch_files_clock_and_environment() {
    let sources = sources();
    let marked: Vec<String> = documented_rooms(&library(&sources).text)
        .into_iter()
        .filter(|(_, io)| *io)
        .map(|(name, _)| name)
        .collect();
    assert!(
        marked.iter().any(|room| room == "scan"),
        "no room is marked: {marked:?}"
    );
    let allowed = |source: &Source| marked.iter().any(|room| room == source.room());
    let lifts = |source: &Source| source.code().contains("disallowed_methods");
    let faults = sources
        .iter()
        .filter(|source| lifts(source) && !allowed(source));
    assert_none(
        &faults
            .map(|source| format!("{} is in a room that is not marked IO", source.path))
            .collect::<Vec<_>>(),
    );
    assert!(
        sources.iter().any(lifts),
        "the reader no longer sees who lifts the ban"
    );
}
