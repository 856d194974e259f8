//! Front matter as people who have never heard of YAML type it.

use crate::spoilt::{Published, Refusal};
use std::fmt::Write as _;

/// A page with these lines between its fences: the first of them is line 2 of the file.
fn front(lines: &str) -> Refusal {
    page(&format!("---\n{lines}\n---\n\nText.\n"))
}

fn page(text: &str) -> Refusal {
    Published::new().with("content/a.md", text).refused()
}

#[test]
fn a_colon_in_a_title_is_told_to_go_into_quotes() {
    front("title: HTAS: the first year")
        .expect(&["yaml-syntax content/a.md:2:8"])
        .says("title: \"HTAS: the first year\"");
}

#[test]
fn a_tab_is_named_after_its_key() {
    front("title: A\n\tsummary: B")
        .expect(&["yaml-syntax content/a.md:3:1"])
        .says("Tab key");
    front("title: A\ntopics:\n\t- one")
        .expect(&["yaml-syntax content/a.md:4:1"])
        .says("Tab key");
}

#[test]
fn a_word_processors_quotes_are_told_from_plain_ones() {
    front("title: “A: b”")
        .expect(&["yaml-syntax content/a.md:2:8"])
        .says("curly quotes")
        .says("title: \"A: b\"");
}

#[test]
fn a_missing_closing_fence_is_told_with_the_line_where_it_belongs() {
    let refusal = page("---\ntitle: A\ndate: 2015-01-01\n\nThe text goes on.\n");
    refusal
        .expect(&["unclosed-front-matter content/a.md:1:1"])
        .says("a line `---` belongs above this one");
    page("---\ntitle: A\n").expect(&["unclosed-front-matter content/a.md:1:1"]);
}

#[test]
fn fences_of_another_program_are_recognised() {
    for fence in ["+++", "++++"] {
        let refusal = page(&format!("{fence}\ntitle = \"A\"\n{fence}\n"));
        refusal
            .expect(&["toml-front-matter content/a.md:1:1"])
            .says("use `---` above and below");
    }
}

#[test]
fn dashes_that_a_word_processor_made_of_hyphens_are_recognised() {
    page("—\ntitle: A\n—\n")
        .expect(&["missing-front-matter content/a.md:1:1"])
        .says("type three plain hyphens");
}

#[test]
fn a_page_without_front_matter_is_told_how_to_say_its_title() {
    page("Only text.\n")
        .expect(&["missing-front-matter content/a.md:1:1"])
        .says("title: The title");
    page("").expect(&["missing-front-matter content/a.md:1:1"]);
}

#[test]
fn a_day_that_does_not_exist_and_one_in_another_form_are_told_apart() {
    front("title: A\ndate: 31/02/2015")
        .expect(&["invalid-date content/a.md:3:7"])
        .says("February 2015 has no day 31");
    front("title: A\ndate: 3/2/2015")
        .expect(&["invalid-date content/a.md:3:7"])
        .says("`date: 2015-02-03`");
    front("title: A\ndate: soon")
        .expect(&["invalid-date content/a.md:3:7"])
        .says("`soon` is not a date");
}

#[test]
fn a_misspelt_key_and_an_unknown_kind_are_met_with_what_was_probably_meant() {
    front("title: A\nsumary: B")
        .expect(&["unknown-key content/a.md:3:1"])
        .says("did you mean `summary`?");
    front("title: A\nkind: newsleter")
        .expect(&["unknown-kind content/a.md:3:7"])
        .says("did you mean `newsletter`?");
    front("title: A\nauthor: B")
        .expect(&["unknown-key content/a.md:3:1"])
        .says("authors");
}

#[test]
fn bad_indentation_is_pointed_at() {
    front("title: A\n  date: 2015-01-01").expect(&["yaml-syntax content/a.md:3:3"]);
    front("title: A\nextra:\n  a: 1\n b: 2")
        .expect(&["yaml-syntax content/a.md:5:2"])
        .says("indentation");
    front("title: A\ntopics:\n  - one\n - two").expect(&["yaml-syntax content/a.md:5:2"]);
}

#[test]
fn what_stands_in_the_wrong_place_does_not_hide_what_else_is_wrong() {
    let others = "sumary: x\ndate: 31/02/2015\nkind: newsleter";
    for slip in ["\tweight: 3", " weight: 3", "- owner", "  weight: 3"] {
        let refusal = front(&format!("title: A\n{slip}\n{others}"));
        let at = if slip.starts_with('\t') {
            1
        } else {
            1 + slip.len() - slip.trim_start().len()
        };
        refusal.expect(&[
            &format!("yaml-syntax content/a.md:3:{at}"),
            "unknown-key content/a.md:4:1",
            "invalid-date content/a.md:5:7",
            "unknown-kind content/a.md:6:7",
        ]);
    }
    // Nobody misses what stands on such a line.
    front("draft: maybe\n title: A").expect(&[
        "wrong-type content/a.md:2:8",
        "yaml-syntax content/a.md:3:2",
    ]);
    front("# A note\n title: A\ndate: soon").expect(&[
        "yaml-syntax content/a.md:3:1",
        "invalid-date content/a.md:4:7",
    ]);
}

#[test]
fn a_line_below_a_note_is_told_about_the_spaces_before_it() {
    front("title: A\n# Whether it is held back.\n draft: true")
        .expect(&["yaml-syntax content/a.md:4:2"])
        .says("delete the spaces before `draft`");
}

#[test]
fn what_holds_a_page_back_says_since_when() {
    for name in ["draft", "publish_on", "expires_on"] {
        front(&format!("title: A\n{name}:"))
            .expect(&["missing-key content/a.md:3:1"])
            .says("nothing is written after its colon");
    }
    let refusal = front("title: A\npublish_on: 2015-03-31 23:00");
    refusal
        .expect(&["invalid-date content/a.md:3:13"])
        .says("takes a day, and no time")
        .says("`publish_on: 2015-04-01`");
    Published::new()
        .with(
            "content/a.md",
            "---\ntitle: A\npublish_on: 2015-03-31T00:00:00Z\n---\n",
        )
        .published();
}

#[test]
fn names_that_sound_right_are_met_with_the_right_one() {
    let said = [
        ("expires: 2030-01-01", "`expires_on: 2030-01-01`"),
        ("status: draft", "`draft: yes`"),
        ("embargo: 2030-01-01", "`publish_on: 2030-01-01`"),
        ("old_address: /a/", "`aliases: [/a/]`"),
        ("photo: a.jpg", "`image:`"),
    ];
    for (line, help) in said {
        front(&format!("title: A\n{line}"))
            .expect(&["unknown-key content/a.md:3:1"])
            .says(help);
    }
}

#[test]
fn an_unclosed_quote_or_bracket_is_pointed_at_where_it_opens() {
    front("title: \"A\ndate: 2015-01-01")
        .expect(&["yaml-syntax content/a.md:2:8"])
        .says("the closing quote is missing");
    front("title: 'A\ndate: 2015-01-01")
        .expect(&["yaml-syntax content/a.md:2:8"])
        .says("the closing quote is missing");
    front("title: A\ntopics: [a, b\ndate: 2015-01-01")
        .expect(&["yaml-syntax content/a.md:3:9"])
        .says("the closing `]` is missing");
    front("title: A\nextra: {a: 1\ndate: 2015-01-01")
        .expect(&["yaml-syntax content/a.md:3:8"])
        .says("the closing `}` is missing");
    front("title: \"A\" and B")
        .expect(&["yaml-syntax content/a.md:2:8"])
        .says("text goes on after the closing quote");
}

#[test]
fn a_missing_space_is_told_where_it_belongs() {
    front("title: A\nsummary:B")
        .expect(&["yaml-syntax content/a.md:3:1"])
        .says("a space is missing after `summary:`");
    front("title: A\ntopics:\n  - one\n  -two")
        .expect(&["yaml-syntax content/a.md:5:3"])
        .says("write `- two`");
}

#[test]
fn a_list_whose_first_hyphen_has_no_space_is_doubted() {
    let site = Published::new().with(
        "content/a.md",
        "---\ntitle: A\ntopics:\n  -one\n  - two\n---\n",
    );
    let ran = site.published();
    assert!(
        ran.stderr.contains("warning[yaml-syntax]") && ran.stderr.contains("content/a.md:4:3"),
        "{ran}"
    );
}

#[test]
fn a_number_below_zero_on_a_line_of_its_own_is_no_list_entry() {
    Published::new()
        .with("content/a.md", "---\ntitle: A\nweight:\n  -2\n---\n")
        .published();
}

#[test]
fn letters_that_mean_something_in_yaml_are_told_to_go_into_quotes() {
    for first in ['@', '`', '%', '*', '&', '!'] {
        front(&format!("title: {first}home"))
            .expect(&["yaml-syntax content/a.md:2:8"])
            .says("needs quotes");
    }
}

#[test]
fn a_line_that_is_no_setting_is_pointed_at() {
    front("title: A\nmore text without a name").expect(&["yaml-syntax content/a.md:3:1"]);
    front("title: A\n? [a]\n: b").says("content/a.md:3:1");
}

#[test]
fn values_of_the_wrong_sort_are_pointed_at() {
    front("title: [A]").expect(&["wrong-type content/a.md:2:8"]);
    front("title: A\nweight: heavy")
        .expect(&["wrong-type content/a.md:3:9"])
        .says("a whole number");
    front("title: A\ndraft: perhaps")
        .expect(&["wrong-type content/a.md:3:8"])
        .says("`yes` or `no`");
    front("title:")
        .expect(&["missing-key content/a.md:2:1"])
        .says("`title` is empty");
    front("title: \"  \"").expect(&["missing-key content/a.md:2:8"]);
}

#[test]
fn equal_keys_are_reported_at_any_depth() {
    front("title: A\ntitle: B")
        .expect(&["duplicate-key content/a.md:3:1"])
        .says("it is set here first");
    let deep = front("title: A\nextra:\n  a: 1\n  b:\n    c: 1\n    c: 2\n  a: 2");
    deep.expect(&[
        "duplicate-key content/a.md:7:5",
        "duplicate-key content/a.md:8:3",
    ]);
    front("title: A\nextra: {a: 1, a: 2}").expect(&["duplicate-key content/a.md:3:15"]);
    front("title: A\nextra:\n  - {a: 1, \"a\": 2}").expect(&["duplicate-key content/a.md:4:12"]);
}

#[test]
fn six_faults_of_one_file_are_six_findings() {
    let text = "---\ntitle: A: b\ndate: 31/02/2015\ntopic: x\nkind: isue\ntopics: [a, b\nweight: \
        heavy\n---\n\nText.\n";
    page(text).expect(&[
        "yaml-syntax content/a.md:2:8",
        "invalid-date content/a.md:3:7",
        "unknown-key content/a.md:4:1",
        "unknown-kind content/a.md:5:7",
        "yaml-syntax content/a.md:6:9",
        "wrong-type content/a.md:7:9",
    ]);
}

#[test]
fn faults_of_front_matter_text_and_other_files_are_reported_together() {
    let site = Published::new().with(
        "content/a.md",
        "---\ntitle: A\ndate: soon\n---\n\n[gone](gone.md)\n\n![A](gone.png)\n",
    );
    let site = site
        .with("content/b.md", "---\ntitel: B\n---\n")
        .with("content/site.yaml", "title: T\nbase: x\n");
    site.refused().expect(&[
        "invalid-date content/a.md:3:7",
        "broken-link content/a.md:6:1",
        "missing-file content/a.md:8:1",
        "unknown-key content/b.md:2:1",
        "unknown-key content/site.yaml:2:1",
    ]);
}

#[test]
fn an_alias_bomb_is_refused_before_it_goes_off() {
    let mut bomb = "title: A\nextra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let _ = writeln!(
            bomb,
            "  {name}: &{name} [{}]",
            format!("*{before}, ").repeat(9)
        );
    }
    let places: Vec<String> = (4..=13)
        .map(|line| format!("yaml-syntax content/a.md:{line}:6"))
        .collect();
    front(bomb.trim_end()).expect(&places.iter().map(String::as_str).collect::<Vec<_>>());
    front("title: A\nextra:\n  a: &a 1\n  b: *a").expect(&[
        "yaml-syntax content/a.md:4:6",
        "yaml-syntax content/a.md:5:6",
    ]);
    front("title: !!python/object:os.system rm").expect(&["yaml-syntax content/a.md:2:8"]);
}

#[test]
fn brackets_without_end_are_refused_at_once() {
    front(&format!("title: A\nextra: {}", "[".repeat(100_000)))
        .expect(&["yaml-limit content/a.md:2:1"])
        .says("64 KB is the most");
    front(&format!("title: A\nextra: {}", "[".repeat(60_000)))
        .expect(&["yaml-limit content/a.md:3:72"])
        .says("nested too deeply");
    front(&format!("title: A\nextra: {}", "{a: ".repeat(15_000)))
        .expect(&["yaml-limit content/a.md:3:264"]);
    front(&format!("title: A\nextra:\n  {}x", "- ".repeat(20_000)))
        .expect(&["yaml-limit content/a.md:4:131"]);
    let settings = Published::new().with(
        "content/site.yaml",
        format!("title: T\nnavigation: {}", "[".repeat(100_000)),
    );
    settings
        .refused()
        .expect(&["yaml-limit content/site.yaml:2:77"]);
    let component = format!(
        "---\ntitle: A\n---\n\n```notice\nbody: {}\n```\n",
        "[".repeat(50_000)
    );
    page(&component).expect(&["yaml-limit content/a.md:6:71"]);
}

#[test]
fn settings_of_a_component_are_looked_at_as_closely() {
    let page = |block: &str| page(&format!("---\ntitle: A\n---\n\n```notice\n{block}\n```\n"));
    page("body: A: b").expect(&["yaml-syntax content/a.md:6:7"]);
    page("body: A\nbody: B").expect(&["duplicate-key content/a.md:7:1"]);
    page("titel: A\nbody: B")
        .expect(&["unknown-key content/a.md:6:1"])
        .says("did you mean `title`?");
    page("title: A")
        .expect(&["missing-key content/a.md:6:1"])
        .says("`body` is missing");
    page("body: A\nkind: purple").expect(&["unknown-choice content/a.md:7:7"]);
    page("body: A [link](gone.md)").expect(&["broken-link content/a.md:6:7"]);
}
