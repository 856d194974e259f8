//! Numbers of lists: which of those that are typed readers see. Takes and gives numbers.

use std::ops::Range;

/// Numbers from here on are years or the like, of which several may be the same.
const NO_COUNT: u64 = 1_000;

/// The most numbers that a finding repeats.
const MOST_SHOWN: usize = 8;

/// A list whose entries are being read.
pub(super) struct OpenList {
    /// The number of the first entry; `None` for bullets.
    pub(super) first: Option<u64>,
    pub(super) entries: Vec<NumberedEntry>,
}

/// An entry of a numbered list.
pub(super) struct NumberedEntry {
    pub(super) number: u64,
    /// The offset right behind `<li` in the fragment that the list is written to.
    pub(super) html_at: usize,
    pub(super) range: Range<usize>,
}

/// What readers see in place of the numbers that were typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// A browser's own count, from the first number on.
    Counted,
    /// Each number as it is typed.
    AsTyped,
    /// A browser's count, although other numbers are typed.
    Changed,
}

/// Reads the number before an entry.
pub(super) fn number(entry: &str) -> Option<u64> {
    let entry = entry.trim_start_matches([' ', '\t', '>']);
    let end = entry.find(|c: char| !c.is_ascii_digit())?;
    entry[..end].parse().ok()
}

/// Decides how a list is numbered. Numbers that grow, that fall, or that start again at 1 are
/// meant. One number before every entry is how markdown lets somebody else count.
pub(super) fn numbering(first: u64, numbers: &[u64]) -> Numbering {
    let pairs = || numbers.iter().zip(numbers.iter().skip(1));
    if numbers
        .iter()
        .zip(first..)
        .all(|(typed, count)| *typed == count)
        || first <= 1 && numbers.iter().all(|number| *number == first)
    {
        Numbering::Counted
    } else if pairs().all(|(a, b)| a < b || *b == 1 && *a > 1)
        || pairs().all(|(a, b)| a > b)
        || numbers.iter().all(|number| *number >= NO_COUNT)
    {
        Numbering::AsTyped
    } else {
        Numbering::Changed
    }
}

/// Lists numbers for a message.
pub(super) fn listed(numbers: &[u64]) -> String {
    let shown = numbers.iter().take(MOST_SHOWN);
    let mut text = shown
        .map(u64::to_string)
        .collect::<Vec<String>>()
        .join(", ");
    if numbers.len() > MOST_SHOWN {
        text.push_str(", …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Numbering, numbering};

    #[test]
    fn numbers_are_counted_shown_as_typed_or_reported() {
        for counted in [&[1, 2, 3][..], &[4, 5], &[1, 1, 1], &[0, 0], &[7]] {
            let numbering = numbering(counted[0], counted);
            assert_eq!(numbering, Numbering::Counted, "{counted:?}");
        }
        for typed in [
            &[1986, 1995, 2010][..],
            &[1, 3, 7],
            &[10, 9, 8],
            &[1, 2, 1, 2],
            &[2015, 2015, 2016],
        ] {
            let numbering = numbering(typed[0], typed);
            assert_eq!(numbering, Numbering::AsTyped, "{typed:?}");
        }
        for changed in [&[1, 2, 2, 3][..], &[5, 5, 5], &[1, 3, 2], &[1, 1, 2]] {
            let numbering = numbering(changed[0], changed);
            assert_eq!(numbering, Numbering::Changed, "{changed:?}");
        }
    }
}
