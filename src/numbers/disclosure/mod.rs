//! Disclosure control: what is published of counts of people. From: raw counts, and the rule of the
//! site or the block. To: figures that tell nothing about a single person.
//!
//! Every block that shows a file of counts gets its cells from here. A file is protected as a
//! whole, together with those that a page shows beside it or that have figures in common with it
//! (`links`): figures are rounded and small ones
//! hidden by the rule (`policy`), others are hidden that would give these away (`suppress`), and
//! the result is attacked with everything that readers see (`attack`). Only what withstands is
//! published.

mod attack;
pub(in crate::numbers) mod audit;
pub(in crate::numbers) mod control;
mod counts;
pub(in crate::numbers) mod declared;
mod figures;
mod fitting;
mod linked_files;
mod links;
mod moves;
pub(in crate::numbers) mod note;
mod policy;
mod shares;
mod solve;
mod sums;
mod suppress;
mod system;

pub use attack::{AttackTarget, DisclosedFigure, attack, ends};
pub use counts::Counts;
pub use declared::CountedFiles;
pub use note::{AlsoHidden, MethodNote};
pub use policy::Policy;
pub use suppress::{HideableFigure, Suppression};
pub use system::{Contradiction, FigureRange, FigureSum, FigureSystem};
