//! Chooses what else to hide so that nobody can work out what must not be known. From: figures,
//! each with what is known of it when it is shown and when it is hidden. To: the figures to hide,
//! or those that nothing protects.
//!
//! For each figure in danger, a linear program finds the cheapest way for it to be another number
//! while all sums hold (Fischetti and Salazar 2001); the figures that must be other numbers for
//! that are hidden. The result is attacked; whatever turns out to be hidden in vain is shown again.

use super::attack::{AttackTarget, DisclosedFigure, attack};
use super::moves::FigureMoves;
use super::system::{FigureRange, FigureSum, FigureSystem};

/// A figure that may have to be hidden.
#[derive(Clone, Debug)]
pub struct HideableFigure {
    /// What is known of the figure when it is shown.
    pub shown: FigureRange,
    /// What is known of the figure when it is hidden.
    pub hidden: FigureRange,
    /// The number, as far as it is known to the site.
    pub real: i64,
    /// Whether the figure is hidden whatever else is.
    pub is_hidden: bool,
    /// How much is lost when the figure is hidden; `None` for one that cannot be.
    pub cost: Option<i64>,
}

/// Figures, the sums that tie them, and what must not be known of them.
#[derive(Clone, Debug, Default)]
pub struct Suppression {
    /// The figures.
    pub figures: Vec<HideableFigure>,
    /// The sums.
    pub sums: Vec<FigureSum>,
    /// The figures to be protected.
    pub targets: Vec<AttackTarget>,
}

/// The rounds of hiding after which a table is given up.
const MOST_ROUNDS: usize = 40;
/// The most figures that are tried to be shown again, times all figures.
const MOST_TRIED: usize = 4_000;

impl Suppression {
    /// Chooses the figures to be hidden, in the order of the figures.
    ///
    /// # Errors
    /// Returns the figures that can be worked out too closely whatever is hidden.
    pub fn choose(&self) -> Result<Vec<bool>, Vec<DisclosedFigure>> {
        let targets = self.attainable()?;
        let figures = self.figures.iter();
        let mut hidden: Vec<bool> = figures.map(|figure| figure.is_hidden).collect();
        for _ in 0..MOST_ROUNDS {
            let disclosed = self.disclosed(&hidden, &targets);
            if disclosed.is_empty() {
                self.show_again(&mut hidden, &targets);
                return Ok(hidden);
            }
            let before = hidden.clone();
            for found in &disclosed {
                self.protect(&found.target, &mut hidden);
            }
            if hidden == before {
                return Err(disclosed);
            }
        }
        Err(self.disclosed(&hidden, &targets))
    }

    /// Returns the targets, each as wide as is wanted or as it is when everything is hidden: what
    /// the rule alone tells (two hidden figures of at least 1 make one of at least 2) is no fault
    /// of the table.
    ///
    /// # Errors
    /// Returns the figures that are known exactly even when everything is hidden.
    pub fn attainable(&self) -> Result<Vec<AttackTarget>, Vec<DisclosedFigure>> {
        let system = FigureSystem {
            ranges: self.figures.iter().map(|figure| figure.hidden).collect(),
            sums: self.sums.clone(),
        };
        let real: Vec<i64> = self.figures.iter().map(|figure| figure.real).collect();
        let mut targets = self.targets.clone();
        let narrow = attack(&system, Some(&real), &targets).unwrap_or_default();
        for found in &narrow {
            for target in &mut targets {
                if target.figure == found.target.figure {
                    target.width = found.range.width().max(1);
                }
            }
        }
        let exact = narrow.into_iter().filter(|found| found.range.width() < 1);
        let exact: Vec<_> = exact.collect();
        if exact.is_empty() {
            Ok(targets)
        } else {
            Err(exact)
        }
    }

    /// Returns the figures that can be worked out too closely.
    fn disclosed(&self, hidden: &[bool], targets: &[AttackTarget]) -> Vec<DisclosedFigure> {
        let real: Vec<i64> = self.figures.iter().map(|figure| figure.real).collect();
        // The figures are those of one table, so they cannot contradict each other.
        attack(&self.system(hidden), Some(&real), targets).unwrap_or_default()
    }

    /// Returns what can be seen when these figures are hidden.
    #[must_use]
    pub fn system(&self, hidden: &[bool]) -> FigureSystem {
        let figures = self.figures.iter().zip(hidden);
        FigureSystem {
            ranges: figures
                .map(|(figure, hidden)| figure.range(*hidden))
                .collect(),
            sums: self.sums.clone(),
        }
    }

    /// Hides what must be hidden for a figure to be able to be other numbers, and reports whether
    /// there is a way.
    fn protect(&self, target: &AttackTarget, hidden: &mut [bool]) -> bool {
        let mut best: Option<(i64, Vec<usize>)> = None;
        for steps in self.steps(target) {
            let Some(way) = self.way(target, steps, hidden) else {
                continue;
            };
            let cost = way
                .iter()
                .map(|at| self.figures[*at].cost.unwrap_or(0))
                .sum();
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, way));
            }
            if cost == 0 {
                break;
            }
        }
        let Some((_, way)) = best else {
            return false;
        };
        for figure in way {
            hidden[figure] = true;
        }
        true
    }

    /// Returns the pairs of steps up and down by which a figure must be able to move: as far up as
    /// it can, or as far down.
    fn steps(&self, target: &AttackTarget) -> Vec<[i64; 2]> {
        let figure = &self.figures[target.figure];
        let range = figure.widest();
        let most = [range.high - figure.real, range.low - figure.real];
        let up = target.width.min(most[0]);
        let down = target.width.min(-most[1]);
        let mut steps = vec![[up, up - target.width], [target.width - down, -down]];
        steps.dedup();
        steps.retain(|[up, down]| *up <= most[0] && *down >= most[1]);
        steps
    }

    /// Returns the figures to be hidden so that a figure can move by both steps.
    fn way(&self, target: &AttackTarget, steps: [i64; 2], hidden: &[bool]) -> Option<Vec<usize>> {
        let mut hidden = hidden.to_vec();
        let mut way = Vec::new();
        for step in steps.into_iter().filter(|step| *step != 0) {
            let system = FigureMoves {
                figures: &self.figures,
                sums: &self.sums,
                hidden: &hidden,
            };
            let more = system.cheapest(target.figure, step)?;
            for figure in &more {
                hidden[*figure] = true;
            }
            way.extend(more);
        }
        Some(way)
    }

    /// Shows what was hidden in vain, the dearest first.
    fn show_again(&self, hidden: &mut [bool], targets: &[AttackTarget]) {
        let mut extra: Vec<usize> = (0..hidden.len())
            .filter(|at| hidden[*at] && !self.figures[*at].is_hidden)
            .collect();
        if extra.len() * hidden.len() > MOST_TRIED {
            return;
        }
        extra.sort_by_key(|at| std::cmp::Reverse(self.figures[*at].cost));
        for at in extra {
            hidden[at] = false;
            if !self.disclosed(hidden, targets).is_empty() {
                hidden[at] = true;
            }
        }
    }
}

impl HideableFigure {
    /// Returns what is known of the figure when as much of it is hidden as can be.
    const fn widest(&self) -> FigureRange {
        self.range(self.is_hidden || self.cost.is_some())
    }

    /// Returns what is known of the figure.
    #[must_use]
    pub const fn range(&self, is_hidden: bool) -> FigureRange {
        if is_hidden { self.hidden } else { self.shown }
    }
}
