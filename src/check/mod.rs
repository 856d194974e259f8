//! Rules over a finished site. They take what a build made and what was published before, give
//! findings, and never change anything.

mod addresses;
mod leaks;
mod searches;
mod spellings;
mod told_codes;
mod withheld;

pub use addresses::{AddressChanges, PublishedSite, compare};
pub use leaks::{SecretSearch, Secrets};
pub use searches::{SEARCH_TESTS, searches};
pub use told_codes::told_codes;
pub use withheld::{hidden_names, published_ranges, withheld_names};
