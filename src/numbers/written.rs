//! Numbers as people write them, with the marks of the site's words between their digits.

/// The marks between the digits of a number.
#[derive(Clone, Debug)]
pub struct NumberMarks {
    /// The mark between groups of three digits.
    pub thousands: String,
    /// The mark before the decimals.
    pub point: String,
}

/// Writes a number with so many decimals, its digits in groups of three, and with a minus sign
/// instead of a hyphen.
#[must_use]
pub fn written(value: f64, decimals: usize, marks: &NumberMarks) -> String {
    let plain = rounded(value.abs(), decimals);
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut out = sign_of(value, &plain);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push_str(&marks.thousands);
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push_str(&marks.point);
        out.push_str(rest);
    }
    out
}

/// Writes a number with the decimals that it has. A number of four digits may be a year, so its
/// digits stand together.
#[must_use]
pub fn written_alone(value: f64, marks: &NumberMarks) -> String {
    let exact = value.abs().to_string();
    let decimals = exact.split_once('.').map_or(0, |(_, rest)| rest.len());
    if value.abs() < 10_000.0 {
        return sign_of(value, &exact) + &exact.replace('.', &marks.point);
    }
    written(value, decimals, marks)
}

/// Puts a sign of money before a written number, behind its minus.
#[must_use]
pub fn signed(sign: &str, number: &str) -> String {
    match number.strip_prefix('−') {
        Some(number) => format!("−{sign}{number}"),
        None => format!("{sign}{number}"),
    }
}

/// Returns the sign before a number that is written as `plain`.
fn sign_of(value: f64, plain: &str) -> String {
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    sign.to_owned()
}

/// Returns a number with so many decimals, halves away from zero, as people round: the number that
/// is written is rounded, not the nearest one that a computer has.
fn rounded(value: f64, decimals: usize) -> String {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) {
        return whole(value, decimals);
    }
    let exact = value.to_string();
    let (whole, rest) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut digits: Vec<u8> = whole
        .bytes()
        .chain(rest.bytes().chain(std::iter::repeat(b'0')).take(decimals))
        .collect();
    if rest
        .as_bytes()
        .get(decimals)
        .is_some_and(|next| *next >= b'5')
    {
        let nines = digits
            .iter()
            .rev()
            .take_while(|digit| **digit == b'9')
            .count();
        let from = digits.len() - nines;
        digits[from..].fill(b'0');
        match from.checked_sub(1) {
            Some(last) => digits[last] += 1,
            None => digits.insert(0, b'1'),
        }
    }
    if decimals > 0 {
        digits.insert(digits.len() - decimals, b'.');
    }
    digits.into_iter().map(char::from).collect()
}

/// Returns a whole number with so many decimals.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is whole, and an integer holds it"
)]
fn whole(value: f64, decimals: usize) -> String {
    let mut text = (value as u64).to_string();
    if decimals > 0 {
        text.push('.');
        text.extend(std::iter::repeat_n('0', decimals));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{NumberMarks, rounded, signed, written, written_alone};

    #[test]
    fn halves_are_rounded_up_as_people_do() {
        for (value, decimals, shown) in [
            (2.5, 0, "3"),
            (3.5, 0, "4"),
            (2.675, 2, "2.68"),
            (1.005, 2, "1.01"),
            (9.95, 1, "10.0"),
            (99.5, 0, "100"),
            (0.1 + 0.2, 2, "0.30"),
            (5.0 / 3.0, 1, "1.7"),
            (7.0, 2, "7.00"),
            (0.04, 1, "0.0"),
        ] {
            assert_eq!(rounded(value, decimals), shown);
        }
    }

    fn marks(thousands: &str, point: &str) -> NumberMarks {
        NumberMarks {
            thousands: thousands.to_owned(),
            point: point.to_owned(),
        }
    }

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(written(1_234_567.891, 1, &marks(",", ".")), "1,234,567.9");
        assert_eq!(written(-999.0, 0, &marks(",", ".")), "−999");
        assert_eq!(written(1000.0, 2, &marks(".", ",")), "1.000,00");
        assert_eq!(written(-0.01, 0, &marks(",", ".")), "0");
    }

    #[test]
    fn a_sign_of_money_stands_behind_the_minus() {
        assert_eq!(signed("£", "−5"), "−£5");
        assert_eq!(signed("£", "5"), "£5");
    }

    #[test]
    fn numbers_that_may_be_years_stand_together() {
        let english = marks(",", ".");
        assert_eq!(written_alone(1984.0, &english), "1984");
        assert_eq!(written_alone(12_500.0, &english), "12,500");
        assert_eq!(written_alone(-2.5, &marks(".", ",")), "−2,5");
        assert_eq!(written_alone(-0.0, &english), "0");
        assert_eq!(written_alone(10_000.25, &english), "10,000.25");
    }
}
