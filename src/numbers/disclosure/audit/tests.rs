//! What a table must not show, whoever made it.

use super::*;
use crate::base::{Fingerprint, Span};
use crate::numbers::tables::{Column, ColumnFormat, HiddenSign};
use crate::parse::csv::read_rows;
use crate::parse::document::ComponentValue;
use crate::source::DataFile;

const FILE: &str = "Team,People,Share\nNorth,3,60%\nSouth,41,50%\n";

/// Audits a table of these cells, by this rule; gives the messages.
fn audited(rule: &str, cells: &[[Cell; 3]]) -> Vec<String> {
    let source = SourcePath::new("content/a.csv");
    let span = Span::start_of(&SourcePath::new("content/a.md"));
    let text = |text: &str| ComponentValue::Text(text.to_owned());
    let share = [("name", "Share"), ("of", "People")];
    let share = share.map(|(name, value)| (name.to_owned(), text(value)));
    let block = Component {
        fields: vec![
            ("counts".to_owned(), text("people")),
            ("disclosure".to_owned(), text(rule)),
            (
                "columns".to_owned(),
                ComponentValue::List(vec![ComponentValue::Group(share.to_vec())]),
            ),
        ],
        name: "table".to_owned(),
        id: "table-1".to_owned(),
        span,
    };
    let file = DataFile {
        text: FILE.into(),
        faults: Faults::new(),
        fingerprint: Fingerprint::of(b""),
    };
    let mut files = CountedFiles::new(None);
    files.add_page(vec![(&source, &file, &block)]);
    let data = read_rows(FILE, &source, &mut Faults::new()).expect("rows");
    let columns = data.head.iter().map(|title| Column {
        title: title.clone(),
        format: ColumnFormat::Number,
        decimals: 0,
        sign: None,
        unit: None,
    });
    let table = Table {
        columns: columns.collect(),
        rows: cells.iter().map(|row| row.to_vec()).collect(),
        totals: None,
        method: None,
    };
    let shown = ShownTable {
        block: &block,
        table: &table,
        columns: &[0, 1, 2],
    };
    let mut faults = Faults::new();
    let is_safe = audit(&files, &source, &data, &shown, &mut faults);
    assert_eq!(is_safe, faults.is_empty());
    faults.iter().map(|fault| fault.message.clone()).collect()
}

fn number(value: f64, text: &str) -> Cell {
    Cell::Number(value, text.to_owned())
}

fn row(name: &str, people: Cell, share: Cell) -> [Cell; 3] {
    [Cell::Text(name.to_owned()), people, share]
}

fn star() -> Cell {
    Cell::Hidden(HiddenSign::Star)
}

#[test]
fn what_the_rule_lets_through_is_shown() {
    let rows = [
        row("North", star(), star()),
        row("South", number(40.0, "40"), number(50.0, "50%")),
    ];
    assert_eq!(audited("nhs", &rows), Vec::<String>::new());
    let hidden = [row("North", star(), star()), row("South", star(), star())];
    assert_eq!(audited("nhs", &hidden), Vec::<String>::new());
}

#[test]
fn raw_figures_are_refused_wherever_they_come_from() {
    let good = || row("South", number(40.0, "40"), number(50.0, "50%"));
    for people in [
        number(3.0, "3"),
        number(5.0, "5"),
        Cell::Text("3".to_owned()),
    ] {
        let told = audited("nhs", &[row("North", people, star()), good()]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("`People`") && !told[0].contains('3'));
    }
    let told = audited("nhs", &[row("North", star(), number(60.0, "60%")), good()]);
    assert!(told[0].contains("`Share`"), "{told:?}");
    for south in [number(41.0, "41"), number(41.0, "40"), number(40.0, "41")] {
        let told = audited(
            "nhs",
            &[row("North", star(), star()), row("South", south, star())],
        );
        assert_eq!(told.len(), 1, "{told:?}");
    }
}

#[test]
fn exact_figures_are_shown_for_a_reason() {
    let rows = [
        row("North", number(3.0, "3"), number(60.0, "60%")),
        row("South", number(41.0, "41"), number(50.0, "50%")),
    ];
    assert_eq!(audited("none: beds", &rows), Vec::<String>::new());
    assert!(!audited("threshold: 5", &rows).is_empty());
}
