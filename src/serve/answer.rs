//! Answers requests from one state of the site. From: a round and a request. To: an answer, or a
//! message to the round that it cannot be given yet.

use super::desk::{EngineAnswer, Message, PendingRequest, PreviewRequest};
use super::round::Round;
use super::state;
use super::status::EngineWork;
use crate::base::{OutputPath, SourcePath, UrlPath, sub_path};
use crate::model::HeldReason;
use crate::parse::front::address_by_place;
use crate::render::{TemplateFault, View};
use crate::source::Artifact;

impl Round<'_> {
    /// Answers a request from the state of the site.
    pub(super) fn answer(&self, ask: PendingRequest) {
        let answer = match &ask.request {
            PreviewRequest::State { path, local } => {
                let url = self.below(path).map(UrlPath::new);
                let view = url.as_ref().and_then(|url| self.plan.view(&url.output()));
                let working = ask.late.as_ref().map(|work| self.words(work, *local));
                EngineAnswer::State(state::of(self, view.as_ref(), *local, working.as_deref()))
            }
            PreviewRequest::File { path, local } => {
                match self.file(path, ask.late.as_ref(), *local) {
                    Ok(Some(answer)) => answer,
                    Ok(None) => return self.later(ask),
                    Err(fault) => {
                        let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                        return;
                    }
                }
            }
        };
        // The asker may have gone away.
        let _ = ask.reply.send(answer);
    }

    /// Says what the engine is at work on. A page that is not published may not be named, nor any
    /// file to others on the network.
    fn words(&self, work: &EngineWork, local: bool) -> String {
        let by_source = &self.plan.site().by_source;
        work.words(&|file| local && (!is_page(file) || by_source.contains_key(file)))
    }

    /// Puts a request off until the files beside the pages are made.
    fn later(&self, ask: PendingRequest) {
        let _ = self.outbox.send(Message::NotYet(self.number, ask));
    }

    /// Returns the path below the folder in which the site stands on its host.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let base = self
            .plan
            .site()
            .settings
            .base_url
            .as_deref()
            .map_or("/", sub_path);
        path.strip_prefix(base.trim_end_matches('/'))
            .filter(|rest| rest.starts_with('/'))
    }

    /// Returns the file at an address, or `None` when it may be one that is not made yet. A page
    /// whose file the engine is at work on is not shown as it was: `late` says what is going on.
    fn file(
        &self,
        path: &str,
        late: Option<&EngineWork>,
        local: bool,
    ) -> Result<Option<EngineAnswer>, TemplateFault> {
        let base = self
            .plan
            .site()
            .settings
            .base_url
            .as_deref()
            .map_or("/", sub_path);
        if base != "/" && (path == "/" || path == base.trim_end_matches('/')) {
            return Ok(Some(EngineAnswer::Elsewhere(
                UrlPath::new(base).absolute("/"),
            )));
        }
        let Some(below) = self.below(path) else {
            return self.missing().map(Some);
        };
        if self.theme_at_fault {
            return Ok(Some(EngineAnswer::NoPage));
        }
        let url = UrlPath::new(below);
        let output = url.output();
        if let Some(view) = self.plan.view(&output) {
            if let Some(work) = late
                && let Some(source) = view.source(self.plan.site())
                && work.is_on(source)
            {
                return Ok(Some(EngineAnswer::Working(self.words(work, local))));
            }
            return Ok(Some(EngineAnswer::Page(self.renderer.page(&view)?.0)));
        }
        if let Some(artifact) = self.plan.file(&output) {
            return Ok(Some(of_artifact(output, artifact)));
        }
        if let Some(order) = self.plan.made_picture(&url) {
            return Ok(Some(EngineAnswer::Picture(url, order)));
        }
        let as_folder = UrlPath::new(&format!("{below}/"));
        if !below.ends_with('/') && self.plan.view(&as_folder.output()).is_some() {
            return Ok(Some(EngineAnswer::Elsewhere(
                UrlPath::new(&format!("{path}/")).absolute("/"),
            )));
        }
        Ok(None)
    }

    /// Answers a request for a file beside the pages, once these are made.
    pub(super) fn answer_from_rest(&self, ask: PendingRequest) {
        let PreviewRequest::File { path, local } = &ask.request else {
            return self.answer(ask);
        };
        let output = self.below(path).map(|below| UrlPath::new(below).output());
        let found =
            output.and_then(|output| Some(of_artifact(output.clone(), self.held.get(&output)?)));
        let answer = match (found, &ask.late) {
            (Some(answer), _) => answer,
            // It may be a new page.
            (None, Some(work)) => EngineAnswer::Working(self.words(work, *local)),
            (None, None) => match self
                .held_back(path)
                .filter(|_| *local)
                .map_or_else(|| self.missing(), |words| Ok(EngineAnswer::HeldBack(words)))
            {
                Ok(answer) => answer,
                Err(fault) => {
                    let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                    return;
                }
            },
        };
        let _ = ask.reply.send(answer);
    }

    /// Says why no page stands at the address that the place of a held-back page gives it, and how
    /// to see it. Others on the network are not told.
    fn held_back(&self, path: &str) -> Option<String> {
        let asked = self.below(path)?.trim_matches('/');
        let mut pages = self.plan.site().held_back.values();
        let page =
            pages.find(|page| address_by_place(Some(&page.source)).trim_matches('/') == asked)?;
        let option = match page.reason {
            HeldReason::Draft => "Start the preview with `masthead serve --drafts` to see it.",
            HeldReason::Until(_) | HeldReason::Dated(_) => {
                "Start the preview with `masthead serve --future` to see it."
            }
            HeldReason::Expired(_) => "Take out its `expires_on` to see it.",
        };
        Some(format!(
            "{} is held back from the site ({}). {option}",
            page.source, page.reason
        ))
    }

    /// Returns what is shown at an address without a page.
    fn missing(&self) -> Result<EngineAnswer, TemplateFault> {
        if self.theme_at_fault {
            return Ok(EngineAnswer::NoPage);
        }
        let is_made = self.plan.views().contains(&View::NotFound);
        if is_made {
            Ok(EngineAnswer::Missing(
                self.renderer.page(&View::NotFound)?.0,
            ))
        } else {
            Ok(EngineAnswer::Nothing)
        }
    }
}

/// Reports whether a file is a page of the content.
fn is_page(file: &SourcePath) -> bool {
    file.extension() == "md"
}

fn of_artifact(path: OutputPath, artifact: Artifact) -> EngineAnswer {
    match (artifact.whole(), artifact) {
        (None, Artifact::Copy(handle)) => EngineAnswer::Disk(path, handle),
        (bytes, artifact) => {
            EngineAnswer::File(path, bytes.unwrap_or_default(), artifact.stamp().sha256)
        }
    }
}
