//! The sixth stage of a build, beside the pages: theme assets, copies, tables, feeds, files for
//! hosts, and the search index. It takes a [`BuildPlan`], hands finished files to a sink, and gives
//! [`SideFiles`].

use super::calendars::{CalendarInputs, WrittenCalendars};
use super::feeds::{FeedInputs, WrittenFeeds};
use super::plan::BuildPlan;
use super::{outputs, search};
use crate::base::{Faults, OutputPath};
use crate::memo::{Memo, RenderEntry, SearchMemo};
use crate::render::{Renderer, TemplateFault};
use crate::source::{Artifact, Flow, Sink};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What came of the files beside the pages of a site.
#[derive(Default)]
pub struct SideFiles {
    /// Whether the sink refused a file, so that some are missing.
    pub stopped: bool,
    /// The entries to remember of files that templates had a part in.
    pub entries: BTreeMap<OutputPath, RenderEntry>,
    /// The faults of search.
    pub faults: Faults,
    /// The faults of templates.
    pub template_faults: Vec<TemplateFault>,
    /// The search entries to remember, if search was made.
    pub(crate) searched: Option<SearchMemo>,
}

impl BuildPlan<'_> {
    /// Hands everything beside the pages to `sink`; feeds and search as far as something in them
    /// changed. Does nothing when the theme has a fault that every page would repeat.
    #[must_use]
    pub fn emit(&self, renderer: &Renderer<'_>, memo: &Memo, sink: &dyn Sink) -> SideFiles {
        if self.is_theme_at_fault() {
            return SideFiles::default();
        }
        let ((stopped, feeds, calendars), index) = rayon::join(
            || {
                let stopped = self.emit_files(sink);
                let feeds = self.emit_feeds(renderer, memo, sink);
                (stopped, feeds, self.emit_calendars(renderer, memo, sink))
            },
            || self.emit_search(memo, sink),
        );
        let stopped = stopped || feeds.is_none() || calendars.is_none() || index.stopped;
        let (mut feeds, calendars) = (feeds.unwrap_or_default(), calendars.unwrap_or_default());
        feeds.entries.extend(calendars.entries);
        feeds.faults.extend(calendars.faults);
        SideFiles {
            stopped,
            entries: feeds.entries,
            template_faults: feeds.faults,
            faults: index.faults,
            searched: index.searched,
        }
    }

    /// Hands over every file that no template has a part in. Gives whether the sink refused one.
    fn emit_files(&self, sink: &dyn Sink) -> bool {
        let pictures = self.resolved.resolved.pictures.par_iter();
        let stopped = pictures
            .filter_map(|(source, _)| self.picture_order(source))
            .any(|order| sink.order(&order) == Flow::Stop);
        stopped
            || self
                .cards
                .par_iter()
                .any(|(_, card)| sink.draw(card) == Flow::Stop)
            || self
                .plain_files()
                .into_par_iter()
                .any(|(path, artifact)| sink.take(&path, artifact) == Flow::Stop)
    }

    fn emit_feeds(
        &self,
        renderer: &Renderer<'_>,
        memo: &Memo,
        sink: &dyn Sink,
    ) -> Option<WrittenFeeds> {
        let inputs = FeedInputs {
            site: &self.model.site,
            resolved: &self.resolved.resolved,
            renderer,
            claims: &self.claims,
            memo,
            sink,
        };
        inputs.write(&self.listing.feeds)
    }

    fn emit_calendars(
        &self,
        renderer: &Renderer<'_>,
        memo: &Memo,
        sink: &dyn Sink,
    ) -> Option<WrittenCalendars> {
        let inputs = CalendarInputs {
            site: &self.model.site,
            renderer,
            claims: &self.claims,
            memo,
            sink,
        };
        inputs.write()
    }

    fn emit_search(&self, memo: &Memo, sink: &dyn Sink) -> search::IndexOutcome {
        let inputs = search::SearchInputs {
            site: &self.model.site,
            resolved: &self.resolved.resolved,
            bodies: &self.surroundings.bodies,
            text: &self.surroundings.settings_text,
            script: self.surroundings.assets.get("search.js"),
        };
        search::write(
            &inputs,
            &self.views,
            &|key| self.theme.word(key),
            memo,
            sink,
        )
    }

    /// Returns every file but pages, feeds and the search index.
    fn plain_files(&self) -> Vec<(OutputPath, Artifact)> {
        let site = &self.model.site;
        let copies = self.copies.iter().map(|(path, source)| {
            let handle = self.tree.assets[source].clone();
            (path.clone(), Artifact::Copy(handle))
        });
        let for_programs = outputs::for_programs(site, &self.views, &self.listing.feeds)
            .into_iter()
            .filter(|(path, _)| !self.claims.is_taken(path));
        let theme = self.assets.artifacts.iter().cloned();
        theme
            .chain(copies)
            .chain(self.tables.iter().cloned())
            .chain(for_programs)
            .collect()
    }
}
