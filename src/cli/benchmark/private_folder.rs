//! The folder `private` beside `content`. From: the site's folder. To: its files as text, files
//! written as a whole, and a warning where others could come to see them.
#![allow(
    clippy::disallowed_methods,
    reason = "the private files are read and written here, and nowhere else"
)]

use crate::base::{Faults, SourcePath};
use crate::cli::disk;
use crate::cli::failure::Failure;
use crate::cli::run::CommandRun;
use crate::cli::terminal::Terminal;
use crate::parse::place::PRIVATE;
use crate::present::human;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The most bytes of a private file.
const LARGEST: u64 = 8 << 20;

/// The folder `private` of a site.
pub(super) struct PrivateFolder {
    root: PathBuf,
}

impl PrivateFolder {
    pub(super) fn of(root: PathBuf) -> Self {
        Self { root }
    }

    /// Returns the site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the place of a private file on disk.
    pub(super) fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        disk::inside(&self.root, path)
    }

    /// Reads a private file, or nothing where there is none.
    pub(super) fn read(&self, path: &str) -> Result<Option<String>, Failure> {
        let place = self.place(path)?;
        if !place.exists() && !place.is_symlink() {
            return Ok(None);
        }
        read_text(&place, path).map(Some)
    }

    /// Makes the folder, if it is not there, so that Git leaves it alone.
    pub(super) fn make(&self) -> Result<(), Failure> {
        let folder = self.place(PRIVATE)?;
        disk::must_be_folder(&folder)?;
        if folder.is_dir() {
            return Ok(());
        }
        let ignored = "# Nothing in this folder is for others: Git leaves it alone.\n*\n";
        make_folder(&folder)
            .and_then(|()| disk::replace_private(&folder.join(".gitignore"), ignored.as_bytes()))
            .map_err(|error| Failure::usage(format!("cannot make the folder `{PRIVATE}`: {error}")))
    }

    /// Makes a private file have these bytes, as a whole or not at all. `before` is what it held
    /// when it was read: a file that somebody has changed meanwhile is left alone.
    pub(super) fn write(&self, path: &str, before: &str, bytes: &[u8]) -> Result<(), Failure> {
        let now = self.read(path)?.unwrap_or_default();
        if now != before {
            return Err(Failure::usage(format!(
                "`{path}` was changed meanwhile, so it was left as it is; type the command again"
            )));
        }
        disk::replace_private(&self.place(path)?, bytes).map_err(|error| {
            Failure::usage(format!(
                "`{path}` cannot be written: {error}. If it is open in a spreadsheet program, \
                 close it there"
            ))
        })
    }

    /// Warns where others could come to see the folder.
    pub(super) fn warn(&self, terminal: Terminal) {
        if let Some(repository) = unprotected_in(&self.root) {
            terminal.say(&format!(
                "Warning: `{PRIVATE}` is part of the Git repository in `{}`, so whoever gets a \
                 copy sees it. Add a line `{PRIVATE}/` to the file `.gitignore` beside \
                 `content`.\n",
                repository.display()
            ));
        }
        for inside in ["content/private", "content/static/private"] {
            if self.root.join(inside).exists() {
                terminal.say(&format!(
                    "Warning: what stands in `{inside}` can be published. Private files belong \
                     into the folder `{PRIVATE}` beside `content`.\n"
                ));
            }
        }
    }
}

/// Reads a file as text.
pub(super) fn read_text(place: &Path, shown: &str) -> Result<String, Failure> {
    let bytes = disk::read(place, LARGEST)?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::usage(format!(
            "`{shown}` is not saved as UTF-8: in a spreadsheet program, choose “Save as” and “CSV \
             UTF-8”"
        ))
    })
}

/// Returns a path as messages show it: from the site's folder where it stands in there.
pub(super) fn shown(path: &Path, root: &Path) -> SourcePath {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
    let whole = match (folder, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    };
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let shown = whole.strip_prefix(&root).unwrap_or(path);
    SourcePath::new(&shown.to_string_lossy().replace('\\', "/"))
}

/// Prints faults of a private file, with the lines at fault.
pub(super) fn report(run: &CommandRun, mut faults: Faults, path: &SourcePath, text: &str) {
    faults.sort();
    let colour = run.terminal().colour();
    Terminal::report(&human::findings(
        &faults,
        &|asked| (asked == path).then(|| text.into()),
        colour,
    ));
}

/// Makes a folder that is for its owner alone.
#[cfg(unix)]
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

/// Makes a folder.
#[cfg(not(unix))]
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

/// Returns the Git repository that the site's folder is part of, unless it leaves `private` alone.
fn unprotected_in(root: &Path) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let folder = root.join(PRIVATE);
    let repository = root.ancestors().find(|above| above.join(".git").exists())?;
    let own = fs::read_to_string(folder.join(".gitignore")).unwrap_or_default();
    if own.lines().any(|line| matches!(line.trim(), "*" | "/*")) {
        return None;
    }
    let files = [".gitignore", ".git/info/exclude"];
    let is_ignored = root
        .ancestors()
        .take_while(|above| above.starts_with(repository))
        .any(|above| {
            let below = folder.strip_prefix(above).unwrap_or(&folder);
            let mut texts = files
                .iter()
                .filter_map(|file| fs::read_to_string(above.join(file)).ok());
            texts.any(|text| text.lines().any(|line| ignores(line, below)))
        });
    (!is_ignored).then(|| repository.to_path_buf())
}

/// Reports whether a line of `.gitignore` names the folder `below`, which is relative to it.
fn ignores(line: &str, below: &Path) -> bool {
    let line = line.trim();
    let line = line
        .strip_suffix("/**")
        .or(line.strip_suffix("/*"))
        .unwrap_or(line);
    let line = line.trim_end_matches('/');
    let is_anchored = line.trim_start_matches("**/").contains('/');
    let name = line.trim_start_matches("**/").trim_start_matches('/');
    if is_anchored {
        below == Path::new(name)
    } else {
        below.file_name().is_some_and(|own| own == name)
    }
}
