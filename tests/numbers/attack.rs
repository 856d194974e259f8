//! What is published withstands an attack with everything that readers see. From: tables of
//! figures. To: what can be worked out of them, by linear programs and by brute force.

use crate::brute_force::ends_by_trial;
use crate::random_tables::{Numbers, RULES, small_table};
use masthead::numbers::disclosure::{
    AttackTarget, DisclosedFigure, FigureRange, FigureSum, FigureSystem, HideableFigure,
    Suppression, attack, ends,
};

/// Compares the attack with brute force, before anything else is hidden and after.
fn try_tables(seed: u64, tables: usize) {
    let mut numbers = Numbers::new(seed);
    let (mut compared, mut given_away, mut refused) = (0, 0, 0);
    for round in 0..tables {
        let rule = &RULES[usize::try_from(numbers.below(6)).expect("a rule")];
        let question = rule.question(small_table(round, &mut numbers));
        let targets = match question.attainable() {
            Ok(targets) => targets,
            Err(told) => {
                // The rule itself tells: four that are hidden and fewer than 5 together are 1 each.
                refused += 1;
                assert_is_told(&question, &told);
                continue;
            }
        };
        let alone: Vec<bool> = question
            .figures
            .iter()
            .map(|figure| figure.is_hidden)
            .collect();
        let hidden = question.choose().expect("a table that can be protected");
        for (is_safe, hidden) in [(false, &alone), (true, &hidden)] {
            let system = question.system(hidden);
            let exact = ends_by_trial(&system).expect("the table itself");
            let narrow = |target: &&AttackTarget| exact[target.figure].width() < target.width;
            let told: Vec<usize> = targets.iter().filter(narrow).map(|of| of.figure).collect();
            assert!(!is_safe || told.is_empty(), "{seed}: {round}: {told:?}");
            // The attack looks at all of them; what it finds is compared figure by figure here.
            let first = round % targets.len().max(1);
            for target in targets.iter().skip(first).take(2) {
                let found = ends(&system, target.figure);
                assert_eq!(found, Some(exact[target.figure]), "{seed}: {round}");
                compared += 1;
            }
            let real: Vec<i64> = question.figures.iter().map(|figure| figure.real).collect();
            let found = attack(&system, Some(&real), &targets).expect("the table itself");
            let found: Vec<usize> = found.iter().map(|found| found.target.figure).collect();
            assert_eq!(found, told, "{seed}: {round}");
            given_away += told.len();
        }
    }
    assert!(refused < tables / 50, "{refused}");
    // The tables are such that the attack has something to find.
    assert!(
        compared > tables && given_away > tables / 4,
        "{compared}, {given_away}"
    );
}

/// Checks that figures are known exactly even when everything is hidden.
fn assert_is_told(question: &Suppression, told: &[DisclosedFigure]) {
    let system = FigureSystem {
        ranges: question
            .figures
            .iter()
            .map(|figure| figure.hidden)
            .collect(),
        sums: question.sums.clone(),
    };
    let exact = ends_by_trial(&system).expect("the table itself");
    assert!(
        told.iter().all(|of| exact[of.target.figure].width() == 0),
        "{told:?}"
    );
}

#[test]
fn attack_and_brute_force_agree_on_random_tables_1() {
    try_tables(1, 2_500);
}

#[test]
fn attack_and_brute_force_agree_on_random_tables_2() {
    try_tables(2, 2_500);
}

#[test]
fn attack_and_brute_force_agree_on_random_tables_3() {
    try_tables(3, 2_500);
}

#[test]
fn attack_and_brute_force_agree_on_random_tables_4() {
    try_tables(4, 2_500);
}

/// The table of the test `test-simpleheuristic.R` of the package sdcTable: each row and its total,
/// then the totals of the columns.
const SDC_TABLE: [[i64; 5]; 5] = [
    [30, 47, 64, 89, 230],
    [90, 124, 5, 31, 250],
    [92, 100, 59, 85, 336],
    [800, 991, 651, 685, 3127],
    [1012, 1262, 779, 890, 3943],
];
/// The figures that the test hides. There are two in each row and each column, and yet 47 can be
/// worked out: the first two rows have 236 left, the first and the third column 189.
const SDC_HIDDEN: [(usize, usize); 9] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (1, 0),
    (1, 2),
    (2, 1),
    (2, 3),
    (3, 1),
    (3, 3),
];

fn sdc_table() -> Suppression {
    let figure = |row: usize, column: usize| row * 5 + column;
    let mut question = Suppression::default();
    for line in 0..5 {
        let along = |total: usize, part: &dyn Fn(usize) -> usize| FigureSum {
            total,
            parts: (0..4).map(part).collect(),
        };
        question
            .sums
            .push(along(figure(line, 4), &|column| figure(line, column)));
        question
            .sums
            .push(along(figure(4, line), &|row| figure(row, line)));
    }
    for (row, counts) in SDC_TABLE.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            let is_hidden = SDC_HIDDEN.contains(&(row, column));
            let is_total = row == 4 || column == 4;
            question.figures.push(HideableFigure {
                shown: FigureRange::exactly(*count),
                hidden: FigureRange {
                    low: 0,
                    high: 10_000,
                },
                real: *count,
                is_hidden,
                cost: Some(if is_total { 100_000 } else { 100 + count }),
            });
            if is_hidden {
                let figure = figure(row, column);
                question.targets.push(AttackTarget { figure, width: 4 });
            }
        }
    }
    question
}

#[test]
fn a_figure_that_two_hidden_ones_in_every_line_give_away_is_found() {
    let question = sdc_table();
    let hidden: Vec<bool> = question
        .figures
        .iter()
        .map(|figure| figure.is_hidden)
        .collect();
    let found = attack(&question.system(&hidden), None, &question.targets).expect("a table");
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.target.figure, found.range))
        .collect();
    assert_eq!(found, [(1, FigureRange::exactly(47))]);
}

#[test]
fn one_more_hidden_figure_protects_what_two_in_every_line_give_away() {
    let question = sdc_table();
    let hidden = question.choose().expect("a way");
    let more = question.figures.iter().zip(&hidden);
    assert_eq!(
        more.filter(|(figure, hidden)| **hidden != figure.is_hidden)
            .count(),
        1
    );
    let system = question.system(&hidden);
    for target in &question.targets {
        let range = ends(&system, target.figure).expect("ends");
        assert!(range.width() >= target.width, "{range:?}");
    }
}

#[test]
fn rounded_figures_can_give_each_other_away() {
    // Four twos are shown as 0 each, and their sum as 10: only 2 + 2 + 2 + 2 makes at least 8.
    let mut system = FigureSystem {
        ranges: vec![FigureRange { low: 0, high: 2 }; 4],
        sums: vec![FigureSum {
            total: 4,
            parts: vec![0, 1, 2, 3],
        }],
    };
    system.ranges.push(FigureRange { low: 8, high: 12 });
    let targets: Vec<_> = (0..4)
        .map(|figure| AttackTarget { figure, width: 2 })
        .collect();
    let found = attack(&system, None, &targets).expect("figures");
    assert_eq!(found.len(), 4);
    assert!(
        found
            .iter()
            .all(|found| found.range == FigureRange::exactly(2))
    );
}
