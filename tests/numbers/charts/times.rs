//! Lines along time: points stand where their times are, in their order, whatever their form.

use super::{SVG, block, built, chart, description, drawings, marks_say, told};
use roxmltree::Document;

/// Returns the places of the marks of a drawing, from left to right.
fn places(drawing: &str) -> Vec<f64> {
    let svg = Document::parse(drawing).expect("XML");
    let marks = svg
        .descendants()
        .filter(|node| node.has_attribute("data-row"));
    let mut places = Vec::new();
    for mark in marks {
        let dot = mark
            .children()
            .find(|node| node.has_tag_name((SVG, "circle")));
        let place = dot.and_then(|dot| dot.attribute("cx"));
        places.extend(place.map(|place| place.parse::<f64>().expect("a number")));
    }
    places
}

/// Insists that the points of a line stand in this order, and where these parts of the whole time
/// are.
#[track_caller]
fn stands(csv: &str, marks: &[&str], parts: &[f64]) {
    let html = chart("line", "", csv);
    for drawing in drawings(&html) {
        assert_eq!(marks_say(drawing), marks);
        let places = places(drawing);
        let (first, whole) = (places[0], places[places.len() - 1] - places[0]);
        for (place, part) in places.iter().zip(parts) {
            assert!(
                ((place - first) / whole - part).abs() < 0.01,
                "{csv}: {places:?}"
            );
        }
    }
}

#[test]
fn times_stand_in_their_order_and_at_their_distance() {
    stands(
        "Year,Seen\n2015,3\n2010,1\n2011,2\n",
        &["2010: 1", "2011: 2", "2015: 3"],
        &[0.0, 0.2, 1.0],
    );
    stands(
        "Month,Seen\nMarch 2015,1\nJune 2015,2\nMarch 2016,3\n",
        &["March 2015: 1", "June 2015: 2", "March 2016: 3"],
        &[0.0, 0.25, 1.0],
    );
    stands(
        "Mis,Gwelwyd\nMedi 2015,2\nIonawr 2015,1\nIonawr 2016,3\n",
        &["Ionawr 2015: 1", "Medi 2015: 2", "Ionawr 2016: 3"],
        &[0.0, 0.666, 1.0],
    );
    stands(
        "Quarter,Seen\nQ1 2015,1\nQ2 2015,2\nQ1 2016,3\n",
        &["Q1 2015: 1", "Q2 2015: 2", "Q1 2016: 3"],
        &[0.0, 0.25, 1.0],
    );
    stands(
        "Year,Seen\n2010-11,1\n2011-12,2\n2014-15,3\n",
        &["2010-11: 1", "2011-12: 2", "2014-15: 3"],
        &[0.0, 0.25, 1.0],
    );
    stands(
        "Day,Seen\n01/03/2015,1\n11/03/2015,2\n31/03/2015,3\n",
        &["01/03/2015: 1", "11/03/2015: 2", "31/03/2015: 3"],
        &[0.0, 0.333, 1.0],
    );
    stands(
        "Month,Seen\nOct-15,1\nNov-15,2\nFeb-16,3\n",
        &["Oct-15: 1", "Nov-15: 2", "Feb-16: 3"],
        &[0.0, 0.25, 1.0],
    );
    stands(
        "Month,Seen\nOctober,1\nNovember,2\nFebruary,3\n",
        &["October: 1", "November: 2", "February: 3"],
        &[0.0, 0.25, 1.0],
    );
}

#[test]
fn a_row_that_is_no_time_among_times_is_told() {
    let built = built(
        &block("line", ""),
        "Year,Seen\n2010,1\n2011,2\nlater,3\n2015,4\n",
    );
    let told = told(&built);
    assert!(
        told.contains("`later` is no time") && told.contains("equal distances"),
        "{told}"
    );
    assert!(!built.outcome.faults.has_errors());
}

#[test]
fn a_time_that_stands_twice_is_refused() {
    let csv = "Year,Seen\n2014,1\n2015,2\n2015,3\n";
    let refused = built(&block("line", ""), csv);
    assert!(refused.outcome.faults.has_errors(), "{}", told(&refused));
    assert!(told(&refused).contains("more than one row is called `2015`"));
}

#[test]
fn years_across_the_top_make_a_line_for_each_row() {
    let csv = "Service,2010,2011,2015\nNorth,1,2,3\nSouth,6,*,4\n";
    let html = chart("line", "", csv);
    for drawing in drawings(&html) {
        let marks = [
            "2010, North: 1",
            "2011, North: 2",
            "2015, North: 3",
            "2010, South: 6",
            "2011, South: *",
            "2015, South: 4",
        ];
        assert_eq!(marks_say(drawing), marks);
    }
    assert!(description(&html).starts_with("Line chart from 2010 to 2015: North, South."));
    // The table below stays as the file has it.
    assert!(html.contains(">2011</"), "{html}");
}

#[test]
fn more_rows_than_lines_below_years_are_refused() {
    let mut csv = "Service,2010,2011\n".to_owned();
    for service in ["A", "B", "C", "D", "E", "F", "G"] {
        csv.extend([service, ",1,2\n"]);
    }
    let refused = built(&block("line", ""), &csv);
    let told = told(&refused);
    for part in ["across the top", "7", "`kind: grouped`"] {
        assert!(told.contains(part), "{told}");
    }
}
