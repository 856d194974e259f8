//! Codes of services: eight signs in two groups, `K7QD-9XM4`, the last of which checks the others.
//! From: random numbers, or what somebody typed. To: a code, or what is wrong with it.
//!
//! The signs are 29 digits and capitals. Each of the seven others looks like one of them (`O` like
//! `0`, `S` like `5`) and is read as that one. 29 is a prime, so the check sign finds every single
//! wrong sign and every pair that changed places. `themes/default/assets/benchmark.js` reads codes
//! in the same way, with the tables that [`SIGNS`] and [`ALIKE`] give it.

use std::fmt;
use std::ops::Range;

/// The signs of codes; the place of a sign is its value.
pub const SIGNS: &str = "0123456789ACDEFGHJKMNPQRTVWXY";

/// Pairs of a sign that no code has and the one that it looks like.
pub const ALIKE: &str = "O0I1L1Z2S5B8UV";

/// The number of signs of a code.
const LENGTH: usize = 8;

/// The number of different signs, a prime.
const MODULUS: u32 = 29;

/// What 8, the weight of the check sign, is multiplied by to give 1 more than a multiple of 29.
const INVERSE_OF_WEIGHT: u32 = 11;

/// The code that stands for a service wherever its figures are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceCode([u8; LENGTH]);

/// What is wrong with a text that should be a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeSlip {
    /// The text has another number of signs, or signs that no code has.
    NoCode,
    /// The text looks like a code, but its signs do not fit together.
    Mistyped,
}

impl ServiceCode {
    /// Makes a code of random bytes, or nothing where these make one that a spreadsheet could take
    /// for a date or a number. Bytes that would make some signs likelier than others are passed
    /// over.
    #[must_use]
    pub fn of_random(bytes: &[u8]) -> Option<Self> {
        let signs = SIGNS.as_bytes();
        let fair = bytes
            .iter()
            .filter(|byte| usize::from(**byte) < 256 / signs.len() * signs.len());
        let mut values: Vec<u32> = fair
            .take(LENGTH - 1)
            .map(|byte| u32::from(*byte) % MODULUS)
            .collect();
        if values.len() < LENGTH - 1 {
            return None;
        }
        let sum = weighted_sum(&values);
        values.push((MODULUS - sum % MODULUS) * INVERSE_OF_WEIGHT % MODULUS);
        let mut code = [0; LENGTH];
        for (sign, value) in code.iter_mut().zip(values) {
            *sign = signs[value as usize];
        }
        let has_letter = |half: &[u8]| half.iter().any(u8::is_ascii_alphabetic);
        let (first, second) = code.split_at(LENGTH / 2);
        (has_letter(first) && has_letter(second)).then_some(Self(code))
    }

    /// Reads a code as people type it: in small letters, with spaces or without a hyphen, and with
    /// signs that look like others.
    ///
    /// # Errors
    /// Says whether the text is no code at all, or one with a slip in it.
    pub fn read(text: &str) -> Result<Self, CodeSlip> {
        let mut code = [0; LENGTH];
        let mut count = 0;
        for sign in text.chars().filter(|sign| !is_passed_over(*sign)) {
            let place = code.get_mut(count).ok_or(CodeSlip::NoCode)?;
            *place = meant(sign).ok_or(CodeSlip::NoCode)?;
            count += 1;
        }
        if count < LENGTH {
            return Err(CodeSlip::NoCode);
        }
        let values: Vec<u32> = code.iter().filter_map(|sign| value(*sign)).collect();
        if weighted_sum(&values).is_multiple_of(MODULUS) {
            Ok(Self(code))
        } else {
            Err(CodeSlip::Mistyped)
        }
    }

    /// Lists the codes that stand in a text by themselves, each with its bytes.
    pub fn all_in(text: &str) -> impl Iterator<Item = (Self, Range<usize>)> {
        let signs = text.as_bytes();
        let is_start = |at: usize| {
            signs[at].is_ascii_alphanumeric() && (at == 0 || !signs[at - 1].is_ascii_alphanumeric())
        };
        let starts = (0..signs.len()).filter(move |at| is_start(*at));
        starts.filter_map(|at| {
            let length = length_of_code(&text[at..])?;
            let code = Self::read(&text[at..at + length]).ok()?;
            Some((code, at..at + length))
        })
    }
}

/// Returns the length of what a text begins with and may be a code: eight signs by themselves, with
/// at most three signs such as hyphens in the middle.
fn length_of_code(text: &str) -> Option<usize> {
    let signs = text.as_bytes();
    let run = |from: usize| {
        let rest = signs.iter().skip(from);
        rest.take_while(|sign| sign.is_ascii_alphanumeric()).count()
    };
    match run(0) {
        LENGTH => Some(LENGTH),
        first if first == LENGTH / 2 => {
            let between = text[first..]
                .chars()
                .take_while(|sign| is_passed_over(*sign));
            let between: Vec<usize> = between.take(4).map(char::len_utf8).collect();
            let start = first + between.iter().sum::<usize>();
            let is_code = (1..=3).contains(&between.len()) && run(start) == LENGTH / 2;
            is_code.then_some(start + LENGTH / 2)
        }
        _ => None,
    }
}

impl fmt::Display for ServiceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.iter().enumerate() {
            if at == LENGTH / 2 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*sign))?;
        }
        Ok(())
    }
}

/// Reports whether a sign between those of a code means nothing: spaces, hyphens, dashes.
fn is_passed_over(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '.' | '_' | '\u{ad}' | '\u{2010}'..='\u{2015}')
}

/// Returns the sign of codes that a typed one is, or looks like.
fn meant(sign: char) -> Option<u8> {
    let sign = u8::try_from(sign.to_ascii_uppercase()).ok()?;
    let mut pairs = ALIKE.as_bytes().chunks_exact(2);
    let alike = pairs.find(|pair| pair[0] == sign).map(|pair| pair[1]);
    let sign = alike.unwrap_or(sign);
    value(sign).map(|_| sign)
}

fn value(sign: u8) -> Option<u32> {
    let at = SIGNS.bytes().position(|known| known == sign)?;
    u32::try_from(at).ok()
}

/// Returns the sum of values, each times its place counted from 1.
fn weighted_sum(values: &[u32]) -> u32 {
    values.iter().zip(1..).map(|(value, at)| value * at).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(seed: u8) -> Option<ServiceCode> {
        let spread = |at: u8| seed.wrapping_mul(31) ^ at.wrapping_mul(37);
        let bytes: Vec<u8> = (0..16).map(spread).collect();
        ServiceCode::of_random(&bytes)
    }

    fn codes() -> Vec<ServiceCode> {
        (0..=255).filter_map(code).collect()
    }

    #[test]
    fn a_code_reads_as_it_is_written() {
        let codes = codes();
        assert!(codes.len() > 100);
        for code in codes {
            let written = code.to_string();
            assert_eq!(written.len(), 9, "{written}");
            assert_eq!(ServiceCode::read(&written), Ok(code));
            assert_eq!(ServiceCode::read(&written.to_lowercase()), Ok(code));
            let spaced = format!(" {} ", written.replace('-', "  – "));
            assert_eq!(ServiceCode::read(&spaced), Ok(code));
        }
    }

    #[test]
    fn codes_are_found_in_texts() {
        for code in codes().into_iter().take(20) {
            let written = code.to_string();
            for text in [
                format!("Our code: {written}."),
                format!("<td>{}</td>", written.to_lowercase()),
                format!("north-team-{written}.pdf"),
                format!("ä {} –", written.replace('-', " – ")),
                written.replace('-', ""),
            ] {
                // Words may be codes by chance.
                let mut found = ServiceCode::all_in(&text);
                assert!(found.any(|(found, _)| found == code), "{text}");
            }
            for longer in [format!("x{written}"), format!("{written}x")] {
                assert_eq!(ServiceCode::all_in(&longer).count(), 0, "{longer}");
            }
        }
    }

    #[test]
    fn signs_that_look_alike_are_read_as_one() {
        for code in codes() {
            let mut written = code.to_string();
            for pair in ALIKE.as_bytes().chunks_exact(2) {
                written = written.replace(char::from(pair[1]), &char::from(pair[0]).to_string());
            }
            assert_eq!(ServiceCode::read(&written), Ok(code), "{written}");
        }
    }

    #[test]
    fn every_wrong_sign_and_every_exchanged_pair_is_found() {
        let code = codes()[7];
        let signs: Vec<char> = code.to_string().replace('-', "").chars().collect();
        for at in 0..signs.len() {
            for other in SIGNS.chars().filter(|other| *other != signs[at]) {
                let mut wrong = signs.clone();
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(ServiceCode::read(&wrong), Err(CodeSlip::Mistyped));
            }
            for other in (0..signs.len()).filter(|other| signs[*other] != signs[at]) {
                let mut wrong = signs.clone();
                wrong.swap(at, other);
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(ServiceCode::read(&wrong), Err(CodeSlip::Mistyped));
            }
        }
    }

    #[test]
    fn what_is_no_code_is_told_apart_from_a_slip() {
        for text in ["", "K7QD", "K7QD-9XM4-2", "Camden Team", "K7QD-9XM?"] {
            assert_eq!(ServiceCode::read(text), Err(CodeSlip::NoCode), "{text}");
        }
    }

    #[test]
    fn no_code_can_be_taken_for_a_date_or_a_number() {
        for code in codes() {
            let written = code.to_string();
            let (first, second) = written.split_once('-').expect("two groups");
            for half in [first, second] {
                assert!(half.chars().any(|sign| sign.is_ascii_alphabetic()));
            }
        }
    }
}
