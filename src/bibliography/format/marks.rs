//! Carries italics and protected capitals through hayagriva, which knows neither in CSL-JSON.
//!
//! This module takes words with marks and gives plain words in which invisible characters say where
//! a mark begins and ends; and it reads such words back. Marks are characters of the tag block
//! (U+E0000), which collation ignores, so that sorting is not disturbed. Letters that must keep
//! their case are moved to a private plane (U+F0000), where no change of case reaches them:
//! hayagriva's title case turns `CRHTs` into `Crhts` and `McDonald` into `Mcdonald`. Readers strip
//! both blocks from what they read.

use crate::bibliography::item::rich::{self, Marks};

/// The character that opens the first carried mark; those of the others follow it.
const OPEN: u32 = 0xE0041;
/// The character that closes the first carried mark; those of the others follow it.
const CLOSE: u32 = 0xE0061;
/// The start of the plane to which letters are moved.
const PLANE: u32 = 0xF0000;

/// The character that stands for a space inside a name at which hayagriva would divide it.
pub(super) const SPACE: char = '\u{E0020}';

/// The character that stands before a colon or semicolon at which no gap is wanted.
pub(super) const NO_GAP: char = '\u{E006F}';

/// The characters that stand for what a style writes before and after each name.
const AFFIXES: std::ops::Range<u32> = 0xE0070..0xE0080;

/// The marks that are carried, each with its distance from [`OPEN`] and [`CLOSE`].
const CARRIED: [(Marks, u32); 5] = [
    (Marks::ITALIC, 0),
    (Marks::BOLD, 1),
    (Marks::SMALL_CAPS, 2),
    (Marks::SUP, 3),
    (Marks::SUB, 4),
];

/// Encodes words with marks.
pub(super) fn encode(text: &str) -> String {
    let runs = rich::runs(text);
    let shouting = runs
        .iter()
        .all(|run| !run.text.chars().any(char::is_lowercase));
    let mut out = String::with_capacity(text.len() + 16);
    let mut open = Marks::NONE;
    let last = runs.len().saturating_sub(1);
    let (mut first_word, mut marked) = (true, false);
    for (at, run) in runs.iter().enumerate() {
        let wanted = run.marks.without(Marks::NO_CASE);
        // A mark hides the first letter of the word after it from hayagriva.
        marked |= !open.has(wanted);
        switch(&mut out, open, wanted);
        open = wanted;
        // A style adds its full stop unless the words end with one, so marks are closed before it.
        let ending = if at == last {
            run.text.len() - run.text.trim_end_matches(['.', ',', '?', '!']).len()
        } else {
            0
        };
        let (words, ending) = run.text.split_at(run.text.len() - ending);
        for piece in words_of(words) {
            match piece {
                WordPiece::Word(word) => {
                    // No rule changes words all in capitals, unless the whole title is in capitals.
                    let is_changed = shouting || word.chars().any(char::is_lowercase);
                    let rule = CaseRule {
                        whole: run.marks.has(Marks::NO_CASE) && is_changed,
                        initial: marked,
                        first: first_word && !marked,
                    };
                    protect(word, rule, &mut out);
                    first_word = false;
                }
                WordPiece::Gap(gap) => out.push_str(gap),
            }
            marked = false;
        }
        if at == last {
            switch(&mut out, open, Marks::NONE);
            out.push_str(ending);
        }
    }
    out
}

/// Encodes words without marks, in which a `<` is a `<`.
pub(super) fn encode_plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut first = true;
    for piece in words_of(text) {
        match piece {
            WordPiece::Word(word) => {
                let rule = CaseRule {
                    whole: false,
                    initial: false,
                    first,
                };
                protect(word, rule, &mut out);
                first = false;
            }
            WordPiece::Gap(gap) => out.push_str(gap),
        }
    }
    out
}

/// Moves characters to the private plane, where hayagriva does not take them for a number.
pub(super) fn hidden(text: &str) -> String {
    text.chars()
        .map(|c| match char::from_u32(PLANE + u32::from(c)) {
            Some(moved) if c.is_ascii() => moved,
            _ => c,
        })
        .collect()
}

/// Closes and opens marks between two runs.
fn switch(out: &mut String, from: Marks, to: Marks) {
    for (mark, letter) in CARRIED {
        match (from.has(mark), to.has(mark)) {
            (true, false) => out.extend(char::from_u32(CLOSE + letter)),
            (false, true) => out.extend(char::from_u32(OPEN + letter)),
            _ => {}
        }
    }
}

/// Returns the character that stands for the affixes of names with a number. A style has one or two
/// kinds of them.
pub(super) fn of_affixes(number: usize) -> Option<char> {
    let mut all = AFFIXES.filter_map(char::from_u32);
    all.nth(number)
}

/// Returns the number of the affixes for which a character stands.
pub(super) fn affixes(c: char) -> Option<usize> {
    AFFIXES
        .enumerate()
        .find_map(|(number, code)| (code == u32::from(c)).then_some(number))
}

/// Reports whether a character separates words.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/')
}

/// A piece of a text.
#[derive(Clone, Copy)]
enum WordPiece<'t> {
    /// A word.
    Word(&'t str),
    /// The characters between two words.
    Gap(&'t str),
}

/// Divides a text into words and what stands between them, in turn.
fn words_of(text: &str) -> impl Iterator<Item = WordPiece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let gap = is_gap(rest.chars().next()?);
        let end = rest.find(|c| is_gap(c) != gap).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if gap {
            WordPiece::Gap(piece)
        } else {
            WordPiece::Word(piece)
        })
    })
}

/// A rule that says which letters of a word must keep their case.
#[derive(Clone, Copy)]
struct CaseRule {
    /// Whether all of them must, because the word is protected.
    whole: bool,
    /// Whether the first letter must, if it is a capital.
    initial: bool,
    /// Whether this is the first word, whose first letter sorts the title and which no rule makes
    /// small.
    first: bool,
}

/// Adds a word, and moves those letters to the private plane whose case means something.
fn protect(word: &str, keep: CaseRule, out: &mut String) {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    // hayagriva knows the short words of English alone; those of one letter stay small elsewhere.
    let alone = !word.is_ascii() && letters.clone().count() == 1;
    let starts_low = letters.clone().next().is_some_and(char::is_lowercase);
    let mixed = letters.clone().any(char::is_lowercase) && letters.skip(1).any(char::is_uppercase);
    let mut initial = true;
    for c in word.chars() {
        let is_initial = initial && c.is_alphabetic();
        initial &= !c.is_alphabetic();
        let moves = match () {
            () if !c.is_alphabetic() => false,
            () if is_initial && keep.initial && c.is_uppercase() => true,
            () if is_initial && keep.first && !starts_low => false,
            () => keep.whole || alone || (mixed && (c.is_uppercase() || is_initial)),
        };
        match char::from_u32(PLANE + u32::from(c)).filter(|_| moves && u32::from(c) < 0xFFFE) {
            Some(moved) => out.push(moved),
            None => out.push(c),
        }
    }
}

/// The meaning of a character that hayagriva returns.
pub(super) enum MarkToken {
    /// A letter.
    Letter(char),
    /// The beginning of a mark.
    Open(Marks),
    /// The end of a mark.
    Close(Marks),
}

/// Returns the mark whose character lies as far behind a base.
fn mark_at(code: u32, base: u32) -> Option<Marks> {
    CARRIED
        .iter()
        .find(|(_, distance)| base + distance == code)
        .map(|(mark, _)| *mark)
}

/// Decodes a character that hayagriva returns.
pub(super) fn decode(c: char) -> MarkToken {
    let code = u32::from(c);
    match code {
        _ if c == SPACE => MarkToken::Letter(' '),
        0xE0000..=0xE007F => match (mark_at(code, OPEN), mark_at(code, CLOSE)) {
            (Some(mark), _) => MarkToken::Open(mark),
            (None, Some(mark)) => MarkToken::Close(mark),
            (None, None) => MarkToken::Letter(c),
        },
        PLANE..=0xFFFFD => MarkToken::Letter(char::from_u32(code - PLANE).unwrap_or(c)),
        _ => MarkToken::Letter(c),
    }
}

/// Returns the words of an encoded text, without marks.
#[cfg(test)]
pub(super) fn words(text: &str) -> String {
    text.chars()
        .filter_map(|c| match decode(c) {
            MarkToken::Letter(c) => Some(c),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::lang::{Case, SentenceCase, TitleCase};
    use proptest::prelude::*;

    /// Returns a title as hayagriva capitalises it.
    fn title_case(text: &str) -> String {
        words(&Case::Title(TitleCase::default()).transform(&encode(text)))
    }

    /// Returns a title as hayagriva capitalises it.
    #[test]
    fn title_case_leaves_capitals_alone_that_mean_something() {
        assert_eq!(
            title_case("the work of CRHTs and mRNA at NHS trusts: a McDonald study"),
            "The Work of CRHTs and mRNA at NHS Trusts: A McDonald Study"
        );
        assert_eq!(
            title_case("life with <span class=\"nocase\">von</span> Willebrand disease"),
            "Life with von Willebrand Disease"
        );
        assert_eq!(title_case("iPhones in wards"), "iPhones in Wards");
        assert_eq!(
            title_case("crisis teams: <i>A systematic review</i> of them"),
            "Crisis Teams: A Systematic Review of Them"
        );
        assert_eq!(
            title_case("<i>Escherichia coli</i> in wards"),
            "Escherichia Coli in Wards"
        );
    }

    #[test]
    fn sentence_case_keeps_protected_words() {
        let case = Case::Sentence(SentenceCase::default());
        assert_eq!(
            words(&case.transform(&encode(
                "Crisis Care at the <span class=\"nocase\">Maudsley</span>"
            ))),
            "Crisis care at the Maudsley"
        );
    }

    #[test]
    fn marks_end_before_the_last_full_stop() {
        let encoded = encode("On <i>E. coli.</i>");
        assert!(
            encoded.ends_with('.') && !encoded.contains("<i>"),
            "{encoded:?}"
        );
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "(<i>|</i>|<b>|</b>|<span \
            class=\"nocase\">|</span>|[A-Za-zÀ-ÿ .-]){0,40}") {
            prop_assert_eq!(words(&encode(&text)), rich::plain(&text));
        }
    }
}
