//! Tests of what single words look like: marks, links, blocks, quotation marks.

use super::*;

#[test]
fn each_look_has_its_element() {
    let title = "- {id: a, type: book, title: Words}";
    for (attribute, wanted) in [
        ("font-style=\"italic\"", "<em>Words</em>"),
        ("font-weight=\"bold\"", "<strong>Words</strong>"),
        (
            "font-variant=\"small-caps\"",
            "<span class=\"small-caps\">Words</span>",
        ),
        ("vertical-align=\"sup\"", "<sup>Words</sup>"),
        ("vertical-align=\"sub\"", "<sub>Words</sub>"),
        (
            "text-decoration=\"underline\"",
            "<span class=\"underline\">Words</span>",
        ),
        (
            "font-style=\"italic\" font-weight=\"bold\"",
            "<em><strong>Words</strong></em>",
        ),
    ] {
        assert_eq!(
            html_of(title, &format!("<text variable=\"title\" {attribute}/>")),
            wanted
        );
    }
}

#[test]
fn marks_in_a_title_survive_and_turn_upright_within_italics() {
    let title = "- {id: a, type: book, title: \"On <i>E. coli</i> and H<sub>2</sub>O\"}";
    assert_eq!(
        html_of(title, "<text variable=\"title\"/>"),
        "On <em>E. coli</em> and H<sub>2</sub>O"
    );
    assert_eq!(
        html_of(title, "<text variable=\"title\" font-style=\"italic\"/>"),
        "<em>On </em>E. coli<em> and H</em><em><sub>2</sub></em><em>O</em>"
    );
}

#[test]
fn hostile_words_come_out_as_words() {
    let yaml = "- {id: a, type: book, title: \"<script>alert(1)</script> & <img src=x \
        onerror=y>\", publisher: \"a\\\"b<b>\", author: [\"<i>x</i>, \\\"><svg\"], DOI: \
        \"10.1000/<script>\", URL: \"javascript:alert(1)\"}";
    let html = html_of(
        yaml,
        "<names variable=\"author\"/><text variable=\"title\"/><text variable=\"publisher\"/> \
         <text variable=\"URL\"/> <text variable=\"DOI\"/>",
    );
    assert!(
        !html.contains("<script")
            && !html.contains("<img")
            && !html.contains("<svg")
            && !html.contains("<i>"),
        "{html}"
    );
    assert!(
        !html.contains("href=\"javascript") && html.contains("javascript:alert(1)"),
        "{html}"
    );
    assert!(
        html.contains("https://doi.org/10.1000/%3Cscript%3E"),
        "{html}"
    );
}

#[test]
fn quotation_marks_are_british_and_alternate() {
    let yaml = "- {id: a, type: book, title: \"The what\"}";
    assert_eq!(
        html_of(
            yaml,
            "<text variable=\"title\" quotes=\"true\" suffix=\".\"/>"
        ),
        "‘The what’."
    );
    assert_eq!(
        html_of(
            yaml,
            "<text macro=\"m\"/><text variable=\"title\" text-case=\"uppercase\"/>"
        ),
        "THE WHAT"
    );
}

#[test]
fn identifiers_link_to_where_they_lead() {
    let yaml = "- {id: a, type: book, title: T, DOI: 10.1000/x, PMID: 123, PMCID: PMC45, URL: \
        \"https://x.org/a?b=1&c=2\"}";
    assert_eq!(
        html_of(yaml, "<text variable=\"DOI\" prefix=\"doi:\"/>"),
        "doi:<a href=\"https://doi.org/10.1000/x\">10.1000/x</a>"
    );
    assert_eq!(
        html_of(yaml, "<text variable=\"DOI\" prefix=\"https://doi.org/\"/>"),
        "<a href=\"https://doi.org/10.1000/x\">https://doi.org/10.1000/x</a>"
    );
    assert_eq!(
        html_of(yaml, "<text variable=\"PMID\"/>"),
        "<a href=\"https://pubmed.ncbi.nlm.nih.gov/123/\">123</a>"
    );
    assert_eq!(
        html_of(yaml, "<text variable=\"PMCID\"/>"),
        "<a href=\"https://pmc.ncbi.nlm.nih.gov/articles/PMC45/\">PMC45</a>"
    );
    assert_eq!(
        html_of(yaml, "<text variable=\"URL\"/>"),
        "<a href=\"https://x.org/a?b=1&amp;c=2\">https://x.org/a?b=1&amp;c=2</a>"
    );
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, URL: www.x.org}",
            "<text variable=\"URL\"/>"
        ),
        "www.x.org"
    );
}

#[test]
fn blocks_have_the_classes_that_citeproc_gives_them() {
    let layout = "<text variable=\"citation-number\" display=\"left-margin\"/><text \
        variable=\"title\" display=\"right-inline\"/><text variable=\"publisher\" \
        display=\"block\"/>";
    let yaml = "- {id: a, type: book, title: T, publisher: P}";
    assert_eq!(
        html_of(yaml, layout),
        "<div class=\"csl-left-margin\">1</div><div class=\"csl-right-inline\">T</div><div \
         class=\"csl-block\">P</div>"
    );
    assert_eq!(references(&items(yaml), &list_of(layout))[0].text, "1 T\nP");
}
