//! The place where the links of a page that no content file stands for start.

use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::render::current_page::CurrentPage;

/// The place where the links of the page being made start.
#[derive(Clone, Debug)]
pub(in crate::render) struct PagePosition<'a> {
    pub(in crate::render) url: UrlPath,
    /// The page being rendered, which a fingerprint does without: the address determines it.
    pub(in crate::render) here: Option<&'a CurrentPage>,
}

impl PagePosition<'_> {
    /// Returns the link to `to`.
    pub(in crate::render) fn link(&self, to: &UrlPath) -> Option<String> {
        self.here.map(|here| here.link(to))
    }
}

impl Source for PagePosition<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        self.url.add_to(digest)
    }
}
