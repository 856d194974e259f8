//! `masthead explain /an/address/`: prints what a page is made from, and why it was last made anew.
//! From: the site's folder and the memo. To: text on the terminal.

use super::exit::Exit;
use super::failure::Failure;
use super::memory::{self, MemoUse};
use super::run::{CommandRun, SiteFolder};
use super::terminal::Terminal;
use crate::base::{UrlPath, human_size, nearest};
use crate::disk::MemoryFolder;
use crate::memo::{Memo, RenderCause};
use crate::model::{Release, Withhold};
use crate::pipeline::{self, BuildPlan, Options, Search};
use crate::render::View;
use crate::scan::CachePolicy;
use std::fmt::Write as _;

/// Prints the facts about the page at `address`, which may be a draft or a scheduled page.
pub(super) fn run(run: &CommandRun, address: &str) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let memo = memory::load(&MemoryFolder::of(&site.root), MemoUse::Yes, Search::Include);
    let as_published = site.options_of(None, false, false)?;
    let with_held_back = site.options_of(None, true, true)?;
    let facts = facts_in(&site, &as_published, &memo, address)
        .or_else(|_| facts_in(&site, &with_held_back, &memo, address))?;
    Terminal::show(&facts)?;
    Ok(Exit::Clean)
}

/// Tells the facts about a page of the site that `options` make.
fn facts_in(
    site: &SiteFolder,
    options: &Options,
    memo: &Memo,
    address: &str,
) -> Result<String, Failure> {
    let plan = pipeline::plan(&site.tree, options, memo);
    let view = view_at(&plan, address)?;
    let mut text = String::new();
    tell_origin(&mut text, &plan, &view, options);
    if plan.is_theme_at_fault() {
        text.push_str("\nThe theme has a fault: `masthead check` tells which.\n");
        return Ok(text);
    }
    tell_render(&mut text, &plan, &view, memo);
    if plan.faults().has_errors() {
        text.push_str("\nThe site has errors: `masthead check` tells which.\n");
    }
    Ok(text)
}

/// Finds the view that `address` leads to, with or without a slash at its end.
fn view_at(plan: &BuildPlan<'_>, address: &str) -> Result<View, Failure> {
    let path = address.split(['#', '?']).next().unwrap_or(address);
    let with_slash = format!("{}/", path.trim_end_matches('/'));
    plan.view(&UrlPath::new(path).output())
        .or_else(|| plan.view(&UrlPath::new(&with_slash).output()))
        .ok_or_else(|| no_page(plan, path))
}

/// Tells the address of a view, what it is made from, and in which state.
fn tell_origin(text: &mut String, plan: &BuildPlan<'_>, view: &View, options: &Options) {
    let site = plan.site();
    let _ = writeln!(text, "{}", view.url(site));
    match view {
        View::Redirect { to, .. } => {
            let to = &site.pages[*to].url;
            let _ = writeln!(text, "  leads to    {to}, which stood here before");
        }
        View::Moved(at) => {
            let to = &site.moved[*at].to;
            let _ = writeln!(
                text,
                "  leads to    {to}, as `redirects:` in the settings say"
            );
        }
        _ => {}
    }
    let source = view.source(site).map_or_else(
        || "no file: masthead makes this page from others".to_owned(),
        ToString::to_string,
    );
    let _ = writeln!(text, "  source      {source}");
    if let View::Page(id) | View::More { section: id, .. } = view {
        let page = &site.pages[*id];
        let strict = Release {
            drafts: Withhold::Yes,
            future: Withhold::Yes,
            ..options.release
        };
        let state = strict
            .holds_back(&page.parsed.front)
            .map_or_else(|| "published".to_owned(), |reason| reason.to_string());
        let _ = writeln!(text, "  kind        {}, {state}", page.kind().name());
    }
    let template = plan
        .template_file(view)
        .map_or_else(|| "none".to_owned(), ToString::to_string);
    let _ = writeln!(text, "  template    {template}");
}

/// Tells what a view asks for while it is rendered, and why it was or will be made anew.
fn tell_render(text: &mut String, plan: &BuildPlan<'_>, view: &View, memo: &Memo) {
    let renderer = plan.renderer();
    match renderer.page(view) {
        Ok((html, reads)) => {
            let queries: Vec<String> = reads.iter().map(|read| read.query.to_string()).collect();
            let queries = if queries.is_empty() {
                "nothing beyond the page itself and the settings".to_owned()
            } else {
                queries.join("\n              ")
            };
            let size = human_size(html.len() as u64);
            let _ = writeln!(text, "  asks for    {queries}");
            let _ = writeln!(text, "  size        {size}");
        }
        Err(_) => text.push_str(
            "  asks for    unknown: its template has a fault, and `masthead check` tells which\n",
        ),
    }
    let last = memo.last_rendered(&view.output(plan.site()));
    let last_made = last.map_or_else(
        || "never, as far as is remembered".to_owned(),
        |last| words(&last.why),
    );
    let now = renderer.why_again(view, last).map_or_else(
        || "as it was made last".to_owned(),
        |why| format!("to be made again {}", words(&why)),
    );
    let _ = writeln!(text, "  last made   {last_made}");
    let _ = writeln!(text, "  now         {now}");
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
