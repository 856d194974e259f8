//! Tests of citations, of letters after years, and of numbers.

use super::*;

/// Makes a part of a publication.
fn locator(label: &'static str, value: &str) -> Locator {
    Locator {
        label,
        value: value.to_owned(),
    }
}

#[test]
fn a_citation_has_its_page_and_the_writers_own_words() {
    let list = items(TWO);
    let clusters = vec![
        bracket(vec![Cite {
            locator: Some(locator("page", "4")),
            ..cite(0)
        }]),
        bracket(vec![Cite {
            locator: Some(locator("page", "4-6")),
            ..cite(0)
        }]),
        bracket(vec![
            Cite {
                locator: Some(locator("chapter", "2")),
                prefix: "see".to_owned(),
                suffix: "and elsewhere".to_owned(),
                ..cite(0)
            },
            cite(1),
        ]),
        bracket(vec![Cite {
            authors: Authors::Suppress,
            locator: Some(locator("page", "9")),
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
