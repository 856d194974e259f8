//! Goes through the units of one scan: which components it has, where their blocks are, and where
//! the marks between its parts stand.

use super::EntropyReader;
use super::bits::ScanBits;
use super::blocks::{BlockReader, Brightness, CodePair, NumberBand};
use std::ops::Range;

/// The most bytes between the last block of a part and its end.
const MOST_LEFT: i64 = 2;

/// The brightest first number of a block, and the darkest, with room for how encoders round.
const BRIGHTEST: i32 = 1024 + 128;

/// What the head of a scan says.
pub(super) struct ScanHead {
    band: NumberBand,
    /// The number of bits that a later scan adds to the numbers of this one.
    shift: u32,
    /// The numbers of units beside and above each other. All units have the same blocks.
    across: usize,
    down: usize,
    blocks: Vec<UnitBlock>,
}

/// A block of each unit.
struct UnitBlock {
    component: usize,
    /// The tables of the codes of first numbers and of others.
    first: usize,
    others: usize,
    /// The place in the unit, and the numbers of blocks of its component beside and above.
    place: (usize, usize),
    of: (usize, usize),
}

impl ScanHead {
    /// Reads the head of a scan; `None` if it fits no picture.
    pub(super) fn read(reader: &mut EntropyReader, head: &[u8]) -> Option<Self> {
        let (number, rest) = head.split_first()?;
        let (chosen, rest) = rest.split_at_checked(usize::from(*number) * 2)?;
        let &[first, last, bits] = rest.first_chunk::<3>()?;
        let (chosen, _) = chosen.as_chunks::<2>();
        let is_progressive = reader.is_progressive;
        let band = NumberBand {
            first: if is_progressive { first.min(63) } else { 0 }.into(),
            last: if is_progressive { last.min(63) } else { 63 }.into(),
            is_finer: is_progressive && bits >> 4 > 0,
            is_progressive,
        };
        let mut blocks = Vec::new();
        let most = reader.most();
        let mut shares = (1, 1);
        for [name, tables] in chosen {
            let mut components = reader.components.iter_mut();
            let component = components.position(|component| component.name == *name)?;
            let colour = &mut reader.components[component];
            colour.is_begun |= band.first == 0;
            let own = (colour.across, colour.down);
            let of = if chosen.len() == 1 { (1, 1) } else { own };
            if chosen.len() == 1 {
                shares = own;
            }
            blocks.extend((0..of.0 * of.1).map(|nth| UnitBlock {
                component,
                first: usize::from(tables >> 4),
                others: usize::from(tables & 15),
                place: (nth % of.0, nth / of.0),
                of,
            }));
        }
        let (width, height) = reader.size;
        let head = Self {
            band,
            shift: if is_progressive { bits & 15 } else { 0 }.into(),
            across: (width * shares.0).div_ceil(8 * most.0),
            down: (height * shares.1).div_ceil(8 * most.1),
            blocks,
        };
        (head.across > 0).then_some(head)
    }
}

impl EntropyReader {
    /// Reads the pixels of a scan. Returns their number of bytes.
    pub(super) fn scan(&mut self, head: &ScanHead, bytes: &[u8]) -> Option<usize> {
        let units = head.across * head.down;
        let interval = if self.interval == 0 {
            units
        } else {
            self.interval
        };
        let (mut at, mut unit, mut mark) = (0, 0usize, 0xd0u8);
        loop {
            let (part, length) = part(&bytes[at..]);
            at += length;
            let end = units.min(unit.saturating_add(interval));
            let left = self.units(head, &part, unit..end)?;
            if left > MOST_LEFT * 8 {
                return None;
            }
            unit = end;
            if unit == units {
                return Some(at);
            }
            if bytes.get(at + 1) != Some(&mark) {
                return None;
            }
            mark = 0xd0 | (mark + 1) & 7;
            at += 2;
        }
    }

    /// Reads the units of a part of a scan. Returns how many bits are left.
    fn units(&mut self, head: &ScanHead, part: &[u8], units: Range<usize>) -> Option<i64> {
        let mut reader = BlockReader::new(ScanBits::new(part), head.band);
        let mut levels = self.levels(head);
        let mut unused = 0;
        for unit in units {
            let (column, line) = (unit % head.across, unit / head.across);
            for block in &head.blocks {
                let component = self.components.get_mut(block.component)?;
                let row = line * block.of.1 + block.place.1;
                let place = row * component.row + column * block.of.0 + block.place.0;
                let seen = if head.band.is_progressive {
                    component.seen.get_mut(place)?
                } else {
                    &mut unused
                };
                let codes = CodePair {
                    first: self.first.get(block.first)?.as_ref(),
                    others: self.others.get(block.others)?.as_ref(),
                };
                reader.block(codes, seen, levels.get_mut(block.component)?)?;
            }
            if reader.left() < 0 {
                return None;
            }
        }
        for (component, level) in self.components.iter_mut().zip(levels) {
            component.mean.add_part(level.mean, head.shift);
        }
        Some(reader.left())
    }

    /// Returns how bright blocks of each component may be, at the beginning of a part.
    fn levels(&self, head: &ScanHead) -> Vec<Brightness> {
        let components = self.components.iter();
        let levels = components.map(|component| {
            let step = self.steps.get(usize::from(component.steps)).copied();
            let most = BRIGHTEST / step.unwrap_or(1).max(1) + 2;
            Brightness::up_to(most >> head.shift)
        });
        levels.collect()
    }
}

/// Returns the bits up to the next marker, and how many bytes of the file they take.
fn part(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut bits = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xff, &bytes[at..]) {
        bits.extend_from_slice(&bytes[at..at + found]);
        at += found;
        match bytes.get(at + 1) {
            Some(0) => {
                bits.push(0xff);
                at += 2;
            }
            // Bytes that fill up.
            Some(0xff) => at += 1,
            _ => return (bits, at),
        }
    }
    bits.extend_from_slice(&bytes[at..]);
    (bits, bytes.len())
}
