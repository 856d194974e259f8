//! Raw HTML in a body. It passes ammonia's allow-list, and its links become references like any
//! other.

mod allow_list;
mod clean;
mod tags;

pub(super) use allow_list::{loses_address, refused};
pub(super) use clean::{TASK_INPUTS, clean};
pub(super) use tags::{HiddenElement, TagDepth, lacks_alt};
