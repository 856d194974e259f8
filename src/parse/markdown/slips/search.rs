//! The state of the search for slips in one body, as its text goes by.

use super::blocks::HeadingMarks;
use super::placeholders;
use super::sign_forms::may_name_emoji;
use super::templates::TemplateSign;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// The search for slips in one body.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of the text at hand"
)]
pub(in crate::parse::markdown) struct SlipSearch {
    /// The range of text in which slips are looked for next.
    pub(in crate::parse::markdown) run: Range<usize>,
    /// Whether that text begins a line.
    pub(in crate::parse::markdown) starts_line: bool,
    /// Whether the run stands within a link.
    pub(in crate::parse::markdown) is_in_link: bool,
    /// Whether the next piece of text begins a line.
    pub(in crate::parse::markdown) at_line_start: bool,
    /// Whether the body holds signs that are rare in texts, such as `{`.
    pub(in crate::parse::markdown) has_rare_signs: bool,
    /// Whether the body may hold words that stand in the place of others.
    pub(in crate::parse::markdown) has_placeholders: bool,
    /// Whether the body holds signs that part columns without being those of a table.
    pub(in crate::parse::markdown) has_columns: bool,
    /// Whether the body holds an `&`.
    pub(in crate::parse::markdown) has_ampersand: bool,
    /// Whether the body holds `www.`.
    pub(in crate::parse::markdown) has_www: bool,
    /// Whether the body has notes that stars lead to, once somebody asked.
    pub(in crate::parse::markdown) has_star_notes: Option<bool>,
    /// How the body marks its headings, once somebody asked.
    pub(in crate::parse::markdown) heading_marks: Option<HeadingMarks>,
    /// The number of slips found so far.
    pub(in crate::parse::markdown) found: usize,
    /// The end of the lines that have been reported as a whole.
    pub(in crate::parse::markdown) told_to: usize,
    /// The end of the marks that have been reported as taken for some.
    pub(in crate::parse::markdown) eaten_to: usize,
    /// The end of the last path of a file that has been reported.
    pub(in crate::parse::markdown) path_to: usize,
    /// The end of the last of those signs.
    pub(in crate::parse::markdown) foreign_to: usize,
    /// Signs of other programs: the first place of each sort, and how often it occurs.
    pub(in crate::parse::markdown) foreign: Vec<(TemplateSign, Range<usize>, usize)>,
}

impl SlipSearch {
    pub(in crate::parse::markdown) fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let has_rare_signs = memchr::memchr3(b'{', b'~', b'^', bytes).is_some()
            || memchr::memchr3(b'`', b'=', b'$', bytes).is_some()
            || memchr::memchr3(b'|', b'%', b'\t', bytes).is_some()
            || memchr::memmem::find(bytes, b"++").is_some()
            || memchr::memmem::find(bytes, b"''").is_some()
            || memchr::memmem::find(bytes, b":::").is_some()
            || memchr::memchr_iter(b'\\', bytes).any(|at| is_letter(bytes, at + 1))
            || memchr::memchr_iter(b':', bytes).any(|at| may_name_emoji(bytes, at));
        Self {
            has_rare_signs,
            has_placeholders: placeholders::may_hold(source),
            has_columns: may_have_columns(bytes),
            has_ampersand: memchr::memchr(b'&', bytes).is_some(),
            has_www: memchr::memmem::find(bytes, b"www.").is_some(),
            ..Self::default()
        }
    }

    /// Notes whether the text that follows an event begins a line.
    pub(in crate::parse::markdown) fn follow(&mut self, event: &Event<'_>) {
        self.at_line_start = match event {
            Event::Text(_) => return,
            Event::SoftBreak | Event::HardBreak => true,
            Event::Start(Tag::TableCell) => false,
            Event::Start(tag) => !is_inline(tag),
            _ => false,
        };
    }
}

fn is_letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
}

/// Tells whether a body may hold columns that spaces, semicolons, commas or drawn lines part.
/// Commas in texts have a space behind them, and spaces stand alone.
fn may_have_columns(bytes: &[u8]) -> bool {
    let is_drawn = memchr::memmem::find(bytes, "│".as_bytes()).is_some();
    let is_spaced = memchr::memmem::find(bytes, b"   ").is_some();
    let mut signs = memchr::memchr2_iter(b';', b',', bytes);
    let mut is_tight = |at: usize| {
        bytes
            .get(at + 1)
            .is_some_and(|byte| !byte.is_ascii_whitespace())
    };
    is_drawn || is_spaced || signs.any(&mut is_tight)
}

/// Tells whether a tag stands within a line of text.
pub(in crate::parse::markdown) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
