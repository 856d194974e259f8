//! Fenced blocks. From: the text of a block. To: code as it is typed, or a block of the theme.

use super::{CodeBlock, HtmlWriter};
use crate::base::{Code, Fault, Span, nearest};
use crate::parse::document::Hole;
use crate::parse::markdown::builder::Nesting;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Ends a code block: writes it, or reads it as a block of the theme.
    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if code.is_indented {
            self.find_prose_in_code(&code);
        }
        let name = code.info.split([' ', ',', '{']).next().unwrap_or_default();
        self.find_words_behind_fence(&code);
        if self.build.context.rules.components.contains_key(name) {
            self.component(name, &code);
            return;
        }
        self.find_unknown_block(&code);
        self.find_unclosed_code(&code);
        self.push("<pre><code");
        if !name.is_empty() {
            self.push(" class=\"language-");
            self.push_escaped(name);
            self.push("\"");
        }
        self.push(">");
        self.push_escaped(&code.text);
        self.push("</code></pre>\n");
        self.words(&code.text);
        self.words("\n");
    }

    /// Reports words on the line of the backquotes, behind the name of a language or a block: they
    /// are not shown. `title=` and the like are settings of other programs.
    fn find_words_behind_fence(&mut self, code: &CodeBlock) {
        let Some((name, words)) = code.info.split_once(char::is_whitespace) else {
            return;
        };
        if !words.contains(char::is_alphanumeric) || code.info.contains(['{', '=', ',']) {
            return;
        }
        let is_block = self.build.context.rules.components.contains_key(name);
        let words = if is_block { words } else { &code.info };
        let message = format!(
            "readers do not see `{}`, on the line of the backquotes",
            words.trim()
        );
        let fault = Fault::warning(Code::TextLeftOut, message).help(
            "only the name of a block or of a language may stand there; begin the text on the line \
             below",
        );
        let line = self.source[code.range.clone()].find('\n');
        let end = line.map_or(code.range.end, |line| code.range.start + line);
        self.build.fault(fault, (self.place)(code.range.start..end));
    }

    /// Reports code that is probably meant as a block of the theme: its name is nearly one, or it
    /// has the settings of one.
    fn find_unknown_block(&mut self, code: &CodeBlock) {
        if code.is_indented {
            return;
        }
        if is_notice_of_other_program(&code.info) {
            return self.report_notice(code);
        }
        let blocks = &self.build.context.rules.components;
        let written = code.info.trim_matches(['{', '}', '.', ':', ' ']);
        let written = written.split([' ', ',', '{']).next().unwrap_or_default();
        let has_fields = looks_like_fields(&code.text);
        let near = nearest(written, blocks.keys().map(String::as_str));
        let near = near.filter(|meant| has_fields || is_slip_of(written, meant));
        let first = code.text.split(':').next().unwrap_or_default();
        let has_known = has_fields
            && !written.is_empty()
            && !DATA.contains(&written)
            && blocks
                .values()
                .any(|schema| schema.fields.iter().any(|field| field.name == first));
        let help = match near {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if has_known => {
                let names: Vec<&str> = blocks.keys().map(String::as_str).collect();
                let names = names.join("`, `");
                format!(
                    "blocks are `{names}`; write `text` instead if readers should see the lines"
                )
            }
            None => return,
        };
        let message =
            format!("there is no block called `{written}`, so this is shown as it is typed");
        let fault = Fault::warning(Code::UnknownComponent, message).help(help);
        self.build.fault(fault, (self.place)(code.range.clone()));
    }

    /// Reports a block that another program shows as a notice.
    fn report_notice(&mut self, code: &CodeBlock) {
        let message = format!(
            "`{}` is a notice of another program, and is shown as code here",
            code.info
        );
        let fault = Fault::warning(Code::ForeignTemplate, message).help(
            "write `> [!NOTE]` on a line of its own, and `> ` before each line of the notice; or \
             TIP, IMPORTANT, WARNING or CAUTION in its place",
        );
        self.build.fault(fault, (self.place)(code.range.clone()));
    }

    /// Reports code whose closing line is missing, so that the rest of the page is code.
    fn find_unclosed_code(&mut self, code: &CodeBlock) {
        let is_shorter = |line: &str| line.len() > 1 && line.trim_matches('`').trim().is_empty();
        let goes_on = code.text.contains("\n\n") || code.text.lines().any(is_shorter);
        if code.is_indented || !goes_on || self.end_of(code) != BlockEnd::Missing {
            return;
        }
        let message = "this code is never closed: all that follows is shown as it is typed";
        let fault = Fault::warning(Code::UnmeantMarks, message)
            .help("write three backquotes, ```, on a line of their own where the code ends");
        let opener = self.source[code.range.clone()].find('\n');
        let end = opener.map_or(code.range.end, |end| code.range.start + end);
        self.build.fault(fault, (self.place)(code.range.start..end));
    }

    /// Reads a block of the theme, and leaves a hole for it.
    fn component(&mut self, name: &str, code: &CodeBlock) {
        let disk = (self.place)(code.range.clone());
        if self.nesting == Nesting::Field {
            self.build.fault(
                Fault::error(
                    Code::UnknownComponent,
                    format!("a block cannot stand inside another: `{name}`"),
                )
                .help("close the outer block first"),
                disk,
            );
            return;
        }
        let end = self.end_of(code);
        if end != BlockEnd::Closed {
            let message = format!(
                "this block, `{name}`, is never closed: what follows it is taken for a part of it"
            );
            let mut fault = Fault::error(Code::UnknownComponent, message).help(
                "write three backquotes, ```, on a line of their own below the last setting of the \
                 block",
            );
            if let BlockEnd::Another(again) = end {
                fault = fault.label(
                    Span::new(self.build.context.file, (self.place)(again)),
                    "another block starts here",
                );
            }
            let opener = self.source[code.range.clone()]
                .find('\n')
                .map_or(code.range.end, |end| code.range.start + end);
            self.build
                .fault(fault, (self.place)(code.range.start..opener));
            return;
        }
        let start = code.content_at.unwrap_or(code.range.end);
        let place = self.place;
        if let Some(number) = self.build.component(
            name,
            &code.text,
            &|range| place(start + range.start..start + range.end),
            disk,
        ) {
            self.hole(Hole::Component(number));
        }
    }
}

/// The end of a fenced block.
#[derive(PartialEq, Eq)]
enum BlockEnd {
    /// A closing line of its own.
    Closed,
    /// The closing line of another block, which starts here.
    Another(Range<usize>),
    /// No closing line.
    Missing,
}

/// The signs that a line of a fence starts with.
struct FenceMarker {
    sign: char,
    length: usize,
    /// Whether nothing follows the signs.
    stands_alone: bool,
}

impl FenceMarker {
    fn of(line: &str) -> Option<Self> {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let sign = line
            .chars()
            .next()
            .filter(|sign| matches!(sign, '`' | '~'))?;
        let length = line.len() - line.trim_start_matches(sign).len();
        Some(Self {
            sign,
            length,
            stands_alone: line[length..].trim().is_empty(),
        })
    }

    /// Tells whether the marker can close what `opening` opens.
    fn fits(&self, opening: &Self) -> bool {
        self.sign == opening.sign && self.length >= opening.length
    }
}

impl HtmlWriter<'_, '_> {
    /// Finds out how a fenced block ends.
    fn end_of(&self, code: &CodeBlock) -> BlockEnd {
        let block = self.source.get(code.range.clone()).unwrap_or_default();
        let mut lines = block.split_inclusive('\n');
        let opener = lines.next().unwrap_or_default();
        let Some(opening) = FenceMarker::of(opener) else {
            return BlockEnd::Closed;
        };
        let mut at = code.range.start + opener.len();
        for line in lines {
            let end = at + line.trim_end().len();
            match FenceMarker::of(line) {
                Some(marker) if marker.fits(&opening) && !marker.stands_alone => {
                    return BlockEnd::Another(at..end);
                }
                _ => at += line.len(),
            }
        }
        let last = block.trim_end().lines().skip(1).last();
        let closing = last.and_then(FenceMarker::of);
        if closing.is_some_and(|marker| marker.fits(&opening) && marker.stands_alone) {
            BlockEnd::Closed
        } else {
            BlockEnd::Missing
        }
    }
}

/// Tells whether a block is a notice in another program: `{note}`, `ad-note`, `warning`.
fn is_notice_of_other_program(info: &str) -> bool {
    let braced = info
        .strip_prefix('{')
        .and_then(|name| name.split('}').next());
    let name = braced.unwrap_or(info);
    let name = name.strip_prefix("ad-").unwrap_or(name);
    FOREIGN_NOTICES.contains(&name.to_lowercase().as_str())
}

/// Names of notices in other programs.
const FOREIGN_NOTICES: [&str; 12] = [
    "admonition",
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "info",
    "note",
    "seealso",
    "tip",
    "warning",
];

/// Languages of names and values, which look like the settings of a block.
const DATA: [&str; 15] = [
    "conf",
    "css",
    "dockerfile",
    "http",
    "ini",
    "json",
    "markdown",
    "md",
    "properties",
    "scss",
    "text",
    "toml",
    "txt",
    "yaml",
    "yml",
];

/// Tells whether a word is the name of a block in other letters, or with one letter wrong.
fn is_slip_of(written: &str, name: &str) -> bool {
    let is_long = name.chars().count() > 4;
    written.eq_ignore_ascii_case(name)
        || is_long && strsim::damerau_levenshtein(&written.to_lowercase(), name) == 1
}

/// Tells whether a code block holds `name: value` lines, as a block of the theme does.
fn looks_like_fields(code: &str) -> bool {
    code.lines().next().is_some_and(|line| {
        line.split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '"', '(']))
    })
}
