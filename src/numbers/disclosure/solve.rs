//! Finds figures of a system that are as large or as small as can be. From: a system, and how much
//! each figure counts. To: whole numbers that the system admits, which is checked here: nothing
//! rests on the accuracy of the solver.

use super::system::{FigureSum, FigureSystem};
use microlp::{
    ComparisonOp, OptimizationDirection, Problem, Solution, SolutionStatus, SolveOptions,
    SolveOutcome, Variable,
};

/// The most nodes of the search for whole numbers.
const MOST_NODES: u64 = 20_000;

/// What a search for figures ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Whole numbers that the system admits. None would be better.
    Best(Vec<i64>),
    /// Whole numbers that the system admits; others may be better.
    Good(Vec<i64>),
    /// There are no such figures.
    Nothing,
    /// The search was given up.
    Unknown,
}

impl Found {
    /// Returns the figures, if any were found.
    pub(super) fn figures(&self) -> Option<&[i64]> {
        match self {
            Self::Best(figures) | Self::Good(figures) => Some(figures),
            Self::Nothing | Self::Unknown => None,
        }
    }
}

/// Whether the numbers of a problem must be whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Whole,
    Any,
}

/// Finds figures with the largest sum of `weights`, each the number of a figure and how much it
/// counts.
pub(super) fn largest(system: &FigureSystem, weights: &[(usize, i64)]) -> Found {
    // With sums in two directions, a best solution is nearly always one of whole numbers.
    let relaxed = solve(system, weights, Numbers::Any);
    match relaxed {
        Found::Unknown => solve(system, weights, Numbers::Whole),
        found => found,
    }
}

fn solve(system: &FigureSystem, weights: &[(usize, i64)], numbers: Numbers) -> Found {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut costs = vec![0; system.ranges.len()];
    for (figure, weight) in weights {
        costs[*figure] += weight;
    }
    let variables = add_variables(&mut problem, system, &costs, numbers);
    for sum in &system.sums {
        add_sum(&mut problem, system, &variables, sum);
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(MOST_NODES);
    let solution = match problem.solve_with(options) {
        Ok(SolveOutcome::Solution(solution)) => solution,
        Err(microlp::Error::Infeasible) => return Found::Nothing,
        Ok(SolveOutcome::Interrupted(_)) | Err(_) => return Found::Unknown,
    };
    let mut figures = Vec::with_capacity(variables.len());
    for (range, variable) in system.ranges.iter().zip(&variables) {
        figures.push(variable.map_or(range.low, |variable| nearest_whole(&solution, variable)));
    }
    if !system.admits(&figures) {
        return Found::Unknown;
    }
    if solution.status() == SolutionStatus::Optimal {
        Found::Best(figures)
    } else {
        Found::Good(figures)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a figure has far fewer digits than the number has"
)]
fn nearest_whole(solution: &Solution, variable: Variable) -> i64 {
    solution.var_value(variable).round() as i64
}

/// Adds the figures that are not known exactly.
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure has far fewer digits than the number has"
)]
fn add_variables(
    problem: &mut Problem,
    system: &FigureSystem,
    costs: &[i64],
    numbers: Numbers,
) -> Vec<Option<Variable>> {
    let mut variables = Vec::with_capacity(costs.len());
    for (range, cost) in system.ranges.iter().zip(costs) {
        let cost = *cost as f64;
        let ends = (i32::try_from(range.low), i32::try_from(range.high));
        variables.push(match (numbers, ends) {
            _ if range.low == range.high => None,
            (Numbers::Whole, (Ok(low), Ok(high))) => {
                Some(problem.add_integer_var(cost, (low, high)))
            }
            _ => Some(problem.add_var(cost, (range.low as f64, range.high as f64))),
        });
    }
    variables
}

/// Adds a sum to the problem.
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure has far fewer digits than the number has"
)]
fn add_sum(
    problem: &mut Problem,
    system: &FigureSystem,
    variables: &[Option<Variable>],
    sum: &FigureSum,
) {
    let mut terms: Vec<(Variable, f64)> = Vec::with_capacity(sum.parts.len() + 1);
    let mut known = 0;
    for part in &sum.parts {
        match variables[*part] {
            Some(variable) => terms.push((variable, 1.0)),
            None => known += system.ranges[*part].low,
        }
    }
    match variables[sum.total] {
        Some(variable) => terms.push((variable, -1.0)),
        None => known -= system.ranges[sum.total].low,
    }
    if !terms.is_empty() {
        problem.add_constraint(terms, ComparisonOp::Eq, -(known as f64));
    }
}
