//! Rule: every path and every type that the pages for newcomers name exists.

use crate::assert_none;
use crate::code::{root, sources};
use crate::type_names::declarations;

/// The pages that lead newcomers through the repository.
const PAGES: &[&str] = &["CONTRIBUTING.md", "docs/architecture.md"];

/// Folders at the top of the repository; a path that begins with one is a path of the repository.
const TOPS: &[&str] = &[
    ".cargo", ".ci", ".config", "benches", "content", "docs", "scripts", "src", "tests", "themes",
];

/// Files at the top of the repository.
const TOP_FILES: &[&str] = &[
    ".clippy.toml",
    ".git-blame-ignore-revs",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "deny.toml",
    "rustfmt.toml",
];

/// Types that are not ours.
const OF_THE_STANDARD_LIBRARY: &[&str] = &["Result"];

/// The paths of the repository that a page names, with their lines. A part in capitals
/// (`docs/diagnostics/CODE.md`) stands for any name, so only the folder before it is a path.
fn named_paths(page: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    for (number, line) in page.lines().enumerate() {
        let quoted = line.split('`').skip(1).step_by(2);
        let linked = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for words in quoted.chain(linked) {
            let path = words.split(['#', ' ']).next().unwrap_or_default();
            if is_path(path) {
                paths.push((number + 1, without_placeholder(path)));
            }
        }
    }
    paths
}

fn is_path(words: &str) -> bool {
    let top = words.split('/').next().unwrap_or_default();
    let is_installed = words.contains("node_modules");
    (words.contains('/') && TOPS.contains(&top) && !is_installed) || TOP_FILES.contains(&words)
}

fn without_placeholder(path: &str) -> String {
    let parts = path.split('/').take_while(|part| !is_placeholder(part));
    parts.collect::<Vec<_>>().join("/")
}

fn is_placeholder(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    let is_capital = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | '-');
    part.contains('*') || (stem.len() > 1 && stem != "README" && stem.chars().all(is_capital))
}

/// Every named path at which there is nothing.
fn missing(page: &str, text: &str) -> Vec<String> {
    named_paths(text)
        .into_iter()
        .filter(|(_, path)| !root().join(path).exists())
        .map(|(line, path)| format!("{page}:{line}: there is no `{path}`"))
        .collect()
}

#[test]
fn every_path_that_the_pages_for_newcomers_name_exists() {
    let mut faults = Vec::new();
    for page in PAGES {
        let text = std::fs::read_to_string(root().join(page)).expect("a page for newcomers");
        let named = named_paths(&text).len();
        assert!(
            named > 10,
            "{page} names {named} paths: are they still seen?"
        );
        faults.extend(missing(page, &text));
    }
    assert_none(&faults);
}

/// Words in backquotes that are written like a type (`SourceTree`).
fn named_types(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2).filter(|words| {
        words.starts_with(|c: char| c.is_ascii_uppercase())
            && words.contains(|c: char| c.is_ascii_lowercase())
            && words.chars().all(char::is_alphanumeric)
    })
}

#[test]
fn every_type_that_the_pages_for_newcomers_name_is_declared() {
    let declared = declarations(&sources());
    let mut faults = Vec::new();
    for page in PAGES {
        let text = std::fs::read_to_string(root().join(page)).expect("a page for newcomers");
        let unknown = named_types(&text).filter(|name| {
            !declared.contains_key(*name) && !OF_THE_STANDARD_LIBRARY.contains(name)
        });
        faults.extend(unknown.map(|name| format!("{page}: there is no type `{name}`")));
    }
    assert_none(&faults);
    let named = "`SourceTree`, `src/lib.rs`, `LAYERS`, `Fault::error`, `a`, `Code`";
    assert!(named_types(named).eq(["SourceTree", "Code"]));
}

#[test]
fn a_path_that_does_not_exist_is_noticed() {
    let planted = [
        "Look into `src/base/code.rs` and `src/base/cellar.rs`.",
        "[The guide](docs/guides/README.md)",
        "`src/cellar/NAME.rs`",
        "`cellar.toml` is not ours, but `scripts/cellar clippy` is.",
    ];
    for text in planted {
        assert_eq!(missing("PAGE.md", text).len(), 1, "{text}");
    }
    let fine = [
        "`src/base/code.rs`, `docs/diagnostics/CODE.md`, `themes/*/theme.yaml`, `src/`",
        "[the guide](docs/guide/README.md#top), `scripts/test clippy`, `https://a.example/src/b`",
        "`crate::base`, `and/or`, `Cargo.toml`",
    ];
    for text in fine {
        assert!(missing("PAGE.md", text).is_empty(), "{text}");
    }
}
