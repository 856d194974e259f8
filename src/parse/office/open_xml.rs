//! Documents of Word, Excel and PowerPoint (ECMA-376). From: their parts. To: what they tell.

use super::archive::OfficeArchive;
use super::xml::{count, text, texts, values};
use crate::source::DocumentProperties;

/// The beginnings of recorded changes in a text.
const CHANGES: [&str; 4] = ["<w:ins ", "<w:del ", "<w:moveFrom ", "<w:moveTo "];
/// The beginnings of comments, of each program.
const COMMENTS: [&str; 5] = [
    "<w:comment ",
    "<comment ",
    "<threadedComment ",
    "<p:cm ",
    "<p188:cm ",
];
/// The marks of sheets and slides that are hidden.
const HIDDEN: [&str; 2] = [" state=\"hidden\"", " state=\"veryHidden\""];

/// Reads what a document tells.
pub(super) fn read(archive: &mut OfficeArchive<'_>) -> DocumentProperties {
    let core = archive.part("docProps/core.xml");
    let program = archive.part("docProps/app.xml");
    let mut found = DocumentProperties {
        author: text(&core, "dc:creator"),
        last_editor: text(&core, "cp:lastModifiedBy"),
        others: texts(&program, "Manager"),
        company: text(&program, "Company"),
        title: text(&core, "dc:title"),
        software: text(&program, "Application"),
        ..DocumentProperties::default()
    };
    let body = archive.part("word/document.xml");
    found.changes = count(&body, &CHANGES);
    found.others.extend(values(&body, " w:author=\""));
    for start in [
        "word/comments",
        "xl/comments",
        "xl/threadedComments/",
        "ppt/comments/",
    ] {
        for part in archive.parts(start) {
            found.comments += count(&part, &COMMENTS);
            found.others.extend(values(&part, " w:author=\""));
            found.others.extend(texts(&part, "author"));
        }
    }
    for part in archive.parts("xl/persons/") {
        found.others.extend(values(&part, " displayName=\""));
    }
    for name in ["ppt/commentAuthors.xml", "ppt/authors.xml"] {
        found.others.extend(values(&archive.part(name), " name=\""));
    }
    found.hidden = count(&archive.part("xl/workbook.xml"), &HIDDEN);
    for slide in archive.parts("ppt/slides/slide") {
        let head = slide.split_once("<p:cSld").map_or("", |(head, _)| head);
        found.hidden += count(head, &[" show=\"0\""]);
    }
    super::open_document::sort(&mut found.others);
    found
}
