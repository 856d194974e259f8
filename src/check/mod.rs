//! Rules over a finished site.
//! From: what a build made, and what was published before. To: findings. Never changes anything.

mod addresses;
mod searches;

pub use addresses::{AddressChanges, PublishedSite, compare};
pub use searches::{SEARCH_TESTS, searches};
