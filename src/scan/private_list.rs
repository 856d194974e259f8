//! The private list of services, `private/services.csv`. From: the folder beside `content/`, of
//! which no build reads anything else. To: names and codes that stages can compare and nobody can
//! show.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder is what this room is for"
)]

use super::contents::LARGEST_TEXT;
use crate::base::SourcePath;
use crate::disk::SiteRoot;
use crate::numbers::benchmark::{ROSTER, private_services};
use crate::source::PrivateServices;
use std::io::Read as _;

/// Reads the list, where there is one. What is wrong with it is for `masthead benchmark codes` to
/// tell: no finding of a build quotes it.
pub(super) fn read(site: &SiteRoot) -> PrivateServices {
    if !site.path().join(ROSTER).exists() {
        return PrivateServices::default();
    }
    let mut text = String::new();
    let read = site.file(&SourcePath::new(ROSTER)).and_then(|opened| {
        let file = opened.file;
        file.take(LARGEST_TEXT).read_to_string(&mut text)
    });
    private_services(read.is_ok().then_some(text.as_str()))
}
