//! Values of publications that are read otherwise than they are meant: months, days, pages, several
//! people in one text, notes in titles. Each is read as it is meant, or named.

use masthead::base::SourcePath;
use masthead::bibliography::item::Name;
use masthead::bibliography::{ItemFormat, check, read};

/// What an entry gives: its date, its pages, its people, and what is said of it.
struct EntryReading {
    date: String,
    page: String,
    people: Vec<String>,
    messages: Vec<String>,
}

fn reading(text: &str, format: ItemFormat) -> EntryReading {
    let reading = read(
        &SourcePath::new("content/publications/a"),
        text,
        Some(format),
    );
    let item = reading.items.first().expect("an entry");
    let mut messages: Vec<String> = Vec::new();
    let checked = check::check(&reading.items);
    messages.extend(reading.faults.iter().map(|fault| fault.message.clone()));
    messages.extend(checked.iter().map(|fault| fault.message.clone()));
    EntryReading {
        date: item.issued().map(ToString::to_string).unwrap_or_default(),
        page: item.text("page").unwrap_or_default().to_owned(),
        people: item.people("author").iter().map(Name::inverted).collect(),
        messages,
    }
}

fn article(fields: &str) -> EntryReading {
    let text = format!(
        "@article{{a, title = {{T}}, journal = {{J}}, author = {{Ox, A.}}, volume = 1, {fields}}}"
    );
    reading(&text, ItemFormat::Bibtex)
}

#[test]
fn months_in_figures_are_no_days_and_a_bad_day_leaves_the_month() {
    for (fields, date) in [
        ("year = 2014, month = {3--4}", "2014-03/2014-04"),
        ("year = 2014, month = {12--2}", "2014-12/2015-02"),
        ("year = 2014, month = {2/3}", "2014-02/2014-03"),
        ("year = 2014, month = mar # \"--\" # apr", "2014-03/2014-04"),
    ] {
        assert_eq!(article(fields).date, date, "{fields}");
    }
    let bad = article("year = 2014, month = 2, day = 30");
    assert_eq!(bad.date, "2014-02");
    assert!(
        bad.messages[0].contains("only month and year"),
        "{:?}",
        bad.messages
    );
}

#[test]
fn dates_in_figures_are_read_as_they_are_meant_or_named() {
    for (date, read) in [
        ("25/03/2014", "2014-03-25"),
        ("03/25/2014", "2014-03-25"),
        ("5.3.2014", "2014-03-05"),
        ("2014/03/05", "2014-03-05"),
    ] {
        assert_eq!(article(&format!("date = {{{date}}}")).date, read, "{date}");
    }
    let either = article("date = {05/03/2014}");
    assert!(
        either.messages[0].contains("`05/03/2014` is not understood"),
        "{:?}",
        either.messages
    );
}

#[test]
fn numbers_that_contradict_one_another_are_named() {
    let pages = article("year = 2014, pages = {100--99}");
    assert_eq!(pages.page, "100-99");
    assert!(
        pages.messages[0].contains("run from 100 back to 99"),
        "{:?}",
        pages.messages
    );
    let issue = article("year = 2014, number = 4, issue = 7");
    assert!(
        issue.messages[0].contains("`number` is 4 and `issue` is 7"),
        "{:?}",
        issue.messages
    );
    assert!(
        article("year = 2014, number = 4, issue = 4")
            .messages
            .is_empty()
    );
}

#[test]
fn notes_in_titles_and_marks_behind_names_are_named() {
    for command in ["footnote", "thanks", "cite"] {
        let text = format!(
            "@article{{a, title = {{T\\{command}{{x}}}}, journal = {{J}}, author = {{Ox, A.}}, \
             year = 2014, volume = 1}}"
        );
        let read = reading(&text, ItemFormat::Bibtex);
        let named = format!("`\\{command}` in `title`");
        assert!(read.messages[0].contains(&named), "{:?}", read.messages);
    }
    let marks = "@article{a, title = {T}, journal = {J}, volume = 1, year = 2014, \
        author = {Ox, A.$^{1,2}$ and Bee, C.\\textsuperscript{*}}}";
    let read = reading(marks, ItemFormat::Bibtex);
    assert_eq!(read.people, ["Ox, A.", "Bee, C."]);
    assert!(
        read.messages[0].contains("`$^{1,2}$` behind a name"),
        "{:?}",
        read.messages
    );
}

#[test]
fn several_people_in_one_text_are_told_apart_and_named() {
    let ris = |names: &str| {
        let text = format!("TY  - JOUR\n{names}TI  - T\nJO  - J\nPY  - 2014\nVL  - 1\nER  - \n");
        reading(&text, ItemFormat::Ris)
    };
    let yaml = |names: &str| {
        let text = format!(
            "- id: a\n  type: article-journal\n  title: T\n  container-title: J\n  volume: 1\n  \
             issued: 2014\n  author: {names}\n"
        );
        reading(&text, ItemFormat::Yaml)
    };
    for read in [
        ris("AU  - Bee, C. and Cat, D.\n"),
        yaml("Bee, C. and Cat, D."),
        yaml("[\"Bee, C. and Cat, D.\"]"),
        yaml("[Bee, C. and Cat, D.]"),
        yaml("\n    - family: Bee, C. and Cat, D."),
    ] {
        assert_eq!(read.people, ["Bee, C.", "Cat, D."], "{:?}", read.messages);
        assert!(
            read.messages[0].contains("several names"),
            "{:?}",
            read.messages
        );
    }
    assert_eq!(ris("AU  - Fox F & Gnu G\n").people, ["Fox, F", "Gnu, G"]);
    for body in [
        "Marks and Spencer",
        "Health, Safety and Environment Council",
    ] {
        let read = ris(&format!("AU  - {body}\n"));
        assert_eq!(read.people.len(), 1, "{:?}", read.people);
    }
}

#[test]
fn a_second_value_of_json_is_named() {
    let json = |fields: &str| {
        let text = format!(
            "[{{\"id\":\"a\",\"type\":\"article-journal\",\"container-title\":\"J\",\
             \"volume\":\"1\",\"author\":[{{\"family\":\"Ox\",\"given\":\"A\"}}],{fields}}}]"
        );
        reading(&text, ItemFormat::CslJson)
    };
    let issued = "\"issued\":{\"date-parts\":[[2014]]}";
    let twice = json(&format!("\"title\":\"T\",\"title\":\"U\",{issued}"));
    assert!(
        twice.messages[0].contains("`title` stands twice"),
        "{:?}",
        twice.messages
    );
    let list = json(&format!("\"title\":[\"T\",\"U\"],{issued}"));
    assert!(
        list.messages[0].contains("`title` has several texts"),
        "{:?}",
        list.messages
    );
    let season = json("\"title\":\"T\",\"issued\":{\"date-parts\":[[2014,13,40]]}");
    assert!(
        season.messages[0].contains("`40` in `issued`"),
        "{:?}",
        season.messages
    );
}

#[test]
fn records_of_ris_without_blanks_are_read() {
    let text = "TY-JOUR\nAU-Ox, A.\nTI-T\nJO-J\nPY-2014\nVL-1\nER-\n";
    let read = reading(text, ItemFormat::Ris);
    assert_eq!(
        (read.people, read.date),
        (vec!["Ox, A.".to_owned()], "2014".to_owned())
    );
}

#[test]
fn words_for_nothing_and_several_people_in_one_name_are_named() {
    let ris = |field: &str| {
        let text = format!("TY  - JOUR\nTI  - Tea\nJO  - J\nPY  - 2014\n{field}\nER  - \n");
        reading(&text, ItemFormat::Ris).messages
    };
    for field in ["SP  - n/a", "VL  - none", "AU  - Unknown"] {
        let told = ris(field);
        let is_told = told.iter().any(|message| message.contains("is printed as"));
        assert!(is_told, "{field}: {told:?}");
    }
    for field in [
        "AU  - Anna Sample and Ben Person",
        "AU  - Anna Sample & Ben Person",
    ] {
        let told = ris(field);
        let is_told = told
            .iter()
            .any(|message| message.ends_with("is printed as one name"));
        assert!(is_told, "{field}: {told:?}");
    }
    for field in [
        "AU  - Royal College of Nursing and Health Board",
        "AU  - Na, Li",
        "SP  - xii",
    ] {
        let told = ris(field);
        let is_told = told.iter().any(|message| message.contains("is printed as"));
        assert!(!is_told, "{field}: {told:?}");
    }
    let day = ris("DA  - 2014/05/32");
    assert!(
        day.iter()
            .any(|message| message.starts_with("`2014/05/32`")),
        "{day:?}"
    );
}

#[test]
fn unknown_types_of_bibtex_are_named_and_sums_of_money_stay() {
    let text = "@foo{a, author={Sample, Anna}, title={From $5 to $6}, year={2014}}";
    let reading = read(
        &SourcePath::new("content/publications/a"),
        text,
        Some(ItemFormat::Bibtex),
    );
    let message = &reading.faults.iter().next().expect("a finding").message;
    assert!(
        message.starts_with("`@foo` is no type of entry"),
        "{message}"
    );
    let title = reading.items[0].plain("title");
    assert_eq!(title.as_deref(), Some("From $5 to $6"));
}
