//! The outcome of a build: what was made and what is wrong, in values that `present` puts into
//! words.

use super::acceptances::Acceptances;
use super::plan::BuildPlan;
use super::side_files::SideFiles;
use crate::base::Faults;
use crate::emit::feeds::is_entry;
use crate::memo::Memo;
use crate::model::{DueReview, HeldBackPage, PageEntry};
use crate::render::Rendered;
use std::collections::BTreeMap;

/// What a build found and made.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Every fault but those that somebody accepts, errors first, in the order of files and places.
    pub faults: Faults,
    /// The warnings that somebody accepts.
    pub accepted: Faults,
    /// What is accepted, for warnings that are found later.
    pub acceptances: Acceptances,
    /// Every page made, in the order of addresses.
    pub pages: Vec<PageEntry>,
    /// Pages left out, in the order of their files.
    pub held_back: Vec<HeldBackPage>,
    /// Pages whose `review_by` has come, those that wait longest first.
    pub due: Vec<DueReview>,
    /// The number of pages made of each kind, by the kind's name ("newsletter").
    pub by_kind: BTreeMap<String, usize>,
    /// Whether the sink said stop, so that the output is not whole.
    pub stopped: bool,
}

impl Outcome {
    /// Returns the outcome of a plan, with the faults found so far.
    pub(super) fn of(plan: &BuildPlan<'_>) -> Self {
        let site = plan.site();
        let mut outcome = Self {
            faults: plan.faults().clone(),
            accepted: plan.accepted.clone(),
            acceptances: plan.acceptances().clone(),
            held_back: site.held_back.values().cloned().collect(),
            ..Self::default()
        };
        for (id, page) in site.pages.iter().enumerate() {
            let kind = page.kind().name().to_owned();
            *outcome.by_kind.entry(kind).or_default() += 1;
            let mut entry = page.entry();
            if !is_entry(site, id) {
                entry.feed_id.clear();
            }
            outcome.pages.push(entry);
            let due = DueReview::of(page, plan.options.release.today);
            outcome.due.extend(due);
        }
        outcome
            .due
            .sort_by(|a, b| (a.review_by, &a.source).cmp(&(b.review_by, &b.source)));
        let lists = plan.views().iter().filter(|view| view.is_list()).count();
        if lists > 0 {
            outcome.by_kind.insert("list".to_owned(), lists);
        }
        outcome
    }
}

impl BuildPlan<'_> {
    /// Ends a build: hands to the memo what was rendered, and gives the outcome with every fault.
    /// `leaks` are the secrets that were found in finished files.
    #[must_use]
    pub fn finish(
        &self,
        pages: Rendered,
        files: SideFiles,
        leaks: Faults,
        memo: &mut Memo,
    ) -> Outcome {
        let mut outcome = Outcome::of(self);
        let mut faults = pages.faults;
        faults.extend(files.template_faults);
        outcome.faults.extend(self.report(faults));
        outcome.faults.extend(files.faults);
        let is_leaking = !leaks.is_empty();
        outcome.faults.extend(leaks);
        let accepted = outcome.acceptances.sift(&mut outcome.faults);
        outcome.accepted.extend(accepted);
        outcome.faults.sort();
        outcome.faults.dedup();
        outcome.stopped = files.stopped;
        // A file that tells a secret is made again, and searched again, until it tells none.
        if is_leaking {
            return outcome;
        }
        if !self.is_theme_at_fault() {
            let mut entries = pages.entries;
            entries.extend(files.entries);
            memo.remember_rendered(entries);
            if !outcome.stopped {
                memo.remember_secrets(self.secrets.fingerprints());
            }
        }
        if let Some(searched) = files.searched {
            memo.remember_searched(searched);
        }
        outcome
    }
}
