//! Pages as HTML.
//! From: `Site`, its resolved references and a theme. To: the text of every page that the site has.
//!
//! A template gets its own page and the settings as values; everything else it asks for through functions, so that
//! what a page depends on can be told from what it asked.

mod answers;
mod body;
mod faults;
mod functions;
mod structured_data;
mod theme;
mod values;
mod views;

pub use theme::{Theme, load_theme};
pub use views::{View, views};

/// The address of the file that a table of the page at `page` is offered as; `id` is its block's.
#[must_use]
pub fn table_url(page: &UrlPath, id: &str) -> UrlPath {
    body::table_url(page, id)
}

use crate::base::{Diagnostic, LinkStyle, UrlPath};
use crate::model::{PageId, Site};
use crate::resolve::{Resolved, SettingsText};
use answers::Answers;
use minijinja::{Environment, Value};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What rendering needs beside the site and the theme.
pub struct Surroundings {
    /// Addresses of the theme's published files by name ("style.css").
    pub assets: BTreeMap<String, UrlPath>,
    /// The content security policy for `<meta>`, where pages carry one.
    pub policy: Option<String>,
    /// The settings' markdown, parsed.
    pub settings_text: SettingsText,
    /// What each feed is called, by the address of the page it belongs to.
    pub feeds: BTreeMap<UrlPath, String>,
}

/// A theme ready to show the pages of a site.
pub struct Renderer<'e> {
    environment: Environment<'e>,
    answers: Arc<Answers>,
    theme: &'e Theme<'e>,
}

impl<'e> Renderer<'e> {
    /// Prepares the templates of `theme` for the pages of `site`.
    #[must_use]
    pub fn new(site: Arc<Site>, resolved: Arc<Resolved>, theme: &'e Theme<'e>, surroundings: Surroundings) -> Self {
        let answers = Arc::new(Answers::new(site, resolved, theme, surroundings));
        let environment = theme.environment(&answers);
        Self { environment, answers, theme }
    }

    /// Renders every view and hands each to `take` as it is made. Returns every fault, those of one kind and place once.
    pub fn render(&self, views: &[View], take: &(dyn Fn(&View, String) -> ControlFlow<()> + Sync)) -> Vec<Diagnostic> {
        let site = self.answers.site();
        let faults: Vec<faults::TemplateFault> = views
            .par_iter()
            .map(|view| match self.view(view) {
                Ok(html) => match take(view, html) {
                    ControlFlow::Continue(()) => Ok(None),
                    ControlFlow::Break(()) => Err(()),
                },
                Err(error) => Ok(Some(faults::TemplateFault::new(&error, &view.url(site), view.source(site)))),
            })
            .filter_map(Result::transpose)
            .collect::<Result<_, ()>>()
            .unwrap_or_default();
        faults::report(faults, self.theme)
    }

    fn view(&self, view: &View) -> Result<String, minijinja::Error> {
        let here = Arc::new(self.answers.here(view));
        let page = values::page(&self.environment, &self.answers, view, &here)?;
        let context = Value::from_pairs([
            ("page".to_owned(), page),
            ("site".to_owned(), values::site(&self.answers, &here)),
            ("csp".to_owned(), self.answers.policy().map_or(Value::from(()), Value::from)),
            (functions::HERE.to_owned(), Value::from_dyn_object(here)),
            (functions::TEMPLATE.to_owned(), Value::from(format!("{}.html", view.template(self.answers.site())))),
        ]);
        theme::render(&self.environment, functions::ENTRY, context)
    }

    /// The texts of some pages as HTML with whole addresses, for places outside the site. A text that a template's fault
    /// stops is left out: the fault is reported where the page itself is rendered.
    #[must_use]
    pub fn absolute_bodies(&self, pages: &BTreeSet<PageId>, base: &str) -> BTreeMap<PageId, String> {
        let body = |id: &PageId| Some((*id, values::absolute_body(&self.environment, &self.answers, *id, base).ok()?));
        let bodies: Vec<(PageId, String)> = pages.par_iter().filter_map(body).collect();
        bodies.into_iter().collect()
    }
}

/// The page that is being rendered: where links start from.
#[derive(Clone, Debug)]
pub(crate) struct Here {
    url: UrlPath,
    style: LinkStyle,
    /// Links start with this instead of being relative: on the 404 page, which is shown at any address, and in feeds.
    root: Option<String>,
    page: Option<PageId>,
    /// The address of that page, of which `url` may be a later part.
    page_url: UrlPath,
}

impl Here {
    fn link(&self, to: &UrlPath) -> String {
        match &self.root {
            Some(root) => to.absolute(root),
            None => to.relative_to(&self.url, self.style),
        }
    }
}

impl minijinja::value::Object for Here {}
