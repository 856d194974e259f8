//! Turns the language that a publication names into a tag of BCP 47.

/// Returns the tag of a language: `en` for `english` and `eng`, `de` for `ngerman`. Anything else
/// is returned as it is.
pub(super) fn tag(words: &str) -> String {
    const TAGS: [(&str, &str); 46] = [
        ("american", "en-US"),
        ("arabic", "ar"),
        ("australian", "en-AU"),
        ("brazil", "pt-BR"),
        ("brazilian", "pt-BR"),
        ("british", "en-GB"),
        ("canadian", "en-CA"),
        ("chi", "zh"),
        ("chinese", "zh"),
        ("danish", "da"),
        ("dut", "nl"),
        ("dutch", "nl"),
        ("eng", "en"),
        ("english", "en"),
        ("finnish", "fi"),
        ("fre", "fr"),
        ("french", "fr"),
        ("ger", "de"),
        ("german", "de"),
        ("greek", "el"),
        ("hun", "hu"),
        ("hungarian", "hu"),
        ("ita", "it"),
        ("italian", "it"),
        ("japanese", "ja"),
        ("jpn", "ja"),
        ("latin", "la"),
        ("ngerman", "de"),
        ("nor", "no"),
        ("norsk", "nb"),
        ("pol", "pl"),
        ("polish", "pl"),
        ("por", "pt"),
        ("portuguese", "pt"),
        ("rus", "ru"),
        ("russian", "ru"),
        ("spa", "es"),
        ("spanish", "es"),
        ("swe", "sv"),
        ("swedish", "sv"),
        ("tur", "tr"),
        ("turkish", "tr"),
        ("ukenglish", "en-GB"),
        ("usenglish", "en-US"),
        ("welsh", "cy"),
        ("wel", "cy"),
    ];
    let lower = words.trim().to_lowercase();
    TAGS.iter()
        .find(|(name, _)| *name == lower)
        .map_or_else(|| words.trim().to_owned(), |(_, tag)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn names_of_languages_become_tags() {
        assert_eq!(
            (tag("English"), tag("ngerman"), tag("en-GB"), tag("Klingon")),
            ("en".into(), "de".into(), "en-GB".into(), "Klingon".into())
        );
    }
}
