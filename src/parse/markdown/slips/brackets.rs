//! Brackets that belong together. From: the text before or behind one. To: the place of the other.

/// The number of bytes that are looked at before and after a bracket.
pub(super) const WINDOW: usize = 300;
/// Returns the beginning of what follows a bracket, as far as it is looked at.
pub(super) fn near(after: &str) -> &str {
    &after[..after.floor_char_boundary(WINDOW)]
}

/// Returns the offset of the bracket that closes an address.
pub(super) fn closing(line: &str) -> Option<usize> {
    let mut open = 0usize;
    for (at, sign) in line.match_indices(['(', ')']) {
        match (sign, open) {
            ("(", _) => open += 1,
            (_, 0) => return Some(at),
            _ => open -= 1,
        }
    }
    None
}

/// Returns the offset of the first `end`, unless another sign stands before it: then the text up to
/// there belongs to the sign that follows.
pub(super) fn end_before(text: &str, end: char, other: char) -> Option<usize> {
    let at = text.find([end, other])?;
    text[at..].starts_with(end).then_some(at)
}

/// Returns the square bracket that the one at `end` closes, and the text from it on, `!` included.
pub(super) fn opening(source: &str, end: usize) -> Option<(usize, &str)> {
    let from = source.ceil_char_boundary(end.saturating_sub(WINDOW));
    let from = source[from..end]
        .rfind("\n\n")
        .map_or(from, |at| from + at + 2);
    let mut open = 0usize;
    for (at, bracket) in source[from..end].rmatch_indices(['[', ']']) {
        match (bracket, open) {
            ("]", _) => open += 1,
            (_, 0) => {
                let at = from + at;
                let start = if source[..at].ends_with('!') {
                    at - 1
                } else {
                    at
                };
                return Some((start, &source[start..=end]));
            }
            _ => open -= 1,
        }
    }
    None
}
