//! Writer of HTML. From: the events of the markdown parser. To: HTML with holes, and headings,
//! references and words of the document.

mod cites;
mod code;
mod definitions;
mod headings;
mod invisible;
mod levels;
mod lists;
mod live;
mod notes;
mod open;
mod slips;
mod tables;
mod tags;
mod tasks;
mod unclosed;
mod unmeant;

use super::builder::{DocumentBuilder, Nesting};
use super::definitions::Definitions;
use super::footnotes::Footnotes;
use super::limits::{DEEPEST, MOST_HEADINGS, NestingLimit};
use super::list_numbers::OpenList;
use super::raw_html;
use super::slips::SlipSearch;
use crate::base::html::escape_into;
use crate::base::{Code, Fault, Span};
use crate::parse::document::{Fragment, Hole, Reference, Role};
use crate::parse::picture_words;
use open::{OpenLink, OpenMark, WrittenLevel};
use pulldown_cmark::{Alignment, Event, RefDefs, Tag, TagEnd};
use std::ops::{ControlFlow, Range};

pub(super) use cites::broken_link;

/// The writing of one body.
pub(super) struct HtmlWriter<'w, 'b> {
    build: &'w mut DocumentBuilder<'b>,
    /// Turns ranges of the text into ranges of the file on disk.
    place: &'w dyn Fn(Range<usize>) -> Range<usize>,
    /// The text that the parser reads.
    source: &'w str,
    nesting: Nesting,
    /// Fragments in the making. The last is written to, and the others wait: a footnote's text is
    /// gathered apart.
    fragments: Vec<Fragment>,
    /// The number of tags that are open.
    depth: usize,
    /// The heading that is open.
    heading: Option<OpenHeading>,
    /// The headings of the body so far.
    levels: Vec<WrittenLevel>,
    /// The link whose words are being read.
    link: Option<OpenLink>,
    /// The picture whose description is being read.
    picture: Option<Picture>,
    /// The code block that is open.
    code: Option<CodeBlock>,
    table: TableState,
    /// The lists that are open, the innermost last.
    lists: Vec<OpenList>,
    definitions: Definitions,
    footnotes: Footnotes,
    raw_html: RawHtml,
    /// The block of raw HTML that is open, and its range.
    block_html: Option<(String, Range<usize>)>,
    /// The beginning of `[^name]` in the text just read. The parser gives a note without a
    /// definition as three pieces of text.
    note_mark: Option<(usize, Option<String>)>,
    /// The depth of the citation whose inside is being passed over.
    citing: Option<usize>,
    /// The number of links that are open.
    links: usize,
    /// The words that are marked as bold, italic or crossed out, and open.
    marks: Vec<OpenMark>,
    /// The end of the cell of a table that is being read.
    cell_end: Option<usize>,
    /// The end of the text that has been read as the key of a publication or as an address.
    read_to: usize,
    /// Whether the label of a task's box is open.
    in_task: bool,
    /// The search for slips of the pen.
    slips: SlipSearch,
    /// Whether the source may hold characters written as numbers: `&#8211;`.
    has_numbers: bool,
    /// The number of characters found so far that no text has and that are written as numbers.
    signs: usize,
}

/// The raw HTML of a body so far.
struct RawHtml {
    /// The place of the first piece; a body with any must pass the allow-list.
    first: Option<Range<usize>>,
    /// The places of tags that may hide or change what follows them.
    swallowing: Vec<Range<usize>>,
    refused: raw_html::RefusedHtml,
    depth: raw_html::TagDepth,
    hidden: raw_html::HiddenElement,
    open: raw_html::OpenTags,
    /// Whether a tag or a comment goes on to the end of its block.
    has_torn_tag: bool,
    /// Elements whose text is shown as it is typed.
    literal: raw_html::OpenElements,
    /// Links.
    anchors: raw_html::OpenElements,
}

impl Default for RawHtml {
    fn default() -> Self {
        Self {
            first: None,
            swallowing: Vec::new(),
            refused: raw_html::RefusedHtml::default(),
            depth: raw_html::TagDepth::default(),
            hidden: raw_html::HiddenElement::default(),
            open: raw_html::OpenTags::default(),
            has_torn_tag: false,
            literal: raw_html::OpenElements::of(&["code", "pre", "kbd", "samp", "tt"]),
            anchors: raw_html::OpenElements::of(&["a"]),
        }
    }
}

/// A heading whose words are being read.
struct OpenHeading {
    /// The level as it is written.
    written: u8,
    id: Option<String>,
    classes: String,
    html_at: usize,
    /// The number of holes that stand before it in the fragment, one perhaps at the same byte.
    holes_before: usize,
    text_at: usize,
    /// The descriptions of its pictures.
    pictures: String,
    span: Range<usize>,
}

/// A picture whose description is being read.
struct Picture {
    target: String,
    title: String,
    alt: String,
    range: Range<usize>,
    depth: usize,
}

/// A code block whose text is being read.
struct CodeBlock {
    info: String,
    /// Whether the spaces before its lines make it code.
    is_indented: bool,
    text: String,
    range: Range<usize>,
    /// The offset of the first line of the block's content.
    content_at: Option<usize>,
}

/// The table that is being read.
#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    /// The end of the last cell that was read.
    cell_end: usize,
}

impl<'w, 'b> HtmlWriter<'w, 'b> {
    /// Creates the writer of a body.
    pub(super) fn new(
        build: &'w mut DocumentBuilder<'b>,
        source: &'w str,
        place: &'w dyn Fn(Range<usize>) -> Range<usize>,
        nesting: Nesting,
        definitions: &RefDefs<'_>,
    ) -> Self {
        Self {
            build,
            place,
            source,
            nesting,
            // Tags make the HTML about a quarter longer than the text.
            fragments: vec![Fragment {
                html: String::with_capacity(source.len() + source.len() / 4),
                holes: Vec::new(),
            }],
            depth: 0,
            heading: None,
            levels: Vec::new(),
            link: None,
            picture: None,
            code: None,
            table: TableState::default(),
            lists: Vec::new(),
            definitions: Definitions::new(source, definitions),
            footnotes: Footnotes::default(),
            raw_html: RawHtml::default(),
            block_html: None,
            note_mark: None,
            citing: None,
            links: 0,
            marks: Vec::new(),
            cell_end: None,
            read_to: 0,
            in_task: false,
            slips: SlipSearch::new(source),
            has_numbers: memchr::memmem::find(source.as_bytes(), b"&#").is_some(),
            signs: 0,
        }
    }

    /// Takes one event. Breaks where the text is too deeply nested to go on.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) -> ControlFlow<()> {
        if let Some(depth) = self.citing {
            self.pass_over(depth, &event);
            return ControlFlow::Continue(());
        }
        if !matches!(event, Event::Start(_) | Event::End(_)) {
            self.definitions.shown(&range);
        }
        self.slips.follow(&event);
        match event {
            Event::Start(tag) => return self.open(tag, range),
            Event::End(TagEnd::HtmlBlock) => {
                self.depth -= 1;
                return self.end_html_block();
            }
            Event::End(tag) => {
                self.depth -= 1;
                if matches!(tag, TagEnd::Item | TagEnd::Paragraph) {
                    self.end_task();
                }
                self.end(tag, range.clone());
                self.find_joined_lines(tag, &range);
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, &range);
            }
            Event::Code(text) => {
                self.find_unmeant_code(&range);
                self.words(&text);
                if self.picture.is_none() {
                    self.push("<code>");
                    self.push_escaped(&text);
                    self.push("</code>");
                }
            }
            Event::SoftBreak => {
                self.words(" ");
                if self.picture.is_none() {
                    self.push("\n");
                }
            }
            Event::HardBreak => {
                self.words(" ");
                self.push_inline("<br>\n");
            }
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => self.start_task(done),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::Html(html) => match &mut self.block_html {
                Some((block, _)) => block.push_str(&html),
                None => return self.raw(&html, range),
            },
            Event::InlineHtml(html) => return self.raw(&html, range),
        }
        ControlFlow::Continue(())
    }

    /// Passes over an event inside of the citation at `depth`.
    fn pass_over(&mut self, depth: usize, event: &Event<'_>) {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => {
                self.citing = Some(depth).filter(|depth| *depth < self.depth);
                self.depth -= 1;
            }
            _ => {}
        }
    }

    /// Opens a tag, unless it is nested too deeply.
    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) -> ControlFlow<()> {
        self.depth += 1;
        if self.in_task && tasks::is_block(&tag) {
            self.end_task();
        }
        let is_heading = matches!(tag, Tag::Heading { .. });
        let limit = if self.depth > DEEPEST {
            Some(NestingLimit::Nested)
        } else if is_heading && self.build.outline.headings.len() >= MOST_HEADINGS {
            Some(NestingLimit::Headings)
        } else {
            None
        };
        if let Some(limit) = limit {
            let place = (self.place)(range.start..range.start);
            self.build.too_deep(limit, place);
            return ControlFlow::Break(());
        }
        self.start(tag, range);
        ControlFlow::Continue(())
    }

    fn end_html_block(&mut self) -> ControlFlow<()> {
        let Some((html, at)) = self.block_html.take() else {
            return ControlFlow::Continue(());
        };
        self.find_unclosed(&html, &at);
        self.find_foreign_in_html(&at);
        self.find_marks_in_html(&at);
        let flow = self.raw(&html, at);
        self.words("\n");
        flow
    }

    /// Takes a piece of text.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(code) = &mut self.code {
            code.content_at.get_or_insert(range.start);
            code.text.push_str(text);
            return;
        }
        self.find_coded_signs(text, range);
        self.run_on(range);
        self.find_undefined_note(text, range);
        if range.end <= self.read_to {
            return;
        }
        // The key of a publication that goes on into this piece has been read already.
        let read = self.read_to.saturating_sub(range.start).min(text.len());
        let (text, range) = if read > 0 && text.is_char_boundary(read) {
            (&text[read..], range.start + read..range.end)
        } else {
            (text, range.clone())
        };
        self.text_with_mentions(text, &range);
    }

    /// Reports `[^name]` without a definition.
    fn find_undefined_note(&mut self, text: &str, range: &Range<usize>) {
        self.note_mark = match (self.note_mark.take(), text) {
            (_, "[") => Some((range.start, None)),
            (Some((start, None)), name) if name.starts_with('^') && name.len() > 1 => {
                Some((start, Some(name[1..].to_owned())))
            }
            (Some((start, Some(name))), "]") => {
                self.build.fault(
                    Fault::warning(
                        Code::UnknownFootnote,
                        format!("there is no footnote `[^{name}]:`"),
                    )
                    .help(format!(
                        "write the note on a line of its own: `[^{name}]: The text of the note.`"
                    )),
                    (self.place)(start..range.end),
                );
                None
            }
            _ => None,
        };
    }

    /// Takes a piece of raw HTML, which is written as it came: the whole body passes the
    /// allow-list at the end.
    fn raw(&mut self, html: &str, range: Range<usize>) -> ControlFlow<()> {
        self.find_signs_in_html(html, &range);
        let disk = (self.place)(range.clone());
        if let ControlFlow::Break(what) = self.raw_html.depth.add(html) {
            self.build.too_deep(what, disk);
            return ControlFlow::Break(());
        }
        self.raw_html.hidden.add(html);
        self.raw_html.literal.add(html);
        self.raw_html.anchors.add(html);
        let written = raw_html::named_places(html);
        let html = raw_html::without_comments(&written);
        let html = html.as_ref();
        self.raw_html.open.add(html, &range);
        for id in raw_html::own_ids(html) {
            self.build.outline.anchors.insert(id);
        }
        let swallowing = raw_html::swallowing(html);
        let places = std::iter::repeat_n(&disk, swallowing).cloned();
        self.raw_html.swallowing.extend(places);
        for finding in raw_html::refused(html, &mut self.raw_html.refused) {
            let fault = Fault::warning(
                Code::UnsafeHtml,
                format!("{finding} is left out of the page"),
            )
            .help("write it in markdown, or use one of the site's blocks");
            self.build.fault(fault, disk.clone());
        }
        if raw_html::loses_address(html) {
            let fault = Fault::error(
                Code::UnsafeLink,
                "this HTML leads to an address that a page must not lead to",
            )
            .help(
                "write it as a link or a picture in markdown, to a page, a file or a website: \
                 `[words](address)`",
            );
            self.build.fault(fault, disk.clone());
        }
        if raw_html::lacks_alt(html) {
            let fault = Fault::warning(Code::MissingAlt, "this picture has no description").help(
                "say what it shows, for people who cannot see it: `alt=\"A nurse at a desk\"`",
            );
            self.build.fault(fault, disk.clone());
        }
        if let Some(alt) = raw_html::empty_words(html) {
            let fault = picture_words::fault(alt, "`alt=\"A nurse at a desk\"`");
            self.build.fault(fault, disk.clone());
        }
        self.raw_html.first.get_or_insert(disk);
        if self.picture.is_none() {
            self.push(&written);
        }
        ControlFlow::Continue(())
    }

    /// Ends the body, and returns its HTML.
    pub(super) fn finish(mut self) -> Fragment {
        self.find_typed_signs();
        self.find_open_tags();
        // Fragments are left open only where nesting stopped the parse.
        while self.fragments.len() > 1 {
            self.fragments.pop();
        }
        self.end_run();
        self.end_definitions();
        self.tell_foreign_signs();
        self.settle_levels();
        self.end_notes();
        let body = self.fragments.pop().unwrap_or_default();
        match self.raw_html.first.take() {
            Some(disk) => raw_html::clean(body, self.build, &disk, &self.raw_html.swallowing),
            None => body,
        }
    }

    /// Adds a reference, and returns its number.
    fn refer(&mut self, target: String, role: Role, range: Range<usize>) -> usize {
        let span = Span::new(self.build.context.file, (self.place)(range));
        self.build
            .outline
            .references
            .push(Reference { target, role, span });
        self.build.outline.references.len() - 1
    }

    /// Returns the fragment that is written to.
    fn fragment(&mut self) -> &mut Fragment {
        if self.fragments.is_empty() {
            self.fragments.push(Fragment::default());
        }
        let last = self.fragments.len() - 1;
        &mut self.fragments[last]
    }

    fn hole(&mut self, hole: Hole) {
        let fragment = self.fragment();
        fragment.holes.push((fragment.html.len(), hole));
    }

    fn push(&mut self, html: &str) {
        self.fragment().html.push_str(html);
    }

    /// Writes HTML that cannot stand in the description of a picture.
    fn push_inline(&mut self, html: &str) {
        if self.picture.is_none() {
            self.push(html);
        }
    }

    fn push_escaped(&mut self, text: &str) {
        escape_into(text, &mut self.fragment().html);
    }

    /// Adds words for search and counting; inside a picture they are its description.
    fn words(&mut self, text: &str) {
        match &mut self.picture {
            Some(picture) => picture.alt.push_str(text),
            None if self.raw_html.hidden.is_open() => {}
            None => self.build.text.push_str(text),
        }
    }

    fn end_block(&mut self, html: &str) {
        self.push(html);
        if !self.build.text.ends_with('\n') {
            self.words("\n");
        }
    }
}
