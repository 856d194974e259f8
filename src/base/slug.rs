//! Addresses made from words. A title or file name in any script becomes lowercase ASCII words
//! joined by `-`.

use deunicode::deunicode_with_tofu;
use std::borrow::Cow;

/// Returns lowercase ASCII letters and digits with single `-` between words; other scripts are
/// transliterated. The result is empty when nothing is left (a title of emoji alone), and has at
/// most 80 characters, cut between words.
#[must_use]
pub fn slug(text: &str) -> String {
    if text.len() <= LONGEST && is_slug(text) {
        return text.to_owned();
    }
    let plain = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        let visible: String = text.chars().filter(|c| !is_pictograph(*c)).collect();
        Cow::Owned(deunicode_with_tofu(&visible, ""))
    };
    let mut slug = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            '\'' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    if slug.len() > LONGEST {
        let cut = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns the address of a term. Signs at the end of a word tell terms apart: `C++` and `C#` are
/// neither `C` nor each other.
#[must_use]
pub fn term_slug(term: &str) -> String {
    if !term.contains(['+', '#']) {
        return slug(term);
    }
    let mut spelt = String::new();
    for (at, sign) in term.char_indices() {
        let before = term[..at].trim_end_matches(['+', '#']);
        let rest = term[at..].trim_start_matches(['+', '#']);
        let ends_word =
            before.ends_with(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric);
        match sign {
            '+' if ends_word => spelt.push_str(" plus"),
            '#' if ends_word => spelt.push_str(" sharp"),
            other => spelt.push(other),
        }
    }
    slug(&spelt)
}

const LONGEST: usize = 80;

/// Reports whether text is what [`slug`] makes, so that it can stand in an address as it is.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Returns a name as people write it: `review_date` and `review-date` become `Review date`.
#[must_use]
pub fn as_words(name: &str) -> String {
    capitalised(&name.replace(['-', '_'], " "))
}

/// Returns a text whose first letter is a capital.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Reports whether a character is an emoji or a symbol, whose English name would make an address
/// nobody typed.
fn is_pictograph(c: char) -> bool {
    matches!(
        u32::from(c),
        0x2190..=0x2BFF | 0xFE00..=0xFE0F | 0x1F000..=0x1FAFF | 0xE0000..=0xE0FFF | 0x200D
    )
}

/// Reports whether Windows keeps this name for a device, whatever its extension: a file of that
/// name cannot be made there.
#[must_use]
pub fn is_windows_reserved(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_ascii_lowercase();
    matches!(
        stem.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || is_numbered(&stem, "com")
        || is_numbered(&stem, "lpt")
}

/// Reports whether a name is that of a device with one digit after it.
fn is_numbered(name: &str, device: &str) -> bool {
    let Some(number) = name.strip_prefix(device) else {
        return false;
    };
    matches!(
        number.chars().collect::<Vec<_>>()[..],
        ['0'..='9' | '¹' | '²' | '³']
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_an_address() {
        assert_eq!(
            slug("Crisis & Home Treatment: a carer’s view"),
            "crisis-home-treatment-a-carers-view"
        );
        assert_eq!(slug("2015-03"), "2015-03");
        assert_eq!(slug("--Ünïcode  Straße--"), "unicode-strasse");
        assert_eq!(slug("Здравствуйте"), "zdravstvuite");
    }

    #[test]
    fn signs_at_the_end_of_words_tell_terms_apart() {
        assert_eq!(term_slug("C++"), "c-plus-plus");
        assert_eq!(term_slug("C#"), "c-sharp");
        assert_eq!(term_slug("A+E and #MeToo"), "a-e-and-metoo");
        assert_eq!(term_slug("Over 50+"), "over-50-plus");
    }

    #[test]
    fn a_title_of_emoji_alone_has_no_address() {
        assert_eq!(slug("🎉🎉"), "");
        assert_eq!(slug("Party 🎉 time"), "party-time");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let long = slug(&"wordy ".repeat(40));
        assert!(long.len() <= 80 && long.ends_with("wordy"), "{long}");
    }

    #[test]
    fn windows_device_names_are_known() {
        assert!(
            is_windows_reserved("CON")
                && is_windows_reserved("aux.md")
                && is_windows_reserved("com1")
        );
        assert!(
            !is_windows_reserved("contact")
                && !is_windows_reserved("com10")
                && !is_windows_reserved("com")
        );
    }
}
