//! `masthead new KIND TITLE`: writes the first files of a page, an issue or a report, with notes on
//! all other settings. From: options, answers at a terminal, and the site. To: new files, and their
//! paths on the terminal. Never changes an existing file, and writes nothing that would stop the
//! site from being built.
//!
//! Kinds that themes declare need nothing here. To add a kind with questions of its own, add a
//! variant of [`NewKind`] and a function from its options to a [`FilePlan`].
#![allow(
    clippy::disallowed_methods,
    reason = "making new files is what this command is for"
)]

mod answer_source;
pub(super) mod args;
mod article;
mod declared;
mod declared_args;
mod field_values;
mod file_plan;
mod files;
mod front_matter;
mod names;
mod newsletter;
mod page;
mod publication;
mod report;
mod site_context;
#[cfg(test)]
mod tests;
mod writers;
mod yaml_text;

use super::exit::Exit;
use super::failure::Failure;
use super::prompt::Prompt;
use super::run::{CommandRun, SiteFolder};
use crate::parse::kind::Kind;
use crate::parse::yaml::either;
use crate::scan::CachePolicy;
use answer_source::{AnswerSource, Question};
use args::{NewArgs, NewKind, NewPage};
use declared_args::DeclaredArgs;
use file_plan::FilePlan;
use site_context::SiteContext;
use std::io::{self, IsTerminal};

/// Makes the files that the arguments ask for.
pub(super) fn run(run: &CommandRun, args: &NewArgs) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let options = site.options_of(None, false, false)?;
    let known = SiteContext::new(&site.tree, &site.root, options.release.today);
    let (mut input, mut output) = (io::stdin().lock(), io::stderr());
    let has_somebody = !args.no_input && input.is_terminal() && output.is_terminal();
    let mut answers = if has_somebody {
        AnswerSource::From(Prompt::new(&mut input, &mut output))
    } else {
        AnswerSource::Nobody
    };
    let plan = plan(args.kind.as_ref(), &known, &mut answers)?;
    plan.refuse_faults(run, &site, &options)?;
    plan.write(&site.root)?;

    let terminal = run.terminal();
    for path in plan.paths() {
        terminal.say(&format!("{}\n", site.root.join(path.as_str()).display()));
    }
    terminal.say(&format!("\n{}\n", plan.next()));
    Ok(Exit::Clean)
}

/// Plans all files before the first is written.
fn plan(
    page: Option<&NewPage>,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let asked;
    let page = if let Some(page) = page {
        page
    } else {
        asked = ask_kind(known, answers)?;
        &asked
    };
    let kind = match page {
        NewPage::Declared(args) => return declared::declared(args, known, answers),
        NewPage::BuiltIn(kind) => kind,
    };
    match kind {
        NewKind::Page(args) => page::page(args, known, answers),
        NewKind::Section(args) => page::section(args, known, answers),
        NewKind::Newsletter(args) => newsletter::newsletter(args, known, answers),
        NewKind::Article(args) => article::article(args, known, answers),
        NewKind::Report(args) => report::report(args, known, answers),
        NewKind::Publication(args) => publication::publication(args, known, answers),
    }
}

fn ask_kind(known: &SiteContext<'_>, answers: &mut AnswerSource<'_>) -> Result<NewPage, Failure> {
    let names = known.kinds.names();
    let question = format!("What would you like to make, {}", either(&names));
    answers.need(
        &Question::new("the kind", &question),
        None,
        "masthead new newsletter",
        &mut |text| {
            let kind = known.kinds.named(&text.to_lowercase());
            let kind = kind.ok_or_else(|| format!("type {}", either(&names)))?;
            Ok(NewPage::of(&kind))
        },
    )
}

impl NewPage {
    /// Gives a page of this kind, without options.
    fn of(kind: &Kind) -> Self {
        Self::BuiltIn(match kind {
            Kind::Page => NewKind::Page(args::PageArgs::default()),
            Kind::Section => NewKind::Section(args::PageArgs::default()),
            Kind::Newsletter => NewKind::Newsletter(args::NewsletterArgs::default()),
            Kind::Article => NewKind::Article(args::ArticleArgs::default()),
            Kind::Report => NewKind::Report(args::ReportArgs::default()),
            Kind::Publication => NewKind::Publication(args::PublicationArgs::default()),
            Kind::Declared(name) => return Self::Declared(DeclaredArgs::named(name)),
        })
    }
}
