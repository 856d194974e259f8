//! Pictures of a few bytes, each with a secret in every place that a format has for one.

use super::*;
use crate::source::PictureFormat as Format;

/// What no published picture may hold.
const SECRET: &[u8] = b"51 degrees north";

/// Notes of a camera that say which way is up, and the secret.
fn notes(orientation: u16) -> Vec<u8> {
    let mut notes = exif::of_orientation(orientation);
    notes.extend(SECRET);
    notes
}

/// A piece of a JPEG file.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short piece");
    [&[0xff, marker], &length.to_be_bytes()[..], content].concat()
}

/// The head of a frame of 40 by 30 pixels.
fn frame(components: u8) -> Vec<u8> {
    segment(0xc0, &[8, 0, 30, 0, 40, components])
}

/// A JPEG file of these pieces, with a scan, the end, and something behind it.
fn jpeg(pieces: &[Vec<u8>]) -> Vec<u8> {
    let scan = [
        segment(0xda, &[1, 1, 0]),
        vec![7, 0xff, 0, 8, 0xff, 0xd3, 9],
    ]
    .concat();
    let end = [&[0xff, 0xd9], SECRET].concat();
    [&[0xff, 0xd8], &pieces.concat()[..], &scan, &end].concat()
}

fn has_secret(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, SECRET).is_some()
}

/// Cleans a picture that holds the secret, and returns it without.
#[track_caller]
fn cleaned(extension: &str, bytes: &[u8]) -> CleanPicture {
    assert!(has_secret(bytes));
    let clean = clean(extension, bytes);
    let published = clean.bytes.as_deref().expect("another file");
    assert!(!has_secret(published));
    // What was cleaned holds nothing more to be taken out.
    let again = super::clean(extension, published);
    assert_eq!((again.bytes, again.pixels), (None, clean.pixels));
    clean
}

#[test]
fn a_jpeg_keeps_pixels_and_colours_and_loses_notes() {
    let thumbnail = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01", SECRET].concat();
    let pieces = [
        segment(0xe0, &thumbnail),
        segment(0xe1, &[b"Exif\0\0", &notes(1)[..]].concat()),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
        segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", &b"colours"[..]].concat()),
        segment(0xe2, &[b"MPF\0", SECRET].concat()),
        segment(0xed, SECRET),
        segment(0xfe, SECRET),
        frame(3),
    ];
    let clean = cleaned("jpg", &jpeg(&pieces));
    assert_eq!((clean.pixels, clean.fault), (Some((40, 30)), None));
    let expected = [
        &[0xff, 0xd8],
        &segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0")[..],
        &segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        &frame(3),
        &segment(0xda, &[1, 1, 0]),
        &[7, 0xff, 0, 8, 0xff, 0xd3, 9, 0xff, 0xd9],
    ];
    assert_eq!(clean.bytes, Some(expected.concat()));
}

#[test]
fn a_jpeg_that_lies_on_its_side_keeps_which_way_is_up() {
    for (orientation, pixels) in [(3, (40, 30)), (6, (30, 40)), (8, (30, 40))] {
        let note = segment(0xe1, &[b"Exif\0\0", &notes(orientation)[..]].concat());
        let clean = cleaned("jpg", &jpeg(&[note, frame(3)]));
        assert_eq!(clean.pixels, Some(pixels));
        let published = clean.bytes.expect("another file");
        let kept = [b"Exif\0\0", &exif::of_orientation(orientation)[..]].concat();
        assert_eq!(&published[2..], &jpeg_after(&segment(0xe1, &kept)));
    }
}

/// What follows the start of a clean JPEG file that begins with a piece.
fn jpeg_after(piece: &[u8]) -> Vec<u8> {
    let whole = jpeg(&[piece.to_vec(), frame(3)]);
    whole[2..whole.len() - SECRET.len()].to_vec()
}

#[test]
fn a_jpeg_that_is_cut_off_or_of_print_colours_is_told() {
    let whole = jpeg(&[frame(3)]);
    let cut = clean("jpg", &whole[..whole.len() - SECRET.len() - 4]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
    assert_eq!(clean("jpg", &whole[..9]).fault, Some(PictureFault::CutOff));
    let print = clean("jpg", &jpeg(&[frame(4)]));
    assert_eq!(print.fault, Some(PictureFault::PrintColours));
}

/// A piece of a PNG file; the checksum is not looked at.
fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short piece");
    [&length.to_be_bytes(), &name[..], content, b"sum!"].concat()
}

fn png(pieces: &[Vec<u8>]) -> Vec<u8> {
    let head = chunk(*b"IHDR", b"\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0");
    let end = [chunk(*b"IDAT", b"pixels"), chunk(*b"IEND", b"")].concat();
    [png::SIGNATURE, &head, &pieces.concat(), &end].concat()
}

#[test]
fn a_png_keeps_pixels_and_loses_texts() {
    let told = png(&[
        chunk(*b"tEXt", SECRET),
        chunk(*b"iTXt", SECRET),
        chunk(*b"zTXt", SECRET),
        chunk(*b"tIME", SECRET),
        chunk(*b"maKE", SECRET),
        chunk(*b"iCCP", b"colours"),
    ]);
    let clean = cleaned("png", &[&told, SECRET].concat());
    assert_eq!((clean.pixels, clean.fault), (Some((40, 30)), None));
    assert_eq!(clean.bytes, Some(png(&[chunk(*b"iCCP", b"colours")])));
    let turned = cleaned("png", &png(&[chunk(*b"eXIf", &notes(6))]));
    assert_eq!(turned.pixels, Some((30, 40)));
    let cut = super::clean("png", &told[..told.len() - 3]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
}

#[test]
fn the_checksum_of_a_note_is_that_of_its_content() {
    let published = clean("png", &png(&[chunk(*b"eXIf", &notes(8))])).bytes;
    let published = published.expect("another file");
    let at = memchr::memmem::find(&published, b"eXIf").expect("a note");
    let note = &published[at..at + 4 + 26];
    let mut sum = flate2::Crc::new();
    sum.update(note);
    assert_eq!(published[at + 30..at + 34], sum.sum().to_be_bytes());
}

/// A piece of a WebP file.
fn riff(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short piece");
    let padding = &[0][..content.len() % 2];
    [&name[..], &length.to_le_bytes(), content, padding].concat()
}

fn webp(pieces: &[Vec<u8>]) -> Vec<u8> {
    riff(*b"RIFF", &[b"WEBP", &pieces.concat()[..]].concat())
}

/// The head of a WebP file of 40 by 30 pixels, with these flags.
fn extended(flags: u8) -> Vec<u8> {
    riff(*b"VP8X", &[flags, 0, 0, 0, 39, 0, 0, 29, 0, 0])
}

#[test]
fn a_webp_keeps_pixels_and_loses_notes() {
    let frame = [
        vec![0; 16],
        riff(*b"VP8 ", b"pixels"),
        riff(*b"note", SECRET),
    ]
    .concat();
    let pieces = [
        extended(0x0e),
        riff(*b"ANMF", &frame),
        riff(*b"EXIF", &notes(1)),
        riff(*b"XMP ", SECRET),
    ];
    let clean = cleaned("webp", &[&webp(&pieces), SECRET].concat());
    assert_eq!((clean.pixels, clean.fault), (Some((40, 30)), None));
    let frame = [vec![0; 16], riff(*b"VP8 ", b"pixels")].concat();
    let expected = webp(&[extended(0x02), riff(*b"ANMF", &frame)]);
    assert_eq!(clean.bytes, Some(expected));
    let turned = [extended(0x08), riff(*b"EXIF", &notes(6))];
    assert_eq!(cleaned("webp", &webp(&turned)).pixels, Some((30, 40)));
    let whole = webp(&pieces);
    let cut = super::clean("webp", &whole[..whole.len() - 2]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
}

#[test]
fn a_gif_keeps_its_movement_and_loses_comments() {
    let head = b"GIF89a\x28\0\x1e\0\x80\0\0rgbRGB";
    let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let picture = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x28\0\x1e\0\0\x02\x02ab\0";
    let comment = [b"\x21\xfe\x10", SECRET, b"\0"].concat();
    let xmp = [b"\x21\xff\x0bXMP DataXMP\x10", SECRET, b"\0"].concat();
    let told = [&head[..], &comment, repeat, &xmp, picture, b"\x3b", SECRET].concat();
    let clean = cleaned("gif", &told);
    assert_eq!((clean.pixels, clean.fault), (Some((40, 30)), None));
    let expected = [&head[..], repeat, picture, b"\x3b"].concat();
    assert_eq!(clean.bytes, Some(expected));
    let cut = super::clean("gif", &told[..told.len() - SECRET.len() - 3]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
}

fn fault(extension: &str, bytes: &[u8]) -> Option<PictureFault> {
    super::clean(extension, bytes).fault
}

#[test]
fn a_picture_of_another_format_than_its_name_is_cleaned_and_told() {
    let comment = segment(0xfe, SECRET);
    let clean = cleaned("png", &jpeg(&[comment, frame(3)]));
    assert_eq!(clean.fault, Some(PictureFault::Misnamed(Format::Jpeg)));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
    let not_shown = Some(PictureFault::NotShown(Format::Heic));
    assert_eq!(fault("jpg", heic), not_shown);
    assert_eq!(fault("heic", heic), None);
    let telling = [&heic[..], b"infe\0Exif"].concat();
    assert_eq!(
        fault("heic", &telling),
        Some(PictureFault::Telling(Format::Heic))
    );
    for nothing in [&b""[..], b"<!doctype html><p>Not found", b"\xff\xd8"] {
        assert_eq!(fault("jpg", nothing), Some(PictureFault::NoPicture));
    }
}

#[test]
fn a_file_with_the_first_bytes_of_a_picture_alone_stays_as_it_stands_and_is_told() {
    let random = [png::SIGNATURE, &[7; 90]].concat();
    let read = clean("png", &random);
    assert_eq!((read.bytes, read.fault), (None, Some(PictureFault::CutOff)));
    // The beginning of a photograph that was cut off within its notes is not.
    let note = segment(0xe1, &[b"Exif\0\0", &notes(6)[..]].concat());
    let cut = [&[0xff, 0xd8], &note[..]].concat();
    let published = clean("jpg", &cut).bytes.expect("another file");
    assert!(!has_secret(&published));
}

/// A TIFF file with one note, whose tag this is.
fn tiff(tag: u16) -> Vec<u8> {
    let entry = [&tag.to_be_bytes()[..], b"\0\x02\0\0\0\x01Ada\0"].concat();
    [b"MM\0*\0\0\0\x08\0\x01", &entry[..], b"\0\0\0\0"].concat()
}

#[test]
fn a_tiff_file_is_told_where_it_says_who_made_it() {
    assert_eq!(clean("tif", &tiff(0x0100)).fault, None);
    let telling = Some(PictureFault::Telling(Format::Tiff));
    assert_eq!(clean("tif", &tiff(0x013b)).fault, telling);
}

#[test]
fn no_beginning_of_a_picture_makes_a_reader_fail() {
    let pieces = [
        segment(0xe1, &[b"Exif\0\0", &notes(6)[..]].concat()),
        frame(3),
    ];
    let webp = webp(&[extended(0x0c), riff(*b"EXIF", &notes(6))]);
    let files = [jpeg(&pieces), png(&[chunk(*b"eXIf", &notes(6))]), webp];
    for whole in files {
        for end in 0..whole.len() {
            let _ = clean("jpg", &whole[..end]);
            let mut spoilt = whole.clone();
            spoilt[end] = 0xff;
            let _ = clean("jpg", &spoilt);
        }
    }
}
