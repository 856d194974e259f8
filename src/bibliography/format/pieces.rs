//! What hayagriva returns, as a flat row of words. From: its tree of elements. To: pieces of words
//! with their look and link, between the marks of blocks and citations, ready to be tidied and
//! written as HTML or plain text. The tree itself never becomes HTML: its own writer escapes
//! nothing.

use super::marks::{self, Decoded};
use crate::bibliography::item::rich::Marks;
use hayagriva::citationberg::{
    Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign,
};
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

/// The look of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) marks: Marks,
    pub(super) underlined: bool,
}

/// A piece of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words {
        text: String,
        look: Look,
        link: Option<String>,
    },
    /// A block begins.
    Open(Block),
    /// A block ends.
    Close(Block),
}

/// Parts of a reference that a style sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// On lines of its own.
    Lines,
    /// On lines of its own, indented.
    Indent,
    /// In the margin: a number.
    LeftMargin,
    /// Beside the margin.
    RightInline,
    /// The citation of one publication, by its place in the cluster.
    Cite(usize),
}

/// The pieces of a tree. Marks that stand in the words themselves are read from them.
pub(super) fn pieces(children: &ElemChildren) -> Vec<Piece> {
    let mut flat = Flat {
        pieces: Vec::new(),
        within: Marks::NONE,
    };
    flat.children(children);
    flat.pieces
}

/// The pieces of one child: the number that stands before a reference.
pub(super) fn pieces_of(child: &ElemChild) -> Vec<Piece> {
    let mut flat = Flat {
        pieces: Vec::new(),
        within: Marks::NONE,
    };
    flat.child(child);
    flat.pieces
}

struct Flat {
    pieces: Vec<Piece>,
    /// Marks that have begun in the words and not ended.
    within: Marks,
}

impl Flat {
    fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.words(&text.text, look(text.formatting), None),
            ElemChild::Elem(elem) => self.elem(elem),
            ElemChild::Markup(text) => self.words(text, Look::default(), None),
            ElemChild::Link { text, url } => {
                self.words(&text.text, look(text.formatting), Some(url));
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    fn elem(&mut self, elem: &Elem) {
        let block = match (elem.display, &elem.meta) {
            (Some(Display::Block), _) => Some(Block::Lines),
            (Some(Display::Indent), _) => Some(Block::Indent),
            (Some(Display::LeftMargin), _) => Some(Block::LeftMargin),
            (Some(Display::RightInline), _) => Some(Block::RightInline),
            (None, Some(ElemMeta::Entry(at))) => Some(Block::Cite(*at)),
            (None, _) => None,
        };
        self.pieces.extend(block.map(Piece::Open));
        self.children(&elem.children);
        self.pieces.extend(block.map(Piece::Close));
    }

    fn words(&mut self, text: &str, look: Look, link: Option<&String>) {
        let mut clean = String::with_capacity(text.len());
        for c in text.chars() {
            match marks::decode(c) {
                Decoded::Letter(c) => clean.push(c),
                Decoded::Open(mark) => {
                    self.push(&mut clean, look, link);
                    self.within = self.within.with(mark);
                }
                Decoded::Close(mark) => {
                    self.push(&mut clean, look, link);
                    self.within = self.within.without(mark);
                }
            }
        }
        self.push(&mut clean, look, link);
    }

    fn push(&mut self, text: &mut String, look: Look, link: Option<&String>) {
        if text.is_empty() {
            return;
        }
        // Italics within italics stand upright, as the specification asks.
        let italic = look.marks.has(Marks::ITALIC) != self.within.has(Marks::ITALIC);
        let marks = look.marks.with(self.within).without(Marks::ITALIC);
        let look = Look {
            marks: if italic {
                marks.with(Marks::ITALIC)
            } else {
                marks
            },
            ..look
        };
        match self.pieces.last_mut() {
            Some(Piece::Words {
                text: last,
                look: same,
                link: same_link,
            }) if *same == look && same_link.as_ref() == link => {
                last.push_str(text);
            }
            _ => self.pieces.push(Piece::Words {
                text: text.clone(),
                look,
                link: link.cloned(),
            }),
        }
        text.clear();
    }
}

fn look(formatting: Formatting) -> Look {
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
    Look {
        marks,
        underlined: formatting.text_decoration == TextDecoration::Underline,
    }
}

/// The words alone.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words { text, .. } => out.push_str(text),
            Piece::Open(Block::Lines | Block::Indent) if !out.is_empty() => out.push('\n'),
            Piece::Close(Block::LeftMargin) if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
