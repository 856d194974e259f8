//! One content file, whole: front matter and body.
//! From: a text file, and the kind its place gives it. To: a [`ParsedPage`]. Depends on no other file of the site.

use super::document::Document;
use super::fences;
use super::front::{self, FrontMatter, KindFields, Spanned};
use super::kind::Kind;
use super::markdown::{self, Context};
use super::source_text::SourceText;
use crate::base::{Diagnostic, SourcePath};
use crate::source::TextFile;

/// A content file that could be read.
#[derive(Clone, Debug)]
pub struct ParsedPage {
    /// Its file.
    pub source: SourcePath,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its text.
    pub body: Document,
    /// A report's findings, each a short piece of markdown.
    pub findings: Vec<Document>,
}

/// Reads a content file. Without usable front matter there is no page, only findings.
#[must_use]
pub fn parse_page(file: &TextFile, by_place: Kind, roles: &[String], context: &Context<'_>) -> (Option<ParsedPage>, Vec<Diagnostic>) {
    let text = SourceText::new(file);
    let (parts, mut faults) = fences::split(&text, &file.path);
    let Some(front_range) = parts.front else { return (None, faults) };
    let (front, front_faults) = front::read_front(&text, front_range, &file.path, by_place, roles);
    faults.extend(front_faults);

    let start = parts.body.start;
    let place = |range: std::ops::Range<usize>| text.to_disk(start + range.start..start + range.end);
    let places = front.as_ref().map_or_else(Vec::new, |front| front.fields.places());
    let context = &Context { places: &places, ..*context };
    let (body, body_faults) = markdown::parse(&text.text()[parts.body], &place, context);
    faults.extend(body_faults);

    let Some(front) = front else { return (None, faults) };
    let findings = match &front.fields {
        KindFields::Report { findings, .. } => findings.iter().map(|finding| short_markdown(finding, context, &mut faults)).collect(),
        _ => Vec::new(),
    };
    (Some(ParsedPage { source: file.path.clone(), front, body, findings }), faults)
}

/// Markdown that stands in a front-matter or settings value; every fault points at the value.
pub fn short_markdown(value: &Spanned<String>, context: &Context<'_>, faults: &mut Vec<Diagnostic>) -> Document {
    let disk = value.span.range.clone();
    let (document, found) = markdown::parse(&value.value, &|_| disk.clone(), context);
    faults.extend(found);
    document
}
