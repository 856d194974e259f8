//! Pages as HTML.
//! From: `Site`, its resolved references and a theme. To: the text of every page that the site has.
//!
//! A template gets its own page and the settings as values; everything else it asks for through functions, so that
//! what a page depends on can be told from what it asked.

mod answers;
mod body;
mod faults;
mod functions;
mod theme;
mod values;
mod views;

pub use theme::{Theme, load_theme};
pub use views::{View, views};

use crate::base::{Diagnostic, LinkStyle, UrlPath};
use crate::model::Site;
use crate::resolve::{Resolved, SettingsText};
use answers::Answers;
use minijinja::Value;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What rendering needs beside the site and the theme.
pub struct Surroundings {
    /// Addresses of the theme's published files by name ("style.css").
    pub assets: BTreeMap<String, UrlPath>,
    /// The content security policy for `<meta>`, where pages carry one.
    pub policy: Option<String>,
    /// The settings' markdown, parsed.
    pub settings_text: SettingsText,
}

/// Renders every view and hands each to `take` as it is made. Returns every fault, those of one kind and place once.
pub fn render(
    site: &Arc<Site>,
    resolved: &Arc<Resolved>,
    theme: &Theme<'_>,
    surroundings: Surroundings,
    views: &[View],
    take: &(dyn Fn(&View, String) -> std::ops::ControlFlow<()> + Sync),
) -> Vec<Diagnostic> {
    let answers = Arc::new(Answers::new(site.clone(), resolved.clone(), theme, surroundings));
    let environment = theme.environment(&answers);
    let faults: Vec<faults::TemplateFault> = views
        .par_iter()
        .map(|view| match view_html(&environment, &answers, view) {
            Ok(html) => match take(view, html) {
                std::ops::ControlFlow::Continue(()) => Ok(None),
                std::ops::ControlFlow::Break(()) => Err(()),
            },
            Err(error) => Ok(Some(faults::TemplateFault::new(&error, &view.url(site), view.source(site)))),
        })
        .filter_map(Result::transpose)
        .collect::<Result<_, ()>>()
        .unwrap_or_default();
    faults::report(faults, theme)
}

/// The page that is being rendered: where links start from.
#[derive(Clone, Debug)]
pub(crate) struct Here {
    url: UrlPath,
    style: LinkStyle,
    /// Links start with this instead of being relative: on the 404 page, which is shown at any address.
    root: Option<String>,
    page: Option<crate::model::PageId>,
}

impl Here {
    fn link(&self, to: &UrlPath) -> String {
        match &self.root {
            Some(root) => to.absolute(root),
            None => to.relative_to(&self.url, self.style),
        }
    }
}

fn view_html(environment: &minijinja::Environment<'_>, answers: &Arc<Answers>, view: &View) -> Result<String, minijinja::Error> {
    let here = Arc::new(answers.here(view));
    let page = values::page(environment, answers, view, &here)?;
    let context = Value::from_pairs([
        ("page".to_owned(), page),
        ("site".to_owned(), values::site(answers, &here)),
        ("csp".to_owned(), answers.policy().map_or(Value::from(()), Value::from)),
        (functions::HERE.to_owned(), Value::from_dyn_object(here)),
        (functions::TEMPLATE.to_owned(), Value::from(format!("{}.html", view.template(answers.site())))),
    ]);
    theme::render(environment, functions::ENTRY, context)
}

impl minijinja::value::Object for Here {}
