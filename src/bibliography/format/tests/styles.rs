//! Tests of the bundled styles and of those that a site supplies.

use super::*;
use crate::base::Code;
use crate::bibliography::item::ItemType;
use proptest::prelude::*;

#[test]
fn vancouver_keeps_its_authors_and_abbreviates_journals() {
    let list = items(TWO);
    let vancouver = Style::named("vancouver", "en-GB").expect("a style");
    let answer = format(&request(&list), &vancouver, &Cache::default());
    assert_eq!(
        answer.formatted.references[0].body.text,
        "Ellis C, Hodge S. Introduction of the scheme: a welcome development? J Nurs. 2014 \
         Mar;21(3):234–40. doi:10.1111/jpm.12100"
    );
    assert!(answer.formatted.lost_authors.is_empty());
}

#[test]
fn every_style_that_comes_along_names_the_authors() {
    let list = items(TWO);
    for name in Style::names().filter(|name| *name != "alphanumeric") {
        let style = Style::named(name, "en-GB").expect("a style");
        let formatted = format(&request(&list), &style, &Cache::default()).formatted;
        assert_eq!(
            (
                formatted.references.len(),
                &formatted.lost_authors,
                &formatted.failed
            ),
            (2, &Vec::new(), &Vec::new()),
            "{name}"
        );
    }
}

#[test]
fn a_style_that_loses_authors_is_reported_with_one_that_keeps_them() {
    let list = items(TWO);
    let loser = list_of("<text variable=\"title\"/>");
    let answer = format(&request(&list), &loser, &Cache::default());
    let found = findings(&request(&list), &loser, &answer.formatted);
    assert_eq!((found.len(), found[0].code), (1, Code::LostAuthors));
    assert!(
        found[0]
            .message
            .contains("`ellis2014`, and those of 1 more"),
        "{}",
        found[0].message
    );
    assert!(
        found[0].help[0].contains("`style: vancouver`"),
        "{}",
        found[0].help[0]
    );
}

#[test]
fn a_style_without_a_list_of_references_shows_its_first_notes() {
    let notes = style(
        "<citation><layout suffix=\".\"><group delimiter=\", \"><names variable=\"author\"/><text \
         variable=\"title\" font-style=\"italic\"/></group></layout></citation>",
        "",
        "",
    );
    let list = items(TWO);
    assert_eq!(
        references(&list, &notes)[1].html,
        "R. Carpenter, J. Falkenburg, T. White, D. K. Tracy, <em>Crisis teams</em>."
    );
}

#[test]
fn what_a_style_leaves_out_of_its_list_is_listed_all_the_same() {
    let list = items(
        "- {id: a, type: manuscript, title: On crises, author: [\"Ellis, Clare\"], issued: 2014}\n\
         - {id: b, type: document, title: Notes, author: [\"Hodge, Sam\"], issued: 2015}\n",
    );
    let chicago = Style::named("chicago-notes", "en-GB").expect("a style");
    let texts: Vec<String> = references(&list, &chicago)
        .into_iter()
        .map(|text| text.text)
        .collect();
    assert_eq!(
        texts,
        [
            "Clare Ellis, ‘On Crises’, unpublished manuscript, 2014.",
            "Sam Hodge, ‘Notes’, 2015."
        ]
    );
}

#[test]
fn a_style_is_found_by_the_names_people_use() {
    for name in [
        "harvard",
        "Harvard cite them right",
        "apa",
        "AMA",
        "vancouver.csl",
        "mhra",
    ] {
        assert!(Style::named(name, "en-GB").is_some(), "{name}");
    }
    assert!(Style::named("vancouvr", "en-GB").is_none());
    let fault = Style::unknown("vancouvr");
    assert!(fault.help[0].contains("`vancouver`"));
}

/// Returns the message about a file that is no style.
fn refused(text: String) -> String {
    let file = TextFile::new(SourcePath::new("a.csl"), text.into());
    let (style, faults) = Style::supplied(&file, "en-GB");
    assert!(style.is_none() && faults.has_errors());
    faults[0].message.clone()
}

/// Returns an element that calls a macro.
fn call(name: &str) -> String {
    format!("<text macro=\"{name}\"/>")
}

#[test]
fn a_file_that_is_no_style_is_refused_and_says_why() {
    refused("<html></html>".to_owned());
    refused(String::new());
    refused(format!(
        "{}{}",
        "<group>".repeat(100_000),
        "</group>".repeat(100_000)
    ));
    let circle = csl(
        &format!("<citation><layout>{}</layout></citation>", call("a")),
        "",
        &format!(
            "<macro name=\"a\">{}</macro><macro name=\"b\">{}</macro>",
            call("b"),
            call("a")
        ),
    );
    assert!(refused(circle.text.to_string()).contains("calls itself"));
    let doubling: Vec<String> = (0..60)
        .map(|at| {
            format!(
                "<macro name=\"m{at}\">{0}{0}</macro>",
                call(&format!("m{}", at + 1))
            )
        })
        .collect();
    let bomb = csl(
        &format!("<citation><layout>{}</layout></citation>", call("m0")),
        "",
        &doubling.concat(),
    );
    assert!(refused(bomb.text.to_string()).contains("too often"));
}

/// Loads a file that only points to another style.
fn load(parent: &str) -> (Option<Style>, Faults) {
    let text = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\"><info><title>T</title>\
         <id>t</id><link href=\"http://www.zotero.org/styles/{parent}\" \
         rel=\"independent-parent\"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"
    );
    let file = TextFile::new(SourcePath::new("a.csl"), text.into());
    Style::supplied(&file, "en-GB")
}

#[test]
fn a_file_that_points_to_another_style_uses_that_one() {
    assert!(load("nature").0.is_some());
    let (style, faults) = load("nowhere");
    assert!(
        style.is_none() && faults[0].help[0].contains("`nowhere`"),
        "{faults:?}"
    );
}

/// Styles of every sort: by author, by number, in notes.
const STYLES: [&str; 7] = [
    "harvard",
    "vancouver",
    "apa",
    "chicago-notes",
    "ieee",
    "mhra",
    "gb-7714-2015-numeric",
];

/// Reports whether a character is one of those that carry marks through hayagriva.
fn carries_marks(c: char) -> bool {
    matches!(u32::from(c), 0xE0000..=0xE007F | 0xF0000..=0xFFFFD)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_publication_makes_a_style_panic_or_leak(
        title in "\\PC{0,30}",
        name in "\\PC{0,20}",
        date in "[0-9/~-]{0,12}|\\PC{0,8}",
        page in "\\PC{0,10}|[0-9 ,&-]{0,12}",
        volume in "\\PC{0,8}|[0-9-]{0,14}",
        kind in prop::sample::select(ItemType::ALL),
        style in prop::sample::select(STYLES.to_vec()),
    ) {
        let value = serde_json::json!([{
            "id": "a", "type": kind.name(), "title": title,
            "author": [{"family": name, "given": name}, name], "editor": [{"literal": name}],
            "issued": {"raw": date}, "accessed": {"raw": date},
            "page": page, "volume": volume, "number": volume, "edition": volume, "issue": page,
            "DOI": title, "URL": title, "publisher": name,
        }]);
        let file = SourcePath::new("a.json");
        let list = read(&file, &value.to_string(), Some(ItemFormat::CslJson)).items;
        let style = Style::named(style, "en-GB").expect("a style");
        let locator = Some(Locator { label: "page", value: page });
        let cite = Cite { prefix: name, locator, ..cite(0) };
        let request = Request { clusters: vec![bracket(vec![cite])], ..request(&list) };
        let formatted = format(&request, &style, &Cache::default()).formatted;
        prop_assert!(formatted.failed.is_empty());
        let references = formatted.references.iter().map(|reference| &reference.body.html);
        let citations = formatted.citations.iter().map(|citation| &citation.body.html);
        for html in references.chain(citations) {
            prop_assert!(!html.chars().any(carries_marks), "{}", html);
        }
    }
}
