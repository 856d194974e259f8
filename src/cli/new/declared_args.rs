//! The arguments of `masthead new` for the kinds that themes declare: an option for each field.
//! From: declarations. To: commands of `masthead new`, and what somebody typed for them.

use super::args::{NewKind, NewPage, PageArgs};
use crate::base::slug;
use crate::cli::args::Args;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::kinds::set::Kinds;
use crate::parse::schema::{Field, FieldKind};
use clap::{
    Arg, ArgAction, ArgMatches, Args as _, Command, CommandFactory as _, Error, FromArgMatches,
    Subcommand,
};
use std::collections::{BTreeMap, BTreeSet};

/// The start of the names by which clap knows the options of fields, so that none is that of
/// another option.
const OF_FIELD: &str = "field ";

/// The words below the help of `new`.
const OWN_KINDS: &str = "Kinds of page that the site's theme declares, kinds/NAME.yaml, are \
                         commands, too.";

/// What somebody typed for a page of a declared kind.
#[derive(Default)]
pub(in crate::cli) struct DeclaredArgs {
    pub(super) kind: String,
    pub(super) page: PageArgs,
    /// The values of fields, by the name of the field.
    pub(super) values: BTreeMap<String, Vec<String>>,
}

impl NewPage {
    /// Adds to `new` a command for each declared kind.
    pub(in crate::cli) fn add_declared(new: Command, kinds: &Kinds) -> Command {
        let others = kinds.all().filter(|known| !known.kind.is_built_in());
        let commands = others.map(|known| command_of(known));
        new.allow_external_subcommands(true)
            .after_help(OWN_KINDS)
            .subcommands(commands)
    }
}

impl FromArgMatches for NewPage {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        match matches.subcommand() {
            Some((kind, inner)) if !NewKind::has_subcommand(kind) => {
                DeclaredArgs::read(kind, inner).map(Self::Declared)
            }
            _ => NewKind::from_arg_matches(matches).map(Self::BuiltIn),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for NewPage {
    fn augment_subcommands(command: Command) -> Command {
        NewKind::augment_subcommands(command)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        NewKind::augment_subcommands_for_update(command)
    }

    fn has_subcommand(_: &str) -> bool {
        true
    }
}

impl DeclaredArgs {
    /// Creates the arguments of somebody who says the kind and nothing else.
    pub(super) fn named(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    fn read(kind: &str, matches: &ArgMatches) -> Result<Self, Error> {
        let fields = matches.ids().filter_map(|id| {
            let name = id.as_str().strip_prefix(OF_FIELD)?;
            let values = matches.get_many::<String>(id.as_str())?;
            Some((name.to_owned(), values.cloned().collect()))
        });
        Ok(Self {
            kind: kind.to_owned(),
            page: PageArgs::from_arg_matches(matches)?,
            values: fields.collect(),
        })
    }
}

fn command_of(declaration: &KindDeclaration) -> Command {
    let about = declaration.schema.summary.as_deref().unwrap_or_default();
    let command = Command::new(declaration.kind.name().to_owned());
    let command = PageArgs::augment_args(command).about(without_stop(about));
    let options = options(declaration);
    let mut fields = declaration.schema.fields.iter();
    let args = options
        .into_iter()
        .filter_map(|(name, option)| Some(arg(fields.find(|field| field.name == name)?, option)));
    command.args(args)
}

/// Returns the option of each field that has one, without the hyphens before it. Where another
/// option has that name, the field has a longer one.
pub(super) fn options(declaration: &KindDeclaration) -> Vec<(&str, String)> {
    let mut taken = taken_options();
    let mut options = Vec::new();
    for field in &declaration.schema.fields {
        let name = slug(&field.name);
        let free = [name.clone(), format!("field-{name}")]
            .into_iter()
            .find(|option| !name.is_empty() && !taken.contains(option));
        if let Some(option) = free {
            taken.insert(option.clone());
            options.push((field.name.as_str(), option));
        }
    }
    options
}

/// Lists the options that every command for a kind has.
fn taken_options() -> BTreeSet<String> {
    let command = Args::command();
    let new = command.find_subcommand("new").into_iter();
    let page = PageArgs::augment_args(Command::new("page"));
    let everywhere = command.get_arguments().chain(page.get_arguments());
    let all = everywhere.chain(new.flat_map(Command::get_arguments));
    let names = all.filter_map(|arg| arg.get_long().map(str::to_owned));
    names
        .chain(["help", "version"].map(str::to_owned))
        .collect()
}

fn arg(field: &Field, option: String) -> Arg {
    let (action, several) = match &field.kind {
        FieldKind::List(_) => (ArgAction::Append, "; may be given several times"),
        _ => (ArgAction::Set, ""),
    };
    let help = field.help.clone().unwrap_or_else(|| field.shown_label());
    Arg::new(format!("{OF_FIELD}{}", field.name))
        .long(option)
        .value_name(value_name(&field.kind))
        .action(action)
        .allow_negative_numbers(true)
        .help(format!("{}{several}", without_stop(&sentence(&help))))
}

/// Returns the word that stands for the value of an option.
fn value_name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text
        | FieldKind::Markdown
        | FieldKind::Heading
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Topic
        | FieldKind::Choice(_) => "TEXT",
        FieldKind::Link => "LINK",
        FieldKind::Page(_) => "PAGE",
        FieldKind::Asset | FieldKind::Picture | FieldKind::Data => "FILE",
        FieldKind::Role => "ROLE",
        FieldKind::Person => "PERSON",
        FieldKind::Date => "DATE",
        FieldKind::Time => "TIME",
        FieldKind::Number => "N",
        FieldKind::Disclosure => "RULE",
        FieldKind::YesNo => "YES|NO",
        FieldKind::List(of) => value_name(&of.kind),
        FieldKind::Group(_) => "NAME: VALUE, …",
    }
}

/// Begins a text with a capital letter.
pub(super) fn sentence(text: &str) -> String {
    let mut rest = text.trim().chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest).collect()
}

/// Takes the full stop off the end of a text.
pub(super) fn without_stop(text: &str) -> String {
    let text = text.trim();
    text.strip_suffix('.').unwrap_or(text).to_owned()
}
