//! Cards of a few words.

use super::{can_draw, draw};
use crate::source::{CardColours, SocialCard};
use image::{Rgb, RgbImage};

const COLOURS: CardColours = CardColours {
    ground: [11, 63, 70],
    title: [255, 255, 255],
    name: [197, 220, 220],
    bar: [242, 184, 128],
};

fn drawn(title: &str, name: &str) -> RgbImage {
    let bytes = draw(&SocialCard::new(title, name, COLOURS)).expect("a card");
    assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
    let image = image::load_from_memory(&bytes).expect("a picture");
    assert_eq!((image.width(), image.height()), (1200, 630));
    image.into_rgb8()
}

/// The rows in which a colour stands, from the first to the last.
fn rows(image: &RgbImage, colour: [u8; 3]) -> Option<(u32, u32)> {
    let mut rows = image
        .enumerate_rows()
        .filter_map(|(y, mut row)| row.any(|(_, _, pixel)| *pixel == Rgb(colour)).then_some(y));
    let first = rows.next()?;
    Some((first, rows.last().unwrap_or(first)))
}

#[test]
fn a_card_shows_a_title_a_bar_and_a_name_one_below_the_other() {
    let long = "A title that goes on and on about everything there is to say of it. ".repeat(8);
    for title in ["Leeks", "Ελληνικά, Русский, Łódź", &long, &"W".repeat(500)] {
        let card = drawn(title, "The gardeners of Anytown");
        let title = rows(&card, COLOURS.title).expect("a title");
        let bar = rows(&card, COLOURS.bar).expect("a bar");
        let name = rows(&card, COLOURS.name).expect("a name");
        assert!(title.0 >= 60 && title.1 < bar.0, "{title:?} {bar:?}");
        assert!(bar.1 < name.0 && name.1 < 580, "{bar:?} {name:?}");
        let edges = card
            .enumerate_pixels()
            .filter(|(x, _, _)| *x < 70 || *x > 1130);
        assert!(
            edges
                .into_iter()
                .all(|(_, _, pixel)| *pixel == Rgb(COLOURS.ground))
        );
    }
}

#[test]
fn other_words_and_colours_have_another_address() {
    let card = |title, name| SocialCard::new(title, name, COLOURS).url;
    assert_eq!(card("A", "B"), card("A", "B"));
    assert_ne!(card("A", "B"), card("A", "C"));
    assert_ne!(card("A", "B"), card("B", "B"));
    let other = CardColours {
        bar: [0; 3],
        ..COLOURS
    };
    assert_ne!(card("A", "B"), SocialCard::new("A", "B", other).url);
}

#[test]
fn letters_that_the_font_lacks_are_known() {
    for text in [
        "Leeks & beans – “2015”…",
        "Ελληνικά",
        "Русский",
        "Việt Nam",
        "Żółć",
        "",
    ] {
        assert!(can_draw(text), "{text}");
    }
    for text in ["مرحبا", "中文", "हिन्दी", "עברית", "🌱", "A 中"] {
        assert!(!can_draw(text), "{text}");
    }
}
