//! Search: words that are written in one as well as in several, signs without width, words side by
//! side, and words that mean something to JavaScript.

use super::site;
use masthead::base::OutputPath;
use masthead::fixture::{Built, Fixture};
use masthead::search::{SearchRequest, Searcher};

fn pages<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Fixture {
    let mut site = site();
    for (name, text) in texts {
        let page = format!("---\ntitle: Page {name}\n---\n{text}\n");
        site = site.write(&format!("content/{name}.md"), &page);
    }
    site
}

/// The addresses of the pages that a search finds, best first.
fn found(built: &Built, query: &str) -> Vec<String> {
    let searcher = Searcher::open(|path: &OutputPath| built.files.get(path.as_str()).cloned());
    let searcher = searcher.expect("an index");
    let answer = searcher.search(query, &SearchRequest::default());
    let results = answer.expect("an answer").results.into_iter();
    results.map(|hit| hit.url).collect()
}

/// Texts, each with the queries that find it.
const WRITINGS: &[(&str, &str)] = &[
    (
        "Advice on COVID-19.",
        "covid19|covid-19|covid 19|Covid19|\"covid 19\"",
    ),
    ("Advice on COVID19.", "covid19|covid-19|covid 19"),
    ("Advice on Covid 19.", "covid19|covid-19|covid 19"),
    (
        "Variants of SARS-CoV-2.",
        "sarscov2|sars-cov-2|sars cov 2|cov2",
    ),
    ("The form SF-36.", "sf36|sf-36|SF 36"),
    ("Give 4 mg of it.", "4mg|4 mg|4-mg"),
    ("Give 4mg of it.", "4mg|4 mg|4-mg"),
    ("Guideline CG178.", "CG 178|cg178|CG-178"),
    ("Section s136 says so.", "s 136|s136"),
    ("Within 48h.", "48 h|48h"),
    ("It costs 1,234 pounds.", "1234|1,234|1 234"),
    ("It costs 1234567 pounds.", "1,234,567|1 234 567"),
    (
        "Call 020 7946 0000.",
        "02079460000|020 7946 0000|020-7946-0000",
    ),
    ("Call (020) 7946-0000.", "02079460000|020 7946 0000"),
    ("Call 02079460000.", "020 7946 0000|(020) 7946 0000"),
    ("ISBN 978-0-306-40615-7.", "9780306406157|978-0-306-40615-7"),
    ("A follow-up visit.", "followup|follow-up"),
    (
        "Please take 4mg of it.",
        "\"take 4 mg\"|\"take 4mg\"|\"4 mg of\"",
    ),
    (
        "Please take 4 mg of it.",
        "\"take 4 mg\"|\"take 4mg\"|\"4mg of\"",
    ),
    ("CG178 says so.", "\"CG 178\"|\"CG178\"|\"cg-178 says\""),
    ("CG-178 says so.", "\"CG 178\"|\"CG178 says\"|CG-178"),
    (
        "Under section 136 of it.",
        "section136|section 136|\"section136 of\"|Section-136",
    ),
    ("Under section136 of it.", "section 136|\"section 136\""),
    ("See S.17 and more.", "s17|s 17|S.17|\"s17 and\""),
    ("See s. 17 and more.", "s17|s 17|S.17"),
    ("See s17 and more.", "s17|s 17|S.17|s. 17"),
    ("Code F32.1 here.", "F321|F 32.1|F32.1|f32.1 code|\"F321\""),
    ("Code F 32.1 here.", "F321|F 32.1|F32.1|\"F32.1\""),
    ("Code F321 here.", "F321|F 32.1|F32.1"),
    (
        "It is 1.234.567 in all.",
        "1234567|1 234 567|1,234,567|\"is 1234567 in\"|\"1,234,567\"",
    ),
    (
        "It is 1\u{202f}234\u{202f}567 in all.",
        "1234567|1,234,567|1\u{a0}234\u{a0}567|1'234'567|1.234.567",
    ),
    ("It is 1’234’567 in all.", "1234567|1 234 567|\"1.234.567\""),
    ("It is 1234567 in all.", "1.234.567|1'234'567|\"1 234 567\""),
    (
        "Call +44 20 7946 0000 now.",
        "02079460000|020 7946 0000|020-7946-0000|+44 20 7946 0000|+442079460000|\
             \"call 020 7946 0000\"|+44 (0)20 7946 0000|0044 20 7946 0000",
    ),
    (
        "Call +44 (0)20 7946 0000 now.",
        "02079460000|020 7946 0000|+44 20 7946 0000",
    ),
    ("Call +442079460000.", "02079460000|020 7946 0000"),
    (
        "Call 020 7946 0000.",
        "+44 20 7946 0000|+442079460000|020.7946.0000",
    ),
    ("Call 02079460000.", "+44 20 7946 0000|\"+442079460000\""),
    ("Call 020.7946.0000.", "02079460000|020 7946 0000"),
    ("On 16/3/2016 it began.", "16/3/2016|16.3.2016|16-3-2016"),
    ("Use 5 micrograms of it.", "5micrograms|5 micrograms"),
];

#[test]
fn letters_with_figures_and_numbers_are_found_however_they_are_written() {
    for (text, queries) in WRITINGS {
        let built = pages([("a", *text), ("b", "Nothing of the sort.")]).build();
        for query in queries.split('|') {
            assert_eq!(
                found(&built, query).first().map(String::as_str),
                Some("/a/"),
                "{text} {query}"
            );
        }
    }
}

#[test]
fn figures_and_units_that_stand_together_come_first() {
    let built = pages([
        ("a", "A 5ml sample."),
        (
            "b",
            "5 or 6 hours in ml terms, 5 or 6 in all, and ml again.",
        ),
    ])
    .build();
    assert_eq!(found(&built, "5 ml"), ["/a/", "/b/"]);
    assert_eq!(found(&built, "5ml"), ["/a/"]);
}

#[test]
fn two_years_or_a_range_are_no_number() {
    let built = pages([("a", "From 2014-2015, pages 12-15.")]).build();
    assert_eq!(found(&built, "20142015"), Vec::<String>::new());
    assert_eq!(found(&built, "1215"), Vec::<String>::new());
    assert_eq!(found(&built, "2015"), ["/a/"]);
}

#[test]
fn an_exact_phrase_joins_nothing_but_figures() {
    let built = pages([
        ("a", "The therapist has 1 and 2 of 12, and 4 for mg."),
        ("b", "Take 4 mg daily."),
    ])
    .build();
    for query in ["\"the rapist\"", "\"1 2\"", "\"4 mg of\"", "\"ake 4 mg\""] {
        assert_eq!(found(&built, query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(found(&built, "\"4mg\""), ["/b/"]);
    assert_eq!(found(&built, "mg -\"4mg daily\""), ["/a/"]);
    assert_eq!(found(&built, "mg -4mg"), ["/a/"]);
}

#[test]
fn signs_without_width_vanish_in_texts_and_in_queries() {
    let built = pages([
        (
            "a",
            "A physio\u{ad}therapist and zero\u{200b}width\u{2060}signs.",
        ),
        ("b", "Nothing of the sort."),
    ])
    .build();
    for query in [
        "physiotherapist",
        "physio\u{ad}therapist",
        "\u{feff}physiotherapist",
        "zerowidthsigns",
        "\"a physiotherapist\"",
    ] {
        assert_eq!(found(&built, query), ["/a/"], "{query:?}");
    }
}

/// Pages that have some words apart, often, and one, long, that has them side by side, once.
fn scattered(pages_with_words: usize, words: &str) -> Built {
    let apart = words
        .split(' ')
        .map(|word| format!("{word}. Something else here. ").repeat(2));
    let apart = apart.collect::<String>();
    let names: Vec<String> = (10..10 + pages_with_words)
        .map(|at| format!("p{at}"))
        .collect();
    let filler = "Many further words stand on this long page about something else. ".repeat(40);
    let together = format!("{filler} We {words} today. {filler}");
    let all = names.iter().map(|name| (name.as_str(), apart.as_str()));
    pages(all.chain([("z", together.as_str())])).build()
}

#[test]
fn words_side_by_side_come_before_words_far_apart() {
    for words in ["types team update and roadmap", "crisis plan", "tokio 1.0"] {
        for count in [3, 12, 45] {
            let built = scattered(count, words);
            assert_eq!(found(&built, words)[0], "/z/", "{count} {words}");
        }
    }
}

#[test]
fn words_that_mean_something_to_javascript_are_words() {
    let words = [
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "valueOf",
    ];
    let texts = words.map(|word| format!("About a {word} of ours."));
    let names = ["a", "b", "c", "d", "e"];
    let built = pages(names.into_iter().zip(texts.iter().map(String::as_str))).build();
    for (word, name) in words.into_iter().zip(names) {
        assert_eq!(found(&built, word), [format!("/{name}/")], "{word}");
    }
}

#[test]
fn what_is_excluded_is_excluded_in_either_writing() {
    let built = pages([
        ("a", "The law, section 136, says so."),
        ("b", "The law, section136, says so."),
        ("c", "The law says so of 136 sections."),
    ])
    .build();
    for query in ["law -section136", "law -\"section 136\""] {
        assert_eq!(found(&built, query), ["/c/"], "{query}");
    }
}

#[test]
fn a_section_without_search_is_not_named_where_people_search() {
    let page = |search: &str| {
        site()
            .write(
                "content/news/index.md",
                &format!("---\ntitle: Zebras\n{search}---\n"),
            )
            .write("content/news/a.md", "---\ntitle: A\n---\n\nText.\n")
            .build()
            .html("search/index.html")
    };
    assert!(page("").contains("Zebras</a>"));
    assert!(!page("search: no\n").contains("Zebras"));
}
