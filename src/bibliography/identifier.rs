//! Identifiers of publications and people: DOI, PMID, PMCID, ISSN, ISBN and ORCID iD.
//!
//! Each function takes the text of a field and gives the identifier in its usual form, or `None`
//! when there is no right one in it. Sources: DOI handbook, section 2; ISO 3297 (ISSN); ISO 2108
//! (ISBN); ISO/IEC 7064 MOD 11-2 (ORCID); NLM (PMID, PMCID).

use crate::base::percent_decode;

/// Finds the DOI in a text, without `https://doi.org/`, `doi:` and the like before it, and without
/// the punctuation of a sentence after it.
#[must_use]
pub fn doi(text: &str) -> Option<String> {
    let text = text.trim();
    let start = text.find("10.").filter(|at| is_doi_prefix(&text[..*at]))?;
    let decoded = if text[..start].contains("://") {
        percent_decode(&text[start..])
    } else {
        text[start..].into()
    };
    let mut bare = decoded
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    loop {
        let before = bare.len();
        bare = bare.trim_end_matches(['.', ',', ';', '"', '\'']);
        for (open, close) in [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')] {
            if bare.ends_with(close) && bare.matches(close).count() > bare.matches(open).count() {
                bare = &bare[..bare.len() - 1];
            }
        }
        if bare.len() == before {
            break;
        }
    }
    let (registrant, suffix) = bare.strip_prefix("10.")?.split_once('/')?;
    let right = registrant.len() >= 4
        && registrant
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && !suffix.is_empty()
        && !suffix.chars().any(char::is_control);
    right.then(|| bare.to_owned())
}

/// Reports whether a text may stand before a DOI.
fn is_doi_prefix(before: &str) -> bool {
    let before = before.trim().to_ascii_lowercase();
    let before = before.trim_end_matches(['[', '(', '<']).trim_end();
    let address = before.rsplit_once("://").map(|(_, host)| host);
    match address {
        Some(host) => {
            host.ends_with('/')
                && (host.contains("doi.org/")
                    || host.contains("/doi/")
                    || host.starts_with("doi/")
                    || host.starts_with("doi."))
        }
        None => matches!(
            before.trim_end_matches([':', ' ', '=']),
            "" | "doi" | "doi.org/" | "dx.doi.org/" | "www.doi.org/" | "urn:doi" | "info:doi/"
        ),
    }
}

/// Returns the address of a DOI, which is safe to use in a link.
#[must_use]
pub fn doi_url(doi: &str) -> String {
    use std::fmt::Write;
    let mut url = "https://doi.org/".to_owned();
    for c in doi.chars() {
        if c.is_alphanumeric() || "-._~/:();+,@=!$*".contains(c) {
            url.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}

/// Finds a number of PubMed: one to eight digits, after a label or at the end of an address.
#[must_use]
pub fn pmid(text: &str) -> Option<String> {
    let bare = after_label(
        text,
        &[
            "pmid",
            "pubmed",
            "https://pubmed.ncbi.nlm.nih.gov/",
            "https://www.ncbi.nlm.nih.gov/pubmed/",
        ],
    );
    let digits = bare.trim_end_matches('/');
    let right = (1..=8).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    right.then(|| digits.to_owned())
}

/// Finds a number of PubMed Central, and returns it with `PMC` before it.
#[must_use]
pub fn pmcid(text: &str) -> Option<String> {
    let bare = after_label(
        text,
        &[
            "pmcid",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/",
            "https://pmc.ncbi.nlm.nih.gov/articles/",
        ],
    );
    let bare = bare
        .trim_end_matches('/')
        .split('.')
        .next()
        .unwrap_or_default();
    let digits = bare
        .strip_prefix("PMC")
        .or(bare.strip_prefix("pmc"))
        .unwrap_or(bare);
    let right = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| format!("PMC{digits}"))
}

/// Returns a text without the first of these labels that it starts with.
fn after_label<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let text = text.trim();
    let found = labels.iter().find(|label| {
        text.get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
    });
    found.map_or(text, |label| {
        text[label.len()..].trim_start_matches([':', ' '])
    })
}

/// Returns an ISSN with its hyphen, if its last figure is right.
#[must_use]
pub fn issn(text: &str) -> Option<String> {
    let signs = signs(text);
    let digits: Vec<u32> = signs.chars().map(value).collect::<Option<_>>()?;
    let sum: u32 = (2..=8)
        .rev()
        .zip(&digits)
        .map(|(weight, digit)| weight * digit)
        .sum();
    let right = digits.len() == 8
        && digits[..7].iter().all(|digit| *digit < 10)
        && (sum + digits[7]).is_multiple_of(11);
    right.then(|| format!("{}-{}", &signs[..4], &signs[4..]))
}

/// Returns an ISBN of 10 or 13 figures as it is written, if its last figure is right.
#[must_use]
pub fn isbn(text: &str) -> Option<String> {
    let signs = signs(text);
    let digits: Vec<u32> = signs.chars().map(value).collect::<Option<_>>()?;
    let right = match digits.len() {
        10 => {
            let sum: u32 = (1..=10)
                .rev()
                .zip(&digits)
                .map(|(weight, digit)| weight * digit)
                .sum();
            digits[..9].iter().all(|digit| *digit < 10) && sum.is_multiple_of(11)
        }
        13 => {
            let sum: u32 = digits
                .iter()
                .zip([1, 3].into_iter().cycle())
                .map(|(digit, weight)| weight * digit)
                .sum();
            digits.iter().all(|digit| *digit < 10) && sum.is_multiple_of(10)
        }
        _ => false,
    };
    right.then(|| text.trim().to_owned())
}

/// Returns an ORCID iD with its hyphens, if its last figure is right.
#[must_use]
pub fn orcid(text: &str) -> Option<String> {
    let bare = after_label(
        text,
        &[
            "https://orcid.org/",
            "http://orcid.org/",
            "orcid.org/",
            "orcid",
        ],
    );
    let signs = signs(bare);
    let digits: Vec<u32> = signs.chars().map(value).collect::<Option<_>>()?;
    if digits.len() != 16 || digits[..15].iter().any(|digit| *digit > 9) {
        return None;
    }
    let total = digits[..15]
        .iter()
        .fold(0, |total, digit| (total + digit) * 2 % 11);
    let right = (12 - total) % 11 == digits[15];
    right.then(|| [&signs[..4], &signs[4..8], &signs[8..12], &signs[12..]].join("-"))
}

/// Returns the figures of a number, without hyphens and spaces.
fn signs(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !matches!(c, '-' | '‐' | '‑' | '–' | ' '))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Returns the value of a figure; `X` stands for ten.
fn value(c: char) -> Option<u32> {
    if c == 'X' {
        Some(10)
    } else {
        c.to_digit(10).filter(|_| c.is_ascii())
    }
}

/// Reports whether a text is an address of the web, which may become a link.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let lower = url
        .trim()
        .get(..8)
        .unwrap_or(url.trim())
        .to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_doi_is_found_in_what_people_paste() {
        for text in [
            "10.1111/jpm.12100",
            "https://doi.org/10.1111/jpm.12100",
            "http://dx.doi.org/10.1111/jpm.12100",
            "http://doi.acm.org/10.1111/jpm.12100",
            "doi:10.1111/jpm.12100",
            "DOI: 10.1111/jpm.12100.",
            "https://onlinelibrary.wiley.com/doi/10.1111/jpm.12100",
            "doi.org/10.1111/jpm.12100",
            " 10.1111/jpm.12100 [doi]",
        ] {
            assert_eq!(doi(text).as_deref(), Some("10.1111/jpm.12100"), "{text}");
        }
        assert_eq!(
            doi("10.1016/S0140-6736(05)66545-X").as_deref(),
            Some("10.1016/S0140-6736(05)66545-X")
        );
        assert_eq!(
            doi("10.1002/(SICI)1099-1166(199606)11:6<495::AID-GPS345>3.0.CO;2-K").as_deref(),
            Some("10.1002/(SICI)1099-1166(199606)11:6<495::AID-GPS345>3.0.CO;2-K")
        );
        assert_eq!(
            doi("https://doi.org/10.1000%2Fabc").as_deref(),
            Some("10.1000/abc")
        );
        for text in [
            "",
            "10.1/x",
            "11.1111/x",
            "10.1111",
            "10.abc/x",
            "version 10.1234/5 of it",
            "10.1111/",
        ] {
            assert_eq!(doi(text), None, "{text}");
        }
    }

    #[test]
    fn check_figures_are_checked() {
        assert_eq!(issn("2049-3630").as_deref(), Some("2049-3630"));
        assert_eq!(issn("2434561X").as_deref(), Some("2434-561X"));
        assert_eq!(issn("2049-3631"), None);
        assert_eq!(
            isbn("978-3-16-148410-0").as_deref(),
            Some("978-3-16-148410-0")
        );
        assert_eq!(isbn("0-306-40615-2").as_deref(), Some("0-306-40615-2"));
        assert_eq!(isbn("080442957X").as_deref(), Some("080442957X"));
        assert_eq!(isbn("978-3-16-148410-1"), None);
        assert_eq!(
            orcid("https://orcid.org/0000-0002-1825-0097").as_deref(),
            Some("0000-0002-1825-0097")
        );
        assert_eq!(
            orcid("0000-0002-1694-233X").as_deref(),
            Some("0000-0002-1694-233X")
        );
        assert_eq!(orcid("0000-0002-1825-0098"), None);
    }

    #[test]
    fn pubmed_numbers_lose_what_stands_around_them() {
        assert_eq!(pmid("PMID: 24020949").as_deref(), Some("24020949"));
        assert_eq!(
            pmid("https://pubmed.ncbi.nlm.nih.gov/24020949/").as_deref(),
            Some("24020949")
        );
        assert_eq!(pmid("PMC123"), None);
        assert_eq!(pmcid("pmc3985").as_deref(), Some("PMC3985"));
        assert_eq!(pmcid("PMCID: PMC3985.2").as_deref(), Some("PMC3985"));
        assert_eq!(pmcid("x"), None);
    }

    #[test]
    fn the_address_of_a_doi_is_safe() {
        assert_eq!(
            doi_url("10.1000/a<b>\"c"),
            "https://doi.org/10.1000/a%3Cb%3E%22c"
        );
        assert!(
            is_web_address("https://x.org")
                && !is_web_address("javascript:alert(1)")
                && !is_web_address("https://x.org/a b")
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_them_panic(text in "(10\\.|PMC|doi:|https://|[0-9X./-]|\\PC){0,30}") {
            if let Some(found) = doi(&text) {
                prop_assert_eq!(doi(&found), Some(found.clone()));
            }
            let _ = (pmid(&text), pmcid(&text), issn(&text), isbn(&text), orcid(&text));
            let _ = (doi_url(&text), is_web_address(&text));
        }
    }
}
