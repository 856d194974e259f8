//! Tests of dates as people and programs write them.

use super::*;
use proptest::prelude::*;

/// Returns the date of a text of CSL-JSON, as text.
fn read(text: &str) -> Option<String> {
    ItemDate::from_json(&serde_json::from_str(text).expect("json")).map(|date| date.to_string())
}

/// Returns the date of a text, as text.
fn edtf(text: &str) -> String {
    ItemDate::from_text(text)
        .map(|date| date.to_string())
        .unwrap_or_default()
}

#[test]
fn dates_are_read_as_people_and_programs_write_them() {
    let pairs = [
        ("2014", "2014"),
        ("2014-03", "2014-03"),
        ("2014-03-05", "2014-03-05"),
        ("2014-03-05T10:00:00Z", "2014-03-05"),
        ("2014/03/05", "2014-03-05"),
        ("2014/03//", "2014-03"),
        ("2014///", "2014"),
        ("2014 Mar 5", "2014-03-05"),
        ("5 March 2014", "2014-03-05"),
        ("5th March 2014", "2014-03-05"),
        ("March 5, 2014", "2014-03-05"),
        ("Sept. 2014", "2014-09"),
        ("2014 Mar-Apr", "2014-03/2014-04"),
        ("2013 Dec-Jan", "2013-12/2014-01"),
        ("2013 Nov 15-21", "2013-11-15/2013-11-21"),
        ("2013-2014", "2013/2014"),
        ("2013-14", "2013/2014"),
        ("Spring 2014", "2014-21"),
        ("2014 Winter", "2014-24"),
        ("2014-21", "2014-21"),
        ("c. 1910", "1910~"),
        ("1910~", "1910~"),
        ("[1910]", "1910"),
        ("2014/..", "2014/.."),
        ("2014-03/2014-05", "2014-03/2014-05"),
        ("-0044-03-15", "-0044-03-15"),
        ("in press", "in press"),
        ("2014-13", "2014-13"),
        ("2016-25", "2016-25"),
        ("1999/00", "1999/2000"),
        ("2019/20", "2019/2020"),
        ("1950-65", "1950/1965"),
        ("800", "0800"),
        ("44 BC", "-0043"),
        ("44 B.C.E.", "-0043"),
        ("AD 14", "0014"),
        ("-44", "-0044"),
        ("c. 350 BC", "-0349~"),
        ("[1999?]", "1999~"),
        ("14", "14"),
        ("20144", "20144"),
        ("2015-02-30", "2015-02-30"),
    ];
    for (text, wanted) in pairs {
        assert_eq!(edtf(text), wanted, "{text}");
    }
    assert!(
        !ItemDate::from_text("2015-02-30")
            .expect("words")
            .is_understood()
    );
    assert!(ItemDate::from_text("  ").is_none());
}

#[test]
fn months_that_do_not_exist_are_noticed_and_seasons_are_read() {
    let of = |text: &str| impossible_part(&serde_json::from_str(text).expect("json"));
    assert_eq!(of(r#"{"date-parts":[[2016,25]]}"#), Some(25));
    assert_eq!(of(r#"{"date-parts":[["2016","2","30"]]}"#), Some(30));
    assert_eq!(of(r#"{"date-parts":[[2016,2,29]]}"#), None);
    assert_eq!(of(r#"{"date-parts":[[2016,0,0]]}"#), None);
    assert_eq!(
        read(r#"{"date-parts":[[2014,21]]}"#).as_deref(),
        Some("2014-21")
    );
    assert_eq!(
        read(r#"{"date-parts":[[2014,14]]}"#).as_deref(),
        Some("2014-22")
    );
}

#[test]
fn what_programs_write_as_csl_json_is_understood() {
    assert_eq!(
        read(r#"{"date-parts":[["2014","3",5]]}"#).as_deref(),
        Some("2014-03-05")
    );
    assert_eq!(
        read(r#"{"date-parts":[[2013],[2014]]}"#).as_deref(),
        Some("2013/2014")
    );
    assert_eq!(
        read(r#"{"date-parts":[[2013],[0]]}"#).as_deref(),
        Some("2013/..")
    );
    assert_eq!(
        read(r#"{"date-parts":[[2014]],"season":"summer","circa":1}"#).as_deref(),
        Some("2014-22~")
    );
    assert_eq!(read(r#"{"raw":"March 2014"}"#).as_deref(), Some("2014-03"));
    assert_eq!(
        read(r#"{"literal":"in press"}"#).as_deref(),
        Some("in press")
    );
    assert_eq!(read("2014").as_deref(), Some("2014"));
    assert_eq!(read(r#"{"date-parts":[[]]}"#), None);
    assert_eq!(
        read(r#"{"date-parts":[[2014,0,0]]}"#).as_deref(),
        Some("2014")
    );
}

proptest! {
    #[test]
    fn no_text_makes_a_date_panic(text in "\\PC{0,20}|[0-9/. -]{0,16}") {
        let _ = ItemDate::from_text(&text);
    }

    #[test]
    fn a_date_survives_json_and_text(
        year in 1i32..9999,
        month in prop::option::of(1u8..=12),
        circa: bool,
    ) {
        let date = ItemDate { circa, ..ItemDate::at(Point { year, month, day: None }) };
        prop_assert_eq!(ItemDate::from_json(&date.to_json()), Some(date.clone()));
        prop_assert_eq!(ItemDate::from_text(&date.to_string()), Some(date));
    }
}
