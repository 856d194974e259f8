//! Several people in the place of one: `A. Sample and B. Person`. From: a text that should name one
//! person. To: the people, where it is certain that there are several.

/// Words in the middle of a person's name that start with a small letter.
const PARTICLES: [&str; 22] = [
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "la", "le", "ten", "ter", "van", "von", "y",
];

/// Words that bodies have in their names, and people do not.
const OF_BODIES: [&str; 26] = [
    "agency",
    "association",
    "board",
    "centre",
    "charity",
    "college",
    "committee",
    "council",
    "department",
    "editors",
    "foundation",
    "group",
    "institute",
    "limited",
    "ltd",
    "network",
    "office",
    "partners",
    "press",
    "research",
    "service",
    "services",
    "society",
    "team",
    "trust",
    "university",
];

/// Returns the people that a text names, where each part is a person's whole name.
pub(super) fn several_people(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![text];
    for separator in [";", " and ", " & ", ", "] {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim().trim_end_matches(','))
        .map(|part| part.trim_start_matches("and ").trim_start_matches("& "))
        .filter(|part| !part.is_empty())
        .collect();
    let is_several = parts.len() > 1 && parts.iter().all(|part| is_person(part));
    is_several.then(|| parts.iter().map(|part| (*part).to_owned()).collect())
}

/// Tells whether a text is the name of a person: two to five words with capitals.
fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|word| is_of_name(word))
        && !text.contains(|c: char| c.is_numeric() || matches!(c, '(' | ')' | '@' | ':'))
}

fn is_of_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let starts = word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (starts || PARTICLES.contains(&lower.as_str())) && !OF_BODIES.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::several_people;

    fn several(text: &str) -> String {
        several_people(text).unwrap_or_default().join("|")
    }

    #[test]
    fn people_are_told_apart_and_bodies_are_left_whole() {
        assert_eq!(several("A. Sample and B. Person"), "A. Sample|B. Person");
        assert_eq!(several("Jo Bloggs & Ann Other"), "Jo Bloggs|Ann Other");
        assert_eq!(
            several("Jo Bloggs, Ludwig van Beethoven, and Zoë Çelik"),
            "Jo Bloggs|Ludwig van Beethoven|Zoë Çelik"
        );
        assert_eq!(several("Jo Bloggs; Ann Other"), "Jo Bloggs|Ann Other");
        for one in [
            "Sample, Anna",
            "Jo Bloggs, PhD",
            "Health and Safety Executive",
            "Royal College of Nursing and Midwifery",
            "Anna and Ben Sample",
            "Policy Team and Press Office",
            "Marks and Spencer",
            "Jo Bloggs",
        ] {
            assert_eq!(several(one), "", "{one}");
        }
    }
}
