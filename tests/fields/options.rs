//! Options of a theme, which are declared as the fields of blocks are.

use crate::{between_brackets, messages, only_fault};
use masthead::base::Code;
use masthead::fixture::{Built, Fixture};
use masthead::memo::Memo;

/// A site whose theme has the option `f`, and whose settings say this of it.
fn with_option(field: &str, said: &str, template: &str) -> Fixture {
    let settings =
        format!("title: Test\nbase_url: https://www.example.org/\ntheme_options:\n  {said}\n");
    Fixture::new()
        .write("content/site.yaml", &settings)
        .write("content/index.md", "---\ntitle: Home\n---\n")
        .write("content/a.md", "---\ntitle: A\n---\n")
        .write(
            "themes/default/theme.yaml",
            &format!("fields:\n  f: {field}\n"),
        )
        .write(
            "themes/default/templates/page.html",
            &format!("[[{{% set f = site.theme_options.f %}}{template}]]"),
        )
}

#[test]
fn options_of_a_theme_have_the_same_limits() {
    for (field, said, message) in [
        ("{type: number, most: 3}", "f: 4", "`f` should be 3 or less"),
        (
            "{type: text, longest: 3}",
            "f: four",
            "`f` should have 3 characters at most, but here it has 4",
        ),
        (
            "{type: text, pattern: \"[a-z]+\", pattern_help: letters}",
            "f: 4",
            "`f` cannot be `4`",
        ),
        (
            "{type: time}",
            "f: \"24:00\"",
            "`24:00` is midnight, with which the next day begins",
        ),
        (
            "{type: list, least: 2, of: {type: text}}",
            "f: a",
            "`f` should have 2 entries or more, but here it has 1",
        ),
    ] {
        let fault = only_fault(&with_option(field, said, "x"));
        assert_eq!(fault.message, message);
        let span = fault.span.expect("the fault has a place");
        assert_eq!(span.file.as_str(), "content/site.yaml");
    }
    let built = with_option("{type: time}", "f: 2026-03-12T10:00", "{{ f }}").build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:?}",
        built.outcome.faults
    );
    assert_eq!(between_brackets(&built), "2026-03-12 10:00");
}

/// What a page shows of the option `f`.
#[track_caller]
fn shown(field: &str, said: &str, template: &str) -> String {
    let built = stocked(field, said, template).build();
    assert_eq!(messages(&built), Vec::<&str>::new());
    between_brackets(&built)
}

/// A site with an option, and with what options can name.
fn stocked(field: &str, said: &str, template: &str) -> Fixture {
    with_option(field, said, template)
        .write(
            "content/reports/care.md",
            "---\ntitle: Care\nsummary: How it went.\ntopics: [Home care]\n---\n",
        )
        .write(
            "content/people.yaml",
            "a-sample:\n  name: Anna Sample\n  role: staff\n",
        )
        .write("content/draft.md", "---\ntitle: Secret\ndraft: true\n---\n")
        .asset("content/garden.png", b"png")
        .asset("content/figures.csv", b"A,B\n1,2\n")
}

/// Options: the declaration of `f`, what the settings say, a template, and what it shows.
const OPTIONS: [(&str, &str, &str, &str); 17] = [
    (
        "{type: page, of: report}",
        "f: reports/care.md",
        "{{ f.title }}: {{ f.summary }} {{ f.url | href }}",
        "Care: How it went. ../reports/care/",
    ),
    (
        "{type: link}",
        "f: reports/care.md",
        "{{ f | href }}",
        "../reports/care/",
    ),
    (
        "{type: picture}",
        "f: garden.png",
        "{{ f.kind }} {{ f.url | href }}",
        "PNG ../garden.png",
    ),
    (
        "{type: asset}",
        "f: garden.png",
        "{{ f.name }}",
        "garden.png",
    ),
    (
        "{type: topic}",
        "f: Home care",
        "{{ f.name }} {{ f.url | href }}",
        "Home care ../topics/home-care/",
    ),
    (
        "{type: person}",
        "f: a-sample",
        "{{ f.name }}",
        "Anna Sample",
    ),
    ("{type: role}", "f: staff", "{{ f }}", "staff"),
    (
        "{type: markdown}",
        "f: \"A [report](reports/care.md).\"",
        "{{ f }}",
        "<p>A <a href=\"../reports/care/\">report</a>.</p>\n",
    ),
    (
        "{type: date}",
        "f: 2026-03-12",
        "{{ f | date }}",
        "12 March 2026",
    ),
    ("{type: text}", "f: a & b", "{{ f }}", "a &amp; b"),
    (
        "{type: heading}",
        "f: Our work",
        "{{ f.title }}",
        "Our work",
    ),
    ("{type: number}", "f: 2.5", "{{ f + 1 }}", "3.5"),
    ("{type: yes-no}", "f: no", "{{ f }}", "False"),
    ("{type: yes-no, default: On}", "f:", "{{ f }}", "True"),
    (
        "{type: choice, choices: [small, large]}",
        "f: large",
        "{{ f }}",
        "large",
    ),
    (
        "{type: group, fields: {day: {type: date}, at: {type: asset}}}",
        "f: {day: 2026-03-12, at: garden.png}",
        "{{ f.day }} {{ f.at.kind }}",
        "2026-03-12 PNG",
    ),
    (
        "{type: list, of: {type: page}}",
        "f: [index.md, reports/care.md]",
        "{% for page in f %}{{ page.title }};{% endfor %}",
        "Home;Care;",
    ),
];

#[test]
fn options_mean_what_fields_of_blocks_mean() {
    for (field, said, template, wanted) in OPTIONS {
        assert_eq!(shown(field, said, template), wanted, "{field}");
    }
    let picture = stocked("{type: picture}", "f: garden.png", "").build();
    assert!(picture.files.contains_key("garden.png"));
}

#[test]
fn options_that_lead_nowhere_are_reported_in_the_settings() {
    for (field, said, code) in [
        ("{type: page}", "f: reports/cares.md", Code::BrokenLink),
        ("{type: link}", "f: reports/cares.md", Code::BrokenLink),
        ("{type: picture}", "f: figures.csv", Code::MissingFile),
        ("{type: person}", "f: b-sample", Code::UnknownPerson),
        ("{type: role}", "f: king", Code::UnknownChoice),
    ] {
        let fault = only_fault(&stocked(field, said, "x"));
        assert_eq!(fault.code, code, "{fault:?}");
        let span = fault.span.expect("the fault has a place");
        assert_eq!(span.file.as_str(), "content/site.yaml");
    }
    let built = stocked(
        "{type: page}",
        "f: draft.md",
        "{{ f.title if f else \"none\" }}",
    )
    .build();
    assert_eq!(built.codes(), [Code::HeldBackLink]);
    assert_eq!(between_brackets(&built), "none");
}

#[test]
fn an_edit_of_a_page_reaches_the_option_that_names_it() {
    let mut site = stocked("{type: page}", "f: reports/care.md", "{{ f }}");
    let mut memo = Memo::default();
    let mut built = Built::default();
    for text in [
        "title: Care\nsummary: One.",
        "title: Care\nsummary: Two.",
        "title: Caring\nsummary: Two.",
        "title: Caring\nslug: home",
    ] {
        site = site.write("content/reports/care.md", &format!("---\n{text}\n---\n"));
        built = site.build_after(&mut memo, &built);
        let clean = site.build();
        for (file, bytes) in &clean.files {
            assert!(built.files.get(file) == Some(bytes), "{file} after {text}");
        }
    }
}
