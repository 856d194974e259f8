//! Reading of one whole content file: front matter and body. From: a text file, and the kind that
//! its place gives it. To: a [`ParsedPage`]. Depends on no other file of the site.

use super::articles::{Article, articles};
use super::byline_block;
use super::document::{Document, PageBody};
use super::fences;
use super::front::{self, FrontMatter, PageFields, ReadField};
use super::hidden_writer::HiddenWriter;
use super::kind::Kind;
use super::markdown::{self, Context, find_signs};
use super::source_text::SourceText;
use super::yaml::Spanned;
use crate::base::{Digest, Faults, Fingerprint, SourcePath, Span};
use crate::source::TextFile;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A content file that could be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParsedPage {
    /// The file of the page.
    pub source: SourcePath,
    /// The front matter.
    pub front: FrontMatter,
    /// Fingerprint of everything the page depends on: its bytes, its kind by place, what the theme
    /// and the site declare.
    pub fingerprint: Fingerprint,
    /// Fingerprint of what lists show of the page: everything but its text.
    pub front_fingerprint: Fingerprint,
    /// The text. Only its outline is remembered from one run of the program to the next; see
    /// [`Bodies`](super::bodies::Bodies).
    pub body: PageBody,
    /// The values of the fields that the page's kind declares.
    pub fields: PageFields,
    /// The articles that a one-file issue holds.
    pub articles: Vec<Article>,
}

impl ParsedPage {
    /// Lists the writers whom the page does not name.
    pub fn hidden_writers(&self) -> impl Iterator<Item = &HiddenWriter> {
        let own = self.front.bylines.iter();
        own.filter_map(|byline| byline.hidden.as_ref())
            .chain(&self.body.outline.hidden_writers)
    }

    /// Creates a page that stands for a folder without a page of its own.
    #[must_use]
    pub fn made(source: SourcePath, front: FrontMatter) -> Self {
        let fingerprint = Digest::new().text(source.as_str()).shown(&front).done();
        Self {
            source,
            front,
            fingerprint,
            front_fingerprint: fingerprint,
            body: PageBody::default(),
            fields: PageFields::default(),
            articles: Vec::new(),
        }
    }
}

/// Returns the key under which a parsed file is remembered.
#[must_use]
pub fn parse_key(file: &TextFile, by_place: &Kind, rules: Fingerprint) -> Fingerprint {
    Digest::new()
        .text(file.path.as_str())
        .fingerprint(file.fingerprint)
        .text(by_place.name())
        .fingerprint(rules)
        .done()
}

/// Reads a content file. Without usable front matter there is no page, only faults. `rules` is the
/// fingerprint of the context's rules.
#[must_use]
pub fn parse_page(
    file: &TextFile,
    by_place: &Kind,
    rules: Fingerprint,
    context: &Context<'_>,
) -> (Option<ParsedPage>, Faults) {
    let text = SourceText::new(file);
    let (parts, mut faults) = fences::split(&text, &file.path);
    let Some(front_range) = parts.front else {
        return (None, faults);
    };
    let front_text = Fingerprint::of(text.text()[front_range.clone()].as_bytes());
    let front = faults.take(front::read_front(
        &text,
        front_range,
        &file.path,
        by_place,
        &context.rules.vocabulary,
    ));
    let links = front.as_ref().and_then(|(front, _)| front.common.links);
    let page_context = Context {
        addresses: links.unwrap_or(context.addresses),
        ..*context
    };
    let body = read_body(
        &text,
        parts.body,
        front.as_ref(),
        &page_context,
        &mut faults,
    );
    let Some((front, fields)) = front else {
        return (None, faults);
    };
    let fields = PageFields::parse(fields, &page_context, &mut faults);
    let articles = if front.kind == Kind::Newsletter {
        articles(&body.outline)
    } else {
        Vec::new()
    };
    // Places in the file are not shown, so that a line more above does not count. Words are, as
    // reading time.
    let front_fingerprint = Digest::new()
        .text(file.path.as_str())
        .fingerprint(front_text)
        .text(front.kind.name())
        .fingerprint(rules)
        .number(body.outline.minutes())
        .all(&articles, Digest::shown)
        .done();
    let page = ParsedPage {
        source: file.path.clone(),
        front,
        fingerprint: parse_key(file, by_place, rules),
        front_fingerprint,
        body: body.into(),
        fields,
        articles,
    };
    (Some(page), faults)
}

/// Returns the names of places that a page has outside its text.
fn places(front: &FrontMatter, fields: &[ReadField], context: &Context<'_>) -> Vec<String> {
    let kinds = &context.rules.vocabulary.kinds;
    let declaration = kinds.get(&front.kind);
    declaration.map_or_else(Vec::new, |kind| front::fields::places(kind, fields))
}

/// Reports signs of markdown and of other programs in settings that are plain text. They stand
/// above `body`.
fn check_plain_texts(
    front: &FrontMatter,
    text: &SourceText<'_>,
    body: &Range<usize>,
    faults: &mut Faults,
) {
    let common = &front.common;
    let settings = [&common.nav_title, &common.summary, &common.image_alt];
    let texts = settings.into_iter().flatten().chain(&common.authors);
    let texts = texts.map(String::as_str);
    for value in texts.chain([common.title.value.as_str()]) {
        find_signs(value, |fault| {
            let above = &text.text()[..body.start];
            let place = above.find(value).map(|at| at..at + value.len());
            let place = text.to_disk(place.unwrap_or(0..above.find('\n').unwrap_or(0)));
            faults.push(fault.at(Span::new(&common.title.span.file, place)));
        });
    }
}

/// Reads the body of a content file, which stands at `range` of its text below `front`.
fn read_body(
    text: &SourceText<'_>,
    range: Range<usize>,
    front: Option<&(FrontMatter, Vec<ReadField>)>,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Document {
    if let Some((front, _)) = front {
        check_plain_texts(front, text, &range, faults);
    }
    let places = front.map(|(front, fields)| places(front, fields, context));
    let context = &Context {
        places: &places.unwrap_or_default(),
        title: front.map(|(front, _)| front.common.title.value.as_str()),
        ..*context
    };
    let start = range.start;
    let place = |range: Range<usize>| text.to_disk(start + range.start..start + range.end);
    let mut body = faults.take(markdown::parse(&text.text()[range], &place, context));
    if !context.rules.searched {
        body = body.without_text();
    }
    byline_block::check_blocks(&body.outline.components, &context.rules.vocabulary, faults);
    body
}

/// Reads markdown that stands in a value of front matter or settings. Every fault points at the
/// value.
pub fn short_markdown(
    value: &Spanned<String>,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Document {
    let disk = value.span.range.clone();
    faults.take(markdown::parse(&value.value, &|_| disk.clone(), context))
}
