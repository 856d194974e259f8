//! Tests of references and citations through small styles of our own, one feature each, and through
//! the bundled ones.

use super::*;
use crate::base::{Code, SourcePath};
use crate::bibliography::read::{ItemFormat, read};
use crate::source::TextFile;
use proptest::prelude::*;

fn items(yaml: &str) -> Vec<Item> {
    read(
        &SourcePath::new("content/publications/a.yaml"),
        yaml,
        Some(ItemFormat::Yaml),
    )
    .items
}

/// Makes a style from what stands in its citations and in its list.
fn style(citation: &str, bibliography: &str, macros: &str) -> Style {
    let (loaded, faults) = Style::supplied(&csl(citation, bibliography, macros), "en-GB");
    assert!(faults.is_empty(), "{faults:?}");
    loaded.expect("a style")
}

fn csl(citation: &str, bibliography: &str, macros: &str) -> TextFile {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<style \
         xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\">\
         <info><title>Test</title><id>test</id><category \
         citation-format=\"author-date\"/><updated>2020-01-01T00:00:00+00:00</updated></info>\
         {macros}{citation}{bibliography}</style>"
    );
    TextFile::new(
        SourcePath::new("content/publications/test.csl"),
        text.into(),
    )
}

fn list_of(layout: &str) -> Style {
    style(
        "<citation><layout><text variable=\"title\"/></layout></citation>",
        &format!("<bibliography><layout>{layout}</layout></bibliography>"),
        "",
    )
}

fn request(items: &[Item]) -> Request<'_> {
    Request {
        items: items.iter().collect(),
        clusters: Vec::new(),
        anchors: None,
    }
}

fn references(items: &[Item], style: &Style) -> Vec<FormattedText> {
    format(&request(items), style, &Cache::default())
        .formatted
        .references
        .iter()
        .map(|reference| reference.body.clone())
        .collect()
}

fn html_of(yaml: &str, layout: &str) -> String {
    references(&items(yaml), &list_of(layout))[0].html.clone()
}

fn cites(items: &[Item], style: &Style, clusters: Vec<Cluster>) -> Vec<String> {
    let request = Request {
        clusters,
        ..request(items)
    };
    format(&request, style, &Cache::default())
        .formatted
        .citations
        .iter()
        .map(|citation| citation.body.text.clone())
        .collect()
}

fn bracket(cites: Vec<Cite>) -> Cluster {
    Cluster {
        cites,
        form: ClusterForm::Brackets,
    }
}

fn cite(item: usize) -> Cite {
    Cite {
        item,
        ..Cite::default()
    }
}

const TWO: &str =
    "- {id: ellis2014, type: article-journal, title: \"Introduction of the scheme: a \
    welcome development?\", author: [\"Ellis, C.\", \"Hodge, S.\"], issued: 2014-03, \
    container-title: Journal of Nursing, container-title-short: J Nurs, volume: 21, issue: 3, \
    page: 234-240, DOI: 10.1111/jpm.12100}
- {id: carpenter2013, type: article-journal, title: Crisis teams, author: [\"Carpenter, R.\", \
    \"Falkenburg, J.\", \"White, T.\", \"Tracy, D.K.\"], issued: 2013, container-title: The \
    Psychiatric Bulletin}
";

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
    let link = |layout: &str| html_of(yaml, layout);
    assert_eq!(
        link("<text variable=\"DOI\" prefix=\"doi:\"/>"),
        "doi:<a href=\"https://doi.org/10.1000/x\">10.1000/x</a>"
    );
    assert_eq!(
        link("<text variable=\"DOI\" prefix=\"https://doi.org/\"/>"),
        "<a href=\"https://doi.org/10.1000/x\">https://doi.org/10.1000/x</a>"
    );
    assert_eq!(
        link("<text variable=\"PMID\"/>"),
        "<a href=\"https://pubmed.ncbi.nlm.nih.gov/123/\">123</a>"
    );
    assert_eq!(
        link("<text variable=\"PMCID\"/>"),
        "<a href=\"https://pmc.ncbi.nlm.nih.gov/articles/PMC45/\">PMC45</a>"
    );
    assert_eq!(
        link("<text variable=\"URL\"/>"),
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

#[test]
fn spans_of_dates_and_words_for_dates_are_shown() {
    let year = "<date variable=\"issued\"><date-part name=\"year\"/></date>";
    let month = "<date variable=\"issued\"><date-part name=\"month\" suffix=\" \"/><date-part \
        name=\"year\"/></date>";
    let day = "<date variable=\"issued\"><date-part name=\"day\" suffix=\" \"/><date-part \
        name=\"month\" form=\"short\" suffix=\" \"/><date-part name=\"year\"/></date>";
    let of = |date: &str, layout: &str| {
        html_of(
            &format!("- {{id: a, type: book, title: T, issued: {date}}}"),
            layout,
        )
    };
    assert_eq!(of("2013/2015", year), "2013–2015");
    assert_eq!(of("2014-03/2014-05", year), "2014");
    assert_eq!(of("2014-03/2014-05", month), "March–May 2014");
    assert_eq!(of("2013-12/2014-01", month), "December 2013–January 2014");
    assert_eq!(of("2013-11-15/2013-11-21", day), "15–21 Nov. 2013");
    assert_eq!(of("2014-21", month), "Spring 2014");
    assert_eq!(of("in press", year), "in press");
    assert_eq!(of("\"<b>soon</b>\"", year), "&lt;b&gt;soon&lt;/b&gt;");
}

/// Makes an author-date style like most.
fn author_date() -> Style {
    let authors = "<names variable=\"author\"><name form=\"short\" and=\"symbol\"/></names>";
    let date = "<date variable=\"issued\"><date-part name=\"year\"/></date>";
    style(
        &format!(
            "<citation et-al-min=\"3\" et-al-use-first=\"1\" disambiguate-add-year-suffix=\"true\" \
             disambiguate-add-names=\"true\" disambiguate-add-givenname=\"true\" \
             collapse=\"year\"><layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group \
             delimiter=\", \">{authors}{date}<group><label variable=\"locator\" \
             form=\"short\"/><text variable=\"locator\" prefix=\" \
             \"/></group></group></layout></citation>"
        ),
        &format!(
            "<bibliography><sort><key variable=\"author\"/><key variable=\"issued\"/><key \
             variable=\"title\"/></sort><layout suffix=\".\"><group delimiter=\". \
             \">{authors}{date}<text variable=\"title\"/></group></layout></bibliography>"
        ),
        "",
    )
}

#[test]
fn a_citation_has_its_page_and_the_writers_own_words() {
    let list = items(TWO);
    let locator = |label, value: &str| {
        Some(Locator {
            label,
            value: value.to_owned(),
        })
    };
    let clusters = vec![
        bracket(vec![Cite {
            locator: locator("page", "4"),
            ..cite(0)
        }]),
        bracket(vec![Cite {
            locator: locator("page", "4-6"),
            ..cite(0)
        }]),
        bracket(vec![
            Cite {
                locator: locator("chapter", "2"),
                prefix: "see".to_owned(),
                suffix: "and elsewhere".to_owned(),
                ..cite(0)
            },
            cite(1),
        ]),
        bracket(vec![Cite {
            authors: Authors::Suppress,
            locator: locator("page", "9"),
            ..cite(0)
        }]),
        Cluster {
            cites: vec![cite(0)],
            form: ClusterForm::Sentence,
        },
    ];
    assert_eq!(
        cites(&list, &author_date(), clusters),
        [
            "(Ellis & Hodge, 2014, p. 4)",
            "(Ellis & Hodge, 2014, pp. 4–6)",
            "(see Ellis & Hodge, 2014, ch. 2 and elsewhere; Carpenter et al., 2013)",
            "(2014, p. 9)",
            "Ellis and Hodge (2014)",
        ]
    );
}

#[test]
fn a_citation_links_to_its_reference() {
    let list = items(TWO);
    let request = Request {
        clusters: vec![bracket(vec![
            cite(0),
            Cite {
                prefix: "<see>".to_owned(),
                ..cite(1)
            },
        ])],
        anchors: Some("ref-".to_owned()),
        ..request(&list)
    };
    let formatted = format(&request, &author_date(), &Cache::default()).formatted;
    assert_eq!(
        formatted.citations[0].body.html,
        "(<a class=\"cite\" href=\"#ref-ellis2014\">Ellis &amp; Hodge, 2014</a>; &lt;see&gt; <a \
         class=\"cite\" href=\"#ref-carpenter2013\">Carpenter et al., 2013</a>)"
    );
}

#[test]
fn works_of_one_author_and_year_get_letters_in_the_order_of_the_list() {
    let yaml = "- {id: z, type: book, title: Zebra, author: [\"Ellis, C.\"], issued: 2014}
- {id: a, type: book, title: Apple, author: [\"Ellis, C.\"], issued: 2014}
- {id: m, type: book, title: Mango, author: [\"Ellis, C.\"], issued: 2013}
";
    let list = items(yaml);
    let texts: Vec<String> = references(&list, &author_date())
        .into_iter()
        .map(|text| text.text)
        .collect();
    assert_eq!(
        texts,
        [
            "Ellis. 2013. Mango.",
            "Ellis. 2014a. Apple.",
            "Ellis. 2014b. Zebra."
        ]
    );
    assert_eq!(
        cites(
            &list,
            &author_date(),
            vec![bracket(vec![cite(0)]), bracket(vec![cite(1)])]
        ),
        ["(Ellis, 2014b)", "(Ellis, 2014a)"]
    );
}

#[test]
fn authors_of_one_name_are_told_apart() {
    let yaml =
        "- {id: a, type: book, title: A, author: [\"Ellis, Clare\", \"Hodge, S.\", \"White, \
        T.\"], issued: 2014}
- {id: b, type: book, title: B, author: [\"Ellis, Clare\", \"Tracy, D.\", \"Lee, K.\"], issued: \
        2014}
";
    assert_eq!(
        cites(
            &items(yaml),
            &author_date(),
            vec![bracket(vec![cite(0)]), bracket(vec![cite(1)])]
        ),
        [
            "(Ellis, Hodge, et al., 2014)",
            "(Ellis, Tracy, et al., 2014)"
        ]
    );
}

#[test]
fn a_list_of_authors_that_begins_another_one_does_not_end_the_program() {
    let yaml = "- {id: a, type: book, title: A, author: [\"Ellis, C\", \"Hodge, S\", \"White, \
        T\"], issued: 2014}
- {id: b, type: book, title: B, author: [\"Ellis, C\", \"Hodge, S\", \"White, T\", \"Lee, K\"], \
        issued: 2014}
";
    let list = items(yaml);
    let formatted = format(&request(&list), &author_date(), &Cache::default()).formatted;
    assert!(formatted.failed.is_empty() && formatted.references.len() == 2);
    assert_eq!(
        cites(
            &list,
            &author_date(),
            vec![bracket(vec![cite(0)]), bracket(vec![cite(1)])]
        ),
        ["(Ellis et al., 2014)", "(Ellis, Hodge, White, & Lee, 2014)"]
    );
}

#[test]
fn numbers_follow_the_order_of_citing_and_collapse() {
    let list = items(
        &(1..=5)
            .map(|number| {
                format!(
                    "- {{id: k{number}, type: book, title: T{number}, author: [\"N{number}, A.\"], \
                     issued: 2014}}\n"
                )
            })
            .collect::<Vec<_>>()
            .concat(),
    );
    let vancouver = Style::named("vancouver", "en-GB").expect("a style");
    let clusters = vec![
        bracket(vec![cite(4)]),
        bracket(vec![cite(0), cite(1), cite(2)]),
        Cluster {
            cites: vec![cite(0)],
            form: ClusterForm::Sentence,
        },
    ];
    let request = Request {
        clusters,
        ..request(&list)
    };
    let formatted = format(&request, &vancouver, &Cache::default()).formatted;
    assert_eq!(
        formatted
            .citations
            .iter()
            .map(|citation| citation.body.text.as_str())
            .collect::<Vec<_>>(),
        ["(1)", "(2–4)", "(2)"]
    );
    assert_eq!(
        formatted.citations[2]
            .authors
            .as_ref()
            .map(|authors| authors.text.as_str()),
        Some("N1")
    );
    assert_eq!(
        formatted
            .references
            .iter()
            .map(|reference| reference.item)
            .collect::<Vec<_>>(),
        [4, 0, 1, 2, 3]
    );
    assert_eq!(
        formatted.references[0]
            .label
            .as_ref()
            .map(|label| label.text.as_str()),
        Some("1.")
    );
}

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

#[test]
fn a_file_that_is_no_style_is_refused_and_says_why() {
    let refused = |text: String| {
        let (style, faults) = Style::supplied(
            &TextFile::new(SourcePath::new("a.csl"), text.into()),
            "en-GB",
        );
        assert!(style.is_none() && faults.has_errors());
        faults[0].message.clone()
    };
    refused("<html></html>".to_owned());
    refused(String::new());
    refused(format!(
        "{}{}",
        "<group>".repeat(100_000),
        "</group>".repeat(100_000)
    ));
    let call = |name: &str| format!("<text macro=\"{name}\"/>");
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

#[test]
fn a_file_that_points_to_another_style_uses_that_one() {
    let text = |parent: &str| {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" \
             version=\"1.0\"><info><title>T</title><id>t</id><link \
             href=\"http://www.zotero.org/styles/{parent}\" \
             rel=\"independent-parent\"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"
        )
    };
    let load = |parent: &str| {
        Style::supplied(
            &TextFile::new(SourcePath::new("a.csl"), text(parent).into()),
            "en-GB",
        )
    };
    assert!(load("nature").0.is_some());
    let (style, faults) = load("nowhere");
    assert!(
        style.is_none() && faults[0].help[0].contains("`nowhere`"),
        "{faults:?}"
    );
}

#[test]
fn the_cache_answers_the_same_and_knows_what_matters() {
    let list = items(TWO);
    let style = author_date();
    let first = format(&request(&list), &style, &Cache::default());
    let stored = serde_json::to_string(&Cache::of([&first])).expect("json");
    let cache: Cache = serde_json::from_str(&stored).expect("a cache");
    let again = format(&request(&list), &style, &cache);
    assert!(again.formatted == first.formatted && again.key == first.key);
    let mut changed = list.clone();
    changed[0]
        .texts
        .insert("abstract".to_owned(), "New".to_owned());
    assert_eq!(format(&request(&changed), &style, &cache).key, first.key);
    changed[0]
        .texts
        .insert("title".to_owned(), "New".to_owned());
    let other = format(&request(&changed), &style, &cache);
    assert!(other.key != first.key && other.formatted.references[1].body.text.contains("New"));
    let turned: Vec<Item> = list.iter().rev().cloned().collect();
    assert_ne!(format(&request(&turned), &style, &cache).key, first.key);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_publication_makes_a_style_panic_or_leak(
        title in "\\PC{0,30}", name in "\\PC{0,20}", date in "[0-9/~-]{0,12}|\\PC{0,8}", page in "\\PC{0,10}|[0-9 \
            ,&-]{0,12}", volume in "\\PC{0,8}|[0-9-]{0,14}",
        kind in prop::sample::select(crate::bibliography::item::ItemType::ALL), style in prop::sample::select(vec!["harvard", "vancouver", "apa", "chicago-notes", "ieee", "mhra", "gb-7714-2015-numeric"])
    ) {
        let value = serde_json::json!([{"id": "a", "type": kind.name(), "title": title, "author": [{"family": name, "given": name}, name], "editor": [{"literal": name}],
            "issued": {"raw": date}, "accessed": {"raw": date}, "page": page, "volume": volume, "number": volume, "edition": volume, "issue": page, "DOI": title, "URL": title, "publisher": name}]);
        let list = read(&SourcePath::new("a.json"), &value.to_string(), Some(ItemFormat::CslJson)).items;
        let style = Style::named(style, "en-GB").expect("a style");
        let request = Request { clusters: vec![bracket(vec![Cite { prefix: name.clone(), locator: Some(Locator { label: "page", value: page.clone() }), ..cite(0) }])], ..request(&list) };
        let formatted = format(&request, &style, &Cache::default()).formatted;
        prop_assert!(formatted.failed.is_empty());
        for html in formatted.references.iter().map(|reference| &reference.body.html).chain(formatted.citations.iter().map(|citation| &citation.body.html)) {
            prop_assert!(!html.chars().any(|c| matches!(u32::from(c), 0xE0000..=0xE007F | 0xF0000..=0xFFFFD)), "{}", html);
        }
    }
}
