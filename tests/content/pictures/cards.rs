//! The pictures that are drawn for pages without one.

use super::site;
use masthead::fixture::{Built, Fixture};

fn with(lines: &str) -> Fixture {
    let photo = "---\ntitle: Own\nimage: a.jpg\nimage_alt: A bed\n---\n\nText.\n";
    let pages = [
        ("content/leeks.md", "---\ntitle: Leeks\n---\n\nText.\n"),
        (
            "content/arabic.md",
            "---\ntitle: مرحبا\nslug: arabic\n---\n\nText.\n",
        ),
        ("content/own.md", photo),
    ];
    let settings = format!("title: Gardens\norganisation: {{name: The gardeners}}\n{lines}");
    site(&pages, &["content/a.jpg"]).write("content/site.yaml", &settings)
}

/// The address of the picture that other websites show of a page.
fn card(built: &Built, path: &str) -> Option<String> {
    let html = built.html(path);
    let start = "<meta property=\"og:image\" content=\"https://www.example.org/";
    let at = html.find(start)? + start.len();
    html[at..].split('"').next().map(str::to_owned)
}

/// How many cards are published.
fn drawn(built: &Built) -> usize {
    let cards = built.files.keys();
    cards
        .filter(|path| path.starts_with("assets/pictures/card-"))
        .count()
}

const ADDRESS: &str = "base_url: https://www.example.org/\n";

#[test]
fn each_page_without_a_picture_has_a_card_with_its_title() {
    let built = with(&format!("{ADDRESS}social_cards: pages\n")).build();
    assert_eq!(built.codes(), []);
    let (leeks, home) = (card(&built, "leeks/index.html"), card(&built, "index.html"));
    assert!(leeks.is_some() && home.is_some() && leeks != home);
    for path in ["leeks/index.html", "index.html", "404.html"] {
        let url = card(&built, path).expect("a card");
        let bytes = &built.files[&url];
        let image = image::load_from_memory(bytes).expect("a picture");
        assert_eq!((image.width(), image.height()), (1200, 630));
        let html = built.html(path);
        assert!(html.contains("<meta property=\"og:image:width\" content=\"1200\">"));
        assert!(html.contains("summary_large_image"));
    }
    assert!(
        built
            .html("leeks/index.html")
            .contains("og:image:alt\" content=\"Leeks\"")
    );
    // The font has no Arabic letters: the card is that of the site.
    assert_eq!(card(&built, "arabic/index.html"), card(&built, "404.html"));
    let own = card(&built, "own/index.html").expect("a picture");
    assert!(own.contains("-social-"), "{own}");
}

#[test]
fn pages_may_share_the_card_of_the_site() {
    let built = with(&format!("{ADDRESS}social_cards: site\n")).build();
    assert_eq!(card(&built, "leeks/index.html"), card(&built, "index.html"));
    assert_eq!(drawn(&built), 1);
}

#[test]
fn no_card_is_drawn_where_none_is_wanted_or_found() {
    for lines in [
        ADDRESS.to_owned(),
        format!("{ADDRESS}social_cards: no\n"),
        format!("{ADDRESS}social_cards: pages\ndefault_image: a.jpg\n"),
        "social_cards: pages\n".to_owned(),
    ] {
        let built = with(&lines).build();
        assert_eq!(drawn(&built), 0, "{lines}");
        assert!(
            !built.html("leeks/index.html").contains("/card-"),
            "{lines}"
        );
    }
}

#[test]
fn the_colours_are_those_of_the_palette() {
    let teal = with(&format!("{ADDRESS}social_cards: site\n")).build();
    let ink = format!("{ADDRESS}social_cards: site\ntheme_options: {{palette: ink}}\n");
    let ink = with(&ink).build();
    let (teal, ink) = (card(&teal, "index.html"), card(&ink, "index.html"));
    assert!(teal.is_some() && ink.is_some() && teal != ink);
}
