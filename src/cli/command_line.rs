//! The command line of a site. From: the options that are the same everywhere, and the kinds of
//! page that the theme of the site declares. To: the definition of the command line, and what
//! somebody typed.
#![allow(
    clippy::disallowed_methods,
    reason = "the site whose kinds are looked up is found on disk"
)]

use super::args::Args;
use super::new::args::NewPage;
use super::run::find_root;
use super::schema::subjects;
use super::threads::on_threads;
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
use crate::parse::settings::{SETTINGS, read_settings};
use crate::parse::yaml::listed;
use crate::scan::{add_embedded, scan_themes};
use crate::source::SourceTree;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::ErrorKind;
use clap::{ArgMatches, Command, CommandFactory as _, Error, FromArgMatches as _};
use std::ffi::OsString;
use std::path::PathBuf;

/// Commands whose words depend on the kinds that there are.
const NEED_KINDS: [&str; 2] = ["new", "schema"];

/// Returns the definition of the command line on a site with the kinds of the default theme.
#[must_use]
pub fn command() -> Command {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    command_with(&read_kinds(&tree, "default").0)
}

/// Returns the definition of the command line on a site with these kinds.
pub(super) fn command_with(kinds: &Kinds) -> Command {
    let subjects = subjects(kinds).into_iter();
    let values = subjects.map(|(name, about)| PossibleValue::new(name).help(about));
    let values = PossibleValuesParser::new(values);
    Args::command()
        .mut_subcommand("new", |new| NewPage::add_declared(new, kinds))
        .mut_subcommand("schema", |schema| {
            schema.mut_arg("what", |what| what.value_parser(values))
        })
}

/// Reads what somebody typed, on the site that it is about.
pub(super) fn parse(words: Vec<OsString>) -> Result<Args, Error> {
    let depends = |word: &OsString| NEED_KINDS.iter().any(|name| word == name);
    if words.iter().any(depends) {
        let kinds = on_threads(None, || site_kinds(&words));
        return parse_with(words, &kinds);
    }
    read(Args::command(), words, |_, _| Ok(()))
}

/// Reads what somebody typed, on a site with these kinds.
pub(super) fn parse_with(words: Vec<OsString>, kinds: &Kinds) -> Result<Args, Error> {
    read(command_with(kinds), words, |command, matches| {
        let new = matches.subcommand_matches("new");
        match new.and_then(ArgMatches::subcommand_name) {
            Some(kind) if kinds.named(kind).is_none() => Err(unknown_kind(command, kind, kinds)),
            _ => Ok(()),
        }
    })
}

/// Reads words by the definition of a command line, and by `check` before they become values.
fn read(
    mut command: Command,
    words: Vec<OsString>,
    check: impl Fn(&mut Command, &ArgMatches) -> Result<(), Error>,
) -> Result<Args, Error> {
    let matches = command.try_get_matches_from_mut(words)?;
    check(&mut command, &matches)?;
    Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// Makes the error for a kind that the site does not have.
fn unknown_kind(command: &mut Command, name: &str, kinds: &Kinds) -> Error {
    let meant = kinds
        .nearest(name)
        .map(|meant| format!("; did you mean `{meant}`?"));
    let message = format!(
        "there is no kind of page called `{name}` here{}\n\nKinds are {}.\nA kind of your own is a \
         file `kinds/{name}.yaml` in the site's theme; where there is one,\n`masthead check` says \
         what is wrong with it.",
        meant.unwrap_or_default(),
        listed(&kinds.names())
    );
    command.error(ErrorKind::InvalidSubcommand, message)
}

/// Reads the kinds of the site that the words are about: the one named, else the one here, else
/// none, which has the kinds of the default theme.
fn site_kinds(words: &[OsString]) -> Kinds {
    let root = find_root(named_root(words).as_ref()).ok();
    let tree = match root {
        Some(root) => scan_themes(&root),
        None => super::schema::without_site(),
    };
    let (settings, _) = read_settings(tree.text(SETTINGS));
    read_kinds(&tree, &settings.theme.value).0
}

/// Returns the folder that `--root` names, wherever it stands among the words.
fn named_root(words: &[OsString]) -> Option<PathBuf> {
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let text = word.to_string_lossy();
        if matches!(text.as_ref(), "--root" | "-r") {
            return rest.next().map(PathBuf::from);
        }
        let value = text
            .strip_prefix("--root=")
            .or_else(|| text.strip_prefix("-r"))
            .map(|value| value.strip_prefix('=').unwrap_or(value));
        if let Some(value) = value {
            return Some(PathBuf::from(value));
        }
    }
    None
}
