//! Pictures are made one by one when a browser asks, and nothing else waits for them.

use crate::preview::Preview;
use crate::support::Site;
use std::fs;
use std::io::Cursor;

/// A photograph of many pixels, which takes a while to be made smaller.
fn photo() -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(1000, 750, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    let written = pixels.write_to(&mut bytes, image::ImageFormat::Jpeg);
    written.expect("a picture");
    bytes.into_inner()
}

fn site() -> Site {
    let page = "---\ntitle: P\nimage: a.jpg\nimage_alt: A bed of leeks\n---\n\nText.\n";
    Site::new()
        .write("content/a.jpg", photo())
        .write("content/p.md", page)
}

/// The addresses of the pictures that a page names, from the narrowest to the widest.
fn pictures(html: &str) -> Vec<String> {
    let at = html.find("srcset=\"").expect("smaller pictures") + "srcset=\"".len();
    let srcset = html[at..].split('"').next().unwrap_or_default();
    srcset
        .split(", ")
        .map(|entry| {
            let url = entry.split(' ').next().unwrap_or_default();
            url.trim_start_matches("..").to_owned()
        })
        .collect()
}

/// How many pictures are kept for the next time.
fn kept(site: &Site) -> usize {
    fs::read_dir(site.path(".masthead/pictures")).map_or(0, Iterator::count)
}

#[test]
fn only_the_picture_that_is_asked_for_is_made_and_it_is_the_one_of_a_build() {
    let preview = Preview::start(site(), &[]);
    let pictures = pictures(&preview.get("/p/").text());
    assert_eq!(pictures.len(), 4, "{pictures:?}");
    assert_eq!(kept(&preview.site), 0, "no page waits for pictures");
    let narrow = preview.get(&pictures[0]);
    assert_eq!(
        (narrow.status, narrow.header("content-type")),
        (200, "image/webp")
    );
    assert_eq!(kept(&preview.site), 1);
    assert_eq!(preview.get(&pictures[0]).body, narrow.body);
    assert_eq!(preview.get(&pictures[2]).status, 200);
    assert_eq!(kept(&preview.site), 2);
    let built = site();
    built.build().expect_exit(0);
    let published = fs::read(built.path(&format!("public{}", pictures[0])));
    assert_eq!(published.expect("a picture"), narrow.body);
}

#[test]
fn pages_and_files_do_not_wait_for_pictures() {
    let site = site().write("content/static/x.txt", "words");
    let preview = Preview::start(site, &[]);
    let pictures = pictures(&preview.get("/p/").text());
    std::thread::scope(|scope| {
        let made: Vec<_> = pictures
            .iter()
            .map(|url| scope.spawn(|| preview.get(url).status))
            .collect();
        assert_eq!(preview.get("/x.txt").text(), "words");
        assert!(preview.get("/p/").text().contains("<h1>P</h1>"));
        assert!(kept(&preview.site) < pictures.len(), "answered meanwhile");
        for made in made {
            assert_eq!(made.join().expect("an answer"), 200);
        }
    });
}
