//! One content file, whole: front matter and body. From: a text file, and the kind its place gives
//! it. To: a [`ParsedPage`]. Depends on no other file of the site.

use super::articles::{Article, articles};
use super::byline_block;
use super::document::{BodyContent, ContentSource, Document};
use super::fences;
use super::front::{self, FrontMatter, KindFields};
use super::kind::Kind;
use super::markdown::{self, Context, Rules};
use super::source_text::SourceText;
use super::yaml::Spanned;
use crate::base::{Digest, Faults, Fingerprint, SourcePath};
use crate::source::TextFile;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A content file that could be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParsedPage {
    /// Its file.
    pub source: SourcePath,
    /// Its front matter.
    pub front: FrontMatter,
    /// Fingerprint of everything the page depends on: its bytes, its kind by place, what the theme
    /// and the site declare.
    pub fingerprint: Fingerprint,
    /// Fingerprint of what lists show of the page: everything but its text.
    pub front_fingerprint: Fingerprint,
    /// Its text. Only the outline of it is remembered from one run of the program to the next.
    #[serde(with = "outline_alone")]
    pub body: Document,
    /// Short pieces of markdown in the front matter of a report or a publication.
    pub texts: FrontTexts,
    /// The articles that a one-file issue holds.
    pub articles: Vec<Article>,
}

/// The markdown of front matter, parsed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontTexts {
    /// What a report found.
    pub findings: Vec<Document>,
    /// How a report's figures came about.
    pub method: Option<Document>,
    /// How to get a report in a form one can use.
    pub accessible: Option<Document>,
    /// What a publication is about.
    pub summary: Option<Document>,
    /// A remark on a publication.
    pub note: Option<Document>,
    /// What readers of a publication should take away.
    pub message: Option<Document>,
}

impl FrontTexts {
    /// Lists the texts in the order in which pages show them.
    pub fn all(&self) -> impl Iterator<Item = &Document> {
        let rest = self.method.iter().chain(&self.accessible);
        self.message
            .iter()
            .chain(&self.note)
            .chain(&self.summary)
            .chain(&self.findings)
            .chain(rest)
    }
}

impl ParsedPage {
    /// A page that stands for a folder without a page of its own.
    #[must_use]
    pub fn made(source: SourcePath, front: FrontMatter) -> Self {
        let fingerprint = Digest::new().text(source.as_str()).shown(&front).done();
        let (body, texts) = (Document::default(), FrontTexts::default());
        Self {
            source,
            front,
            fingerprint,
            front_fingerprint: fingerprint,
            body,
            texts,
            articles: Vec::new(),
        }
    }
}

/// The key under which a parsed file is remembered.
#[must_use]
pub fn parse_key(file: &TextFile, by_place: Kind, rules: Fingerprint) -> Fingerprint {
    Digest::new()
        .text(file.path.as_str())
        .fingerprint(file.fingerprint)
        .text(by_place.name())
        .fingerprint(rules)
        .done()
}

/// The file and the rules from which a body is read again; they always give the same body.
struct BodySource {
    file: TextFile,
    by_place: Kind,
    rules: Arc<Rules>,
}

impl ContentSource for BodySource {
    fn read(&self) -> BodyContent {
        let context = Context {
            file: &self.file.path,
            rules: &self.rules,
            places: &[],
        };
        let (page, _) = parse_page(&self.file, self.by_place, Fingerprint::default(), &context);
        page.map(|page| page.body.into_content())
            .unwrap_or_default()
    }
}

impl ParsedPage {
    /// Gives a remembered page the file and the rules it was made from.
    pub fn attach(&self, file: &TextFile, by_place: Kind, rules: &Arc<Rules>) {
        self.body.attach(Arc::new(BodySource {
            file: file.clone(),
            by_place,
            rules: rules.clone(),
        }));
    }
}

mod outline_alone {
    use super::Document;
    use crate::parse::document::Outline;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        document: &Document,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        document.outline.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Document, D::Error> {
        Outline::deserialize(deserializer).map(Document::remembered)
    }
}

/// Reads a content file. Without usable front matter there is no page, only findings. `rules` is
/// the fingerprint of the context's.
#[must_use]
pub fn parse_page(
    file: &TextFile,
    by_place: Kind,
    rules: Fingerprint,
    context: &Context<'_>,
) -> (Option<ParsedPage>, Faults) {
    let text = SourceText::new(file);
    let (parts, mut faults) = fences::split(&text, &file.path);
    let Some(front_range) = parts.front else {
        return (None, faults);
    };
    let front_text = Fingerprint::of(text.text()[front_range.clone()].as_bytes());
    let (front, front_faults) = front::read_front(
        &text,
        front_range,
        &file.path,
        by_place,
        &context.rules.vocabulary,
    );
    faults.extend(front_faults);

    let start = parts.body.start;
    let place =
        |range: std::ops::Range<usize>| text.to_disk(start + range.start..start + range.end);
    let places = front
        .as_ref()
        .map_or_else(Vec::new, |front| front.fields.places());
    let (body, body_faults) = markdown::parse(
        &text.text()[parts.body],
        &place,
        &Context {
            places: &places,
            ..*context
        },
    );
    let body = if context.rules.searched {
        body
    } else {
        body.without_text()
    };
    faults.extend(body_faults);
    byline_block::check_blocks(
        &body.outline.components,
        &context.rules.vocabulary,
        &mut faults,
    );

    let Some(front) = front else {
        return (None, faults);
    };
    let texts = front_texts(&front.fields, context, &mut faults);
    let articles = if front.kind == Kind::Newsletter {
        articles(&body.outline)
    } else {
        Vec::new()
    };
    let fingerprint = parse_key(file, by_place, rules);
    // Places in the file are not shown, so that a line more above does not count; words are, as
    // reading time.
    let front_fingerprint = Digest::new()
        .text(file.path.as_str())
        .fingerprint(front_text)
        .text(front.kind.name())
        .fingerprint(rules)
        .number(body.outline.minutes())
        .all(&articles, Digest::shown)
        .done();
    (
        Some(ParsedPage {
            source: file.path.clone(),
            front,
            fingerprint,
            front_fingerprint,
            body,
            texts,
            articles,
        }),
        faults,
    )
}

fn front_texts(fields: &KindFields, context: &Context<'_>, faults: &mut Faults) -> FrontTexts {
    let mut read = |text: &Option<Spanned<String>>| {
        text.as_ref()
            .map(|text| short_markdown(text, context, faults))
    };
    match fields {
        KindFields::Report {
            findings,
            method,
            accessible,
            ..
        } => FrontTexts {
            method: read(method),
            accessible: read(accessible),
            findings: findings
                .iter()
                .map(|finding| short_markdown(finding, context, faults))
                .collect(),
            ..FrontTexts::default()
        },
        KindFields::Publication {
            summary,
            note,
            message,
            ..
        } => FrontTexts {
            message: read(message),
            note: read(note),
            summary: read(summary),
            ..FrontTexts::default()
        },
        _ => FrontTexts::default(),
    }
}

/// Markdown that stands in a front-matter or settings value; every fault points at the value.
pub fn short_markdown(
    value: &Spanned<String>,
    context: &Context<'_>,
    faults: &mut Faults,
) -> Document {
    let disk = value.span.range.clone();
    let (document, found) = markdown::parse(&value.value, &|_| disk.clone(), context);
    faults.extend(found);
    document
}
