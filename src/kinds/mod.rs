//! What the built-in kinds of page do beyond their declarations, one file a kind. From: a parsed
//! page. To: typed values of the fields that the program itself looks at. Kinds that only have
//! declarations have nothing here.

pub mod article;
pub mod newsletter;
pub mod publication;
pub mod report;
pub mod section;
