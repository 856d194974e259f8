//! The order in which people expect words with numbers in them: issue 2 before issue 10. Takes
//! texts; gives which of them comes first.

use super::slug;
use std::cmp::Ordering;

/// Compares two texts byte by byte, with each run of digits as the number that it is: `item-2`
/// comes before `item-10`. Texts that differ in nothing but zeros before their numbers are compared
/// as they are written, so that only equal texts are equal.
#[must_use]
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let (mut own, mut other) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(first), Some(second)) = (own.first(), other.first()) else {
            return own.len().cmp(&other.len()).then_with(|| a.cmp(b));
        };
        if !(first.is_ascii_digit() && second.is_ascii_digit()) {
            match first.cmp(second) {
                Ordering::Equal => (own, other) = (&own[1..], &other[1..]),
                unequal => return unequal,
            }
            continue;
        }
        let (number, rest) = leading_number(own);
        let (other_number, other_rest) = leading_number(other);
        match (number.len(), number).cmp(&(other_number.len(), other_number)) {
            Ordering::Equal => (own, other) = (rest, other_rest),
            unequal => return unequal,
        }
    }
}

/// Splits a text behind the digits that it begins with, and leaves out the zeros before them.
fn leading_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let zeros = digits.iter().position(|digit| *digit != b'0');
    (&digits[zeros.unwrap_or(digits.len())..], rest)
}

/// A text as a reader puts it in order: without regard to case, accents and marks, and with its
/// numbers as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaturalText(String);

impl NaturalText {
    /// Makes the form of a text by which it is put in order.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(slug(text))
    }
}

impl Ord for NaturalText {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_cmp(&self.0, &other.0)
    }
}

impl PartialOrd for NaturalText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_texts_count_as_numbers() {
        let mut texts = [
            "Standard 10",
            "standard 2b",
            "Étape 1",
            "Standard 2",
            "Issue 99999999999999999999999",
            "Issue 100",
            "2",
            "010",
            "9",
        ];
        texts.sort_by_key(|text| NaturalText::of(text));
        let sorted = [
            "2",
            "9",
            "010",
            "Étape 1",
            "Issue 100",
            "Issue 99999999999999999999999",
            "Standard 2",
            "standard 2b",
            "Standard 10",
        ];
        assert_eq!(texts, sorted);
    }

    #[test]
    fn addresses_keep_what_they_begin_with_together() {
        let mut addresses = ["/a/10/", "/a/", "/a/2/", "/a/02/x/", "/a-b/", "/"];
        addresses.sort_by(|a, b| natural_cmp(a, b));
        let sorted = ["/", "/a-b/", "/a/", "/a/2/", "/a/02/x/", "/a/10/"];
        assert_eq!(addresses, sorted);
    }

    proptest! {
        #[test]
        fn the_order_is_one(texts in prop::collection::vec("[0-2a/-]{0,6}", 3)) {
            let compare = |a: usize, b: usize| natural_cmp(&texts[a], &texts[b]);
            prop_assert_eq!(compare(0, 1), compare(1, 0).reverse());
            prop_assert_eq!(compare(0, 1) == Ordering::Equal, texts[0] == texts[1]);
            if compare(0, 1).is_le() && compare(1, 2).is_le() {
                prop_assert!(compare(0, 2).is_le());
            }
        }
    }
}
