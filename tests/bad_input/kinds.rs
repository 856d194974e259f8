//! Kinds of page that a theme declares, with faults: each names the file and the line, and says
//! what to type instead.

use crate::spoilt::{Published, Refusal};
use crate::support::Site;

const SETTINGS: &str = "title: Test\nbase_url: https://www.example.org/\ntheme: own\n";
const VISIT: &str = "themes/own/kinds/visit.yaml";
const TEMPLATE: &str = "themes/own/templates/visit.html";
const EXTENDS: &str = "{% extends \"page.html\" %}";
const PAGE: &str = "content/visits/night-team.md";

/// A published site whose theme declares a kind of its own, with a page of it.
fn with_kind(declaration: &str) -> Published {
    Published::new()
        .with("content/site.yaml", SETTINGS)
        .with(PAGE, "---\ntitle: Night team\n---\n\nTea.\n")
        .with(TEMPLATE, EXTENDS)
        .with(VISIT, declaration)
}

fn refused(declaration: &str) -> Refusal {
    with_kind(declaration).refused()
}

#[test]
fn a_declaration_that_names_a_wrong_field_brings_the_nearest() {
    let fields = "fields:\n  day: {type: date}\n  host: {type: text}\n";
    for (line, words) in [
        ("order: dya", "did you mean `day`?"),
        ("order: {field: dya}", "did you mean `day`?"),
        ("groups: dya", "did you mean `day`?"),
        ("groups: {field: day, until: dya}", "did you mean `day`?"),
        (
            "groups: host",
            "`groups` needs a field that holds a date, a time or a choice",
        ),
        ("leaves_lists_after: dya", "did you mean `day`?"),
        (
            "leaves_lists_after: host",
            "needs a field that holds a date or a time",
        ),
        ("below: [hots]", "did you mean `host`?"),
        (
            "schema: Event\nmapping: {startDate: dya}",
            "did you mean `day`?",
        ),
        (
            "schema: Event\nmapping: {location: {name: host}}",
            "`location` does not say its type",
        ),
        (
            "one_of: [dya]",
            "there is no field `dya`, which `one_of` names",
        ),
    ] {
        let refusal = refused(&format!("folder: visits\n{line}\n{fields}"));
        refusal.says(words).says(&format!("--> {VISIT}:"));
    }
}

#[test]
fn a_field_that_cannot_be_read_is_told_once_and_a_wrong_name_where_it_stands() {
    refused("order: day\nschema: Event\nmapping: {startDate: day}\nfields:\n  day: {type: dy}\n")
        .expect(&["unknown-choice themes/own/kinds/visit.yaml:5:15"]);
    refused(
        "schema: Event\nmapping:\n  startDate: day\n  endDate: dya\nfields: {day: {type: date}}\n",
    )
    .says(&format!("--> {VISIT}:4:12"));
}

#[test]
fn a_declaration_is_checked_word_by_word() {
    for (text, error, words) in [
        ("- a list\n", "wrong-type", "the declaration"),
        (
            "folder: visits\nfileds:\n  a: {type: text}\n",
            "unknown-key",
            "did you mean `fields`?",
        ),
        (
            "folder: visits\nfields:\n  a: {type: txet}\n",
            "unknown-choice",
            "did you mean `text`?",
        ),
        (
            "folder: visits\nfields:\n  a: {help: b}\n",
            "missing-key",
            "type: text",
        ),
        (
            "folder: visits\nfields:\n  title: {type: text}\n",
            "theme-file",
            "`title` is a setting that every page has already",
        ),
        (
            "folder: ../visits\n",
            "invalid-setting",
            "`../visits` is no folder below `content`",
        ),
        (
            "folder: visits\norder: {field: title, direction: sideways}\n",
            "unknown-choice",
            "write `up` for small values first",
        ),
        (
            "folder: visits\nsearch: {weight: heavy}\n",
            "invalid-setting",
            "`weight` should be a number from 0.1 to 10",
        ),
        (
            "folder: visits\nfeed: perhaps\n",
            "wrong-type",
            "`feed` should be `yes` or `no`",
        ),
        ("folder: [visits\n", "yaml-syntax", VISIT),
    ] {
        refused(text)
            .says(&format!("error[{error}]"))
            .says(&format!("--> {VISIT}:"))
            .says(words);
    }
}

#[test]
fn a_kind_cannot_have_the_name_of_something_else() {
    for (file, words) in [
        (
            "report",
            "`report` is a kind of page that masthead has already",
        ),
        (
            "year",
            "`year` cannot be the name of a kind: masthead uses it for something else",
        ),
        (
            "issue",
            "give your kind another name, such as `own-issue.yaml`",
        ),
        ("My Visit", "`My Visit` cannot be the name of a kind"),
        (
            "visit_two",
            "name the file in lower-case letters, digits and `-`",
        ),
    ] {
        let site = with_kind("folder: visits\n");
        site.site
            .put(&format!("themes/own/kinds/{file}.yaml"), "summary: Mine.\n");
        site.refused().says("error[theme-file]").says(words);
    }
}

#[test]
fn a_file_that_declares_nothing_does_not_belong_beside_declarations() {
    let site = with_kind("folder: visits\n");
    site.site.put("themes/own/kinds/visit.html", "<p>");
    site.refused()
        .says("this folder holds only files that end in `.yaml`");
}

#[test]
fn two_kinds_cannot_have_one_folder() {
    let site = with_kind("folder: visits\n");
    site.site
        .put("themes/own/kinds/walk.yaml", "folder: visits\n");
    site.refused()
        .says("the folder `visits` belongs to the kind `visit` already")
        .says("give one of the two another `folder:`");
}

#[test]
fn a_folder_that_is_not_there_is_told_with_the_nearest() {
    let site = Site::new();
    site.put("content/site.yaml", SETTINGS);
    site.put(PAGE, "---\ntitle: Night team\nkind: visit\n---\n\nTea.\n");
    site.put(VISIT, "folder: vistis\n");
    site.put(TEMPLATE, EXTENDS);
    let ran = site.build();
    for words in [
        "warning[theme-file]: there is no page in `content/vistis`, the folder of the kind `visit`",
        "did you mean `folder: visits`?",
        "type `masthead new visit \"A title\"`",
    ] {
        assert!(ran.stderr.contains(words), "{words}\n{ran}");
    }
}

#[test]
fn pages_of_a_kind_that_is_gone_are_named() {
    let site = with_kind("folder: visits\n").with(
        PAGE,
        "---\ntitle: Night team\nkind: visit\nhost: A\n---\n\nTea.\n",
    );
    site.site.remove(VISIT);
    let gone = site.refused();
    gone.says("there is no kind of page called `visit`")
        .says(&format!("--> {PAGE}:3:7"));
    let site = with_kind("folder: visits\n")
        .with(PAGE, "---\ntitle: Night team\nkind: vist\n---\n\nTea.\n");
    site.refused().says("did you mean `visit`?");
}

#[test]
fn settings_that_name_a_kind_that_is_not_there_bring_the_nearest() {
    let settings =
        format!("{SETTINGS}folders:\n  news: {{kind: vist}}\nsearch:\n  boost: {{visti: 2}}\n");
    let site = with_kind("folder: visits\n").with("content/site.yaml", settings);
    site.refused()
        .expect(&[
            "unknown-choice content/site.yaml:5:16",
            "unknown-key content/site.yaml:7:11",
        ])
        .says("did you mean `visit`?");
}

#[test]
fn a_page_is_checked_by_the_declaration_of_its_kind() {
    let declaration = "folder: visits\nfields:\n  host: {type: text, required: yes, example: Night \
                       team}\n  day: {type: date}\n  size: {type: choice, choices: [small, \
                       large]}\n";
    for (lines, error, words) in [
        (
            "day: 2026-03-12",
            "missing-key",
            "add a line such as `host: Night team`",
        ),
        ("host:", "missing-key", "host"),
        ("host: A\nday: soon", "invalid-date", "`soon` is not a date"),
        (
            "host: A\nsize: lagre",
            "unknown-choice",
            "did you mean `large`?",
        ),
        ("host: A\nhots: B", "unknown-key", "did you mean `host`?"),
    ] {
        let site = with_kind(declaration);
        site.site.put(
            PAGE,
            format!("---\ntitle: Night team\n{lines}\n---\n\nTea.\n"),
        );
        site.refused()
            .says(&format!("error[{error}]"))
            .says(&format!("--> {PAGE}:"))
            .says(words);
    }
}

#[test]
fn a_template_that_uses_what_a_page_must_say_is_not_at_fault() {
    let site = Published::new().with(
        "content/events/a.md",
        "---\ntitle: A\nends: 2030-01-31\n---\n",
    );
    site.refused()
        .expect(&["missing-key content/events/a.md:2:1"]);
}
