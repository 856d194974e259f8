//! Finds the cheapest way for a figure to be another number while all sums hold. From: figures, and
//! what is hidden of them. To: the figures that must be hidden for that.

use super::suppress::HideableFigure;
use super::system::FigureSum;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

/// Less than this is the solver's inaccuracy.
const NOTHING: f64 = 1e-6;

/// Figures that can move together.
pub(super) struct FigureMoves<'m> {
    /// The figures.
    pub(super) figures: &'m [HideableFigure],
    /// The sums that hold whatever moves.
    pub(super) sums: &'m [FigureSum],
    /// Whether each figure is hidden.
    pub(super) hidden: &'m [bool],
}

/// How a figure moves: within what is known of it, and beyond, up and down.
#[derive(Clone, Copy, Default)]
struct Move {
    within: Option<Variable>,
    up: Option<Variable>,
    down: Option<Variable>,
}

impl FigureMoves<'_> {
    /// Returns the figures to be hidden so that `figure` can be `step` more than it is; `None` when
    /// there is no way.
    pub(super) fn cheapest(&self, figure: usize, step: i64) -> Option<Vec<usize>> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let moves: Vec<Move> = (0..self.figures.len())
            .map(|at| self.add_move(&mut problem, at))
            .collect();
        for sum in self.sums {
            let mut terms = Vec::with_capacity(sum.parts.len() + 3);
            for part in &sum.parts {
                moves[*part].add_to(&mut terms, 1.0);
            }
            moves[sum.total].add_to(&mut terms, -1.0);
            if !terms.is_empty() {
                problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
            }
        }
        let mut own = Vec::new();
        moves[figure].add_to(&mut own, 1.0);
        if own.is_empty() {
            return None;
        }
        problem.add_constraint(own, ComparisonOp::Eq, as_number(step));
        let Ok(SolveOutcome::Solution(solution)) = problem.solve() else {
            return None;
        };
        let is_moved = |of: Option<Variable>| {
            of.is_some_and(|variable| solution.var_value(variable) > NOTHING)
        };
        let moved = moves.iter().enumerate();
        Some(
            moved
                .filter(|(_, of)| is_moved(of.up) || is_moved(of.down))
                .map(|(at, _)| at)
                .collect(),
        )
    }

    fn add_move(&self, problem: &mut Problem, at: usize) -> Move {
        let figure = &self.figures[at];
        let known = figure.range(self.hidden[at]);
        let mut of = Move::default();
        let (low, high) = (known.low - figure.real, known.high - figure.real);
        if low < high {
            of.within = Some(problem.add_var(0.0, (as_number(low), as_number(high))));
        }
        let Some(cost) = figure.cost.filter(|_| !self.hidden[at]) else {
            return of;
        };
        let cost = as_number(cost);
        let beyond = |least: i64| (0.0, as_number(least));
        if figure.hidden.high > known.high {
            of.up = Some(problem.add_var(cost, beyond(figure.hidden.high - known.high)));
        }
        if figure.hidden.low < known.low {
            of.down = Some(problem.add_var(cost, beyond(known.low - figure.hidden.low)));
        }
        of
    }
}

impl Move {
    fn add_to(self, terms: &mut Vec<(Variable, f64)>, sign: f64) {
        let down = self.down.map(|variable| (variable, -sign));
        let others = [self.within, self.up].into_iter().flatten();
        terms.extend(others.map(|variable| (variable, sign)).chain(down));
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a figure has far fewer digits than the number has"
)]
fn as_number(figure: i64) -> f64 {
    figure as f64
}
