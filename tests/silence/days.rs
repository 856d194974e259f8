//! Days and numbers of people: when a page appears, and which of two comes first.

use super::{silent, site};
use masthead::fixture::{Built, Fixture};

/// The titles of pages in the order in which a finished page links to them.
fn order<'t>(built: &Built, page: &str, titles: &[&'t str]) -> Vec<&'t str> {
    let html = built.html(page);
    let main = html.split_once("<main").expect("the main part of a page").1;
    let place = |title: &str| main.find(&format!(">{title}</a>"));
    let mut shown: Vec<&str> = titles.to_vec();
    shown.sort_by_key(|title| place(title).unwrap_or_else(|| panic!("no {title} on {page}")));
    shown
}

/// A folder `minutes` with these settings, whose pages have these names and front matters.
fn minutes(section: &str, pages: &[(&str, &str)]) -> Fixture {
    let index = format!("---\ntitle: Minutes\n{section}---\n");
    let start = site().write("content/minutes/index.md", &index);
    pages.iter().fold(start, |site, (name, front)| {
        let path = format!("content/minutes/{name}.md");
        site.write(&path, &format!("---\n{front}\n---\nText.\n"))
    })
}

#[test]
fn meeting_2_comes_before_meeting_10() {
    let pages = [
        ("a", "title: Meeting 10"),
        ("b", "title: Meeting 2"),
        ("c", "title: meeting 1b"),
    ];
    let titles = ["Meeting 10", "Meeting 2", "meeting 1b"];
    for section in ["", "sort: title\n", "sort: newest\n"] {
        let built = silent(&minutes(section, &pages));
        assert_eq!(
            order(&built, "minutes/index.html", &titles),
            ["meeting 1b", "Meeting 2", "Meeting 10"],
            "{section}"
        );
    }
}

#[test]
fn files_of_one_weight_are_in_the_order_of_their_numbers() {
    let pages = [
        ("item-10", "title: Ten"),
        ("item-9", "title: Nine"),
        ("item-100", "title: Hundred"),
    ];
    let built = silent(&minutes("sort: weight\n", &pages));
    let titles = ["Hundred", "Ten", "Nine"];
    assert_eq!(
        order(&built, "minutes/index.html", &titles),
        ["Nine", "Ten", "Hundred"]
    );
}

#[test]
fn topics_and_lists_of_topics_are_in_the_order_of_their_numbers() {
    let pages = [
        ("a", "title: Visit 10\ntopics: [Standard 10, Standard 2]"),
        ("b", "title: Visit 2\ntopics: [Standard 2]"),
    ];
    let built = silent(&minutes("", &pages));
    assert_eq!(
        order(&built, "topics/index.html", &["Standard 10", "Standard 2"]),
        ["Standard 2", "Standard 10"]
    );
    assert_eq!(
        order(
            &built,
            "topics/standard-2/index.html",
            &["Visit 10", "Visit 2"]
        ),
        ["Visit 2", "Visit 10"]
    );
}
