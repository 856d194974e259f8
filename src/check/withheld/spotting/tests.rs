//! Tests of the spellings in which a name is found.

use super::*;

fn found(name: &str, text: &str) -> Vec<(String, Certainty)> {
    let sought = SoughtName::all_of(name);
    let places = find_all(&sought, text).into_iter();
    places
        .map(|(range, certainty)| (text[range].to_owned(), certainty))
        .collect()
}

#[test]
fn a_name_is_found_as_texts_and_files_have_it() {
    for text in [
        "by Anna Sample.",
        "by ANNA SAMPLE",
        "by Anna M. Sample",
        "Anna Sample's letter",
        "Sample, Anna (2016)",
        "by A. Sample",
        "Sample, A. (2016)",
        "Änna Sàmple",
        "**Anna** *Sample*",
        "An*na* Sample",
        "Anna&nbsp;Sample",
        "Anna\nSample",
        "images/anna-sample.jpg",
        "images/Anna_Sample.JPG",
        "AnnaSample.jpg",
        "sample-anna.pdf",
        "Anna%20Sample.pdf",
        "a.sample@example.org",
        "anna.sample@example.org",
        "/letters/anna-sample/",
    ] {
        let found = found("Anna Sample", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].1, Certainty::Sure, "{text}");
    }
    for (name, text) in [
        ("Sample, Anna", "Anna Sample"),
        ("Dr Anna Maria Sample", "Anna Sample"),
        ("Anna van der Berg", "Anna van der Berg"),
        ("Anna van der Berg", "anna-van-der-berg.png"),
        ("Anna Sample, RN", "Anna Sample"),
        ("Anna Müller-Lüdenscheidt", "said Anna Müller-Lüdenscheidt"),
        ("山田 太郎", "山田太郎"),
    ] {
        assert_eq!(found(name, text).len(), 1, "{name}: {text}");
    }
}

#[test]
fn common_words_and_other_people_are_no_name() {
    for text in [
        "a sample of the questions",
        "A sample of Anna",
        "Anna samples the soup",
        "… said Anna. Sample sizes were small.",
        "we drew a sample. Anna did the rest",
        "Peter Sample and Anna Other",
        "the Sample family",
        "sample.jpg",
        "anna.jpg",
        "Annabel Sample",
    ] {
        assert_eq!(found("Anna Sample", text), [], "{text}");
    }
}

#[test]
fn a_part_of_a_name_is_asked_about_with_good_reason() {
    for (name, text) in [
        ("Anna Sample", "thanks to Mrs Sample for this"),
        ("Anna", "said Anna at the end"),
    ] {
        let found = found(name, text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1, Certainty::Perhaps);
    }
    for (name, text) in [
        ("May", "you may go"),
        ("Rose", "Rose from the bed"),
        ("Bo", "to Bo"),
    ] {
        assert_eq!(found(name, text), [], "{text}");
    }
}

#[test]
fn each_person_and_spelling_of_a_byline_is_found() {
    for (name, text) in [
        ("Anna Sample (a carer)", "by Anna Sample"),
        ("Anna Sample and Bill Poe", "by Bill Poe"),
        ("Anna Sample, Bill Poe", "by Anna Sample"),
        ("Anna Sample-Poe", "by Anna Poe"),
        ("Anna Sample-Poe", "anna-sample-poe.jpg"),
        ("Jörg Müller", "by Joerg Mueller"),
        ("Joerg Mueller", "by Jörg Müller"),
        ("Jörg Müller", "M\\u00fcller, J\\u00f6rg"),
        ("Anna Sample", "SAMPLE Anna"),
        ("Anna Sample", "&#65;nna &#x53;ample"),
        ("Anna Sample", "asample@example.org"),
        ("Anna Sample", "<text>Anna</text><text>Sample</text>"),
    ] {
        let found = found(name, text);
        assert!(
            found
                .iter()
                .any(|(_, certainty)| *certainty == Certainty::Sure),
            "{name}: {text}: {found:?}"
        );
    }
}

#[test]
fn words_in_small_letters_are_no_name() {
    for (name, text) in [
        ("Mark May", "you may mark this"),
        ("Mark May", "In May, mark the day"),
        ("Will Power", "he has will power"),
        ("Rose Green", "a green rose, Green roses"),
        ("Anna Sample", "Anna S"),
        ("Anna Sample", "Anna T. said"),
    ] {
        assert_eq!(found(name, text), [], "{name}: {text}");
    }
    let part = found("Anna Sample", "Yours, Anna S.");
    assert_eq!(part.len(), 1);
    assert_eq!(part[0].1, Certainty::Perhaps);
}
