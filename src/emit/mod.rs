//! What is published beside pages.
//! From: the tree and the settings. To: artifacts with their paths.

pub mod host_files;
mod styles;
mod theme_assets;

pub use theme_assets::{ThemeAssets, theme_assets};
