//! Rules over a finished site. They take what a build made and what was published before, give
//! findings, and never change anything.

mod addresses;
mod searches;

pub use addresses::{AddressChanges, PublishedSite, compare};
pub use searches::{SEARCH_TESTS, searches};
