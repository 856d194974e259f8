//! Writes the texts of pages in few bytes, each by itself. From: texts. To: a dictionary for the
//! whole site, about 2 KB, and for each text about half of what gzip makes of it.
//!
//! A visitor fetches ten or more texts for one query, and all of them stand on the server's disk.
//! Gzip learns each text's words anew. Here the site's commonest words are in the [`Dictionary`],
//! by how common they are. A text is tokens: words by number, words spelt the first time and
//! numbered from then on, gaps that are more than a space, capitals. Every decision goes through a
//! range coder with adapting probabilities. `client/texts.js` reads the same.
//!
//! The dictionary is made from a sample of pages that an edit elsewhere does not change, because
//! every text changes with it.

mod model;
mod range;
mod tokens;

#[cfg(test)]
mod tests;

use super::storage::Corrupt;
use model::{
    CAPITAL, CONTEXTS, END, GAP, GAPS, KINDS_SIZE, MOST_LEVELS, PAGE_WORD, SPELT, START,
    SpellingModel, TokenModel,
};
use range::{Coder, Decoder, Encoder};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tokens::{TextPiece, Token, clean, listed, pieces};

/// A word is in the dictionary when more than one in this many texts of the sample has it.
const RARE: usize = 100;
/// The most words of a page that have a number.
const MOST_NUMBERED: usize = 65_000;

/// The commonest words and gaps of a site, and what texts look like.
pub(super) struct Dictionary {
    /// The words by level; in alphabetical order within each.
    levels: Vec<Vec<String>>,
    /// The place of each word: level and number.
    words: FxHashMap<String, (u32, u32)>,
    gaps: Vec<String>,
    gap_numbers: FxHashMap<String, u32>,
    kinds: TokenModel,
    spelling: SpellingModel<'static>,
}

/// How often a word is in a sample.
struct WordTally {
    times: usize,
    /// The number of texts that have the word.
    texts: usize,
    /// The number of the last text that has it.
    last_text: usize,
}

/// Returns the words and gaps of a sample, commonest first.
fn commonest(sample: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut words: BTreeMap<String, WordTally> = BTreeMap::new();
    let mut gaps: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, text) in sample.iter().enumerate() {
        for piece in pieces(text) {
            match piece {
                TextPiece::Word(word) => {
                    let tally = words
                        .entry(listed(word).0.into_owned())
                        .or_insert(WordTally {
                            times: 0,
                            texts: 0,
                            last_text: usize::MAX,
                        });
                    tally.times += 1;
                    tally.texts += usize::from(tally.last_text != number);
                    tally.last_text = number;
                }
                TextPiece::Gap(gap) => *gaps.entry(gap).or_default() += 1,
            }
        }
    }
    let least = (sample.len() / RARE).max(1);
    let words = words
        .into_iter()
        .filter(|(_, tally)| tally.texts > least)
        .map(|(word, tally)| (word, tally.times));
    let gaps = gaps.into_iter().map(|(gap, times)| (gap.to_owned(), times));
    (by_frequency(words), by_frequency(gaps))
}

fn by_frequency(counts: impl Iterator<Item = (String, usize)>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = counts
        .filter(|(string, _)| !string.contains(['\0', '\x01']))
        .collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.into_iter().map(|(string, _)| string).collect()
}

impl Dictionary {
    /// Makes a dictionary of at most `levels` levels from a sample of texts.
    pub(super) fn of(sample: &[&str], levels: usize) -> Self {
        let (common, mut gaps) = commonest(sample);
        let mut common = common.into_iter();
        let mut by_level: Vec<Vec<String>> = Vec::new();
        for level in 0..levels.min(MOST_LEVELS) {
            let mut words: Vec<String> = common.by_ref().take(1 << level).collect();
            words.sort_unstable();
            by_level.push(words);
        }
        gaps.truncate(END as usize);
        let mut dictionary = Self::with(
            by_level,
            gaps,
            TokenModel::from_bytes(&[]),
            SpellingModel::new(),
        );
        dictionary.kinds = dictionary.expectations(sample);
        // The words of the dictionary teach the spelling, on both sides.
        let mut spelling = SpellingModel::new();
        dictionary.pass(&mut Encoder::new(), &mut spelling);
        dictionary.spelling = spelling;
        dictionary
    }

    fn with(
        levels: Vec<Vec<String>>,
        gaps: Vec<String>,
        kinds: TokenModel,
        spelling: SpellingModel<'static>,
    ) -> Self {
        let mut words = FxHashMap::default();
        for (level, entries) in (0..).zip(&levels) {
            for (number, word) in (0..).zip(entries) {
                words.insert(word.clone(), (level, number));
            }
        }
        let gap_numbers = (0..)
            .zip(&gaps)
            .map(|(number, gap)| (gap.clone(), number))
            .collect();
        Self {
            levels,
            words,
            gaps,
            gap_numbers,
            kinds,
            spelling,
        }
    }

    /// Counts how often each kind of token follows each other in the sample.
    fn expectations(&self, sample: &[&str]) -> TokenModel {
        let mut kinds = vec![[0_u32; 16]; CONTEXTS];
        let mut gaps = [0_u32; GAPS];
        for text in sample {
            let mut context = START;
            for token in self.tokens(text) {
                kinds[context][token.kind() as usize] += 1;
                if let Token::Gap(gap) = token {
                    gaps[gap as usize] += 1;
                }
                context = token.context();
            }
        }
        TokenModel::counted(&kinds, &gaps)
    }

    /// Passes gaps and words through a coder, and returns the levels and gaps that came through.
    fn pass(
        &self,
        coder: &mut impl Coder,
        spelling: &mut SpellingModel<'static>,
    ) -> (Vec<Vec<String>>, Vec<String>) {
        let count = coder.one_of(64, u32::try_from(self.gaps.len()).unwrap_or(0));
        let mut gaps = Vec::new();
        for number in 0..count as usize {
            let own = self
                .gaps
                .get(number)
                .map_or(b"" as &[u8], |gap| gap.as_bytes());
            gaps.push(lossy(&spelling.word(coder, own)));
        }
        let mut levels = Vec::new();
        for level in 0..MOST_LEVELS {
            let own = self.levels.get(level).map_or(&[][..], Vec::as_slice);
            let count = coder.one_of(1 << MOST_LEVELS, u32::try_from(own.len()).unwrap_or(0));
            let mut words = Vec::new();
            let mut before = Vec::new();
            for number in 0..count as usize {
                let word = own.get(number).map_or(b"" as &[u8], |word| word.as_bytes());
                before = spelling.next_word(coder, &before, word);
                words.push(lossy(&before));
            }
            levels.push(words);
        }
        (levels, gaps)
    }

    /// Writes the dictionary's file: the expectations, a byte each, then gaps and words.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new();
        self.pass(&mut encoder, &mut SpellingModel::new());
        [self.kinds.to_bytes(), encoder.finish()].concat()
    }

    /// Reads a dictionary's file.
    ///
    /// # Errors
    /// When the bytes are no dictionary.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, Corrupt> {
        let (kinds, rest) = bytes
            .split_at_checked(KINDS_SIZE)
            .ok_or(Corrupt("its dictionary ends too early"))?;
        let empty = Self::with(
            Vec::new(),
            Vec::new(),
            TokenModel::from_bytes(kinds),
            SpellingModel::new(),
        );
        let mut decoder = Decoder::new(rest);
        let mut spelling = SpellingModel::new();
        let (levels, gaps) = empty.pass(&mut decoder, &mut spelling);
        if decoder.is_past_end() || gaps.len() > GAPS {
            return Err(Corrupt("its dictionary ends too early"));
        }
        Ok(Self::with(levels, gaps, empty.kinds, spelling))
    }

    /// Writes a text. Bytes 0 and 1 become spaces.
    pub(super) fn encode(&self, text: &str) -> Vec<u8> {
        let text = clean(text);
        let mut encoder = Encoder::new();
        let (mut kinds, mut spelling) = (self.kinds.clone(), self.spelling.for_text());
        let mut context = START;
        let mut known = 0;
        for token in self.tokens(&text) {
            kinds.kind(&mut encoder, context, token.kind());
            match token {
                Token::Word(level, number) => {
                    encoder.one_of(1 << level, number);
                }
                Token::Again(number) => {
                    encoder.one_of(known, number);
                }
                Token::Gap(number) => {
                    kinds.gap(&mut encoder, number);
                }
                Token::Spelt(ref word) => {
                    spelling.word(&mut encoder, word.as_bytes());
                    known += u32::from((known as usize) < MOST_NUMBERED);
                }
                Token::Capital => {}
            }
            context = token.context();
        }
        kinds.kind(&mut encoder, context, GAP);
        kinds.gap(&mut encoder, END);
        encoder.finish()
    }

    /// Returns the tokens of a text.
    fn tokens<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Token<'a>> + 'a {
        let mut met = NumberedStrings::default();
        pieces(text).flat_map(move |piece| {
            let (token, capital) = match piece {
                TextPiece::Word(word) => {
                    let (word, capital) = listed(word);
                    let token = match self.words.get(&*word) {
                        Some((level, number)) => Token::Word(*level, *number),
                        None => met.token(word),
                    };
                    (token, capital)
                }
                TextPiece::Gap(gap) => match self.gap_numbers.get(gap) {
                    Some(number) => (Token::Gap(*number), false),
                    None => (met.token(Cow::Owned(format!("\x01{gap}"))), false),
                },
            };
            capital.then_some(Token::Capital).into_iter().chain([token])
        })
    }

    /// Reads a text.
    ///
    /// # Errors
    /// When the bytes are damaged in a way that shows.
    pub(super) fn decode(&self, bytes: &[u8]) -> Result<String, Corrupt> {
        const DAMAGED: Corrupt = Corrupt("a text in it cannot be read");
        let mut decoder = Decoder::new(bytes);
        let (mut kinds, mut spelling) = (self.kinds.clone(), self.spelling.for_text());
        let mut met: Vec<String> = Vec::new();
        let mut out = TextBuilder::default();
        let mut context = START;
        loop {
            let kind = kinds.kind(&mut decoder, context, 0);
            context = kind as usize;
            let spelt;
            let string: &str = match kind {
                CAPITAL => {
                    out.capital = true;
                    continue;
                }
                GAP => {
                    let gap = kinds.gap(&mut decoder, 0);
                    if gap == END {
                        return Ok(out.text);
                    }
                    context = START + 1 + gap as usize;
                    out.push_gap(self.gaps.get(gap as usize).ok_or(DAMAGED)?);
                    continue;
                }
                PAGE_WORD => met
                    .get(decoder.one_of(u32::try_from(met.len()).unwrap_or(0), 0) as usize)
                    .ok_or(DAMAGED)?,
                SPELT => {
                    spelt =
                        String::from_utf8(spelling.word(&mut decoder, b"")).map_err(|_| DAMAGED)?;
                    if met.len() < MOST_NUMBERED {
                        met.push(spelt.clone());
                    }
                    &spelt
                }
                level => {
                    let number = decoder.one_of(1 << level, 0) as usize;
                    self.levels
                        .get(level as usize)
                        .and_then(|words| words.get(number))
                        .ok_or(DAMAGED)?
                }
            };
            if decoder.is_past_end() {
                return Err(DAMAGED);
            }
            match string.strip_prefix('\x01') {
                Some(gap) => out.push_gap(gap),
                None => out.push_word(string),
            }
        }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The words and gaps that a text has spelt, by number.
#[derive(Default)]
struct NumberedStrings<'a>(FxHashMap<Cow<'a, str>, u32>);

impl<'a> NumberedStrings<'a> {
    /// Returns the token of a word or gap that the dictionary lacks: spelt at first, by number from
    /// then on.
    fn token(&mut self, string: Cow<'a, str>) -> Token<'a> {
        if let Some(number) = self.0.get(&*string) {
            return Token::Again(*number);
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        if self.0.len() < MOST_NUMBERED {
            self.0.insert(string.clone(), number);
        }
        Token::Spelt(string)
    }
}

/// Puts a text together again.
#[derive(Default)]
struct TextBuilder {
    text: String,
    after_word: bool,
    /// Whether the next word begins with a capital.
    capital: bool,
}

impl TextBuilder {
    fn push_gap(&mut self, gap: &str) {
        self.text.push_str(gap);
        self.after_word = false;
    }

    fn push_word(&mut self, word: &str) {
        if std::mem::replace(&mut self.after_word, true) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        if std::mem::take(&mut self.capital)
            && let Some(first) = self.text.get_mut(start..=start)
        {
            first.make_ascii_uppercase();
        }
    }
}
