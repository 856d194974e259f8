//! Answers requests from one state of the site. From: a round and a request. To: an answer, or a
//! message to the round that it cannot be given yet.

use super::desk::{EngineAnswer, Message, PendingRequest, PreviewRequest};
use super::round::Round;
use super::state;
use crate::base::{OutputPath, UrlPath, sub_path};
use crate::render::{TemplateFault, View};
use crate::source::Artifact;

impl Round<'_> {
    /// Answers a request from the state of the site.
    pub(super) fn answer(&self, ask: PendingRequest) {
        let answer = match &ask.request {
            PreviewRequest::State { path, local } => {
                let url = self.below(path).map(UrlPath::new);
                let view = url.as_ref().and_then(|url| self.plan.view(&url.output()));
                EngineAnswer::State(state::of(self, view.as_ref(), *local))
            }
            PreviewRequest::File(path) => match self.file(path) {
                Ok(Some(answer)) => answer,
                Ok(None) => return self.later(ask),
                Err(fault) => {
                    let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                    return;
                }
            },
        };
        // The asker may have gone away.
        let _ = ask.reply.send(answer);
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

    /// Returns the file at an address, or `None` when it may be one that is not made yet.
    fn file(&self, path: &str) -> Result<Option<EngineAnswer>, TemplateFault> {
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
            return Ok(Some(EngineAnswer::Page(self.renderer.page(&view)?.0)));
        }
        if let Some(artifact) = self.plan.file(&output) {
            return Ok(Some(of_artifact(output, artifact)));
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
        let PreviewRequest::File(path) = &ask.request else {
            return self.answer(ask);
        };
        let output = self.below(path).map(|below| UrlPath::new(below).output());
        let found =
            output.and_then(|output| Some(of_artifact(output.clone(), self.held.get(&output)?)));
        let answer = match found {
            Some(answer) => answer,
            None => match self.missing() {
                Ok(answer) => answer,
                Err(fault) => {
                    let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                    return;
                }
            },
        };
        let _ = ask.reply.send(answer);
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

fn of_artifact(path: OutputPath, artifact: Artifact) -> EngineAnswer {
    match (artifact.whole(), artifact) {
        (None, Artifact::Copy(handle)) => EngineAnswer::Disk(path, handle),
        (bytes, artifact) => {
            EngineAnswer::File(path, bytes.unwrap_or_default(), artifact.stamp().sha256)
        }
    }
}
