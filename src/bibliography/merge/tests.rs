//! Tests of merging, in every form: what is added, what is filled, and that nothing is lost.

use super::*;
use proptest::prelude::*;

/// Returns the file that publications are merged into.
fn path() -> SourcePath {
    SourcePath::new("content/publications/ours")
}

/// Returns the publications that are merged.
fn incoming() -> Vec<Item> {
    let ris = "TY  - JOUR\nTI  - Introduction of the scheme\nAU  - Ellis, Clare\nAU  - Hodge, Sam\n\
        PY  - 2014\nT2  - Journal of Nursing\nVL  - 21\nDO  - 10.1111/jpm.12100\nPB  - Wiley & \
        Sons\nER  - \n\nTY  - RPRT\nTI  - First national report\nAU  - NHS England\nPY  - 2015\n\
        ID  - htas2015\nER  - \n";
    read(&SourcePath::new("new.ris"), ris, Some(ItemFormat::Ris)).items
}

const BIB: &str = "% Our list: do not sort!\n@string{j = \"Journal of Nursing\"}\n\n\
    @article{ellis2014, % checked by Ann\n  author = {Ellis, C. and Hodge, S.},\n  title = \
    {Introduction of the {Scheme}},\n  journal = j,\n  year = 2014\n}\n\n@book{other, \
    title={Other}, author={A, B}, year=2000, publisher={P}}\n";
const YAML: &str = "# Ours\n- id: ellis2014\n  type: article-journal\n  title: Introduction of the \
    scheme # ours\n  author: [\"Ellis, C.\", \"Hodge, S.\"]\n  issued: 2014\n\n- {id: other, type: \
    book, title: Other, author: [\"A, B\"], issued: 2000, publisher: P}\n";
const JSON: &str = "[\n  {\n    \"id\": \"ellis2014\",\n    \"type\": \"article-journal\",\n    \
    \"title\": \"Introduction of the scheme\",\n    \"author\": [{\"family\": \"Ellis\", \
    \"given\": \"C.\"}, {\"family\": \"Hodge\", \"given\": \"S.\"}],\n    \"issued\": \
    {\"date-parts\": [[2014]]},\n    \"custom\": 1\n  }\n]\n";
const RIS: &str = "Provider: us\r\n\r\nTY  - JOUR\r\nID  - ellis2014\r\nAU  - Ellis, C.\r\nAU  - \
    Hodge, S.\r\nTI  - Introduction of the scheme\r\nPY  - 2014\r\nER  - \r\n";

/// Returns a file in each form.
fn cases() -> [(ItemFormat, &'static str); 4] {
    [
        (ItemFormat::Bibtex, BIB),
        (ItemFormat::Yaml, YAML),
        (ItemFormat::CslJson, JSON),
        (ItemFormat::Ris, RIS),
    ]
}

#[test]
fn what_is_there_is_filled_and_what_is_new_is_added_in_every_form() {
    for (format, text) in cases() {
        let merged = merge(&path(), text, format, &incoming());
        let items = read(&path(), &merged.text, Some(format)).items;
        let ellis = items
            .iter()
            .find(|item| item.key == "ellis2014")
            .expect("still there");
        assert_eq!(
            (ellis.text("DOI"), ellis.text("volume")),
            (Some("10.1111/jpm.12100"), Some("21")),
            "{}",
            merged.text
        );
        assert_eq!(
            ellis.people("author")[0].given.as_deref(),
            Some("C."),
            "{format:?}"
        );
        assert!(
            items.iter().any(|item| item.key == "htas2015"),
            "{}",
            merged.text
        );
        assert!(
            matches!(
                &merged.changes[..],
                [Change::Filled { key, .. }, Change::Added { .. }] if key == "ellis2014"
            ),
            "{:?}",
            merged.changes
        );
        assert_eq!(
            read(&path(), &merged.text, Some(format)).faults.len(),
            read(&path(), text, Some(format)).faults.len()
        );
    }
}

/// Reports whether every letter of `old` stands in `new`, in the same order.
fn keeps(old: &str, new: &str) -> bool {
    let mut rest = new.chars();
    old.chars()
        .filter(|c| !c.is_whitespace())
        .all(|wanted| rest.any(|c| c == wanted))
}

#[test]
fn comments_order_and_spelling_stay_as_they_are() {
    for (format, text) in cases() {
        let merged = merge(&path(), text, format, &incoming());
        assert!(keeps(text, &merged.text), "{}", merged.text);
        assert_eq!(text.contains("\r\n"), merged.text.contains("\r\n"));
        assert!(
            !merged.text.replace("\r\n", "").contains('\r')
                && (format != ItemFormat::Ris || !merged.text.replace("\r\n", "").contains('\n'))
        );
    }
}

#[test]
fn importing_again_changes_nothing() {
    for (format, text) in cases() {
        let once = merge(&path(), text, format, &incoming());
        let twice = merge(&path(), &once.text, format, &incoming());
        assert_eq!(twice.text, once.text, "{format:?}");
        assert!(
            twice
                .changes
                .iter()
                .all(|change| matches!(change, Change::Same { .. })),
            "{:?}",
            twice.changes
        );
    }
}

#[test]
fn a_publication_that_says_little_is_known_again_too() {
    let items = read(
        &path(),
        "@misc{short1, author = {A, B.}, title = {Editorial}, date = {2012}}",
        Some(ItemFormat::Bibtex),
    )
    .items;
    let once = merge(&path(), "", ItemFormat::Bibtex, &items);
    let twice = merge(&path(), &once.text, ItemFormat::Bibtex, &items);
    assert_eq!(
        (twice.text, twice.changes),
        (
            once.text,
            vec![Change::Same {
                key: "short1".to_owned()
            }]
        )
    );
}

#[test]
fn an_edit_by_hand_wins_and_the_difference_is_told() {
    let text = BIB.replace(
        "year = 2014",
        "year = 2014, volume = {22}, doi = {10.1111/jpm.12100}",
    );
    let merged = merge(&path(), &text, ItemFormat::Bibtex, &incoming());
    assert!(merged.text.contains("volume = {22}") && !merged.text.contains("{21}"));
    let kept = Change::Kept {
        key: "ellis2014".to_owned(),
        field: "volume".to_owned(),
        ours: "22".to_owned(),
        theirs: "21".to_owned(),
    };
    assert!(merged.changes.contains(&kept), "{:?}", merged.changes);
    assert_eq!(
        kept.to_string(),
        "kept volume of `ellis2014`: `22`, not `21`"
    );
}

#[test]
fn several_files_are_joined_and_their_duplicates_too() {
    let json = r#"[{"id":"x1","type":"article-journal","title":"Introduction of the Scheme",
          "author":[{"family":"Ellis","given":"C"}],"issued":{"date-parts":[[2014]]},
          "PMID":"24020949"},
        {"id":"htas2015","type":"book","title":"Another work altogether",
          "author":[{"family":"White","given":"T"}],"issued":{"date-parts":[[2015]]},
          "publisher":"P"}]"#;
    let mut all = incoming();
    all.extend(read(&SourcePath::new("b.json"), json, Some(ItemFormat::CslJson)).items);
    for format in [
        ItemFormat::Bibtex,
        ItemFormat::Yaml,
        ItemFormat::CslJson,
        ItemFormat::Ris,
    ] {
        let merged = merge(&path(), "", format, &all);
        let items = read(&path(), &merged.text, Some(format)).items;
        assert_eq!(
            items
                .iter()
                .map(|item| item.key.as_str())
                .collect::<Vec<_>>(),
            ["ellis2014", "htas2015", "htas2015b"],
            "{}",
            merged.text
        );
        assert_eq!(items[0].text("PMID"), Some("24020949"), "{format:?}");
        assert!(merged.changes.iter().any(|change| matches!(
            change,
            Change::Added { instead_of: Some(old), .. } if old == "htas2015"
        )));
    }
}

#[test]
fn the_shape_of_a_yaml_file_is_kept() {
    let keyed = "ellis2014:\n  type: article-journal\n  title: Introduction of the scheme\n  \
        author: [\"Ellis, C.\"]\n  issued: 2014\n";
    let merged = merge(&path(), keyed, ItemFormat::Yaml, &incoming());
    assert!(
        merged.text.contains("\nhtas2015:\n  type: report\n"),
        "{}",
        merged.text
    );
    let indented = "references:\n  - id: other\n    type: book\n    title: Other\n";
    let merged = merge(&path(), indented, ItemFormat::Yaml, &incoming());
    assert!(
        merged
            .text
            .contains("\n  - id: ellis2014\n    type: article-journal\n"),
        "{}",
        merged.text
    );
    assert_eq!(
        read(&path(), &merged.text, Some(ItemFormat::Yaml))
            .items
            .len(),
        3
    );
}

#[test]
fn json_in_every_shape_becomes_a_list() {
    for text in [
        "[]",
        "[ ]\n",
        "{\"id\": \"a\", \"type\": \"book\", \"title\": \"A\"}",
        "{\"items\": [\n{\"id\": \"a\", \"title\": \"A\"}\n]}",
    ] {
        let merged = merge(&path(), text, ItemFormat::CslJson, &incoming());
        assert!(
            serde_json::from_str::<serde_json::Value>(&merged.text).is_ok(),
            "{}",
            merged.text
        );
        assert!(
            merged
                .changes
                .iter()
                .all(|change| matches!(change, Change::Added { .. })),
            "{}",
            merged.text
        );
    }
}

#[test]
fn a_file_that_nothing_can_be_added_to_is_left_alone() {
    let text = "@book{a, title={A}}\n@book{b, title = {never closed\n";
    let merged = merge(&path(), text, ItemFormat::Bibtex, &incoming());
    assert!(merged.text.starts_with(text));
    let json = "[{\"id\": \"a\", \"title\": \"A}]";
    let merged = merge(&path(), json, ItemFormat::CslJson, &incoming());
    assert_eq!(merged.text, json);
    assert!(
        merged
            .changes
            .iter()
            .all(|change| matches!(change, Change::NotAdded { .. })),
        "{:?}",
        merged.changes
    );
}

#[test]
fn a_broken_entry_in_the_file_stays_where_it_is() {
    let text = format!("{BIB}\n@article{{broken, title = {{x}} year = 3}}\n");
    let merged = merge(&path(), &text, ItemFormat::Bibtex, &incoming());
    assert!(
        merged.text.starts_with("% Our list")
            && merged
                .text
                .contains("@article{broken, title = {x} year = 3}")
            && merged.text.contains("10.1111/jpm.12100")
    );
}

/// The forms that have room for everything.
const LOSSLESS: [ItemFormat; 3] = [ItemFormat::Bibtex, ItemFormat::CslJson, ItemFormat::Yaml];

proptest! {
    #[test]
    fn what_was_imported_and_exported_comes_in_again_without_a_change(
        start in prop::collection::vec(crate::bibliography::write::tests::publication(), 0..5),
        from in prop::sample::select(LOSSLESS.to_vec()),
        into in prop::sample::select(LOSSLESS.to_vec()),
    ) {
        let json = write::list(&start, ItemFormat::CslJson);
        let mut items = read(&path(), &json, Some(ItemFormat::CslJson)).items;
        let _ = crate::bibliography::check::distinct_keys(&mut items);
        let once = merge(&path(), "", into, &items).text;
        let imported = read(&path(), &once, Some(into)).items;
        let exported = write::list(&imported, from);
        let back = read(&path(), &exported, Some(from)).items;
        prop_assert_eq!(merge(&path(), &once, into, &back).text, once);
    }

    #[test]
    fn no_text_is_ever_lost(text in "(@book\\{[a-z]{1,3}, title=\\{[A-Za-z {}]{1,20}\\}\\}|- id: \
        [a-z]\n|  title: [A-Z][a-z ]{1,14}\n|\\{\"id\": \"[a-z]\"\\}|\\[|\\]|,|TY  - JOUR\n|ER  - \
        \n|\\PC{0,6}|\n){0,20}") {
        for format in [ItemFormat::Bibtex, ItemFormat::Yaml, ItemFormat::CslJson, ItemFormat::Ris] {
            let merged = merge(&path(), &text, format, &incoming());
            let is_blank = text.trim_start_matches('\u{feff}').trim().is_empty();
            let is_kept = is_blank || keeps(&text, &merged.text);
            prop_assert!(is_kept, "{:?} {}", format, merged.text);
        }
    }
}
