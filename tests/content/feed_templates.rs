//! The templates of a theme that decide what feeds show of a page.

use crate::feeds::feed;
use crate::{built, site};
use masthead::base::{Code, LineIndex};
use masthead::fixture::{Built, Fixture};
use masthead::memo::Memo;

/// The HTML of the first entry of the site's feed.
fn first_entry(built: &Built) -> String {
    let feed = feed(built, "feed.json");
    let html = feed["items"][0]["content_html"].as_str();
    html.expect("content").to_owned()
}

const REPORT: &str = "---\ntitle: R & D\nkind: report\ndate: 2015-06-01\ntopics: [Beds]\n\
    findings: [\"One [link](about.md).\"]\n---\nThe text, see [about](about.md).\n";

/// A site with a report and a page about us, whose theme has this file.
fn with_theme_file(path: &str, text: &str) -> Fixture {
    site(&[
        ("content/r.md", REPORT),
        ("content/about.md", "---\ntitle: About\n---\nAbout us.\n"),
        (path, text),
    ])
}

#[test]
fn a_theme_decides_what_feeds_show_of_a_kind_of_page() {
    let own = "{% extends \"default/feeds/report.html\" %}\n{% block text %}\n\
        <p><a href=\"{{ page.url | href }}\">{{ page.title }}</a></p>\n{% endblock %}\n";
    let built = with_theme_file("themes/default/feeds/report.html", own).build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
    assert_eq!(
        first_entry(&built),
        "<h2>Key findings</h2>\n<ol>\n<li>One <a \
         href=\"https://www.example.org/about/\">link</a>.</li>\n</ol>\n<p><a \
         href=\"https://www.example.org/r/\">R &amp; D</a></p>\n"
    );
    // The page itself is as it was.
    let page = built.html("r/index.html");
    assert!(
        page.contains("The text, see <a href=\"../about/\""),
        "{page}"
    );
}

#[test]
fn templates_of_feeds_see_what_those_of_pages_see() {
    let own = "{% from \"macros.html\" import card %}{{ page.kind }}|{{ page.date | date }}|\
        {% for topic in page.topics %}{{ topic.url | href }}{% endfor %}|{{ site.title }}|\
        {{ site.url }}|{{ t(\"report\") }}|{{ asset(\"style.css\")[:41] }}|\
        {% for p in pages(section=\"/\", sort=\"title\") %}{{ p.url | href }} {% endfor %}|\
        {% include \"feeds/parts/end.html\" %}|{{ card(page, \"h3\") | trim }}";
    let site = with_theme_file("themes/own/feeds/report.html", own)
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/sub/\ntheme: own\n",
        )
        .write(
            "themes/own/feeds/parts/end.html",
            "{{ shared(\"parts/x.html\") }}",
        )
        .write(
            "themes/own/templates/parts/x.html",
            "{{ \"/about/#us\" | href }}",
        );
    let built = site.build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
    let base = "https://www.example.org/sub";
    assert_eq!(
        first_entry(&built),
        format!(
            "report|1 June 2015|{base}/topics/beds/|Test|{base}/r/|Report|{base}/assets/theme/|\
             {base}/about/ {base}/r/ |{base}/about/#us|<li class=\"card\">\n  \
             <h3 class=\"card-title\"><a \
             href=\"{base}/r/\">R &amp; D</a></h3>\n</li>"
        )
    );
}

#[test]
fn a_kind_without_a_template_for_feeds_is_shown_by_the_general_one() {
    let general = "{{ page.title }}: {{ page.body }}";
    let built = with_theme_file("themes/default/feeds/entry.html", general)
        .write(
            "content/b.md",
            "---\ntitle: B\ndate: 2016-01-01\n---\nText.\n",
        )
        .build();
    assert_eq!(first_entry(&built), "B: <p>Text.</p>\n");
    let feed = feed(&built, "feed.json");
    let report = feed["items"][1]["content_html"].as_str().expect("content");
    assert!(report.starts_with("<h2>Key findings</h2>"), "{report}");
}

#[test]
fn events_and_vacancies_begin_with_their_facts_in_feeds() {
    let built = built(&[
        (
            "content/events/e.md",
            "---\ntitle: E\ndate: 2016-01-02\nstarts: 2016-03-10 10:00\nends: 2016-03-10 16:00\n\
             place: The hall\nbooking: ../about.md\n---\nA day.\n",
        ),
        (
            "content/vacancies/v.md",
            "---\ntitle: V\ndate: 2016-01-01\ncloses: 2030-03-01\nsalary: £1 & more\n\
             how_to_apply: Write to [us](../about.md).\n---\nA post.\n",
        ),
        ("content/about.md", "---\ntitle: About\n---\n"),
    ]);
    assert_eq!(
        first_entry(&built),
        "<dl>\n<dt>When</dt>\n<dd><time datetime=\"2016-03-10T10:00\">10 March 2016, \
         10:00</time> to <time datetime=\"2016-03-10T16:00\">16:00</time></dd>\n\
         <dt>Where</dt>\n<dd>The hall</dd>\n</dl>\n\
         <p><a href=\"https://www.example.org/about/\">Book a place</a></p>\n<p>A day.</p>\n"
    );
    let feed = feed(&built, "feed.json");
    assert_eq!(
        feed["items"][1]["content_html"],
        "<dl>\n<dt>Closing date</dt>\n<dd><time datetime=\"2030-03-01\">1 March \
         2030</time></dd>\n<dt>Salary</dt>\n<dd>£1 &amp; more</dd>\n</dl>\n<p>A post.</p>\n\
         <h2>How to apply</h2>\n<p>Write to <a \
         href=\"https://www.example.org/about/\">us</a>.</p>\n\n"
    );
}

#[test]
fn a_fault_in_a_template_of_feeds_names_the_template_its_line_and_the_page() {
    for (text, problem) in [
        ("<p>\n{% if %}", "unexpected end"),
        (
            "<p>\n{{ page.nothing.at_all }}",
            "a value that is not there",
        ),
        ("<p>\n{% include \"gone.html\" %}", "gone.html"),
    ] {
        let path = "themes/default/feeds/report.html";
        let built = with_theme_file(path, text).build();
        let [fault] = &built.outcome.faults[..] else {
            panic!("{:#?}", built.outcome.faults)
        };
        let span = fault.span.as_ref().expect("a place");
        let place = LineIndex::new(text).position(text, span.range.start);
        assert_eq!((span.file.as_str(), place.line), (path, 2), "{fault:?}");
        assert!(fault.message.contains(problem), "{fault:?}");
        let help = fault.help.join("\n");
        let is_compiled = !text.contains("{% if %}");
        let words = "found while making the feed entry of the page /r/ (content/r.md)";
        assert_eq!(help.contains(words), is_compiled, "{fault:?}");
    }
}

#[test]
fn a_fault_that_stops_a_page_and_its_entry_in_feeds_is_told_once() {
    let built = with_theme_file(
        "themes/default/components/notice.html",
        "{{ nothing.at_all }}",
    )
    .write(
        "content/b.md",
        "---\ntitle: B\ndate: 2016-01-01\n---\n```notice\nbody: Text.\n```\n",
    )
    .build();
    assert_eq!(built.codes(), [Code::TemplateError]);
    assert_eq!(
        built.outcome.faults[0].help,
        ["found while making the page /b/ (content/b.md)"]
    );
}

#[test]
fn slips_in_the_names_of_templates_of_feeds_are_reported() {
    let cases = [
        ("feeds/notes.txt", "holds only files that end in `.html`"),
        (
            "feeds/reports.html",
            "did you mean `themes/default/feeds/report.html`?",
        ),
        ("feed/report.html", "did you mean `themes/default/feeds`?"),
        (
            "template/page.html",
            "did you mean `themes/default/templates`?",
        ),
    ];
    for (path, words) in cases {
        let path = format!("themes/default/{path}");
        let built = with_theme_file(&path, "x").build();
        assert_eq!(built.codes(), [Code::ThemeFile], "{path}");
        let fault = &built.outcome.faults[0];
        let text = format!("{}\n{}", fault.message, fault.help.join("\n"));
        assert!(text.contains(words), "{path}: {text}");
    }
    // A part that another template shows may have any name.
    let built = with_theme_file("themes/default/feeds/reports.html", "x")
        .write(
            "themes/default/feeds/report.html",
            "{% include \"feeds/reports.html\" %}",
        )
        .build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
}

#[test]
fn a_feed_is_made_again_only_if_what_its_entries_show_or_ask_for_changed() {
    let asks = "{% for p in pages(kind=\"page\") %}{{ p.title }} {% endfor %}";
    let mut memo = Memo::default();
    let mut after = |before: &Built, about: &str| {
        with_theme_file("themes/default/feeds/report.html", asks)
            .write(
                "content/site.yaml",
                "title: Test\nbase_url: https://www.example.org/\nsearch: {enabled: no}\n",
            )
            .write("content/about.md", about)
            .build_after(&mut memo, before)
    };
    let first = after(&Built::default(), "---\ntitle: About\n---\nAbout us.\n");
    assert_eq!(first.codes(), [], "{:#?}", first.outcome.faults);
    let quiet = after(&first, "---\ntitle: About\n---\nAbout us.\n");
    let text = after(&quiet, "---\ntitle: About\n---\nMore about us.\n");
    assert_eq!(text.made, quiet.made + 1, "only the page itself is made");
    let title = after(&text, "---\ntitle: Us\n---\nMore about us.\n");
    assert_eq!(
        first_entry(&title),
        first_entry(&first).replace("About", "Us")
    );
}

#[test]
fn an_entry_that_failed_is_made_again_when_what_it_asks_for_is_there() {
    let asks = "{{ pages(kind=\"article\")[0].title }}";
    let site = || with_theme_file("themes/default/feeds/report.html", asks);
    let mut memo = Memo::default();
    let failed = site().build_after(&mut memo, &Built::default());
    assert_eq!(failed.codes(), [Code::TemplateError]);
    let article = "---\ntitle: N\nkind: article\n---\nText.\n";
    let mended = site().write("content/n.md", article);
    let mended = mended.build_after(&mut memo, &failed);
    assert_eq!(mended.codes(), [], "{:#?}", mended.outcome.faults);
    assert_eq!(first_entry(&mended), "N");
}
