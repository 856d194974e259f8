//! `masthead explain /an/address/`: prints what a page is made from, and why it was last made anew.
//! From: the site's folder and the memo. To: text on the terminal.

use super::memory::{self, MemoUse};
use super::run::{CommandRun, SiteFolder};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::base::{UrlPath, nearest};
use crate::memo::{Memo, RenderCause};
use crate::model::{Release, Withhold};
use crate::pipeline::{BuildPlan, Options, Search};
use crate::render::View;
use crate::scan::CachePolicy;
use std::fmt::Write as _;

/// Prints the facts about the page at `address`, which may be a draft or a scheduled page.
pub(super) fn run(run: &CommandRun, address: &str) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, None, CachePolicy::ReadOnly)?;
    let memo = memory::load(&site.root, MemoUse::Yes, Search::Include);
    let as_published = site.options_of(None, false, false)?;
    let with_held_back = site.options_of(None, true, true)?;
    let told = super::threads(None, || {
        let with = |options: &Options| {
            tell(
                &BuildPlan::of(&site.tree, options, &memo),
                options,
                &memo,
                address,
            )
        };
        with(&as_published).or_else(|_| with(&with_held_back))
    })?;
    Terminal::answer(&told?)?;
    Ok(Exit::Clean)
}

fn tell(
    plan: &BuildPlan<'_>,
    options: &Options,
    memo: &Memo,
    address: &str,
) -> Result<String, Failure> {
    let path = address.split(['#', '?']).next().unwrap_or(address);
    let guesses = [path.to_owned(), format!("{}/", path.trim_end_matches('/'))];
    let view = guesses
        .iter()
        .find_map(|guess| plan.view(&UrlPath::new(guess).output()))
        .ok_or_else(|| no_page(plan, path))?;
    let site = plan.site();
    let url = view.url(site);
    let mut text = format!("{url}\n");
    if let View::Redirect { to, .. } = &view {
        let _ = writeln!(
            text,
            "  leads to    {}, which stood here before",
            site.pages[*to].url
        );
    }
    if let View::Moved(at) = &view {
        let _ = writeln!(
            text,
            "  leads to    {}, as `redirects:` in the settings say",
            site.moved[*at].to
        );
    }
    let source = view.source(site).map_or_else(
        || "no file: masthead makes this page from others".to_owned(),
        ToString::to_string,
    );
    let _ = writeln!(text, "  source      {source}");
    if let View::Page(id) | View::More { section: id, .. } = view {
        let page = &site.pages[id];
        let strict = Release {
            drafts: Withhold::Yes,
            future: Withhold::Yes,
            ..options.release
        };
        let state = strict
            .holds_back(page.common())
            .map_or_else(|| "published".to_owned(), |reason| reason.to_string());
        let _ = writeln!(text, "  kind        {}, {state}", page.kind().name());
    }
    let template = plan
        .template_file(&view)
        .map_or_else(|| "none".to_owned(), ToString::to_string);
    let _ = writeln!(text, "  template    {template}");
    if plan.is_theme_at_fault() {
        let _ = writeln!(
            text,
            "\nThe theme has a fault: `masthead check` tells which."
        );
        return Ok(text);
    }
    let renderer = plan.renderer();
    match renderer.page(&view) {
        Ok((html, reads)) => {
            let asked: Vec<String> = reads.iter().map(|read| read.query.to_string()).collect();
            let asked = if asked.is_empty() {
                "nothing beyond the page itself and the settings".to_owned()
            } else {
                asked.join("\n              ")
            };
            let _ = writeln!(text, "  asks for    {asked}");
            let _ = writeln!(
                text,
                "  size        {}",
                crate::base::human_size(html.len() as u64)
            );
        }
        Err(_) => {
            let _ = writeln!(
                text,
                "  asks for    unknown: its template has a fault, and `masthead check` tells which"
            );
        }
    }
    let last = memo.last_rendered(&view.output(site));
    let _ = writeln!(
        text,
        "  last made   {}",
        last.map_or_else(
            || "never, as far as is remembered".to_owned(),
            |last| words(&last.why)
        )
    );
    let now = renderer.why_again(&view, last).map_or_else(
        || "as it was made last".to_owned(),
        |why| format!("to be made again {}", words(&why)),
    );
    let _ = writeln!(text, "  now         {now}");
    if plan.faults().has_errors() {
        let _ = writeln!(text, "\nThe site has errors: `masthead check` tells which.");
    }
    Ok(text)
}

fn words(why: &RenderCause) -> String {
    match why {
        RenderCause::First => "because nothing was remembered of it".to_owned(),
        RenderCause::Common => "because something changed that every page shows: the theme, the \
            settings, the people or the menu"
            .to_owned(),
        RenderCause::Own => "because something changed that it is made from: its file, what it \
            points at, or what it lists"
            .to_owned(),
        RenderCause::Answer(query) => format!("because {query} has another answer"),
        RenderCause::Gone => "because it was not there any more".to_owned(),
    }
}

fn no_page(plan: &BuildPlan<'_>, path: &str) -> Failure {
    let site = plan.site();
    let urls: Vec<String> = plan
        .views()
        .iter()
        .map(|view| view.url(site).to_string())
        .collect();
    let meant = nearest(path, urls.iter().map(String::as_str))
        .map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
    Failure::usage(format!("there is no page at `{path}`.{meant}"))
}
