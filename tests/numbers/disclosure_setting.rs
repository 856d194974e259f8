//! The rule by which small numbers are kept back, as people write it in the settings.

use masthead::base::Code;
use masthead::fixture::Fixture;

/// Builds a site with this line among its settings, and returns its faults as text.
fn faults_of(line: &str) -> Vec<(Code, String)> {
    let settings = format!("title: Test\n{line}\n");
    let built = Fixture::new()
        .write("content/site.yaml", &settings)
        .write(
            "content/index.md",
            "---\ntitle: Home\ntemplate: home\n---\n",
        )
        .build();
    let faults = built.outcome.faults.iter();
    let faults = faults.filter(|fault| fault.code != Code::NoBaseUrl);
    faults
        .map(|fault| {
            (
                fault.code,
                format!("{} / {}", fault.message, fault.help.join(" / ")),
            )
        })
        .collect()
}

#[test]
fn every_rule_is_read() {
    for line in [
        "disclosure: nhs",
        "disclosure: ons-ofqual",
        "disclosure: ofs",
        "disclosure: {threshold: 10}",
        "disclosure:\n  threshold: 2",
        "disclosure: {none: \"They are published elsewhere.\"}",
        "disclosure:",
    ] {
        assert_eq!(faults_of(line), [], "{line}");
    }
}

/// A line of settings, the code of the finding, and words of its advice.
const MISTAKES: [(&str, Code, &str); 18] = [
    (
        "disclosure: nsh",
        Code::UnknownChoice,
        "did you mean `nhs`?",
    ),
    (
        "disclosure: 10",
        Code::UnknownChoice,
        "write `disclosure: {threshold: 10}`",
    ),
    (
        "disclosure: \"threshold: 10\"",
        Code::UnknownChoice,
        "write `disclosure: {threshold: 10}`",
    ),
    ("disclosure: none", Code::UnknownChoice, "need a reason"),
    ("disclosure: no", Code::UnknownChoice, "need a reason"),
    (
        "disclosure: {none: }",
        Code::InvalidSetting,
        "need a reason",
    ),
    (
        "disclosure: {none: true}",
        Code::InvalidSetting,
        "need a reason",
    ),
    (
        "disclosure: {threshold: 0}",
        Code::WrongType,
        "from 2 to 1000",
    ),
    (
        "disclosure: {threshold: 1}",
        Code::WrongType,
        "from 2 to 1000",
    ),
    (
        "disclosure: {threshold: -5}",
        Code::WrongType,
        "from 2 to 1000",
    ),
    (
        "disclosure: {threshold: 2.5}",
        Code::WrongType,
        "from 2 to 1000",
    ),
    (
        "disclosure: {threshold: five}",
        Code::WrongType,
        "but here it is five",
    ),
    (
        "disclosure: {threshold: }",
        Code::InvalidSetting,
        "has no number behind it",
    ),
    (
        "disclosure: {treshold: 5}",
        Code::UnknownKey,
        "did you mean `threshold`?",
    ),
    (
        "disclosure: {nhs: yes}",
        Code::UnknownKey,
        "write `disclosure: nhs`",
    ),
    (
        "disclosure: {threshold: 5, none: x}",
        Code::InvalidSetting,
        "keep `threshold` or",
    ),
    ("disclosure: [nhs]", Code::WrongType, ""),
    ("disclosure: {}", Code::WrongType, "says nothing"),
];

#[test]
fn what_is_no_rule_is_met_with_one_that_may_be_meant() {
    for (line, code, words) in MISTAKES {
        let faults = faults_of(line);
        assert!(
            faults
                .iter()
                .any(|(of, text)| *of == code && text.contains(words)),
            "{line}: {faults:#?}"
        );
        assert_eq!(faults.len(), 1, "{line}: {faults:#?}");
    }
}
