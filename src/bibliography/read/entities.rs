//! Decodes the references to characters of HTML (`&amp;`, `&eacute;`, `&#8211;`), which databases
//! that write for the web leave in their exports.

use web_atoms::NAMED_ENTITIES;

/// The most bytes between `&` and `;` in a reference to a character.
const LONGEST_NAME: usize = 32;

/// Decodes the references to characters in a text, even where they are encoded twice. Anything that
/// only looks like one stays as it is.
pub(super) fn without_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(c);
        if c == ';' {
            // A decoded character may complete another reference: `&amp;lt;`.
            while let Some((start, signs)) = last_reference(&out) {
                out.truncate(start);
                out.extend(signs.into_iter().flatten());
            }
        }
    }
    out
}

/// The one or two characters that a reference stands for.
type ReferencedSigns = [Option<char>; 2];

/// Returns the place of the reference that ends a text, and what it stands for.
fn last_reference(text: &str) -> Option<(usize, ReferencedSigns)> {
    let body = text.strip_suffix(';')?;
    let from = text.floor_char_boundary(body.len().saturating_sub(LONGEST_NAME));
    let start = from + body[from..].rfind('&')?;
    let name = &text[start + 1..];
    if let Some(number) = body[start + 1..].strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        let sign = char::from_u32(code).filter(|sign| *sign != '\0')?;
        return Some((start, [Some(sign), None]));
    }
    let (first, second) = *NAMED_ENTITIES.get(name)?;
    let second = (second != 0).then(|| char::from_u32(second)).flatten();
    Some((start, [Some(char::from_u32(first)?), second]))
}

#[cfg(test)]
mod tests {
    use super::without_entities;

    #[test]
    fn characters_come_out_of_their_names_and_numbers() {
        assert_eq!(
            without_entities("M&uuml;ller &amp; Caf&#233; 1&#x2013;2 &amp;lt;p&amp;gt; &nbsp;"),
            "Müller & Café 1–2 <p> \u{a0}"
        );
        assert_eq!(
            without_entities("AT&T; R&D &nosuch; &; &#x; &#0;"),
            "AT&T; R&D &nosuch; &; &#x; &#0;"
        );
        let long = format!("&{};", "a".repeat(100_000));
        assert_eq!(without_entities(&long), long);
    }
}
