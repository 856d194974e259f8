//! JPEG files as encoders write them, whole and with a part of their pixels lost.

use super::mean_colour;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

const WIDTH: u16 = 203;
const HEIGHT: u16 = 150;

/// A number that looks like chance, the same one for the same place.
fn noise(place: usize) -> usize {
    (place.wrapping_mul(2_654_435_761) >> 13) ^ (place.wrapping_mul(40_503) >> 5)
}

/// Pixels with slopes, edges and noise.
fn pixels(colours: usize) -> Vec<u8> {
    let places = 0..usize::from(WIDTH) * usize::from(HEIGHT) * colours;
    let pixels = places.map(|place| {
        let (x, y) = (
            place / colours % usize::from(WIDTH),
            place / colours / usize::from(WIDTH),
        );
        let edge = if (x / 40 + y / 50) % 2 == 0 { 80 } else { 0 };
        u8::try_from((x / 3 + y / 4 + edge + noise(place) % 20) % 256).expect("a byte")
    });
    pixels.collect()
}

/// The ways of storing a picture that the encoder knows.
fn files() -> Vec<Vec<u8>> {
    let samplings = [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_1_2,
        SamplingFactor::F_2_2,
        SamplingFactor::F_4_1,
    ];
    let mut files = Vec::new();
    for (colours, kind) in [(3, ColorType::Rgb), (1, ColorType::Luma)] {
        for sampling in samplings {
            for nth in 0..6 {
                let mut bytes = Vec::new();
                let mut encoder = Encoder::new(&mut bytes, 85);
                encoder.set_sampling_factor(sampling);
                encoder.set_progressive(nth & 1 != 0);
                encoder.set_optimized_huffman_tables(nth & 2 != 0);
                if nth & 4 != 0 {
                    encoder.set_restart_interval(9);
                }
                let encoded = encoder.encode(&pixels(colours), WIDTH, HEIGHT, kind);
                encoded.expect("a picture");
                files.push(bytes);
            }
        }
    }
    files
}

fn lacks_pixels(bytes: &[u8]) -> bool {
    mean_colour(bytes).is_err()
}

/// Returns where the pixels of the first scan begin.
fn scan(bytes: &[u8]) -> usize {
    let mut pairs = bytes.windows(2);
    pairs.position(|two| two == [0xff, 0xda]).expect("a scan") + 20
}

#[test]
fn a_whole_picture_lacks_nothing() {
    for (nth, bytes) in files().iter().enumerate() {
        assert!(!lacks_pixels(bytes), "file {nth}");
        let with_more = [&bytes[..bytes.len() - 2], b"\xff\xff\xff\xd9", &[0; 99]].concat();
        assert!(!lacks_pixels(&with_more), "file {nth}");
    }
}

#[test]
fn the_mean_colour_is_that_of_the_pixels() {
    for (nth, bytes) in files().iter().enumerate() {
        let mean = mean_colour(bytes).expect("a whole picture");
        let colours = if nth < 30 { 3 } else { 1 };
        let pixels = pixels(colours);
        for (part, mean) in mean.expect("a colour").into_iter().enumerate() {
            let own = pixels.iter().skip(part % colours).step_by(colours);
            let sum: usize = own.map(|part| usize::from(*part)).sum();
            let seen = u8::try_from(sum * colours / pixels.len()).expect("a byte");
            assert!(seen.abs_diff(mean) <= 9, "file {nth}: {mean} for {seen}");
        }
    }
}

#[test]
fn a_picture_in_the_colours_of_a_press_has_no_mean_colour() {
    let pixels = pixels(4);
    let mut bytes = Vec::new();
    let encoded = Encoder::new(&mut bytes, 85).encode(&pixels, WIDTH, HEIGHT, ColorType::Cmyk);
    encoded.expect("a picture");
    assert_eq!(mean_colour(&bytes), Ok(None));
}

#[test]
fn a_picture_that_ends_early_lacks_pixels() {
    for (nth, bytes) in files().iter().enumerate() {
        let start = scan(bytes);
        for part in 1..8 {
            let at = start + (bytes.len() - start) * part / 8;
            let early = [&bytes[..at], b"\xff\xd9"].concat();
            // A scan that is not there at all is no fault: its bits may never have been stored.
            let is_between_scans = bytes[..at].ends_with(&[0xff, 0xd9]);
            assert!(lacks_pixels(&early) || is_between_scans, "file {nth}");
        }
    }
}

#[test]
fn a_picture_without_its_middle_lacks_pixels() {
    let (mut found, mut all) = (0, 0);
    for bytes in files() {
        let start = scan(&bytes);
        for nth in 0..12 {
            let length = 300 + noise(nth) % 600;
            let at = start + noise(nth + bytes.len()) % (bytes.len() - start - length - 2);
            let (before, after) = (&bytes[..at], &bytes[at + length..]);
            let random = (0..length).map(|place| u8::try_from(noise(place) % 255).expect("a byte"));
            for lost in [Vec::new(), vec![0; length], random.collect()] {
                all += 1;
                found += usize::from(lacks_pixels(&[before, &lost, after].concat()));
            }
        }
    }
    // The codes have no checksum: what is lost may by chance leave as many blocks.
    assert!(found * 100 >= all * 98, "{found} of {all}");
}
