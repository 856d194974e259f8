//! Pictures where there is no file to read or no room to write, and very many of them.

use crate::spoilt::Published;
use crate::support::{Ran, link};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::process::Command;

/// The most memory of a build of very many small pictures, in bytes.
const LITTLE: u64 = 200 << 20;

fn encoded(pixels: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let written = DynamicImage::from(pixels).write_to(&mut bytes, format);
    written.expect("a picture");
    bytes.into_inner()
}

/// A picture of noise, which takes about 400 KB as PNG and 20 KB in its smallest form.
fn noise() -> Vec<u8> {
    let pixels = RgbImage::from_fn(400, 330, |x, y| {
        let mut noise = u64::from(y * 400 + x).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        noise ^= noise >> 29;
        let noise = noise.wrapping_mul(0xbf58_476d_1ce4_e5b9).to_be_bytes();
        Rgb([noise[0], noise[1], noise[2]])
    });
    encoded(pixels, ImageFormat::Png)
}

#[test]
fn a_picture_that_is_a_folder_or_a_link_to_nothing_is_told() {
    let page = "---\ntitle: P\n---\n![A house](house.jpg)\n";
    let site = Published::new()
        .with("content/p.md", page)
        .with("content/house.jpg/notes.txt", "words");
    site.refused()
        .expect(&["missing-file content/p.md:4:1"])
        .says("no picture at `house.jpg`");
    let site = Published::new().with("content/p.md", page);
    link("nowhere.jpg", &site.site.path("content/house.jpg"));
    site.refused()
        .expect(&["bad-symlink content/house.jpg:0:0"])
        .says("leads to a file that does not exist");
}

/// Builds while no file may be longer than this number of blocks of 512 bytes.
fn with_little_room(site: &Published, blocks: u32) -> Ran {
    // The system would otherwise end a program that writes more.
    let words = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build");
    let mut command = Command::new("sh");
    command.args(["-c", &words, env!("CARGO_BIN_EXE_masthead")]);
    site.site.prepare(&mut command);
    Ran::from(&mut command)
}

#[test]
fn a_disk_without_room_for_a_picture_leaves_the_old_site() {
    let site = Published::new()
        .with("content/a.png", noise())
        .with("content/p.md", "---\ntitle: P\n---\n![A house](a.png)\n");
    let ran = with_little_room(&site, 300).expect_exit(2);
    assert!(ran.stderr.contains("error: cannot write"), "{ran}");
    assert!(ran.stderr.contains("assets/pictures/a-"), "{ran}");
    site.assert_untouched();
    let folder = site.site.tree(".masthead");
    let left = folder.files().into_iter();
    let left: Vec<&str> = left.filter(|file| file.contains(".new")).collect();
    assert!(left.is_empty(), "{left:?}");
    let built = site.published();
    let html = site.site.read("public/p/index.html");
    let (_, picture) = html.split_once("src=\"../").expect("a picture");
    let (picture, _) = picture.split_once('"').expect("an end");
    let bytes = fs::read(site.site.path(&format!("public/{picture}")));
    let whole = image::load_from_memory(&bytes.expect("a picture"));
    assert_eq!(whole.map(|whole| whole.width()).ok(), Some(400), "{built}");
}

#[test]
fn ten_thousand_pictures_take_little_memory() {
    let site = Published::new();
    let picture = encoded(
        RgbImage::from_pixel(2, 2, Rgb([200, 120, 40])),
        ImageFormat::Png,
    );
    let mut page = String::new();
    for number in 0..10_000u32 {
        let name = format!("{number}.png");
        site.site.put(&format!("content/{name}"), &picture);
        let _ = writeln!(page, "![House {number}]({name})\n");
        if number % 100 == 99 {
            let text = format!("---\ntitle: Page {number}\n---\n{page}");
            site.site.put(&format!("content/p{number}.md"), text);
            page.clear();
        }
    }
    let built = site.published();
    assert!(
        built.stdout.contains("20000 smaller pictures made"),
        "{built}"
    );
    assert!(built.peak_memory < LITTLE, "{}", built.peak_memory);
    site.site
        .put("content/one.md", "---\ntitle: One\n---\nMore.\n");
    let again = site.published();
    assert!(!again.stdout.contains("smaller pictures made"), "{again}");
}
