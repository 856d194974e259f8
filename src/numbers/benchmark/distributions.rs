//! Quantiles of the beta and of Student's t distribution, for intervals. Takes probabilities and
//! parameters; gives numbers that are good to about ten digits, and to five where a million cases
//! are counted. The distribution function is that of `statrs`; it is turned round here, step by
//! step, so that nothing depends on where a search begins.

use statrs::function::beta::checked_beta_reg;

/// The number of steps: each halves what is left, and after so many nothing can be told apart.
const STEPS: usize = 60;

/// Returns the point below which the share `p` of the beta distribution lies.
pub(super) fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if checked_beta_reg(a, b, middle).unwrap_or(1.0) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Returns the point above which the share `tail` of Student's t distribution with so many degrees
/// of freedom lies, for a tail of less than a half.
pub(super) fn t_quantile(tail: f64, degrees: f64) -> f64 {
    // The share beyond ±t is the incomplete beta function at d / (d + t²).
    let x = beta_quantile(2.0 * tail, degrees / 2.0, 0.5);
    (degrees * (1.0 - x) / x).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64) {
        let error = (found - expected).abs() / expected.abs().max(1e-3);
        assert!(error < 1e-8, "{found} is not {expected}");
    }

    /// The values are those of printed tables of Student's t, as R's `qt` gives them.
    #[test]
    fn quantiles_of_students_t_are_those_of_tables() {
        assert_close(t_quantile(0.025, 1.0), 12.706_204_736_174_7);
        assert_close(t_quantile(0.025, 9.0), 2.262_157_162_798_2);
        assert_close(t_quantile(0.025, 29.0), 2.045_229_642_132_7);
        assert_close(t_quantile(0.005, 10.0), 3.169_272_672_616_95);
        assert!((t_quantile(0.025, 1e7) - 1.959_964).abs() < 1e-5);
    }

    /// The beta distribution with one parameter of 1 has a quantile that can be written down.
    #[test]
    fn quantiles_of_beta_agree_with_their_closed_form() {
        for p in [0.025_f64, 0.3, 0.5, 0.975] {
            for a in [1.0_f64, 2.0, 7.5, 400.0] {
                assert_close(beta_quantile(p, a, 1.0), p.powf(1.0 / a));
                assert_close(1.0 - beta_quantile(1.0 - p, 1.0, a), p.powf(1.0 / a));
            }
        }
    }

    #[test]
    fn large_parameters_end() {
        for (size, most) in [(5e3, 1e-9), (5e5, 1e-5)] {
            let median = beta_quantile(0.5, size, size);
            assert!((median - 0.5).abs() < most, "{median}");
        }
    }
}
