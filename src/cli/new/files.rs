//! Finds the files that a new report offers. From: paths as people type them, relative to the
//! current folder. To: files below `content`, and the sources of those to copy there.
#![allow(
    clippy::disallowed_methods,
    reason = "the files that are named are looked up on disk"
)]

use super::answer_source::{AnswerSource, Question};
use super::site_context::SiteContext;
use crate::base::{SourcePath, slug};
use crate::cli::failure::Failure;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that a report offers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OfferedFile {
    /// The path in the site.
    pub(super) path: SourcePath,
    /// The file to copy, unless it is in the site already.
    pub(super) from: Option<PathBuf>,
}

/// Finds the files: given, or asked for one after the other.
pub(super) fn ask(
    answers: &mut AnswerSource<'_>,
    given: &[PathBuf],
    beside: &SourcePath,
    known: &SiteContext<'_>,
) -> Result<Vec<OfferedFile>, Failure> {
    let mut all: Vec<OfferedFile> = Vec::new();
    for path in given {
        let file = find(path, beside, known).and_then(|file| distinct(file, &all));
        all.push(
            file.map_err(|why| Failure::usage(format!("`--file {}`: {why}", path.display())))?,
        );
    }
    if !given.is_empty() || !answers.is_asking() {
        return Ok(all);
    }
    let wanted = Question::new(
        "",
        "A file to offer, such as report.pdf (leave empty when there are no more)",
    );
    while let Some(file) = answers.may(&wanted, None, &mut |text| {
        find(Path::new(&dropped(text)), beside, known).and_then(|file| distinct(file, &all))
    })? {
        all.push(file);
    }
    Ok(all)
}

/// Cleans a path that a terminal wrote for a file that was dragged into it: in quotes, or with a
/// backslash before each space.
pub(super) fn dropped(text: &str) -> String {
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    quoted.map_or_else(
        || {
            if cfg!(windows) {
                text.to_owned()
            } else {
                text.replace("\\ ", " ")
            }
        },
        str::to_owned,
    )
}

/// Refuses a file that would have the name of another.
pub(super) fn distinct(file: OfferedFile, all: &[OfferedFile]) -> Result<OfferedFile, String> {
    match all.iter().find(|other| other.path == file.path) {
        Some(other) if other.from == file.from => Err("that file is named twice".to_owned()),
        Some(_) => Err(format!(
            "another file would be `{}`, too: rename one of them",
            file.path
        )),
        None => Ok(file),
    }
}

/// Finds the file at a path that somebody types, which goes into the folder `beside` unless it is
/// in the site already.
pub(super) fn find(
    path: &Path,
    beside: &SourcePath,
    known: &SiteContext<'_>,
) -> Result<OfferedFile, String> {
    let metadata =
        fs::metadata(path).map_err(|_| format!("there is no file `{}` here", path.display()))?;
    if !metadata.is_file() {
        return Err(format!("`{}` is not a file", path.display()));
    }
    let real = path.canonicalize().map_err(|error| error.to_string())?;
    let content = known
        .root
        .join("content")
        .canonicalize()
        .map_err(|error| error.to_string())?;
    if let Ok(below) = real.strip_prefix(&content) {
        let below = below
            .to_str()
            .ok_or("its name is not plain text: rename it")?;
        return Ok(OfferedFile {
            path: SourcePath::new("content").join(&below.replace('\\', "/")),
            from: None,
        });
    }
    let stem = slug(&path.file_stem().unwrap_or_default().to_string_lossy());
    let extension = slug(&path.extension().unwrap_or_default().to_string_lossy());
    if stem.is_empty() || extension.is_empty() {
        return Err(
            "a file that people download needs a name with an ending, such as report.pdf: rename it"
                .to_owned(),
        );
    }
    if extension == "md" {
        return Err(
            "files that end in .md become pages: offer a PDF, a spreadsheet or the like".to_owned(),
        );
    }
    Ok(OfferedFile {
        path: beside.join(&format!("{stem}.{extension}")),
        from: Some(real),
    })
}

impl OfferedFile {
    /// Gives the path relative to `folder`.
    pub(super) fn reference(&self, folder: &SourcePath) -> String {
        let mut up = String::new();
        let mut folder = folder.clone();
        loop {
            if let Some(below) = self.path.below(folder.as_str()) {
                return format!("{up}{below}");
            }
            folder = folder.folder();
            up.push_str("../");
        }
    }
}
