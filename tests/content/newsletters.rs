//! Issues and the people who write in them.

use crate::{between, built, html, words};

const PEOPLE: &str = "a-north: {name: A. Sample, role: staff, team: North}\na-south: {name: A. \
    Sample, role: carer, team: South}\n";

fn issue(lines: &str) -> String {
    format!("---\ntitle: Spring\ndate: 2015-03-01\n{lines}---\nWelcome.\n")
}

#[test]
fn people_of_one_name_have_pages_of_their_own() {
    let built = built(&[
        ("content/people.yaml", PEOPLE),
        ("content/newsletters/1/index.md", &issue("")),
        (
            "content/newsletters/1/one.md",
            "---\ntitle: First\nbyline: [{person: a-north}]\n---\nText.\n",
        ),
        (
            "content/newsletters/1/two.md",
            "---\ntitle: Second\nbyline: [{person: a-south}]\n---\nText.\n",
        ),
    ]);
    for (page, own, other) in [
        ("a-north", "First", "Second"),
        ("a-south", "Second", "First"),
    ] {
        let shown = built.html(&format!("people/{page}/index.html"));
        assert!(
            shown.contains(own) && !shown.contains(other),
            "{page}:\n{shown}"
        );
    }
}

#[test]
fn lists_across_the_site_go_by_the_day_of_the_issue_and_not_by_places_within_it() {
    let article = |title: &str, weight: u32| {
        format!(
            "---\ntitle: {title}\nweight: {weight}\ntopics: [Gardens]\nbyline: [{{person: \
             a-north}}]\n---\nText.\n"
        )
    };
    let issue = |day: &str| format!("---\ntitle: Issue\ndate: {day}\n---\n");
    let built = built(&[
        ("content/people.yaml", PEOPLE),
        ("content/newsletters/1/index.md", &issue("2014-03-01")),
        ("content/newsletters/1/a.md", &article("Oldest", 1)),
        ("content/newsletters/2/index.md", &issue("2015-03-01")),
        ("content/newsletters/2/a.md", &article("Newest", 2)),
        (
            "content/reports/r.md",
            "---\ntitle: Between\ndate: 2014-09-01\ntopics: [Gardens]\n---\n",
        ),
    ]);
    let list = |path: &str| {
        words(between(
            &built.html(path),
            "<ul class=\"entries\">",
            "</ul>",
        ))
    };
    let by = "By A. Sample , staff , North";
    let (newest, oldest) = (
        format!("Article Newest {by} 1 March 2015"),
        format!("Article Oldest {by} 1 March 2014"),
    );
    assert_eq!(
        list("topics/gardens/index.html"),
        format!("{newest} Report Between 1 September 2014 {oldest}")
    );
    assert_eq!(
        list("people/a-north/index.html"),
        format!("{newest} {oldest}")
    );
}

#[test]
fn only_people_who_are_declared_have_pages() {
    let built = built(&[
        ("content/people.yaml", PEOPLE),
        ("content/newsletters/1/index.md", &issue("")),
        (
            "content/newsletters/1/one.md",
            "---\ntitle: First\nbyline:\n  - {person: a-north}\n  - {name: B. Sample, role: \
             carer}\n  - {withheld: true, role: service user}\n  - {pseudonym: Rose, role: carer}\n\
             ---\nText.\n",
        ),
    ]);
    let pages: Vec<&str> = built
        .pages()
        .filter(|path| path.starts_with("people/"))
        .collect();
    assert_eq!(pages, ["people/a-north/index.html", "people/index.html"]);
    let shown = words(between(
        &built.html("newsletters/1/one/index.html"),
        "<p class=\"byline\">",
        "</p>",
    ));
    assert_eq!(
        shown,
        "By A. Sample , staff , North , B. Sample , carer , Name withheld , service user and Rose \
         (name changed) , carer"
    );
}

#[test]
fn an_issue_lists_its_articles_whether_they_are_files_or_headings() {
    let block = "```byline\nname: B. Sample\nrole: carer\nteam: South\nsummary: How it was.\n```\n";
    let built = built(&[
        ("content/newsletters/1/index.md", &issue("")),
        (
            "content/newsletters/1/one.md",
            "---\ntitle: My story\nsummary: How it was.\nbyline: [{name: B. Sample, role: carer, \
             team: South}]\n---\nText.\n",
        ),
        (
            "content/newsletters/2.md",
            &format!(
                "---\ntitle: Autumn\ndate: 2015-09-01\n---\n\n## My story\n\n{block}\nText.\n"
            ),
        ),
    ]);
    let contents = |path: &str| {
        let html = built.html(path);
        let list = between(&html, "<nav class=\"contents\"", "</nav>").to_owned();
        let leads_to = html::tags(&list)
            .iter()
            .find_map(|tag| tag.get("href").map(str::to_owned));
        (words(&list), leads_to.expect("a link"))
    };
    let expected = "In this issue My story By B. Sample , carer , South How it was.";
    assert_eq!(
        contents("newsletters/1/index.html"),
        (expected.to_owned(), "one/".to_owned())
    );
    assert_eq!(
        contents("newsletters/2/index.html"),
        (expected.to_owned(), "./#my-story".to_owned())
    );
    assert!(
        built
            .html("newsletters/2/index.html")
            .contains("id=\"my-story\"")
    );
}

#[test]
fn an_issue_shows_its_number_period_editor_cover_and_document() {
    let lines = "number: 4\nperiod: Spring 2015\neditor: E. Sample\nimage: cover.png\nimage_alt: \
        Two people.\npdf: issue.pdf\n";
    let built = crate::site(&[("content/newsletters/1/index.md", &issue(lines))])
        .asset("content/newsletters/1/cover.png", b"png")
        .asset("content/newsletters/1/issue.pdf", b"%PDF-1.4\n%%EOF\n")
        .build();
    let shown = words(&built.html("newsletters/1/index.html"));
    for part in [
        "Issue 4",
        "Spring 2015",
        "E. Sample",
        "1 March 2015",
        "The whole issue",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(
        built
            .html("newsletters/1/index.html")
            .contains("alt=\"Two people.\"")
    );
}

#[test]
fn issues_are_listed_by_year_and_lead_to_one_another() {
    let of = |title: &str, date: &str| format!("---\ntitle: {title}\ndate: {date}\n---\n");
    let built = built(&[
        ("content/newsletters/index.md", "---\ntitle: News\n---\n"),
        ("content/newsletters/1.md", &of("First", "2014-10-01")),
        ("content/newsletters/2.md", &of("Second", "2015-03-01")),
        ("content/newsletters/3.md", &of("Third", "2015-09-01")),
    ]);
    let listed = |path: &str| {
        words(between(
            &built.html(path),
            "<ul class=\"entries\">",
            "</ul>",
        ))
    };
    assert!(listed("newsletters/year/2014/index.html").contains("First"));
    let second_year = listed("newsletters/year/2015/index.html");
    assert!(
        second_year.contains("Second")
            && second_year.contains("Third")
            && !second_year.contains("First"),
        "{second_year}"
    );
    let second = built.html("newsletters/2/index.html");
    assert!(
        second.contains("Previous issue")
            && second.contains("href=\"../1/\"")
            && second.contains("href=\"../3/\""),
        "{second}"
    );
}

#[test]
fn the_home_page_lists_what_changed_last() {
    let built = built(&[
        (
            "content/a.md",
            "---\ntitle: Old and mended\ndate: 2014-01-01\nupdated: 2019-05-02\n---\n",
        ),
        ("content/b.md", "---\ntitle: New\ndate: 2019-05-01\n---\n"),
        ("content/c.md", "---\ntitle: Older\ndate: 2015-01-01\n---\n"),
        ("content/d.md", "---\ntitle: Without a day\n---\n"),
        (
            "content/e.md",
            "---\ntitle: Not yet\ndate: 2019-12-01\npublish_on: 2030-01-01\n---\n",
        ),
    ]);
    let shown = words(between(
        &built.html("index.html"),
        "<ul class=\"updates\">",
        "</ul>",
    ));
    assert_eq!(
        shown,
        "Old and mended 2 May 2019 New 1 May 2019 Older 1 January 2015"
    );
    let without = crate::site(&[("content/b.md", "---\ntitle: New\ndate: 2019-05-01\n---\n")])
        .write(
            "content/site.yaml",
            "title: T\nbase_url: https://www.example.org/\ntheme_options: {home_updated: 0}\n",
        )
        .build();
    assert!(!without.html("index.html").contains("Recently updated"));
}

#[test]
fn articles_about_the_same_are_related_unless_the_editor_chose() {
    let of = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nkind: article\nbyline: [{{name: B, role: carer}}]\ntopics: \
             [Beds]\n{more}---\nText.\n"
        )
    };
    let built = built(&[
        ("content/x/one.md", &of("One", "")),
        ("content/x/two.md", &of("Two", "")),
        ("content/x/three.md", &of("Three", "related: [four.md]\n")),
        ("content/x/four.md", "---\ntitle: Four\n---\n"),
    ]);
    let related = |path: &str| words(between(&built.html(path), "Related pages", "</section>"));
    assert!(
        related("x/one/index.html").contains("Two"),
        "{}",
        related("x/one/index.html")
    );
    assert!(related("x/three/index.html").contains("Four"));
}
