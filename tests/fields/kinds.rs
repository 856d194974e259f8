//! Kinds of page are declared in the same language, with the same limits and the same care.

use crate::only_fault;
use masthead::base::Code;
use masthead::fixture::Fixture;

fn site() -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
}

#[test]
fn an_event_does_not_end_before_it_starts() {
    let event = "---\ntitle: Fair\nkind: event\nstarts: 2026-03-12 10:00\nends: 2026-03-12 09:00\n\
        ---\n";
    let fault = only_fault(&site().write("content/events/fair.md", event));
    assert_eq!(fault.code, Code::DatesDisagree);
    assert_eq!(
        fault.message,
        "`ends`, 2026-03-12 09:00, is before `starts`, 2026-03-12 10:00"
    );
    let place = |span: &masthead::base::Span| event[span.range.clone()].to_owned();
    assert_eq!(
        fault.span.as_ref().map(place).as_deref(),
        Some("2026-03-12 09:00")
    );
    assert_eq!(place(&fault.labels[0].span), "2026-03-12 10:00");
}

#[test]
fn fields_of_pages_have_the_limits_of_their_kind() {
    let kind = "summary: A visit.\nfolder: visits\nfields:\n  code: {type: text, pattern: \
        \"[A-Z]+[0-9]+\", pattern_help: \"a code is like AB12\"}\n  guests: {type: list, most: 1, \
        of: {type: text, longest: 5}}\n";
    let visit = |line: &str| {
        site().write("themes/default/kinds/visit.yaml", kind).write(
            "content/visits/a.md",
            &format!("---\ntitle: A\n{line}\n---\n"),
        )
    };
    for (line, message) in [
        ("code: ab", "`code` cannot be `ab`"),
        (
            "guests: [a, b]",
            "`guests` should have 1 entry at most, but here it has 2",
        ),
        (
            "guests: Somebody",
            "`guests` should have 5 characters at most, but here it has 8",
        ),
    ] {
        assert_eq!(only_fault(&visit(line)).message, message);
    }
    assert!(visit("code: AB12\nguests: Ann").build().codes().is_empty());
}

#[test]
fn a_faulty_declaration_of_a_kind_is_reported_once() {
    let kind = "summary: A visit.\nfolder: visits\nfields:\n  host: {type: txt}\n";
    let fault = only_fault(
        &site()
            .write("themes/default/kinds/visit.yaml", kind)
            .write("themes/default/templates/visit.html", "x")
            .write("content/visits/a.md", "---\ntitle: A\nhost: B\n---\n"),
    );
    assert_eq!(fault.message, "there is no type of field called `txt`");
    let kind = "summary: A visit.\nfolder: visits\nfields:\n  host: {type: page, of: visot}\n";
    let fault = only_fault(
        &site()
            .write("themes/default/kinds/visit.yaml", kind)
            .write("themes/default/templates/visit.html", "x")
            .write("content/visits/a.md", "---\ntitle: A\n---\n"),
    );
    assert_eq!(fault.code, Code::UnknownKind);
    assert_eq!(fault.help[0], "did you mean `visit`?");
}
