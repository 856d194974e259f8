//! Picture files of every kind that people drop beside a page: each is shown as it is meant, told
//! with what to do, or refused, within little memory. The pictures are small and made here.

use crate::spoilt::Published;
use crate::support::Ran;
use flate2::{Compression, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

/// The most memory of a build whose pictures are refused or published as they stand, in bytes.
const LITTLE: u64 = 200 << 20;
/// The most memory of a build that decodes pictures, in bytes.
const MOST: u64 = 600 << 20;

/// What is said of a picture that a page shows.
#[derive(Clone, Copy)]
enum Told {
    /// Nothing: this number of smaller pictures is made, none of them larger than the file.
    Nothing(usize),
    /// A warning with these words, and this number of smaller pictures.
    Warning(&'static str, usize),
    /// An error with these words, and the old site stays.
    Error(&'static str),
}
use Told::{Error, Nothing, Warning};

const CUT: &str = "lacks its end: readers see a part of it";
const DAMAGED: &str = "is damaged: readers see grey or wrong colours in a part of it";
const UNMADE: &str = "cannot be made smaller, because it is damaged or needs more than 512 MB";
const UNOPENABLE: &str = "cannot be opened: it is damaged, or stored in a way that browsers do";

/// A picture of 200 by 150 pixels with edges, slopes and noise.
fn photograph() -> RgbImage {
    RgbImage::from_fn(200, 150, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503);
        let noise = (noise >> 7) % 24;
        let edge = if (x / 25 + y / 30) % 2 == 0 { 90 } else { 0 };
        let slopes = [x / 2, y / 2, (x + y) / 4];
        Rgb(slopes.map(|slope| u8::try_from((slope + edge + noise) % 256).unwrap_or(0)))
    })
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image: DynamicImage = image.into();
    image.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn jpeg() -> Vec<u8> {
    encoded(photograph(), ImageFormat::Jpeg)
}

fn png() -> Vec<u8> {
    encoded(photograph(), ImageFormat::Png)
}

fn webp() -> Vec<u8> {
    encoded(photograph(), ImageFormat::WebP)
}

fn gif() -> Vec<u8> {
    b"GIF89a\x28\0\x1e\0\x80\0\0rgbRGB\x2c\0\0\0\0\x28\0\x01\0\0\x02\x02ab\0\x3b".to_vec()
}

/// A piece of a PNG file.
fn piece(name: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short piece");
    let named = [name, content].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&length.to_be_bytes(), &named[..], &sum.sum().to_be_bytes()].concat()
}

/// A PNG file of zeros: its size, the bits of a colour and the kind of its colours, and the number
/// of bytes of a row.
fn zeros(width: u32, height: u32, kind: [u8; 2], row: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let row = vec![0; row + 1];
    for _ in 0..height {
        packed.write_all(&row).expect("a row");
    }
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &kind,
        &[0; 3],
    ];
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        piece(b"IHDR", &head.concat()),
        piece(b"IDAT", &packed.finish().expect("packed rows")),
        piece(b"IEND", b""),
    ]
    .concat()
}

/// A JPEG file whose frame has another marker, and other bits for each colour.
fn unusual(marker: u8, bits: u8) -> Vec<u8> {
    let mut bytes = jpeg();
    let mut pairs = bytes.windows(2);
    let at = pairs.position(|two| matches!(two, [0xff, 0xc0..=0xc2]));
    let at = at.expect("a frame");
    bytes[at + 1] = marker;
    bytes[at + 4] = bits;
    bytes
}

/// Shows a picture on a page and builds. Returns what the build said.
#[track_caller]
fn shown(name: &str, bytes: &[u8], told: Told) -> Option<Ran> {
    let site = Published::new()
        .with(&format!("content/{name}"), bytes)
        .with(
            "content/p.md",
            format!("---\ntitle: P\n---\n![A house]({name})\n"),
        );
    let (words, number) = match told {
        Error(words) => {
            let refused = site.refused().says(words);
            assert!(refused.peak_memory() < LITTLE, "{name}");
            return None;
        }
        Nothing(number) => (None, number),
        Warning(words, number) => (Some(words), number),
    };
    let checked = site.site.run(&["check"]).expect_exit(0);
    let built = site.published();
    assert_eq!(site.site.run(&["check"]).stderr, checked.stderr, "{name}");
    assert_eq!(built.stderr, checked.stderr, "{name}");
    match words {
        None => assert!(!built.stderr.contains("warning"), "{name}\n{built}"),
        Some(words) => {
            let stderr = built.stderr.replace('\n', " ");
            assert!(stderr.contains(words), "{name}\n{built}");
            assert!(stderr.contains("help"), "{name}\n{built}");
        }
    }
    let made = site.site.path("public/assets/pictures");
    let made: Vec<u64> = fs::read_dir(made).map_or(Vec::new(), |files| {
        files
            .map(|file| file.and_then(|file| file.metadata()).expect("a file").len())
            .collect()
    });
    assert_eq!(made.len(), number, "{name}\n{built}");
    let again = site.published();
    assert!(
        again.stdout.contains("Nothing has changed"),
        "{name}\n{again}"
    );
    assert_eq!(again.stderr, built.stderr, "{name}");
    Some(built)
}

#[test]
fn pictures_of_every_usual_kind_become_smaller_ones() {
    let rgb = DynamicImage::from(photograph());
    let wide = encoded(rgb.to_rgb16(), ImageFormat::Png);
    let cases = [
        ("photo.jpg", jpeg(), 2),
        ("photo.png", png(), 2),
        ("photo.webp", webp(), 1),
        ("sixteen-bits.png", wide, 2),
        ("grey.jpg", encoded(rgb.to_luma8(), ImageFormat::Jpeg), 2),
        ("grey.png", encoded(rgb.to_luma8(), ImageFormat::Png), 2),
        (
            "clear.png",
            encoded(rgb.to_luma_alpha8(), ImageFormat::Png),
            2,
        ),
        ("grey-16.png", encoded(rgb.to_luma16(), ImageFormat::Png), 2),
        ("one-bit.png", zeros(64, 64, [1, 0], 8), 2),
        ("narrow.png", zeros(1, 9000, [8, 0], 1), 2),
        ("very-high.png", zeros(1, 30_000, [8, 0], 1), 0),
        ("wide.png", zeros(30_000, 1, [8, 0], 30_000), 5),
        ("still.gif", gif(), 0),
    ];
    for (name, bytes, number) in cases {
        shown(name, &bytes, Nothing(number));
    }
}

#[test]
fn a_picture_that_is_cut_off_is_told_and_so_is_one_of_which_nothing_is_left() {
    for (end, whole) in [("jpg", jpeg()), ("png", png()), ("webp", webp())] {
        let name = format!("cut.{end}");
        for part in [40, 70, 99] {
            let cut = &whole[..whole.len() * part / 100];
            shown(&name, cut, Warning(CUT, 0));
        }
        shown(&name, &whole[..20], Warning(UNOPENABLE, 0));
        shown(&name, &whole[..0], Error("is no picture"));
    }
    let whole = gif();
    shown("cut.gif", &whole[..whole.len() - 2], Warning(CUT, 0));
    shown("cut.gif", &whole[..20], Warning(UNOPENABLE, 0));
}

#[test]
fn what_browsers_do_not_show_is_refused_by_the_name_of_its_format() {
    let bitmap = [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"[..], &[0; 40]].concat();
    let files: [(&[u8], &str); 8] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "the format HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "the format HEIC"),
        (b"II*\0\x08\0\0\0\0\0", "the format TIFF"),
        (b"MM\0*\0\0\0\x08\0\0", "the format TIFF"),
        (&bitmap, "the format BMP"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "the format JPEG XL"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "the format JPEG 2000"),
        (b"<!doctype html><title>Sign in</title>", "is no picture"),
    ];
    for (bytes, words) in files {
        shown("photo.jpg", bytes, Error(words));
    }
    for end in ["heic", "tif", "bmp", "jxl", "jp2", "nef"] {
        let name = format!("photo.{end}");
        shown(
            &name,
            files[0].0,
            Error("is not a picture that browsers show"),
        );
    }
}

#[test]
fn a_jpeg_that_no_browser_decodes_is_refused() {
    for (marker, bits) in [(0xc3, 8), (0xc9, 8), (0xc1, 12)] {
        shown("photo.jpg", &unusual(marker, bits), Warning(UNOPENABLE, 0));
    }
}

#[test]
fn a_picture_that_lost_its_middle_is_told() {
    let rgb = photograph();
    let stored = [
        (false, None),
        (true, None),
        (false, Some(3)),
        (true, Some(3)),
    ];
    for (is_progressive, interval) in stored {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.set_progressive(is_progressive);
        if let Some(interval) = interval {
            encoder.set_restart_interval(interval);
        }
        let encoded = encoder.encode(&rgb, 200, 150, jpeg_encoder::ColorType::Rgb);
        encoded.expect("a picture");
        let (start, end) = (bytes.len() / 2, bytes.len() / 2 + 900);
        let zeros = vec![0; end - start];
        for lost in [&zeros[..], b""] {
            let spoilt = [&bytes[..start], lost, &bytes[end..]].concat();
            shown("photo.jpg", &spoilt, Warning(DAMAGED, 2));
        }
        let early = [&bytes[..start], b"\xff\xd9"].concat();
        shown("photo.jpg", &early, Warning(DAMAGED, 2));
        shown("photo.jpg", &bytes, Nothing(2));
    }
}

/// A PNG file whose pixels were taken apart and put together anew, with true checksums.
fn png_of(change: fn(&mut Vec<u8>)) -> Vec<u8> {
    let whole = png();
    let pixels = whole
        .windows(4)
        .position(|name| name == b"IDAT")
        .expect("pixels");
    let mut packed = Vec::new();
    let mut at = pixels - 4;
    while &whole[at + 4..at + 8] == b"IDAT" {
        let length = u32::from_be_bytes(whole[at..at + 4].try_into().expect("a length"));
        let next = at + 12 + usize::try_from(length).expect("a length");
        packed.extend(&whole[at + 8..next - 4]);
        at = next;
    }
    change(&mut packed);
    [&whole[..pixels - 4], &piece(b"IDAT", &packed), &whole[at..]].concat()
}

#[test]
fn a_drawing_that_lost_its_middle_is_told() {
    let changes: [fn(&mut Vec<u8>); 3] = [
        |packed| drop(packed.drain(2_000..3_000)),
        |packed| packed[2_000..3_000].fill(0),
        |packed| packed.truncate(3_000),
    ];
    for change in changes {
        shown("photo.png", &png_of(change), Warning(UNMADE, 2));
    }
    shown("photo.png", &png_of(|_| {}), Nothing(2));
    let mut spoilt = webp();
    let middle = spoilt.len() / 2;
    spoilt[middle..middle + 2_000].fill(0xff);
    shown("photo.webp", &spoilt, Warning(UNMADE, 1));
}

#[test]
fn spoilt_pixels_are_refused() {
    let mut flipped = png();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    shown("photo.png", &flipped, Warning(UNOPENABLE, 0));
}

#[test]
fn names_of_other_formats_are_told_and_the_pictures_made() {
    shown("photo.png", &jpeg(), Warning("of the format JPEG", 2));
    shown("photo.jpg", &png(), Warning("of the format PNG", 2));
    shown("photo.webp", &png(), Warning("of the format PNG", 2));
}

#[test]
fn colours_of_a_printing_press_are_told() {
    let rgb = photograph();
    let inks: Vec<u8> = rgb
        .pixels()
        .flat_map(|Rgb([r, g, b])| [*r, *g, *b, 0])
        .collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let cmyk = jpeg_encoder::ColorType::Cmyk;
    encoder.encode(&inks, 200, 150, cmyk).expect("a picture");
    shown("photo.jpg", &bytes, Warning("printing press (CMYK)", 0));
}

#[test]
fn colours_of_which_smaller_pictures_would_be_wrong_are_told() {
    let image = photograph();
    let mut apart = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut apart, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    // The tables fit the picture only where each colour is written by itself.
    encoder.set_optimized_huffman_tables(true);
    let rgb = jpeg_encoder::ColorType::Rgb;
    encoder
        .encode(image.as_raw(), 200, 150, rgb)
        .expect("a picture");
    shown("photo.jpg", &apart, Warning("colours in a rare way", 0));
    let mut finer = jpeg();
    let frame = finer
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .expect("a frame");
    // The brightness is stored with less detail than the colours.
    finer[frame + 11] = 0x11;
    finer[frame + 14] = 0x22;
    let built = Published::new()
        .with("content/photo.jpg", &finer[..])
        .with(
            "content/p.md",
            "---\ntitle: P\n---\n![A house](photo.jpg)\n",
        )
        .published();
    assert!(built.stderr.contains("colours in a rare way"), "{built}");
}

#[test]
fn a_picture_that_would_fill_the_memory_is_never_opened() {
    // 400 million pixels, of one bit.
    let bomb = zeros(20_000, 20_000, [1, 0], 2_500);
    let built = shown("bomb.png", &bomb, Warning("so many pixels", 0));
    assert!(built.expect("a build").peak_memory < LITTLE);
    // 98 million pixels of 64 bits, which would take 784 MB.
    let mut long = zeros(1, 1, [16, 6], 8);
    let head = [
        &9_900u32.to_be_bytes()[..],
        &9_900u32.to_be_bytes(),
        &[16, 6, 0, 0, 0],
    ];
    long.splice(8..33, piece(b"IHDR", &head.concat()));
    let built = shown("long.png", &long, Warning("cannot be made smaller", 5));
    assert!(built.expect("a build").peak_memory < LITTLE);
    // Pictures that can be opened, one after another.
    let site = Published::new();
    let mut page = "---\ntitle: P\n---\n".to_owned();
    for number in 0..2 {
        let large = zeros(5_000, 5_000 - number, [1, 0], 625);
        site.site.put(&format!("content/{number}.png"), large);
        let _ = writeln!(page, "![A house]({number}.png)\n");
    }
    let built = site.with("content/p.md", page).published();
    assert!(built.stdout.contains("10 smaller pictures made"), "{built}");
    assert!(built.peak_memory < MOST, "{}", built.peak_memory);
}

#[test]
fn moving_pictures_keep_moving() {
    let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let still = gif();
    let (head, frame) = still[..still.len() - 1].split_at(19);
    let bytes = [head, repeat, frame, frame, b"\x3b"].concat();
    let site = Published::new()
        .with("content/a.gif", &bytes)
        .with("content/p.md", "---\ntitle: P\n---\n![A house](a.gif)\n");
    site.published();
    let published = fs::read(site.site.path("public/a.gif")).expect("a picture");
    assert_eq!(published, bytes);
}

#[test]
fn a_picture_with_another_name_elsewhere_is_shown_all_the_same() {
    let site = Published::new().with("content/p.md", "---\ntitle: P\n---\n![A house](a.png)\n");
    fs::write(site.site.beside("a.png"), png()).expect("a picture");
    let link = fs::hard_link(site.site.beside("a.png"), site.site.path("content/a.png"));
    link.expect("a second name");
    let built = site.published();
    assert!(built.stderr.contains("bad-symlink"), "{built}");
    assert!(
        site.site
            .read("public/p/index.html")
            .contains("src=\"../assets/pictures/a-")
    );
}

#[test]
fn pictures_of_one_name_and_of_one_content_do_not_meet() {
    let names = ["a.png", "A (1).png", "a/1.png", "b/a.png", "b/a.jpg"];
    let mut page = "---\ntitle: P\n---\n".to_owned();
    let site = Published::new();
    for (number, name) in names.iter().enumerate() {
        let grey = u8::try_from(number / 2).expect("a number") * 60;
        let picture = RgbImage::from_pixel(8, 8, Rgb([grey; 3]));
        let format = ImageFormat::from_path(name).expect("a format");
        site.site
            .put(&format!("content/{name}"), encoded(picture, format));
        let _ = writeln!(page, "![A house](<{name}>)\n");
    }
    let site = site.with("content/p.md", page);
    site.published();
    let html = site.site.read("public/p/index.html");
    let mut sources: Vec<&str> = html.split("<img src=\"").skip(1).collect();
    for source in &mut sources {
        *source = source.split('"').next().unwrap_or("");
    }
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources.len(), names.len(), "{html}");
    for source in sources {
        let file = format!("public/p/{source}");
        assert!(site.site.path(&file).exists(), "{file}");
    }
}
