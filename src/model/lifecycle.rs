//! What is published today and what is held back.

use crate::base::{Date, SourcePath};
use crate::parse::front::Common;
use std::fmt;

/// What a build lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The day it is, in the site's time zone.
    pub today: Date,
    /// Pages with `draft: true`.
    pub drafts: Withhold,
    /// Pages whose `publish_on` is still to come.
    pub future: Withhold,
}

/// What becomes of pages that are not ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Withhold {
    /// They are held back.
    #[default]
    Yes,
    /// They are published.
    No,
}

impl Withhold {
    /// Holds pages back unless they are to be included.
    #[must_use]
    pub fn unless(include: bool) -> Self {
        if include { Self::No } else { Self::Yes }
    }
}

/// A page that was left out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HeldBackPage {
    /// Its file.
    pub source: SourcePath,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: HeldReason,
}

/// A page that somebody should look at: its `review_by` has come.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DueReview {
    /// Its file.
    pub source: SourcePath,
    /// Its title.
    pub title: String,
    /// Since when.
    pub review_by: Date,
    /// Who looks.
    pub owner: Option<String>,
}

impl DueReview {
    /// What there is to do on `today` about a page.
    #[must_use]
    pub fn of(page: &super::Page, today: Date) -> Option<Self> {
        let common = page.common();
        let review_by = common
            .review_by
            .as_ref()
            .map(|date| date.value)
            .filter(|date| *date <= today)?;
        Some(Self {
            source: page.parsed.source.clone(),
            title: page.title().to_owned(),
            review_by,
            owner: common.owner.clone(),
        })
    }
}

/// Why a page was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum HeldReason {
    /// It, or the issue or section it belongs to, says `draft: true`.
    Draft,
    /// Its `publish_on` is still to come.
    Until(Date),
    /// Its `expires_on` has come.
    Expired(Date),
}

impl fmt::Display for HeldReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("a draft"),
            Self::Until(date) => write!(f, "scheduled for {date}"),
            Self::Expired(date) => write!(f, "expired on {date}"),
        }
    }
}

impl Release {
    /// Why a page with this front matter is held back, if it is. From the day of `expires_on` on it
    /// is gone.
    #[must_use]
    pub fn holds_back(self, common: &Common) -> Option<HeldReason> {
        if common.draft && self.drafts == Withhold::Yes {
            return Some(HeldReason::Draft);
        }
        if let Some(date) = common
            .publish_on
            .as_ref()
            .filter(|date| date.value > self.today && self.future == Withhold::Yes)
        {
            return Some(HeldReason::Until(date.value));
        }
        common
            .expires_on
            .as_ref()
            .filter(|date| date.value <= self.today)
            .map(|date| HeldReason::Expired(date.value))
    }
}
