//! `masthead benchmark letters`: writes a letter to each service, with its own figures marked, and
//! a list for a mail merge. From: the pages with figures, and `private/services.csv`. To:
//! `private/letters`, as a whole or not at all.

use super::args::LettersArgs;
use super::coded_services::{CodedServices, file_name, read_coded};
use super::letter_folder::{self, LETTER_LIST};
use super::mail_merge::mail_merge;
use super::private_folder::{PrivateFolder, shown};
use super::wording::services;
use crate::base::Faults;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::run::{CommandRun, SiteFolder};
use crate::cli::terminal::Terminal;
use crate::memo::Memo;
use crate::model::PageId;
use crate::parse::settings::Settings;
use crate::pipeline::{self, BuildPlan};
use crate::present::human;
use crate::render::LetterService;
use crate::scan::CachePolicy;
use std::path::Path;

/// The style sheet of charts, which a letter holds.
const STYLES: &str = "charts.css";

/// The title that a site has from `masthead init`.
const PLACEHOLDER: &str = "The name of your organisation";

/// Writes the letters.
pub(super) fn run(run: &CommandRun, args: &LettersArgs) -> Result<Exit, Failure> {
    let folder = PrivateFolder::of(run.root()?);
    let Some(roster) = read_coded(run, &folder)? else {
        return Ok(Exit::Faults);
    };
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let options = site.options_of(None, args.drafts, args.drafts)?;
    let plan = pipeline::plan(&site.tree, &options, &Memo::default());
    let findings = site.findings_of(plan.faults().clone(), plan.acceptances());
    if findings.has_errors() {
        print(run, &site, &findings);
        return Ok(Exit::Faults);
    }
    let pages = pages(&plan, args, folder.root())?;
    let styles = styles(&plan, &site);
    let renderer = plan.renderer();
    let mut files = Vec::with_capacity(roster.len() + 1);
    for (service, code) in &roster {
        let to = LetterService {
            name: &service.name,
            code: *code,
        };
        match renderer.letter(&pages, to, &styles) {
            Ok(letter) => files.push((file_name(&service.name, *code), letter.into_bytes())),
            Err(fault) => {
                print(run, &site, &plan.report(vec![fault]));
                return Ok(Exit::Faults);
            }
        }
    }
    files.push((LETTER_LIST.to_owned(), mail_merge(&plan, &pages, &roster)));
    let replaced = letter_folder::replace(&folder, &files)?;
    tell(run, &roster, replaced);
    warn_of_settings(&plan.site().settings, run.terminal());
    folder.warn(run.terminal());
    Ok(Exit::Clean)
}

/// Warns of settings that letters lack, or that are still those of `masthead init`.
fn warn_of_settings(settings: &Settings, terminal: Terminal) {
    if settings.base_url.is_none() {
        terminal.say(
            "Warning: the letters do not say where the figures are online, because the site has no \
             address. Write `base_url:` into `content/site.yaml`, such as \
             `base_url: https://www.example.org/`, and type the command again.\n",
        );
    }
    if settings.title == PLACEHOLDER {
        terminal.say(&format!(
            "Warning: the letters come from “{PLACEHOLDER}”. Write the name into `title:` of \
             `content/site.yaml`, and type the command again.\n"
        ));
    }
    let is_example = |base: &String| base.contains("//www.example.") || base.contains("//example.");
    if let Some(base) = settings.base_url.as_ref().filter(|base| is_example(base)) {
        terminal.say(&format!(
            "Warning: the letters lead to `{base}`, which is an address of examples. Write the one \
             of the site into `base_url:` of `content/site.yaml`, and type the command again.\n"
        ));
    }
}

fn print(run: &CommandRun, site: &SiteFolder, findings: &Faults) {
    let colour = run.terminal().colour();
    Terminal::report(&human::findings(findings, &|path| site.text(path), colour));
}

/// Returns the pages whose figures the letters show.
fn pages(plan: &BuildPlan<'_>, args: &LettersArgs, root: &Path) -> Result<Vec<PageId>, Failure> {
    if args.pages.is_empty() {
        let all = 0..plan.site().pages.len();
        let all: Vec<PageId> = all.filter(|page| has_figures(plan, *page)).collect();
        if all.is_empty() {
            return Err(Failure::usage(
                "no page of the site has a block `benchmark`, so there are no figures to write of",
            ));
        }
        return Ok(all);
    }
    args.pages
        .iter()
        .map(|path| named(plan, path, root))
        .collect()
}

fn has_figures(plan: &BuildPlan<'_>, page: PageId) -> bool {
    !plan.resolved().pages[page].benchmarks.is_empty()
}

/// Returns the page with figures whose file is at `path`.
fn named(plan: &BuildPlan<'_>, path: &Path, root: &Path) -> Result<PageId, Failure> {
    let page = plan.site().by_source.get(&shown(path, root)).copied();
    page.filter(|page| has_figures(plan, *page)).ok_or_else(|| {
        let problem = if page.is_some() {
            "has no block `benchmark`"
        } else {
            "is no page that is published; name its file, such as `content/reports/2015.md`"
        };
        Failure::usage(format!("`{}` {problem}", path.display()))
    })
}

/// Returns the style sheet of charts in the site's theme, for a page that fetches nothing.
fn styles(plan: &BuildPlan<'_>, site: &SiteFolder) -> String {
    let theme = &plan.site().settings.theme.value;
    let places = [
        format!("themes/{theme}/assets/{STYLES}"),
        format!("themes/default/assets/{STYLES}"),
        format!("embedded/default/assets/{STYLES}"),
    ];
    let sheet = places.iter().find_map(|path| site.tree.text(path));
    sheet.map_or_else(String::new, |sheet| sheet.text.replace("</", "<\\/"))
}

fn tell(run: &CommandRun, roster: &CodedServices, replaced: usize) {
    let terminal = run.terminal();
    terminal.say(&format!(
        "Wrote letters to {} into `{}`, and `{LETTER_LIST}` there for a mail merge.\n",
        services(roster.len()),
        letter_folder::LETTERS
    ));
    match replaced {
        0 => {}
        1 => terminal.say("The letter that was there is replaced.\n"),
        replaced => terminal.say(&format!(
            "The {replaced} letters that were there are replaced.\n"
        )),
    }
    let silent = roster
        .iter()
        .filter(|(service, _)| service.address.is_empty());
    match silent.count() {
        0 => {}
        silent => terminal.say(&format!(
            "{} without an e-mail address: look at the column `email`.\n",
            services(silent)
        )),
    }
}
