//! Names, dates and letters on finished pages, who is whom, and what stays with the owner.

use super::super::{finding, messages, silent, warns};
use super::{listed, published};

/// The words of the list of publications of a site.
fn list(built: &masthead::fixture::Built) -> String {
    let html = built.html("publications/index.html");
    html.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_blank_after_a_command_belongs_to_it_and_languages_print_nothing() {
    let text = "@article{a, title = {What \\foreignlanguage{german}{Heimat} means}, author = \
        {S\\o rensen, Ib and Dvo\\v r\\'ak, Jan}, journal = {J}, year = {{\\noopsort{1973b}}1973}, \
        volume = 1}";
    let built = silent(&listed("ours.bib", text));
    let list = list(&built);
    for words in ["Sørensen", "Dvořák", "What Heimat means", "1973"] {
        assert!(list.contains(words), "{words}\n{list}");
    }
}

#[test]
fn a_command_nobody_knows_in_a_name_is_named_and_its_words_stay() {
    let text = "@article{a, title = {T}, author = {\\foo{Ellis}, Clare}, journal = {J}, \
        year = 2014, volume = 1}";
    let site = listed("ours.bib", text);
    assert!(warns(&finding(&site), "`\\foo`"));
    assert!(list(&site.build()).contains("Ellis"));
}

#[test]
fn a_day_in_the_place_of_the_month_is_named() {
    let text = "@article{a, title = {T}, author = {Ellis, C.}, journal = {J}, year = 2016, \
        month = {25}, volume = 1}";
    let site = listed("ours.bib", text);
    assert!(warns(&finding(&site), "`25` is no month"));
    let list = list(&site.build());
    assert!(list.contains("2016") && !list.contains("2025"), "{list}");
}

#[test]
fn years_before_and_after_christ_have_lists_of_their_own() {
    let entry = |key: &str, date: &str| {
        format!(
            "@book{{{key}, title = {{On {key}}}, author = {{A, B}}, publisher = {{P}}, {date}}}\n"
        )
    };
    let text = entry("wards", "date = {-0044}") + &entry("gardens", "date = {0044}");
    let built = silent(&listed("ours.bib", &text));
    let years: Vec<&str> = built
        .pages()
        .filter(|page| page.contains("/year/"))
        .collect();
    assert_eq!(years.len(), 2, "{years:?}");
}

#[test]
fn what_owners_note_for_themselves_is_published_nowhere() {
    let lists = [
        (
            "a.ris",
            "TY  - JOUR\nTI  - First\nAU  - Ox, A.\nJO  - J\nPY  - 2014\nVL  - 1\n\
             N1  - Hidden one\nRN  - Hidden two\nKW  - _hidden three\n\
             L1  - file:///home/hidden.pdf\nU1  - Hidden\nER  - \n",
        ),
        (
            "b.bib",
            "@article{k, author={Ox, B.}, title={Second}, journal={J}, year=2015, volume=1, \
             note={Hidden four}, annote={Hidden}, file={:hidden.pdf:PDF}, owner={hidden}, \
             keywords={to read, Hidden-not}, url={file:///hidden}}",
        ),
        (
            "c.json",
            r#"[{"id":"z","type":"article-journal","title":"Third","author":[{"family":"Ox",
            "given":"C.","email":"hidden@example.org"}],"issued":{"date-parts":[[2016]]},
            "container-title":"J","volume":"1","note":"Hidden five","call-number":"Hidden",
            "custom":"hidden"}]"#,
        ),
    ];
    let write = |site: masthead::fixture::Fixture, (name, text): (&str, &str)| {
        site.write(&format!("content/publications/{name}"), text)
    };
    let built = lists.into_iter().fold(super::super::site(), write).build();
    let found = published(&built).to_lowercase().replace("hidden-not", "");
    let lines: Vec<&str> = found
        .lines()
        .filter(|line| {
            [
                "hidden one",
                "hidden two",
                "hidden three",
                "hidden.pdf",
                "hidden four",
                "hidden five",
                "hidden@",
                "///hidden",
            ]
            .iter()
            .any(|words| line.contains(words))
        })
        .collect();
    assert_eq!(lines, Vec::<&str>::new());
}

/// A list with one article by each of these authors.
fn articles(authors: &[&str]) -> String {
    let entries = authors.iter().enumerate().map(|(number, author)| {
        format!(
            "@article{{a{number}, author = {{{author}}}, title = {{Work {number}}}, \
             journal = {{J}}, year = 2014, volume = {number}}}\n"
        )
    });
    entries.collect()
}

#[test]
fn two_people_of_one_name_have_a_page_each() {
    let text = articles(&[
        "Smith, John",
        "Smith, Jane",
        "M\\\"uller, Anna",
        "Muller, Arno",
    ]);
    let built = silent(&listed("ours.bib", &text));
    for (author, work, other) in [
        ("smith-john", "Work 0", "Work 1"),
        ("smith-jane", "Work 1", "Work 0"),
        ("muller-anna", "Work 2", "Work 3"),
        ("muller-arno", "Work 3", "Work 2"),
    ] {
        let page = built.html(&format!("publications/author/{author}/index.html"));
        assert!(page.contains(work) && !page.contains(other), "{author}");
    }
}

#[test]
fn suffixes_and_other_scripts_give_people_pages_of_their_own() {
    let text = articles(&[
        "Smith, Jr., John",
        "Smith, Sr., John",
        "王, 小明",
        "王, 晓明",
    ]);
    let built = silent(&listed("ours.bib", &text));
    let works = |page: &str| {
        let html = built.html(page);
        let all = (0..4).map(|number| format!("Work {number}"));
        all.filter(|work| html.contains(work)).count()
    };
    let pages: Vec<usize> = built
        .pages()
        .filter(|page| page.contains("/author/"))
        .map(works)
        .collect();
    assert_eq!(pages, [1; 4]);
}

#[test]
fn initials_that_may_be_either_of_two_people_are_nobodys_and_are_named() {
    let text = articles(&["Smith, John", "Smith, Jane", "Smith, J."]);
    let site = listed("ours.bib", &text).write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\npublications:\n  group_by: author\n",
    );
    assert!(warns(&finding(&site), "`Smith, J.` may be"));
    let built = site.build();
    let authors: Vec<&str> = built
        .pages()
        .filter(|page| page.contains("/author/"))
        .collect();
    assert_eq!(authors.len(), 2, "{authors:?}");
    assert!(
        list(&built).contains("Work 2"),
        "a list by author keeps every work"
    );
}

#[test]
fn a_list_by_author_keeps_works_without_one() {
    let text = "@book{a, title = {Nobody wrote this}, publisher = {P}, year = 2014}";
    let site = listed("ours.bib", text).write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\npublications:\n  group_by: author\n",
    );
    let built = site.build();
    assert_eq!(messages(&built), ["the book `a` lacks an author"]);
    assert!(list(&built).contains("Nobody wrote this"));
}
