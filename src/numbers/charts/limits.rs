//! Limits of funnels and intervals of shares: how far from the target a value may lie by chance.
//!
//! Sources: Spiegelhalter DJ, “Funnel plots for comparing institutional performance”, Statistics in
//! Medicine 2005; 24: 1185–1202, appendix A.1. Wilson EB, “Probable inference, the law of
//! succession, and statistical inference”, JASA 1927; 22: 209–212.

use super::chart::FunnelLimits;
use super::quantiles::{binomial_quantile, chi_square_quantile};

/// The parts of the distribution below the inner limits, 95 % apart.
const INNER: [f64; 2] = [0.025, 0.975];
/// The parts of the distribution below the outer limits, 99.8 % apart.
const OUTER: [f64; 2] = [0.001, 0.999];
/// The number of standard deviations on each side that hold 95 % of a normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// The limits around the target at one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitPair {
    /// The lower and upper limit at 95 %, or at 2 standard deviations.
    pub inner: [f64; 2],
    /// The lower and upper limit at 99.8 %, or at 3 standard deviations.
    pub outer: [f64; 2],
}

/// Returns the limits for a service of this size. `target` is a share or a rate, both between 0 and
/// 1 for shares, and the limits are in the same units. `size` is what the share is of, or the
/// expected count where the target is 1.
#[must_use]
pub fn funnel_limits(limits: FunnelLimits, size: f64, target: f64) -> LimitPair {
    let at = match limits {
        FunnelLimits::Binomial => binomial_limit,
        FunnelLimits::Poisson => poisson_limit,
        FunnelLimits::Deviations => {
            return LimitPair {
                inner: [-2.0, 2.0].map(|far| deviation_limit(far, size, target)),
                outer: [-3.0, 3.0].map(|far| deviation_limit(far, size, target)),
            };
        }
    };
    LimitPair {
        inner: INNER.map(|share| at(share, size, target)),
        outer: OUTER.map(|share| at(share, size, target)),
    }
}

/// Returns the exact limit of a rate below which lies the part `share` of what chance gives.
///
/// With the expected count `E = size × target`, the count below is half the chi-square quantile
/// with `2E` degrees of freedom, and the one above half of that with `2(E + 1)`: the exact limits
/// of a Poisson distribution (Garwood 1936), as `FunnelPlotR` draws them for indirectly
/// standardised ratios.
#[must_use]
pub fn poisson_limit(share: f64, size: f64, target: f64) -> f64 {
    let expected = size * target;
    let more = if share < 0.5 { 0.0 } else { 1.0 };
    chi_square_quantile(share, 2.0 * (expected + more)) / 2.0 / size
}

/// Returns the exact limit of a share below which lies the part `share` of what chance gives.
///
/// The smallest count `r` of the binomial distribution with `P(R ≤ r) ≥ share` is moved down by
/// `α = (P(R ≤ r) − share) / P(R = r)`, which makes a smooth line of the steps (Spiegelhalter 2005,
/// A.1.1).
#[must_use]
pub fn binomial_limit(share: f64, size: f64, target: f64) -> f64 {
    let size = size.round();
    if target <= 0.0 || target >= 1.0 || size < 1.0 {
        return target.clamp(0.0, 1.0);
    }
    let found = binomial_quantile(share, size, target);
    let alpha = ((found.up_to - share) / found.exactly).clamp(0.0, 1.0);
    ((found.count - alpha) / size).clamp(0.0, 1.0)
}

/// Returns the limit of a share so many standard deviations away, by the normal approximation.
fn deviation_limit(far: f64, size: f64, target: f64) -> f64 {
    let deviation = (target * (1.0 - target) / size).max(0.0).sqrt();
    (target + far * deviation).clamp(0.0, 1.0)
}

/// Returns the interval that holds the share behind `count` of `size` with a confidence of 95 %
/// (Wilson 1927, without correction for continuity).
#[must_use]
pub fn wilson_interval(count: f64, size: f64) -> (f64, f64) {
    let share = (count / size).clamp(0.0, 1.0);
    let square = NORMAL_95 * NORMAL_95;
    let middle = share + square / (2.0 * size);
    let spread = share * (1.0 - share) / size + square / (4.0 * size * size);
    let far = NORMAL_95 * spread.max(0.0).sqrt();
    let all = 1.0 + square / size;
    let low = ((middle - far) / all).clamp(0.0, share);
    (low, ((middle + far) / all).clamp(share, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Constants of `FunnelPlotR`'s own test, `tests/testthat/test-limits.R`.
    #[test]
    fn poisson_limits_equal_those_of_funnelplotr() {
        let expected = [
            (15.0, [0.559_692_4, 1.649_348, 0.386_265_0, 2.082_907]),
            (20.0, [0.610_826_0, 1.544_419, 0.447_910_7, 1.902_094]),
            (30.0, [0.674_695_8, 1.427_562, 0.528_972_4, 1.702_771]),
        ];
        for (size, constants) in expected {
            let LimitPair { inner, outer } = funnel_limits(FunnelLimits::Poisson, size, 1.0);
            let found = [inner[0], inner[1], outer[0], outer[1]];
            for (found, constant) in found.into_iter().zip(constants) {
                assert!(
                    (found - constant).abs() < 1e-6,
                    "{size}: {found} {constant}"
                );
            }
        }
    }

    #[test]
    fn binomial_limits_narrow_with_size_and_hold_the_target() {
        let mut before = 1.0;
        for size in [5.0, 10.0, 50.0, 250.0, 1e4, 1e6] {
            let limits = funnel_limits(FunnelLimits::Binomial, size, 0.84);
            let [low, high] = limits.outer;
            assert!(low < limits.inner[0] && limits.inner[0] < 0.84 && high >= 0.84);
            assert!(high - low < before);
            before = high - low;
        }
        // At a large size, limits are those of the normal distribution.
        let exact = funnel_limits(FunnelLimits::Binomial, 1e6, 0.5).inner;
        assert!((exact[1] - 0.5 - NORMAL_95 * 0.000_5).abs() < 1e-6);
    }

    #[test]
    fn a_binomial_limit_is_the_interpolated_quantile() {
        // Binomial(10, 0.5): P(R ≤ 1) = 11/1024 and P(R ≤ 2) = 56/1024, so r is 2 at 2.5 %, and α
        // is (56/1024 − 0.025) / (45/1024).
        let alpha = (56.0 / 1024.0 - 0.025) / (45.0 / 1024.0);
        let found = binomial_limit(0.025, 10.0, 0.5);
        assert!((found - (2.0 - alpha) / 10.0).abs() < 1e-12);
    }

    #[test]
    fn targets_of_nothing_and_of_everything_have_no_width() {
        for limits in [FunnelLimits::Binomial, FunnelLimits::Deviations] {
            for target in [0.0, 1.0] {
                let [low, high] = funnel_limits(limits, 20.0, target).outer;
                assert!((low - target).abs() < 1e-12 && (high - target).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_interval_of_a_share_is_that_of_wilson() {
        // Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20 and 29 of 29.
        for (count, size, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (29.0, 29.0, 0.8830, 1.0),
        ] {
            let found = wilson_interval(count, size);
            assert!((found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5);
        }
    }
}
