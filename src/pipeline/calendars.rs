//! Calendar files, written where something in them has changed: one for each page of a kind that
//! has a template of that suffix, and one for each section that lists such pages. A file of the
//! owner's own takes the place of a calendar.

use crate::base::{OutputPath, UrlPath};
use crate::memo::{Memo, RenderCause, RenderEntry};
use crate::model::{Claims, PageId, Site};
use crate::render::{CALENDAR, Renderer, TemplateFault, View};
use crate::source::{Artifact, Flow, Sink};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What calendars are made with.
pub(super) struct CalendarInputs<'c> {
    pub(super) site: &'c Site,
    pub(super) renderer: &'c Renderer<'c>,
    /// The owners of output files.
    pub(super) claims: &'c Claims,
    pub(super) memo: &'c Memo,
    pub(super) sink: &'c dyn Sink,
}

/// The outcome of writing the calendars of a site.
#[derive(Default)]
pub(super) struct WrittenCalendars {
    pub(super) entries: BTreeMap<OutputPath, RenderEntry>,
    pub(super) faults: Vec<TemplateFault>,
}

/// The outcome of writing one calendar.
enum WrittenCalendar {
    File(OutputPath, RenderEntry),
    Fault(TemplateFault),
    /// The owner has a file of that name, or the theme has no template.
    Nothing,
}

impl CalendarInputs<'_> {
    /// Hands every calendar to the sink that is not known to be the same as before. Returns what to
    /// remember, and every fault; `None` when the sink takes no more.
    pub(super) fn write(&self) -> Option<WrittenCalendars> {
        let calendars: Vec<(PageId, UrlPath)> = (0..self.site.pages.len())
            .filter_map(|id| Some((id, self.renderer.calendar(id)?)))
            .collect();
        let outcomes: Vec<WrittenCalendar> = calendars
            .par_iter()
            .map(|(id, url)| self.write_one(*id, url))
            .collect::<Option<_>>()?;
        let mut written = WrittenCalendars::default();
        for outcome in outcomes {
            match outcome {
                WrittenCalendar::File(path, entry) => {
                    written.entries.insert(path, entry);
                }
                WrittenCalendar::Fault(fault) => written.faults.push(fault),
                WrittenCalendar::Nothing => {}
            }
        }
        Some(written)
    }

    /// Writes the calendar of a page; `None` when the sink takes no more.
    fn write_one(&self, id: PageId, url: &UrlPath) -> Option<WrittenCalendar> {
        let path = url.output();
        if self.claims.is_taken(&path) {
            return Some(WrittenCalendar::Nothing);
        }
        let key = self.renderer.fingerprint(&View::Page(id), &CALENDAR);
        if let Some(entry) = self.memo.rendered(&path, key)
            && self.renderer.still_answer(&entry.reads)
            && self.sink.holds(&path, entry.stamp)
        {
            return Some(WrittenCalendar::File(path, entry.clone()));
        }
        let (text, reads) = match self.renderer.beside(id, &CALENDAR) {
            Some(Ok(written)) => written,
            Some(Err(fault)) => return Some(WrittenCalendar::Fault(fault)),
            None => return Some(WrittenCalendar::Nothing),
        };
        let artifact = Artifact::bytes(text.into_bytes());
        let entry = RenderEntry {
            key,
            reads,
            stamp: artifact.stamp(),
            common: key,
            why: RenderCause::Own,
        };
        match self.sink.take(&path, artifact) {
            Flow::Continue => Some(WrittenCalendar::File(path, entry)),
            Flow::Stop => None,
        }
    }
}
