//! Intervals of 95 % around a share or a mean. Takes counts, or a mean with its standard
//! deviation; gives the two ends.
//!
//! A share has the interval of E. B. Wilson (1927), or the exact one of C. J. Clopper and
//! E. S. Pearson (1934), which is a little wider than it need be. A mean has that of Student's t.

use super::distributions::{beta_quantile, t_quantile};
use crate::numbers::charts::wilson_interval;

/// The share that lies beyond either end of an interval of 95 %.
const TAIL: f64 = 0.025;

/// How the interval of a figure is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalMethod {
    /// The interval of Wilson, for shares.
    Wilson,
    /// The exact interval of Clopper and Pearson, for shares.
    Exact,
    /// The interval of Student's t, for means.
    StudentT,
}

impl IntervalMethod {
    /// Returns the name that blocks and words of the theme use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::Exact => "exact",
            Self::StudentT => "t",
        }
    }
}

/// Returns the interval of a share, `hits` of `all`, by a method for shares.
#[must_use]
pub(super) fn interval_of_share(hits: u32, all: u32, method: IntervalMethod) -> (f64, f64) {
    let (x, n) = (f64::from(hits), f64::from(all));
    if method == IntervalMethod::Exact {
        let low = if hits == 0 {
            0.0
        } else {
            beta_quantile(TAIL, x, n - x + 1.0)
        };
        let high = if hits == all {
            1.0
        } else {
            beta_quantile(1.0 - TAIL, x + 1.0, n - x)
        };
        return (low, high);
    }
    wilson_interval(x, n)
}

/// Returns the interval of a mean of `n` values, at least two, with this standard deviation.
#[must_use]
pub(super) fn interval_of_mean(mean: f64, n: u32, deviation: f64) -> (f64, f64) {
    let n = f64::from(n);
    let half = t_quantile(TAIL, n - 1.0) * deviation / n.sqrt();
    (mean - half, mean + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_interval((low, high): (f64, f64), expected: (f64, f64)) {
        assert!(
            (low - expected.0).abs() < 5e-5,
            "{low} is not {}",
            expected.0
        );
        assert!(
            (high - expected.1).abs() < 5e-5,
            "{high} is not {}",
            expected.1
        );
    }

    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    /// Medicine 17 (1998), table I: methods 3 (score) and 5 (Clopper–Pearson).
    #[test]
    fn intervals_of_shares_are_those_that_newcombe_published() {
        let published = [
            (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
            (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
            (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
            (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
        ];
        for (hits, all, wilson, exact) in published {
            assert_interval(interval_of_share(hits, all, IntervalMethod::Wilson), wilson);
            assert_interval(interval_of_share(hits, all, IntervalMethod::Exact), exact);
        }
    }

    #[test]
    fn the_interval_of_a_mean_is_that_of_students_t() {
        // 12 ± 2.262157 · 3 / √10.
        assert_interval(interval_of_mean(12.0, 10, 3.0), (9.853_93, 14.146_07));
        assert_interval(interval_of_mean(5.0, 2, 0.0), (5.0, 5.0));
    }

    #[test]
    fn an_interval_holds_its_figure_and_stays_within_bounds() {
        for all in [1_u32, 2, 7, 50, 1000] {
            for hits in 0..=all {
                for method in [IntervalMethod::Wilson, IntervalMethod::Exact] {
                    let (low, high) = interval_of_share(hits, all, method);
                    let share = f64::from(hits) / f64::from(all);
                    assert!((0.0..=share).contains(&low), "{hits}/{all}: {low}");
                    assert!((share..=1.0).contains(&high), "{hits}/{all}: {high}");
                }
            }
        }
    }
}
