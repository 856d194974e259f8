//! Reads names in BibTeX's form: `Jan van der Berg and {World Health Organization} and others`.
//!
//! This module takes the source of a field and gives people and bodies, and a remark for each that
//! had to be guessed. Source: the rules of BibTeX's name parts ("First von Last", "von Last,
//! First", "von Last, Jr, First"), and biblatex's extended form
//! (`family=Berg, given=Jan, prefix=van der`).

use super::latex;
use crate::bibliography::item::Name;
use crate::bibliography::item::name::is_suffix;
use crate::bibliography::read::bodies::looks_like_body;

/// Reads the names of a field, and gives a remark for each that was guessed.
pub(super) fn read(source: &str) -> (Vec<Name>, Vec<String>) {
    let mut guesses = Vec::new();
    let mut pieces = split(source, Separator::And);
    if let [only] = pieces[..] {
        // Other programs separate names by semicolons: `Smith, J.; Doe, K.`.
        let semicolons = split(only, Separator::Character(';'));
        if semicolons.len() > 1 && !is_wrapped(only.trim()) {
            guesses.push("the names are separated by `;`; write ` and ` between them".to_owned());
            pieces = semicolons;
        }
    }
    let names = pieces
        .into_iter()
        .flat_map(|piece| piece_names(piece.trim(), &mut guesses))
        .collect();
    (names, guesses)
}

/// What separates the parts of a text.
#[derive(Clone, Copy)]
enum Separator {
    /// The word `and`.
    And,
    /// White space, or `~`.
    Space,
    /// One character.
    Character(char),
}

/// Splits a text at separators that stand outside braces.
fn split(text: &str, separator: Separator) -> Vec<&str> {
    let bytes = text.as_bytes();
    let (mut parts, mut depth, mut start, mut at) = (Vec::new(), 0usize, 0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                at += 2;
                continue;
            }
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            byte => {
                let length = match separator {
                    Separator::And => and_length(bytes, at),
                    Separator::Space => usize::from(byte.is_ascii_whitespace() || *byte == b'~'),
                    Separator::Character(c) => usize::from(char::from(*byte) == c),
                };
                if length > 0 {
                    parts.push(&text[start..at]);
                    at += length;
                    start = at;
                    continue;
                }
            }
        }
        at += 1;
    }
    parts.push(&text[start..]);
    parts
}

/// Returns the length of ` and` at a place, or 0 when it does not stand there. The white space
/// after it is left for the next name.
fn and_length(bytes: &[u8], at: usize) -> usize {
    let is_and = bytes[at].is_ascii_whitespace()
        && bytes
            .get(at + 1..at + 4)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"and"))
        && bytes.get(at + 4).is_some_and(u8::is_ascii_whitespace);
    if is_and { 4 } else { 0 }
}

/// Reports whether one pair of braces holds the whole text.
fn is_wrapped(text: &str) -> bool {
    text.starts_with('{') && latex::matching(text) == Some(text.len() - 1)
}

/// Reads the names between two ` and `: nearly always one.
fn piece_names(piece: &str, guesses: &mut Vec<String>) -> Vec<Name> {
    let piece = piece.trim_matches(|c: char| c.is_whitespace() || c == ',');
    let shown = words(piece);
    if shown.is_empty() {
        return Vec::new();
    }
    if is_wrapped(piece) {
        return vec![Name::body(shown)];
    }
    if piece.eq_ignore_ascii_case("others")
        || piece.eq_ignore_ascii_case("et al.")
        || piece.eq_ignore_ascii_case("et al")
    {
        return vec![Name::body("others")];
    }
    if piece.contains("family=") || piece.contains("family =") {
        return extended(piece).into_iter().collect();
    }
    let parts: Vec<&str> = split(piece, Separator::Character(','))
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [] => Vec::new(),
        [one] if looks_like_body(&shown) => {
            guesses.push(format!(
                "`{shown}` is read as the name of a body; write `{{{one}}}` to be sure"
            ));
            vec![Name::body(shown)]
        }
        [one] => vec![given_first(one)],
        [family, given] => vec![person(family, given, None)],
        [family, given, suffix] if is_suffix(&words(suffix)) && !is_suffix(&words(given)) => {
            vec![person(family, given, Some(suffix))]
        }
        [family, suffix, given] => vec![person(family, given, Some(suffix))],
        _ => {
            let pairs = parts.chunks_exact(2);
            if pairs.remainder().is_empty()
                && pairs.clone().all(|pair| is_initials(&words(pair[1])))
            {
                guesses.push(
                    "the names are separated by commas; write ` and ` between them".to_owned(),
                );
                return pairs.map(|pair| person(pair[0], pair[1], None)).collect();
            }
            let rest = parts[1..].join(", ");
            vec![person(parts[0], &rest, None)]
        }
    }
}

/// Reports whether a text consists of initials: `C`, `J. R.`, `JR`, `J.-P.`
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=4).contains(&letters) && text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// Decodes words, with one space between each two.
fn words(source: &str) -> String {
    let text = latex::plain(source);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decodes words of which each is a source of its own.
fn joined(parts: &[&str]) -> String {
    parts
        .iter()
        .map(|part| words(part))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns a text, unless it is empty.
fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Makes a person of a family name such as `van der Berg`, a given name and a suffix.
fn person(family: &str, given: &str, suffix: Option<&str>) -> Name {
    let parts: Vec<&str> = family_words(family);
    let particles = parts
        .iter()
        .take(parts.len().saturating_sub(1))
        .take_while(|word| is_low(word))
        .count();
    name_of(
        &parts[..particles],
        &parts[particles..],
        &words(given),
        suffix,
    )
}

/// Makes a person of the words of a particle and of a family name. Without a particle, the family
/// name is searched for one.
fn name_of(particle: &[&str], family: &[&str], given: &str, suffix: Option<&str>) -> Name {
    let suffix = suffix.map(words).and_then(filled);
    if particle.is_empty() {
        return Name {
            suffix,
            ..Name::person(&joined(family), given)
        };
    }
    Name {
        family: filled(joined(family)),
        particle: filled(joined(particle)),
        suffix,
        ..Name::person("", given)
    }
}

/// Splits a name into words, as they are in the source.
fn family_words(text: &str) -> Vec<&str> {
    split(text, Separator::Space)
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect()
}

/// Reads a name that begins with the given name: `Jan van der Berg`.
fn given_first(text: &str) -> Name {
    let mut parts = family_words(text);
    let suffix = if parts.len() > 2 && is_suffix(&words(parts[parts.len() - 1])) {
        parts.pop()
    } else {
        None
    };
    // The particle goes from the first to the last word in lower case; the last word of all is the
    // family name in any case.
    let last = parts.len() - 1;
    let before_last = &parts[..last];
    let start = before_last.iter().position(|word| is_low(word));
    let end = before_last.iter().rposition(|word| is_low(word));
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end + 1),
        _ => (last, last),
    };
    let given = joined(&parts[..start]);
    name_of(&parts[start..end], &parts[end..], &given, suffix)
}

/// Reports whether a word begins in lower case. A word in braces does not, unless its brace only
/// holds an accent.
fn is_low(word: &str) -> bool {
    if word.starts_with('{') && !word.starts_with("{\\") {
        return false;
    }
    latex::plain(word)
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase)
}

/// Reads a name in biblatex's extended form.
fn extended(piece: &str) -> Option<Name> {
    let mut name = Name::default();
    let mut keeps_particle = true;
    for part in split(piece, Separator::Character(',')) {
        let Some((key, value)) = part.split_once('=') else {
            continue;
        };
        let value = words(value.trim().trim_matches('"'));
        match key.trim() {
            "family" => name.family = filled(value),
            "given" => name.given = filled(value),
            "prefix" => name.particle = filled(value),
            "suffix" => name.suffix = filled(value),
            "useprefix" => keeps_particle = value == "true",
            _ => {}
        }
    }
    if !keeps_particle {
        name.dropping_particle = name.particle.take();
    }
    name.family.is_some().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns particle, family name, given name and suffix of each name.
    fn full(source: &str) -> Vec<String> {
        read(source)
            .0
            .iter()
            .map(|name| {
                let parts = [&name.particle, &name.family, &name.given, &name.suffix]
                    .map(|part| part.as_deref().unwrap_or_default());
                name.literal.clone().unwrap_or_else(|| parts.join("|"))
            })
            .collect()
    }

    #[test]
    fn the_forms_of_bibtex_are_told_apart() {
        assert_eq!(full("Jan van der Berg"), ["van der|Berg|Jan|"]);
        assert_eq!(full("van der Berg, Jan"), ["van der|Berg|Jan|"]);
        assert_eq!(full("von Last, Jr, First"), ["von|Last|First|Jr"]);
        assert_eq!(full("Martin Luther King Jr."), ["|King|Martin Luther|Jr."]);
        assert_eq!(
            full("King, Martin Luther, Jr."),
            ["|King|Martin Luther|Jr."]
        );
        assert_eq!(
            full("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin"),
            ["de la|Vallée Poussin|Charles Louis Xavier Joseph|"]
        );
        assert_eq!(
            full("{\\'E}. Cartan AND {\\L}ukasiewicz, J."),
            ["|Cartan|É.|", "|Łukasiewicz|J.|"]
        );
        assert_eq!(
            full("J.~R. Smith\n and Plato"),
            ["|Smith|J. R.|", "|Plato||"]
        );
        assert_eq!(full("{van den} Berg, Jan"), ["van den|Berg|Jan|"]);
        assert_eq!(full("d'Ambrosio, Carlo"), ["d'|Ambrosio|Carlo|"]);
        assert_eq!(full("bell hooks"), ["bell|hooks||"]);
    }

    #[test]
    fn bodies_in_braces_are_never_taken_apart() {
        assert_eq!(
            full("{World Health Organization} and {Barnes and Noble} and others"),
            ["World Health Organization", "Barnes and Noble", "others"]
        );
        assert_eq!(
            full("{{Royal College of Psychiatrists}}"),
            ["Royal College of Psychiatrists"]
        );
    }

    #[test]
    fn slips_are_guessed_and_said() {
        let (names, guesses) = read("Ellis, C.; Hodge, S.");
        assert_eq!((names.len(), guesses.len()), (2, 1));
        let (names, guesses) = read("Ellis, C, Hodge, S, White, T");
        assert_eq!((names.len(), guesses.len()), (3, 1));
        let (names, guesses) = read("Royal College of Psychiatrists");
        assert_eq!(names, [Name::body("Royal College of Psychiatrists")]);
        assert!(guesses[0].contains("{Royal College of Psychiatrists}"));
    }

    #[test]
    fn the_extended_form_of_biblatex_is_read() {
        assert_eq!(
            full("family=Berg, given=Jan, prefix={van der}, useprefix=true"),
            ["van der|Berg|Jan|"]
        );
    }

    #[test]
    fn ten_thousand_names_take_no_time() {
        let source = vec!["van der Berg, Jan"; 10_000].join(" and ");
        assert_eq!(read(&source).0.len(), 10_000);
        assert!(read(&"{".repeat(100_000)).0.is_empty());
        read(&", ".repeat(100_000));
    }
}
