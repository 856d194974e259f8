//! Addresses: pages in the place of those that masthead makes, the top of a page, schemes, and
//! names on other sites in square brackets.

use super::{finding, messages, page, silent, site};
use masthead::base::{Code, Severity};
use masthead::fixture::Fixture;

/// A site with a topic and with somebody who wrote something.
fn lists() -> Fixture {
    let issue = "---\ntitle: Spring\ndate: 2015-03-01\ntopics: [Gardens]\n---\n\n## Seeds\n\n\
                 ```byline\nperson: anna\n```\n\nText.\n";
    site()
        .write(
            "content/people.yaml",
            "anna:\n  name: Anna Sample\n  role: staff\n",
        )
        .write("content/newsletters/spring.md", issue)
}

const OWN: &str = "---\ntitle: Mine\n---\nWords of my own.\n";

#[test]
fn text_in_the_place_of_a_made_page_is_its_introduction() {
    for (address, shown) in [
        ("search", "data-search-results"),
        ("topics", "href=\"gardens/\">Gardens</a>"),
        ("people", "href=\"anna/\">Anna Sample</a>"),
    ] {
        for name in [format!("{address}.md"), format!("{address}/index.md")] {
            let built = silent(&lists().write(&format!("content/{name}"), OWN));
            let html = built.html(&format!("{address}/index.html"));
            assert!(html.contains("<p>Words of my own.</p>"), "{name}");
            assert!(html.contains("<h1>Mine</h1>"), "{name}");
            assert!(html.contains(shown), "{name}: {html}");
        }
    }
}

#[test]
fn pages_of_a_folder_named_like_a_made_page_hide_nothing() {
    let own = lists()
        .write("content/search/tips.md", OWN)
        .write("content/topics/about-topics.md", OWN);
    let built = silent(&own);
    let search = built.html("search/index.html");
    assert!(search.contains("data-search-results"), "{search}");
    assert!(search.contains("href=\"tips/\""), "{search}");
    let topics = built.html("topics/index.html");
    assert!(topics.contains(">Gardens</a>"), "{topics}");
    assert!(topics.contains("href=\"about-topics/\""), "{topics}");
}

#[test]
fn what_is_not_made_is_not_imitated() {
    let site = site()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\nsearch: {enabled: no}\n",
        )
        .write("content/search.md", OWN)
        .write("content/topics.md", OWN)
        .write("content/people.md", OWN);
    let built = silent(&site);
    for name in ["search", "topics", "people"] {
        let html = built.html(&format!("{name}/index.html"));
        assert!(html.contains("page-body"), "{html}");
    }
}

#[test]
fn a_template_that_a_page_states_is_used() {
    let own = "---\ntitle: Mine\ntemplate: page\n---\nWords of my own.\n";
    let html = silent(&lists().write("content/search.md", own)).html("search/index.html");
    assert!(html.contains("page-body") && !html.contains("data-search-results"));
}

#[test]
fn a_page_that_cannot_be_an_introduction_is_named() {
    let report = "---\ntitle: Mine\nkind: report\ndate: 2015-01-01\n---\nWords.\n";
    let fault = finding(&lists().write("content/search.md", report));
    assert_eq!(fault.code, Code::ReplacedPage);
    assert!(
        fault.message.contains("the page with the search"),
        "{fault:?}"
    );
    assert!(fault.help[0].contains("kind: page"), "{fault:?}");
}

#[test]
fn a_page_beside_a_folder_that_hides_its_list_is_named() {
    let fault = finding(&lists().write("content/newsletters.md", OWN));
    assert_eq!(fault.code, Code::ReplacedPage);
    assert!(
        fault.help[0].contains("content/newsletters/index.md"),
        "{fault:?}"
    );
    silent(
        &site()
            .write(
                "content/about.md",
                "---\ntitle: About\n---\nSee [us](about/us.md).\n",
            )
            .write("content/about/us.md", OWN),
    );
}

#[test]
fn a_page_meant_for_missing_addresses_is_named() {
    let fault = finding(&site().write("content/404.md", OWN));
    assert_eq!(
        (fault.code, fault.severity),
        (Code::ReplacedPage, Severity::Warning)
    );
    assert!(fault.help[0].contains("content/static"), "{fault:?}");
}

#[test]
fn a_page_in_the_place_of_a_topic_or_a_person_is_an_error_that_names_both() {
    for (path, other, help) in [
        ("content/topics/gardens.md", "the topic `Gardens`", "slug:"),
        ("content/people/anna.md", "`Anna Sample`", "about:"),
    ] {
        let fault = finding(&lists().write(path, OWN));
        assert_eq!(fault.code, Code::AddressClash);
        assert!(
            fault.message.contains(path) && fault.message.contains(other),
            "{fault:?}"
        );
        assert!(
            fault.help.len() == 1 && fault.help[0].contains(help),
            "{fault:?}"
        );
    }
}

#[test]
fn pages_named_like_files_that_masthead_makes_are_ordinary_pages() {
    let mut site = site();
    for name in ["feed", "sitemap", "robots", "rss", "assets"] {
        site = site.write(&format!("content/{name}.md"), OWN);
    }
    let built = silent(&site);
    assert!(built.html("feed/index.html").contains("Words of my own."));
    assert!(built.files.contains_key("robots.txt"));
}

#[test]
fn every_page_has_a_top() {
    let text = "[Up](#top), [up](#TOP), [up](#), [their top](index.md#top), \
                [found](index.md#:~:text=Hello) and <a href=\"#top\">up</a>.";
    let html = silent(&page(text)).html("a/index.html");
    for link in [
        "<a href=\"#top\">Up</a>",
        "<a href=\"#TOP\">up</a>",
        "<a href=\"#\">up</a>",
        "<a href=\"../#top\">their top</a>",
        "<a href=\"../#:~:text=Hello\">found</a>",
        "<a href=\"#top\">up</a>.",
    ] {
        assert!(html.contains(link), "{link}\n{html}");
    }
    let fault = finding(&page("[Up](#topp)"));
    assert_eq!(fault.code, Code::BrokenAnchor);
}

const HARMLESS: [&str; 13] = [
    "irc://irc.example.org/team",
    "sms:+447700900123",
    "whatsapp://send?phone=447700900123",
    "geo:51.5,-0.12",
    "matrix:r/team:example.org",
    "xmpp:team@example.org",
    "facetime:team@example.org",
    "skype:team?call",
    "webcal://example.org/events.ics",
    "magnet:?xt=urn:btih:0123",
    "ftp://example.org/a.zip",
    "sip:team@example.org",
    "tel:+442079460000",
];

#[test]
fn links_to_people_places_and_programs_pass_everywhere() {
    for address in HARMLESS {
        let site = page(&format!(
            "[In markdown]({address})\n\n<a href=\"{address}\">In HTML</a>\n\n```contact\n\
             name: Us\nnote: \"[In a block]({address})\"\n```"
        ));
        let site = site.write(
            "content/site.yaml",
            &format!(
                "title: Test\nbase_url: https://www.example.org/\nnavigation:\n  - title: \
                 Menu\n    to: \"{address}\"\n"
            ),
        );
        let html = silent(&site).html("a/index.html");
        let written = html.replace("&#38;", "&").replace("&amp;", "&");
        let links = written.matches(&format!("href=\"{address}\"")).count();
        assert_eq!(links, 4, "{address}\n{html}");
    }
}

#[test]
fn links_that_run_something_or_leave_the_web_are_refused_everywhere() {
    for address in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///C:/a.pdf",
        "blob:https://example.org/1",
    ] {
        for text in [
            format!("[In markdown]({address})"),
            format!("<a href=\"{address}\">In HTML</a>"),
        ] {
            let built = page(&text).build();
            let found: Vec<Code> = built
                .outcome
                .faults
                .iter()
                .map(|fault| fault.code)
                .collect();
            assert_eq!(found, [Code::UnsafeLink], "{text}");
        }
    }
}

fn cited(text: &str) -> Fixture {
    page(text).write(
        "content/publications/list.bib",
        "@book{ellis2014, title={One}, author={Ellis, A.}, year={2014}, publisher={P}}\n\
         @book{stone2013, title={Two}, author={Stone, A.}, year={2013}, publisher={P}}\n",
    )
}

#[test]
fn a_name_on_another_site_in_brackets_is_text() {
    for name in [
        "[@handle]",
        "[@ourscheme] and [@nhs_team]",
        "[@team@social.example]",
    ] {
        for site in [page(name), cited(name)] {
            let html = silent(&site).html("a/index.html");
            assert!(html.contains(&format!("<p>{name}</p>")), "{html}");
        }
    }
    let html = silent(&page("[write to @team on Fridays]")).html("a/index.html");
    assert!(html.contains("[write to @team on Fridays]"), "{html}");
}

#[test]
fn a_key_with_a_slip_stays_an_error() {
    for (text, meant) in [
        ("[@elis2014]", "ellis2014"),
        ("[@ellis]", "ellis2014"),
        ("[@Stone]", "stone2013"),
        ("[@stone-2013]", "stone2013"),
    ] {
        let built = cited(text).build();
        let fault = built.outcome.faults.iter().next().expect("a finding");
        assert_eq!(fault.code, Code::UnknownPublication, "{text}");
        assert!(fault.help[0].contains(meant), "{text}: {fault:?}");
    }
    for text in ["[@other1999]", "[@guide, p. 4]"] {
        for site in [page(text), cited(text)] {
            let built = site.build();
            assert_eq!(messages(&built).len(), 1, "{text}: {:?}", messages(&built));
        }
    }
}
