//! Pictures: what is taken out of them, which smaller ones are made of each, and how they are made.
//! From: the bytes of a picture. To: the same picture without what it tells besides what it shows,
//! and pictures as wide as pages show them. Reads no files.

pub mod card;
pub mod clean;
mod colours;
mod decode;
mod encode;
mod entropy;
mod look;
mod make;
#[cfg(test)]
mod tests;

pub use look::{PictureLook, look};
pub use make::{PictureError, can_be_decoded, make};
