//! Tests that what is written is read back, by example and by property.

use super::*;
use crate::base::SourcePath;
use crate::bibliography::item::{
    DateEnd, ItemDate, ItemPlace, ItemType, Name, Point, rich, variable,
};
use crate::bibliography::read::read;
use proptest::prelude::*;

/// Returns a place, which is the same for every publication.
fn place() -> ItemPlace {
    ItemPlace::new(&SourcePath::new("a"), "", 0..0)
}

/// Reads back the one publication of a text.
fn back(text: &str, format: ItemFormat) -> Item {
    let reading = read(
        &SourcePath::new("content/publications/a"),
        text,
        Some(format),
    );
    assert!(reading.faults.is_empty(), "{text}\n{:?}", reading.faults);
    reading.items.into_iter().next().expect("a publication")
}

/// Returns an article with many fields.
fn sample() -> Item {
    let mut item = Item::new("ellis2014", ItemType::ArticleJournal, place());
    for (field, words) in [
        (
            "title",
            "Introduction of <i>the scheme</i> in the <span class=\"nocase\">NHS</span>: 50% & \
             more_or ~less {x} -- y",
        ),
        ("container-title", "Journal of Nursing & Care"),
        ("volume", "21"),
        ("issue", "3"),
        ("page", "234-240"),
        ("DOI", "10.1111/jpm_12100"),
        ("URL", "https://example.org/a_b?c=1&d=%20"),
        ("PMID", "24020949"),
        ("abstract", "One.\n\nTwo “quoted” é."),
        ("keyword", "crisis, home treatment"),
        ("annote", "For myself"),
    ] {
        item.set_text(field, words);
    }
    item.names.insert(
        "author".to_owned(),
        vec![
            Name::person("van der Berg", "Jan"),
            Name {
                suffix: Some("Jr".to_owned()),
                ..Name::person("King", "Martin")
            },
            Name::body("Barnes and Noble, Ltd"),
        ],
    );
    item.dates.insert(
        "issued".to_owned(),
        ItemDate::at(Point {
            year: 2014,
            month: Some(3),
            day: Some(5),
        }),
    );
    item
}

#[test]
fn bibtex_escapes_what_latex_would_misread_and_keeps_letters() {
    let text = item(&sample(), ItemFormat::Bibtex);
    assert!(
        text.starts_with(
            "@article{ellis2014,\n  author = {van der Berg, Jan and King, Jr, Martin and {Barnes \
             and Noble, Ltd}},\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "  title = {Introduction of \\emph{the scheme} in the {NHS}: 50\\% \\& more\\_or \
             \\textasciitilde{}less \\{x\\} -{}- y},\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("  pages = {234--240},\n") && text.contains("  doi = {10.1111/jpm_12100},\n"),
        "{text}"
    );
    assert!(
        text.contains("  year = {2014},\n  month = {3},\n  date = {2014-03-05},\n"),
        "{text}"
    );
    assert!(
        back(&text, ItemFormat::Bibtex).says_the_same(&sample()),
        "{}\n{}",
        back(&text, ItemFormat::Bibtex).to_json(),
        sample().to_json()
    );
}

#[test]
fn ris_is_what_endnote_reads() {
    let text = item(&sample(), ItemFormat::Ris);
    assert!(
        text.starts_with(
            "TY  - JOUR\nAU  - van der Berg, Jan\nAU  - King, Martin, Jr\nAU  - Barnes and Noble \
             Ltd,\nTI  - Introduction of the scheme in the NHS: 50%"
        ),
        "{text}"
    );
    assert!(
        text.contains("\nPY  - 2014\nDA  - 2014/03/05/\n")
            && text.contains("\nSP  - 234\nEP  - 240\n"),
        "{text}"
    );
    assert!(
        text.contains("\nKW  - crisis\nKW  - home treatment\n") && text.ends_with("\nER  - \n"),
        "{text}"
    );
}

#[test]
fn csl_json_and_yaml_say_everything() {
    let mut whole = sample();
    whole.other.insert(
        "custom".to_owned(),
        serde_json::json!({"shelf": [1, true, null, "x: y"]}),
    );
    for format in [ItemFormat::CslJson, ItemFormat::Yaml] {
        let text = item(&whole, format);
        assert!(back(&text, format).says_the_same(&whole), "{text}");
    }
    assert!(item(&whole, ItemFormat::Yaml).contains("  issued: 2014-03-05\n"));
}

#[test]
fn a_list_holds_every_entry() {
    let mut second = sample();
    second.key = "other".to_owned();
    let items = [sample(), second];
    for format in [
        ItemFormat::Bibtex,
        ItemFormat::Ris,
        ItemFormat::CslJson,
        ItemFormat::Yaml,
    ] {
        let text = list(&items, format);
        assert_eq!(
            read(&SourcePath::new("a"), &text, Some(format)).items.len(),
            2,
            "{text}"
        );
    }
    assert_eq!(list([], ItemFormat::CslJson), "[\n\n]\n");
}

/// Makes words as readers keep them.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ÿ0-9&%$#_{}~^\\\\`'\"<>.,:;()/+=@!?*|\u{a0}“”‘’–—αЖ日-]{1,6}( \
     [A-Za-zÀ-ÿ0-9&%$#_{}~^\\\\`'\".,:;-]{1,6}){0,3}"
        .prop_map(|words| {
            rich::canonical(&crate::bibliography::item::clean(
                &words,
                crate::bibliography::item::Paragraphs::Join,
            ))
        })
}

/// Makes titles with marks.
fn title() -> impl Strategy<Value = String> {
    (
        words(),
        prop::option::of("[A-Z]{2,4}"),
        prop::option::of("[a-z]{2,6}"),
        words(),
    )
        .prop_map(|(start, kept, italic, end)| {
            let kept = kept
                .map(|kept| format!(" <span class=\"nocase\">{kept}</span>"))
                .unwrap_or_default();
            let italic = italic
                .map(|italic| format!(" <i>{italic}</i>"))
                .unwrap_or_default();
            rich::canonical(&format!("low {start}{kept}{italic} {end}"))
        })
}

/// Makes names of people and bodies.
fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        (
            "[A-ZÉŁ][a-zéł]{1,8}(-[A-Z][a-z]{1,5})?( [A-Z][a-z]{1,6})?",
            "[A-Z][a-z]{0,6}( [A-Z]\\.)?",
            prop::option::of("van der|de la|von"),
            prop::option::of("Jr|III")
        )
            .prop_map(|(family, given, particle, suffix)| Name {
                particle,
                suffix,
                ..Name::person(&family, &given)
            }),
        "[A-Z][a-z]{1,6} (of|and|&|für|,) [A-Z][a-z#%]{1,8}".prop_map(Name::body),
    ]
}

/// Makes dates and spans of dates.
fn when() -> impl Strategy<Value = ItemDate> {
    let point = (
        1000i32..2100,
        prop::option::of(1u8..=12),
        prop::option::of(1u8..=28),
    )
        .prop_map(|(year, month, day)| Point {
            year,
            month,
            day: day.filter(|_| month.is_some()),
        });
    prop_oneof![
        point.clone().prop_map(ItemDate::at),
        (1000i32..1500, 1501i32..2100).prop_map(|(from, until)| ItemDate {
            until: Some(DateEnd::Point(Point::year(until))),
            ..ItemDate::at(Point::year(from))
        }),
        (1000i32..2100).prop_map(|year| ItemDate {
            until: Some(DateEnd::Open),
            ..ItemDate::at(Point::year(year))
        }),
        (1000i32..2100, 1u8..=4, any::<bool>()).prop_map(|(year, season, circa)| ItemDate {
            season: Some(season),
            circa,
            ..ItemDate::at(Point::year(year))
        }),
        Just(ItemDate::words("in press")),
    ]
}

/// The fields of words that made publications have.
const MADE_FIELDS: [&str; 22] = [
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume-title",
    "publisher",
    "publisher-place",
    "genre",
    "note",
    "annote",
    "event-title",
    "original-title",
    "number",
    "issue",
    "volume",
    "version",
    "medium",
    "status",
    "archive",
    "reviewed-title",
    "dimensions",
    "title-short",
];

/// The fields of people that made publications have.
const MADE_ROLES: [&str; 6] = [
    "author",
    "editor",
    "translator",
    "container-author",
    "interviewer",
    "director",
];

/// The fields of dates that made publications have.
const MADE_DATES: [&str; 5] = [
    "issued",
    "accessed",
    "event-date",
    "original-date",
    "submitted",
];

/// Makes publications.
pub(in crate::bibliography) fn publication() -> impl Strategy<Value = Item> {
    let texts = (
        prop::sample::subsequence(MADE_FIELDS.to_vec(), 0..8),
        prop::collection::vec(title(), 22),
    );
    let names = (
        prop::sample::subsequence(MADE_ROLES.to_vec(), 0..3),
        prop::collection::vec(prop::collection::vec(name(), 1..4), 6),
    );
    let dates = (
        prop::sample::subsequence(MADE_DATES.to_vec(), 0..3),
        prop::collection::vec(when(), 5),
    );
    let kind = prop::sample::select(ItemType::ALL);
    ("[a-z]{2,8}[0-9]{0,4}", kind, title(), texts, names, dates).prop_map(
        |(key, kind, title, (fields, words), (roles, people), (dates, whens))| {
            let mut item = Item::new(key, kind, place());
            item.set_text("title", title);
            for (field, words) in fields.into_iter().zip(words) {
                let keeps_marks = variable::is_rich(field) && !matches!(field, "note" | "annote");
                item.set_text(
                    field,
                    if keeps_marks {
                        words
                    } else {
                        rich::plain(&words)
                    },
                );
            }
            let roles = roles.into_iter().map(str::to_owned);
            item.names.extend(roles.zip(people));
            let dates = dates.into_iter().map(str::to_owned);
            item.dates.extend(dates.zip(whens));
            item
        },
    )
}

/// Returns a publication after one round through a form, without what the form has no room for.
fn settled(start: &Item, format: ItemFormat) -> Item {
    read(&SourcePath::new("a"), &item(start, format), Some(format))
        .items
        .into_iter()
        .next()
        .expect("a publication")
}

proptest! {
    #[test]
    fn csl_json_loses_nothing(start in publication()) {
        let once = settled(&start, ItemFormat::CslJson);
        let twice = settled(&once, ItemFormat::CslJson);
        prop_assert!(twice.says_the_same(&once), "{}\n{}", once.to_json(), twice.to_json());
    }

    #[test]
    fn yaml_loses_nothing(start in publication()) {
        let once = settled(&start, ItemFormat::CslJson);
        let twice = settled(&once, ItemFormat::Yaml);
        prop_assert!(twice.says_the_same(&once), "{}\n{}", once.to_json(), twice.to_json());
    }

    #[test]
    fn bibtex_loses_nothing(start in publication()) {
        let once = settled(&start, ItemFormat::CslJson);
        let twice = settled(&once, ItemFormat::Bibtex);
        let text = item(&once, ItemFormat::Bibtex);
        let (first, second) = (once.to_json(), twice.to_json());
        prop_assert!(twice.says_the_same(&once), "{}\n{}\n{}", text, first, second);
    }

    #[test]
    fn ris_is_stable_after_the_first_round(start in publication()) {
        let once = settled(&start, ItemFormat::Ris);
        let twice = settled(&once, ItemFormat::Ris);
        let text = item(&once, ItemFormat::Ris);
        let (first, second) = (once.to_json(), twice.to_json());
        prop_assert!(twice.says_the_same(&once), "{}\n{}\n{}", text, first, second);
    }
}
