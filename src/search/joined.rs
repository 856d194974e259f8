//! Words that readers write in one as well as in several: `COVID-19` and `covid19`, `4 mg` and
//! `4mg`, `1,234` and `1234`, `020 7946 0000` and `02079460000`, `S.17` and `s17`, `F32.1` and
//! `f321`, `follow-up` and `followup`. From: a text and its words. To: the runs of words that are
//! also found by what they give joined.
//!
//! The index alone looks for these runs. A query is less strict with what it joins
//! (`searcher/query.rs`): it finds what the index has.

use super::words::TextWord;

/// The most words of a run that hyphens join.
const LONGEST_CHAIN: usize = 4;
/// The length, in bytes, that a word of a run stays below.
const LONGEST_PART: usize = 30;
/// The figures of a number that is written with blanks or hyphens: those of telephone numbers and
/// of books. Fewer are two numbers side by side, or years.
const LONG_NUMBER: std::ops::RangeInclusive<usize> = 7..=15;
/// The fewest figures of a long number that is written with full stops, which a date does not have.
const LONG_WITH_STOPS: usize = 9;
/// The most figures beside a word after a blank, such as those of `CG 178` and of `48 h`.
const FEW_FIGURES: usize = 4;
/// The most letters of a word before a number, such as `COVID 19`, and after it, such as `10 mmol`.
const LETTERS_BEFORE: usize = 5;
const LETTERS_AFTER: usize = 4;
/// The most letters of a short form that a full stop and a blank follow, such as `s. 17`, and of a
/// code, such as `F32.1`.
const LETTERS_OF_CODE: usize = 2;

/// Finds the runs, each by its first and its last word, in the order of their first.
pub(super) fn joined(text: &str, words: &[TextWord<'_>]) -> Vec<(usize, usize)> {
    let run = WordRuns { text, words };
    let mut found = Vec::new();
    for at in 0..words.len().saturating_sub(1) {
        let gap = run.gap(at);
        if gap == Gap::Other {
            continue;
        }
        let is_pair = run.is_pair(at, gap);
        if is_pair {
            found.push((at, at + 1));
        }
        found.extend(run.code(at, gap).map(|last| (at, last)));
        found.extend(
            run.chain(at, gap)
                .filter(|last| !is_pair || *last > at + 1)
                .map(|l| (at, l)),
        );
        found.extend(run.number(at, gap).map(|last| (at, last)));
    }
    found
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Blank,
    Hyphen,
    Comma,
    /// A full stop, as in `S.17`.
    Stop,
    /// A full stop and a blank, as in `s. 17`.
    StopBlank,
    /// Blanks, hyphens and brackets, as in `(020) 7946`.
    Brackets,
    Other,
}

impl Gap {
    fn of(between: &str) -> Self {
        let mut signs = between.chars();
        match (signs.next(), signs.next(), signs.next()) {
            (Some(sign), None, _) if is_blank(sign) => Self::Blank,
            (Some(sign), None, _) if is_hyphen(sign) => Self::Hyphen,
            (Some(','), None, _) => Self::Comma,
            (Some('.'), None, _) => Self::Stop,
            (Some('.'), Some(sign), None) if is_blank(sign) => Self::StopBlank,
            (Some(one), two, None) if is_loose(one) && two.is_none_or(is_loose) => Self::Brackets,
            _ => Self::Other,
        }
    }
}

fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}' | '\u{2011}')
}

fn is_loose(sign: char) -> bool {
    is_blank(sign) || is_hyphen(sign) || matches!(sign, '(' | ')')
}

/// The words of a text, one after another.
struct WordRuns<'t> {
    text: &'t str,
    words: &'t [TextWord<'t>],
}

impl<'t> WordRuns<'t> {
    fn word(&self, at: usize) -> &'t str {
        &self.words[at].text
    }

    /// Returns what stands between a word and the next.
    fn gap(&self, at: usize) -> Gap {
        let between = self.words[at].end..self.words[at + 1].start;
        // Six bytes are the most that two signs of a gap have.
        if between.len() > 6 {
            return Gap::Other;
        }
        Gap::of(self.text.get(between).unwrap_or(""))
    }

    /// Reports whether the next gap is one of `gaps`, so that a run goes on after the word `at`.
    fn goes_on(&self, at: usize, gaps: &[Gap]) -> bool {
        at + 1 < self.words.len() && gaps.contains(&self.gap(at))
    }

    /// Reports whether a run by these gaps has begun before the word `at`.
    fn has_begun(&self, at: usize, gaps: &[Gap], part: fn(&str) -> bool) -> bool {
        at > 0 && part(self.word(at - 1)) && gaps.contains(&self.gap(at - 1))
    }

    /// Reports whether a word and the next are letters and figures.
    fn is_pair(&self, at: usize, gap: Gap) -> bool {
        let (one, two) = (self.word(at), self.word(at + 1));
        let (figures, letters, most) = match (is_figures(one), is_figures(two), gap) {
            (true, false, Gap::Blank | Gap::Hyphen) => (one, two, LETTERS_AFTER),
            (false, true, Gap::Blank | Gap::Hyphen | Gap::Stop) => (two, one, LETTERS_BEFORE),
            (false, true, Gap::StopBlank) => (two, one, LETTERS_OF_CODE),
            _ => return false,
        };
        let is_near = gap == Gap::Hyphen
            || figures.len() <= FEW_FIGURES && letters.chars().nth(most).is_none();
        is_near && is_letters(letters) && is_part(letters) && is_part(figures)
    }

    /// Returns the last word of the code that begins with a word, such as `F32.1` or `F 32.1`.
    fn code(&self, at: usize, gap: Gap) -> Option<usize> {
        let is_apart = matches!(gap, Gap::Blank | Gap::Hyphen);
        let letters = self.word(at).trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = at + usize::from(is_apart);
        let begins = if is_apart {
            letters.len() == self.word(at).len() && is_figures(self.word(stem))
        } else {
            letters.len() < self.word(at).len()
        };
        let is_code = begins
            && (1..=LETTERS_OF_CODE).contains(&letters.len())
            && is_letters(letters)
            && self.goes_on(stem, &[Gap::Stop])
            && is_figures(self.word(stem + 1));
        is_code.then_some(stem + 1)
    }

    /// Returns the last word of the hyphenated chain that begins with a word, if it has letters.
    fn chain(&self, at: usize, gap: Gap) -> Option<usize> {
        if gap != Gap::Hyphen || self.has_begun(at, &[Gap::Hyphen], is_part) {
            return None;
        }
        let mut last = at;
        while is_part(self.word(last))
            && last - at + 1 < LONGEST_CHAIN
            && self.goes_on(last, &[Gap::Hyphen])
            && is_part(self.word(last + 1))
        {
            last += 1;
        }
        let has_letters = (at..=last).any(|at| !is_figures(self.word(at)));
        (last > at && has_letters).then_some(last)
    }

    /// Returns the last word of the number that begins with a word.
    fn number(&self, at: usize, gap: Gap) -> Option<usize> {
        let gaps: &[Gap] = match gap {
            Gap::Comma => &[Gap::Comma],
            Gap::Stop => &[Gap::Stop],
            _ => &[Gap::Blank, Gap::Hyphen, Gap::Brackets],
        };
        if !is_figures(self.word(at)) || self.has_begun(at, gaps, is_figures) {
            return None;
        }
        let mut last = at;
        while self.goes_on(last, gaps) && is_figures(self.word(last + 1)) {
            last += 1;
        }
        let groups: Vec<&str> = (at..=last).map(|at| self.word(at)).collect();
        let figures: usize = groups.iter().map(|group| group.len()).sum();
        let is_long = match gap {
            Gap::Comma => false,
            Gap::Stop => figures >= LONG_WITH_STOPS,
            _ => LONG_NUMBER.contains(&figures) && !is_range_of_years(&groups),
        };
        let is_number = is_long || is_grouped(&groups, gap);
        (last > at && figures <= *LONG_NUMBER.end() && is_number).then_some(last)
    }
}

/// Reports whether groups of figures are those of a number: `1,234,567`, `1.234`, `12,34,567`.
fn is_grouped(groups: &[&str], gap: Gap) -> bool {
    let [first, middle @ .., last] = groups else {
        return false;
    };
    let is_middle = |group: &&str| group.len() == 3 || gap == Gap::Comma && group.len() == 2;
    let is_decimal = gap == Gap::Stop && first.starts_with('0');
    first.len() < 4
        && last.len() == 3
        && middle.iter().all(is_middle)
        && !is_decimal
        && matches!(gap, Gap::Comma | Gap::Blank | Gap::Stop)
}

fn is_range_of_years(groups: &[&str]) -> bool {
    groups.len() == 2 && groups.iter().all(|group| is_year(group))
}

fn is_figures(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_letters(word: &str) -> bool {
    !word.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_part(word: &str) -> bool {
    word.len() < LONGEST_PART
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::words;

    fn found(text: &str) -> Vec<String> {
        let all: Vec<_> = words(text).collect();
        let runs = joined(text, &all).into_iter();
        runs.map(|(first, last)| all[first..=last].iter().map(|word| &*word.text).collect())
            .collect()
    }

    #[test]
    fn letters_and_figures_are_joined_by_a_hyphen_or_a_blank() {
        assert_eq!(found("COVID-19, Covid 19"), ["COVID19", "Covid19"]);
        assert_eq!(found("SF-36; CG 178. s 136"), ["SF36", "CG178", "s136"]);
        assert_eq!(found("4 mg, 48\u{a0}h, 5-ml"), ["4mg", "48h", "5ml"]);
        assert_eq!(found("SARS-CoV-2"), ["SARSCoV2", "CoV2"]);
        assert_eq!(found("between 1998 however 45678 of"), Vec::<String>::new());
        assert_eq!(found("19\nof"), Vec::<String>::new());
    }

    #[test]
    fn numbers_are_joined_by_commas_blanks_and_hyphens() {
        assert_eq!(found("1,234; 1 234 567"), ["1234", "1234567"]);
        assert_eq!(
            found("020 7946 0000, (020) 7946 0000; 020-7946-0000"),
            ["02079460000"; 3]
        );
        assert_eq!(found("1351-0126."), ["13510126"]);
        assert_eq!(
            found("1.234.567, 1.234; 12,34,567; 020.7946.0000"),
            ["1234567", "1234", "1234567", "02079460000"]
        );
        assert_eq!(
            found("1998-2001; 12-15; 24-7; 2015/16; 3,4; 1,2345; 12 34; 0.123; 16.3.2016"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn short_forms_and_codes_are_joined_by_a_full_stop() {
        assert_eq!(found("S.17; s. 17, No.5"), ["S17", "s17", "No5"]);
        assert_eq!(found("F32.1; F 32.1"), ["F321", "F32", "F321"]);
        assert_eq!(found("Care. 17 came"), ["17came"]);
    }

    #[test]
    fn hyphenated_words_are_joined_as_a_whole() {
        assert_eq!(
            found("a follow-up face-to-face"),
            ["followup", "facetoface"]
        );
        assert_eq!(found("2-year-old"), ["2year", "2yearold"]);
        assert_eq!(found("up - down"), Vec::<String>::new());
    }
}
