//! Parser events to HTML with holes, headings, references and words.

mod cites;
mod code;
mod headings;
mod notes;
mod slips;
mod tags;
mod tasks;
mod unclosed;

use super::footnotes::Footnotes;
use super::{DEEPEST, DocumentBuilder, Nesting, NestingLimit};
use crate::base::html::escape_into;
use crate::base::{Code, Fault, Span};
use crate::parse::document::{Fragment, Hole, Reference, Role};
use pulldown_cmark::{Alignment, Event, TagEnd};
use std::ops::{ControlFlow, Range};

pub(super) use cites::broken_link;

/// Writes one body.
pub(super) struct HtmlWriter<'w, 'b> {
    build: &'w mut DocumentBuilder<'b>,
    place: &'w dyn Fn(Range<usize>) -> Range<usize>,
    /// What the parser reads.
    source: &'w str,
    nesting: Nesting,
    /// The innermost is written to; the others wait (a footnote's text is gathered apart).
    fragments: Vec<Fragment>,
    depth: usize,
    heading: Option<OpenHeading>,
    picture: Option<Picture>,
    code: Option<CodeBlock>,
    table: TableState,
    footnotes: Footnotes,
    raw_html: RawHtml,
    block_html: Option<(String, Range<usize>)>,
    /// How far the text just read looks like `[^name]`: the parser gives a note without a
    /// definition as three pieces of text.
    note_mark: Option<(usize, Option<String>)>,
    /// The depth of the citation whose inside is being passed over.
    citing: Option<usize>,
    /// Links that are open.
    links: usize,
    /// How far the text has been read as a key.
    read_to: usize,
    /// The label of a task's box is open.
    in_task: bool,
    /// Text in which links with slips in them are looked for, and how many were found.
    run: Range<usize>,
    slips: usize,
}

/// Whether raw HTML occurred, so that the body must pass the allow-list.
#[derive(Default)]
struct RawHtml {
    seen: Option<Range<usize>>,
    depth: super::raw_html::TagDepth,
    hidden: super::raw_html::HiddenElement,
}

struct OpenHeading {
    level: u8,
    id: Option<String>,
    html_at: usize,
    /// Holes of the fragment that stand before it, one perhaps at the same byte.
    holes_before: usize,
    text_at: usize,
    span: Range<usize>,
}

struct Picture {
    target: String,
    title: String,
    alt: String,
    range: Range<usize>,
    depth: usize,
}

struct CodeBlock {
    info: String,
    text: String,
    range: Range<usize>,
    /// Where the first line of the block's content starts.
    content_at: Option<usize>,
}

#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
}

impl<'w, 'b> HtmlWriter<'w, 'b> {
    pub(super) fn new(
        build: &'w mut DocumentBuilder<'b>,
        source: &'w str,
        place: &'w dyn Fn(Range<usize>) -> Range<usize>,
        nesting: Nesting,
    ) -> Self {
        Self {
            build,
            place,
            source,
            nesting,
            // Tags make a text longer by some part of it.
            fragments: vec![Fragment {
                html: String::with_capacity(source.len() + source.len() / 4),
                holes: Vec::new(),
            }],
            depth: 0,
            heading: None,
            picture: None,
            code: None,
            table: TableState::default(),
            footnotes: Footnotes::default(),
            raw_html: RawHtml::default(),
            block_html: None,
            note_mark: None,
            citing: None,
            links: 0,
            read_to: 0,
            in_task: false,
            run: 0..0,
            slips: 0,
        }
    }

    /// Takes one event; `Break` when the text is too deeply nested to go on.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) -> ControlFlow<()> {
        if let Some(depth) = self.citing {
            match event {
                Event::Start(_) => self.depth += 1,
                Event::End(_) => {
                    self.citing = Some(depth).filter(|depth| *depth < self.depth);
                    self.depth -= 1;
                }
                _ => {}
            }
            return ControlFlow::Continue(());
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.in_task && tasks::is_block(&tag) {
                    self.end_task();
                }
                if self.depth > DEEPEST {
                    self.build
                        .too_deep(NestingLimit::Nested, (self.place)(range.start..range.start));
                    return ControlFlow::Break(());
                }
                self.start(tag, range);
            }
            Event::End(TagEnd::HtmlBlock) => {
                self.depth -= 1;
                let Some((html, at)) = self.block_html.take() else {
                    return ControlFlow::Continue(());
                };
                self.find_unclosed(&html, &at);
                let read = self.raw(&html, at);
                self.words("\n");
                return read;
            }
            Event::End(tag) => {
                self.depth -= 1;
                if matches!(tag, TagEnd::Item | TagEnd::Paragraph) {
                    self.end_task();
                }
                self.end(tag, range);
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, &range);
            }
            Event::Code(text) => {
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
                self.push("<br>\n");
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

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(code) = &mut self.code {
            code.content_at.get_or_insert(range.start);
            code.text.push_str(text);
            return;
        }
        self.run_on(range);
        self.find_undefined_note(text, range);
        // A key that went on into this piece has been read.
        let read = self.read_to.saturating_sub(range.start).min(text.len());
        let (text, range) = if read > 0 && text.is_char_boundary(read) {
            (&text[read..], range.start + read..range.end)
        } else {
            (text, range.clone())
        };
        self.text_with_mentions(text, &range);
    }

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

    /// Raw HTML: written as it is for now; the whole body passes the allow-list at the end.
    fn raw(&mut self, html: &str, range: Range<usize>) -> ControlFlow<()> {
        let disk = (self.place)(range);
        if let ControlFlow::Break(what) = self.raw_html.depth.add(html) {
            self.build.too_deep(what, disk);
            return ControlFlow::Break(());
        }
        self.raw_html.hidden.add(html);
        for finding in super::raw_html::refused(html) {
            let fault = Fault::warning(
                Code::UnsafeHtml,
                format!("{finding} is left out of the page"),
            )
            .help("write it in markdown, or use one of the site's blocks");
            self.build.fault(fault, disk.clone());
        }
        if super::raw_html::loses_address(html) {
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
        if super::raw_html::lacks_alt(html) {
            let fault = Fault::warning(Code::MissingAlt, "this picture has no description").help(
                "say what it shows, for people who cannot see it: `alt=\"A nurse at a desk\"`",
            );
            self.build.fault(fault, disk.clone());
        }
        self.raw_html.seen.get_or_insert(disk);
        if self.picture.is_none() {
            self.push(html);
        }
        ControlFlow::Continue(())
    }

    pub(super) fn finish(mut self) -> Fragment {
        // Left open only when nesting stopped the parse.
        while self.fragments.len() > 1 {
            self.fragments.pop();
        }
        self.end_run();
        self.end_notes();
        let body = self.fragments.pop().unwrap_or_default();
        match self.raw_html.seen.take() {
            Some(disk) => super::raw_html::clean(body, self.build, &disk),
            None => body,
        }
    }

    fn refer(&mut self, target: String, role: Role, range: Range<usize>) -> usize {
        let span = Span::new(self.build.context.file, (self.place)(range));
        self.build
            .outline
            .references
            .push(Reference { target, role, span });
        self.build.outline.references.len() - 1
    }

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

    fn push_inline(&mut self, html: &str) {
        if self.picture.is_none() {
            self.push(html);
        }
    }

    fn push_escaped(&mut self, text: &str) {
        escape_into(text, &mut self.fragment().html);
    }

    /// Words for search and counting; inside a picture they are its description.
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
