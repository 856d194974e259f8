//! Rewrites pages, editions and keywords as CSL-JSON writes them.

/// Writes a range of pages in one way: `123-145` for `123--145`, `123–145` and `123 - 145`. Lists
/// keep their commas.
pub(super) fn pages(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let plain = words.replace(['–', '—', '‐', '‑', '‒', '−'], "-");
    for part in plain.split('-') {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
    }
    let bare = ["pp. ", "pp.", "pp ", "p. ", "p."]
        .iter()
        .find_map(|prefix| out.strip_prefix(prefix))
        .map(str::trim);
    // In `123-` and `123+` the last page is unknown.
    bare.map_or(out.clone(), str::to_owned)
        .trim_end_matches('+')
        .to_owned()
}

/// Writes an edition as a number: `2` for `Second edition` and `2nd ed.`. Anything else is returned
/// as it is.
pub(super) fn edition(words: &str) -> String {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let lower = words.to_lowercase();
    let bare = ["edition", "edn.", "edn", "ed."]
        .iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .unwrap_or(&lower)
        .trim();
    if let Some(at) = ORDINALS.iter().position(|ordinal| *ordinal == bare) {
        return (at + 1).to_string();
    }
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending))
        .unwrap_or(bare);
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        number.to_owned()
    } else {
        words.to_owned()
    }
}

/// Writes keywords that are separated by `;` or `,` as a list separated by `, `, or by `; ` where a
/// keyword holds a comma.
pub(super) fn keywords(words: &str) -> String {
    let separator = if words.contains(';') { ';' } else { ',' };
    let list: Vec<&str> = words
        .split(separator)
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    list.join(
        if separator == ';' && list.iter().any(|word| word.contains(',')) {
            "; "
        } else {
            ", "
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_one_form() {
        assert_eq!(pages("123--145"), "123-145");
        assert_eq!(pages("pp. 1 – 5"), "1-5");
        assert_eq!(pages("1-3, 7-9"), "1-3, 7-9");
        assert_eq!(pages("e123"), "e123");
        assert_eq!(pages("12+"), "12");
        assert_eq!(pages("123-"), "123");
    }

    #[test]
    fn editions_are_numbers_where_they_can_be() {
        assert_eq!(edition("Second"), "2");
        assert_eq!(edition("3rd edition"), "3");
        assert_eq!(edition("2"), "2");
        assert_eq!(edition("Revised"), "Revised");
    }

    #[test]
    fn keywords_are_a_list() {
        assert_eq!(
            keywords("crisis; home treatment ;"),
            "crisis, home treatment"
        );
        assert_eq!(keywords("Smith, J; Doe, K"), "Smith, J; Doe, K");
    }
}
