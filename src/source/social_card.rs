//! The picture that other websites show beside a link to a page without one: its words, its colours
//! and its address.

use super::pictures::FOLDER;
use crate::base::{Fingerprint, UrlPath};

/// The version of the way in which cards are drawn: a new one draws all of them anew.
const VERSION: &str = "1";

/// The colour of an ink: red, green and blue.
pub type InkColour = [u8; 3];

/// The colours of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardColours {
    /// The ground.
    pub ground: InkColour,
    /// The title.
    pub title: InkColour,
    /// The name below it.
    pub name: InkColour,
    /// The bar between them.
    pub bar: InkColour,
}

/// A card: words on a ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocialCard {
    /// The address, which never stands for another card.
    pub url: UrlPath,
    /// The title, in large letters.
    pub title: String,
    /// The name below it; it may be empty.
    pub name: String,
    /// The colours.
    pub colours: CardColours,
}

impl SocialCard {
    /// The width and height of every card, in pixels.
    pub const SIZE: (u16, u16) = (1200, 630);

    /// Decides where the card of these words and colours stands.
    #[must_use]
    pub fn new(title: &str, name: &str, colours: CardColours) -> Self {
        let made_from = format!("{VERSION}\n{title}\n{name}\n{colours:?}");
        let mark = Fingerprint::short(made_from.as_bytes());
        Self {
            url: UrlPath::new(&format!("/{FOLDER}/card-{mark}.png")),
            title: title.to_owned(),
            name: name.to_owned(),
            colours,
        }
    }
}
