//! Each type of field: what a template gets, and what is said of a value that does not fit.

use crate::{assert_refused, messages, only_fault, shown, shown_on, site, with_block};
use masthead::base::{Code, OutputPath};
use masthead::fixture::{Built, Fixture};
use masthead::search::{SearchRequest, Searcher};

const REPORT: (&str, &str) = (
    "content/reports/care.md",
    "---\ntitle: Care & more\ndate: 2015-06-01\nsummary: How it went.\ntopics: [Home care]\n---\n",
);

/// A site with a report, a picture and a file, whose block `facts` has the field `f`.
fn stocked(field: &str, template: &str, said: &str) -> Fixture {
    let site = site(&format!("  f: {field}"), &format!("[[{template}]]"));
    with_block(site, said)
        .write(REPORT.0, REPORT.1)
        .write(
            "content/drafts.md",
            "---\ntitle: Secret plan\ndraft: true\n---\n",
        )
        .asset("content/garden.png", b"png")
        .asset("content/plan.pdf", b"%PDF-1.4\n%%EOF\n")
}

#[test]
fn a_page_gives_its_facts() {
    let template = "{{ f.title }}|{{ f.url }}|{{ f.summary }}|{{ f.date }}|{{ f.kind }}";
    let all = "Care &amp; more|&#x2f;reports&#x2f;care&#x2f;|How it went.|2015-06-01|report";
    let all = all.replace("&#x2f;", "/");
    for field in ["{type: page}", "{type: page, of: report}"] {
        for said in ["f: reports/care.md", "f: /reports/care.md"] {
            assert_eq!(shown_on(&stocked(field, template, said)), all, "{said}");
        }
    }
    let facts = "{% for fact in f %}{{ fact }} {% endfor %}";
    let shown = shown_on(&stocked("{type: page}", facts, "f: reports/care.md"));
    assert_eq!(shown, "title summary date kind url ");
}

#[test]
fn a_page_must_be_one_of_the_site_and_of_its_kind() {
    let refused = |field: &str, said: &str| {
        let fault = only_fault(&stocked(field, "", said));
        assert_eq!(fault.code, Code::BrokenLink);
        (fault.message, fault.help.join(" "))
    };
    let any = "{type: page}";
    let (message, help) = refused(any, "f: reports/cares.md");
    assert_eq!(message, "no page at `reports/cares.md`");
    assert_eq!(help, "did you mean `reports/care.md`?");
    for said in [
        "plan.pdf",
        "https://other.example.org/",
        "/topics/home-care/",
    ] {
        let (message, _) = refused(any, &format!("f: {said:?}"));
        assert_eq!(message, format!("`{said}` is not a page of this site"));
    }
    let (message, help) = refused("{type: page, of: newsletter}", "f: reports/care.md");
    let wanted = "a page of the kind `newsletter` belongs here";
    assert_eq!(
        message,
        format!("`reports/care.md` is a page of the kind `report`, and {wanted}")
    );
    assert!(help.contains("a page of the kind `newsletter`"), "{help}");
}

#[test]
fn a_page_that_is_held_back_tells_nothing_of_itself() {
    let built = stocked("{type: page}", "{{ f.title }}", "f: drafts.md").build();
    assert_eq!(built.codes(), [Code::HeldBackLink]);
    let page = built.html("a/index.html");
    assert!(
        !page.contains("[[") && !page.contains("Secret plan"),
        "{page}"
    );

    let field = "{type: list, of: {type: page}}";
    let each = "{% for page in f %}{{ page.title }};{% endfor %}";
    let built = stocked(field, each, "f: [drafts.md, index.md]").build();
    assert_eq!(built.codes(), [Code::HeldBackLink]);
    assert!(built.html("a/index.html").contains("[[Home;]]"));
}

#[test]
fn a_picture_is_a_file_that_browsers_show() {
    let shown = shown_on(&stocked(
        "{type: picture}",
        "{{ f.kind }} {{ f.url }}",
        "f: garden.png",
    ));
    assert!(shown.starts_with("PNG /garden"), "{shown}");
    let fault = only_fault(&stocked("{type: picture}", "", "f: plan.pdf"));
    assert_eq!(
        fault.message,
        "`plan.pdf` is not a picture that browsers show"
    );
    let fault = only_fault(&stocked("{type: picture}", "", "f: gardem.png"));
    assert_eq!(fault.message, "no picture at `gardem.png`");
    assert_eq!(fault.help, ["did you mean `garden.png`?"]);
}

#[test]
fn a_topic_leads_to_its_list_where_there_is_one() {
    let template = "{{ f.name }}|{{ f.url }}";
    let shown = shown_on(&stocked("{type: topic}", template, "f: Home care"));
    assert_eq!(shown, "Home care|/topics/home-care/");
    let shown = shown_on(&stocked("{type: topic}", template, "f: Gardens"));
    assert_eq!(shown, "Gardens|");
    let fault = only_fault(&stocked("{type: topic}", template, "f: \" \""));
    assert_eq!(fault.code, Code::MissingKey);
    assert!(fault.help[0].contains("`f: Gardens`"), "{:?}", fault.help);
}

/// The addresses of the pages on which a word is found.
fn found(built: &Built, word: &str) -> Vec<String> {
    let files = |path: &OutputPath| built.files.get(path.as_str()).cloned();
    let searcher = Searcher::open(files).expect("an index");
    let answer = searcher.search(word, &SearchRequest::default());
    let results = answer.expect("an answer").results;
    results.into_iter().map(|found| found.url).collect()
}

#[test]
fn words_of_fields_can_be_searched_for_unless_the_declaration_says_no() {
    let said = "f: Allotments";
    let built = stocked("{type: heading}", "{{ f }}", said).build();
    assert_eq!(found(&built, "allotments"), ["/a/#allotments"]);
    for of in ["text", "topic", "markdown"] {
        let built = stocked(&format!("{{type: {of}}}"), "{{ f }}", said).build();
        assert_eq!(found(&built, "allotments"), ["/a/"], "{of}");
        let built = stocked(&format!("{{type: {of}, search: no}}"), "{{ f }}", said).build();
        assert_eq!(found(&built, "allotments"), Vec::<String>::new(), "{of}");
    }
    let field = "{type: list, of: {type: group, fields: {a: {type: text}, b: {type: text, search: \
        no}}}}";
    let built = stocked(field, "{{ f }}", "f: [{a: Gardens, b: Allotments}]").build();
    assert_eq!(found(&built, "gardens"), ["/a/"]);
    assert_eq!(found(&built, "allotments"), Vec::<String>::new());
}

#[test]
fn a_time_is_shown_as_far_as_it_is_known() {
    let field = "  f: {type: time}";
    let template = "{{ f }}|{{ f | date }}|{{ f | date(\"day\") }}|{{ f | date(\"clock\") }}|{{ f \
        | date(\"month\") }}|{{ f | date(\"year\") }}|{{ f | time }}";
    for (said, wanted) in [
        (
            "2026-03-12 10:00",
            "2026-03-12 10:00|12 March 2026, 10:00|12 March 2026|10:00|March 2026|2026|\
             <time datetime=\"2026-03-12T10:00\">12 March 2026, 10:00</time>",
        ),
        (
            "2026-03-12T9:05",
            "2026-03-12 09:05|12 March 2026, 09:05|12 March 2026|09:05|March 2026|2026|\
             <time datetime=\"2026-03-12T09:05\">12 March 2026, 09:05</time>",
        ),
        (
            "2026-03-12",
            "2026-03-12|12 March 2026|12 March 2026||March 2026|2026|\
             <time datetime=\"2026-03-12\">12 March 2026</time>",
        ),
        (
            "10:00",
            "10:00|10:00||10:00|||<time datetime=\"10:00\">10:00</time>",
        ),
    ] {
        assert_eq!(shown(field, template, &format!("f: {said}")), wanted);
    }
    assert_eq!(
        shown(
            "  f: {type: time, default: \"10:00\"}",
            "{{ f | date }}",
            ""
        ),
        "10:00"
    );
}

#[test]
fn a_time_that_cannot_be_says_what_to_type() {
    for (said, message, help) in [
        (
            "2026-02-30 10:00",
            "`2026-02-30 10:00` is not a day of the calendar: February 2026 has no day 30",
            "write year, month, day, hours and minutes as numbers: such as `f: 2026-02-28 10:00`",
        ),
        (
            "25:00",
            "`25:00` is not a time of the day: no day has an hour 25",
            "write hours and minutes as numbers: such as `f: 23:00`",
        ),
        (
            "12 March 2026, 2pm",
            "`12 March 2026, 2pm` is not written as year-month-day",
            "write year, month, day, hours and minutes as numbers: `f: 2026-03-12 14:00`",
        ),
        (
            "soon",
            "`soon` is neither a day nor a time of the day",
            "such as `f: 2026-03-12 10:00`",
        ),
    ] {
        let said = format!("f: {said:?}");
        assert_refused("  f: {type: time}", &said, Code::InvalidDate, message, help);
    }
}

#[test]
fn a_day_has_no_time_of_the_day_that_would_be_lost() {
    let field = "  f: {type: date}";
    for said in ["2026-03-12", "2026-03-12T00:00:00Z"] {
        assert_eq!(
            shown(field, "{{ f | date }}", &format!("f: {said}")),
            "12 March 2026"
        );
    }
    assert_refused(
        field,
        "f: 2026-03-12 10:00",
        Code::InvalidDate,
        "`f` takes a day, and no time of the day",
        "write `f: 2026-03-12`",
    );
}

#[test]
fn every_type_that_needs_words_refuses_a_list_in_their_place() {
    for of in [
        "text", "page", "picture", "topic", "time", "date", "number", "link", "asset",
    ] {
        let field = format!("  f: {{type: {of}}}");
        let built = with_block(site(&field, "x"), "f: {a: b}").build();
        assert_eq!(
            built.codes(),
            [Code::WrongType],
            "{of}: {:?}",
            messages(&built)
        );
    }
}
