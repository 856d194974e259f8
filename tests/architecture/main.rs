//! Holds the code to its own plan: which room may import from which, where the outside world is
//! touched, which crate is whose, and the shape that keeps files readable.
//! From: the project's files, read as text. To: a list of every line that breaks a rule.
//!
//! Each rule stands in a file of its own, with a test that plants what the rule forbids and expects
//! it to be noticed. `figures` prints what the rules count.
#![allow(clippy::disallowed_methods, reason = "reads the source files")]

mod bounds;
mod circles;
mod closures;
mod code;
mod crates;
mod edge;
mod fault_shapes;
mod figures;
mod layers;
mod lines;
mod named_paths;
mod private_values;
mod type_names;
mod wording;

/// Fails with every fault on a line of its own.
#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
