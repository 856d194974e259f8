//! Guesses whether a name without a comma is that of a body or of a person.

/// Words that stand in the names of bodies, and hardly ever in those of people, in order.
const WORDS: [&str; 60] = [
    "academy",
    "agency",
    "alliance",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "charity",
    "club",
    "collaboration",
    "collaborative",
    "college",
    "commission",
    "committee",
    "company",
    "confederation",
    "conference",
    "consortium",
    "corporation",
    "council",
    "department",
    "directorate",
    "faculty",
    "federation",
    "forum",
    "foundation",
    "fund",
    "government",
    "group",
    "hospital",
    "inc",
    "initiative",
    "inspectorate",
    "institute",
    "institution",
    "investigators",
    "laboratory",
    "ltd",
    "ministry",
    "network",
    "nhs",
    "office",
    "organisation",
    "organization",
    "panel",
    "parliament",
    "partnership",
    "press",
    "programme",
    "project",
    "service",
    "services",
    "society",
    "study",
    "taskforce",
    "trust",
    "university",
];

/// Reports whether a name that its file does not mark as a body looks like one.
pub(super) fn looks_like_body(name: &str) -> bool {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    words.len() > 1
        && (words
            .iter()
            .any(|word| WORDS.binary_search(&word.as_str()).is_ok())
            || words
                .windows(2)
                .any(|pair| pair[0] == "of" || pair == ["for", "the"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_from_people() {
        for body in [
            "World Health Organization",
            "Royal College of Psychiatrists",
            "NHS England",
            "Home Office",
            "Department of Health",
        ] {
            assert!(looks_like_body(body), "{body}");
        }
        for person in [
            "Clare Ellis",
            "Jan van der Berg",
            "J. R. R. Tolkien",
            "Trust",
            "Ursula von der Leyen",
        ] {
            assert!(!looks_like_body(person), "{person}");
        }
    }

    #[test]
    fn the_words_stand_in_order() {
        assert!(
            WORDS.is_sorted(),
            "{:?}",
            WORDS.windows(2).find(|pair| pair[0] > pair[1])
        );
    }
}
