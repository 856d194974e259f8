//! Documents of LibreOffice and its relatives (ISO/IEC 26300). From: their parts. To: what they
//! tell.

use super::archive::OfficeArchive;
use super::xml::{count, text, texts};
use crate::source::DocumentProperties;

/// Reads what a document tells.
pub(super) fn read(archive: &mut OfficeArchive<'_>) -> DocumentProperties {
    let about = archive.part("meta.xml");
    let content = archive.part("content.xml");
    let mut others = texts(&content, "dc:creator");
    sort(&mut others);
    DocumentProperties {
        author: text(&about, "meta:initial-creator"),
        last_editor: text(&about, "dc:creator"),
        others,
        company: None,
        title: text(&about, "dc:title"),
        software: text(&about, "meta:generator"),
        changes: count(
            &content,
            &["<text:changed-region", "<table:cell-content-change"],
        ),
        comments: count(&content, &["<office:annotation "]),
        hidden: count(&content, &[" table:display=\"false\""]),
    }
}

/// Puts names in order, each once.
pub(super) fn sort(names: &mut Vec<String>) {
    names.sort_unstable();
    names.dedup();
}
