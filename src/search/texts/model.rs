//! Models what the coder expects of texts. Strings and tokens pass through a coder of either
//! direction, so that reading is writing backwards by construction.

use super::range::{Coder, EVEN, FAST, Probability, adapt};

/// The number of bits that say what kind of token comes.
const KIND_BITS: u32 = 4;
/// The number of gaps that have a short code.
pub(super) const GAPS: usize = 32;
/// The gap that stands for the end of the text.
pub(super) const END: u32 = 31;
const GAP_BITS: u32 = 5;
/// The most levels of words by frequency: level `n` holds 2ⁿ words.
pub(super) const MOST_LEVELS: usize = 12;
/// The kind of token that names a word spelt before. Kinds below [`MOST_LEVELS`] are words of that
/// level.
pub(super) const PAGE_WORD: u32 = 12;
/// The kind of token that is a gap.
pub(super) const GAP: u32 = 13;
/// The kind of token that says that a capital follows.
pub(super) const CAPITAL: u32 = 14;
/// The kind of token that is spelt.
pub(super) const SPELT: u32 = 15;
/// The context at the beginning of a text. The contexts below it are kinds of the token before.
pub(super) const START: usize = 16;
/// The number of contexts. Those above [`START`] are gaps before.
pub(super) const CONTEXTS: usize = START + 1 + GAPS;
/// The size of [`TokenModel`] as it is written: a byte for each probability.
pub(super) const KINDS_SIZE: usize = CONTEXTS * (1 << KIND_BITS) + GAPS;

/// Foretells the kinds of tokens, and gaps.
#[derive(Clone)]
pub(super) struct TokenModel {
    kinds: Vec<[Probability; 1 << KIND_BITS]>,
    gaps: [Probability; GAPS],
}

impl TokenModel {
    /// Makes the probabilities of what was counted: for each context how often each kind came, and
    /// how often each gap.
    pub(super) fn counted(kinds: &[[u32; 1 << KIND_BITS]], gaps: &[u32; GAPS]) -> Self {
        let mut counted = Self {
            kinds: vec![[EVEN; 1 << KIND_BITS]; CONTEXTS],
            gaps: [EVEN; GAPS],
        };
        for (tree, counts) in counted.kinds.iter_mut().zip(kinds) {
            fill(tree, counts);
        }
        fill(&mut counted.gaps, gaps);
        // The probabilities are rounded as they are written.
        Self::from_bytes(&counted.to_bytes())
    }

    /// Writes the model in [`KINDS_SIZE`] bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let all = self.kinds.iter().flatten().chain(&self.gaps);
        all.map(|probability| u8::try_from(probability >> 3).unwrap_or(u8::MAX))
            .collect()
    }

    /// Reads the model from [`KINDS_SIZE`] bytes. Probabilities that are missing are even.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let mut model = Self {
            kinds: vec![[EVEN; 1 << KIND_BITS]; CONTEXTS],
            gaps: [EVEN; GAPS],
        };
        let probabilities = model.kinds.iter_mut().flatten().chain(&mut model.gaps);
        for (probability, byte) in probabilities.zip(bytes) {
            *probability = (Probability::from(*byte) << 3).max(8);
        }
        model
    }

    /// Passes the kind of a token through a coder.
    pub(super) fn kind(&mut self, coder: &mut impl Coder, context: usize, kind: u32) -> u32 {
        coder.tree(&mut self.kinds[context], KIND_BITS, kind)
    }

    /// Passes the number of a gap through a coder.
    pub(super) fn gap(&mut self, coder: &mut impl Coder, gap: u32) -> u32 {
        coder.tree(&mut self.gaps, GAP_BITS, gap)
    }
}

/// Fills in the probabilities of a tree's nodes from how often each leaf came.
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
/// It learns on what follows the last byte, and takes what follows the last two from the
/// dictionary: a text has too few letters to learn more.
pub(super) struct SpellingModel<'p> {
    single: ByteRows<'p>,
    shared: [Probability; 32],
    pairs: PairTable<'p>,
}

/// The probabilities of bytes after another.
type ByteRow = [Probability; 256];

/// A row for each byte that may come before. A text learns in copies of the rows that it needs:
/// copying all of them for each text would cost more than writing it.
struct ByteRows<'p> {
    taught: &'p [ByteRow],
    own: Vec<ByteRow>,
    /// The number of the own row of each byte, from 1; 0 where there is none yet.
    places: [u16; 256],
}

impl ByteRows<'_> {
    /// Returns the row of a byte, copied when it is first needed.
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

/// The probabilities of bytes after two others; 0 where nothing is known.
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

/// The number of pairs that are told apart: small letters are, other bytes share.
const PAIRS: usize = 64 * 64;

impl SpellingModel<'static> {
    /// Makes a model that knows nothing yet and learns from the dictionary.
    pub(super) fn new() -> Self {
        // The rows stand in the order of bytes, so that texts find the row of each.
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
    /// Returns a model for one text, which changes nothing in this one.
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

    /// Passes a word through a coder. Words hold no byte 0.
    pub(super) fn word(&mut self, coder: &mut impl Coder, word: &[u8]) -> Vec<u8> {
        self.rest(coder, Vec::new(), word)
    }

    /// Passes a word through that often begins as the word before it in order.
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

    /// Passes the rest of a word through, of which `spelt` is known.
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
        match &mut self.pairs {
            PairTable::Learning(table) => {
                for at in (0..8).rev() {
                    let known = &mut table[pair + node];
                    let probability = mixed(single[node], *known);
                    let bit = coder.bit(probability, byte >> at & 1 == 1);
                    adapt(&mut single[node], bit, FAST);
                    *known = if *known == 0 { probability } else { *known };
                    adapt(known, bit, FAST);
                    node = node << 1 | usize::from(bit);
                }
            }
            PairTable::Learnt(table) => {
                let known = &table[pair..pair + 256];
                for at in (0..8).rev() {
                    let single = &mut single[node & 255];
                    let bit = coder.bit(mixed(*single, known[node & 255]), byte >> at & 1 == 1);
                    adapt(single, bit, FAST);
                    node = node << 1 | usize::from(bit);
                }
            }
        }
        u8::try_from(node & 255).unwrap_or(0)
    }
}

/// Returns the mean of a probability and one that is known already, if it is.
fn mixed(single: Probability, known: Probability) -> Probability {
    if known == 0 {
        single
    } else {
        (single + known) >> 1
    }
}

/// The longest string that is spelt at once, in bytes. Longer ones are cut into several.
pub(super) const LONGEST_SPELT: usize = 1_000;
