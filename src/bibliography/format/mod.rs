//! References and citations in any style of the Citation Style Language.
//!
//! [`format()`] takes a [`Request`] and a [`Style`] and gives [`Formatted`]: every reference and
//! citation as safe HTML and as plain text. Year suffixes, numbers and the forms of names depend on
//! the whole request, so the whole request is the key of the [`Cache`]. No file is opened here.
//!
//! ```text
//! request ─► prepare ─► run ─► tree ─► pieces ─► tidy ─► html
//!            items as   hayagriva      runs of           and plain
//!            CSL-JSON          dates,  words             text
//!                              et al.
//! ```
//!
//! `assembly` is these steps as code, `fallback` is what happens when hayagriva panics, and
//! `repair` mends a style before it is first used. Citations and the order of the list come from
//! one run of hayagriva, and references from another one, to which `letters` hands order and
//! letters.

mod assembly;
mod cache;
mod fallback;
mod flaws;
mod formatted;
mod html;
mod letters;
mod losses;
mod marks;
mod numbers;
mod omissions;
mod page_labels;
mod pieces;
mod prepare;
mod repair;
mod request;
mod run;
mod style;
mod style_limits;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;

pub use cache::{Cache, CachedResponse};
pub use formatted::{Formatted, FormattedCitation, FormattedReference, FormattedText};
pub use request::{Authors, Cite, Cluster, ClusterForm, Locator, Request};
pub use style::Style;

use crate::base::Faults;
use std::sync::Arc;

/// Formats a request, unless its answer is in the cache.
#[must_use]
pub fn format(request: &Request<'_>, style: &Style, cache: &Cache) -> CachedResponse {
    let key = cache::key(request, style);
    let formatted = match cache.get(key) {
        Some(formatted) => formatted,
        None => Arc::new(formatted(request, style)),
    };
    CachedResponse { key, formatted }
}

/// Formats a request.
fn formatted(request: &Request<'_>, style: &Style) -> Formatted {
    match run::run(request, style) {
        Some(trees) => assembly::assemble(request, style, trees),
        None => fallback::without_culprits(request, style),
    }
}

/// Reports what is wrong with an answer: lost authors, publications that could not be formatted,
/// references that cannot be right, and fields that one lacks though others of its type show them.
#[must_use]
pub fn findings(request: &Request<'_>, style: &Style, formatted: &Formatted) -> Faults {
    let mut findings = losses::findings(request, style, formatted);
    flaws::report(request, style, formatted, &mut findings);
    omissions::report(request, style, formatted, &mut findings);
    findings
}
