//! The diagram of the crate as code: `build()` runs every stage in order.
//! From: `SourceTree` and `Options`. To: artifacts in a `Sink`, and an `Outcome`.

use crate::base::{Date, Diagnostic, SourcePath, UrlPath};
use std::collections::BTreeMap;

/// What a build should do; every value is decided at the edge.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day it is, in the site's time zone.
    pub today: Date,
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Whether pages with a later `publish_on` are published.
    pub future: Future,
    /// Replaces `base_url` of the settings.
    pub base_url: Option<String>,
}

/// What becomes of pages with `draft: true`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// They are held back.
    #[default]
    HoldBack,
    /// They are published.
    Include,
}

/// What becomes of pages whose `publish_on` has not come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Future {
    /// They are held back.
    #[default]
    HoldBack,
    /// They are published.
    Include,
}

/// What a build found and made.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Every finding, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Every page made, in the order of addresses.
    pub pages: Vec<PageEntry>,
    /// Pages left out, and why.
    pub held_back: Vec<HeldBack>,
    /// How many pages of each kind were made, by the kind's plural name ("newsletters").
    pub by_kind: BTreeMap<&'static str, usize>,
}

/// A page as the manifest remembers it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageEntry {
    /// Its address.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// Former addresses that lead to it.
    pub aliases: Vec<UrlPath>,
}

/// A page that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// Its file.
    pub source: SourcePath,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: HeldReason,
}

/// Why a page was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldReason {
    /// It says `draft: true`.
    Draft,
    /// Its `publish_on` is still to come.
    Until(Date),
    /// Its `expires_on` has come.
    Expired(Date),
}
