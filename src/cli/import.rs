//! `masthead import FILE…`: merges publications from reference managers and databases into one list
//! of the site. From: files in any form and encoding, and the list. To: the list with what it
//! lacked, and a line for each change. What the list holds already is never rewritten.
#![allow(
    clippy::disallowed_methods,
    reason = "reads the files that are named, and writes the list"
)]

use super::args::{FindingFormat, ImportArgs};
use super::disk;
use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use super::terminal::Terminal;
use crate::base::{Faults, SourcePath};
use crate::bibliography::merge::{Change, MergeResult, merge};
use crate::bibliography::read::encoding::{Encoding, decode};
use crate::bibliography::read::{self, ItemFormat};
use crate::bibliography::{Item, check};
use crate::disk::SiteRoot;
use crate::present::{human, one_line};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The path of the first list of a site, below the site's folder.
const LIST: &str = "content/publications/publications.bib";

/// The publications, faults and texts of the files that the command line names.
#[derive(Default)]
struct ImportedFiles {
    items: Vec<Item>,
    faults: Faults,
    texts: BTreeMap<SourcePath, Arc<str>>,
}

/// Merges the files into the list and prints the changes.
pub(super) fn run(run: &CommandRun, args: &ImportArgs) -> Result<Exit, Failure> {
    if run.format() == FindingFormat::Json {
        return Err(Failure::usage(
            "`masthead import` prints what it changed for people; leave `--format json` out",
        ));
    }
    let root = run.root()?;
    let list = match &args.into {
        Some(list) => list.clone(),
        None => own_list(&root)?,
    };
    let format = ItemFormat::of_extension(&list.extension().unwrap_or_default().to_string_lossy());
    let format = format
        .filter(|format| *format != ItemFormat::Nbib)
        .ok_or_else(|| {
            let name = list.display();
            Failure::usage(format!(
                "publications cannot be kept in `{name}`; name a file that ends in .bib, .ris, \
                 .json or .yaml"
            ))
        })?;
    let (old, encoding) = read_list(&list)?;
    let mut incoming = ImportedFiles::default();
    for file in args.files.iter().filter(|file| !is_same(file, &list)) {
        incoming.read(file)?;
    }
    let _ = check::distinct_keys(&mut incoming.items);
    let name = SourcePath::new(&list.to_string_lossy());
    let MergeResult { text, changes } = merge(&name, &old, format, &incoming.items);
    let terminal = run.terminal();
    let sources = |path: &SourcePath| incoming.texts.get(path).cloned();
    Terminal::report(&human::findings(
        &incoming.faults,
        &sources,
        terminal.colour(),
    ));
    for change in changes
        .iter()
        .filter(|change| !matches!(change, Change::Same { .. }))
    {
        terminal.say(&format!("{}\n", one_line(&change.to_string())));
    }
    let converted = encoding != Encoding::Utf8;
    if converted {
        terminal.say(&format!(
            "turned `{}` from {} into UTF-8\n",
            list.display(),
            encoding.name()
        ));
    }
    if (text != old || converted) && !args.dry_run {
        write(&list, &text)?;
    }
    terminal.say(&summary(&list, &changes, args.dry_run));
    let is_broken = changes
        .iter()
        .any(|change| matches!(change, Change::NotAdded { .. } | Change::NotFilled { .. }));
    Ok(if is_broken { Exit::Faults } else { Exit::Clean })
}

/// Reports whether a file is a list of publications by its extension.
fn is_list(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    path.is_file()
        && ItemFormat::of_extension(&extension).is_some_and(|format| format != ItemFormat::Nbib)
}

/// Finds the list of the site, which must really be a part of it: what a link leads to would be
/// copied into the site.
fn own_list(root: &Path) -> Result<PathBuf, Failure> {
    let list = the_list(root)?;
    let refused = SiteRoot::open(root)
        .refused(&list)
        .filter(|_| list.exists());
    match refused {
        None => {
            let path = list.strip_prefix(root).unwrap_or(&list);
            disk::inside(root, &path.to_string_lossy())?;
            Ok(list)
        }
        Some(target) => Err(Failure::usage(format!(
            "`{}` is a link to {}, which is not read; copy the file here instead",
            list.display(),
            target.words()
        ))),
    }
}

/// Finds the one list of the site, or the path of its first.
fn the_list(root: &Path) -> Result<PathBuf, Failure> {
    let folder = root.join("content/publications");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(root.join(LIST)),
        Err(error) => return Err(error.into()),
    };
    let mut lists: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_list(path))
        .collect();
    lists.sort();
    match lists.as_slice() {
        [] => Ok(root.join(LIST)),
        [one] => Ok(one.clone()),
        _ if root.join(LIST).is_file() => Ok(root.join(LIST)),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|list| format!("`{}`", list.display()))
                .collect();
            Err(Failure::usage(format!(
                "there are several lists, {}; say `--into` which one takes the publications",
                names.join(", ")
            )))
        }
    }
}

fn read_list(list: &Path) -> Result<(String, Encoding), Failure> {
    if fs::metadata(list).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok((String::new(), Encoding::Utf8));
    }
    let bytes = disk::read(list, read::LARGEST_FILE as u64)?;
    let (text, encoding) = decode(&bytes);
    Ok((text.into_owned(), encoding))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

impl ImportedFiles {
    fn read(&mut self, file: &Path) -> Result<(), Failure> {
        let bytes = if file == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin()
                .lock()
                .take(read::LARGEST_FILE as u64 + 1)
                .read_to_end(&mut bytes)?;
            bytes
        } else {
            disk::read(file, read::LARGEST_FILE as u64)?
        };
        let (text, _) = decode(&bytes);
        let name = SourcePath::new(&file.to_string_lossy());
        let reading = read::read(&name, &text, ItemFormat::of_extension(&name.extension()));
        self.items.extend(reading.items);
        self.faults.extend(reading.faults);
        self.texts.insert(name, text.into());
        Ok(())
    }
}

/// Writes the list as a whole or not at all. Where the list is a link, what it leads to is written.
fn write(list: &Path, text: &str) -> Result<(), Failure> {
    let end = list.canonicalize().unwrap_or_else(|_| list.to_path_buf());
    disk::replace(&end, text.as_bytes())
        .map_err(|error| Failure::usage(format!("cannot write `{}`: {error}", list.display())))
}

fn summary(list: &Path, changes: &[Change], dry_run: bool) -> String {
    let count =
        |wanted: fn(&Change) -> bool| changes.iter().filter(|change| wanted(change)).count();
    let added = count(|change| matches!(change, Change::Added { .. }));
    let filled = count(|change| matches!(change, Change::Filled { .. }));
    let same = count(|change| matches!(change, Change::Same { .. }));
    let kept = count(|change| matches!(change, Change::Kept { .. }));
    let list = list.strip_prefix(".").unwrap_or(list);
    let would = if dry_run {
        " (nothing was written)"
    } else {
        ""
    };
    format!(
        "{}: {added} added, {filled} completed, {same} there already, {kept} differences left as \
         they were{would}\n",
        list.display()
    )
}
