//! Reads the project's Rust files as text.
//! From: the folders `src/` and `tests/`. To: every rule of this test.
//!
//! The reader knows enough of Rust to tell code from comments and text, and follows `crate::` and
//! `super::` paths, grouped ones too.

use std::fs;
use std::path::Path;

/// A file of Rust: its path from the root of the project, and its text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The files of `src/`.
pub(crate) fn sources() -> Vec<Source> {
    let sources = below("src");
    assert!(
        sources.len() > 50,
        "only {} files: is this the right folder?",
        sources.len()
    );
    sources
}

/// The Rust files below a folder of the project, in the order of their paths.
pub(crate) fn below(folder: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    gather(root(), folder, &mut sources);
    sources
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
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
    /// A file that a test plants a fault in.
    pub(crate) fn planted(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Modules from the crate's root down to this file's: `parse`, `yaml`, `tree`.
    pub(crate) fn modules(&self) -> Vec<&str> {
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

    pub(crate) fn room(&self) -> &str {
        self.modules().first().copied().unwrap_or("lib")
    }

    /// The code with comments and text blanked out, line ends kept.
    pub(crate) fn code(&self) -> String {
        code_only(&self.text)
    }

    /// Every room that the code names, with its line.
    pub(crate) fn imports(&self) -> Vec<(usize, String)> {
        let code = self.code();
        let words = words(&code);
        let depth = self.modules().len();
        let first_inline = self.inline_module_line();
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
                        && first_inline.is_none_or(|begin| word.line < begin) =>
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

    /// The line at which the first module with a body begins, such as `mod tests { … }`.
    pub(crate) fn inline_module_line(&self) -> Option<usize> {
        self.text
            .lines()
            .position(|line| {
                line.trim_start().starts_with("mod ") && line.trim_end().ends_with('{')
            })
            .map(|before| before + 1)
    }
}

/// A word of the code: a name, `::`, a bracket, a comma or a semicolon.
#[derive(Clone, Copy)]
pub(crate) struct Word<'c> {
    pub(crate) text: &'c str,
    pub(crate) line: usize,
}

/// Splits code into words; everything that is none is left out.
pub(crate) fn words(code: &str) -> Vec<Word<'_>> {
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
            if is_part(first) || rest.starts_with("::") || matches!(first, '{' | '}' | ',' | ';') {
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
