//! One content file, whole: front matter and body.
//! From: a text file, and the kind its place gives it. To: a [`ParsedPage`]. Depends on no other file of the site.

use super::articles::{Article, articles};
use super::document::Document;
use super::fences;
use super::front::{self, FrontMatter, KindFields, Spanned, byline};
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
    /// Short pieces of markdown in a report's front matter.
    pub texts: ReportTexts,
    /// The articles that a one-file issue holds.
    pub articles: Vec<Article>,
}

/// The markdown of a report's front matter, parsed.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct ReportTexts {
    /// What it found.
    pub findings: Vec<Document>,
    /// How the figures came about.
    pub method: Option<Document>,
    /// How to get it in a form one can use.
    pub accessible: Option<Document>,
}

impl ParsedPage {
    /// A page that stands for a folder without a page of its own.
    #[must_use]
    pub fn made(source: SourcePath, front: FrontMatter) -> Self {
        Self { source, front, body: Document::default(), texts: ReportTexts::default(), articles: Vec::new() }
    }
}

/// Reads a content file. Without usable front matter there is no page, only findings.
#[must_use]
pub fn parse_page(file: &TextFile, by_place: Kind, context: &Context<'_>) -> (Option<ParsedPage>, Vec<Diagnostic>) {
    let text = SourceText::new(file);
    let (parts, mut faults) = fences::split(&text, &file.path);
    let Some(front_range) = parts.front else { return (None, faults) };
    let (front, front_faults) = front::read_front(&text, front_range, &file.path, by_place, &context.rules.vocabulary);
    faults.extend(front_faults);

    let start = parts.body.start;
    let place = |range: std::ops::Range<usize>| text.to_disk(start + range.start..start + range.end);
    let places = front.as_ref().map_or_else(Vec::new, |front| front.fields.places());
    let (body, body_faults) = markdown::parse(&text.text()[parts.body], &place, &Context { places: &places, ..*context });
    faults.extend(body_faults);
    faults.extend(byline::check_components(&body.outline.components, &context.rules.vocabulary));

    let Some(front) = front else { return (None, faults) };
    let texts = report_texts(&front.fields, context, &mut faults);
    let articles = if front.kind == Kind::Newsletter { articles(&body.outline) } else { Vec::new() };
    (Some(ParsedPage { source: file.path.clone(), front, body, texts, articles }), faults)
}

fn report_texts(fields: &KindFields, context: &Context<'_>, faults: &mut Vec<Diagnostic>) -> ReportTexts {
    let KindFields::Report { findings, method, accessible, .. } = fields else { return ReportTexts::default() };
    ReportTexts {
        findings: findings.iter().map(|finding| short_markdown(finding, context, faults)).collect(),
        method: method.as_ref().map(|method| short_markdown(method, context, faults)),
        accessible: accessible.as_ref().map(|note| short_markdown(note, context, faults)),
    }
}

/// Markdown that stands in a front-matter or settings value; every fault points at the value.
pub fn short_markdown(value: &Spanned<String>, context: &Context<'_>, faults: &mut Vec<Diagnostic>) -> Document {
    let disk = value.span.range.clone();
    let (document, found) = markdown::parse(&value.value, &|_| disk.clone(), context);
    faults.extend(found);
    document
}
