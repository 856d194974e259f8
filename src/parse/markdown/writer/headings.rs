//! Headings. From: the parser's events. To: their HTML, their ids and their words.

use super::open::WrittenLevel;
use super::{HtmlWriter, OpenHeading};
use crate::base::html::escape_into;
use crate::base::{Code, Fault, slug};
use crate::parse::document::Heading;
use crate::parse::markdown::builder::Nesting;
use pulldown_cmark::{CowStr, HeadingLevel};
use std::fmt::Write as _;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Starts a heading.
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'_>>,
        classes: &[CowStr<'_>],
        range: Range<usize>,
    ) {
        self.find_lost_attributes(&range);
        // A paragraph that a line makes a heading of says nothing about the levels of a page.
        let written = if self.find_line_heading(&range) {
            2
        } else {
            level as u8
        };
        let disk = (self.place)(range.clone());
        if self.nesting == Nesting::Page {
            self.build.level = written.max(2);
        }
        let text_at = self.build.text.len();
        let html_at = self.fragment().html.len();
        let holes_before = self.fragment().holes.len();
        self.heading = Some(OpenHeading {
            written,
            id: id.map(CowStr::into_string),
            classes: classes.join(" "),
            html_at,
            holes_before,
            text_at,
            pictures: String::new(),
            span: disk,
        });
    }

    /// Reports words between curly brackets at the end of a heading, which the parser takes for
    /// settings and which are not shown.
    fn find_lost_attributes(&mut self, range: &Range<usize>) {
        let typed = self.source.get(range.clone()).unwrap_or_default();
        let words = typed.trim_end_matches([' ', '\t', '\n', '\r', '=', '-']);
        let words = words.trim_end_matches(['#', ' ', '\t']);
        let Some((start, inside)) = words.strip_suffix('}').and_then(|words| {
            let start = words.rfind('{')?;
            Some((start, &words[start + 1..]))
        }) else {
            return;
        };
        let is_lost =
            |word: &&str| !word.starts_with(['#', '.']) && word.contains(char::is_alphanumeric);
        let mut lost: Vec<&str> = inside.split_ascii_whitespace().filter(is_lost).collect();
        let mut names = inside
            .split_ascii_whitespace()
            .filter(|word| word.starts_with('#'));
        // The last name counts.
        let other = names.next_back().and_then(|_| names.next_back());
        lost.extend(other);
        let is_text =
            typed[..start].ends_with('{') || inside.ends_with('\\') || inside.contains('\n');
        if lost.is_empty() || is_text {
            return;
        }
        let message = format!(
            "readers do not see `{}`: curly brackets at the end of a heading hold the name of its \
             place, as in `{{#costs}}`",
            lost.join(" ")
        );
        let is_one_name = inside.starts_with('#') && inside.matches('#').count() == 1;
        let name = inside
            .split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join("-");
        let fault = Fault::warning(Code::TextLeftOut, message)
            .help_if(is_one_name.then(|| {
                format!("the name of a place has no spaces: write `{{{name}}}` if this is one")
            }))
            .help(format!(
                "to show the words, put a backslash before the last bracket: `{{{inside}\\}}`"
            ))
            .help("take them out if they are not for readers");
        let at = range.start + start;
        self.build
            .fault(fault, (self.place)(at..range.start + words.len()));
    }

    /// Ends a heading: its id is known only now that its words are.
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else {
            return;
        };
        let mut title = self.build.text[heading.text_at..].trim().to_owned();
        self.find_glued_end(&title, &heading.span);
        if title.is_empty() && self.is_bare(&heading) {
            self.drop_heading(&heading);
            return;
        }
        let id = if let Some(id) = heading.id {
            self.explicit_id(&id, &heading.span)
        } else {
            let wanted = slug(&title);
            self.build.unique_id(if wanted.is_empty() {
                "section"
            } else {
                &wanted
            })
        };
        if title.is_empty() {
            heading.pictures.trim().clone_into(&mut title);
        }
        let level = heading.written.max(2);
        let mut open = format!("<h{level} id=\"");
        escape_into(&id, &mut open);
        if !heading.classes.is_empty() {
            open.push_str("\" class=\"");
            escape_into(&heading.classes, &mut open);
        }
        open.push_str("\">");
        let fragment = self.fragment();
        fragment.html.insert_str(heading.html_at, &open);
        for (at, _) in &mut fragment.holes[heading.holes_before..] {
            *at += open.len();
        }
        let _ = writeln!(fragment.html, "</h{level}>");
        let end = fragment.html.len();
        self.words("\n");
        if self.nesting == Nesting::Page {
            let tags = (self.fragments.len() == 1).then_some(heading.html_at..end);
            self.levels.push(WrittenLevel {
                level: heading.written,
                tags,
                listed: (!title.is_empty()).then_some(self.build.outline.headings.len()),
                span: heading.span.clone(),
                title: title.clone(),
            });
        }
        if self.nesting == Nesting::Page && !title.is_empty() {
            let components_before = self.build.outline.components.len();
            let heading = Heading {
                level,
                id,
                title,
                text_at: heading.text_at,
                components_before,
                span: heading.span,
            };
            self.build.outline.headings.push(heading);
        }
    }

    /// Reports signs that end a heading without a space before them, so that readers see them.
    fn find_glued_end(&mut self, title: &str, disk: &Range<usize>) {
        let words = title.trim_end_matches('#');
        if title.len() < words.len() + 2 || words.is_empty() || words.ends_with(' ') {
            return;
        }
        let signs = &title[words.len()..];
        let message =
            format!("a space is missing before `{signs}`, so readers see it behind this heading");
        let fault = Fault::warning(Code::MarkLeftOver, message).help(format!(
            "take `{signs}` out: signs before the words are enough"
        ));
        self.build.fault(fault, disk.clone());
    }

    /// Tells whether a heading has nothing in it and no name that a link may lead to.
    fn is_bare(&mut self, heading: &OpenHeading) -> bool {
        let html_at = heading.html_at;
        heading.id.is_none() && self.fragment().html[html_at..].trim().is_empty()
    }

    /// Reports a heading without words, and leaves it out of the page.
    fn drop_heading(&mut self, heading: &OpenHeading) {
        self.fragment().html.truncate(heading.html_at);
        let fault = Fault::warning(Code::NoWords, "this heading has no words").help(
            "write its words behind the `#` signs and a space, or take the line out: it is not on \
             the page",
        );
        self.build.fault(fault, heading.span.clone());
    }

    /// Takes an id that the text states, as it is written, and reports one that is taken already.
    fn explicit_id(&mut self, written: &str, disk: &Range<usize>) -> String {
        let id = self.build.unique_id(written);
        if id != written {
            self.build.fault(
                Fault::warning(
                    Code::DuplicateAnchor,
                    format!("`{{#{written}}}` is already the name of another place on this page"),
                )
                .help(format!(
                    "this one is now `#{id}`; give it a name of its own"
                )),
                disk.clone(),
            );
        }
        id
    }
}
