//! The pictures that masthead draws for previews of links to pages without a picture. Takes the
//! settings and the theme's style sheet; gives the words and the colours of each card.

use crate::parse::document::{ComponentValue, PlacedValues};
use crate::parse::settings::{Settings, SocialCards};
use crate::pictures::card::can_draw;
use crate::resolve::Target;
use crate::source::{CardColours, InkColour, SocialCard};

/// How the cards of a site look, and which there are.
#[derive(Clone, Debug)]
pub struct CardDesign {
    cards: SocialCards,
    colours: CardColours,
    title: String,
    of_site: Option<SocialCard>,
}

impl CardDesign {
    /// Decides how cards look, or returns `None` for a site that has none: it does not want any, or
    /// has no address, which other websites need.
    #[must_use]
    pub fn of(settings: &Settings, options: &PlacedValues, style: Option<&str>) -> Option<Self> {
        if settings.social_cards == SocialCards::No || settings.base_url.is_none() {
            return None;
        }
        let publisher = settings.publisher();
        let title = settings.title.as_str();
        let colours = colours(style.unwrap_or_default(), palette(options));
        let name = if publisher == title { "" } else { publisher };
        Some(Self {
            cards: settings.social_cards,
            colours,
            title: title.to_owned(),
            of_site: card(title, name, colours),
        })
    }

    /// Returns the card of the site, or `None` where the font lacks its letters.
    #[must_use]
    pub fn of_site(&self) -> Option<SocialCard> {
        self.of_site.clone()
    }

    /// Returns the card of a page with this title: that of the site, if pages have none of their
    /// own, or if the font lacks letters of the title.
    #[must_use]
    pub fn of_page(&self, title: &str) -> Option<SocialCard> {
        let is_own = self.cards == SocialCards::Pages;
        let own = is_own.then(|| card(title, &self.title, self.colours));
        own.flatten().or_else(|| self.of_site())
    }
}

/// Returns a card, or `None` where the font lacks a letter of it.
fn card(title: &str, name: &str, colours: CardColours) -> Option<SocialCard> {
    let is_drawn = can_draw(title) && can_draw(name) && !title.trim().is_empty();
    is_drawn.then(|| SocialCard::new(title, name, colours))
}

/// Reports whether a page has no picture that other websites show: they show no drawings.
#[must_use]
pub fn lacks_picture(own: Option<&Target>, of_site: Option<&Target>) -> bool {
    match own.or(of_site) {
        Some(Target::File { source, .. }) => source.extension() == "svg",
        _ => true,
    }
}

/// Returns the palette that the site chose of the theme.
fn palette(options: &PlacedValues) -> Option<&str> {
    options.values.iter().find_map(|(name, value)| match value {
        ComponentValue::Text(palette) if name == "palette" => Some(palette.as_str()),
        _ => None,
    })
}

/// The colours for a theme that does not say which ones it has.
const CALM: CardColours = CardColours {
    ground: [33, 47, 60],
    title: [255, 255, 255],
    name: [214, 219, 223],
    bar: [242, 184, 128],
};

/// Reads the colours of a theme's head, which its style sheet declares for all palettes and again
/// for each.
fn colours(style: &str, palette: Option<&str>) -> CardColours {
    let own = palette.map(|palette| block(style, &format!(".palette-{palette} {{")));
    let blocks = [own.unwrap_or_default(), block(style, ":root {")];
    let colour = |name: &str, otherwise: InkColour| {
        let found = blocks.iter().find_map(|block| declared(block, name));
        found.unwrap_or(otherwise)
    };
    CardColours {
        ground: colour("--head:", CALM.ground),
        title: colour("--on-head:", CALM.title),
        name: colour("--on-head-soft:", CALM.name),
        bar: colour("--lamp:", CALM.bar),
    }
}

/// Returns what the first rule with this beginning declares.
fn block<'s>(style: &'s str, start: &str) -> &'s str {
    let rest = style.split_once(start).map_or("", |(_, rest)| rest);
    rest.split('}').next().unwrap_or_default()
}

/// Reads a colour, `#rgb` or `#rrggbb`, that a rule declares.
fn declared(block: &str, name: &str) -> Option<InkColour> {
    let (_, rest) = block.split_once(name)?;
    let digits = rest.split(';').next()?.trim().strip_prefix('#')?;
    let digits: Vec<u8> = digits
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<_>>()?;
    match digits.as_slice() {
        [red, green, blue] => Some([red * 17, green * 17, blue * 17]),
        [first, second, third, fourth, fifth, sixth] => {
            Some([first * 16 + second, third * 16 + fourth, fifth * 16 + sixth])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CALM, colours};

    #[test]
    fn the_colours_are_those_of_the_palette() {
        let style = ":root {\n  --head-deep: #000;\n  --head: #0b3f46;\n  --on-head: #fff;\n}\n\
            .palette-ink {\n  --head: #1d2f4b;\n}\n@media x { .palette-ink { --head: #111 } }";
        let plain = colours(style, None);
        assert_eq!((plain.ground, plain.title), ([11, 63, 70], [255, 255, 255]));
        assert_eq!(plain.bar, CALM.bar);
        assert_eq!(colours(style, Some("ink")).ground, [29, 47, 75]);
        assert_eq!(colours(style, Some("none")).ground, [11, 63, 70]);
        assert_eq!(colours("a { --head: red }", None), CALM);
    }
}
