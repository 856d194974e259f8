//! Tags that markdown's blocks, links and pictures become. From: the parser's events for the start
//! and the end of each. To: the HTML of the writer.

use super::open::OpenLink;
use super::{CodeBlock, HtmlWriter, Picture};
use crate::base::{Code, Fault};
use crate::parse::document::{Fragment, Hole, Role};
use crate::parse::picture_words;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, LinkType, Tag, TagEnd};
use std::fmt::Write as _;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Writes the start of a block, a link or a picture.
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.find_block_apart(&range, "this paragraph");
                self.push("<p>");
            }
            Tag::Heading {
                level, id, classes, ..
            } => self.start_heading(level, id, &classes, range),
            Tag::BlockQuote(kind) => {
                self.find_block_in_sentence(&range);
                self.start_quote(kind);
            }
            Tag::CodeBlock(kind) => self.start_code(kind, range),
            Tag::HtmlBlock => self.block_html = Some((String::new(), range)),
            Tag::List(first) => {
                self.find_block_in_sentence(&range);
                self.find_block_apart(&range, "this list");
                self.start_list(first);
            }
            Tag::Item => self.start_entry(range),
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => {
                self.find_slip_of_definition(&range);
                self.push("<dd>");
            }
            Tag::FootnoteDefinition(name) => {
                self.footnotes.define(&name, range, self.build.text.len());
                self.fragments.push(Fragment::default());
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(&range),
            Tag::Emphasis => self.open_mark("<em>", &range),
            Tag::Strong => self.open_mark("<strong>", &range),
            Tag::Strikethrough => self.open_mark("<del>", &range),
            Tag::Superscript => self.push_inline("<sup>"),
            Tag::Subscript => self.push_inline("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.definitions.used(link_type, &id);
                self.start_link(link_type, &dest_url, &title, range);
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.definitions.used(link_type, &id);
                self.start_picture(dest_url, title, range);
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    /// Writes the end of a block, a link or a picture.
    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_block("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(kind) => self.push(if kind.is_some() {
                "</aside>\n"
            } else {
                "</blockquote>\n"
            }),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => self.end_entry(&range),
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_block("</dd>\n"),
            TagEnd::FootnoteDefinition => self.end_note(&range),
            TagEnd::Table => self.push("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_row(&range),
            TagEnd::TableCell => {
                self.cell_end = None;
                self.end_cell(&range);
            }
            TagEnd::Emphasis => self.close_mark("</em>"),
            TagEnd::Strong => self.close_mark("</strong>"),
            TagEnd::Strikethrough => self.close_mark("</del>"),
            TagEnd::Superscript => self.push_inline("</sup>"),
            TagEnd::Subscript => self.push_inline("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_picture(&range),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_code(&mut self, kind: CodeBlockKind<'_>, range: Range<usize>) {
        let (info, is_indented) = match kind {
            CodeBlockKind::Fenced(info) => (info.into_string(), false),
            CodeBlockKind::Indented => (String::new(), true),
        };
        self.code = Some(CodeBlock {
            info,
            is_indented,
            text: String::new(),
            range,
            content_at: None,
        });
    }

    fn start_picture(&mut self, target: CowStr<'_>, title: CowStr<'_>, range: Range<usize>) {
        self.find_coded_signs(&target, &range);
        self.find_coded_signs(&title, &range);
        if self.picture.is_some() {
            return self.report_in_picture("picture", &range);
        }
        self.picture = Some(Picture {
            target: target.into_string(),
            title: title.into_string(),
            alt: String::new(),
            range,
            depth: self.depth,
        });
    }

    /// Reports a link or a picture in the description of a picture, of which the words are kept.
    fn report_in_picture(&mut self, what: &str, range: &Range<usize>) {
        let message = format!(
            "a {what} cannot stand in the description of a picture, so only its words are kept"
        );
        let fault = Fault::warning(Code::TextLeftOut, message)
            .help(format!("put the {what} before or behind the picture"));
        self.build.fault(fault, (self.place)(range.clone()));
    }

    /// Starts a quotation, or a notice such as `[!NOTE]`.
    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.push("<blockquote>\n");
        };
        let (class, at) = match kind {
            BlockQuoteKind::Note => ("note", 0),
            BlockQuoteKind::Tip => ("tip", 1),
            BlockQuoteKind::Important => ("important", 2),
            BlockQuoteKind::Warning => ("warning", 3),
            BlockQuoteKind::Caution => ("caution", 4),
        };
        let title = self.build.context.rules.words.alerts[at].clone();
        let _ = write!(
            self.fragment().html,
            "<aside class=\"notice notice-{class}\">\n<p class=\"notice-title\"><strong>"
        );
        self.push_escaped(&title);
        self.push("</strong></p>\n");
    }

    fn start_link(&mut self, link_type: LinkType, target: &str, title: &str, range: Range<usize>) {
        if self.start_citation(target, &range) {
            return;
        }
        self.find_coded_signs(target, &range);
        self.find_coded_signs(title, &range);
        self.links += 1;
        if self.picture.is_some() {
            return self.report_in_picture("link", &range);
        }
        let target = if link_type == LinkType::Email {
            format!("mailto:{target}")
        } else {
            target.to_owned()
        };
        let disk = (self.place)(range.clone());
        let is_empty = target.trim().is_empty();
        let number = self.refer(target, Role::Link, range);
        self.push("<a");
        self.hole(Hole::Href(number));
        if !title.is_empty() {
            self.push(" title=\"");
            self.push_escaped(title);
            self.push("\"");
        }
        self.push(">");
        self.link = (!is_empty).then(|| OpenLink {
            html_at: self.fragment().html.len(),
            text_at: self.build.text.len(),
            disk,
        });
    }

    fn end_link(&mut self) {
        self.links -= 1;
        if let Some(link) = self.link.take() {
            let words = self.build.text.get(link.text_at..).unwrap_or_default();
            let has_words = !words.trim().is_empty();
            let html = self.fragment().html.get(link.html_at..).unwrap_or_default();
            if !has_words && html.trim().is_empty() {
                let fault = Fault::warning(Code::NoWords, "this link has no words").help(
                    "write between its square brackets what readers should press: \
                     `[our report](…)`",
                );
                self.build.fault(fault, link.disk);
            }
        }
        self.push_inline("</a>");
    }

    fn end_picture(&mut self, range: &Range<usize>) {
        let Some(picture) = self
            .picture
            .take_if(|picture| picture.depth == self.depth + 1)
        else {
            return;
        };
        if picture.alt.trim().is_empty() {
            self.build.fault(
                Fault::warning(Code::MissingAlt, "this picture has no description").help(
                    if self.links > 0 {
                        "say in its square brackets where the link leads, for people who cannot \
                         see it: `[![Our report](…)](…)`"
                    } else {
                        "say in the square brackets what it shows, for people who cannot see it: \
                         `![A nurse at a desk](…)`"
                    },
                ),
                (self.place)(range.clone()),
            );
        }
        if picture_words::says_nothing(&picture.alt, &picture.target) {
            let fault = picture_words::fault(&picture.alt, "`![A nurse at a desk](…)`");
            self.build.fault(fault, (self.place)(range.clone()));
        }
        if let Some(heading) = &mut self.heading {
            heading.pictures.push_str(picture.alt.trim());
            heading.pictures.push(' ');
        }
        let number = self.refer(picture.target, Role::Picture, picture.range);
        self.hole(Hole::PictureStart(number));
        self.push("<img");
        self.hole(Hole::Source(number));
        self.push(" alt=\"");
        self.push_escaped(picture.alt.trim());
        if !picture.title.is_empty() {
            self.push("\" title=\"");
            self.push_escaped(&picture.title);
        }
        self.push("\">");
        self.hole(Hole::PictureEnd(number));
    }
}
