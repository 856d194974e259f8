//! What templates see. The answers of a build and the page being rendered become minijinja values,
//! made when a template asks for them, and the fingerprints of what they are made from.
//!
//! Every object that templates see facts of declares them once, with the macro of [`declare`]:
//! lookup, enumeration, fingerprint and the tables of the theme guide follow. The files stand in
//! layers, and each imports only from those before it:
//!
//! | files | what they hold |
//! |---|---|
//! | `record`, `source` | values of named parts; data with a fingerprint |
//! | `page_sources`, `page_position`, `site_wide` | what values are made from |
//! | `declare` | the declaration |
//! | `terms`, `people`, `publication`, `trail`, `references`, `downloads` | parts of a page |
//! | `summary` | a page of the content, as lists show it |
//! | `lists`, `publication_groups`, `description`, `page_texts` | further parts |
//! | `described_fields`, `scholar` | parts made from those |
//! | `content_page`, `generated_pages`, `list_pages`, `people_pages` | `page` |
//! | `answer` | the answers to what templates ask through functions |
//! | `benchmark_chart`, `benchmarks` | figures of services |
//! | `settings` | `site` |
//! | `guide` | the tables of the theme guide |

pub(super) mod answer;
pub(super) mod benchmark_chart;
pub(super) mod benchmarks;
pub(super) mod content_page;
pub(super) mod declare;
pub(in crate::render) mod declared_fields;
pub(in crate::render) mod declared_value;
pub(super) mod described_fields;
pub(super) mod description;
pub(super) mod downloads;
pub(super) mod generated_pages;
pub(super) mod guide;
pub(super) mod list_pages;
pub(super) mod lists;
pub(super) mod page_position;
pub(super) mod page_sources;
pub(super) mod page_texts;
pub(super) mod people;
pub(super) mod people_pages;
pub(super) mod publication;
pub(super) mod publication_groups;
pub(super) mod record;
pub(super) mod references;
pub(super) mod scholar;
pub(super) mod settings;
pub(super) mod site_wide;
pub(super) mod source;
pub(super) mod summary;
pub(super) mod table_of_contents;
pub(super) mod tables;
pub(super) mod terms;
pub(super) mod trail;
