//! Quantiles of the two distributions that exact limits come from. The distribution functions are
//! those of `statrs`; they are turned round here, because its own quantiles of the chi-square
//! distribution are exact to no more than five digits.

use statrs::function::beta::checked_beta_reg;
use statrs::function::gamma::{gamma_lr, ln_gamma};

/// The most steps in which a quantile is looked for: each halves what is left, and doubles have 53
/// binary digits.
const MOST_STEPS: usize = 60;

/// Returns the quantile of the chi-square distribution with `degrees` degrees of freedom: the value
/// below which lies the part `share` of it. Newton's method, kept between bounds that shrink.
pub(super) fn chi_square_quantile(share: f64, degrees: f64) -> f64 {
    if degrees <= 0.0 || share <= 0.0 {
        return 0.0;
    }
    let shape = degrees / 2.0;
    let (mut low, mut high) = (0.0, shape + 10.0 * shape.sqrt() + 20.0);
    let mut value = wilson_hilferty(share, shape).clamp(high / 1e6, high);
    for _ in 0..MOST_STEPS {
        let over = gamma_lr(shape, value) - share;
        if over > 0.0 {
            high = value;
        } else {
            low = value;
        }
        let density = ((shape - 1.0) * value.ln() - value - ln_gamma(shape)).exp();
        let newton = value - over / density;
        let next = if newton > low && newton < high {
            newton
        } else {
            f64::midpoint(low, high)
        };
        if (next - value).abs() <= 1e-12 * value {
            value = next;
            break;
        }
        value = next;
    }
    2.0 * value
}

/// Returns nearly the quantile of the gamma distribution (Wilson and Hilferty 1931), to start from.
fn wilson_hilferty(share: f64, shape: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    shape * (1.0 - ninth + normal_quantile(share) * ninth.sqrt()).powi(3)
}

/// Returns nearly the quantile of the normal distribution, to four digits (Abramowitz and Stegun
/// 1964, 26.2.23).
fn normal_quantile(share: f64) -> f64 {
    let tail = share.min(1.0 - share).max(1e-300);
    let t = (-2.0 * tail.ln()).sqrt();
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let bottom = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let distance = t - top / bottom;
    if share < 0.5 { -distance } else { distance }
}

/// The smallest count that the given part of a binomial distribution does not exceed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BinomialQuantile {
    /// The count.
    pub(super) count: f64,
    /// The probability of this count or fewer.
    pub(super) up_to: f64,
    /// The probability of exactly this count.
    pub(super) exactly: f64,
}

/// Returns the quantile of the binomial distribution of `size` trials, each with the probability
/// `chance`, which lies strictly between 0 and 1. It starts near the normal quantile and walks.
pub(super) fn binomial_quantile(share: f64, size: f64, chance: f64) -> BinomialQuantile {
    let spread = (size * chance * (1.0 - chance)).sqrt();
    let guess = (size * chance + normal_quantile(share) * spread).round();
    let odds = chance / (1.0 - chance);
    let mut count = guess.clamp(0.0, size);
    let mut up_to = at_most(count, size, chance);
    let mut exactly = probability(count, size, chance);
    while up_to < share && count < size {
        exactly *= (size - count) / (count + 1.0) * odds;
        count += 1.0;
        up_to += exactly;
    }
    while count > 0.0 && up_to - exactly >= share {
        up_to -= exactly;
        exactly *= count / (size - count + 1.0) / odds;
        count -= 1.0;
    }
    BinomialQuantile {
        count,
        up_to,
        exactly,
    }
}

/// Returns the probability of `count` successes or fewer.
fn at_most(count: f64, size: f64, chance: f64) -> f64 {
    if count >= size {
        return 1.0;
    }
    checked_beta_reg(size - count, count + 1.0, 1.0 - chance).unwrap_or(1.0)
}

/// Returns the probability of exactly `count` successes.
fn probability(count: f64, size: f64, chance: f64) -> f64 {
    let ways = ln_gamma(size + 1.0) - ln_gamma(count + 1.0) - ln_gamma(size - count + 1.0);
    (ways + count * chance.ln() + (size - count) * (-chance).ln_1p()).exp()
}

#[cfg(test)]
mod tests {
    use super::{binomial_quantile, chi_square_quantile};

    #[test]
    fn chi_square_quantiles_equal_published_tables() {
        // NIST/SEMATECH e-Handbook of Statistical Methods, table of critical values.
        for (share, degrees, value) in [
            (0.95, 1.0, 3.841),
            (0.975, 10.0, 20.483),
            (0.025, 30.0, 16.791),
            (0.999, 100.0, 149.449),
            (0.001, 2.0, 0.002),
        ] {
            let found = chi_square_quantile(share, degrees);
            assert!((found - value).abs() < 6e-4, "{share} {degrees}: {found}");
        }
    }

    #[test]
    fn binomial_quantiles_equal_sums_of_probabilities() {
        for size in 1..60_u32 {
            for chance in [0.01, 0.3, 0.5, 0.84, 0.999] {
                for share in [0.001, 0.025, 0.975, 0.999] {
                    let (mut count, mut sum) = (0, term(0, size, chance));
                    while sum < share && count < size {
                        count += 1;
                        sum += term(count, size, chance);
                    }
                    let found = binomial_quantile(share, size.into(), chance);
                    // Where a sum equals the share, two counts are right, and both give one limit.
                    let limit = f64::from(count) - (sum - share) / term(count, size, chance);
                    let found = found.count - (found.up_to - share) / found.exactly;
                    assert!((found - limit).abs() < 1e-6, "{found} {limit}");
                }
            }
        }
    }

    fn term(count: u32, size: u32, chance: f64) -> f64 {
        let mut value = 1.0;
        for at in 0..count {
            value *= f64::from(size - at) / f64::from(at + 1) * chance;
        }
        value * (1.0 - chance).powf(f64::from(size - count))
    }
}
