//! Limits of values: what is refused, with what to type, and that what is within them is let
//! through, inside lists and groups as well.

use crate::{assert_refused, only_fault, shown, site, with_block};
use masthead::base::Code;

#[test]
fn a_number_is_within_its_limits() {
    let field = "  f: {type: number, least: 1.5, most: 10}";
    for said in ["1.5", "10", "\"3\""] {
        let shown = shown(field, "{{ f }}", &format!("f: {said}"));
        assert_eq!(shown, said.trim_matches('"'));
    }
    for (said, message, help) in [
        ("1", "`f` should be 1.5 or more", "write a larger number"),
        ("10.1", "`f` should be 10 or less", "write a smaller number"),
        ("-3", "`f` should be 1.5 or more", "write a larger number"),
    ] {
        assert_refused(field, &format!("f: {said}"), Code::WrongType, message, help);
    }
    for said in ["nan", ".inf", "1e999", "ten"] {
        let message = format!("`f` should be a number, such as 12 or 3.5, but here it is `{said}`");
        assert_refused(field, &format!("f: {said}"), Code::WrongType, &message, "");
    }
    let whole = "  f: {type: number, whole: yes}";
    let message = "`f` should be a whole number, such as 3, but here it is `3.5`";
    assert_refused(whole, "f: 3.5", Code::WrongType, message, "");
}

#[test]
fn a_list_has_as_many_entries_as_it_may() {
    let field = "  f: {type: list, least: 2, most: 3, of: {type: text}}";
    assert_eq!(
        shown(field, "{{ f | join(\"+\") }}", "f: [a, b, c]"),
        "a+b+c"
    );
    for (said, message, help) in [
        (
            "a",
            "`f` should have 2 entries or more, but here it has 1",
            "add 1 entry,",
        ),
        (
            "[]",
            "`f` should have 2 entries or more, but here it has 0",
            "add 2 entries,",
        ),
        (
            "[a, b, c, d]",
            "`f` should have 3 entries at most, but here it has 4",
            "take 1 entry out",
        ),
    ] {
        assert_refused(field, &format!("f: {said}"), Code::WrongType, message, help);
    }
}

#[test]
fn a_text_is_no_longer_than_it_may_be() {
    for of in ["text", "markdown", "heading"] {
        let field = format!("  f: {{type: {of}, longest: 5}}");
        assert!(!shown(&field, "{{ f }}", "f: größe").is_empty());
        assert_refused(
            &field,
            "f: größer",
            Code::WrongType,
            "`f` should have 5 characters at most, but here it has 6",
            "make it 1 shorter",
        );
    }
}

#[test]
fn a_text_has_the_form_that_is_wanted() {
    let rule = "pattern: \"[A-Z]{2}[0-9]+\", pattern_help: \"a code is like AB12\"";
    for of in ["text", "heading"] {
        let field = format!("  f: {{type: {of}, {rule}}}");
        assert!(!shown(&field, "{{ f }}", "f: AB12").is_empty());
        for said in ["ab12", "AB12 x", "\"AB12\\n\""] {
            let site = with_block(site(&field, "x"), &format!("f: {said}"));
            let fault = only_fault(&site);
            assert_eq!(fault.code, Code::InvalidSetting);
            assert_eq!(fault.help, ["a code is like AB12"]);
        }
    }
    let link = "  f: {type: link, pattern: \"https://.*\", pattern_help: \"a whole address\"}";
    assert_eq!(
        shown(link, "{{ f }}", "f: https://a.example/"),
        "https://a.example/"
    );
    assert_refused(
        link,
        "f: index.md",
        Code::InvalidSetting,
        "`f` cannot be `index.md`",
        "a whole address",
    );
}

#[test]
fn a_long_text_is_not_matched_for_ever() {
    let field = "  f: {type: text, pattern: \"(a*)*b\", pattern_help: \"ends with b\"}";
    let said = format!("f: {}", "a".repeat(60_000));
    let fault = only_fault(&with_block(site(field, "x"), &said));
    assert_eq!(fault.help, ["ends with b"]);
}

#[test]
fn what_ends_does_not_end_before_it_starts() {
    let fields = "  starts: {type: time}\n  ends: {type: time, after: starts}";
    for (starts, ends) in [
        ("2026-03-12 10:00", "2026-03-12 12:00"),
        ("2026-03-12 10:00", "2026-03-12 10:00"),
        ("2026-03-12 10:00", "2026-03-12"),
        ("2026-03-12 22:00", "2026-03-13 01:00"),
        ("2026-03-12 10:00", "12:00"),
    ] {
        let said = format!("starts: {starts}\nends: {ends}");
        assert_eq!(shown(fields, "{{ ends }}", &said), ends);
    }
    let said = "starts: 2026-03-12 10:00\nends: 2026-03-11 12:00";
    assert_refused(
        fields,
        said,
        Code::DatesDisagree,
        "`ends`, 2026-03-11 12:00, is before `starts`, 2026-03-12 10:00",
        "correct one of the two: `ends` cannot come before `starts`",
    );
    let fault = only_fault(&with_block(site(fields, "x"), said));
    assert_eq!(fault.labels.len(), 1);
    assert_eq!(fault.labels[0].text, "`starts` is here");

    let said = "starts: 2026-03-12 22:00\nends: \"01:00\"";
    assert_refused(
        fields,
        said,
        Code::DatesDisagree,
        "`ends`, 01:00, is before `starts`, 2026-03-12 22:00",
        "if it is on a later day, write the day too, such as `ends: 2026-03-13 01:00`",
    );

    let days = "  first: {type: date}\n  last: {type: date, after: first}";
    let said = "first: 2026-03-12\nlast: 2026-03-11";
    let message = "`last`, 2026-03-11, is before `first`, 2026-03-12";
    assert_refused(
        days,
        said,
        Code::DatesDisagree,
        message,
        "correct one of the two",
    );
}

#[test]
fn limits_hold_inside_lists_and_groups() {
    let fields = "  f:\n    type: list\n    of:\n      type: group\n      fields:\n        \
        day: {type: date, required: yes, help: \"when it is\"}\n        \
        until: {type: date, after: day}\n        \
        codes: {type: list, most: 2, of: {type: text, longest: 3, help: \"short\"}}";
    let shown = shown(
        fields,
        "{{ f[0].codes[1] }}",
        "f: [{day: 2026-03-12, codes: [a, abc]}]",
    );
    assert_eq!(shown, "abc");
    for (said, message, help) in [
        ("{codes: a}", "`day` is missing", "(when it is)"),
        (
            "{day: 2026-03-12, until: 2026-03-11}",
            "`until`, 2026-03-11, is before `day`, 2026-03-12",
            "",
        ),
        (
            "{day: 2026-03-12, codes: [a, b, c]}",
            "`codes` should have 2 entries at most, but here it has 3",
            "",
        ),
        (
            "{day: 2026-03-12, codes: [abcd]}",
            "`codes` should have 3 characters at most, but here it has 4",
            "make it 1 shorter",
        ),
    ] {
        let site = with_block(site(fields, "x"), &format!("f:\n  - {said}"));
        let fault = only_fault(&site);
        assert_eq!(fault.message, message);
        assert!(fault.help.join("\n").contains(help), "{fault:?}");
    }
}

#[test]
fn an_example_is_what_a_missing_field_is_shown_with() {
    let fields = "  f: {type: time, required: yes, example: \"2026-03-12 10:00\"}";
    let fault = only_fault(&with_block(site(fields, "x"), ""));
    assert_eq!(fault.help, ["add a line `f: 2026-03-12 10:00`"]);
}
