//! Files that are published beside pages: feeds, the map of the site, former addresses, host files,
//! exports of publications, the theme's assets. Takes the site, the tree and the settings; gives
//! artifacts with their paths.

mod exports;
pub mod feeds;
pub mod host_files;
pub mod host_limits;
pub mod redirects;
pub mod sitemap;
mod styles;
mod theme_assets;
mod xml;

pub use exports::exports;
pub use theme_assets::{ThemeAssets, theme_assets};
