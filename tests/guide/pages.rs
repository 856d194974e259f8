//! The pages of the guide as values.
#![allow(clippy::disallowed_methods, reason = "the guide is read from disk")]

use std::fs;
use std::path::{Path, PathBuf};

/// A page of the guide.
pub(crate) struct GuidePage {
    /// The path from the root of the repository: `docs/guide/writing.md`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A fenced block.
pub(crate) struct Block<'p> {
    /// The words after the backquotes.
    pub(crate) info: &'p str,
    pub(crate) text: String,
    /// The number of its first line, counted from 1.
    pub(crate) line: usize,
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of the guide, in order of name.
pub(crate) fn guide() -> Vec<GuidePage> {
    let mut pages: Vec<GuidePage> = fs::read_dir(root().join("docs/guide"))
        .expect("the guide is there")
        .map(|entry| {
            entry
                .expect("a readable folder")
                .file_name()
                .into_string()
                .expect("a plain name")
        })
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "md")
        })
        .map(|name| page(&format!("docs/guide/{name}")))
        .collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

/// The page at `path`, from the root of the repository.
pub(crate) fn page(path: &str) -> GuidePage {
    let text =
        fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    GuidePage {
        path: path.to_owned(),
        text,
    }
}

impl GuidePage {
    /// Its fenced blocks, in order.
    pub(crate) fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks: Vec<Block<'_>> = Vec::new();
        let mut open: Option<&str> = None;
        for (number, line) in self.text.lines().enumerate() {
            match open {
                Some(fence) if line == fence => open = None,
                Some(_) => {
                    let block = blocks.last_mut().expect("a block is open");
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                None if line.starts_with("```") => {
                    let info = line.trim_start_matches('`');
                    open = Some(&line[..line.len() - info.len()]);
                    blocks.push(Block {
                        info: info.trim(),
                        text: String::new(),
                        line: number + 2,
                    });
                }
                None => {}
            }
        }
        assert!(open.is_none(), "{}: a box is not closed", self.path);
        blocks
    }

    /// Its text without fenced blocks.
    pub(crate) fn prose(&self) -> String {
        let mut prose = String::new();
        let mut open: Option<&str> = None;
        for line in self.text.lines() {
            match open {
                Some(fence) if line == fence => open = None,
                Some(_) => {}
                None if line.starts_with("```") => {
                    open = Some(&line[..line.len() - line.trim_start_matches('`').len()]);
                }
                None => {
                    prose.push_str(line);
                    prose.push('\n');
                }
            }
        }
        prose
    }

    /// Files that its examples point at.
    pub(crate) fn beside(&self) -> Vec<&str> {
        let notes = self
            .text
            .split("<!-- beside:")
            .skip(1)
            .map(|rest| rest.split("-->").next().unwrap_or_default());
        notes
            .flat_map(|note| note.split(',').map(str::trim))
            .collect()
    }

    /// Gives the text below the heading `## TITLE`, up to the next heading of that level.
    pub(crate) fn section(&self, title: &str) -> &str {
        let heading = format!("\n## {title}\n");
        let start = self
            .text
            .find(&heading)
            .unwrap_or_else(|| panic!("{} has no section `{title}`", self.path))
            + heading.len();
        let rest = &self.text[start..];
        rest.find("\n## ").map_or(rest, |end| &rest[..end])
    }
}
