//! Rule: a room imports only from rooms of earlier layers.

use crate::assert_none;
use crate::code::{Source, sources};

/// The rooms, layer by layer. A room imports from itself and from earlier layers, never from a
/// later one or from a neighbour in its own. Rooms that are still to be built have their places
/// already.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["source"],
    &["pictures"],
    &["parse"],
    &["kinds"],
    &["bibliography"],
    &["numbers"],
    // Search knows entries and no site; what it makes of them is remembered.
    &["search"],
    &["memo"],
    &["model"],
    &["resolve"],
    &["render"],
    &["check"],
    &["emit"],
    &["pipeline"],
    &["disk"],
    &["scan", "publish"],
    &["present"],
    &["fixture"],
    &["serve"],
    &["cli"],
];

/// Rooms that nobody may import: the first is a door for tests, the second is the top.
const DOORS: &[&str] = &["fixture", "cli"];

fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&room))
}

/// Every import that breaks the table of layers.
fn forbidden(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| !source.modules().is_empty()) {
        let room = source.room();
        let Some(own) = layer(room) else {
            faults.push(format!(
                "{}: the room `{room}` has no place in LAYERS",
                source.path
            ));
            continue;
        };
        for (line, target) in source.imports() {
            let place = format!("{}:{line}", source.path);
            match layer(&target) {
                _ if target == room => {}
                None => faults.push(format!("{place}: `{target}` has no place in LAYERS")),
                Some(_) if DOORS.contains(&target.as_str()) => {
                    faults.push(format!("{place}: nobody imports `{target}`"));
                }
                Some(other) if other >= own => {
                    faults.push(format!("{place}: `{room}` may not import from `{target}`"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// The rows of the table of rooms in `src/lib.rs`: name, and whether it is marked IO.
pub(crate) fn documented_rooms(library: &str) -> Vec<(String, bool)> {
    let rows = library
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"));
    rows.filter_map(|row| row.split_once("`]"))
        .map(|(name, rest)| (name.to_owned(), rest.contains("(IO)")))
        .collect()
}

/// The file whose documentation draws the whole picture.
pub(crate) fn library(sources: &[Source]) -> &Source {
    sources
        .iter()
        .find(|source| source.path == "src/lib.rs")
        .expect("src/lib.rs")
}

#[test]
fn a_room_imports_only_from_earlier_layers() {
    assert_none(&forbidden(&sources()));
}

#[test]
fn the_documentation_of_the_crate_lists_every_room_in_the_order_of_its_layers() {
    let sources = sources();
    let library = library(&sources);
    let rooms: Vec<String> = documented_rooms(&library.text)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let modules = library.text.lines().filter_map(|line| {
        line.trim()
            .trim_start_matches("pub ")
            .strip_prefix("mod ")?
            .strip_suffix(';')
    });
    let mut undocumented: Vec<String> = modules
        .filter(|name| !rooms.iter().any(|room| room == name))
        .map(str::to_owned)
        .collect();
    undocumented.sort();
    assert_none(&undocumented);
    let layers: Vec<(usize, &str)> = rooms
        .iter()
        .filter(|name| *name != "fixture")
        .filter_map(|name| Some((layer(name)?, &**name)))
        .collect();
    assert!(
        layers.is_sorted_by_key(|(layer, _)| *layer),
        "the table of rooms is out of order: {layers:?}"
    );
}

#[test]
fn a_forbidden_import_is_noticed_however_it_is_written() {
    let planted = [
        ("src/base/path.rs", "use crate::model::Site;"),
        ("src/base/path.rs", "fn f() -> crate::cli::Exit { todo() }"),
        (
            "src/parse/yaml/tree.rs",
            "use crate::{base::Code, source::TextFile, render::{self, Theme}};",
        ),
        (
            "src/parse/yaml/tree.rs",
            "use super::super::super::publish::Target;",
        ),
        ("src/emit/mod.rs", "use super::pipeline;"),
        ("src/scan/mod.rs", "use crate::publish::Target;"),
        ("src/model/mod.rs", "use crate::fixture::Fixture;"),
        ("src/cellar/mod.rs", "use crate::base::Code;"),
        (
            "src/model/mod.rs",
            "/* a */ use crate /* b */ :: resolve::Target; // c",
        ),
    ];
    for (path, text) in planted {
        let faults = forbidden(&[Source::planted(path, &format!("//! Doc.\n{text}\n"))]);
        assert_eq!(faults.len(), 1, "{path}: {text}: {faults:?}");
    }
    let fine = [
        (
            "src/model/mod.rs",
            "use crate::parse::page::ParsedPage; use crate::base::{Code, Span}; use \
             super::super::model::Page;",
        ),
        (
            "src/model/mod.rs",
            "// use crate::cli::Exit;\nconst A: &str = \"crate::cli\"; const B: &str = \
             r#\"crate::\"cli\"#; const C: char = '\"';",
        ),
        (
            "src/parse/yaml/tree.rs",
            "use super::Data; use super::super::kind::Kind; pub(crate) struct A<'a>(&'a str);",
        ),
        ("src/base/path.rs", "mod tests {\n    use super::*;\n}"),
    ];
    for (path, text) in fine {
        let faults = forbidden(&[Source::planted(path, text)]);
        assert!(faults.is_empty(), "{path}: {text}: {faults:?}");
    }
}
