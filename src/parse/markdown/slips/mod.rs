//! Slips of the pen in what readers see as text: marks, links and signs that markdown does not take
//! for what they look like, and those that it takes for more than they are. From: the source of a
//! body, and what of it is shown as text. To: slips, with what to type instead.

pub(super) mod addresses;
pub(super) mod backslashes;
pub(super) mod blocks;
mod brackets;
mod columns;
pub(super) mod continued;
pub(super) mod eaten;
pub(super) mod entities;
mod half_links;
mod hand_lists;
pub(super) mod html_marks;
pub(super) mod indents;
pub(super) mod joined_lines;
pub(super) mod lines;
mod link_titles;
pub(super) mod links;
pub(super) mod lists;
pub(super) mod marks;
pub(super) mod notes;
mod other_marks;
pub(super) mod placeholders;
mod pointed;
pub(super) mod quoted_code;
pub(super) mod rows;
mod search;
mod sign_forms;
pub(super) mod tables;
mod templates;
mod text;
mod unmatched;

pub(super) use search::{SlipSearch, is_inline};
pub(super) use templates::{TemplateSign, foreign_sign, foreign_signs, may_open_line};
pub(super) use text::{MOST, ShownText, TextSlip};
