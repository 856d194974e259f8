//! Figures about people: what is published of them, and what is not. From: sites in memory, and
//! tables of figures. To: finished files, searched for what must not be in them.

mod attack;
mod benchmark;
mod brute_force;
mod charts;
mod disclosure_setting;
mod people;
mod random_tables;
mod shares;
mod unsaid;
