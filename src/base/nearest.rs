//! "Did you mean …?" Chooses, among the names there are, the one that somebody probably meant by
//! what they typed.

use strsim::damerau_levenshtein;

/// Returns the candidate closest to `typed`, if it is close enough to be a slip: a third of its
/// letters at most, and never more than four; words of two letters are no slips.
/// Case is ignored. Among equally close candidates the
/// first in order of text wins, so that answers never depend on the order of candidates.
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // `on` is no slip for `no`.
    let limit = if length < 3 {
        0
    } else {
        (length / 3).clamp(1, 4)
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| {
            (
                damerau_levenshtein(&typed, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Summery", ["summary", "date"]), Some("summary"));
        assert_eq!(nearest("colour", ["title", "date"]), None);
        assert_eq!(nearest("on", ["no", "site"]), None);
    }
}
