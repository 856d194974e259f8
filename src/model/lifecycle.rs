//! Decides what is published today and what is held back.

use crate::base::{Date, SourcePath};
use crate::parse::front::FrontMatter;
use crate::parse::kind::Kind;
use std::fmt;

/// The pages that a build publishes although they may not be ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The current day, in the site's time zone.
    pub today: Date,
    /// The treatment of pages with `draft: true`.
    pub drafts: Withhold,
    /// The treatment of pages whose `publish_on` or `date` is still to come.
    pub future: Withhold,
}

/// Whether pages that are not ready are held back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Withhold {
    /// Such pages are held back.
    #[default]
    Yes,
    /// Such pages are published.
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
    /// The page's file.
    pub source: SourcePath,
    /// The page's title.
    pub title: String,
    /// The reason why the page was left out.
    pub reason: HeldReason,
}

/// A page that somebody should look at: its `review_by` has come.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DueReview {
    /// The page's file.
    pub source: SourcePath,
    /// The page's title.
    pub title: String,
    /// The day from which the page is due.
    pub review_by: Date,
    /// The person who looks at it.
    pub owner: Option<String>,
}

impl DueReview {
    /// Returns the review that a page is due for on `today`, if any.
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

/// The reason why a page was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum HeldReason {
    /// The page, or the issue or section it belongs to, says `draft: true`.
    Draft,
    /// The page's `publish_on` is still to come.
    Until(Date),
    /// The page's `date` is still to come, and it says no `publish_on`.
    Dated(Date),
    /// The page's `expires_on` has come.
    Expired(Date),
}

impl fmt::Display for HeldReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("a draft"),
            Self::Until(date) => write!(f, "scheduled for {date}"),
            Self::Dated(date) => write!(f, "its `date`, {date}, is still to come"),
            Self::Expired(date) => write!(f, "expired on {date}"),
        }
    }
}

impl Release {
    /// Returns the reason why a page with this front matter is held back, if it is. From the day of
    /// `expires_on` on it is gone. A page appears on the day of `publish_on`, else on that of
    /// `date`, but the `date` of a publication is the one that references print.
    #[must_use]
    pub fn holds_back(self, front: &FrontMatter) -> Option<HeldReason> {
        let common = &front.common;
        if common.draft && self.drafts == Withhold::Yes {
            return Some(HeldReason::Draft);
        }
        let appears = match (&common.publish_on, &common.date) {
            (Some(day), _) => Some(HeldReason::Until(day.value)),
            (None, Some(day)) if front.kind != Kind::Publication => {
                Some(HeldReason::Dated(day.value))
            }
            _ => None,
        };
        let is_to_come = |reason: &HeldReason| match reason {
            HeldReason::Until(day) | HeldReason::Dated(day) => *day > self.today,
            HeldReason::Draft | HeldReason::Expired(_) => false,
        };
        if let Some(reason) = appears.filter(is_to_come)
            && self.future == Withhold::Yes
        {
            return Some(reason);
        }
        common
            .expires_on
            .as_ref()
            .filter(|date| date.value <= self.today)
            .map(|date| HeldReason::Expired(date.value))
    }
}
