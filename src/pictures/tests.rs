//! Pictures of a few pixels, made smaller.

use super::make;
use crate::base::SourcePath;
use crate::source::{
    Crop, DerivedPicture, PictureFocus, PictureFormat, PictureSet, PictureSource, Recipe,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// The width of the test picture; its height is half of that.
const WIDTH: u32 = 160;

/// A picture with a red corner at the top left of a blue field.
fn corner() -> DynamicImage {
    let pixels = RgbImage::from_fn(WIDTH, WIDTH / 2, |x, y| {
        let is_corner = x < WIDTH / 4 && y < WIDTH / 4;
        Rgb(if is_corner {
            [230, 20, 20]
        } else {
            [20, 20, 230]
        })
    });
    DynamicImage::from(pixels)
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// Notes of a camera that say which way is up.
fn note(orientation: u8) -> Vec<u8> {
    let entry = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    [&entry[..], &[orientation], &[0; 6]].concat()
}

/// A JPEG file of the picture that says which way is up.
fn turned(orientation: u8) -> Vec<u8> {
    let mut bytes = super::encode::jpeg(&corner()).expect("a picture");
    let note = [&b"\xff\xe1\x00\x22Exif\0\0"[..], &note(orientation)].concat();
    bytes.splice(2..2, note);
    bytes
}

/// A PNG file of the picture that says which way is up, behind its head of 33 bytes.
fn turned_png(orientation: u8) -> Vec<u8> {
    let mut bytes = encoded(&corner(), ImageFormat::Png);
    let named = [&b"eXIf"[..], &note(orientation)].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    let piece = [
        &26u32.to_be_bytes()[..],
        &named,
        &sum.sum().to_be_bytes()[..],
    ];
    bytes.splice(33..33, piece.concat());
    bytes
}

/// A WebP file of the picture that says which way is up.
fn turned_webp(orientation: u8) -> Vec<u8> {
    let plain = encoded(&corner(), ImageFormat::WebP);
    let head = b"WEBPVP8X\x0a\0\0\0\x08\0\0\0\x9f\0\0\x4f\0\0";
    let notes = [&b"EXIF\x1a\0\0\0"[..], &note(orientation)].concat();
    let whole = [&head[..], &plain[12..], &notes].concat();
    let length = u32::try_from(whole.len()).expect("a short file");
    [b"RIFF", &length.to_le_bytes()[..], &whole].concat()
}

fn recipe(width: u32, height: u32, is_webp: bool) -> Recipe {
    Recipe {
        crop: None,
        width,
        height,
        format: if is_webp {
            PictureFormat::WebP
        } else {
            PictureFormat::Jpeg
        },
    }
}

/// A recipe for a PNG file.
fn png(width: u32, height: u32) -> Recipe {
    Recipe {
        format: PictureFormat::Png,
        ..recipe(width, height, false)
    }
}

/// The colour of a pixel, of which each part is far from the middle.
fn is_red(image: &RgbImage, x: u32, y: u32) -> bool {
    let Rgb([red, _, blue]) = *image.get_pixel(x, y);
    assert!(red.abs_diff(blue) > 100, "a clear colour at {x}, {y}");
    red > blue
}

fn set(format: PictureFormat, size: (u32, u32)) -> PictureSet {
    PictureSet::of(PictureSource {
        path: &SourcePath::new("content/a/Garden 1.JPG"),
        format,
        sha256: &[7; 32],
        size,
    })
}

/// The widths of the pictures that are made of a photograph, and the size of the plain one.
fn widths(size: (u32, u32)) -> (Vec<u32>, u32, u32) {
    let set = set(PictureFormat::Jpeg, size);
    let widths = set.light.iter().map(|made| made.recipe.width).collect();
    (widths, set.plain.recipe.width, set.plain.recipe.height)
}

#[test]
fn a_photograph_is_made_as_wide_as_pages_show_it_and_no_wider_than_it_is() {
    assert_eq!(widths((6000, 4000)), (vec![320, 640, 960, 1280], 1280, 853));
    assert_eq!(widths((1280, 640)), (vec![320, 640, 960, 1280], 1280, 640));
    assert_eq!(widths((700, 350)), (vec![320, 640, 700], 700, 350));
    assert_eq!(widths((40, 9000)), (vec![40], 40, 9000));
    assert_eq!(widths((9000, 1)), (vec![320, 640, 960, 1280], 1280, 1));
}

#[test]
fn an_address_names_the_picture_its_content_and_its_width() {
    let photo = set(PictureFormat::Jpeg, (700, 350));
    let plain = photo.plain.url.as_str();
    assert!(plain.starts_with("/assets/pictures/garden-1-"), "{plain}");
    assert!(plain.ends_with("-700.jpg"), "{plain}");
    assert_eq!(photo.all().len(), 4);
    let other = PictureSet::of(PictureSource {
        path: &SourcePath::new("content/a/Garden 1.JPG"),
        format: PictureFormat::Jpeg,
        sha256: &[8; 32],
        size: (700, 350),
    });
    assert_ne!(photo.plain.url, other.plain.url);
    // A WebP file is its own plain form, which is not made twice.
    assert_eq!(set(PictureFormat::WebP, (700, 350)).all().len(), 3);
}

#[test]
fn every_orientation_comes_out_upright() {
    // Where the corner that is stored at the top left belongs: right? at the bottom?
    let corners = [
        (1, (false, false)),
        (2, (true, false)),
        (3, (true, true)),
        (4, (false, true)),
        (5, (false, false)),
        (6, (true, false)),
        (7, (true, true)),
        (8, (false, true)),
    ];
    for (orientation, expected) in corners {
        let (width, height) = if orientation < 5 { (80, 40) } else { (40, 80) };
        let sources = [
            ("jpg", turned(orientation)),
            ("png", turned_png(orientation)),
            ("webp", turned_webp(orientation)),
        ];
        for (extension, source) in sources {
            let size = super::clean::clean(extension, &source).pixels;
            assert_eq!(size, Some((2 * width, 2 * height)), "{extension}");
            for is_webp in [true, false] {
                let recipes = [recipe(width, height, is_webp)];
                let made = make(&source, &recipes).expect("a picture");
                assert_corner(&made[0], (width, height), expected);
            }
        }
    }
}

/// Insists that a picture has this size, and the red corner at the right or left, at the bottom or
/// the top.
#[track_caller]
fn assert_corner(made: &[u8], (width, height): (u32, u32), expected: (bool, bool)) {
    let made = image::load_from_memory(made).expect("a picture");
    let made = made.into_rgb8();
    assert_eq!((made.width(), made.height()), (width, height));
    for (right, x) in [(false, 3), (true, width - 4)] {
        for (bottom, y) in [(false, 3), (true, height - 4)] {
            assert_eq!(is_red(&made, x, y), (right, bottom) == expected);
        }
    }
}

#[test]
fn what_can_be_seen_through_stays_so() {
    let half = RgbaImage::from_fn(80, 40, |x, _| {
        Rgba([20, 20, 230, if x < 40 { 0 } else { 255 }])
    });
    let source = encoded(&DynamicImage::from(half), ImageFormat::Png);
    let made = make(&source, &[recipe(40, 20, true), png(40, 20)]).expect("pictures");
    for bytes in &made {
        let made = image::load_from_memory(bytes)
            .expect("a picture")
            .into_rgba8();
        assert!(made.get_pixel(5, 10).0[3] < 20);
        assert!(made.get_pixel(35, 10).0[3] > 235);
    }
    assert_eq!(super::clean::format(&made[0]), Some(PictureFormat::WebP));
    assert_eq!(super::clean::format(&made[1]), Some(PictureFormat::Png));
}

#[test]
fn a_drawing_in_few_colours_does_not_grow() {
    // Dots without order, which a lossy format keeps badly.
    let dots = image::GrayImage::from_fn(160, 120, |x, y| {
        let number = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(97_003)) >> 3;
        image::Luma([if number.count_ones() % 2 == 0 { 0 } else { 255 }])
    });
    let source = encoded(&DynamicImage::from(dots), ImageFormat::Png);
    let made = make(&source, &[recipe(160, 120, true)]).expect("a picture");
    assert!(
        made[0].len() <= source.len(),
        "{} {}",
        made[0].len(),
        source.len()
    );
}

#[test]
fn colours_of_a_wide_screen_become_those_of_the_web() {
    let wide = moxcms::ColorProfile::new_display_p3();
    let profile = wide.encode().expect("a profile");
    assert!(!super::colours::is_of_the_web(&profile));
    let mut image = DynamicImage::from(RgbImage::from_pixel(4, 4, Rgb([200, 100, 100])));
    super::colours::convert(&mut image, &profile);
    let Rgb([red, green, _]) = *image.as_rgb8().expect("pixels").get_pixel(1, 1);
    // The same colour is further from grey in the narrower space.
    assert!(red > 203 && green < 97, "{red} {green}");
}

#[test]
fn made_pictures_hold_pixels_alone() {
    let recipes = [recipe(40, 20, true), recipe(40, 20, false)];
    for bytes in make(&turned(3), &recipes).expect("pictures") {
        let extension = match super::clean::format(&bytes) {
            Some(PictureFormat::WebP) => "webp",
            _ => "jpg",
        };
        assert_eq!(super::clean::clean(extension, &bytes).bytes, None);
    }
}

#[test]
fn what_cannot_be_decoded_is_an_error() {
    let whole = turned(1);
    assert!(make(b"no picture", &[recipe(40, 20, true)]).is_err());
    assert!(make(&whole[..60], &[recipe(40, 20, true)]).is_err());
    // A picture that would take 1.6 gigabytes.
    let mut bomb = encoded(&corner(), ImageFormat::Png);
    bomb[16..24].copy_from_slice(b"\0\0\x4e\x20\0\0\x4e\x20");
    let mut sum = flate2::Crc::new();
    sum.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    assert!(make(&bomb, &[recipe(40, 20, true)]).is_err());
}

/// A recipe for a part of the test picture.
fn part(left: u32, top: u32, (width, height): (u32, u32), wide: u32) -> Recipe {
    Recipe {
        crop: Some(Crop {
            left,
            top,
            width,
            height,
        }),
        ..recipe(wide, wide * height / width, false)
    }
}

/// Whether the middle of what a recipe makes of a picture that is stored this way is red.
fn is_middle_red(orientation: u8, recipe: Recipe) -> bool {
    let made = make(&turned(orientation), &[recipe]).expect("a picture");
    let made = image::load_from_memory(&made[0]).expect("a picture");
    assert_eq!((made.width(), made.height()), (recipe.width, recipe.height));
    is_red(&made.into_rgb8(), recipe.width / 2, recipe.height / 2)
}

fn size(made: &DerivedPicture) -> (u32, u32) {
    (made.recipe.width, made.recipe.height)
}

#[test]
fn a_part_is_cut_out_of_the_upright_picture() {
    // The corner is 40 pixels wide and high.
    assert!(is_middle_red(1, part(0, 0, (36, 24), 18)));
    assert!(!is_middle_red(1, part(100, 40, (36, 24), 18)));
    // Turned by a right angle, the corner is at the top right of a picture of 80 pixels.
    assert!(is_middle_red(6, part(44, 0, (36, 24), 18)));
    assert!(!is_middle_red(6, part(0, 0, (36, 24), 18)));
}

#[test]
fn a_part_of_a_long_picture_is_as_clear_as_the_picture() {
    // Stripes of four pixels, which a picture of 1,280 pixels could not show.
    let stripes = RgbImage::from_fn(8000, 40, |x, _| Rgb([if x % 8 < 4 { 0 } else { 255 }; 3]));
    let source = encoded(&DynamicImage::from(stripes), ImageFormat::Png);
    let made = make(
        &source,
        &[part(800, 0, (60, 40), 60), recipe(1280, 6, false)],
    );
    let made = image::load_from_memory(&made.expect("pictures")[0]).expect("a picture");
    let row: Vec<u8> = made
        .into_luma8()
        .rows()
        .next()
        .expect("a row")
        .map(|p| p.0[0])
        .collect();
    assert!(
        row.iter().any(|grey| *grey < 60) && row.iter().any(|grey| *grey > 195),
        "{row:?}"
    );
}

#[test]
fn a_picture_does_not_depend_on_what_else_is_made() {
    let whole = recipe(40, 20, true);
    let alone = make(&turned(1), &[whole]).expect("a picture");
    let beside = make(&turned(1), &[part(0, 0, (36, 24), 36), whole]).expect("pictures");
    assert_eq!(alone[0], beside[1]);
}

#[test]
fn the_picture_of_a_page_is_cut_for_lists_and_other_websites() {
    let path = SourcePath::new("content/a/Garden 1.JPG");
    let source = |format, size| PictureSource {
        path: &path,
        format,
        sha256: &[7; 32],
        size,
    };
    let photo = source(PictureFormat::Jpeg, (3000, 4000));
    let plain = PictureSet::of(photo);
    let middle = plain.clone().with_cover(photo, PictureFocus::default());
    let cover = &middle.covers[0];
    let cards: Vec<_> = cover.card.iter().map(size).collect();
    assert_eq!(cards, [(240, 160), (480, 320)]);
    assert_eq!(size(&cover.social), (1200, 630));
    assert_eq!(
        size(cover.middle.as_ref().expect("a picture for feeds")),
        (640, 853)
    );
    assert!(
        cover
            .social
            .url
            .as_str()
            .ends_with("-social-50-50-1200.jpg")
    );
    assert_eq!(middle.all().len(), plain.all().len() + 4);
    // Another focus is another picture at another address; the same one is made once.
    let top = plain
        .clone()
        .with_cover(photo, PictureFocus { x: 50, y: 0 });
    let mut both = middle.clone();
    both.add(&top);
    both.add(&middle);
    assert_eq!(both.all().len(), middle.all().len() + 3);
    // Nothing is made wider than it is.
    let small = source(PictureFormat::WebP, (300, 100));
    let small = PictureSet::of(small).with_cover(small, PictureFocus::default());
    assert_eq!(size(&small.covers[0].card[0]), (150, 100));
    assert_eq!(size(&small.covers[0].social), (190, 100));
    assert_eq!(
        size(small.covers[0].middle.as_ref().expect("one for feeds")),
        (300, 100)
    );
}
