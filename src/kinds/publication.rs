//! Publications: what a file adds to the entry of a list. From: the page of a publication. To: the
//! key that it states and its texts.

use crate::base::Span;
use crate::parse::document::Document;
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;

/// The key of a publication as a page states it, with its place in the file.
#[derive(Clone, Debug)]
pub struct StatedKey<'p> {
    /// The key.
    pub key: &'p str,
    /// The place of the key in the file.
    pub span: &'p Span,
}

/// Returns the key that a page states.
#[must_use]
pub fn stated_key(page: &ParsedPage) -> Option<StatedKey<'_>> {
    let field = page.fields.get("key")?;
    Some(StatedKey {
        key: page.fields.text("key")?.trim(),
        span: &field.span,
    })
}

/// Returns what the page itself says that the publication is about, instead of the list's abstract.
#[must_use]
pub fn summary(page: &ParsedPage) -> Option<&Document> {
    page.fields.markdown("abstract")
}

/// Returns the number of the publication itself, a file, among the references of the page's fields.
/// A page of another kind has none.
#[must_use]
pub fn pdf(page: &ParsedPage) -> Option<usize> {
    if page.front.kind == Kind::Publication {
        page.fields.reference("pdf")
    } else {
        None
    }
}

/// Returns the remark beside the reference.
#[must_use]
pub fn note(page: &ParsedPage) -> Option<&Document> {
    page.fields.markdown("note")
}
