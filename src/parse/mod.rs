//! Reading of one file at a time: front matter, settings, markdown, the fields of blocks. From:
//! text files. To: typed values with their places, and every fault. What is read depends on no
//! other file of the site.

pub mod accept;
pub mod articles;
pub mod bare_addresses;
pub mod bodies;
pub mod byline_block;
pub mod cites;
pub mod csv;
pub mod disclosure;
pub mod document;
pub mod email;
pub mod fences;
mod foreign_setting;
pub mod front;
pub mod hidden_writer;
pub mod html_file;
pub mod json_schema;
pub mod kind;
pub mod kinds;
pub mod markdown;
pub mod office;
pub mod page;
pub mod page_like;
pub mod people;
mod picture_words;
pub mod place;
pub mod private_file;
pub mod schema;
pub mod settings;
mod several_people;
pub mod source_text;
pub mod svg;
pub mod telephone;
pub mod typed_address;
pub mod vocabulary;
pub mod yaml;
