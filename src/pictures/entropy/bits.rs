//! Reads the bits of a part of a scan, and the codes that they stand for.

/// The number of bits by which most codes are looked up at once.
const SHORT: u32 = 10;

/// The bits of one part of a scan, up to a marker. Behind its end, they are zeros.
pub(super) struct ScanBits<'b> {
    bytes: &'b [u8],
    /// The place of the next byte that is not yet among the bits ahead.
    at: usize,
    /// The next bits, from the highest one on.
    ahead: u64,
    /// How many of them are there.
    filled: u32,
}

impl<'b> ScanBits<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            ahead: 0,
            filled: 0,
        }
    }

    /// Makes sure that at least 32 bits are ahead.
    #[inline]
    fn fill(&mut self) {
        if self.filled >= 32 {
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let eight = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut eight = [0; 8];
            eight[..rest.len().min(8)].copy_from_slice(&rest[..rest.len().min(8)]);
            eight
        });
        // The bits beyond those that are counted are the same ones that the next filling adds.
        self.ahead |= u64::from_be_bytes(eight) >> self.filled;
        let bytes: u8 = if self.filled < 8 { 7 } else { 4 };
        self.at += usize::from(bytes);
        self.filled += u32::from(bytes) * 8;
    }

    /// Skips at most 32 bits.
    #[inline]
    pub(super) fn skip(&mut self, number: u32) {
        self.fill();
        self.ahead <<= number;
        self.filled -= number;
    }

    /// Reads at most 16 bits as a number.
    pub(super) fn number(&mut self, number: u32) -> u32 {
        self.fill();
        let value = self.first(32) >> (32 - number);
        self.skip(number);
        u32::try_from(value).unwrap_or(0)
    }

    /// Reads the value that the next code stands for; `None` if there is no such code.
    pub(super) fn value(&mut self, codes: &HuffmanCodes) -> Option<u8> {
        let (value, length) = self.code(codes)?;
        self.skip(length);
        Some(value)
    }

    /// Reads how many zeros come before a number, and how many bits that takes, which are skipped.
    #[inline]
    pub(super) fn step(&mut self, codes: &HuffmanCodes) -> Option<(u32, u8)> {
        let (value, length) = self.code(codes)?;
        let (zeros, size) = (value >> 4, value & 15);
        self.skip(length + u32::from(size));
        Some((zeros.into(), size))
    }

    /// Returns the value and the length of the next code.
    #[inline]
    fn code(&mut self, codes: &HuffmanCodes) -> Option<(u8, u32)> {
        self.fill();
        let short = usize::try_from(self.first(SHORT)).ok()?;
        match codes.short.get(short)? {
            (_, 0) => codes.long(self.first(16)),
            (value, length) => Some((*value, u32::from(*length))),
        }
    }

    /// Returns the first bits of those that are ahead.
    #[inline]
    const fn first(&self, number: u32) -> u64 {
        self.ahead >> (64 - number)
    }

    /// Returns how many bits are left; less than none if more were read than there are.
    pub(super) fn left(&self) -> i64 {
        let all = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX / 8);
        let taken = i64::try_from(self.at).unwrap_or(i64::MAX / 8);
        (all - taken) * 8 + i64::from(self.filled)
    }
}

/// Huffman's codes for values (T.81, annex C).
pub(super) struct HuffmanCodes {
    /// The value and the length of the code that these bits begin with; no length where the code is
    /// longer than they are.
    short: Vec<(u8, u8)>,
    /// For each length from one bit on: the first code, and the values of all.
    lengths: Vec<(u64, Vec<u8>)>,
}

impl HuffmanCodes {
    /// Makes codes from the number of them with each length, and their values in order.
    pub(super) fn new(numbers: &[u8; 16], mut values: &[u8]) -> Self {
        let mut codes = Self {
            short: vec![(0, 0); 1 << SHORT],
            lengths: Vec::new(),
        };
        let mut code = 0u64;
        for (bits, number) in (1..).zip(numbers) {
            let (own, rest) = values.split_at(usize::from(*number).min(values.len()));
            codes.lengths.push((code, own.to_vec()));
            for value in own {
                codes.add_short(code, bits, *value);
                code += 1;
            }
            code <<= 1;
            values = rest;
        }
        codes
    }

    /// Adds a code to those that are looked up at once, if it is short enough.
    fn add_short(&mut self, code: u64, bits: u8, value: u8) {
        let Some(more) = SHORT.checked_sub(u32::from(bits)) else {
            return;
        };
        let first = usize::try_from(code << more).unwrap_or(usize::MAX);
        for entry in self.short.iter_mut().skip(first).take(1 << more) {
            *entry = (value, bits);
        }
    }

    /// Finds the code that sixteen bits begin with, and its length.
    fn long(&self, sixteen: u64) -> Option<(u8, u32)> {
        (1..)
            .zip(&self.lengths)
            .find_map(|(bits, (first, values))| {
                let nth = (sixteen >> (16 - bits)).checked_sub(*first)?;
                let value = values.get(usize::try_from(nth).ok()?)?;
                Some((*value, bits))
            })
    }
}
