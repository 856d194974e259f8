//! Tests of the coder of texts.

use super::*;
use proptest::prelude::*;

const SAMPLE: [&str; 3] = [
    "The home treatment team met. It was good.\nThe team of the home",
    "A report: the home, the team (and the rest) of 2015.\nThe end",
    "The team at home, the report",
];

fn dictionary() -> &'static Dictionary {
    static DICTIONARY: std::sync::LazyLock<Dictionary> =
        std::sync::LazyLock::new(|| Dictionary::of(&SAMPLE, 10));
    &DICTIONARY
}

fn there_and_back(dictionary: &Dictionary, text: &str) {
    assert_eq!(
        dictionary.decode(&dictionary.encode(text)).as_deref(),
        Ok(text),
        "{text:?}"
    );
}

#[test]
fn every_text_comes_back_as_it_was() {
    let dictionary = Dictionary::from_bytes(&Dictionary::of(&SAMPLE, 10).to_bytes()).unwrap();
    let long = "x".repeat(3_500) + &" - ".repeat(800) + &"ü".repeat(1_200);
    for text in [
        "",
        " ",
        "a",
        "A",
        "The  NHS's\n\n“Größe” – naïve",
        "É été 研究 😀 iPhone",
        "a b",
        " a b ",
        "ﬁ Ⅷ x\ty",
        &long,
    ] {
        there_and_back(&dictionary, text);
    }
    assert_eq!(
        dictionary
            .decode(&dictionary.encode("a\0b\x01c"))
            .as_deref(),
        Ok("a b c")
    );
}

#[test]
fn a_dictionary_read_is_the_dictionary_written() {
    let written = Dictionary::of(&SAMPLE, 10);
    let read = Dictionary::from_bytes(&written.to_bytes()).unwrap();
    assert_eq!(
        (&read.levels[..10], &read.gaps),
        (&written.levels[..], &written.gaps)
    );
    assert_eq!(read.levels[0], ["the"]);
    assert_eq!(read.encode(SAMPLE[1]), written.encode(SAMPLE[1]));
}

#[test]
fn words_of_the_dictionary_take_about_a_byte() {
    let dictionary = Dictionary::of(&SAMPLE, 10);
    let size = dictionary.encode(&"the team of the home ".repeat(20)).len();
    assert!(size < 60, "{size}");
}

#[test]
fn an_empty_dictionary_works() {
    there_and_back(&Dictionary::of(&[], 10), "Some words, twice: some words.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back(text in "\\PC{0,80}", more in "[a-zA-Z ,.é\n]{0,200}") {
        there_and_back(dictionary(), &text);
        there_and_back(dictionary(), &more);
    }

    #[test]
    fn damage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        let _ = dictionary().decode(&bytes);
    }
}

#[test]
fn a_damaged_dictionary_never_panics() {
    for byte in [0, 1, 127, 255] {
        let bytes = vec![byte; KINDS_SIZE + 40];
        let _ = Dictionary::from_bytes(&bytes).map(|read| read.decode(&bytes[..40]));
    }
    assert!(Dictionary::from_bytes(&[1; 9]).is_err());
}
