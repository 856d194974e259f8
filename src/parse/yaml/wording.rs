//! Lists of words in messages, and texts as they are written in settings.

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

/// Writes a text as an entry of a list in square brackets, in quotes where it needs them.
pub(crate) fn flow_text(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = text.starts_with(|first: char| first.is_alphanumeric() || first == '/')
        && !text.contains(['[', ']', '{', '}', ',', '"', '\\', '`'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':');
    if is_plain { text } else { quoted(&text) }
}

/// Writes a text in the quotes that fit it.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}
