//! Reads the pixels of a scan block by block (T.81, F.2.2 and G.2), without what they look like:
//! only which codes come, and how many bits follow each.

use super::bits::{HuffmanCodes, ScanBits};
use super::mean::BlockMean;

/// The numbers of each block that a scan holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberBand {
    /// The first and the last one: 0 to 63, all of a picture that is not progressive.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether the scan adds one bit to numbers that an earlier one began.
    pub(super) is_finer: bool,
    pub(super) is_progressive: bool,
}

/// The codes for the first number of a block, and for all others.
#[derive(Clone, Copy)]
pub(super) struct CodePair<'c> {
    pub(super) first: Option<&'c HuffmanCodes>,
    pub(super) others: Option<&'c HuffmanCodes>,
}

/// How bright the last block of a component is, and may be at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brightness {
    value: i32,
    most: i32,
    /// The mean of all blocks so far.
    pub(super) mean: BlockMean,
}

impl Brightness {
    pub(super) fn up_to(most: i32) -> Self {
        Self {
            value: 0,
            most,
            mean: BlockMean::default(),
        }
    }
}

/// The most bits of the first number of a block, and of the others, in a picture of eight bits.
const FIRST_BITS: u8 = 11;
const OTHER_BITS: u8 = 10;

/// Reads the blocks of a part of a scan one after another. All functions return `None` where the
/// bits are those of no block.
pub(super) struct BlockReader<'b> {
    bits: ScanBits<'b>,
    band: NumberBand,
    /// The number of blocks still to come that have nothing in the band.
    run: u32,
}

impl<'b> BlockReader<'b> {
    pub(super) const fn new(bits: ScanBits<'b>, band: NumberBand) -> Self {
        Self { bits, band, run: 0 }
    }

    /// Returns how many bits are left; less than none if more were read than there are.
    pub(super) fn left(&self) -> i64 {
        self.bits.left()
    }

    /// Reads a block. `seen` has a bit for each of its numbers that is not zero.
    #[inline]
    pub(super) fn block(
        &mut self,
        codes: CodePair<'_>,
        seen: &mut u64,
        level: &mut Brightness,
    ) -> Option<()> {
        let mut at = self.band.first;
        if at == 0 {
            if self.band.is_finer {
                self.bits.skip(1);
            } else {
                self.first(codes.first?, level)?;
            }
            if self.band.is_progressive {
                return Some(());
            }
            at = 1;
        }
        if self.band.is_finer {
            return self.finer(codes.others?, seen);
        }
        if self.run > 0 {
            self.run -= 1;
            return Some(());
        }
        let codes = codes.others?;
        while at <= self.band.last {
            let (zeros, size) = self.bits.step(codes)?;
            if size == 0 {
                if zeros < 15 {
                    self.run_of_blocks(zeros);
                    self.run -= 1;
                    return Some(());
                }
                at += 16;
                continue;
            }
            at += zeros;
            if at > self.band.last || size > OTHER_BITS {
                return None;
            }
            *seen |= 1 << at;
            at += 1;
        }
        Some(())
    }

    /// Reads the first number of a block, which is told as the difference from the one before.
    fn first(&mut self, codes: &HuffmanCodes, level: &mut Brightness) -> Option<()> {
        let size = self.bits.value(codes)?;
        if size > FIRST_BITS {
            return None;
        }
        let number = i32::try_from(self.bits.number(size.into())).unwrap_or(0);
        let is_negative = size > 0 && number >> (size - 1) == 0;
        level.value += if is_negative {
            number + 1 - (1 << size)
        } else {
            number
        };
        level.mean.add(level.value);
        (level.value.abs() <= level.most).then_some(())
    }

    /// Notes for how many blocks, this one among them, nothing more comes.
    fn run_of_blocks(&mut self, size: u32) {
        self.run = 1;
        if self.band.is_progressive {
            self.run = (1 << size) + self.bits.number(size);
        }
    }

    /// Reads one more bit of the numbers of a block that are not zero, and those that no longer
    /// are.
    fn finer(&mut self, codes: &HuffmanCodes, seen: &mut u64) -> Option<()> {
        let mut at = self.band.first;
        while self.run == 0 && at <= self.band.last {
            let (mut zeros, size) = self.bits.step(codes)?;
            match size {
                0 if zeros < 15 => {
                    self.run_of_blocks(zeros);
                    break;
                }
                0 | 1 => {}
                _ => return None,
            }
            while at <= self.band.last {
                if (*seen >> at) & 1 == 1 {
                    self.bits.skip(1);
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if size == 1 {
                if at > self.band.last {
                    return None;
                }
                *seen |= 1 << at;
            }
            at += 1;
        }
        if self.run > 0 {
            self.run -= 1;
            for at in at..=self.band.last {
                if (*seen >> at) & 1 == 1 {
                    self.bits.skip(1);
                }
            }
        }
        Some(())
    }
}
