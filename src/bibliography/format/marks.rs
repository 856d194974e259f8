//! Carries italics and protected capitals through hayagriva, which knows neither in CSL-JSON. Words
//! with marks become plain words in which invisible characters say where a mark begins and ends,
//! and words that come out become words with marks again.
//!
//! Marks are characters of the tag block (U+E0000), which collation ignores, so that sorting is not
//! disturbed. Letters that must keep their case are moved to a private plane (U+F0000), where no
//! change of case reaches them: hayagriva's title case makes `CRHTs` into `Crhts` and `McDonald`
//! into `Mcdonald`. Readers strip both blocks from what they read.

use crate::bibliography::item::rich::{self, Marks};

const OPEN: u32 = 0xE0041;
const CLOSE: u32 = 0xE0061;
const PLANE: u32 = 0xF0000;

/// The space inside a name that must not end its first word, as an ordinary one does in hayagriva.
pub(super) const SPACE: char = '\u{E0020}';

/// The marks that are carried, each with its offset in the tag block.
const CARRIED: [(Marks, u32); 5] = [
    (Marks::ITALIC, 0),
    (Marks::BOLD, 1),
    (Marks::SMALL_CAPS, 2),
    (Marks::SUP, 3),
    (Marks::SUB, 4),
];

/// Encodes words with marks for hayagriva.
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
        // A mark stands in the place where hayagriva looks for the first letter of a word.
        marked |= !open.has(wanted);
        switch(&mut out, open, wanted);
        open = wanted;
        // A style adds its full stop where the words do not end with one, so closing marks come
        // before the full stop.
        let ending = if at == last {
            run.text.len() - run.text.trim_end_matches(['.', ',', '?', '!']).len()
        } else {
            0
        };
        let (words, ending) = run.text.split_at(run.text.len() - ending);
        for (start, word) in words_of(words) {
            if start {
                // Every rule leaves words all in capitals alone, unless the whole title is in
                // capitals.
                let whole = run.marks.has(Marks::NO_CASE)
                    && (shouting || word.chars().any(char::is_lowercase));
                protect(
                    word,
                    CaseRule {
                        whole,
                        initial: marked,
                        first: first_word && !marked,
                    },
                    &mut out,
                );
                first_word = false;
            } else {
                out.push_str(word);
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

fn switch(out: &mut String, from: Marks, to: Marks) {
    for (mark, letter) in CARRIED {
        match (from.has(mark), to.has(mark)) {
            (true, false) => out.extend(char::from_u32(CLOSE + letter)),
            (false, true) => out.extend(char::from_u32(OPEN + letter)),
            _ => {}
        }
    }
}

/// Returns words and what stands between them, in turn.
fn words_of(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/');
    let mut rest = text;
    std::iter::from_fn(move || {
        let gap = is_gap(rest.chars().next()?);
        let end = rest.find(|c| is_gap(c) != gap).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((!gap, piece))
    })
}

/// The letters of a word that must keep their case.
#[derive(Clone, Copy)]
struct CaseRule {
    /// Whether the whole word is protected.
    whole: bool,
    /// Whether the first letter is protected, if it is a capital.
    initial: bool,
    /// Whether the word is the first one: its first letter sorts the title, and no rule makes it
    /// smaller.
    first: bool,
}

/// Adds a word in which letters are moved away if they mean something and their case would be
/// changed.
fn protect(word: &str, keep: CaseRule, out: &mut String) {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let starts_low = letters().next().is_some_and(char::is_lowercase);
    let mixed = letters().any(char::is_lowercase) && letters().skip(1).any(char::is_uppercase);
    let mut initial = true;
    for c in word.chars() {
        let is_initial = initial && c.is_alphabetic();
        initial &= !c.is_alphabetic();
        let moves = match () {
            () if !c.is_alphabetic() => false,
            () if is_initial && keep.initial && c.is_uppercase() => true,
            () if is_initial && keep.first && !starts_low => false,
            () => keep.whole || (mixed && (c.is_uppercase() || is_initial)),
        };
        match char::from_u32(PLANE + u32::from(c)).filter(|_| moves && u32::from(c) < 0xFFFE) {
            Some(moved) => out.push(moved),
            None => out.push(c),
        }
    }
}

/// The meaning of a character that comes out of hayagriva.
pub(super) enum MarkToken {
    /// A letter.
    Letter(char),
    /// The beginning of a mark.
    Open(Marks),
    /// The end of a mark.
    Close(Marks),
}

/// Decodes a character that comes out of hayagriva.
pub(super) fn decode(c: char) -> MarkToken {
    let code = u32::from(c);
    let mark = |base: u32| {
        CARRIED
            .iter()
            .find(|(_, letter)| base + letter == code)
            .map(|(mark, _)| *mark)
    };
    match code {
        _ if c == SPACE => MarkToken::Letter(' '),
        0xE0000..=0xE007F => match (mark(OPEN), mark(CLOSE)) {
            (Some(mark), _) => MarkToken::Open(mark),
            (None, Some(mark)) => MarkToken::Close(mark),
            (None, None) => MarkToken::Letter(c),
        },
        PLANE..=0xFFFFD => MarkToken::Letter(char::from_u32(code - PLANE).unwrap_or(c)),
        _ => MarkToken::Letter(c),
    }
}

/// Returns the words of a text that comes out of hayagriva, without marks.
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

    fn title_case(text: &str) -> String {
        words(&Case::Title(TitleCase::default()).transform(&encode(text)))
    }

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
