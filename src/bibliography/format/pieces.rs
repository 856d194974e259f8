//! Flattens the tree of elements that hayagriva returns into a row of words.
//!
//! This module takes a tree and gives pieces of words with their look and link, between the starts
//! and ends of blocks and citations, ready to be tidied and written as HTML or plain text. The tree
//! itself never becomes HTML, because hayagriva's own writer escapes nothing.

use super::marks::{self, MarkToken};
use crate::bibliography::item::rich::Marks;
use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign,
};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

/// The look of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextStyle {
    /// The marks.
    pub(super) marks: Marks,
    /// Whether the words are underlined.
    pub(super) underlined: bool,
}

/// A piece of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RichPiece {
    /// Words of the same look.
    Words {
        /// The words.
        text: String,
        /// The look of the words.
        look: TextStyle,
        /// The address that the words link to.
        link: Option<String>,
    },
    /// The beginning of a block.
    Open(EntryBlock),
    /// The end of a block.
    Close(EntryBlock),
}

/// A part of a reference that a style sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryBlock {
    /// The part stands on lines of its own.
    Lines,
    /// The part stands on lines of its own, and is indented.
    Indent,
    /// The part, a number or a label, stands in the margin.
    LeftMargin,
    /// The part stands beside the margin.
    RightInline,
    /// The part is the citation of one publication, with its index in the cluster.
    Cite(usize),
}

/// Returns the pieces of a tree. Marks in the words themselves are read from them.
pub(super) fn pieces(children: &ElemChildren) -> Vec<RichPiece> {
    let mut flat = PieceBuilder {
        pieces: Vec::new(),
        within: Marks::NONE,
    };
    flat.children(children);
    flat.pieces
}

/// Returns the pieces of one child, such as the number before a reference.
pub(super) fn pieces_of(child: &ElemChild) -> Vec<RichPiece> {
    let mut flat = PieceBuilder {
        pieces: Vec::new(),
        within: Marks::NONE,
    };
    flat.child(child);
    flat.pieces
}

/// The state of going through a tree.
struct PieceBuilder {
    /// The pieces so far.
    pieces: Vec<RichPiece>,
    /// The marks that have begun in the words and not ended.
    within: Marks,
}

impl PieceBuilder {
    /// Adds the children of an element.
    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    /// Adds one child of an element.
    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.words(&text.text, look(text.formatting), None),
            ElemChild::Elem(elem) => self.elem(elem),
            ElemChild::Markup(text) => self.words(text, TextStyle::default(), None),
            ElemChild::Link { text, url } => {
                self.words(&text.text, look(text.formatting), Some(url));
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    /// Adds an element with its block.
    fn elem(&mut self, elem: &Elem) {
        let block = match (elem.display, &elem.meta) {
            (Some(Display::Block), _) => Some(EntryBlock::Lines),
            (Some(Display::Indent), _) => Some(EntryBlock::Indent),
            (Some(Display::LeftMargin), _) => Some(EntryBlock::LeftMargin),
            (Some(Display::RightInline), _) => Some(EntryBlock::RightInline),
            (None, Some(ElemMeta::Entry(at))) => Some(EntryBlock::Cite(*at)),
            (None, _) => None,
        };
        self.pieces.extend(block.map(RichPiece::Open));
        self.children(&elem.children);
        self.pieces.extend(block.map(RichPiece::Close));
    }

    /// Adds words, and reads the marks in them.
    fn words(&mut self, text: &str, look: TextStyle, link: Option<&String>) {
        let mut clean = String::with_capacity(text.len());
        for c in text.chars() {
            match marks::decode(c) {
                MarkToken::Letter(c) => clean.push(c),
                MarkToken::Open(mark) => {
                    self.push(&mut clean, look, link);
                    self.within = self.within.with(mark);
                }
                MarkToken::Close(mark) => {
                    self.push(&mut clean, look, link);
                    self.within = self.within.without(mark);
                }
            }
        }
        self.push(&mut clean, look, link);
    }

    /// Adds words without marks in them, joined to the last piece if it looks the same.
    fn push(&mut self, text: &mut String, look: TextStyle, link: Option<&String>) {
        if text.is_empty() {
            return;
        }
        // Italics within italics are upright, as the specification asks.
        let italic = look.marks.has(Marks::ITALIC) != self.within.has(Marks::ITALIC);
        let marks = look.marks.with(self.within).without(Marks::ITALIC);
        let look = TextStyle {
            marks: if italic {
                marks.with(Marks::ITALIC)
            } else {
                marks
            },
            ..look
        };
        match self.pieces.last_mut() {
            Some(RichPiece::Words {
                text: last,
                look: same,
                link: same_link,
            }) if *same == look && same_link.as_ref() == link => {
                last.push_str(text);
            }
            _ => self.pieces.push(RichPiece::Words {
                text: text.clone(),
                look,
                link: link.cloned(),
            }),
        }
        text.clear();
    }
}

/// Returns the look that hayagriva gives to words.
fn look(formatting: Formatting) -> TextStyle {
    let all = [
        (formatting.font_style == FontStyle::Italic, Marks::ITALIC),
        (formatting.font_weight == FontWeight::Bold, Marks::BOLD),
        (
            formatting.font_variant == FontVariant::SmallCaps,
            Marks::SMALL_CAPS,
        ),
        (formatting.vertical_align == VerticalAlign::Sup, Marks::SUP),
        (formatting.vertical_align == VerticalAlign::Sub, Marks::SUB),
    ];
    let marks = all
        .into_iter()
        .filter(|(is, _)| *is)
        .fold(Marks::NONE, |marks, (_, mark)| marks.with(mark));
    TextStyle {
        marks,
        underlined: formatting.text_decoration == TextDecoration::Underline,
    }
}

/// Returns the words of pieces.
pub(super) fn plain(pieces: &[RichPiece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            RichPiece::Words { text, .. } => out.push_str(text),
            RichPiece::Open(EntryBlock::Lines | EntryBlock::Indent) if !out.is_empty() => {
                out.push('\n');
            }
            RichPiece::Close(EntryBlock::LeftMargin) if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
