//! Telephone numbers that begin with the code of a country, as `+44 (0)20` and `0044 20`: the code
//! stands for the 0 that a number has at home, so `+44 20 7946 0000` is also `020 7946 0000`.
//! `client/words.js` says the same in one expression.

/// The fewest and the most figures after the code of a country.
const FIGURES: std::ops::RangeInclusive<usize> = 7..=12;

/// Codes of countries in which no 0 stands for the code at home.
const WITHOUT_ZERO: [&str; 14] = [
    "1", "7", "30", "34", "39", "45", "47", "48", "52", "65", "351", "352", "354", "420",
];

/// The beginning of a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CountryCode {
    /// The length of the code with the signs after it, in bytes.
    pub length: usize,
    /// What numbers begin with at home.
    pub trunk: &'static str,
}

/// Reads the code of a country that a text begins with, if a telephone number follows it.
pub(super) fn country_code(text: &str) -> Option<CountryCode> {
    let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("00"))?;
    let code = code_length(rest.as_bytes())?;
    let number = &rest[code..];
    if !FIGURES.contains(&figures(number)) {
        return None;
    }
    let number = without_signs(number, 2);
    let number = number
        .strip_prefix("0)")
        .map_or(number, |number| without_signs(number, 1));
    number
        .starts_with(|sign: char| sign.is_ascii_digit())
        .then_some(CountryCode {
            length: text.len() - number.len(),
            trunk: if WITHOUT_ZERO.contains(&&rest[..code]) {
                ""
            } else {
                "0"
            },
        })
}

/// Writes each telephone number of a query as at home.
pub(super) fn at_home(query: &str) -> String {
    let mut written = String::with_capacity(query.len());
    let mut rest = query;
    while let Some(sign) = rest.chars().next() {
        let begins = sign == '+'
            || sign == '0' && !written.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        if let Some(code) = begins.then(|| country_code(rest)).flatten() {
            written.push_str(code.trunk);
            rest = &rest[code.length..];
        } else {
            written.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    written
}

/// Returns how many figures the code of a country has that a text begins with (ITU-T E.164).
fn code_length(text: &[u8]) -> Option<usize> {
    let [one, two, three, ..] = *text else {
        return None;
    };
    let length = match (one, two) {
        (b'1' | b'7', _) => 1,
        (b'2', b'0' | b'7')
        | (b'3', b'0'..=b'4' | b'6' | b'9')
        | (b'4', b'0' | b'1' | b'3'..=b'9')
        | (b'5', b'1'..=b'8')
        | (b'6', b'0'..=b'6')
        | (b'8', b'1' | b'2' | b'4' | b'6')
        | (b'9', b'0'..=b'5' | b'8') => 2,
        (b'2'..=b'9', b'0'..=b'9') if three.is_ascii_digit() => 3,
        _ => return None,
    };
    Some(length)
}

/// Counts the figures that follow each other with two signs between them at most. Of a longer
/// number, the first are counted.
fn figures(mut text: &str) -> usize {
    let mut count = 0;
    loop {
        text = without_signs(text, 2);
        match text.strip_prefix(|sign: char| sign.is_ascii_digit()) {
            Some(rest) if count < *FIGURES.end() => text = rest,
            _ => return count,
        }
        count += 1;
    }
}

fn without_signs(text: &str, most: usize) -> &str {
    let is_sign = |sign: &char| {
        matches!(sign, '(' | ')' | '.' | '/' | '-') || sign.is_whitespace() && *sign != '\n'
    };
    let signs = text.chars().take(most).take_while(is_sign);
    &text[signs.map(char::len_utf8).sum()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_at_home() {
        for (abroad, home) in [
            ("+44 20 7946 0000", "020 7946 0000"),
            ("+44 (0)20 7946 0000", "020 7946 0000"),
            ("+44(0) 20 7946 0000", "020 7946 0000"),
            ("call +442079460000 now", "call 02079460000 now"),
            ("0044-20-7946-0000", "020-7946-0000"),
            ("+353 1 234 5678", "01 234 5678"),
            ("+39 06 1234 5678", "06 1234 5678"),
            ("+1 (212) 555-0100", "212) 555-0100"),
            ("+7 495 123 45 67", "495 123 45 67"),
            ("+34 912 345 678", "912 345 678"),
            ("+420 212 345 678", "212 345 678"),
            ("+49 30 1234 5678", "030 1234 5678"),
            ("+44\u{a0}20\u{a0}7946\u{a0}0000", "020\u{a0}7946\u{a0}0000"),
        ] {
            assert_eq!(at_home(abroad), home);
        }
        for other in [
            "+5 points",
            "C++ 11",
            "+20 000 000 people",
            "+44",
            "1 + 1",
            "0.0025",
        ] {
            assert_eq!(at_home(other), other);
        }
    }
}
