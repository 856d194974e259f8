//! Attacks what is to be published: how closely can anybody work out a figure that must not be
//! known? From: a system of everything that is published, and the figures to be protected. To: the
//! figures that can be worked out too closely.
//!
//! A figure is safe only if two whole tables are at hand that agree with everything published and
//! differ in the figure by as much as is wanted. Both are checked number by number, so a solver
//! that errs can refuse a safe table and can never pass one that tells.

use super::solve::{Found, largest};
use super::system::{Contradiction, FigureRange, FigureSystem};

/// A figure that must not be known too closely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttackTarget {
    /// The number of the figure.
    pub figure: usize,
    /// How far the ends of what can be worked out must be apart.
    pub width: i64,
}

/// A figure that can be worked out too closely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisclosedFigure {
    /// The target.
    pub target: AttackTarget,
    /// What can be worked out of it.
    pub range: FigureRange,
}

/// The tables found so far, by the ends between which they have each figure.
struct Sightings<'s> {
    system: &'s FigureSystem,
    seen: Option<Vec<FigureRange>>,
}

impl Sightings<'_> {
    fn add(&mut self, figures: &[i64]) {
        let Some(seen) = &mut self.seen else {
            self.seen = Some(figures.iter().map(|at| FigureRange::exactly(*at)).collect());
            return;
        };
        for (range, figure) in seen.iter_mut().zip(figures) {
            range.low = range.low.min(*figure);
            range.high = range.high.max(*figure);
        }
    }

    fn is_safe(&self, target: &AttackTarget) -> bool {
        let seen = self.seen.as_ref();
        seen.is_some_and(|seen| seen[target.figure].width() >= target.width)
    }

    /// Looks for the table with the largest sum of weights.
    fn look(&mut self, weights: &[(usize, i64)]) -> Found {
        let found = largest(self.system, weights);
        if let Some(figures) = found.figures() {
            self.add(figures);
        }
        found
    }

    /// Looks for one end of a figure, and returns it: the largest with a weight of 1, the smallest
    /// with −1.
    fn end(&mut self, figure: usize, weight: i64, range: FigureRange) -> i64 {
        match self.look(&[(figure, weight)]) {
            Found::Best(figures) | Found::Good(figures) => figures[figure],
            // Nothing is known for certain, and what single sums say holds in any case.
            Found::Nothing | Found::Unknown if weight > 0 => range.high,
            Found::Nothing | Found::Unknown => range.low,
        }
    }
}

/// Attacks a system. `real` are the true figures, where they are known.
///
/// # Errors
/// Reports figures that contradict each other.
pub fn attack(
    system: &FigureSystem,
    real: Option<&[i64]>,
    targets: &[AttackTarget],
) -> Result<Vec<DisclosedFigure>, Contradiction> {
    let mut narrowed = system.clone();
    narrowed.narrow()?;
    let mut sightings = Sightings {
        system: &narrowed,
        seen: None,
    };
    if let Some(real) = real.filter(|real| narrowed.admits(real)) {
        sightings.add(real);
    }
    // What single sums give away needs no search.
    let is_open = |target: &AttackTarget| narrowed.ranges[target.figure].width() >= target.width;
    let mut disclosed: Vec<DisclosedFigure> = Vec::new();
    for target in targets.iter().filter(|target| !is_open(target)) {
        disclosed.push(DisclosedFigure {
            target: *target,
            range: narrowed.ranges[target.figure],
        });
    }
    let mut open: Vec<AttackTarget> = targets.iter().copied().filter(is_open).collect();
    all_at_once(&mut sightings, &mut open);
    for target in open {
        if sightings.is_safe(&target) {
            continue;
        }
        let range = narrowed.ranges[target.figure];
        let high = sightings.end(target.figure, 1, range);
        let low = if sightings.is_safe(&target) {
            continue;
        } else {
            sightings.end(target.figure, -1, range)
        };
        if !sightings.is_safe(&target) {
            disclosed.push(DisclosedFigure {
                target,
                range: FigureRange { low, high },
            });
        }
    }
    disclosed.sort_unstable_by_key(|found| found.target.figure);
    Ok(disclosed)
}

/// Returns the ends between which a figure must be; `None` where they cannot be found, or the
/// figures contradict each other.
#[must_use]
pub fn ends(system: &FigureSystem, figure: usize) -> Option<FigureRange> {
    let mut narrowed = system.clone();
    narrowed.narrow().ok()?;
    let [Found::Best(highest), Found::Best(lowest)] =
        [1, -1].map(|weight| largest(&narrowed, &[(figure, weight)]))
    else {
        return None;
    };
    Some(FigureRange {
        low: lowest[figure],
        high: highest[figure],
    })
}

/// Proves the safety of many figures with few tables: those in which they are together as large or
/// as small as can be, as long as that proves anything.
fn all_at_once(sightings: &mut Sightings<'_>, open: &mut Vec<AttackTarget>) {
    loop {
        let before = open.len();
        for sign in [1, -1] {
            let weights: Vec<_> = open.iter().map(|target| (target.figure, sign)).collect();
            if weights.is_empty() {
                return;
            }
            sightings.look(&weights);
            open.retain(|target| !sightings.is_safe(target));
        }
        let alternating = open.iter().enumerate();
        let weights: Vec<_> = alternating
            .map(|(at, target)| (target.figure, if at % 2 == 0 { 1 } else { -1 }))
            .collect();
        sightings.look(&weights);
        let opposite: Vec<_> = weights
            .iter()
            .map(|(figure, weight)| (*figure, -weight))
            .collect();
        sightings.look(&opposite);
        open.retain(|target| !sightings.is_safe(target));
        if open.len() * 4 > before * 3 {
            return;
        }
    }
}
