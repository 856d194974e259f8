//! What anybody can see of figures: the range in which each must lie, and the sums that tie them
//! together. Takes ranges and sums; narrows the ranges as far as single sums do.

/// The whole numbers among which a figure must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureRange {
    /// The smallest.
    pub low: i64,
    /// The largest.
    pub high: i64,
}

/// A figure that is the sum of others, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureSum {
    /// The figure that is the sum.
    pub total: usize,
    /// The figures that it is the sum of.
    pub parts: Vec<usize>,
}

/// Figures that are tied together.
#[derive(Clone, Debug, Default)]
pub struct FigureSystem {
    /// The range of each figure.
    pub ranges: Vec<FigureRange>,
    /// The sums.
    pub sums: Vec<FigureSum>,
}

/// The figures contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The number of the sum that does not hold.
    pub sum: usize,
}

impl FigureRange {
    /// Returns the range of one number.
    #[must_use]
    pub const fn exactly(number: i64) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// Returns the numbers that are in both ranges.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

    /// Returns how far the ends are apart.
    #[must_use]
    pub const fn width(self) -> i64 {
        self.high - self.low
    }

    /// Reports whether a number lies in the range.
    #[must_use]
    pub const fn contains(self, number: i64) -> bool {
        self.low <= number && number <= self.high
    }
}

impl FigureSystem {
    /// Narrows the ranges until no single sum narrows one further.
    ///
    /// # Errors
    /// Names a sum that no figures in the ranges have.
    pub fn narrow(&mut self) -> Result<(), Contradiction> {
        // Each round narrows a range by one at least; far fewer rounds are ever needed, and what
        // is left after them is found by the attack.
        for _ in 0..64 {
            let mut is_same = true;
            for at in 0..self.sums.len() {
                is_same &= !self.narrow_by(at)?;
            }
            if is_same {
                break;
            }
        }
        Ok(())
    }

    /// Narrows the ranges of one sum, and reports whether any became narrower.
    fn narrow_by(&mut self, at: usize) -> Result<bool, Contradiction> {
        let sum = &self.sums[at];
        let (mut low, mut high) = (0, 0_i64);
        for part in &sum.parts {
            low += self.ranges[*part].low;
            high = high.saturating_add(self.ranges[*part].high);
        }
        let total = self.ranges[sum.total];
        let mut is_narrower = limit(&mut self.ranges[sum.total], low, high);
        for part in &sum.parts {
            let range = self.ranges[*part];
            let least = total.low.saturating_sub(high.saturating_sub(range.high));
            let most = total.high - (low - range.low);
            is_narrower |= limit(&mut self.ranges[*part], least, most);
        }
        let is_empty = |figure: &usize| self.ranges[*figure].low > self.ranges[*figure].high;
        if is_empty(&sum.total) || sum.parts.iter().any(is_empty) {
            return Err(Contradiction { sum: at });
        }
        Ok(is_narrower)
    }

    /// Reports whether numbers lie in all ranges and have all sums.
    #[must_use]
    pub fn admits(&self, numbers: &[i64]) -> bool {
        let mut ranges = self.ranges.iter().zip(numbers);
        ranges.all(|(range, number)| range.contains(*number))
            && self.sums.iter().all(|sum| {
                let parts: i64 = sum.parts.iter().map(|part| numbers[*part]).sum();
                parts == numbers[sum.total]
            })
    }
}

/// Narrows a range to what lies between `low` and `high`, and reports whether it became narrower.
fn limit(range: &mut FigureRange, low: i64, high: i64) -> bool {
    let narrower = FigureRange {
        low: range.low.max(low),
        high: range.high.min(high),
    };
    let differs = narrower != *range;
    *range = narrower;
    differs
}
