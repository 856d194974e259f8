//! Renders pages as HTML. Takes a `Site`, its resolved references and a theme; gives the text of
//! every page that the site has.
//!
//! A template gets its own page and the settings as values; everything else it asks for through
//! functions, so that what a page depends on can be told from what it asked.

mod answers;
mod body;
mod citations;
mod exports;
mod faults;
mod fingerprints;
mod functions;
mod previews;
mod shared;
mod structured_data;
mod theme;
mod theme_slips;
mod values;
mod views;
mod words;

pub use exports::{Export, export_url, exports};
pub use faults::{TemplateFault, report};
pub use theme::{Theme, load_theme};
pub use views::{View, views};

/// Returns the address of the file that a table of the page at `page` is offered as; `id` is that
/// of the table's block.
#[must_use]
pub fn table_url(page: &UrlPath, id: &str) -> UrlPath {
    body::table_url(page, id)
}

use crate::base::{Fingerprint, LinkStyle, OutputPath, UrlPath};
use crate::memo::{Memo, RecordedAnswer, RenderCause, RenderEntry};
use crate::model::{PageId, Site};
use crate::resolve::{Resolved, SettingsText};
use crate::source::{Artifact, Flow, Sink};
use answers::Answers;
use minijinja::{Environment, Value};
use rayon::prelude::*;
use shared::PartTargets;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The inputs of rendering beside the site and the theme.
#[derive(Clone)]
pub struct RenderContext {
    /// The addresses of the theme's published files by name ("style.css").
    pub assets: BTreeMap<String, UrlPath>,
    /// The content security policy for `<meta>`, where pages carry one.
    pub policy: Option<String>,
    /// The settings' markdown, parsed.
    pub settings_text: SettingsText,
    /// The title of each feed, by the address of the page it belongs to.
    pub feeds: BTreeMap<UrlPath, String>,
}

/// A theme ready to show the pages of a site.
pub struct Renderer<'e> {
    environment: Environment<'e>,
    answers: Arc<Answers>,
    /// The fingerprint of everything that is the same on every page.
    common: Fingerprint,
}

/// The outcome of rendering one view.
enum ViewOutcome {
    /// A file, fresh from its template or known to be the same as before.
    File(OutputPath, RenderEntry),
    /// A fault in the view's template.
    Fault(TemplateFault),
}

/// The outcome of rendering several views.
#[derive(Default)]
pub struct Rendered {
    /// The facts about each file that the next build needs.
    pub entries: BTreeMap<OutputPath, RenderEntry>,
    /// The faults of templates.
    pub faults: Vec<TemplateFault>,
}

impl<'e> Renderer<'e> {
    /// Prepares the templates of `theme` for the pages of `site`. `given` is the fingerprint of the
    /// theme, the settings and the declared people.
    #[must_use]
    pub fn new(
        site: Arc<Site>,
        resolved: Arc<Resolved>,
        theme: &'e Theme<'e>,
        surroundings: RenderContext,
        given: Fingerprint,
    ) -> Self {
        let answers = Arc::new(Answers::new(site, resolved, theme, surroundings));
        let environment = theme.environment(&answers);
        let common = answers.common_fingerprint(given);
        Self {
            environment,
            answers,
            common,
        }
    }

    /// Renders every view that is not known to be the same as before, and hands each to `sink` as
    /// it is made. Returns what to remember, and every fault.
    pub fn render(&self, views: &[View], memo: &Memo, sink: &dyn Sink) -> Rendered {
        // Small pieces share the work well: lists are longer than pages, and no thread should be
        // left with them at the end.
        let made: Option<Vec<ViewOutcome>> = views
            .par_iter()
            .with_max_len(8)
            .map(|view| self.view(view, memo, sink))
            .collect();
        let mut faults = Vec::new();
        let files = made.into_iter().flatten().filter_map(|made| match made {
            ViewOutcome::File(path, entry) => Some((path, entry)),
            ViewOutcome::Fault(fault) => {
                faults.push(fault);
                None
            }
        });
        Rendered {
            entries: files.collect(),
            faults,
        }
    }

    /// Renders one page, whatever earlier builds remember of it.
    ///
    /// # Errors
    /// The fault of its template.
    pub fn page(&self, view: &View) -> Result<(String, Vec<RecordedAnswer>), TemplateFault> {
        self.html(view).map_err(|error| self.fault(&error, view))
    }

    /// Returns the cause for which a view whose key is `key` is made, when this is remembered of
    /// it.
    fn why(&self, last: Option<&RenderEntry>, key: Fingerprint) -> RenderCause {
        let Some(last) = last else {
            return RenderCause::First;
        };
        if last.common != self.common {
            return RenderCause::Common;
        }
        if last.key != key {
            return RenderCause::Own;
        }
        let other = last
            .reads
            .iter()
            .find(|read| !self.answers.still_answer(std::slice::from_ref(*read)));
        other.map_or(RenderCause::Gone, |read| {
            RenderCause::Answer(read.query.clone())
        })
    }

    /// Returns the cause for which a view would be made again, when this is remembered of it, or
    /// `None` when it would not.
    #[must_use]
    pub fn why_again(&self, view: &View, last: Option<&RenderEntry>) -> Option<RenderCause> {
        Some(self.why(last, self.answers.view_fingerprint(view, self.common)))
            .filter(|why| *why != RenderCause::Gone)
    }

    fn fault(&self, error: &minijinja::Error, view: &View) -> TemplateFault {
        let site = self.answers.site();
        TemplateFault::new(error, &view.url(site), view.source(site))
    }

    /// Renders one view, or reuses its file. Returns `None` when the sink takes no more.
    fn view(&self, view: &View, memo: &Memo, sink: &dyn Sink) -> Option<ViewOutcome> {
        let site = self.answers.site();
        let path = view.output(site);
        let key = self.answers.view_fingerprint(view, self.common);
        if let Some(entry) = memo
            .rendered(&path, key)
            .filter(|entry| self.answers.still_answer(&entry.reads))
            && sink.holds(&path, entry.stamp)
        {
            return Some(ViewOutcome::File(path, entry.clone()));
        }
        let why = self.why(memo.last_rendered(&path), key);
        let (html, reads) = match self.html(view) {
            Ok(made) => made,
            Err(error) => return Some(ViewOutcome::Fault(self.fault(&error, view))),
        };
        let artifact = Artifact::bytes(html.into_bytes());
        let stamp = artifact.stamp();
        match sink.take(&path, artifact) {
            Flow::Continue => Some(ViewOutcome::File(
                path,
                RenderEntry {
                    key,
                    reads,
                    stamp,
                    common: self.common,
                    why,
                },
            )),
            Flow::Stop => None,
        }
    }

    /// Returns the text of a view, and what its template asked for.
    fn html(&self, view: &View) -> Result<(String, Vec<RecordedAnswer>), minijinja::Error> {
        let here = Arc::new(self.answers.here(view));
        let page = values::page(&self.environment, &self.answers, view, &here)?;
        let context = values::record([
            ("page", page),
            ("site", values::site(&self.answers, &here)),
            (
                "csp",
                self.answers.policy().map_or(Value::from(()), Value::from),
            ),
            (functions::HERE, Value::from_dyn_object(here.clone())),
            (
                functions::TEMPLATE,
                Value::from(format!("{}.html", view.template(self.answers.site()))),
            ),
        ]);
        Ok((
            theme::render(&self.environment, functions::ENTRY, context)?,
            here.reads(),
        ))
    }

    /// Returns the text of a page as HTML with whole addresses, for places outside the site, and
    /// what its components asked for. A text that a template's fault stops is left out: the fault
    /// is reported where the page itself is rendered.
    #[must_use]
    pub fn absolute_body(&self, page: PageId, base: &str) -> Option<(String, Vec<RecordedAnswer>)> {
        values::absolute_body(&self.environment, &self.answers, page, base).ok()
    }

    /// Computes the fingerprint of everything that the text of a page is made from.
    #[must_use]
    pub fn body_fingerprint(&self, page: PageId) -> Fingerprint {
        self.answers.body_fingerprint(page, self.common)
    }

    /// Reports whether every recorded question still has the recorded answer.
    #[must_use]
    pub fn still_answer(&self, reads: &[RecordedAnswer]) -> bool {
        self.answers.still_answer(reads)
    }
}

/// The page being rendered: where its links start, and what its templates have asked.
#[derive(Debug)]
pub(crate) struct CurrentPage {
    url: UrlPath,
    style: LinkStyle,
    /// The beginning of links that are not relative, on the 404 page, which is shown at any
    /// address, and in feeds.
    root: Option<String>,
    page: Option<PageId>,
    /// The address of the page, of which `url` may be a later part.
    page_url: UrlPath,
    /// The questions asked so far.
    reads: Mutex<Vec<RecordedAnswer>>,
    /// The addresses that a shared part leads to; `None` for a whole page.
    shared: Option<PartTargets>,
}

impl CurrentPage {
    fn note(&self, read: RecordedAnswer) {
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(read);
    }

    /// Returns the questions asked so far, each once.
    fn reads(&self) -> Vec<RecordedAnswer> {
        let mut reads =
            std::mem::take(&mut *self.reads.lock().unwrap_or_else(PoisonError::into_inner));
        reads.sort();
        reads.dedup();
        reads
    }

    /// Returns the context of a shared part on this page.
    fn part(&self) -> Self {
        Self {
            url: self.url.clone(),
            style: self.style,
            root: self.root.clone(),
            page: None,
            page_url: self.page_url.clone(),
            reads: Mutex::default(),
            shared: Some(PartTargets::default()),
        }
    }

    /// Records that the shown links depend on the way from this page to `to`.
    fn leads_to(&self, to: &UrlPath) {
        if let Some(targets) = &self.shared {
            targets.note(to);
        }
    }

    fn link(&self, to: &UrlPath) -> String {
        self.leads_to(to);
        match &self.root {
            Some(root) => to.absolute(root),
            None => to.relative_to(&self.url, self.style),
        }
    }
}

impl minijinja::value::Object for CurrentPage {}
