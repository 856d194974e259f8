//! Holds the code to its own plan: which room may import from which, where the outside world is
//! touched, which crate is whose. From: the files of `src/`, read as text. To: a list of every line
//! that breaks a rule.
//!
//! The reader knows enough of Rust to tell code from comments and text, and follows `crate::` and
//! `super::` paths, grouped ones too. A last test plants forbidden imports and expects each to be
//! noticed.
#![allow(clippy::disallowed_methods, reason = "reads the source files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The rooms, layer by layer. A room imports from itself and from earlier layers, never from a
/// later one or from a neighbour in its own. Rooms that are still to be built have their places
/// already.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["source"],
    &["parse"],
    &["bibliography"],
    // Search knows entries and no site; what it makes of them is remembered.
    &["search"],
    &["memo"],
    &["model"],
    &["resolve"],
    &["render"],
    &["check"],
    &["emit"],
    &["pipeline"],
    &["scan", "publish"],
    &["present"],
    &["fixture"],
    &["serve"],
    &["cli"],
];

/// Rooms that nobody may import: the first is a door for tests, the second is the top.
const DOORS: &[&str] = &["fixture", "cli"];

/// Crates that one room (or one folder of it) keeps to itself, so that they can be replaced there.
const KEPT: &[(&str, &[&str])] = &[
    ("serde_yaml", &["src/parse/yaml"]),
    ("saphyr_parser", &["src/parse/yaml"]),
    ("schemars", &["src/base", "src/parse"]),
    ("pulldown_cmark", &["src/parse/markdown"]),
    ("ammonia", &["src/parse/markdown"]),
    ("hayagriva", &["src/bibliography/format"]),
    ("biblatex", &["src/bibliography/read/bibtex"]),
    ("minijinja", &["src/render"]),
    ("lightningcss", &["src/emit"]),
    ("annotate_snippets", &["src/present"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("clap_mangen", &["src/cli"]),
    ("indicatif", &["src/cli"]),
    ("walkdir", &["src/scan", "src/publish", "src/serve"]),
    ("rustix", &["src/publish", "src/serve"]),
    ("mimalloc", &["src/main.rs"]),
];

const LONGEST_FILE: usize = 800;

/// A file of the code: its path from the root of the project, and its text.
struct Source {
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    gather(root, "src", &mut sources);
    assert!(
        sources.len() > 50,
        "only {} files: is this the right folder?",
        sources.len()
    );
    sources
}

fn gather(root: &Path, folder: &str, sources: &mut Vec<Source>) {
    let mut names: Vec<(String, bool)> = fs::read_dir(root.join(folder))
        .expect("a folder of code")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            (
                format!("{folder}/{}", entry.file_name().to_string_lossy()),
                entry.file_type().is_ok_and(|kind| kind.is_dir()),
            )
        })
        .collect();
    names.sort();
    for (path, is_folder) in names {
        if is_folder {
            gather(root, &path, sources);
        } else if Path::new(&path)
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            let text = fs::read_to_string(root.join(&path)).expect("a file of code");
            sources.push(Source { path, text });
        }
    }
}

impl Source {
    /// Modules from the crate's root down to this file's: `parse`, `yaml`, `tree`.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path
            .strip_suffix("/mod.rs")
            .or_else(|| path.strip_suffix(".rs"))
            .unwrap_or(path);
        if matches!(path, "lib" | "main") {
            Vec::new()
        } else {
            path.split('/').collect()
        }
    }

    fn room(&self) -> &str {
        self.modules().first().copied().unwrap_or("lib")
    }

    /// The code with comments and text blanked out, line ends kept.
    fn code(&self) -> String {
        code_only(&self.text)
    }

    /// Every room that the code names, with its line.
    fn imports(&self) -> Vec<(usize, String)> {
        let code = self.code();
        let words = words(&code);
        let depth = self.modules().len();
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let after_path = at > 0 && words[at - 1].text == "::";
            let supers = words[at..]
                .iter()
                .step_by(2)
                .take_while(|word| word.text == "super")
                .count();
            let rest = match word.text {
                "crate" if !after_path => at + 1,
                // `super::super::` from a room's own module climbs to the crate's root. In an
                // inline module (tests) one `super` is the file's own module, so this errs on the
                // side of noticing too little by one level there.
                "super"
                    if !after_path
                        && supers >= depth.max(1)
                        && !self.has_inline_module_before(word.line) =>
                {
                    at + supers * 2 - 1
                }
                _ => continue,
            };
            if words.get(rest).is_some_and(|word| word.text == "::") {
                found.extend(
                    first_names(&words[rest + 1..])
                        .into_iter()
                        .map(|name| (word.line, name.to_owned())),
                );
            }
        }
        found
    }

    fn has_inline_module_before(&self, line: usize) -> bool {
        self.text
            .lines()
            .take(line)
            .any(|line| line.trim_start().starts_with("mod ") && line.trim_end().ends_with('{'))
    }
}

struct Word<'c> {
    text: &'c str,
    line: usize,
}

/// Names, `::` and brackets; everything else is left out.
fn words(code: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let length = if is_part(first) {
                rest.find(|c| !is_part(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if is_part(first) || rest.starts_with("::") || matches!(first, '{' | '}' | ',') {
                words.push(Word {
                    text: &rest[..length],
                    line: number + 1,
                });
            }
            rest = &rest[length..];
        }
    }
    words
}

/// The first name of a path, or of every path in a group.
fn first_names<'c>(words: &[Word<'c>]) -> Vec<&'c str> {
    if words.first().is_none_or(|word| word.text != "{") {
        return words.first().map(|word| word.text).into_iter().collect();
    }
    let mut names = Vec::new();
    let mut depth = 0;
    let mut before = "";
    for word in words {
        match word.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 1 && matches!(before, "{" | ",") => names.push(name),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = word.text;
    }
    names
}

/// Blanks comments, text and characters.
fn code_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            quoted_end(rest)
        } else if let Some(hashes) = raw_hashes(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            rest[hashes + 2..]
                .find(&close)
                .map_or(rest.len(), |end| hashes + 2 + end + close.len())
        } else {
            character(rest).unwrap_or_default()
        };
        if skipped == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(
                rest[..skipped]
                    .chars()
                    .map(|c| if c == '\n' { '\n' } else { ' ' }),
            );
            rest = &rest[skipped..];
        }
    }
    out
}

fn quoted_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// How many `#` a raw string has that starts here.
fn raw_hashes(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a character between quotes; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'')?;
    let bare = rest.strip_prefix('\\').unwrap_or(rest);
    let inner = rest.len() - bare.len() + bare.chars().next()?.len_utf8();
    let close = rest[inner..].find('\'')?;
    (close == 0 || rest.starts_with("\\u{") && close < 10).then_some(inner + close + 2)
}

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
fn documented_rooms(library: &str) -> Vec<(String, bool)> {
    let rows = library
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"));
    rows.filter_map(|row| row.split_once("`]"))
        .map(|(name, rest)| (name.to_owned(), rest.contains("(IO)")))
        .collect()
}

fn library(sources: &[Source]) -> &Source {
    sources
        .iter()
        .find(|source| source.path == "src/lib.rs")
        .expect("src/lib.rs")
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
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

#[test]
fn a_crate_is_used_where_it_is_kept_and_nowhere_else() {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for source in sources() {
        let code = source.code();
        for word in words(&code) {
            let Some((kept, homes)) = KEPT.iter().find(|(kept, _)| *kept == word.text) else {
                continue;
            };
            *seen.entry(kept).or_default() += 1;
            if !homes
                .iter()
                .any(|home| source.path == *home || source.path.starts_with(&format!("{home}/")))
            {
                faults.push(format!(
                    "{}:{}: `{kept}` is kept in {}",
                    source.path,
                    word.line,
                    homes.join(", ")
                ));
            }
        }
    }
    assert_none(&faults);
    assert_eq!(
        seen.len(),
        KEPT.len(),
        "a crate of the table is no longer used: {seen:?}"
    );
}

#[test]
fn a_file_is_short_enough_to_be_read_and_says_what_it_holds() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!(
                "{}: {lines} lines; {LONGEST_FILE} is the most",
                source.path
            ));
        }
        if !source.text.starts_with("//!") {
            faults.push(format!("{}: does not start with `//!`", source.path));
        }
    }
    assert_none(&faults);
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
        let faults = forbidden(&[Source {
            path: path.to_owned(),
            text: format!("//! Doc.\n{text}\n"),
        }]);
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
        let faults = forbidden(&[Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }]);
        assert!(faults.is_empty(), "{path}: {text}: {faults:?}");
    }
}
