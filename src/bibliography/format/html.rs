//! Writes pieces as HTML that is safe on a page.
//!
//! The only elements are `<em>`, `<strong>`, `<sup>`, `<sub>`, `<span class>`,
//! `<div class="csl-…">` and links to the web; everything else is escaped. No attribute holds
//! anything but a class, an anchor or a checked address.

use super::pieces::{EntryBlock, RichPiece, TextStyle};
use crate::base::html::{escape, escape_into};
use crate::bibliography::identifier;
use crate::bibliography::item::rich::Marks;

/// A function that returns the anchor to which a citation links, by its index in the cluster.
pub(super) type Anchor<'a> = &'a dyn Fn(usize) -> Option<String>;

/// Writes one reference or citation.
pub(super) fn html(pieces: &[RichPiece], anchor: Anchor<'_>) -> String {
    let mut out = String::new();
    // HTML has no links in links, so addresses are words in a citation that links to its reference.
    let mut linked = false;
    for piece in pieces {
        match piece {
            RichPiece::Words { text, look, link } => {
                let address = link.as_deref().filter(|_| !linked).and_then(safe);
                words(text, *look, address.as_deref(), &mut out);
            }
            RichPiece::Open(EntryBlock::Cite(at)) => {
                if let Some(target) = anchor(*at) {
                    linked = true;
                    out.push_str("<a class=\"cite\" href=\"#");
                    escape_into(&target, &mut out);
                    out.push_str("\">");
                }
            }
            RichPiece::Close(EntryBlock::Cite(_)) => {
                if std::mem::take(&mut linked) {
                    out.push_str("</a>");
                }
            }
            RichPiece::Open(block) => {
                out.push_str("<div class=\"");
                out.push_str(class(*block));
                out.push_str("\">");
            }
            RichPiece::Close(_) => out.push_str("</div>"),
        }
    }
    out
}

/// Returns the class of a block. These are the classes of citeproc, which themes of other programs
/// know.
fn class(block: EntryBlock) -> &'static str {
    match block {
        EntryBlock::Lines | EntryBlock::Cite(_) => "csl-block",
        EntryBlock::Indent => "csl-indent",
        EntryBlock::LeftMargin => "csl-left-margin",
        EntryBlock::RightInline => "csl-right-inline",
    }
}

/// Writes words with their marks, as a link if they have an address.
fn words(text: &str, look: TextStyle, address: Option<&str>, out: &mut String) {
    const TAGS: [(Marks, &str, &str); 5] = [
        (Marks::ITALIC, "<em>", "</em>"),
        (Marks::BOLD, "<strong>", "</strong>"),
        (Marks::SMALL_CAPS, "<span class=\"small-caps\">", "</span>"),
        (Marks::SUP, "<sup>", "</sup>"),
        (Marks::SUB, "<sub>", "</sub>"),
    ];
    if let Some(address) = address {
        out.push_str("<a href=\"");
        escape_into(address, out);
        out.push_str("\">");
    }
    if look.underlined {
        out.push_str("<span class=\"underline\">");
    }
    let tags = TAGS.iter().filter(|(mark, ..)| look.marks.has(*mark));
    tags.clone().for_each(|(_, open, _)| out.push_str(open));
    out.push_str(&escape(text));
    tags.rev().for_each(|(_, _, close)| out.push_str(close));
    if look.underlined {
        out.push_str("</span>");
    }
    if address.is_some() {
        out.push_str("</a>");
    }
}

/// Returns the address of a link in its usual form, if it leads to the web.
fn safe(url: &str) -> Option<String> {
    // hayagriva makes an address of whatever a field holds.
    let decoded: String = url
        .chars()
        .filter_map(|c| match super::marks::decode(c) {
            super::marks::MarkToken::Letter(c) => Some(c),
            _ => None,
        })
        .collect();
    if decoded.strip_prefix("https://doi.org/").is_some() {
        return identifier::doi(&decoded).map(|doi| identifier::doi_url(&doi));
    }
    if let Some(number) = decoded.strip_prefix("https://www.ncbi.nlm.nih.gov/pubmed/") {
        return identifier::pmid(number)
            .map(|number| format!("https://pubmed.ncbi.nlm.nih.gov/{number}/"));
    }
    if let Some(number) = decoded.strip_prefix("https://www.ncbi.nlm.nih.gov/pmc/articles/") {
        return identifier::pmcid(number)
            .map(|number| format!("https://pmc.ncbi.nlm.nih.gov/articles/{number}/"));
    }
    identifier::is_web_address(&decoded).then_some(decoded)
}
