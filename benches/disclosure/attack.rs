//! Times disclosure control of a table of 20 × 20 figures with its totals: the attack alone, and
//! the choice of what else to hide with all its attacks.
//!
//! ```sh
//! cargo run --release --example attack-tables
//! ```

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program that times others"
)]

use masthead::numbers::disclosure::{
    AttackTarget, FigureRange, FigureSum, HideableFigure, Suppression, attack,
};
use std::time::Instant;

/// The rows and columns of the table, without its totals.
const SIZE: usize = 20;

/// Returns a table of random figures below `end`, of which those from 1 to `most` are hidden and
/// others are rounded to the nearest multiple of `base`.
fn table(end: u64, most: i64, base: i64) -> Suppression {
    let mut counts = vec![0_i64; (SIZE + 1) * (SIZE + 1)];
    let mut state = 12_345_u64;
    for row in 0..SIZE {
        for column in 0..SIZE {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let count = i64::try_from((state >> 33) % end).unwrap_or(0);
            for (row, column) in [(row, column), (row, SIZE), (SIZE, column), (SIZE, SIZE)] {
                counts[row * (SIZE + 1) + column] += count;
            }
        }
    }
    let any = FigureRange {
        low: 0,
        high: counts.iter().sum(),
    };
    let mut question = Suppression::default();
    for (figure, count) in counts.iter().enumerate() {
        let is_hidden = (1..=most).contains(count);
        let shown = (count + base / 2) / base * base;
        question.figures.push(HideableFigure {
            shown: FigureRange {
                low: (shown - base / 2).max(0),
                high: shown + (base - 1) / 2,
            },
            hidden: if is_hidden {
                FigureRange { low: 1, high: most }
            } else {
                any
            },
            real: *count,
            is_hidden,
            cost: Some(100 + count),
        });
        if is_hidden {
            let width = if base > 1 { base - 1 } else { most - 1 };
            question.targets.push(AttackTarget { figure, width });
        }
    }
    for line in 0..=SIZE {
        let row = line * (SIZE + 1);
        question.sums.push(FigureSum {
            total: row + SIZE,
            parts: (0..SIZE).map(|column| row + column).collect(),
        });
        question.sums.push(FigureSum {
            total: SIZE * (SIZE + 1) + line,
            parts: (0..SIZE).map(|row| row * (SIZE + 1) + line).collect(),
        });
    }
    question
}

fn main() {
    for (name, most, base) in [
        ("nhs", 7, 5),
        ("threshold: 5", 4, 1),
        ("threshold: 10", 9, 1),
    ] {
        for end in [12, 40, 200] {
            let question = table(end, most, base);
            let hidden: Vec<bool> = question.figures.iter().map(|of| of.is_hidden).collect();
            let real: Vec<i64> = question.figures.iter().map(|of| of.real).collect();
            let start = Instant::now();
            let found = attack(&question.system(&hidden), Some(&real), &question.targets);
            let of_attack = start.elapsed();
            let start = Instant::now();
            let chosen = question.choose();
            let of_choice = start.elapsed();
            let given_away = found.map_or(0, |found| found.len());
            let more = chosen.map_or(0, |chosen| {
                chosen
                    .iter()
                    .zip(&hidden)
                    .filter(|(now, before)| now != before)
                    .count()
            });
            println!(
                "{name}, below {end}: {} hidden, {given_away} given away, attack {of_attack:.1?}; \
                 {more} more hidden, {of_choice:.1?}",
                question.targets.len()
            );
        }
    }
}
