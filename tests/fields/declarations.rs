//! What is said of a declaration that cannot be right: at its file and line, once.

use crate::{BLOCK, messages, only_fault, site, with_block};
use masthead::base::{Code, Fault, LineIndex};
use masthead::fixture::Fixture;

/// The only fault of a site whose block declares these fields, and the words that it points at.
#[track_caller]
fn declared(fields: &str) -> (Fault, String) {
    let site = site(fields, "x");
    let fault = only_fault(&site);
    let span = fault.span.clone().expect("the fault has a place");
    assert_eq!(span.file.as_str(), BLOCK);
    let text = format!("fields:\n{fields}\n");
    (fault, text[span.range].to_owned())
}

#[track_caller]
fn assert_fault(fields: &str, code: Code, message: &str, at: &str, help: &str) {
    let (fault, place) = declared(fields);
    assert_eq!((fault.code, fault.message.as_str()), (code, message));
    assert_eq!(place, at);
    let said = fault.help.join("\n");
    assert!(said.contains(help), "{said}");
}

#[test]
fn a_type_must_be_there_and_exist() {
    assert_fault(
        "  a: {type: piture}",
        Code::UnknownChoice,
        "there is no type of field called `piture`",
        "piture",
        "did you mean `picture`?",
    );
    assert_fault(
        "  a: {help: words}",
        Code::MissingKey,
        "`type` is missing",
        "help",
        "`type: text`",
    );
    assert_fault(
        "  a: text",
        Code::WrongType,
        "`a` should be followed by settings, but here it is `text`",
        "text",
        "write `a: {type: text}`",
    );
    assert_fault(
        "  a: {type: list, of: date}",
        Code::WrongType,
        "`of` should be followed by settings, but here it is `date`",
        "date",
        "write `of: {type: date}`",
    );
}

/// Fields whose defaults do not fit, with the fault of each.
const DEFAULTS: [(&str, Code, &str); 11] = [
    (
        "{type: number, default: many}",
        Code::WrongType,
        "`default` should be a number, such as 12 or 3.5, but here it is `many`",
    ),
    (
        "{type: number, whole: yes, default: 2.5}",
        Code::WrongType,
        "`default` should be a whole number, such as 3, but here it is `2.5`",
    ),
    (
        "{type: number, least: 3, default: 2}",
        Code::WrongType,
        "`default` should be 3 or more",
    ),
    (
        "{type: number, most: 3, default: 4}",
        Code::WrongType,
        "`default` should be 3 or less",
    ),
    (
        "{type: text, longest: 3, default: four}",
        Code::WrongType,
        "`default` should have 3 characters at most, but here it has 4",
    ),
    (
        "{type: text, pattern: \"[0-9]+\", pattern_help: digits, default: four}",
        Code::InvalidSetting,
        "`default` cannot be `four`",
    ),
    (
        "{type: yes-no, default: perhaps}",
        Code::WrongType,
        "`default` should be `true` or `false`, but here it is `perhaps`",
    ),
    (
        "{type: choice, choices: [small, large], default: huge}",
        Code::UnknownChoice,
        "`default` cannot be `huge`",
    ),
    (
        "{type: date, default: 2026-02-30}",
        Code::InvalidDate,
        "`2026-02-30` is not a day of the calendar: February 2026 has no day 30",
    ),
    (
        "{type: time, default: \"25:00\"}",
        Code::InvalidDate,
        "`25:00` is not a time of the day: no day has an hour 25",
    ),
    (
        "{type: text, default: [a, b]}",
        Code::WrongType,
        "`default` should be text, but here it is a list",
    ),
];

#[test]
fn a_default_must_fit_its_field() {
    for (field, code, message) in DEFAULTS {
        let (fault, _) = declared(&format!("  a: {field}"));
        assert_eq!(
            (fault.code, fault.message.as_str()),
            (code, message),
            "{field}"
        );
    }
    for of in ["link", "markdown", "page", "list, of: {type: text}"] {
        assert_fault(
            &format!("  a: {{type: {of}, default: x}}"),
            Code::UnknownKey,
            "there is no setting `default` here",
            "default",
            "`default` is for fields of the type `text`, `date`, `time`, `number`, `yes-no` and \
             `choice`",
        );
    }
}

#[test]
fn an_example_must_fit_its_field() {
    let (fault, _) = declared("  a: {type: date, example: soon}");
    assert_eq!(fault.message, "`soon` is not a date");
}

#[test]
fn choices_are_there_and_differ() {
    for (field, at) in [
        ("{type: choice}", "type"),
        ("{type: choice, choices: []}", "choices"),
    ] {
        let (fault, place) = declared(&format!("  a: {field}"));
        assert_eq!(fault.code, Code::MissingKey);
        assert_eq!(place, at);
        assert!(
            fault.help[0].contains("`choices: [small, large]`"),
            "{fault:?}"
        );
    }
    let field = "  a: {type: choice, choices: [small, large, small]}";
    let (fault, _) = declared(field);
    assert_eq!(fault.code, Code::DuplicateKey);
    assert_eq!(fault.message, "`small` is among the `choices` twice");
    assert_eq!(fault.labels.len(), 1);
    let (fault, _) = declared("  a: {type: choice, choices: [small, \"\"]}");
    assert_eq!(fault.message, "one of the `choices` is empty");
}

#[test]
fn lists_and_groups_say_what_is_in_them() {
    assert_fault(
        "  a: {type: list}",
        Code::MissingKey,
        "`of` is missing",
        "type",
        "`of: {type: text}`",
    );
    for group in ["{type: group}", "{type: group, fields: {}}"] {
        let (fault, _) = declared(&format!("  a: {group}"));
        assert_eq!(fault.code, Code::MissingKey, "{fault:?}");
        assert!(
            fault.help[0].contains("`fields: {name: {type: text}}`"),
            "{fault:?}"
        );
    }
    let (fault, _) = declared("  a: {type: list, of: {type: text, required: yes}}");
    assert_eq!(fault.help, ["entries of a list cannot have `required`"]);
    let (fault, place) = declared("  a: {type: list, of: {type: data}}");
    assert_eq!(
        fault.message,
        "a field of the type `data` cannot stand inside a list or a group"
    );
    assert_eq!(place, "data");
    let (fault, place) = declared("  a: {type: data}\n  b: {type: data}");
    assert_eq!(
        fault.message,
        "a block can have one field of the type `data` only"
    );
    assert_eq!(place, "b");
}

#[test]
fn a_name_is_one_that_templates_can_use() {
    for (name, meant) in [
        ("openTo", "open_to"),
        ("Open-to", "open_to"),
        ("1st name", "st_name"),
        ("größe", "grosse"),
        ("a.b", "a_b"),
        ("_a", "a"),
    ] {
        let (fault, place) = declared(&format!("  {name}: {{type: text}}"));
        assert_eq!(fault.message, format!("a field cannot be called `{name}`"));
        assert_eq!(fault.help[0], format!("write `{meant}`"));
        assert_eq!(place, name);
    }
    for name in ["id", "page", "site"] {
        let (fault, place) = declared(&format!("  {name}: {{type: text}}"));
        assert!(
            fault.message.contains("knows something else by this name"),
            "{fault:?}"
        );
        assert_eq!(place, name);
    }
}

#[test]
fn a_field_is_declared_once() {
    let (fault, _) = declared("  a: {type: text}\n  a: {type: date}");
    assert_eq!(fault.code, Code::DuplicateKey);
    assert_eq!(fault.labels.len(), 1);
}

#[test]
fn one_of_names_fields_that_are_there() {
    let site = site("  who: {type: text}\none_of: [whoo]", "x");
    let fault = only_fault(&site);
    assert_eq!(
        fault.message,
        "there is no field `whoo`, which `one_of` names"
    );
    assert_eq!(fault.help[0], "did you mean `who`?");
}

#[test]
fn after_names_a_day_or_a_time_beside_it() {
    let starts = "  starts: {type: time}\n  name: {type: text}\n";
    for (after, code, message, help) in [
        (
            "start",
            Code::UnknownChoice,
            "there is no field `start` beside `ends`",
            "did you mean `starts`?",
        ),
        (
            "name",
            Code::WrongType,
            "`name` is neither a day nor a time: its type is `text`",
            "`after` can be `starts`",
        ),
        (
            "ends",
            Code::WrongType,
            "`ends` cannot come after itself",
            "`after` can be `starts`",
        ),
    ] {
        let fields = format!("{starts}  ends: {{type: date, after: {after}}}");
        assert_fault(&fields, code, message, after, help);
    }
    let (fault, _) = declared("  a: {type: text, after: b}");
    assert_eq!(
        fault.help,
        ["`after` is for fields of the type `date` and `time`"]
    );
}

#[test]
fn limits_make_sense() {
    assert_fault(
        "  a: {type: number, least: 5, most: 3}",
        Code::InvalidSetting,
        "`least` is 5, which is more than `most`, 3",
        "5",
        "exchange the two",
    );
    let (fault, _) = declared("  a: {type: text, longest: 0}");
    assert_eq!(
        fault.message,
        "`longest` should be 1 or more, but here it is `0`"
    );
    let (fault, _) = declared("  a: {type: number, least: few}");
    assert_eq!(
        fault.message,
        "`least` should be a number, such as 3, but here it is `few`"
    );
    let (fault, _) = declared("  a: {type: text, least: 3}");
    assert_eq!(
        fault.help,
        ["`least` is for fields of the type `number` and `list`"]
    );
}

#[test]
fn a_pattern_is_right_and_explained() {
    let field = |pattern: &str| format!("  a: {{type: text, pattern: '{pattern}'}}");
    let (fault, _) = declared(&field("[0-9]+"));
    assert_eq!(fault.message, "`pattern_help` is missing");
    for pattern in ["[0-9", "(?i)a", "a)|(b"] {
        let field = format!("  a: {{type: text, pattern: '{pattern}', pattern_help: words}}");
        let (fault, _) = declared(&field);
        assert_eq!(fault.code, Code::InvalidSetting, "{pattern}");
        assert!(
            fault.message.starts_with("the `pattern` "),
            "{}",
            fault.message
        );
    }
    let (fault, _) = declared("  a: {type: text, pattern_help: words}");
    assert_eq!(
        fault.message,
        "`pattern_help` explains a `pattern`, and there is none"
    );
}

#[test]
fn a_page_is_of_a_kind_that_exists() {
    assert_fault(
        "  a: {type: list, of: {type: page, of: raport}}",
        Code::UnknownKind,
        "there is no kind of page called `raport`",
        "raport",
        "did you mean `report`?",
    );
}

#[test]
fn a_declaration_of_very_many_fields_has_one_fault() {
    let many: Vec<String> = (0..10_000)
        .map(|at| format!("  f{at}: {{type: txt}}"))
        .collect();
    let (fault, place) = declared(&many.join("\n"));
    assert_eq!(fault.code, Code::YamlLimit);
    assert_eq!(
        (fault.message.as_str(), place.as_str()),
        ("there are more than 200 fields here", "f200")
    );

    let group = |count: usize| {
        let fields: Vec<String> = (0..count)
            .map(|at| format!("f{at}: {{type: text}}"))
            .collect();
        format!(
            "  a: {{type: list, of: {{type: group, fields: {{{}}}}}}}",
            fields.join(", ")
        )
    };
    let (fault, place) = declared(&group(200));
    assert_eq!((fault.code, place.as_str()), (Code::YamlLimit, "f199"));
    assert_eq!(
        messages(&site(&group(199), "x").build()),
        Vec::<&str>::new()
    );
}

#[test]
fn fields_are_not_nested_without_end() {
    let nested = |depth: usize| {
        let inner = "{type: text}".to_owned();
        (0..depth).fold(inner, |inner, _| {
            format!("{{type: group, fields: {{a: {inner}}}}}")
        })
    };
    assert_eq!(
        messages(&site(&format!("  a: {}", nested(5)), "x").build()),
        Vec::<&str>::new()
    );
    let (fault, place) = declared(&format!("  a: {}", nested(6)));
    assert_eq!(fault.code, Code::YamlLimit);
    assert_eq!(
        fault.message,
        "lists and groups are nested more than 5 deep here"
    );
    assert_eq!(place, "group");
}

#[test]
fn a_faulty_declaration_is_not_reported_again_where_the_block_is_used() {
    let site = with_block(
        site("  a: {type: txt}\n  b: {type: text}", "x"),
        "a: 1\nb: 2",
    );
    let fault = only_fault(&site);
    assert_eq!(fault.message, "there is no type of field called `txt`");
}

#[test]
fn options_of_a_theme_are_declared_as_carefully() {
    let theme =
        "summary: Mine.\nfields:\n  a: {type: number, default: many}\n  page: {type: text}\n";
    let site = Fixture::new()
        .write(
            "content/site.yaml",
            "title: T\nbase_url: https://a.example/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\n")
        .write("themes/default/theme.yaml", theme);
    let fault = only_fault(&site);
    let span = fault.span.expect("the fault has a place");
    assert_eq!(span.file.as_str(), "themes/default/theme.yaml");
    let position = LineIndex::new(theme).position(theme, span.range.start);
    assert_eq!((position.line, position.column), (3, 30));
}
