//! Where each of several figures stands among all. Takes figures; gives places, ties and the bounds
//! of the middle half.

use std::cmp::Ordering;

/// The place of a figure among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The place, counted from 1. Equal figures share the first of their places.
    pub place: usize,
    /// How many other figures are equal.
    pub tied: usize,
}

/// The end of a list of figures that is its first place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstPlace {
    /// The highest figure is first.
    Highest,
    /// The lowest figure is first.
    Lowest,
}

/// Returns the standing of each figure, in the order in which they are given.
#[must_use]
pub(super) fn standings(figures: &[f64], first: FirstPlace) -> Vec<Standing> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let standing = |figure: &f64| {
        let below = sorted.partition_point(|other| other.total_cmp(figure) == Ordering::Less);
        let upto = sorted.partition_point(|other| other.total_cmp(figure) != Ordering::Greater);
        let ahead = match first {
            FirstPlace::Highest => sorted.len() - upto,
            FirstPlace::Lowest => below,
        };
        Standing {
            place: ahead + 1,
            tied: upto - below - 1,
        }
    };
    figures.iter().map(standing).collect()
}

/// Returns the figures between which the middle half lies, and the one in the middle: the quartiles
/// and the median, as spreadsheets find them (`QUARTILE.INC`). Of no figures, all are 0.
#[must_use]
pub(super) fn middle_half(figures: &[f64]) -> [f64; 3] {
    if figures.is_empty() {
        return [0.0; 3];
    }
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    // With n figures, the first stands at 0, the last at n − 1, and a quartile may be between two.
    [1, 2, 3].map(|quarter| {
        let whole = quarter * (sorted.len() - 1);
        let (at, rest) = (whole / 4, whole % 4);
        let next = sorted[(at + 1).min(sorted.len() - 1)];
        let fraction = [0.0, 0.25, 0.5, 0.75][rest];
        sorted[at] + fraction * (next - sorted[at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(figures: &[f64], first: FirstPlace) -> Vec<(usize, usize)> {
        let standings = standings(figures, first);
        standings.iter().map(|one| (one.place, one.tied)).collect()
    }

    #[test]
    fn equal_figures_share_the_first_of_their_places() {
        let figures = [0.5, 0.9, 0.7, 0.7, 0.1];
        assert_eq!(
            places(&figures, FirstPlace::Highest),
            [(4, 0), (1, 0), (2, 1), (2, 1), (5, 0)]
        );
        assert_eq!(
            places(&figures, FirstPlace::Lowest),
            [(2, 0), (5, 0), (3, 1), (3, 1), (1, 0)]
        );
        assert_eq!(places(&[0.2; 3], FirstPlace::Lowest), [(1, 2); 3]);
    }

    /// The values are those of `QUARTILE.INC`, and of R's `quantile` of type 7.
    #[test]
    fn the_middle_half_is_that_of_spreadsheets() {
        let same = |found: [f64; 3], expected: [f64; 3]| {
            for (found, expected) in found.iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 1e-12,
                    "{found} is not {expected}"
                );
            }
        };
        same(
            middle_half(&[1.0, 2.0, 4.0, 7.0, 8.0, 9.0, 10.0, 12.0]),
            [3.5, 7.5, 9.25],
        );
        same(middle_half(&[3.0, 1.0, 2.0, 5.0, 4.0]), [2.0, 3.0, 4.0]);
        same(middle_half(&[6.0]), [6.0; 3]);
        same(middle_half(&[2.0, 2.0, 2.0]), [2.0; 3]);
    }
}
