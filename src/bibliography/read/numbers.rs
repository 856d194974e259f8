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
    full_range(bare.unwrap_or(&out).trim_end_matches('+'))
}

/// The most pages of a range whose end lacks digits: `100-99` runs backwards, or lacks more.
const LONGEST_SHORT: u64 = 90;

/// Puts back the digits that an end page lacks because the start page has them: `234-240` for
/// `234-40`. A range that would still run backwards stays as it is.
fn full_range(pages: &str) -> String {
    if let Some((start, end)) = pages.split_once('-') {
        let number = start.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if is_number(number) && is_number(end) && end.len() < number.len() {
            let whole = format!("{}{end}", &number[..number.len() - end.len()]);
            let length = whole
                .parse::<u64>()
                .unwrap_or(0)
                .saturating_sub(number.parse().unwrap_or(0));
            if whole.as_str() > number && length < LONGEST_SHORT {
                return format!("{start}-{}{whole}", &start[..start.len() - number.len()]);
            }
        }
    }
    pages.to_owned()
}

/// Reports whether a text consists of digits.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
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
        assert_eq!(pages("123-99"), "123-199");
        assert_eq!(pages("234--40"), "234-240");
        assert_eq!(pages("e234-40"), "e234-e240");
        assert_eq!(pages("199-12"), "199-12");
        assert_eq!(pages("S12-9"), "S12-S19");
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
