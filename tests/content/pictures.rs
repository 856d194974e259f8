//! Pictures as readers see them.

mod cards;
mod covers;
mod first;
mod tints;

use masthead::base::Code;
use masthead::fixture::{Built, Fixture};
use std::io::Cursor;

/// A photograph of so many pixels.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x / 8).to_le_bytes()[0], (y / 8).to_le_bytes()[0], 128])
    });
    let mut bytes = Cursor::new(Vec::new());
    let written = pixels.write_to(&mut bytes, image::ImageFormat::Jpeg);
    written.expect("a picture");
    bytes.into_inner()
}

/// A site with these pages and a photograph for each name.
fn site(pages: &[(&str, &str)], photos: &[&str]) -> Fixture {
    let photo = photo(400, 300);
    photos
        .iter()
        .fold(crate::site(pages), |site, name| site.asset(name, &photo))
}

fn built(pages: &[(&str, &str)], photos: &[&str]) -> Built {
    let built = site(pages, photos).build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
    built
}

/// The tags of pictures in a page, in their order.
fn tags(html: &str) -> Vec<&str> {
    let starts = html.match_indices("<img").map(|(at, _)| at);
    starts
        .map(|at| &html[at..at + html[at..].find('>').expect("the end of a tag")])
        .collect()
}

#[test]
fn a_description_that_says_nothing_is_told_wherever_it_stands() {
    for text in [
        "![Photo](a.jpg)",
        "![IMG_0042](a.jpg)",
        "```figure\nsrc: a.jpg\nalt: a.jpg\n```",
        "<img src=\"a.jpg\" alt=\"image\">",
    ] {
        let page = format!("---\ntitle: P\n---\n\n{text}\n");
        let built = site(&[("content/p.md", &page)], &["content/a.jpg"]).build();
        assert_eq!(built.codes(), [Code::MissingAlt], "{text}");
    }
    for (alt, codes) in [
        ("", &[Code::MissingAlt][..]),
        ("image_alt: picture\n", &[Code::MissingAlt]),
        ("image_alt: \"\"\n", &[]),
        ("image_alt: Leeks in a bed\n", &[]),
    ] {
        let page = format!("---\ntitle: P\nimage: a.jpg\n{alt}---\n\nText.\n");
        let built = site(&[("content/p.md", &page)], &["content/a.jpg"]).build();
        assert_eq!(built.codes(), codes, "{alt}");
        let shown = tags(&built.html("p/index.html")).len();
        assert_eq!(shown, usize::from(!alt.is_empty()), "{alt}");
    }
}
