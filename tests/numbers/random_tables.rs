//! Small tables of random figures, as tests of disclosure control take them: of two and of three
//! dimensions, with all their totals, and two tables that share a column.

use masthead::numbers::disclosure::{
    AttackTarget, FigureRange, FigureSum, HideableFigure, Suppression,
};

/// A source of numbers that are the same in every run (xorshift64).
pub(crate) struct Numbers(u64);

impl Numbers {
    /// Creates the source of this number.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    fn count_below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end).expect("a count");
        i64::try_from(self.below(end)).expect("a small number")
    }

    fn size(&mut self, from: usize, to: usize) -> usize {
        from + usize::try_from(self.below(to as u64 - from as u64 + 1)).expect("a size")
    }
}

/// A rule as the tests have it: written down anew, so that a slip in one is none in both.
pub(crate) struct TestRule {
    hidden: Option<(i64, i64)>,
    small: (i64, i64),
    base: i64,
    width: i64,
}

/// The rules that are tried.
pub(crate) const RULES: [TestRule; 6] = [
    // NHS England.
    TestRule {
        hidden: Some((1, 7)),
        small: (1, 7),
        base: 5,
        width: 4,
    },
    // Ofqual.
    TestRule {
        hidden: Some((1, 4)),
        small: (1, 4),
        base: 5,
        width: 2,
    },
    // The Office for Students.
    TestRule {
        hidden: Some((0, 20)),
        small: (0, 20),
        base: 10,
        width: 9,
    },
    // Thresholds.
    TestRule {
        hidden: Some((1, 4)),
        small: (1, 4),
        base: 1,
        width: 3,
    },
    TestRule {
        hidden: Some((1, 9)),
        small: (1, 9),
        base: 1,
        width: 8,
    },
    // Rounding alone.
    TestRule {
        hidden: None,
        small: (1, 4),
        base: 5,
        width: 2,
    },
];

impl TestRule {
    fn hides(&self, count: i64) -> bool {
        self.hidden
            .is_some_and(|(low, high)| (low..=high).contains(&count))
    }

    fn shown(&self, count: i64) -> i64 {
        (count + self.base / 2) / self.base * self.base
    }

    /// Returns the counts that are shown as `count` is.
    fn alike(&self, count: i64) -> FigureRange {
        let near = (count - self.base).max(0)..=count + self.base;
        let is_alike = |other: &i64| !self.hides(*other) && self.shown(*other) == self.shown(count);
        let alike: Vec<i64> = near.filter(is_alike).collect();
        FigureRange {
            low: alike[0],
            high: alike[alike.len() - 1],
        }
    }

    fn is_small(&self, count: i64) -> bool {
        (self.small.0..=self.small.1).contains(&count)
    }

    /// Returns the question of what to hide in a table.
    pub(crate) fn question(&self, table: RandomTable) -> Suppression {
        let any = FigureRange {
            low: 0,
            high: table.counts.iter().sum::<i64>() * 2 + 50,
        };
        let mut question = Suppression {
            sums: table.sums,
            ..Suppression::default()
        };
        for (figure, count) in table.counts.into_iter().enumerate() {
            let is_hidden = self.hides(count);
            let hidden = self.hidden.filter(|_| is_hidden);
            question.figures.push(HideableFigure {
                shown: if is_hidden { any } else { self.alike(count) },
                hidden: hidden.map_or(any, |(low, high)| FigureRange { low, high }),
                real: count,
                is_hidden,
                cost: Some(100 + count),
            });
            if self.is_small(count) {
                let width = self.width;
                question.targets.push(AttackTarget { figure, width });
            }
        }
        question
    }
}

/// Counts, and the sums that tie them.
pub(crate) struct RandomTable {
    counts: Vec<i64>,
    sums: Vec<FigureSum>,
}

/// Returns a table whose dimensions have these sizes, with all its totals. Counts are below `end`,
/// and many are small.
pub(crate) fn table(numbers: &mut Numbers, sizes: &[usize], end: i64) -> RandomTable {
    let count: usize = sizes.iter().map(|size| size + 1).product();
    let mut table = RandomTable {
        counts: vec![0; count],
        sums: Vec::new(),
    };
    for figure in 0..count {
        let place = place(figure, sizes);
        if place.iter().zip(sizes).any(|(at, size)| at == size) {
            continue;
        }
        let count = match numbers.below(4) {
            0 => 0,
            1 => numbers.count_below(6),
            _ => numbers.count_below(end),
        };
        // Each count is part of a total in every choice of dimensions.
        for dimensions in 0..1_usize << sizes.len() {
            let mut total = place.clone();
            for (dimension, size) in sizes.iter().enumerate() {
                if dimensions >> dimension & 1 == 1 {
                    total[dimension] = *size;
                }
            }
            table.counts[figure_at(&total, sizes)] += count;
        }
    }
    for total in 0..count {
        let place = place(total, sizes);
        for (dimension, size) in sizes.iter().enumerate() {
            if place[dimension] == *size {
                let part = |at: usize| {
                    let mut part = place.clone();
                    part[dimension] = at;
                    figure_at(&part, sizes)
                };
                let parts = (0..*size).map(part).collect();
                table.sums.push(FigureSum { total, parts });
            }
        }
    }
    table
}

/// Returns two tables of two rows and a total that have the same totals of rows: one with three
/// columns, one with two.
fn linked(numbers: &mut Numbers, end: i64) -> RandomTable {
    let mut both = table(numbers, &[2, 3], end);
    let start = both.counts.len();
    for row in 0..2 {
        let total = both.counts[row * 4 + 3];
        let first = numbers.count_below(total + 1);
        both.counts.extend([first, total - first]);
    }
    for column in 0..2 {
        let parts = vec![start + column, start + 2 + column];
        both.counts
            .push(both.counts[parts[0]] + both.counts[parts[1]]);
        let total = start + 4 + column;
        both.sums.push(FigureSum { total, parts });
    }
    for row in 0..3 {
        let parts = vec![start + row * 2, start + row * 2 + 1];
        both.sums.push(FigureSum {
            total: row * 4 + 3,
            parts,
        });
    }
    both
}

/// Returns a table of a sort that depends on the round.
pub(crate) fn small_table(round: usize, numbers: &mut Numbers) -> RandomTable {
    match round % 3 {
        0 => {
            let sizes = [2, numbers.size(2, 4)];
            table(numbers, &sizes, 25)
        }
        1 => table(numbers, &[2, 2, 2], 12),
        _ => linked(numbers, 12),
    }
}

/// Returns the place of a figure in each dimension; the last of each is the total.
fn place(mut figure: usize, sizes: &[usize]) -> Vec<usize> {
    let mut place = vec![0; sizes.len()];
    for (at, size) in place.iter_mut().zip(sizes).rev() {
        *at = figure % (size + 1);
        figure /= size + 1;
    }
    place
}

fn figure_at(place: &[usize], sizes: &[usize]) -> usize {
    let mut figure = 0;
    for (at, size) in place.iter().zip(sizes) {
        figure = figure * (size + 1) + at;
    }
    figure
}
