//! Takes out of a drawing what a browser would run, or fetch from elsewhere, and what nobody sees:
//! notes of who drew it, with which program and from which folder. From: the bytes of an SVG file.
//! To: the drawing without these things, and the names of those that do something.
//!
//! A drawing that a page shows as a picture runs nothing. Opened by itself it is a page of the
//! site, with all that scripts of the site may do. So a drawing is read as a tree, with its
//! entities replaced, and only what is known to be harmless and seen is written again. One that
//! holds nothing else is published as it stands, byte by byte.

mod allow_list;
mod attributes;
mod embedded;
mod limits;
mod style_rules;
mod writer;

#[cfg(test)]
mod tests;

use roxmltree::{Document, Error, ParsingOptions};
use std::borrow::Cow;

/// A drawing after its inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// The drawing holds nothing but a drawing.
    AsItStands,
    /// The drawing without what it may not hold.
    Cleaned {
        /// The drawing, in UTF-8.
        text: String,
        /// The names of what does something and was taken out: `<script>`, `onload`. Empty where
        /// only notes were, or only the way of writing changed.
        removed: Vec<String>,
    },
    /// The drawing cannot be read, and this is why. No browser shows it.
    Unreadable(String),
}

/// The reason why browsers show nothing of a file that breaks no rule of XML.
const NO_DRAWING: &str =
    "it does not begin with `<svg xmlns=\"http://www.w3.org/2000/svg\"`, so browsers show nothing";

/// Inspects a drawing, and cleans it if it needs to be.
#[must_use]
pub fn clean(bytes: &[u8]) -> Drawing {
    let Some(text) = decoded(bytes) else {
        return Drawing::Unreadable("it is not saved as UTF-8".to_owned());
    };
    if let Err(limit) = limits::check(&text) {
        return Drawing::Unreadable(limit.to_owned());
    }
    let document = match Document::parse_with_options(&text, options()) {
        Ok(document) => document,
        Err(Error::NodesLimitReached) => {
            let why = format!("it has more than {} parts", limits::MOST_NODES);
            return Drawing::Unreadable(why);
        }
        Err(error) => {
            let line = error.pos().row;
            return Drawing::Unreadable(format!("its line {line} breaks the rules of SVG"));
        }
    };
    let written = writer::write(&document);
    if written.text.is_none() && written.removed.is_empty() {
        return Drawing::Unreadable(NO_DRAWING.to_owned());
    }
    let is_whole = written.removed.is_empty() && !written.has_notes;
    if is_whole && matches!(text, Cow::Borrowed(_)) && !declares(&document) {
        return Drawing::AsItStands;
    }
    match written.text {
        Some(text) => Drawing::Cleaned {
            text,
            removed: written.removed,
        },
        None => Drawing::Unreadable("it is no drawing".to_owned()),
    }
}

/// Returns the number of the line at which a drawing cannot be read.
#[must_use]
pub fn broken_line(bytes: &[u8]) -> Option<usize> {
    let text = decoded(bytes)?;
    limits::check(&text).ok()?;
    let error = Document::parse_with_options(&text, options()).err()?;
    usize::try_from(error.pos().row).ok()
}

fn options<'t>() -> ParsingOptions<'t> {
    ParsingOptions {
        allow_dtd: true,
        nodes_limit: limits::MOST_NODES,
        ..ParsingOptions::default()
    }
}

/// Decodes a drawing. Borrowed text is UTF-8 and says nothing else of itself.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match declared_encoding(bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => {
            std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
        }
        // The first 256 characters of Unicode are those of this encoding.
        Some("iso-8859-1" | "latin1" | "windows-1252") => {
            Some(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        Some(_) => None,
    }
}

/// Returns the encoding that the first line of a drawing names, in lower-case letters.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..]
        .split(quote)
        .next()
        .map(|name| name.trim().to_ascii_lowercase())
}

/// Reports whether a drawing declares entities or attributes of its own, which browsers would add.
fn declares(document: &Document<'_>) -> bool {
    let text = document.input_text();
    let head = &text[..document.root_element().range().start.min(text.len())];
    head.find("<!DOCTYPE")
        .is_some_and(|at| head[at..].contains('['))
}
