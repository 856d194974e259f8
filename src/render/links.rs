//! Writes links, pictures and citations in the HTML of a text. Takes a parsed text with holes, and
//! the targets of its links; gives the HTML of the holes on the page being rendered.

use super::current_page::CurrentPage;
use super::lead::Fetch;
use crate::base::html::escape_into;
use crate::parse::document::{Document, Fragment, Hole, Outline, Role};
use crate::resolve::Target;
use std::fmt::Write as _;

impl Target {
    /// Returns the link to write on the page `here`, or `None` for a target that may not be linked.
    fn link(&self, here: &CurrentPage) -> Option<String> {
        match self {
            Self::Page { url, anchor, .. } => {
                let mut link = here.link(url);
                if let Some(anchor) = anchor {
                    link.push('#');
                    link.push_str(anchor);
                }
                Some(link)
            }
            Self::File { url, suffix, .. } => Some(here.link(url) + suffix),
            Self::Made(url) => Some(here.link(url)),
            Self::Here(anchor) => Some(format!("#{anchor}")),
            Self::External(url) => Some(url.clone()),
            Self::Data(_) | Self::Citation(_) | Self::Nothing => None,
        }
    }
}

/// Returns the HTML of a text that may hold links and pictures but no components, such as the
/// footer.
pub(super) fn without_components(
    document: &Document,
    targets: &[Target],
    here: &CurrentPage,
) -> String {
    fragment(document.html(), &document.outline, targets, here)
}

/// Returns the HTML of a piece of a text that may hold links and pictures but no components.
pub(super) fn fragment(
    html: &Fragment,
    outline: &Outline,
    targets: &[Target],
    here: &CurrentPage,
) -> String {
    let mut out = String::with_capacity(html.html.len() + 64);
    let _ = html.write(&mut out, |hole, out| {
        match hole {
            Hole::Href(number) => write_href(targets.get(number), here, out),
            Hole::PictureStart(number) => start_picture(targets.get(number), here, out),
            Hole::Source(number) => {
                let how = (Fetch::Late, SizeSource::File);
                write_source(targets.get(number), how, here, out);
            }
            Hole::SizedSource(number) => {
                let how = (Fetch::Late, SizeSource::Tag);
                write_source(targets.get(number), how, here, out);
            }
            Hole::PictureEnd(number) => end_picture(targets.get(number), out),
            Hole::Component(_) => {}
            Hole::Citation(number) => as_written(outline, number, out),
        }
        Ok::<(), std::convert::Infallible>(())
    });
    out
}

pub(super) fn write_href(target: Option<&Target>, here: &CurrentPage, out: &mut String) {
    if let Some(link) = target.and_then(|target| target.link(here)) {
        out.push_str(" href=\"");
        escape_into(&link, out);
        out.push('"');
    }
}

/// The width at which a picture in a text is shown: that of the column, or of the screen without
/// its margins, which are wider from 40rem on.
const IN_TEXT: &str =
    "(min-width: 44rem) 40rem, (min-width: 40rem) calc(100vw - 4rem), calc(100vw - 2.5rem)";

/// Writes the smaller pictures that a browser may take instead of one.
pub(super) fn start_picture(target: Option<&Target>, here: &CurrentPage, out: &mut String) {
    let Some(smaller) = target.and_then(Target::smaller) else {
        return;
    };
    out.push_str("<picture><source type=\"image/webp\" srcset=\"");
    for (number, made) in smaller.light.iter().enumerate() {
        out.push_str(if number == 0 { "" } else { ", " });
        escape_into(&here.link(&made.url), out);
        let _ = write!(out, " {}w", made.recipe.width);
    }
    let _ = write!(out, "\" sizes=\"{IN_TEXT}\">");
}

/// Where the size stands at which a picture is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SizeSource {
    /// In the file of the picture.
    File,
    /// In the tag, which has attributes for it.
    Tag,
}

pub(super) fn write_source(
    target: Option<&Target>,
    (fetch, size): (Fetch, SizeSource),
    here: &CurrentPage,
    out: &mut String,
) {
    let Some(target @ Target::File { pixels, tint, .. }) = target else {
        return;
    };
    out.push_str(" src=\"");
    escape_into(&target.link(here).unwrap_or_default(), out);
    out.push('"');
    if let Some((width, height)) = pixels.filter(|_| size == SizeSource::File) {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    if let Some(tint) = tint {
        let _ = write!(out, " data-tint=\"{}\"", tint.words());
    }
    out.push_str(fetch.attributes());
}

/// Ends what [`start_picture`] began.
pub(super) fn end_picture(target: Option<&Target>, out: &mut String) {
    if target.is_some_and(|target| target.smaller().is_some()) {
        out.push_str("</picture>");
    }
}

/// Writes what was taken for a citation as its writer wrote it.
pub(super) fn as_written(outline: &Outline, number: usize, out: &mut String) {
    let Some(reference) = outline.references.get(number) else {
        return;
    };
    let brackets = if reference.role == Role::Citation {
        ("[", "]")
    } else {
        ("", "")
    };
    out.push_str(brackets.0);
    escape_into(&reference.target, out);
    out.push_str(brackets.1);
}
