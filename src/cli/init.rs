//! `masthead init DIR`: writes a small site that builds, with schemas and snippets for text
//! editors. From: the files in `src/cli/init`. To: new files in a folder. Never changes a file that
//! is there.
#![allow(
    clippy::disallowed_methods,
    reason = "making the first files is what this command is for"
)]

use super::args::InitArgs;
use super::disk;
use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use super::schema::{editor_files, without_site};
use crate::pipeline::FIRST_SITE;
use include_dir::Dir;
use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The files that were written, and those that were there already.
#[derive(Default)]
struct WrittenFiles {
    made: Vec<String>,
    left: Vec<String>,
}

/// Writes the first site. Existing files stay as they are.
pub(super) fn run(run: &CommandRun, args: &InitArgs) -> Result<Exit, Failure> {
    let folder = &args.folder;
    disk::must_be_folder(folder)?;
    let content = folder.join("content");
    if content.exists() || content.is_symlink() {
        return Err(Failure::usage(format!(
            "there is a `content` folder in `{}` already: nothing was changed",
            folder.display()
        )));
    }
    let mut files = first_files(&FIRST_SITE);
    for (name, text) in editor_files(&without_site()) {
        files.push((name.to_owned(), text.into_bytes().into()));
    }
    for (name, _) in &files {
        disk::inside(folder, name)?;
    }
    let mut done = WrittenFiles::default();
    files
        .into_iter()
        .try_for_each(|(name, contents)| write_file(folder, name, &contents, &mut done))
        .map_err(|error| {
            Failure::usage(format!("cannot write to `{}`: {error}", folder.display()))
        })?;
    let terminal = run.terminal();
    let WrittenFiles { mut made, left } = done;
    made.sort();
    terminal.say(&format!("Made a small site in {}:\n", folder.display()));
    for name in &made {
        terminal.say(&format!("  {name}\n"));
    }
    for name in &left {
        terminal.say(&format!("Left as it was: {name}\n"));
    }
    let go = if folder == Path::new(".") {
        String::new()
    } else {
        format!("  cd {}\n", for_shell(folder))
    };
    terminal.say(&format!(
        concat!(
            "\nNow type:\n{go}  masthead build\n",
            "The site is then in the folder `public`. Its pages are the files in `content`.\n"
        ),
        go = go
    ));
    Ok(Exit::Clean)
}

/// Formats a path as people type it: in quotes if a shell would split it.
fn for_shell(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain =
        |c: char| c.is_alphanumeric() || "/._-+:@,".contains(c) || (cfg!(windows) && c == '\\');
    if path.chars().all(is_plain) {
        path
    } else if cfg!(windows) {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// Lists the files of the first site, with their names below its folder.
fn first_files(from: &Dir<'static>) -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files = Vec::new();
    for file in from.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        // Names that start with a dot would hide in this repository, or mean something to it.
        let is_hidden = name == "gitignore" || name.starts_with("vscode/");
        let name = if is_hidden { format!(".{name}") } else { name };
        files.push((name, file.contents().into()));
    }
    for inner in from.dirs() {
        files.extend(first_files(inner));
    }
    files
}

fn write_file(to: &Path, name: String, contents: &[u8], done: &mut WrittenFiles) -> io::Result<()> {
    let path = to.join(&name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
    {
        Ok(mut out) => {
            out.write_all(contents)?;
            done.made.push(name);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => done.left.push(name),
        Err(error) => return Err(error),
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_a_space_in_its_name_is_quoted_for_the_shell() {
        assert_eq!(for_shell(Path::new("my-site/2015")), "my-site/2015");
        assert_eq!(for_shell(Path::new("a b/ü x")), "'a b/ü x'");
        assert_eq!(for_shell(Path::new("it's")), "'it'\\''s'");
    }
}
