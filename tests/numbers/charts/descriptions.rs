//! What is said of charts to people who do not see them.

use super::{COUNTS, TEAMS, chart, description};

#[track_caller]
fn says(kind: &str, settings: &str, csv: &str, expected: &str) {
    assert_eq!(description(&chart(kind, settings, csv)), expected);
}

#[test]
fn bars_are_described_by_their_ends() {
    let settings = "columns: [{name: Team}, {name: Met, unit: \"%\"}]";
    let said = "Bar chart with 3 bars. Met: lowest 5% (C), highest 8% (A).";
    says("bar", settings, TEAMS, said);
    let said = "Bar chart with 3 bars. Met: lowest 5 (C), highest 8 (A). Target: 7.";
    says(
        "bar",
        "columns: [{name: Team}, {name: Met}]\ntarget: 7",
        TEAMS,
        said,
    );
    let many = "Team,Met\nA,1\nB,1\nC,1\nD,1\nE,2\nF,2\n";
    let said = "Bar chart with 6 bars. Met: lowest 1 (A and 3 others), highest 2 (E, F).";
    says("bar", "", many, said);
    says(
        "bar",
        "",
        "Team,Met\nA,5\nB,5\n",
        "Bar chart with 2 bars. Met: all values are 5.",
    );
    says(
        "bar",
        "",
        "Team,Met\nA,5\n",
        "Bar chart with 1 bar. Met: 5 (A).",
    );
    let change = "Team,Change\nA,-5\nB,3.5\n";
    let said = "Bar chart with 2 bars. Change: lowest −5.0 (A), highest 3.5 (B).";
    says("bar", "", change, said);
}

#[test]
fn every_series_is_described_and_gaps_are_counted() {
    let said = "Stacked bar chart with 3 bars, each made of: Met, Partly met, Not met. Met: lowest \
                5 (C), highest 8 (A). Partly met: lowest 1 (A), highest 2 (C). Not met: lowest 1 \
                (A), highest 3 (B, C). 1 value is not given (*).";
    says("stacked", "", TEAMS, said);
}

#[test]
fn lines_are_described_by_where_they_go() {
    let csv = "Year,Seen,Waiting,Left\n2012,10,9,4\n2013,40,,4\n2015,30,6,4\n";
    let said = "Line chart from 2012 to 2015: Seen, Waiting, Left. Seen: lowest 10 (2012), highest \
                40 (2013). It rises from 10 (2012) to 30 (2015). Waiting: lowest 6 (2015), highest \
                9 (2012). It falls from 9 (2012) to 6 (2015). Left: all values are 4. It is 4 at \
                the start (2012) and at the end (2015). 1 value is not given.";
    says("line", "", csv, said);
}

#[test]
fn intervals_and_limits_are_counted() {
    let csv = "Team,Share,Low,High\nA,85,81,90\nB,70,60,75\nC,80,70,90\n";
    let said = "Chart of 3 values in order, each with its interval. Share: lowest 70 (B), highest \
                85 (A). Target: 80. With their whole interval above it: 1 (A); below it: 1 (B).";
    says("caterpillar", "target: 80", csv, said);
    let said = "Funnel plot of 5 values by their sizes. Seen: lowest 50% (East), highest 95% \
                (West). Mean: 84%. Between the 95% and the 99.8% limits: 0. Outside of the 99.8% \
                limits: 2 (East, West). 1 value is not given (*).";
    says("funnel", "", COUNTS, said);
}

#[test]
fn marks_have_ranges_only_where_the_file_has_them() {
    let said = "Chart with 2 marks. Mean: lowest 5 (A), highest 6 (B).";
    says("dot", "", "Team,Mean\nA,5\nB,6\n", said);
    let said = "Chart with 2 marks, each on its range. Mean: lowest 5 (A), highest 6 (B).";
    says("dot", "", "Team,Mean,Low,High\nA,5,4,6\nB,6,5,7\n", said);
}

#[test]
fn an_author_can_describe_a_chart() {
    says(
        "bar",
        "alternative: Two teams & their bars.",
        "Team,Met\nA,5\nB,6\n",
        "Two teams & their bars.",
    );
}
