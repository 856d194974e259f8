//! `masthead init DIR`: a small site that builds.
#![allow(clippy::disallowed_methods, reason = "making the first files is what this command is for")]

use super::args::InitArgs;
use super::run::Run;
use super::{Exit, Failure};
use include_dir::{Dir, include_dir};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

static FIRST_SITE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");

/// Writes the first site. Nothing that is there already is changed.
pub(super) fn run(run: &Run, args: &InitArgs) -> Result<Exit, Failure> {
    let folder = &args.folder;
    if folder.join("content").exists() {
        return Err(Failure::usage(format!("there is a `content` folder in `{}` already: nothing was changed", folder.display())));
    }
    let mut made = Vec::new();
    let mut left = Vec::new();
    write_folder(&FIRST_SITE, folder, &mut made, &mut left)
        .map_err(|error| Failure::usage(format!("cannot write to `{}`: {error}", folder.display())))?;
    let terminal = run.terminal();
    made.sort();
    terminal.say(&format!("Made a small site in {}:\n", folder.display()))?;
    for name in &made {
        terminal.say(&format!("  {name}\n"))?;
    }
    for name in &left {
        terminal.say(&format!("Left as it was: {name}\n"))?;
    }
    let go = if folder == Path::new(".") { String::new() } else { format!("  cd {}\n", folder.display()) };
    terminal.say(&format!(
        "\nNow type:\n{go}  masthead build\nThe site is then in the folder `public`. Its pages are the files in `content`.\n"
    ))?;
    Ok(Exit::Clean)
}

fn write_folder(from: &Dir<'_>, to: &Path, made: &mut Vec<String>, left: &mut Vec<String>) -> io::Result<()> {
    for file in from.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        let name = if name == "gitignore" { ".gitignore".to_owned() } else { name };
        let path = to.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut out) => {
                out.write_all(file.contents())?;
                made.push(name);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => left.push(name),
            Err(error) => return Err(error),
        }
    }
    from.dirs().try_for_each(|inner| write_folder(inner, to, made, left))
}
