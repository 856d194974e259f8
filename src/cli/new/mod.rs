//! `masthead new KIND TITLE`: writes the first files of a page, an issue or a report, with notes on
//! all other settings. From: options, answers at a terminal, and the site. To: new files, and their
//! paths on the terminal. Never changes an existing file, and writes nothing that would stop the
//! site from being built.
//!
//! To add a kind, add a variant of [`NewKind`] and a function from its options to a [`FilePlan`].
#![allow(
    clippy::disallowed_methods,
    reason = "making new files is what this command is for"
)]

mod answer_source;
pub(super) mod args;
mod article;
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
use args::{NewArgs, NewKind};
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
    kind: Option<&NewKind>,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let asked;
    let kind = if let Some(kind) = kind {
        kind
    } else {
        asked = ask_kind(answers)?;
        &asked
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

fn ask_kind(answers: &mut AnswerSource<'_>) -> Result<NewKind, Failure> {
    let built_in = Kind::BUILT_IN;
    let names: Vec<&str> = built_in.iter().map(Kind::name).collect();
    let question = format!("What would you like to make, {}", either(&names));
    answers.need(
        &Question::new("the kind", &question),
        None,
        "masthead new newsletter",
        &mut |text| {
            let kind = NewKind::named(&text.to_lowercase());
            kind.ok_or_else(|| format!("type {}", either(&names)))
        },
    )
}

impl NewKind {
    /// Gives the kind of this name, without options.
    fn named(name: &str) -> Option<Self> {
        Some(match Kind::named(name) {
            Kind::Page => Self::Page(args::PageArgs::default()),
            Kind::Section => Self::Section(args::PageArgs::default()),
            Kind::Newsletter => Self::Newsletter(args::NewsletterArgs::default()),
            Kind::Article => Self::Article(args::ArticleArgs::default()),
            Kind::Report => Self::Report(args::ReportArgs::default()),
            Kind::Publication => Self::Publication(args::PublicationArgs::default()),
            Kind::Declared(_) => return None,
        })
    }
}
