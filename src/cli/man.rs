//! `masthead man`: makes manual pages, one for each command. From: the definition of the command
//! line. To: the main page on the terminal, or all pages as files in a folder.
use super::args::ManArgs;
use super::command_line::command;
use super::disk;
use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use super::terminal::Terminal;
use clap_mangen::Man;
use std::io;

/// Prints the main page, or writes all pages.
pub(super) fn run(run: &CommandRun, args: &ManArgs) -> Result<Exit, Failure> {
    let pages = pages()?;
    let Some(folder) = &args.folder else {
        let main = pages
            .into_iter()
            .next()
            .map(|page| page.text)
            .unwrap_or_default();
        Terminal::answer(&main)?;
        return Ok(Exit::Clean);
    };
    disk::must_be_folder(folder)?;
    for page in &pages {
        let path = folder.join(&page.name);
        disk::replace(&path, page.text.as_bytes()).map_err(|error| {
            Failure::usage(format!("cannot write `{}`: {error}", path.display()))
        })?;
    }
    let main = folder.join("masthead.1");
    run.terminal().say(&format!(
        "Wrote {} manual pages to {}\n",
        pages.len(),
        folder.display()
    ));
    run.terminal()
        .say(&format!("To read the first: man {}\n", main.display()));
    Ok(Exit::Clean)
}

struct ManualPage {
    /// The name of its file, such as `masthead-build.1`.
    name: String,
    text: String,
}

/// Makes every page, with that of the program itself first.
fn pages() -> io::Result<Vec<ManualPage>> {
    let mut all = command();
    all.build();
    let mut pages = Vec::new();
    gather(&all, &mut pages)?;
    Ok(pages)
}

fn gather(command: &clap::Command, pages: &mut Vec<ManualPage>) -> io::Result<()> {
    let man = Man::new(command.clone())
        .source(concat!("masthead ", env!("CARGO_PKG_VERSION")))
        .manual("masthead");
    let mut text = Vec::new();
    man.render(&mut text)?;
    pages.push(ManualPage {
        name: man.get_filename(),
        text: String::from_utf8_lossy(&text).into_owned(),
    });
    command
        .get_subcommands()
        .try_for_each(|inner| gather(inner, pages))
}
