//! The colour that stands in the place of a picture until the picture is there.

use super::tags;
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use masthead::fixture::Fixture;
use std::io::Cursor;

const PAGES: [(&str, &str); 3] = [
    (
        "content/p.md",
        "---\ntitle: P\nimage: a.jpg\nimage_alt: A\n---\n\nText.\n",
    ),
    (
        "content/q.md",
        "---\ntitle: Q\n---\n\n![B](b.png)\n\n![C](c.png)\n\n![D](d.png)\n\n\
         <img src=\"a.jpg\" alt=\"A\" width=\"90\">\n\n```figure\nsrc: a.jpg\nalt: A\n```\n",
    ),
    ("content/index.md", "---\ntitle: Home\n---\n\n![A](a.jpg)\n"),
];

fn file(image: impl Into<image::DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let written = image.into().write_to(&mut bytes, format);
    written.expect("a picture");
    bytes.into_inner()
}

fn site() -> Fixture {
    let photo = RgbImage::from_fn(300, 200, |x, _| {
        Rgb([160, 90, if x < 150 { 0 } else { 90 }])
    });
    let opaque = RgbaImage::from_pixel(40, 30, Rgba([250, 250, 250, 255]));
    let clear = RgbaImage::from_pixel(40, 30, Rgba([250, 250, 250, 254]));
    let large = RgbImage::from_pixel(1001, 1000, Rgb([9, 9, 9]));
    crate::site(&PAGES)
        .asset("content/a.jpg", &file(photo, ImageFormat::Jpeg))
        .asset("content/b.png", &file(opaque, ImageFormat::Png))
        .asset("content/c.png", &file(clear, ImageFormat::Png))
        .asset("content/d.png", &file(large, ImageFormat::Png))
}

#[test]
fn the_place_of_a_picture_has_its_colour_until_it_is_there() {
    let built = site().build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
    let photo = Some("r3 g2 b1 dark");
    for (page, tints) in [
        // The text, and the list of pages.
        ("index.html", &[photo, photo][..]),
        ("p/index.html", &[photo]),
        (
            "q/index.html",
            &[Some("r5 g5 b5"), None, None, photo, photo],
        ),
    ] {
        let html = built.html(page);
        let shown = tags(&html).into_iter().map(|tag| {
            let start = tag.split_once(" data-tint=\"")?.1;
            start.split('"').next()
        });
        assert_eq!(shown.collect::<Vec<_>>(), tints, "{page}");
    }
}
