//! Disclosure control: what is published of counts of people. From: raw counts, and the rule of the
//! site or the block. To: figures that tell nothing about a single person.

mod policy;

pub use policy::{Policy, PublishedCount};
