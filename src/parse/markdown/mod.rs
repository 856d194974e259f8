//! Markdown to a [`Document`]. The only user of pulldown-cmark's parser.
//! From: the text of a body. To: HTML with holes, references, headings, components, words, and every fault found.

mod components;
mod footnotes;
mod raw_html;
mod writer;

#[cfg(test)]
mod tests;

use super::document::Document;
use super::schema::Schema;
use crate::base::{Code, Diagnostic, SourcePath, Span};
use pulldown_cmark::{Options, Parser};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What parsing a body depends on beside its text.
pub struct Context<'a> {
    /// The file, for places.
    pub file: &'a SourcePath,
    /// The theme's components by name.
    pub components: &'a BTreeMap<String, Schema>,
    /// Words of the theme that stand in bodies.
    pub words: &'a BodyWords,
}

/// The few interface words that a body's HTML holds, in the site's language.
#[derive(Clone, Debug)]
pub struct BodyWords {
    /// Names a table for screen readers; its number follows.
    pub table: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// Names the link from a footnote back to the text.
    pub back_to_text: String,
    /// Names a link to a heading; names of `[!NOTE]` and its kin, in GitHub's order: note, tip, important, warning, caution.
    pub alerts: [String; 5],
}

/// Nesting beyond this is a fault: nobody reads it, and some libraries need minutes for it.
const DEEPEST: usize = 100;

/// Parses `text`. `place` turns a range of it into a range of the file as it stands on disk.
#[must_use]
pub fn parse(text: &str, place: &dyn Fn(Range<usize>) -> Range<usize>, context: &Context<'_>) -> (Document, Vec<Diagnostic>) {
    let mut build = Build { context, document: Document::default(), ids: BTreeSet::new(), faults: Vec::new(), tables: 0 };
    build.document.text.reserve(text.len());
    let body = build.body(text, place, Nesting::Page);
    build.document.body = body;
    build.document.words = unicode_words(&build.document.text);
    (build.document, build.faults)
}

fn unicode_words(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace()).filter(|word| word.chars().any(char::is_alphanumeric)).count()
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
struct Build<'a> {
    context: &'a Context<'a>,
    document: Document,
    ids: BTreeSet<String>,
    faults: Vec<Diagnostic>,
    tables: usize,
}

impl Build<'_> {
    fn body(&mut self, text: &str, place: &dyn Fn(Range<usize>) -> Range<usize>, nesting: Nesting) -> super::document::Fragment {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST;
        if let Some(at) = deep_containers(text) {
            self.too_deep(place(at..at));
            return super::document::Fragment::default();
        }
        let parser = Parser::new_ext(text, options);
        let mut writer = writer::Writer::new(self, place, nesting);
        for (event, range) in parser.into_offset_iter() {
            if writer.event(event, range).is_break() {
                break;
            }
        }
        writer.finish()
    }

    fn fault(&mut self, diagnostic: Diagnostic, disk: Range<usize>) {
        self.faults.push(diagnostic.at(Span::new(self.context.file, disk)));
    }

    fn too_deep(&mut self, disk: Range<usize>) {
        self.fault(
            Diagnostic::error(Code::TextTooDeep, format!("quotes, lists or HTML are nested more than {DEEPEST} levels deep here"))
                .help("take some `>`, list levels or HTML tags out"),
            disk,
        );
    }

    /// An id nobody on the page has yet: `wanted`, else `wanted-2`, `wanted-3`…
    fn unique_id(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        self.document.anchors.push(id.clone());
        id
    }
}

/// The offset of a line that opens more quotes and lists than [`DEEPEST`] on its own. The parser's time grows with the
/// square of such nesting, so it is looked for before parsing, in one pass.
fn deep_containers(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let markers = line
            .split([' ', '\t', '\n'])
            .flat_map(|word| word.split_inclusive('>'))
            .take_while(|word| matches!(*word, "" | ">" | "-" | "*" | "+") || is_ordinal(word))
            .filter(|word| !word.is_empty())
            .count();
        let indent = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if markers > DEEPEST || (indent > DEEPEST * 8 && line.len() > indent + 1) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn is_ordinal(word: &str) -> bool {
    word.strip_suffix(['.', ')']).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
