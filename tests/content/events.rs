//! Events and vacancies as readers, calendar programs and search engines see them.

use crate::{between, built, site, words};
use masthead::base::Code;
use masthead::fixture::Built;
use masthead::memo::Memo;
use serde_json::Value;
use std::path::Path;

const SPRING: &str = "---\ntitle: \"Tea; cake, and more\"\nsummary: A day\ndate: 2026-01-05\n\
                      starts: 2026-07-10 10:00\nends: 2026-07-10 16:30\nplace: Hall\n\
                      address: 1 Street\nprice: Free\nbooking: ../about.md\n---\nCome.\n";
const TRAINING: &str = "---\ntitle: Training\nstarts: 2026-11-04\nends: 2026-11-05\n---\n";
const ABOUT: (&str, &str) = ("content/about.md", "---\ntitle: About\n---\n");
const SECTION: (&str, &str) = ("content/events/index.md", "---\ntitle: Events\n---\n");

fn two_events() -> Built {
    let site = site(&[
        ABOUT,
        SECTION,
        ("content/events/spring.md", SPRING),
        ("content/events/training.md", TRAINING),
    ]);
    let london = "title: Test\nbase_url: https://www.example.org/\ntime_zone: Europe/London\n";
    let built = site
        .write("content/site.yaml", london)
        .today(2026, 3, 1)
        .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    built
}

fn is_calendar(path: &str) -> bool {
    Path::new(path).extension() == Some("ics".as_ref())
}

/// The object of a type in the structured data of a page.
fn structured(html: &str, kind: &str) -> Value {
    let script = between(html, "<script type=\"application/ld+json\">", "</script>");
    let (_, json) = script.split_once('>').expect("a script");
    let data: Value = serde_json::from_str(json).expect("JSON");
    let mut nodes = data["@graph"].as_array().expect("a graph").iter();
    let node = nodes.find(|node| node["@type"] == kind);
    node.unwrap_or_else(|| panic!("no {kind} in {data}"))
        .clone()
}

#[test]
fn an_event_says_when_and_where_it_takes_place() {
    let html = two_events().html("events/spring/index.html");
    let page = words(between(&html, "<main", "</main>"));
    for fact in [
        "10 July 2026, 10:00 to 16:30",
        "Hall 1 Street",
        "Free",
        "Book a place",
    ] {
        assert!(page.contains(fact), "{fact}: {page}");
    }
    assert!(html.contains("href=\"event.ics\""), "{html}");
    let training = two_events().html("events/training/index.html");
    assert!(words(&training).contains("4 November 2026 to 5 November 2026"));
}

#[test]
fn an_event_has_a_file_for_calendars_in_utc_and_with_escaped_text() {
    let calendar = two_events().html("events/spring/event.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    // London is an hour before UTC in July.
    for line in [
        "UID:https://www.example.org/events/spring/",
        "DTSTAMP:20260105T000000Z",
        "DTSTART:20260710T090000Z",
        "DTEND:20260710T153000Z",
        "SUMMARY:Tea\\; cake\\, and more",
        "LOCATION:Hall\\, 1 Street",
    ] {
        assert!(
            calendar.contains(&format!("\r\n{line}\r\n")),
            "{line}: {calendar}"
        );
    }
}

#[test]
fn whole_days_end_in_a_calendar_on_the_day_after() {
    let calendar = two_events().html("events/training/event.ics");
    assert!(
        calendar.contains("\r\nDTSTART;VALUE=DATE:20261104\r\n"),
        "{calendar}"
    );
    assert!(
        calendar.contains("\r\nDTEND;VALUE=DATE:20261106\r\n"),
        "{calendar}"
    );
}

#[test]
fn a_section_of_events_has_a_calendar_to_subscribe_to() {
    let built = two_events();
    let calendar = built.html("events/calendar.ics");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
    assert!(
        built
            .html("events/index.html")
            .contains("href=\"calendar.ics\"")
    );
    assert!(!built.files.contains_key("calendar.ics"));
}

#[test]
fn a_site_without_an_address_and_a_site_without_events_have_no_calendars() {
    let files = [ABOUT, SECTION, ("content/events/spring.md", SPRING)];
    let alone = site(&files)
        .write("content/site.yaml", "title: Test\n")
        .build();
    let without = built(&[ABOUT]);
    for built in [alone, without] {
        assert!(built.pages().all(|page| !page.contains(".ics")));
        assert!(built.files.keys().all(|path| !is_calendar(path)));
    }
}

#[test]
fn an_edit_of_an_event_reaches_both_calendars_and_nothing_else_does() {
    let start = site(&[
        ABOUT,
        SECTION,
        ("content/events/spring.md", SPRING),
        ("content/events/training.md", TRAINING),
    ]);
    let mut memo = Memo::default();
    let before = start.build_after(&mut memo, &Built::default());
    let moved = start.write(
        "content/events/training.md",
        &TRAINING.replace("11-05", "11-06"),
    );
    let after = moved.build_after(&mut memo, &before);
    assert_eq!(after.files, moved.build().files);
    let changed: Vec<&String> = after
        .files
        .iter()
        .filter(|(path, bytes)| is_calendar(path) && before.files.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        changed,
        ["events/calendar.ics", "events/training/event.ics"]
    );
}

#[test]
fn search_engines_are_told_of_an_event_in_the_words_of_schema_org() {
    let event = structured(&two_events().html("events/spring/index.html"), "Event");
    assert_eq!(event["name"], "Tea; cake, and more");
    assert_eq!(event["startDate"], "2026-07-10T10:00:00+01:00");
    assert_eq!(event["endDate"], "2026-07-10T16:30:00+01:00");
    assert_eq!(event["location"]["@type"], "Place");
    assert_eq!(event["location"]["name"], "Hall");
    assert_eq!(event["offers"]["url"], "https://www.example.org/about/");
    let training = structured(&two_events().html("events/training/index.html"), "Event");
    assert_eq!(training["startDate"], "2026-11-04");
    assert_eq!(training.get("location"), None, "nothing is said of a place");
}

#[test]
fn search_engines_are_told_of_a_vacancy_in_the_words_of_schema_org() {
    let built = built(&[(
        "content/vacancies/officer.md",
        "---\ntitle: Officer\ndate: 2019-01-05\ncloses: 2030-04-30\nsalary: Much\nplace: Leeds\n\
         ---\n",
    )]);
    let html = built.html("vacancies/officer/index.html");
    let vacancy = structured(&html, "JobPosting");
    assert_eq!(vacancy["title"], "Officer");
    assert_eq!(vacancy["datePosted"], "2019-01-05");
    assert_eq!(vacancy["validThrough"], "2030-04-30");
    assert_eq!(vacancy["hiringOrganization"]["@type"], "Organization");
    assert!(
        words(&html).contains("Closing date 30 April 2030"),
        "{html}"
    );
}

#[test]
fn a_page_of_the_folder_that_says_nothing_of_an_event_stays_a_page() {
    let built = built(&[
        SECTION,
        (
            "content/events/history.md",
            "---\ntitle: History\n---\nLong ago.\n",
        ),
    ]);
    assert!(!built.files.contains_key("events/calendar.ics"));
    assert!(!words(&built.html("events/history/index.html")).contains("When"));
}

#[test]
fn what_an_event_lacks_or_says_wrongly_is_told_once() {
    let faulty = [
        ("place: Hall", Code::MissingKey),
        ("starts: 2026-02-30", Code::InvalidDate),
        ("starts: 2026-03-02\nends: 2026-03-01", Code::DatesDisagree),
        ("starts: 2026-03-02 25:00", Code::InvalidDate),
    ];
    for (lines, code) in faulty {
        let text = format!("---\ntitle: E\n{lines}\n---\n");
        let built = site(&[SECTION, ("content/events/e.md", &text)]).build();
        assert_eq!(
            built.codes(),
            [code],
            "{lines}: {:#?}",
            built.outcome.faults
        );
    }
}

#[test]
fn results_of_search_call_the_kind_by_its_label() {
    let html = two_events().html("search/index.html");
    assert!(html.contains("data-kind-event=\"Event\""), "{html}");
    assert!(!html.contains("data-kind-vacancy"), "{html}");
}
