//! The order of lists, their groups, and pages that leave them.

use super::{between, build, site, visit, words};
use masthead::base::OutputPath;
use masthead::fixture::{Built, Fixture};
use masthead::search::{SearchRequest, Searcher};

/// The titles of the entries of a list, in order.
fn titles(built: &Built, page: &str) -> Vec<String> {
    let html = built.html(page);
    let mut titles = Vec::new();
    for rest in html.split("class=\"entry-title\"><a href=\"").skip(1) {
        titles.push(between(rest, "\">", "</a>").to_owned());
    }
    titles
}

/// Visits with these front matters, named `a`, `b` and so on.
fn visits(declaration: &str, fronts: &[&str]) -> Fixture {
    let names = 'a'..='z';
    let named = names.zip(fronts);
    named.fold(site(declaration), |site, (name, front)| {
        visit(site, &name.to_string(), front)
    })
}

fn list(site: &Fixture) -> String {
    titles(&build(site), "visits/index.html").concat()
}

#[test]
fn pages_stand_in_the_order_of_a_field() {
    for (field, values, up, down) in [
        (
            "{type: date}",
            ["2020-02-01", "2019-01-05", "2020-01-09"],
            "bcad",
            "acbd",
        ),
        (
            "{type: time}",
            ["2020-02-01 10:00", "2020-02-01 09:30", "2020-01-31"],
            "cbad",
            "abcd",
        ),
        ("{type: number}", ["10", "9.5", "-3"], "cbad", "abcd"),
        (
            "{type: text}",
            ["Standard 10", "standard 2", "Étape 1"],
            "cbad",
            "abcd",
        ),
        ("{type: yes-no}", ["yes", "no", "yes"], "bacd", "acbd"),
        (
            "{type: choice, choices: [small, large, huge]}",
            ["huge", "small", "large"],
            "bcad",
            "acbd",
        ),
    ] {
        for (direction, expected) in [("up", up), ("down", down)] {
            let declaration = format!(
                "order: {{field: key, direction: {direction}}}\nfields: {{key: {field}}}\n"
            );
            let fronts = values.map(|value| format!("key: {value}"));
            let mut fronts: Vec<&str> = fronts.iter().map(String::as_str).collect();
            fronts.push("weight: 1");
            assert_eq!(
                list(&visits(&declaration, &fronts)),
                expected,
                "{field} {direction}"
            );
        }
    }
}

#[test]
fn pages_stand_in_the_order_of_what_every_page_has() {
    for (field, fronts, expected) in [
        ("title", ["weight: 1", "", ""], "abc"),
        (
            "date",
            ["date: 2019-03-01", "", "date: 2019-02-01\nweight: 9"],
            "cab",
        ),
        (
            "weight",
            ["weight: 3", "weight: 2\ndate: 2019-01-01", ""],
            "bac",
        ),
    ] {
        assert_eq!(
            list(&visits(&format!("order: {field}\n"), &fronts)),
            expected,
            "{field}"
        );
    }
}

#[test]
fn pages_alike_stand_in_the_order_of_titles() {
    let declaration = "order: key\nfields: {key: {type: number}}\n";
    let same = "key: 1\ndate: 2019-01-0";
    let fronts = [format!("{same}1"), format!("{same}3"), format!("{same}2")];
    let fronts: Vec<&str> = fronts.iter().map(String::as_str).collect();
    assert_eq!(list(&visits(declaration, &fronts)), "abc");
}

#[test]
fn a_section_and_the_settings_may_state_another_order() {
    let declaration = "order: key\nfields: {key: {type: number}}\n";
    let fronts = [
        "key: 3\ndate: 2019-01-01",
        "key: 1\ndate: 2019-01-02",
        "key: 2",
    ];
    let site = visits(declaration, &fronts);
    assert_eq!(list(&site), "bca");
    let settings = "title: Test\nbase_url: https://www.example.org/\ntheme: own\n\
        folders: {visits: {sort: newest}}\n";
    let site = site.write("content/site.yaml", settings);
    assert_eq!(list(&site), "bac");
    let index = "---\ntitle: Visits\nsort: oldest\n---\n";
    assert_eq!(list(&site.write("content/visits/index.md", index)), "abc");
}

#[test]
fn pages_of_other_kinds_stand_after_those_in_order() {
    let declaration = "order: key\nfields: {key: {type: number}}\n";
    let site = visits(declaration, &["key: 2", "key: 1"]);
    let other = |title: &str| format!("---\ntitle: {title}\nkind: page\n---\n");
    let site = site.write("content/visits/0.md", &other("y"));
    let site = site.write("content/visits/1.md", &other("x"));
    assert_eq!(list(&site), "baxy");
}

/// The declaration of visits that are to come or over.
const BY_DAY: &str = "groups: {field: from, until: to}\n\
    fields: {from: {type: time}, to: {type: date}}\n";

/// Visits around New Year's Day 2020.
fn by_day() -> Fixture {
    let fronts = [
        "from: 2020-02-01",
        "from: 2020-01-01 10:00",
        "from: 2019-12-31",
        "from: 2019-12-30\nto: 2020-01-01",
        "",
        "from: 2018-05-01",
        "from: 2020-01-01 09:00",
    ];
    visits(BY_DAY, &fronts)
}

/// The groups of a section's list: the title of each, with the titles of its entries.
fn groups(html: &str) -> Vec<(String, String)> {
    let sections = html.split("<section class=\"list-group\"").skip(1);
    let mut groups = Vec::new();
    for rest in sections {
        let title = between(rest, "\">", "</h2>");
        let title = title.rsplit_once('>').map_or(title, |(_, title)| title);
        let items = rest.split("entry-title\"><a href=\"").skip(1);
        let items: Vec<&str> = items.map(|item| between(item, "\">", "</a>")).collect();
        groups.push((title.to_owned(), items.concat()));
    }
    groups
}

fn named(groups: &[(&str, &str)]) -> Vec<(String, String)> {
    let groups = groups.iter();
    groups
        .map(|(title, items)| ((*title).to_owned(), (*items).to_owned()))
        .collect()
}

#[test]
fn pages_are_upcoming_until_their_last_day_is_over() {
    let site = by_day();
    let shown = |site: &Fixture| groups(&build(site).html("visits/index.html"));
    let expected = [("Upcoming", "dgba"), ("Past", "cf"), ("Other", "e")];
    assert_eq!(shown(&site), named(&expected));
    let expected = [("Upcoming", "a"), ("Past", "bgcdf"), ("Other", "e")];
    assert_eq!(shown(&site.today(2020, 1, 2)), named(&expected));
}

#[test]
fn entries_of_groups_have_headings_below_those_of_the_groups() {
    let html = build(&by_day()).html("visits/index.html");
    let group = between(&html, "<section class=\"list-group\"", "</section>");
    assert!(
        group.contains("aria-labelledby=\"list_group_1\""),
        "{group}"
    );
    assert!(
        group.contains("<h2 id=\"list_group_1\">Upcoming</h2>"),
        "{group}"
    );
    assert!(group.contains("<h3 class=\"entry-title\">"), "{group}");
}

#[test]
fn groups_go_on_from_one_page_of_a_list_to_the_next() {
    let index = "---\ntitle: Visits\npage_size: 3\n---\n";
    let built = build(&by_day().write("content/visits/index.md", index));
    let expected = [("Upcoming", "dgb")];
    assert_eq!(groups(&built.html("visits/index.html")), named(&expected));
    let expected = [("Upcoming", "a"), ("Past", "cf")];
    assert_eq!(
        groups(&built.html("visits/page/2/index.html")),
        named(&expected)
    );
    let expected = [("Other", "e")];
    assert_eq!(
        groups(&built.html("visits/page/3/index.html")),
        named(&expected)
    );
}

#[test]
fn groups_by_a_choice_stand_in_the_order_declared() {
    let declaration = "groups: level\norder: {field: key, direction: down}\nfields:\n  \
        level: {type: choice, choices: [in training, qualified]}\n  key: {type: number}\n";
    let fronts = [
        "level: qualified\nkey: 1",
        "level: in training",
        "level: qualified\nkey: 2",
        "key: 9",
    ];
    let html = build(&visits(declaration, &fronts)).html("visits/index.html");
    let expected = [("In training", "b"), ("Qualified", "ca"), ("Other", "d")];
    assert_eq!(groups(&html), named(&expected));
}

#[test]
fn templates_are_told_the_names_of_groups() {
    let template = "{% for group in page.list.groups or [] %}{{ group.name }}:\
        {% for item in group.items %}{{ item.title }}{% endfor %} {% endfor %}";
    let site = by_day().write("themes/own/templates/section.html", template);
    let shown = build(&site).html("visits/index.html");
    assert_eq!(shown, "upcoming:dgba past:cf :e ");
}

#[test]
fn a_section_without_groups_has_none() {
    let html = build(&visits("", &["date: 2019-01-01"])).html("visits/index.html");
    assert!(!html.contains("list-group") && html.contains("<h2 class=\"entry-title\">"));
}

/// A template that shows the neighbours of a page.
const NEIGHBOURS: &str = "{% set around = neighbours() %}\
    {{ around.previous.title if around.previous else '-' }}\
    {{ around.next.title if around.next else '-' }}";

fn neighbours(site: Fixture, names: &str) -> Vec<String> {
    let built = build(&site.write("themes/own/templates/visit.html", NEIGHBOURS));
    let names = names.chars();
    names
        .map(|name| built.html(&format!("visits/{name}/index.html")))
        .collect()
}

#[test]
fn neighbours_follow_one_another_from_day_to_day() {
    // In order of days: f c d g b a.
    let expected = ["b-", "ga", "fd", "cg", "--", "-c", "db"];
    assert_eq!(neighbours(by_day(), "abcdefg"), expected);
}

#[test]
fn neighbours_follow_the_order_of_a_field() {
    let declaration = "order: key\nfields: {key: {type: number}}\n";
    let fronts = ["key: 2", "key: 1", "key: 3"];
    assert_eq!(
        neighbours(visits(declaration, &fronts), "abc"),
        ["bc", "-a", "a-"]
    );
    let declaration = "order: {field: day, direction: down}\nfields: {day: {type: date}}\n";
    let fronts = ["day: 2019-01-02", "day: 2019-01-01", "day: 2019-01-03"];
    assert_eq!(
        neighbours(visits(declaration, &fronts), "abc"),
        ["bc", "-a", "a-"]
    );
}

/// Two visits about gardens, of which one leaves lists after New Year's Eve, and a page that shows
/// lists of them.
fn leaving(last: &str) -> Fixture {
    let declaration = "leaves_lists_after: last\nfields: {last: {type: date}}\n";
    let old = format!("date: 2019-01-01\ntopics: [Gardens, Ponds]\nlast: {last}");
    let fronts = [old.as_str(), "date: 2019-02-01\ntopics: [Gardens]"];
    let template = "{% for item in pages(kind='visit') %}{{ item.title }}{% endfor %}|\
        {% for item in pages(section='/visits/') %}{{ item.title }}{% endfor %}|\
        {% for item in pages(topic='Gardens') %}{{ item.title }}{% endfor %}|\
        {% for item in sections() if item.title == 'Visits' %}{{ item.count }}{% endfor %}|\
        {% for item in terms('topics') %}{{ item.name }}{{ item.count }}{% endfor %}";
    visits(declaration, &fronts)
        .write("themes/own/templates/lists.html", template)
        .write(
            "content/lists.md",
            "---\ntitle: Lists\ntemplate: lists\n---\n",
        )
        .write(
            "content/links.md",
            "---\ntitle: Links\n---\nSee [a](visits/a.md).\n",
        )
}

#[test]
fn a_page_is_in_lists_until_its_last_day_is_over() {
    let built = build(&leaving("2020-01-01"));
    assert_eq!(built.html("lists/index.html"), "ba|ba|ba|2|Gardens2Ponds1");
    assert!(
        !built
            .html("visits/a/index.html")
            .contains("kept for reference")
    );
}

#[test]
fn a_page_that_left_lists_stays_at_its_address() {
    let built = build(&leaving("2019-12-31"));
    assert_eq!(built.html("lists/index.html"), "b|b|b|1|Gardens1");
    assert_eq!(titles(&built, "visits/index.html"), ["b"]);
    assert_eq!(titles(&built, "topics/gardens/index.html"), ["b"]);
    assert!(!built.files.contains_key("topics/ponds/index.html"));
    for feed in ["feed.xml", "visits/feed.xml", "topics/gardens/feed.xml"] {
        let feed = built.html(feed);
        assert!(
            feed.contains("/visits/b/") && !feed.contains("/visits/a/"),
            "{feed}"
        );
    }
    let page = built.html("visits/a/index.html");
    assert!(page.contains("kept for reference"), "{page}");
    assert_eq!(words(between(&page, "class=\"tags\">", "</ul>")), "Gardens");
    assert!(words(between(&page, "breadcrumbs\"", "</nav>")).contains("Visits"));
    assert!(
        built
            .html("links/index.html")
            .contains("href=\"../visits/a/\"")
    );
    assert!(built.html("sitemap.xml").contains("/visits/a/"));
    assert!(
        !built
            .html("visits/b/index.html")
            .contains("kept for reference")
    );
}

#[test]
fn search_does_not_find_a_page_that_left_lists() {
    for (last, found) in [("2020-01-01", true), ("2019-12-31", false)] {
        let built = build(&leaving(last));
        let index = Searcher::open(|path: &OutputPath| built.files.get(path.as_str()).cloned());
        let searcher = index.expect("an index");
        let answer = searcher.search("ponds", &SearchRequest::default());
        let results = answer.expect("an answer").results;
        let is_found = results.iter().any(|result| result.url == "/visits/a/");
        assert_eq!(is_found, found, "{results:?}");
    }
}

#[test]
fn a_page_that_left_lists_is_beside_no_other() {
    let site = leaving("2019-12-31");
    assert_eq!(neighbours(site, "ab"), ["--", "--"]);
    assert_eq!(neighbours(leaving("2020-01-01"), "ab"), ["-b", "a-"]);
}
