//! Reads numbers as people and spreadsheets write them. Takes the text of a cell, and what the
//! other cells of its column say about commas; gives a number, or says that it is unclear.
//!
//! A comma is a thousands sign here (`1,234.5`) and a decimal sign in most of Europe (`1.234,5`). A
//! number that is published wrongly looks as good as a right one, so nothing is guessed: a comma or
//! a point counts as a thousands sign only before groups of exactly three digits, and a column is
//! read with decimal commas only where its own cells allow nothing else.

/// The signs of money that may stand before a number.
pub(in crate::numbers) const SIGNS: [char; 3] = ['£', '€', '$'];

/// The sign that stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::numbers) enum Decimal {
    /// A point, as in `1,234.5`.
    Point,
    /// A comma, as in `1.234,5`.
    Comma,
}

/// Returns the number that a cell holds, if it is written without doubt: `1,234.5`, `-3`, `45%`,
/// `£12`.
pub(in crate::numbers) fn number(text: &str, decimal: Decimal) -> Option<f64> {
    let (negative, digits) = bare(text);
    let plain = plain(digits, decimal)?;
    let value: f64 = plain.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// Rewrites a cell that is read with decimal commas: with a decimal point and without thousands
/// signs.
pub(in crate::numbers) fn with_point(text: &str) -> String {
    let digits = bare(text).1;
    plain(digits, Decimal::Comma)
        .map_or_else(|| text.to_owned(), |plain| text.replacen(digits, &plain, 1))
}

/// Reports whether a cell looks like a number that has a comma in it.
pub(in crate::numbers) fn has_comma(text: &str) -> bool {
    let digits = bare(text).1;
    let between = |at: usize| {
        let before = digits[..at].chars().next_back();
        let after = digits[at + 1..].chars().next();
        before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit())
    };
    digits
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || is_space(c))
        && digits.match_indices(',').any(|(at, _)| between(at))
}

/// Finds how the numbers of a column are written, as its cells show. Returns `None` where they can
/// be read in both ways.
pub(in crate::numbers) fn written<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Decimal> {
    let (mut points, mut commas) = (false, false);
    for cell in cells {
        match (number(cell, Decimal::Point), number(cell, Decimal::Comma)) {
            (Some(_), None) => points = true,
            (None, Some(_)) => commas = true,
            _ => {}
        }
    }
    match (points, commas) {
        (true, _) => Some(Decimal::Point),
        (false, true) => Some(Decimal::Comma),
        (false, false) => None,
    }
}

/// Reports whether a cell is one number with a decimal point and another with a decimal comma:
/// `1,234`.
pub(in crate::numbers) fn is_ambiguous(text: &str) -> bool {
    match (number(text, Decimal::Point), number(text, Decimal::Comma)) {
        (Some(point), Some(comma)) => point.to_bits() != comma.to_bits(),
        _ => false,
    }
}

/// Counts the digits after the decimal point.
pub(in crate::numbers) fn decimals(text: &str) -> usize {
    text.trim_end_matches('%')
        .rsplit_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

/// Returns whether a number is below nought, and the number without its minus, its sign of money
/// and its `%`.
fn bare(text: &str) -> (bool, &str) {
    let text = text.trim_end_matches('%').trim_end();
    let text = text.trim_start_matches(SIGNS).trim_start();
    let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    // Both `-£5` and `£-5` are read.
    (
        text.starts_with(['-', '−']),
        unsigned.trim_start_matches(SIGNS),
    )
}

/// Returns the digits with a decimal point and nothing else.
fn plain(digits: &str, decimal: Decimal) -> Option<String> {
    let (point, thousands) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, rest) = digits
        .split_once(point)
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if rest.is_some_and(|rest| !are_digits(rest))
        || (whole.is_empty() && rest.is_none_or(str::is_empty))
    {
        return None;
    }
    let mut plain = String::with_capacity(digits.len());
    if let Some(sign) = whole.chars().find(|c| *c == thousands || is_space(*c)) {
        for (at, group) in whole.split(sign).enumerate() {
            let fits = if at == 0 {
                (1..=3).contains(&group.len())
            } else {
                group.len() == 3
            };
            if !fits || !are_digits(group) {
                return None;
            }
            plain.push_str(group);
        }
    } else if are_digits(whole) && !is_name(whole) {
        plain.push_str(whole);
    } else {
        return None;
    }
    if let Some(rest) = rest {
        plain.push('.');
        plain.push_str(rest);
    }
    Some(plain)
}

/// Reports whether digits name something, a telephone or a case, instead of counting: they begin
/// with a nought that counts for nothing, or are too many for a computer to count with.
fn is_name(whole: &str) -> bool {
    whole.len() > 15 || (whole.len() > 1 && whole.starts_with('0'))
}

/// Reports whether a character is a space between groups of digits, as some spreadsheets write
/// them: plain, non-breaking, narrow.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<const N: usize>(texts: [&str; N], decimal: Decimal) -> [Option<f64>; N] {
        texts.map(|text| number(text, decimal))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let texts = [
            "1,234.5",
            "-3",
            "45%",
            "£12",
            "-£5",
            "£-5",
            "1 234",
            "1,234,567.8",
            ".5",
        ];
        let values = [
            1234.5,
            -3.0,
            45.0,
            12.0,
            -5.0,
            -5.0,
            1234.0,
            1_234_567.8,
            0.5,
        ]
        .map(Some);
        assert_eq!(read(texts, Decimal::Point), values);
        assert_eq!(
            read(
                ["12 days", "", "n/a", "1.2.3", ".", "020 7123 4567", "-"],
                Decimal::Point
            ),
            [None; 7]
        );
    }

    #[test]
    fn a_comma_is_a_thousands_sign_only_before_groups_of_three_digits() {
        assert_eq!(
            read(
                [
                    "1,5",
                    "2,25",
                    "1,2345",
                    "2.000,5",
                    "1.234,5",
                    "1,23,456",
                    ",5",
                    "1234,567",
                    "1,234 567"
                ],
                Decimal::Point
            ),
            [None; 9]
        );
        assert_eq!(
            read(["1,5", "2.000,5", "1.234", "-1,25%"], Decimal::Comma),
            [1.5, 2000.5, 1234.0, -1.25].map(Some)
        );
        assert_eq!(
            read(["1.5", "1.2345", "1,234.5"], Decimal::Comma),
            [None; 3]
        );
        assert_eq!(with_point("€2.000,5"), "€2000.5");
        assert!(
            has_comma("1,2345") && has_comma("£1.234,5") && !has_comma("1, 2") && !has_comma("A,b")
        );
        assert!(is_ambiguous("1,234") && !is_ambiguous("12"));
    }
}
