//! Slips in declarations of kinds and in their templates.

use super::{build, finding, messages, site, visit};
use masthead::base::{Code, Fault, Severity};
use masthead::fixture::Fixture;

/// The place of a finding: its file, and the text there.
#[track_caller]
fn at(fault: &Fault, site: &Fixture) -> (String, String) {
    let span = fault.span.as_ref().expect("a finding has a place");
    let text = &site.tree().texts[&span.file].text;
    (span.file.to_string(), text[span.range.clone()].to_owned())
}

fn help(fault: &Fault) -> String {
    fault.help.join(" ")
}

#[test]
fn a_template_that_asks_for_a_field_nobody_declared_is_told_the_nearest() {
    let template = "{# page.hots #}{% if page.host %}{{ page.hots or '' }}{% endif %}\
        {{ page.title }}{% if page.list %}{{ page.list.items }}{% endif %}";
    let site = visit(site("fields: {host: {type: text}}\n"), "a", "host: Ada")
        .write("themes/own/templates/visit.html", template);
    let fault = finding(&site);
    assert_eq!(
        (fault.code, fault.severity),
        (Code::UnknownKey, Severity::Warning)
    );
    assert_eq!(fault.message, "pages of the kind `visit` have no `hots`");
    let (file, text) = at(&fault, &site);
    assert_eq!(
        (file.as_str(), text.as_str()),
        ("themes/own/templates/visit.html", "page.hots")
    );
    assert_eq!(fault.span.as_ref().map(|span| span.range.start), Some(36));
    assert!(help(&fault).contains("did you mean `page.host`?"));
}

#[test]
fn a_template_may_ask_for_what_every_page_has_and_for_its_fields() {
    let template = "{% extends 'base.html' %}{% block main %}{{ page.host }}\
        {% if page.extra.x %}x{% endif %}\
        {% for field in page.fields %}{{ field.value }}{% endfor %}{% endblock %}";
    let site = visit(site("fields: {host: {type: text}}\n"), "a", "host: Ada");
    build(&site.write("themes/own/templates/visit.html", template));
}

#[test]
fn a_field_with_the_name_of_another_value_is_an_error() {
    let declaration = "fields:\n  host: {type: text}\n  list: {type: text}\n";
    let site = visit(site(declaration), "a", "host: list");
    let fault = finding(&site);
    assert_eq!(fault.severity, Severity::Error);
    assert_eq!(
        fault.message,
        "templates know another value of pages as `list`"
    );
    let expected = ("themes/own/kinds/visit.yaml".to_owned(), "list".to_owned());
    assert_eq!(at(&fault, &site), expected);
    assert!(help(&fault).contains("`own_list`"));
}

#[test]
fn a_kind_with_the_name_of_another_page_is_an_error() {
    for name in ["topic", "base", "kind", "list", "error"] {
        let path = format!("themes/own/kinds/{name}.yaml");
        let site = visit(site(""), "a", "").write(&path, "summary: X.\n");
        let fault = finding(&site);
        assert_eq!(fault.code, Code::ThemeFile);
        assert!(
            fault
                .message
                .starts_with(&format!("`{name}` cannot be the name")),
            "{fault:?}"
        );
        assert!(help(&fault).contains(&format!("`own-{name}.yaml`")));
    }
}

/// A site that uses another theme than the one that declares its visits.
fn switched_off(front: &str) -> Fixture {
    visit(site("fields: {host: {type: text}}\n"), "a", front).write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\n",
    )
}

#[test]
fn pages_of_a_kind_of_another_theme_say_which() {
    let fault = finding(&switched_off("kind: visit"));
    assert_eq!(fault.code, Code::UnknownKind);
    assert!(
        help(&fault).contains("the theme `own` has the kind `visit`"),
        "{fault:?}"
    );
    assert!(help(&fault).contains("`theme: own`"), "{fault:?}");
    let fault = finding(&switched_off("host: Ada"));
    assert_eq!(fault.code, Code::UnknownKey);
    assert!(
        help(&fault).contains("the theme `own` has the kind `visit`"),
        "{fault:?}"
    );
}

#[test]
fn faults_of_kinds_that_nobody_uses_are_not_reported() {
    let site = switched_off("").write("themes/own/kinds/visit.yaml", "fields: {x: {type: y}}\n");
    assert_eq!(messages(&site.build()), Vec::<&str>::new());
}
