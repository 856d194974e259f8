//! Places of values along an axis, and the round numbers at which it is labelled.

/// The way from values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct AxisScale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

/// The values at which an axis is labelled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AxisTicks {
    pub(super) values: Vec<f64>,
    /// The number of decimals that tell them apart.
    pub(super) decimals: usize,
}

/// The least and the most value that an axis has to hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AxisRange {
    pub(super) least: f64,
    pub(super) most: f64,
}

impl AxisScale {
    /// Creates a scale on which `range` lies between the places `start` and `end`.
    pub(super) fn new(range: AxisRange, start: f64, end: f64) -> Self {
        let AxisRange { least, most } = range;
        // A range without a width has its values in the middle.
        let (from, to) = if most > least {
            (least, most)
        } else {
            (least - 1.0, most + 1.0)
        };
        Self {
            from,
            to,
            start,
            end,
        }
    }

    /// Returns the place of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        // Divided first, so that the largest numbers do not overflow.
        let span = self.to / 2.0 - self.from / 2.0;
        let share = (value / 2.0 - self.from / 2.0) / span;
        self.start + share * (self.end - self.start)
    }
}

impl AxisRange {
    /// Returns the range of some values; that of no values is from 0 to 1.
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            least = least.min(value);
            most = most.max(value);
        }
        if least > most {
            (least, most) = (0.0, 1.0);
        }
        Self { least, most }
    }

    /// Widens the range so that it holds 0, and has a width.
    pub(super) fn with_zero(self) -> Self {
        let least = self.least.min(0.0);
        let most = self.most.max(0.0);
        let most = if least < most { most } else { 1.0 };
        Self { least, most }
    }

    /// Widens the range so that it holds 0 if the value that is nearest to 0 is at most this part
    /// of the one that is farthest. A range that is all one value holds 0 too.
    pub(super) fn with_zero_within(self, part: f64) -> Self {
        let (near, far) = if self.least >= 0.0 {
            (self.least, self.most)
        } else {
            (-self.most, -self.least)
        };
        if near <= far * part || self.least >= self.most {
            self.with_zero()
        } else {
            self
        }
    }

    /// Widens the range to round numbers, and returns it with at most `most` steps between them.
    pub(super) fn rounded(self, most: usize) -> (Self, AxisTicks) {
        let ticks = self.ticks(most);
        let range = Self {
            least: ticks.values.first().copied().unwrap_or(self.least),
            most: ticks.values.last().copied().unwrap_or(self.most),
        };
        (range, ticks)
    }

    /// Returns round numbers from the last one below the range to the first one above it.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an axis has some ten steps"
    )]
    fn ticks(self, most: usize) -> AxisTicks {
        let width = self.most / 2.0 - self.least / 2.0;
        let wanted = (width / most as f64 * 2.0).max(f64::MIN_POSITIVE);
        let power = wanted.log10().floor().clamp(-307.0, 307.0);
        let unit = 10_f64.powi(power as i32);
        let round = [1.0, 2.0, 5.0, 10.0].map(|times| times * unit);
        let step = round
            .into_iter()
            .find(|step| {
                let steps = (self.most / step).ceil() - (self.least / step).floor();
                steps <= most as f64 + 1e-9
            })
            .unwrap_or(20.0 * unit);
        let first = (self.least / step + 1e-9).floor();
        let last = (self.most / step - 1e-9).ceil();
        let count = (last - first).clamp(1.0, 2.0 * most as f64) as usize;
        let digits = -(step.log10() + 1e-9).floor();
        AxisTicks {
            values: (0..=count).map(|at| (first + at as f64) * step).collect(),
            decimals: digits.clamp(0.0, 12.0) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AxisRange, AxisScale};

    fn ticks(least: f64, most: f64, steps: usize) -> Vec<f64> {
        AxisRange { least, most }.rounded(steps).1.values
    }

    #[test]
    fn axes_are_labelled_at_round_numbers() {
        assert_eq!(ticks(0.0, 97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(-3.0, 8.0, 4), [-5.0, 0.0, 5.0, 10.0]);
        assert_eq!(ticks(1.0, 1.0, 4).len(), 2);
        let small = AxisRange {
            least: 0.0,
            most: 0.003,
        };
        assert_eq!(small.rounded(4).1.decimals, 3);
    }

    #[test]
    fn the_largest_and_smallest_numbers_have_places() {
        for (least, most) in [(-1e308, 1e308), (0.0, 1e-300), (1e15, 1e15 + 2.0)] {
            let (range, ticks) = AxisRange { least, most }.rounded(5);
            let scale = AxisScale::new(range, 0.0, 100.0);
            assert!(ticks.values.len() < 13, "{ticks:?}");
            for value in [least, most] {
                let place = scale.place(value);
                assert!((-0.1..=100.1).contains(&place), "{place}");
            }
        }
    }

    #[test]
    fn zero_is_on_the_axis_where_it_is_near() {
        for (least, most, from) in [(10.0, 30.0, 0.0), (80.0, 90.0, 80.0), (5.0, 5.0, 0.0)] {
            let range = AxisRange { least, most }.with_zero_within(0.5);
            assert!((range.least - from).abs() < 1e-9, "{range:?}");
        }
    }
}
