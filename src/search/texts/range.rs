//! A binary range coder, which writes yes/no decisions in as many bits as they are surprising.
//! From: decisions with their probabilities. To: bytes, and back.
//!
//! The coder is that of LZMA (Igor Pavlov's specification, public domain), less its first byte,
//! which is always 0, and the zeros at its end, which a decoder makes up for.

/// The probability of a 0, in 2048ths.
pub(super) type Probability = u16;
/// The probability of what is as likely as not.
pub(super) const EVEN: Probability = 1 << (BITS - 1);
const BITS: u32 = 11;
const TOP: u32 = 1 << 24;

/// The rate at which probabilities follow what comes where the dictionary says well what to expect:
/// by 1/32nd of the distance.
pub(super) const SLOWLY: u32 = 5;
/// The rate for the spelling of words, of which a text has few letters: by an eighth.
pub(super) const FAST: u32 = 3;

/// Moves a probability towards what came.
pub(super) fn adapt(probability: &mut Probability, bit: bool, rate: u32) {
    if bit {
        *probability -= *probability >> rate;
    } else {
        *probability += ((1 << BITS) - *probability) >> rate;
    }
}

/// The interface of both directions, so that the model is written once.
pub(super) trait Coder {
    /// Passes a decision through: an encoder writes `bit`, a decoder ignores it and returns what
    /// was written.
    fn bit(&mut self, probability: Probability, bit: bool) -> bool;
    /// Passes one of `count` equally likely numbers through. `count` is at most 65,536.
    fn one_of(&mut self, count: u32, number: u32) -> u32;

    /// Passes a number of `bits` bits through, the highest first, each bit with a probability of
    /// its own that adapts.
    fn tree(&mut self, probabilities: &mut [Probability], bits: u32, number: u32) -> u32 {
        let mut node = 1_usize;
        for at in (0..bits).rev() {
            let bit = self.bit(probabilities[node], number >> at & 1 == 1);
            adapt(&mut probabilities[node], bit, SLOWLY);
            node = node << 1 | usize::from(bit);
        }
        u32::try_from(node).unwrap_or(0) - (1 << bits)
    }
}

/// Writes decisions.
pub(super) struct Encoder {
    low: u64,
    range: u32,
    cache: u8,
    pending: u64,
    out: Vec<u8>,
}

impl Encoder {
    pub(super) fn new() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            cache: 0,
            pending: 1,
            out: Vec::new(),
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > 0xffff_ffff {
            let carry = u8::try_from(self.low >> 32).unwrap_or(0);
            let mut byte = self.cache;
            for _ in 0..self.pending {
                self.out.push(byte.wrapping_add(carry));
                byte = 0xff;
            }
            self.pending = 0;
            self.cache = self.low.to_le_bytes()[3];
        }
        self.pending += 1;
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    fn normalise(&mut self) {
        while self.range < TOP {
            self.range <<= 8;
            self.shift();
        }
    }

    /// Returns the bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        // Any number below low + range will do: the one with most zeros at its end is shortest.
        let end = self.low + u64::from(self.range);
        for zeros in (0..32).rev() {
            let round = (self.low + (1 << zeros) - 1) >> zeros << zeros;
            if round < end {
                self.low = round;
                break;
            }
        }
        for _ in 0..5 {
            self.shift();
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        if self.out.is_empty() {
            self.out
        } else {
            self.out.split_off(1)
        }
    }
}

impl Coder for Encoder {
    fn bit(&mut self, probability: Probability, bit: bool) -> bool {
        let bound = (self.range >> BITS) * u32::from(probability);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        self.normalise();
        bit
    }

    fn one_of(&mut self, count: u32, number: u32) -> u32 {
        self.range /= count.max(1);
        self.low += u64::from(self.range) * u64::from(number);
        self.normalise();
        number
    }
}

/// Reads decisions. Past the end there are zeros, so damage gives wrong numbers, never a fault.
pub(super) struct Decoder<'b> {
    bytes: &'b [u8],
    at: usize,
    range: u32,
    code: u32,
}

impl<'b> Decoder<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let mut decoder = Self {
            bytes,
            at: 0,
            range: u32::MAX,
            code: 0,
        };
        for _ in 0..4 {
            decoder.pull();
        }
        decoder
    }

    fn pull(&mut self) {
        self.code = self.code << 8 | u32::from(self.bytes.get(self.at).copied().unwrap_or(0));
        self.at += 1;
    }

    fn normalise(&mut self) {
        while self.range < TOP {
            self.range <<= 8;
            self.pull();
        }
    }

    /// Reports whether far more was read than there is: the bytes are damaged.
    pub(super) fn is_past_end(&self) -> bool {
        self.at > self.bytes.len() + 64
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, probability: Probability, _: bool) -> bool {
        let bound = (self.range >> BITS) * u32::from(probability);
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        self.normalise();
        bit
    }

    fn one_of(&mut self, count: u32, _: u32) -> u32 {
        self.range /= count.max(1);
        let number = (self.code / self.range).min(count.max(1) - 1);
        self.code -= number * self.range;
        self.normalise();
        number
    }
}
