//! Renders the pages of a site that are not known to be the same as before. Takes the views of a
//! site, and what is remembered of earlier builds; gives files, what to remember of each, and the
//! faults of templates.

use super::answers::{Answers, RenderContext};
use super::bounded;
use super::content::content_page;
use super::current_page::CurrentPage;
use super::facts::answer::still_answer;
use super::facts::content_page::OpenPage;
use super::facts::generated_pages::GeneratedPage;
use super::facts::record::record;
use super::facts::settings;
use super::facts::site_wide::SiteWide;
use super::facts::source::Source;
use super::faults::TemplateFault;
use super::functions;
use super::letters::{self, LetterService};
use super::output::{LETTER, Output, PAGE, TemplateChoice};
use super::steps::{self, PageSteps, SiteSteps};
use super::theme::{HERE, TEMPLATE, Theme};
use super::views::View;
use crate::base::{Digest, Fingerprint, OutputPath, UrlPath};
use crate::memo::{Memo, RecordedAnswer, RenderCause, RenderEntry};
use crate::model::{PageId, Site};
use crate::resolve::Resolved;
use crate::source::{Artifact, Flow, Sink};
use minijinja::{Environment, Error, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A theme ready to show the pages of a site.
pub struct Renderer<'e> {
    theme: &'e Theme<'e>,
    environment: Environment<'e>,
    answers: Arc<Answers>,
    /// The fingerprint of everything that is the same on every page.
    common: Fingerprint,
    steps: SiteSteps,
    /// Whether a template took too many steps. The site cannot be published then, and its other
    /// pages would take as long.
    is_stopped: AtomicBool,
}

/// The outcome of rendering one view.
enum ViewOutcome {
    /// A file, fresh from its template or known to be the same as before.
    File(OutputPath, RenderEntry),
    /// A fault in the view's template.
    Fault(TemplateFault),
    /// A template that took too many steps, so that the views behind this one are left out.
    TooManySteps(TemplateFault),
}

/// A view as it is written.
struct WrittenView {
    text: String,
    /// The questions that its templates asked.
    reads: Vec<RecordedAnswer>,
    /// The steps that they took.
    taken: u64,
}

/// The outcome of rendering several views.
#[derive(Default)]
pub struct Rendered {
    /// The facts about each file that the next build needs.
    pub entries: BTreeMap<OutputPath, RenderEntry>,
    /// The faults of templates.
    pub faults: Vec<TemplateFault>,
}

/// The values that the template of a view sees as `page`.
#[derive(Debug, Default)]
pub struct TemplateValues {
    /// Every value as text, by its name.
    pub values: BTreeMap<String, String>,
    /// The questions that the texts of the page asked.
    pub reads: Vec<RecordedAnswer>,
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
        let environment = functions::environment(theme, &answers);
        let digest = Digest::new().fingerprint(given);
        let common = SiteWide::of(&answers).add_to(digest).done();
        Self {
            theme,
            environment,
            answers,
            common,
            steps: SiteSteps::default(),
            is_stopped: AtomicBool::new(false),
        }
    }

    /// Renders every view that is not known to be the same as before, and hands each to `sink` as
    /// it is made. Returns what to remember, and every fault: where a template takes too many
    /// steps, those of the views up to the first of these.
    pub fn render(&self, views: &[View], memo: &Memo, sink: &dyn Sink) -> Rendered {
        // Small pieces share the work well: lists are longer than pages, and no thread should be
        // left with them at the end.
        self.steps.expect(views.len());
        let end = AtomicUsize::new(views.len());
        let outcomes: Option<Vec<Option<ViewOutcome>>> = views
            .par_iter()
            .enumerate()
            .with_max_len(8)
            .map(|(at, view)| {
                if at > end.load(Ordering::Relaxed) {
                    return Some(None);
                }
                let outcome = self.view(view, memo, sink)?;
                if matches!(outcome, ViewOutcome::TooManySteps(_)) {
                    end.fetch_min(at, Ordering::Relaxed);
                    self.is_stopped.store(true, Ordering::Relaxed);
                }
                Some(Some(outcome))
            })
            .collect();
        let mut rendered = Rendered::default();
        // Which views behind the end were begun before it was known differs from build to build.
        let known = end.into_inner().saturating_add(1);
        for outcome in outcomes.into_iter().flatten().take(known).flatten() {
            match outcome {
                ViewOutcome::File(path, entry) => {
                    rendered.entries.insert(path, entry);
                }
                ViewOutcome::Fault(fault) | ViewOutcome::TooManySteps(fault) => {
                    rendered.faults.push(fault);
                }
            }
        }
        rendered
    }

    /// Renders one page, whatever earlier builds remember of it.
    ///
    /// # Errors
    /// Fails with the fault of the page's template.
    pub fn page(&self, view: &View) -> Result<(String, Vec<RecordedAnswer>), TemplateFault> {
        let written = self.written(view, &PAGE);
        let written = written.map(|written| (written.text, written.reads));
        written.map_err(|error| self.fault(&error, view, &PAGE))
    }

    /// Writes a page of the content as `output`, which is not its page. Returns the text and what
    /// its templates asked for, or `None` where the theme has no template for it, or a template has
    /// taken too many steps before.
    ///
    /// # Errors
    /// Fails with the fault of a template.
    #[must_use]
    pub fn beside(
        &self,
        page: PageId,
        output: &Output,
    ) -> Option<Result<(String, Vec<RecordedAnswer>), TemplateFault>> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return None;
        }
        let view = View::Page(page);
        self.template(&view, output)?;
        let written = self.written(&view, output);
        let written = written.map(|written| (written.text, written.reads));
        Some(written.map_err(|error| self.fault(&error, &view, output)))
    }

    /// Writes a letter to a service about the figures of pages, at least one. `styles` is the style
    /// sheet of the letter, which needs no other file.
    ///
    /// # Errors
    /// Fails with the fault of the template of letters.
    pub fn letter(
        &self,
        pages: &[PageId],
        to: LetterService<'_>,
        styles: &str,
    ) -> Result<String, TemplateFault> {
        let view = View::Page(pages[0]);
        let letter = |steps| {
            let here = Arc::new(self.answers.here(&view, &LETTER, steps));
            let context = record([
                ("letter", letters::letter(&self.answers, pages, to, styles)),
                ("site", settings::site(&self.answers, &here)),
                (HERE, Value::from_dyn_object(here.clone())),
                (TEMPLATE, Value::from(LETTER.template("letter.html"))),
            ]);
            bounded::render(&self.environment, &here.steps, context)
        };
        let written = self.steps.page(letter);
        written.map_err(|error| self.fault(&error, &view, &LETTER))
    }

    /// Returns the address of a page's file for calendar programs, if it has one.
    #[must_use]
    pub fn calendar(&self, page: PageId) -> Option<UrlPath> {
        self.answers.calendar(page)
    }

    /// Returns the template that shows a view as `output`, or `None` where the theme has none.
    fn template(&self, view: &View, output: &Output) -> Option<String> {
        let site = self.answers.site();
        match output.choice {
            TemplateChoice::OfView => {
                Some(output.template(&format!("{}.{}", view.template(site), output.ending)))
            }
            TemplateChoice::OfKind(other) => {
                let (id, _) = view.page_of_content()?;
                let own = Some(site.pages[id].kind().name());
                let mut names = own.into_iter().chain(other);
                names.find_map(|name| self.theme.template_name(output, name))
            }
        }
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
            .find(|read| !self.still_answer(std::slice::from_ref(*read)));
        other.map_or(RenderCause::Gone, |read| {
            RenderCause::Answer(read.query.clone())
        })
    }

    /// Returns the cause for which a view would be made again, when this is remembered of it, or
    /// `None` when it would not.
    #[must_use]
    pub fn why_again(&self, view: &View, last: Option<&RenderEntry>) -> Option<RenderCause> {
        Some(self.why(last, self.fingerprint(view, &PAGE))).filter(|why| *why != RenderCause::Gone)
    }

    fn fault(&self, error: &Error, view: &View, output: &Output) -> TemplateFault {
        let site = self.answers.site();
        TemplateFault::new(error, output, &view.url(site), view.source(site))
    }

    /// Renders one view, or reuses its file. Returns `None` when the sink takes no more.
    fn view(&self, view: &View, memo: &Memo, sink: &dyn Sink) -> Option<ViewOutcome> {
        let site = self.answers.site();
        let path = view.output(site);
        let key = self.fingerprint(view, &PAGE);
        if let Some(entry) = memo
            .rendered(&path, key)
            .filter(|entry| self.still_answer(&entry.reads))
            && sink.holds(&path, entry.stamp)
        {
            return Some(ViewOutcome::File(path, entry.clone()));
        }
        let why = self.why(memo.last_rendered(&path), key);
        let WrittenView { text, reads, taken } = match self.written(view, &PAGE) {
            Ok(written) => written,
            Err(error) => {
                let fault = self.fault(&error, view, &PAGE);
                return Some(if steps::is_out_of_steps(&error) {
                    ViewOutcome::TooManySteps(fault)
                } else {
                    ViewOutcome::Fault(fault)
                });
            }
        };
        if let Some(problem) = self.steps.add(taken) {
            let template = self.template(view, &PAGE);
            let fault = TemplateFault::of_site(problem, template, &view.url(site));
            return Some(ViewOutcome::TooManySteps(fault));
        }
        let artifact = Artifact::bytes(text.into_bytes());
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

    /// Returns the text of a view as `output`, and what its templates asked for.
    fn written(&self, view: &View, output: &Output) -> Result<WrittenView, Error> {
        self.steps
            .page(|steps| self.written_within(view, output, steps))
    }

    fn written_within(
        &self,
        view: &View,
        output: &Output,
        steps: PageSteps,
    ) -> Result<WrittenView, Error> {
        let here = Arc::new(self.answers.here(view, output, steps));
        let context = record([
            ("page", self.page_value(view, &here)?),
            ("site", settings::site(&self.answers, &here)),
            ("csp", Value::from(self.answers.policy())),
            (HERE, Value::from_dyn_object(here.clone())),
            (TEMPLATE, Value::from(self.template(view, output))),
        ]);
        let text = bounded::render(&self.environment, &here.steps, context)?;
        Ok(WrittenView {
            text: (output.last_step)(text, &here),
            reads: here.reads(),
            taken: here.steps.taken(),
        })
    }

    /// Returns the value `page` for the template of a view.
    fn page_value(&self, view: &View, here: &Arc<CurrentPage>) -> Result<Value, Error> {
        let generated = GeneratedPage::of(&self.answers, view, Some(here));
        if let Some(page) = generated {
            return Ok(page.value(SiteWide::of(&self.answers)));
        }
        let Some((id, number)) = view.page_of_content() else {
            return Ok(Value::from(()));
        };
        content_page(&self.environment, &self.answers, id, number, here)
    }

    /// Returns what the template of a view sees as `page`: every value by its name, as text, and
    /// the questions that its texts ask.
    ///
    /// # Errors
    /// Fails with the fault of a template that a text of the page needs.
    pub fn page_facts(&self, view: &View) -> Result<TemplateValues, TemplateFault> {
        let here = Arc::new(self.answers.here(view, &PAGE, PageSteps::new(steps::MOST)));
        let page = self.page_value(view, &here);
        let page = page.map_err(|error| self.fault(&error, view, &PAGE))?;
        let names = page.try_iter().into_iter().flatten();
        let values = names.filter_map(|name| {
            let value = page.get_item(&name).ok()?;
            Some((name.to_string(), value.to_string()))
        });
        Ok(TemplateValues {
            values: values.collect(),
            reads: here.reads(),
        })
    }

    /// Computes the fingerprint of everything that the template of a view as `output` is given.
    #[must_use]
    pub fn fingerprint(&self, view: &View, output: &Output) -> Fingerprint {
        let site = self.answers.site();
        let digest = Digest::new()
            .fingerprint(self.common)
            .maybe(self.template(view, output).as_deref())
            .text(view.url(site).as_str());
        let digest = GeneratedPage::of(&self.answers, view, None).add_to(digest);
        let page = view.page_of_content();
        let page = page.map(|(id, number)| OpenPage::new(&self.answers, id, number));
        page.add_to(digest).done()
    }

    /// Reports whether every recorded question still has the recorded answer.
    #[must_use]
    pub fn still_answer(&self, reads: &[RecordedAnswer]) -> bool {
        still_answer(&self.answers, reads)
    }
}
