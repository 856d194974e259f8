//! Whether all pixels of a JPEG file are there (ITU-T T.81). A decoder shows grey or wrong colours
//! for what is missing, and says nothing. From: the bytes of a file. To: whether the codes of each
//! scan give as many blocks as the picture has, and end where the scan ends; and the mean colour,
//! which the codes tell on the way.

mod bits;
mod blocks;
mod mean;
mod scan;
#[cfg(test)]
mod tests;

use bits::HuffmanCodes;
use mean::{BlockMean, ColourModel};
use scan::ScanHead;

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const ADOBE: u8 = 0xee;

/// Pixels of a JPEG file are missing, or others stand in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LacksPixels;

/// Reads all codes of a JPEG file, and returns the mean colour of the picture; none of a picture in
/// the colours of a printing press.
///
/// # Errors
/// Fails when pixels are missing.
pub(super) fn mean_colour(bytes: &[u8]) -> Result<Option<[u8; 3]>, LacksPixels> {
    let mut reader = EntropyReader::default();
    reader.read(bytes).ok_or(LacksPixels)?;
    if reader.components.iter().any(|colour| !colour.is_begun) {
        return Err(LacksPixels);
    }
    Ok(reader.mean())
}

/// One of the colours that a picture is made of.
struct ColourComponent {
    name: u8,
    /// The numbers of blocks beside and above each other that are stored together.
    across: usize,
    down: usize,
    /// The table of the steps between its numbers.
    steps: u8,
    /// The number of blocks in a row, with those beyond the edge of the picture.
    row: usize,
    /// A bit for each number of each block that is not zero, in a progressive picture.
    seen: Vec<u64>,
    /// Whether the first numbers of its blocks came.
    is_begun: bool,
    /// The mean of these.
    mean: BlockMean,
}

/// What is known of a picture from the pieces before a scan.
#[derive(Default)]
struct EntropyReader {
    components: Vec<ColourComponent>,
    size: (usize, usize),
    is_progressive: bool,
    /// The codes of first numbers and of all others, by table.
    first: [Option<HuffmanCodes>; 4],
    others: [Option<HuffmanCodes>; 4],
    /// The step between two first numbers, by table.
    steps: [i32; 4],
    /// The number of units between two marks, or none.
    interval: usize,
    /// What the components stand for, if Adobe's piece says so.
    model: Option<ColourModel>,
}

impl EntropyReader {
    /// Reads pieces up to the end of the picture; `None` if pixels are missing.
    fn read(&mut self, bytes: &[u8]) -> Option<()> {
        let mut at = 2;
        loop {
            at += memchr::memchr(0xff, bytes.get(at..)?)?;
            at += bytes[at..].iter().position(|byte| *byte != 0xff)?;
            let marker = bytes[at];
            at += 1;
            match marker {
                END => return Some(()),
                0x00 | 0x01 | 0xd0..=0xd8 => continue,
                _ => {}
            }
            let content = bytes.get(at + 2..at + number(bytes, at)?)?;
            at += 2 + content.len();
            match marker {
                0xc0..=0xc2 => self.frame(marker, content)?,
                0xc4 => self.codes(content)?,
                0xdb => self.steps(content)?,
                0xdd => self.interval = number(content, 0)?,
                ADOBE => self.model = ColourModel::of_adobe(content).or(self.model),
                SCAN => {
                    let head = ScanHead::read(self, content)?;
                    at += self.scan(&head, &bytes[at..])?;
                }
                _ => {}
            }
        }
    }

    /// Reads the head of a frame: the size of the picture and its components.
    fn frame(&mut self, marker: u8, content: &[u8]) -> Option<()> {
        self.is_progressive = marker == 0xc2;
        self.size = (number(content, 3)?, number(content, 1)?);
        let (components, _) = content.get(6..)?.as_chunks::<3>();
        self.components = components.iter().copied().map(component).collect();
        let most = self.most();
        let units = (
            self.size.0.div_ceil(8 * most.0),
            self.size.1.div_ceil(8 * most.1),
        );
        for component in &mut self.components {
            component.row = units.0 * component.across;
            if self.is_progressive {
                component.seen = vec![0; component.row * units.1 * component.down];
            }
        }
        Some(())
    }

    /// Returns the mean colour; none of a picture in the colours of a printing press.
    fn mean(&self) -> Option<[u8; 3]> {
        let means = self.components.iter().map(|component| {
            let step = self.steps.get(usize::from(component.steps));
            component.mean.value(step.copied().unwrap_or(1))
        });
        let means: Vec<i64> = means.collect();
        let names = self.components.iter().map(|component| component.name);
        let by_names = if names.eq(*b"RGB") {
            ColourModel::Rgb
        } else {
            ColourModel::Brightness
        };
        mean::colour(&means, self.model.unwrap_or(by_names))
    }

    /// Returns the most blocks beside and above each other of any component.
    fn most(&self) -> (usize, usize) {
        let components = self.components.iter();
        components.fold((1, 1), |most, component| {
            (most.0.max(component.across), most.1.max(component.down))
        })
    }

    /// Reads tables of codes.
    fn codes(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((place, rest)) = content.split_first() {
            let (numbers, rest) = rest.split_first_chunk::<16>()?;
            let length = numbers.iter().map(|number| usize::from(*number)).sum();
            let (values, rest) = rest.split_at_checked(length)?;
            let tables = match place >> 4 {
                0 => &mut self.first,
                _ => &mut self.others,
            };
            let table = tables.get_mut(usize::from(place & 15))?;
            *table = Some(HuffmanCodes::new(numbers, values));
            content = rest;
        }
        Some(())
    }

    /// Reads the first step of each table of steps.
    fn steps(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((place, rest)) = content.split_first() {
            let (first, length) = match place >> 4 {
                0 => (usize::from(*rest.first()?), 64),
                _ => (number(rest, 0)?, 128),
            };
            let step = self.steps.get_mut(usize::from(place & 15))?;
            *step = i32::try_from(first).unwrap_or(0);
            content = rest.get(length..)?;
        }
        Some(())
    }
}

fn component([name, sampling, steps]: [u8; 3]) -> ColourComponent {
    ColourComponent {
        name,
        across: usize::from(sampling >> 4).clamp(1, 4),
        down: usize::from(sampling & 15).clamp(1, 4),
        steps,
        row: 0,
        seen: Vec::new(),
        is_begun: false,
        mean: BlockMean::default(),
    }
}

/// Reads a number of two bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    super::clean::big_u16(bytes, at).map(usize::from)
}
