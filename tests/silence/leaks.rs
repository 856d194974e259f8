//! The last look at finished files: a secret that stands in one stops the build, and words that
//! everybody uses are no secrets.

use super::{finding, messages, site};
use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};
use masthead::memo::Memo;
use std::fmt::Write as _;

const TITLE: &str = "Closing the day centre for good";

/// A site whose theme says a sentence on every page, and a page with this title and front matter.
fn says(sentence: &str, title: &str, front: &str) -> Fixture {
    site()
        .write("themes/default/templates/page.html", sentence)
        .write("content/a.md", "---\ntitle: A\n---\nText.\n")
        .write(
            "content/b.md",
            &format!("---\ntitle: {title}\n{front}---\nText.\n"),
        )
}

#[test]
fn a_title_that_is_held_back_stops_the_build() {
    for (sentence, front) in [
        ("Closing the day centre for good", "draft: true\n"),
        (
            "CLOSING&nbsp;the day centre for good; closing the DAY centre for good",
            "draft: true\n",
        ),
        (
            "Closing the day centre for good",
            "publish_on: 2030-01-01\n",
        ),
        (
            "Closing the day centre for good",
            "expires_on: 2018-01-01\n",
        ),
    ] {
        let fault = finding(&says(sentence, TITLE, front));
        assert_eq!(
            (fault.code, fault.severity),
            (Code::SecretPublished, Severity::Error),
            "{front}"
        );
        assert!(fault.message.contains("a/index.html"), "{}", fault.message);
        assert!(!fault.message.contains("day centre"), "{}", fault.message);
    }
}

#[test]
fn words_that_everybody_uses_are_no_secrets() {
    for title in [
        "Contact",
        "Annual report",
        "September 2019",
        "Newsletter 12",
    ] {
        let built = says(title, title, "draft: true\n").build();
        assert_eq!(messages(&built), Vec::<String>::new(), "{title}");
    }
    let said = says(TITLE, TITLE, "draft: true\n").write(
        "content/c.md",
        "---\ntitle: C\n---\nWe think of closing the day centre for good.\n",
    );
    assert_eq!(messages(&said.build()), Vec::<String>::new());
    assert_eq!(
        messages(&says(TITLE, TITLE, "").build()),
        Vec::<String>::new()
    );
}

#[test]
fn a_new_secret_is_looked_for_in_what_stands_already() {
    let mut memo = Memo::default();
    let published = says(TITLE, TITLE, "");
    let empty = Fixture::new().build();
    let before = published.build_after(&mut memo, &empty);
    assert_eq!(messages(&before), Vec::<String>::new());
    let held_back = says(TITLE, TITLE, "draft: true\n");
    for _ in 0..2 {
        let after = held_back.build_after(&mut memo, &before);
        assert!(
            after.codes().contains(&Code::SecretPublished),
            "{:?}",
            after.codes()
        );
    }
    let mended = says("Nothing.", TITLE, "draft: true\n").build_after(&mut memo, &before);
    assert_eq!(messages(&mended), Vec::<String>::new());
}

/// A list of services, with a telephone number.
const SERVICES: &str = "service,email,telephone,code\n\
     Meridian,lead@a-team.example,020 7946 0000,\n\
     Anytown Crisis Team,crisis@anytown.example,,\n";

/// A site with private files, whose theme says a sentence on every page.
fn with_services(sentence: &str) -> Fixture {
    says(sentence, "B", "draft: true\n")
        .write("private/services.csv", SERVICES)
        .write(
            "private/codes-given.csv",
            "code,service,email\n,Oldtown Home Treatment,old@oldtown.example\n",
        )
        .write(
            "private/figures.csv",
            "service,measure,mean,n,sd\nMeridian,Days until a visit,1234.567,30,2\n",
        )
}

#[test]
fn a_value_of_a_private_file_stops_the_build() {
    for (sentence, what, file) in [
        ("See MERIDIAN.", "the name of a service", "services"),
        (
            "Anytown&nbsp;Crisis Team",
            "the name of a service",
            "services",
        ),
        (
            "mailto:lead@a-team.example",
            "an e-mail address",
            "services",
        ),
        ("Call 020 7946 0000.", "a value", "services"),
        (
            "Oldtown Home Treatment",
            "the name of a service",
            "codes-given",
        ),
        ("1,234.567 days", "a value", "figures"),
    ] {
        let built = with_services(sentence).build();
        assert_eq!(built.outcome.faults.len(), 1, "{sentence}");
        let fault = finding(&with_services(sentence));
        assert_eq!(fault.code, Code::SecretPublished, "{sentence}");
        let told = format!("holds {what} that stands in `private/{file}.csv`");
        assert!(fault.message.contains(&told), "{}", fault.message);
        assert_eq!(fault.span, None, "no line of a private file is quoted");
    }
}

#[test]
fn what_pages_say_of_services_is_no_secret() {
    for sentence in ["Days until a visit", "Anytown", "30", "2,", "Crisis team"] {
        let built = with_services(sentence).build();
        assert_eq!(messages(&built), Vec::<String>::new(), "{sentence}");
    }
    let text = "---\ntitle: C\n---\nMeridian joined us: lead@a-team.example.\n";
    let said = with_services("Meridian, lead@a-team.example").write("content/c.md", text);
    assert_eq!(messages(&said.build()), Vec::<String>::new());
}

#[test]
fn an_exact_figure_of_people_stops_the_build() {
    let block = "```table\nfile: people.csv\ncaption: People\ncounts: people\n\
                 columns: [{name: Waited, of: People}]\n```\n";
    let csv = "Team,People,Waited\nA,61,50.819672%\nB,1204567,20.000003%\n";
    let with_figures = |sentence: &str| {
        says(sentence, "B", "draft: true\n")
            .write(
                "content/newsletters/1.md",
                &format!("---\ntitle: C\nnumber: 1\ndate: 2019-03-01\n---\n\n{block}"),
            )
            .asset("content/newsletters/people.csv", csv.as_bytes())
    };
    for sentence in ["50.819672", "1,204,567", "1204567"] {
        let fault = finding(&with_figures(sentence));
        assert_eq!(fault.code, Code::SecretPublished, "{sentence}");
        assert!(
            fault.message.contains("an exact figure"),
            "{}",
            fault.message
        );
        let place = fault.span.expect("a place");
        assert_eq!(place.file.as_str(), "content/newsletters/people.csv");
    }
    // What the table shows is no secret, and short figures are looked at where tables are made.
    for sentence in ["1,204,565", "61"] {
        let built = with_figures(sentence).build();
        assert_eq!(messages(&built), Vec::<String>::new(), "{sentence}");
    }
}

/// The messages of a build over another one, which remembers that one through `memo`.
fn again(site: &Fixture, memo: &mut Memo, before: &Built) -> Vec<String> {
    let built = site.build_after(memo, before);
    let told = messages(&built).into_iter();
    told.map(str::to_owned).collect()
}

#[test]
fn feeds_and_search_of_earlier_builds_are_searched_for_a_new_secret() {
    let news = |front: &str| {
        says("Nothing.", TITLE, front)
            .write("themes/default/feeds/entry.html", TITLE)
            .write(
                "content/newsletters/1.md",
                "---\ntitle: Spring\ndate: 2019-03-01\nnumber: 1\n---\nText.\n",
            )
            .write(
                "content/reports/1.md",
                "---\ntitle: R\ndate: 2019-03-01\nfindings: [One.]\n---\nText.\n",
            )
            .write(
                "themes/default/i18n/en.yaml",
                &format!("key_findings: {TITLE}\n"),
            )
    };
    let mut memo = Memo::default();
    let before = news("").build_after(&mut memo, &Fixture::new().build());
    assert_eq!(messages(&before), Vec::<String>::new());
    for _ in 0..2 {
        let told = again(&news("draft: true\n"), &mut memo, &before).join("\n");
        for file in [
            "newsletters/feed.xml",
            "feed.json",
            "search/index.bin",
            "reports/1/",
        ] {
            assert!(told.contains(file), "{file}: {told}");
        }
    }
}

#[test]
fn a_new_secret_makes_no_page_anew_that_does_not_tell_it() {
    let many = |draft: &str| {
        let mut site = site();
        for number in 0..40 {
            let mut text = format!("---\ntitle: Page {number}\n---\n");
            let _ = writeln!(text, "Text {number}.");
            site = site.write(&format!("content/p{number}.md"), &text);
        }
        site.write(
            "content/z.md",
            &format!("---\ntitle: {draft}\ndraft: true\n---\n"),
        )
    };
    let mut memo = Memo::default();
    let before = many("Draft").build_after(&mut memo, &Fixture::new().build());
    let quiet = many("Draft").build_after(&mut memo, &before);
    let after = many(TITLE).build_after(&mut memo, &quiet);
    assert_eq!(messages(&after), Vec::<String>::new());
    assert!(
        after.made < quiet.made + 10,
        "{} {}",
        after.made,
        quiet.made
    );
    // A secret that goes and comes is new again.
    let other = many("Opening a second house in Oldtown").build_after(&mut memo, &after);
    let back = many(TITLE).write("content/p7.md", &format!("---\ntitle: P\n---\n{TITLE}\n"));
    assert_eq!(
        messages(&back.build_after(&mut memo, &other)),
        Vec::<String>::new()
    );
}
