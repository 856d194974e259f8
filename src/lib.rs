//! masthead (skeleton docs, replaced when the pipeline stands)
pub mod base;
pub mod source;
pub mod pipeline;
