//! Raw HTML in a body. It passes ammonia's allow-list, and its links become references like any
//! other.

mod allow_list;
mod attributes;
mod clean;
mod kept;
mod open_tags;
mod tags;

pub(super) use allow_list::{RefusedHtml, loses_address, own_ids, refused};
pub(super) use attributes::named_places;
pub(super) use clean::{TASK_INPUTS, clean};
pub(super) use open_tags::OpenTags;
pub(super) use tags::{
    HiddenElement, OpenElements, TagDepth, empty_words, lacks_alt, swallowing, without_comments,
};
