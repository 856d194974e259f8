//! Writes the texts of pages in few bytes, each by itself. From: texts. To: a dictionary for the
//! whole site, about 2 KB, and for each text about half of what gzip makes of it.
//!
//! A visitor fetches ten or more texts for one query, and all of them stand on the server's disk.
//! Gzip learns each text's words anew. Here the site's commonest words are in the [`Dictionary`],
//! by how common they are. A text is tokens: words by number, words spelt the first time and
//! numbered from then on, gaps that are more than a space, capitals. Every decision goes through a
//! range coder with adapting probabilities. `client/texts.js` reads the same.
//!
//! The dictionary is made from a sample of pages that an edit elsewhere does not change, for when
//! it changes, every text does.

mod model;
mod range;

use super::storage::Corrupt;
use model::{
    CAPITAL, CONTEXTS, END, GAP, GAPS, KINDS_SIZE, LONGEST_SPELT, MOST_LEVELS, PAGE_WORD, SPELT,
    START, SpellingModel, TokenModel,
};
use range::{Coder, Decoder, Encoder};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A word is in the dictionary when more than one in so many texts of the sample has it.
const RARE: usize = 100;
/// The most words of a page that have a number.
const MOST_NUMBERED: usize = 65_000;

/// The commonest words and gaps of a site, and what texts look like.
pub(super) struct Dictionary {
    /// By level; in alphabetical order within each.
    levels: Vec<Vec<String>>,
    /// Where each word is: level and number.
    words: FxHashMap<String, (u32, u32)>,
    gaps: Vec<String>,
    gap_numbers: FxHashMap<String, u32>,
    kinds: TokenModel,
    spelling: SpellingModel<'static>,
}

/// A piece of text.
enum TextPiece<'t> {
    Word(&'t str),
    Gap(&'t str),
}

/// The words and gaps of a text; a single space between words is left out.
fn pieces(text: &str) -> impl Iterator<Item = TextPiece<'_>> {
    let mut rest = text;
    let mut after_word = false;
    std::iter::from_fn(move || {
        loop {
            let word = rest.chars().next()?.is_alphanumeric();
            let mut end = run(rest, word);
            if end > LONGEST_SPELT - 4 {
                end = rest.floor_char_boundary(LONGEST_SPELT - 4);
            }
            let (piece, after) = rest.split_at(end);
            rest = after;
            if word {
                // Two words without a gap are the halves of one that was cut: said by an empty gap.
                if std::mem::replace(&mut after_word, true) && !after_gap(text, rest, piece) {
                    rest = &text[text.len() - rest.len() - piece.len()..];
                    after_word = false;
                    return Some(TextPiece::Gap(""));
                }
                return Some(TextPiece::Word(piece));
            }
            if piece == " " && after_word && rest.chars().next().is_some_and(char::is_alphanumeric)
            {
                continue;
            }
            after_word = false;
            return Some(TextPiece::Gap(piece));
        }
    })
}

/// How far a text goes on with signs of words, or with others.
fn run(text: &str, word: bool) -> usize {
    let mut end = 0;
    loop {
        end += text[end..]
            .bytes()
            .take_while(|byte| byte.is_ascii() && byte.is_ascii_alphanumeric() == word)
            .count();
        match text[end..].chars().next() {
            Some(c) if !c.is_ascii() && c.is_alphanumeric() == word => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// Whether a space stands before the word `piece`, which stands before `rest` at the end of `text`.
fn after_gap(text: &str, rest: &str, piece: &str) -> bool {
    text[..text.len() - rest.len() - piece.len()].ends_with(' ')
}

/// The word with its first letter small, where that is all that sets it apart: `The`, not `NHS`.
fn small(word: &str) -> Option<Cow<'_, str>> {
    let rest = &word[1..];
    let capital = word.as_bytes()[0].is_ascii_uppercase()
        && !rest.bytes().any(|byte| byte.is_ascii_uppercase());
    capital.then(|| Cow::Owned(word[..1].to_ascii_lowercase() + rest))
}

/// A word as it is listed, and whether a capital goes before it.
fn listed(word: &str) -> (Cow<'_, str>, bool) {
    if word.is_char_boundary(1)
        && let Some(small) = small(word)
    {
        return (small, true);
    }
    (Cow::Borrowed(word), false)
}

/// Byte 0 ends a word, byte 1 begins a listed gap.
fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(['\0', '\x01']) {
        Cow::Owned(text.replace(['\0', '\x01'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

impl Dictionary {
    /// Makes a dictionary of at most `levels` levels from a sample of texts.
    pub(super) fn of(sample: &[&str], levels: usize) -> Self {
        let mut words: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
        let mut gaps: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, text) in sample.iter().enumerate() {
            for piece in pieces(text) {
                match piece {
                    TextPiece::Word(word) => {
                        let (word, _) = listed(word);
                        let entry = words.entry(word.into_owned()).or_insert((0, 0, usize::MAX));
                        entry.0 += 1;
                        entry.1 += usize::from(entry.2 != number);
                        entry.2 = number;
                    }
                    TextPiece::Gap(gap) => *gaps.entry(gap).or_default() += 1,
                }
            }
        }
        let mut common: Vec<(String, usize)> = words
            .into_iter()
            .filter(|(word, (_, texts, _))| {
                *texts > (sample.len() / RARE).max(1) && !word.contains(['\0', '\x01'])
            })
            .map(|(word, (times, ..))| (word, times))
            .collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut common = common.into_iter().map(|(word, _)| word);
        let levels: Vec<Vec<String>> = (0..levels.min(MOST_LEVELS))
            .map(|level| {
                let mut words: Vec<String> = common.by_ref().take(1 << level).collect();
                words.sort_unstable();
                words
            })
            .collect();
        let mut gaps: Vec<(&str, usize)> = gaps
            .into_iter()
            .filter(|(gap, _)| !gap.contains(['\0', '\x01']))
            .collect();
        gaps.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let gaps = gaps
            .into_iter()
            .take(END as usize)
            .map(|(gap, _)| gap.to_owned())
            .collect();
        let mut dictionary = Self::with(
            levels,
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
            words.extend(
                (0..)
                    .zip(entries)
                    .map(|(number, word)| (word.clone(), (level, number))),
            );
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

    /// How often each kind of token follows each other in the sample.
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

    /// Passes gaps and words through a coder, and gives what came through.
    fn pass(
        &self,
        coder: &mut impl Coder,
        spelling: &mut SpellingModel<'static>,
    ) -> (Vec<Vec<String>>, Vec<String>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let count = coder.one_of(64, u32::try_from(self.gaps.len()).unwrap_or(0));
        let gaps = (0..count as usize)
            .map(|number| {
                text(&spelling.word(
                    coder,
                    self.gaps.get(number).map_or(b"", |gap| gap.as_bytes()),
                ))
            })
            .collect();
        let levels = (0..MOST_LEVELS)
            .map(|level| {
                let own = self.levels.get(level).map_or(&[][..], Vec::as_slice);
                let count = coder.one_of(1 << MOST_LEVELS, u32::try_from(own.len()).unwrap_or(0));
                let mut before = Vec::new();
                (0..count as usize)
                    .map(|number| {
                        before = spelling.next_word(
                            coder,
                            &before,
                            own.get(number).map_or(b"", |word| word.as_bytes()),
                        );
                        text(&before)
                    })
                    .collect()
            })
            .collect();
        (levels, gaps)
    }

    /// The dictionary's file: the expectations, a byte each, then gaps and words.
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

    fn tokens<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Token<'a>> + 'a {
        let mut met: FxHashMap<Cow<'a, str>, u32> = FxHashMap::default();
        let mut other = move |string: Cow<'a, str>| {
            if let Some(number) = met.get(&*string) {
                return Token::Again(*number);
            }
            let number = u32::try_from(met.len()).unwrap_or(u32::MAX);
            if met.len() < MOST_NUMBERED {
                met.insert(string.clone(), number);
            }
            Token::Spelt(string)
        };
        pieces(text).flat_map(move |piece| {
            let (token, capital) = match piece {
                TextPiece::Word(word) => {
                    let (word, capital) = listed(word);
                    let known = self
                        .words
                        .get(&*word)
                        .map(|(level, number)| Token::Word(*level, *number));
                    (known.unwrap_or_else(|| other(word)), capital)
                }
                TextPiece::Gap(gap) => {
                    let known = self.gap_numbers.get(gap).map(|number| Token::Gap(*number));
                    (
                        known.unwrap_or_else(|| other(Cow::Owned(format!("\x01{gap}")))),
                        false,
                    )
                }
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
        let (mut text, mut context, mut after_word, mut capital) =
            (String::new(), START, false, false);
        loop {
            let kind = kinds.kind(&mut decoder, context, 0);
            context = kind as usize;
            let spelt;
            let piece: &str = match kind {
                CAPITAL => {
                    capital = true;
                    continue;
                }
                GAP => {
                    let gap = kinds.gap(&mut decoder, 0);
                    if gap == END {
                        return Ok(text);
                    }
                    context = START + 1 + gap as usize;
                    text.push_str(self.gaps.get(gap as usize).ok_or(DAMAGED)?);
                    after_word = false;
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
            if let Some(gap) = piece.strip_prefix('\x01') {
                text.push_str(gap);
                after_word = false;
                continue;
            }
            if std::mem::replace(&mut after_word, true) {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(piece);
            if std::mem::take(&mut capital)
                && let Some(first) = text.get_mut(start..=start)
            {
                first.make_ascii_uppercase();
            }
        }
    }
}

/// What a text is made of.
enum Token<'a> {
    /// Level and number in the dictionary.
    Word(u32, u32),
    /// One that was spelt before, by its number among these.
    Again(u32),
    Gap(u32),
    Spelt(Cow<'a, str>),
    Capital,
}

impl Token<'_> {
    fn kind(&self) -> u32 {
        match self {
            Self::Word(level, _) => *level,
            Self::Again(_) => PAGE_WORD,
            Self::Gap(_) => GAP,
            Self::Spelt(_) => SPELT,
            Self::Capital => CAPITAL,
        }
    }

    fn context(&self) -> usize {
        match self {
            Self::Gap(gap) => START + 1 + *gap as usize,
            other => other.kind() as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: [&str; 3] = [
        "The home treatment team met. It was good.\nThe team of the home",
        "A report: the home, the team (and the rest) of 2015.\nThe end",
        "The team at home, the report",
    ];

    fn dictionary() -> &'static Dictionary {
        static DICTIONARY: std::sync::LazyLock<Dictionary> =
            std::sync::LazyLock::new(|| Dictionary::of(&SAMPLE, 10));
        &DICTIONARY
    }

    fn there_and_back(dictionary: &Dictionary, text: &str) {
        assert_eq!(
            dictionary.decode(&dictionary.encode(text)).as_deref(),
            Ok(text),
            "{text:?}"
        );
    }

    #[test]
    fn every_text_comes_back_as_it_was() {
        let dictionary = Dictionary::from_bytes(&Dictionary::of(&SAMPLE, 10).to_bytes()).unwrap();
        let long = "x".repeat(3_500) + &" - ".repeat(800) + &"ü".repeat(1_200);
        for text in [
            "",
            " ",
            "a",
            "A",
            "The  NHS's\n\n“Größe” – naïve",
            "É été 研究 😀 iPhone",
            "a b",
            " a b ",
            "ﬁ Ⅷ x\ty",
            &long,
        ] {
            there_and_back(&dictionary, text);
        }
        assert_eq!(
            dictionary
                .decode(&dictionary.encode("a\0b\x01c"))
                .as_deref(),
            Ok("a b c")
        );
    }

    #[test]
    fn a_dictionary_read_is_the_dictionary_written() {
        let written = Dictionary::of(&SAMPLE, 10);
        let read = Dictionary::from_bytes(&written.to_bytes()).unwrap();
        assert_eq!(
            (&read.levels[..10], &read.gaps),
            (&written.levels[..], &written.gaps)
        );
        assert_eq!(read.levels[0], ["the"]);
        assert_eq!(read.encode(SAMPLE[1]), written.encode(SAMPLE[1]));
    }

    #[test]
    fn words_of_the_dictionary_take_about_a_byte() {
        let dictionary = Dictionary::of(&SAMPLE, 10);
        let size = dictionary.encode(&"the team of the home ".repeat(20)).len();
        assert!(size < 60, "{size}");
    }

    #[test]
    fn an_empty_dictionary_works() {
        there_and_back(&Dictionary::of(&[], 10), "Some words, twice: some words.");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_comes_back(text in "\\PC{0,80}", more in "[a-zA-Z ,.é\n]{0,200}") {
            there_and_back(dictionary(), &text);
            there_and_back(dictionary(), &more);
        }

        #[test]
        fn damage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = dictionary().decode(&bytes);
        }
    }

    #[test]
    fn a_damaged_dictionary_never_panics() {
        for byte in [0, 1, 127, 255] {
            let bytes = vec![byte; KINDS_SIZE + 40];
            let _ = Dictionary::from_bytes(&bytes).map(|read| read.decode(&bytes[..40]));
        }
        assert!(Dictionary::from_bytes(&[1; 9]).is_err());
    }
}
