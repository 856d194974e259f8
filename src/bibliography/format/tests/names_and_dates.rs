//! Tests of names and dates in references.

use super::*;

#[test]
fn names_keep_particles_suffixes_and_every_initial() {
    let layout = "<names variable=\"author\"><name initialize-with=\". \" \
        name-as-sort-order=\"all\" delimiter=\"; \"/></names>";
    let yaml = "- {id: a, type: book, title: T, author: [\"van der Berg, Jan\", \"García y Vega, \
        Ana\", \"Tolkien, J.R.R.\", \"Smith, JA\", \"King, Martin Luther, Jr\", \"d'Ambrosio, \
        Carlo\", \"Jean-Paul, Anne-Marie\", \"Di Cosmo, Roberto\", Department of Health and Social \
        Care, \"Deutsches Institut für Normung e. V.\"]}";
    assert_eq!(
        html_of(yaml, layout),
        "Berg, J. van der; García y Vega, A.; Tolkien, J. R. R.; Smith, J. A.; King, M. L., Jr; \
         d'Ambrosio, C.; Jean-Paul, A.-M.; Di Cosmo, R.; Department of Health and Social Care; \
         Deutsches Institut für Normung e. V."
    );
}

#[test]
fn many_authors_are_shortened_and_others_are_et_al() {
    let layout = "<names variable=\"author\"><name form=\"short\" and=\"text\" et-al-min=\"4\" \
        et-al-use-first=\"1\"/></names>";
    let list = items(TWO);
    assert_eq!(
        references(&list, &list_of(layout))
            .iter()
            .map(|text| text.text.as_str())
            .collect::<Vec<_>>(),
        ["Ellis and Hodge", "Carpenter et al."]
    );
    let all = "<names variable=\"author\"><name form=\"short\" and=\"text\"/></names>";
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, author: [\"Ellis, C.\", others]}",
            all
        ),
        "Ellis et al."
    );
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, author: [\"Ellis, C.\", \"Hodge, S.\", others]}",
            all
        ),
        "Ellis, Hodge, et al."
    );
    let crowd: Vec<String> = (0..10_000)
        .map(|number| format!("\"N{number}, A.\""))
        .collect();
    let shown = html_of(
        &format!(
            "- {{id: a, type: book, title: T, author: [{}]}}",
            crowd[..3000].join(", ")
        ),
        all,
    );
    assert!(
        shown.ends_with("N99, et al."),
        "{}",
        &shown[shown.len() - 40..]
    );
}

/// Returns the date of a book, written by these elements.
fn date_of(date: &str, layout: &str) -> String {
    let yaml = format!("- {{id: a, type: book, title: T, issued: {date}}}");
    html_of(&yaml, layout)
}

#[test]
fn spans_of_dates_and_words_for_dates_are_shown() {
    let year = "<date variable=\"issued\"><date-part name=\"year\"/></date>";
    let month = "<date variable=\"issued\"><date-part name=\"month\" suffix=\" \"/><date-part \
        name=\"year\"/></date>";
    let day = "<date variable=\"issued\"><date-part name=\"day\" suffix=\" \"/><date-part \
        name=\"month\" form=\"short\" suffix=\" \"/><date-part name=\"year\"/></date>";
    assert_eq!(date_of("2013/2015", year), "2013–2015");
    assert_eq!(date_of("2014-03/2014-05", year), "2014");
    assert_eq!(date_of("2014-03/2014-05", month), "March–May 2014");
    assert_eq!(
        date_of("2013-12/2014-01", month),
        "December 2013–January 2014"
    );
    assert_eq!(date_of("2013-11-15/2013-11-21", day), "15–21 Nov. 2013");
    assert_eq!(date_of("2014-21", month), "Spring 2014");
    assert_eq!(date_of("in press", year), "in press");
    assert_eq!(date_of("\"<b>soon</b>\"", year), "&lt;b&gt;soon&lt;/b&gt;");
}

#[test]
fn authors_in_capitals_are_not_taken_for_lost() {
    let list = items(
        "- {id: a, type: book, title: T, author: [\"Preißel, René\"]}\n- {id: b, type: book, \
         title: U, author: [\"Aksın, Özge\"]}\n",
    );
    let shouting = list_of(
        "<names variable=\"author\"><name><name-part name=\"family\" \
         text-case=\"uppercase\"/></name></names>",
    );
    let formatted = format(&request(&list), &shouting, &Cache::default()).formatted;
    assert_eq!(formatted.references[0].body.text, "René PREISSEL");
    assert!(formatted.lost_authors.is_empty());
}

#[test]
fn the_language_of_the_site_is_that_of_the_references() {
    let list = items(
        "- {id: a, type: book, title: T, author: [\"Ellis, C.\", \"Hodge, S.\"], issued: 2014-03}",
    );
    let layout = "<names variable=\"author\"><name form=\"short\" and=\"text\"/></names><date \
        variable=\"issued\" prefix=\", \"><date-part name=\"month\"/></date>";
    let (german, _) = Style::supplied(
        &csl(
            "<citation><layout><text variable=\"title\"/></layout></citation>",
            &format!("<bibliography><layout>{layout}</layout></bibliography>"),
            "",
        ),
        "de-DE",
    );
    assert_eq!(
        references(&list, &german.expect("a style"))[0].text,
        "Ellis und Hodge, März"
    );
}
