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
        segment(0xda, &[3, 1, 0, 2, 0, 3, 0]),
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
        &segment(0xda, &[3, 1, 0, 2, 0, 3, 0]),
        &[7, 0xff, 0, 8, 0xff, 0xd3, 9, 0xff, 0xd9],
    ];
    assert_eq!(clean.bytes, Some(expected.concat()));
}

#[test]
fn a_jpeg_that_lies_on_its_side_keeps_which_way_is_up() {
    for (orientation, pixels) in [(3, (40, 30)), (6, (30, 40)), (8, (30, 40))] {
        let note = segment(0xe1, &[b"Exif\0\0", &notes(orientation)[..]].concat());
        let more = segment(0xe1, &[b"Exif\0\0", SECRET].concat());
        let clean = cleaned("jpg", &jpeg(&[note, more, frame(3)]));
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
    let nothing = clean("jpg", &whole[..9]).fault;
    assert_eq!(nothing, Some(PictureFault::Unopenable));
    let print = clean("jpg", &jpeg(&[frame(4)]));
    assert_eq!(print.fault, Some(PictureFault::PrintColours));
}

/// A piece of a PNG file.
fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short piece");
    let named = [&name[..], content].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [
        &length.to_be_bytes()[..],
        &named,
        &sum.sum().to_be_bytes()[..],
    ]
    .concat()
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
    let still = riff(*b"VP8 ", b"pixels");
    let turned = [extended(0x08), still, riff(*b"EXIF", &notes(6))];
    assert_eq!(cleaned("webp", &webp(&turned)).pixels, Some((30, 40)));
    let whole = webp(&pieces);
    let cut = super::clean("webp", &whole[..whole.len() - 2]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
}

#[test]
fn a_gif_keeps_its_movement_and_loses_comments() {
    let head = b"GIF89a\x28\0\x1e\0\x80\0\0rgbRGB";
    let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let picture = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x28\0\x01\0\0\x02\x02ab\0";
    let comment = [b"\x21\xfe\x10", SECRET, b"\0"].concat();
    let xmp = [b"\x21\xff\x0bXMP DataXMP\x10", SECRET, b"\0"].concat();
    let told = [&head[..], &comment, repeat, &xmp, picture, b"\x3b", SECRET].concat();
    let clean = cleaned("gif", &told);
    assert_eq!((clean.pixels, clean.fault), (Some((40, 30)), None));
    let expected = [&head[..], repeat, picture, b"\x3b"].concat();
    assert_eq!(clean.bytes, Some(expected));
    // Of a picture that is cut off, what is there is kept, as long as there is something.
    let end = told.len() - SECRET.len() - 1;
    let cut = super::clean("gif", &told[..end - 2]);
    assert_eq!(cut.fault, Some(PictureFault::CutOff));
    assert!(cut.bytes.expect("a part").ends_with(b"\x02\x02a"));
    let nothing = super::clean("gif", &told[..end - 4]).fault;
    assert_eq!(nothing, Some(PictureFault::Unopenable));
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
    let told = Some(PictureFault::Unopenable);
    assert_eq!((read.bytes, read.fault), (None, told));
    // The beginning of a photograph that was cut off within its notes is not.
    let note = segment(0xe1, &[b"Exif\0\0", &notes(6)[..]].concat());
    let cut = [&[0xff, 0xd8], &note[..]].concat();
    let published = clean("jpg", &cut).bytes.expect("another file");
    assert!(!has_secret(&published));
}

#[test]
fn a_picture_that_browsers_cannot_open_is_told() {
    let told = Some(PictureFault::Unopenable);
    // Without loss, arithmetic code, twelve bits, and no pixels in a row.
    let frames = [
        segment(0xc3, &[8, 0, 30, 0, 40, 3]),
        segment(0xc9, &[8, 0, 30, 0, 40, 3]),
        segment(0xc1, &[12, 0, 30, 0, 40, 3]),
        segment(0xc0, &[8, 0, 30, 0, 0, 3]),
    ];
    for frame in frames {
        assert_eq!(fault("jpg", &jpeg(&[frame])), told);
    }
    // A piece that does not have the checksum of its content: no browser shows a picture with such
    // pixels, and all of them pass over such a note.
    let mut spoilt = png(&[chunk(*b"gAMA", b"1234")]);
    spoilt[44] ^= 1;
    assert_eq!(fault("png", &spoilt), None);
    let pixels = memchr::memmem::find(&spoilt, b"pixels").expect("pixels");
    spoilt[pixels] ^= 1;
    assert_eq!(fault("png", &spoilt), told);
}

#[test]
fn of_pixels_that_are_cut_off_those_that_are_there_are_kept() {
    let whole = png(&[]);
    let cut = &whole[..whole.len() - 12 - 4 - 1];
    let clean = clean("png", cut);
    assert_eq!(clean.fault, Some(PictureFault::CutOff));
    assert_eq!(clean.bytes, None, "it is published as it stands");
}

#[test]
fn formats_that_few_browsers_show_are_named() {
    let bitmap = [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"[..], &[0; 40]].concat();
    let files: [(&[u8], Format); 5] = [
        (&bitmap, Format::Bmp),
        (b"\xff\x0a\xfa\x1f", Format::JpegXl),
        (b"\0\0\0\x0cJXL \r\n\x87\n", Format::JpegXl),
        (b"\0\0\0\x0cjP  \r\n\x87\n", Format::Jpeg2000),
        (b"IIRO\x08\0\0\0", Format::Tiff),
    ];
    for (bytes, format) in files {
        assert_eq!(fault("jpg", bytes), Some(PictureFault::NotShown(format)));
    }
    let silent = b"\0\0\0\x0cJXL \r\n\x87\n";
    assert_eq!(fault("jxl", silent), None);
    let telling = [&silent[..], b"\0\0\0\x20Exif"].concat();
    let told = Some(PictureFault::Telling(Format::JpegXl));
    assert_eq!(fault("jxl", &telling), told);
}

#[test]
fn no_smaller_pictures_are_made_of_one_that_is_too_high_for_them() {
    for (height, still) in [(16_383u32, Some(Format::Png)), (16_384, None)] {
        let size = [&1000u32.to_be_bytes()[..], &height.to_be_bytes()];
        let head = [&size.concat()[..], b"\x08\x02\0\0\0"].concat();
        let pieces = [
            png::SIGNATURE.to_vec(),
            chunk(*b"IHDR", &head),
            chunk(*b"IDAT", b"pixels"),
            chunk(*b"IEND", b""),
        ];
        assert_eq!(clean("png", &pieces.concat()).still, still);
    }
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
