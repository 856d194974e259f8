//! What the coder expects of texts. From and to: strings and tokens, through a coder of either
//! direction, so that reading is writing backwards by construction.

use super::range::{Coder, EVEN, FAST, Probability, adapt};

/// How many bits say what kind of token comes.
const KIND_BITS: u32 = 4;
/// How many gaps have a short code, and which of them stands for the end of the text.
pub(super) const GAPS: usize = 32;
pub(super) const END: u32 = 31;
const GAP_BITS: u32 = 5;
/// How many levels of words by frequency there are at most: level `n` holds 2ⁿ words.
pub(super) const MOST_LEVELS: usize = 12;
/// The kinds of token; below [`MOST_LEVELS`], a word of that level.
pub(super) const PAGE_WORD: u32 = 12;
pub(super) const GAP: u32 = 13;
pub(super) const CAPITAL: u32 = 14;
pub(super) const SPELT: u32 = 15;
/// What the kind of a token is foretold from: the kind before, the beginning of the text, or the
/// gap before.
pub(super) const START: usize = 16;
pub(super) const CONTEXTS: usize = START + 1 + GAPS;
/// The size of [`TokenModel`] when it is written: a byte for each probability.
pub(super) const KINDS_SIZE: usize = CONTEXTS * (1 << KIND_BITS) + GAPS;

/// Foretells kinds and gaps.
#[derive(Clone)]
pub(super) struct TokenModel {
    kinds: Vec<[Probability; 1 << KIND_BITS]>,
    gaps: [Probability; GAPS],
}

impl TokenModel {
    /// The probabilities of what was counted: for each context how often each kind came, and how
    /// often each gap.
    pub(super) fn counted(kinds: &[[u32; 1 << KIND_BITS]], gaps: &[u32; GAPS]) -> Self {
        let mut counted = Self {
            kinds: vec![[EVEN; 1 << KIND_BITS]; CONTEXTS],
            gaps: [EVEN; GAPS],
        };
        for (tree, counts) in counted.kinds.iter_mut().zip(kinds) {
            fill(tree, counts);
        }
        fill(&mut counted.gaps, gaps);
        // Rounded as they are written.
        Self::from_bytes(&counted.to_bytes())
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let all = self.kinds.iter().flatten().chain(&self.gaps);
        all.map(|probability| u8::try_from(probability >> 3).unwrap_or(u8::MAX))
            .collect()
    }

    /// From [`KINDS_SIZE`] bytes; what is missing is even.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let mut bytes = bytes.iter().map(|byte| Probability::from(*byte) << 3);
        let mut next = || bytes.next().unwrap_or(EVEN).max(8);
        let kinds = (0..CONTEXTS)
            .map(|_| std::array::from_fn(|_| next()))
            .collect();
        Self {
            kinds,
            gaps: std::array::from_fn(|_| next()),
        }
    }

    pub(super) fn kind(&mut self, coder: &mut impl Coder, context: usize, kind: u32) -> u32 {
        coder.tree(&mut self.kinds[context], KIND_BITS, kind)
    }

    pub(super) fn gap(&mut self, coder: &mut impl Coder, gap: u32) -> u32 {
        coder.tree(&mut self.gaps, GAP_BITS, gap)
    }
}

/// The probabilities of a tree's nodes from how often each leaf came.
fn fill(tree: &mut [Probability], counts: &[u32]) {
    let leaves = counts.len();
    let mut sums = vec![0_u32; leaves * 2];
    sums[leaves..].copy_from_slice(counts);
    for node in (1..leaves).rev() {
        sums[node] = sums[node * 2] + sums[node * 2 + 1];
        let share = (u64::from(sums[node * 2]) * 2048 + 1024) / (u64::from(sums[node]) + 1);
        tree[node] = Probability::try_from(share.clamp(24, 2024)).unwrap_or(EVEN);
    }
}

/// Foretells the spelling of words, each byte from those before.
///
/// From the last byte, learning on; from the last two, as the dictionary taught. A text has too few
/// letters to learn more.
pub(super) struct SpellingModel<'p> {
    single: ByteRows<'p>,
    shared: [Probability; 32],
    pairs: PairTable<'p>,
}

/// What is known of bytes after another.
type ByteRow = [Probability; 256];

/// A row for each byte that may come before. A text learns in copies of those that it needs:
/// copying all for each would cost more than writing it.
struct ByteRows<'p> {
    taught: &'p [ByteRow],
    own: Vec<ByteRow>,
    /// For each byte the number of its own row, from 1.
    places: [u16; 256],
}

impl ByteRows<'_> {
    fn at(&mut self, byte: u8) -> &mut ByteRow {
        let place = &mut self.places[usize::from(byte)];
        if *place == 0 {
            self.own.push(
                self.taught
                    .get(usize::from(byte))
                    .copied()
                    .unwrap_or([EVEN; 256]),
            );
            *place = u16::try_from(self.own.len()).unwrap_or(u16::MAX);
        }
        &mut self.own[usize::from(*place) - 1]
    }
}

/// What is known of bytes after two others; 0 is nothing.
enum PairTable<'p> {
    Learning(Vec<Probability>),
    Learnt(&'p [Probability]),
}

impl PairTable<'_> {
    fn table(&self) -> &[Probability] {
        match self {
            Self::Learning(table) => table,
            Self::Learnt(table) => table,
        }
    }
}

/// How many pairs are told apart: small letters are, other bytes share.
const PAIRS: usize = 64 * 64;

impl SpellingModel<'static> {
    /// Knows nothing, learns from the dictionary.
    pub(super) fn new() -> Self {
        // In the order of bytes, so that texts find the row of each.
        let single = ByteRows {
            taught: &[],
            own: vec![[EVEN; 256]; 256],
            places: std::array::from_fn(|byte| u16::try_from(byte + 1).unwrap_or(0)),
        };
        Self {
            single,
            shared: [EVEN; 32],
            pairs: PairTable::Learning(vec![0; PAIRS * 256]),
        }
    }
}

impl SpellingModel<'_> {
    /// For a text: it changes nothing in this one.
    pub(super) fn for_text(&self) -> SpellingModel<'_> {
        let single = ByteRows {
            taught: &self.single.own,
            own: Vec::with_capacity(64),
            places: [0; 256],
        };
        SpellingModel {
            single,
            shared: self.shared,
            pairs: PairTable::Learnt(self.pairs.table()),
        }
    }

    /// Passes a word through. Words hold no byte 0.
    pub(super) fn word(&mut self, coder: &mut impl Coder, word: &[u8]) -> Vec<u8> {
        self.rest(coder, Vec::new(), word)
    }

    /// Passes a word through that begins as the one before in order.
    pub(super) fn next_word(
        &mut self,
        coder: &mut impl Coder,
        before: &[u8],
        word: &[u8],
    ) -> Vec<u8> {
        let shared = before
            .iter()
            .zip(word)
            .take_while(|(a, b)| a == b)
            .count()
            .min(31);
        let shared = coder.tree(&mut self.shared, 5, u32::try_from(shared).unwrap_or(0)) as usize;
        self.rest(coder, before.get(..shared).unwrap_or(before).to_vec(), word)
    }

    fn rest(&mut self, coder: &mut impl Coder, mut spelt: Vec<u8>, word: &[u8]) -> Vec<u8> {
        // A damaged file could go on for ever.
        while spelt.len() < LONGEST_SPELT {
            let next = word.get(spelt.len()).copied().unwrap_or(0);
            match self.byte(coder, &spelt, next) {
                0 => break,
                byte => spelt.push(byte),
            }
        }
        spelt
    }

    fn byte(&mut self, coder: &mut impl Coder, before: &[u8], byte: u8) -> u8 {
        let last = before.last().copied().unwrap_or(0);
        let last_but_one = before.len().checked_sub(2).map_or(0, |at| before[at]);
        let single = self.single.at(last);
        let pair = (usize::from(last_but_one & 63) << 6 | usize::from(last & 63)) << 8;
        let mut node = 1_usize;
        let mut pass = |single: &mut Probability, known: Probability, at: u32| {
            let probability = if known == 0 {
                *single
            } else {
                (*single + known) >> 1
            };
            let bit = coder.bit(probability, byte >> at & 1 == 1);
            adapt(single, bit, FAST);
            (probability, bit)
        };
        match &mut self.pairs {
            PairTable::Learning(table) => {
                for at in (0..8).rev() {
                    let known = &mut table[pair + node];
                    let (probability, bit) = pass(&mut single[node], *known, at);
                    *known = if *known == 0 { probability } else { *known };
                    adapt(known, bit, FAST);
                    node = node << 1 | usize::from(bit);
                }
            }
            PairTable::Learnt(table) => {
                let known = &table[pair..pair + 256];
                for at in (0..8).rev() {
                    let (_, bit) = pass(&mut single[node & 255], known[node & 255], at);
                    node = node << 1 | usize::from(bit);
                }
            }
        }
        u8::try_from(node & 255).unwrap_or(0)
    }
}

/// The longest string spelt at once, in bytes; longer ones are cut into several.
pub(super) const LONGEST_SPELT: usize = 1_000;
