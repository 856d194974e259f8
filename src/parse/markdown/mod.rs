//! Markdown to a [`Document`]. The only user of pulldown-cmark's parser. From: the text of a body.
//! To: HTML with holes, references, headings, components, words, and every fault found.

mod components;
mod count;
mod footnotes;
mod raw_html;
mod word;
mod writer;

#[cfg(test)]
mod tests;

use super::document::{BodyContent, Document, Fragment, Outline};
use super::schema::Schema;
use super::vocabulary::Vocabulary;
use crate::base::{Code, Fault, Faults, SourcePath, Span, bytes};
use pulldown_cmark::{Options, Parser};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What parsing a body depends on beside its text.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The file, for places.
    pub file: &'a SourcePath,
    /// What holds for every file of the site.
    pub rules: &'a Arc<Rules>,
    /// Names of places that the page has outside its body, which no heading may take.
    pub places: &'a [&'static str],
}

/// What the meaning of every body depends on: the theme and what the site declares.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The theme's components by name.
    pub components: BTreeMap<String, Schema>,
    /// What the site declares and a page may name.
    pub vocabulary: Vocabulary,
    /// Words of the theme that stand in bodies.
    pub words: BodyWords,
    /// Whether the site can be searched: only then what a page says is kept beside its HTML.
    pub searched: bool,
}

/// The few interface words that a body's HTML holds, in the site's language.
#[derive(Clone, Debug, Default)]
pub struct BodyWords {
    /// Names a table for screen readers; its number follows.
    pub table: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// Names the link from a footnote back to the text.
    pub back_to_text: String,
    /// Names a link to a heading; names of `[!NOTE]` and its kin, in GitHub's order: note, tip,
    /// important, warning, caution.
    pub alerts: [String; 5],
}

/// Nesting beyond this is a fault: nobody reads it, and some libraries need minutes for it.
const DEEPEST: usize = 100;

/// Parses `text`. `place` turns a range of it into a range of the file as it stands on disk.
#[must_use]
pub fn parse(
    text: &str,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
    context: &Context<'_>,
) -> (Document, Faults) {
    let mut build = DocumentBuilder::new(context);
    build
        .outline
        .anchors
        .extend(context.places.iter().map(|place| (*place).to_owned()));
    build.text.reserve(text.len());
    let html = build.body(text, place, Nesting::Page);
    // Every page of the site is held in memory at once: no room for growth is kept.
    let html = Fragment {
        html: html.html.as_str().to_owned(),
        holes: html.holes,
    };
    let text = build.text.as_str().to_owned();
    build.outline.words = count::words(&text);
    (
        Document::new(build.outline, BodyContent { html, text }),
        build.faults,
    )
}

/// Where a piece of markdown stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    /// The body of a page.
    Page,
    /// A field of a component, which may not hold components itself.
    Field,
}

/// A document in the making, shared by the body and the markdown fields of its components.
struct DocumentBuilder<'a> {
    context: &'a Context<'a>,
    outline: Outline,
    /// The words so far.
    text: String,
    /// How many components of each name there are.
    named: BTreeMap<String, usize>,
    /// The number that the next id made from the same words gets.
    numbers: BTreeMap<String, usize>,
    /// The level of the heading that the text being read stands below.
    level: u8,
    faults: Faults,
    tables: usize,
}

impl<'a> DocumentBuilder<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            outline: Outline::default(),
            text: String::new(),
            named: BTreeMap::new(),
            numbers: BTreeMap::new(),
            level: 1,
            faults: Faults::new(),
            tables: 0,
        }
    }

    fn body(
        &mut self,
        text: &str,
        place: &dyn Fn(Range<usize>) -> Range<usize>,
        nesting: Nesting,
    ) -> Fragment {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        if let Some((at, what)) = deep_containers(text) {
            self.too_deep(what, place(at..at));
            return Fragment::default();
        }
        if !text.is_ascii() {
            for (finding, range) in word::leftovers(text) {
                self.fault(finding, place(range));
            }
        }
        let parser =
            Parser::new_with_broken_link_callback(text, options, Some(writer::broken_link));
        let mut writer = writer::HtmlWriter::new(self, text, place, nesting);
        for (event, range) in parser.into_offset_iter() {
            if writer.event(event, range).is_break() {
                break;
            }
        }
        writer.finish()
    }

    fn fault(&mut self, fault: Fault, disk: Range<usize>) {
        self.faults
            .push(fault.at(Span::new(self.context.file, disk)));
    }

    fn too_deep(&mut self, what: NestingLimit, disk: Range<usize>) {
        let (message, help) = match what {
            NestingLimit::Nested => (
                format!("quotes, lists or HTML are nested more than {DEEPEST} levels deep here"),
                "take some `>`, list levels or HTML tags out",
            ),
            NestingLimit::Indented => (
                format!("this line starts with more than {WIDEST_INDENT} spaces"),
                "take the spaces out",
            ),
            NestingLimit::Tags => (
                format!("this page has more than {MOST_TAGS} HTML tags"),
                "write the text in markdown, without HTML",
            ),
        };
        self.fault(Fault::error(Code::TextTooDeep, message).help(help), disk);
    }

    /// An id nobody on the page has yet: `wanted`, else `wanted-2`, `wanted-3`…
    fn unique_id(&mut self, wanted: &str) -> String {
        if self.outline.anchors.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let number = self.numbers.entry(wanted.to_owned()).or_insert(2);
        loop {
            let id = format!("{wanted}-{number}");
            *number += 1;
            if self.outline.anchors.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// What some libraries need minutes for, and nobody reads.
#[derive(Clone, Copy)]
enum NestingLimit {
    /// More than [`DEEPEST`] levels.
    Nested,
    /// More than [`WIDEST_INDENT`] spaces before the text.
    Indented,
    /// More than [`MOST_TAGS`] tags of raw HTML.
    Tags,
}

/// Most spaces that a line may start with.
const WIDEST_INDENT: usize = DEEPEST * 8;
/// Ammonia's time grows with tags times nesting.
const MOST_TAGS: usize = 20_000;

/// The offset of a line that opens more quotes and lists than [`DEEPEST`] on its own. The parser's
/// time grows with the square of such nesting, so it is looked for before parsing, in one pass.
fn deep_containers(text: &str) -> Option<(usize, NestingLimit)> {
    let mut at = 0;
    for line in bytes::lines(text) {
        if line.len() <= DEEPEST
            || !matches!(
                line.as_bytes()[0],
                b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'0'..=b'9'
            )
        {
            at += line.len();
            continue;
        }
        let markers = line
            .split([' ', '\t', '\n'])
            .flat_map(|word| word.split_inclusive('>'))
            .take_while(|word| matches!(*word, "" | ">" | "-" | "*" | "+") || is_ordinal(word))
            .filter(|word| !word.is_empty())
            .count();
        let indent = line
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        if markers > DEEPEST {
            return Some((at, NestingLimit::Nested));
        }
        if indent > WIDEST_INDENT && line.len() > indent + 1 {
            return Some((at, NestingLimit::Indented));
        }
        at += line.len();
    }
    None
}

fn is_ordinal(word: &str) -> bool {
    word.strip_suffix(['.', ')']).is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
