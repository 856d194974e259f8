//! Figures about people: what is published of them, and what is not. From: sites in memory. To:
//! finished files, searched for what must not be in them.

mod benchmark;
mod charts;
mod disclosure_setting;
