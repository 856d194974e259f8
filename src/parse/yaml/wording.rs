//! Lists of words in messages.

/// Names all of `words`: `a`, `b` and `c`.
pub(crate) fn listed(words: &[&str]) -> String {
    joined(words, "and")
}

/// Offers a choice of `words`: `a`, `b` or `c`.
pub(crate) fn either(words: &[&str]) -> String {
    joined(words, "or")
}

fn joined(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
        None => String::new(),
    }
}
