//! Files beneath the site's folder, opened so that no link leads elsewhere, and the memory of
//! former builds, of which only what this machine signed is read. Pictures are read without what
//! they tell besides what they show. From: the site's folder, and paths in it. To: open files, and
//! bytes.

mod beneath;
mod decoding_room;
mod links;
mod machine_key;
mod memory_folder;
mod picture;
mod picture_store;
mod random;
mod seal;
mod shown;
mod site_root;

pub use beneath::OpenFile;
pub use links::{LinkTarget, STATIC};
pub use memory_folder::MemoryFolder;
pub use picture::PictureFile;
pub use picture_store::{PictureCounts, PictureStore};
pub use random::random_bytes;
pub use shown::{shown, shown_text};
pub use site_root::SiteRoot;
