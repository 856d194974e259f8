//! The picture that readers of a page see first. Takes the text of a page; gives the number of the
//! reference, and the attributes by which a browser fetches it before other pictures.

use crate::parse::document::{Component, ComponentValue, Fragment, Hole, Outline, Role};

/// The most bytes of HTML before a picture that readers see without moving the page: about ten
/// lines of a wide screen.
const FIRST_SCREEN: usize = 1500;

/// The moment at which a browser fetches a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Fetch {
    /// Before other pictures: it is the one that readers see first.
    First,
    /// When a reader comes near it.
    Late,
}

impl Fetch {
    /// Returns the attributes that say so. Text never waits for a picture to be decoded.
    pub(super) const fn attributes(self) -> &'static str {
        match self {
            Self::First => " fetchpriority=\"high\" decoding=\"async\"",
            Self::Late => " loading=\"lazy\" decoding=\"async\"",
        }
    }
}

/// Returns the reference of the first picture in a text, if readers see it without moving the page.
pub(super) fn lead(html: &Fragment, outline: &Outline) -> Option<usize> {
    let on_screen = html.holes.iter().take_while(|(at, _)| *at <= FIRST_SCREEN);
    on_screen.into_iter().find_map(|(_, hole)| match hole {
        Hole::Source(number) | Hole::SizedSource(number) => Some(*number),
        Hole::Component(number) => shown_by(outline.components.get(*number)?, outline),
        _ => None,
    })
}

/// Returns the reference of the picture that a component shows.
fn shown_by(component: &Component, outline: &Outline) -> Option<usize> {
    component.fields.iter().find_map(|(_, value)| match value {
        ComponentValue::Asset(number) => {
            let reference = outline.references.get(*number)?;
            (reference.role == Role::Picture).then_some(*number)
        }
        _ => None,
    })
}
