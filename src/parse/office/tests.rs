//! Documents of a few bytes, each with names in every place that its format has for them.

use super::{author_in_pdf, properties};
use crate::source::DocumentProperties;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document of these parts.
fn document(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const CORE: (&str, &str) = (
    "docProps/core.xml",
    "<cp:coreProperties><dc:title>Draft &amp; notes</dc:title><dc:creator>Ada Lovelace\
     </dc:creator><cp:lastModifiedBy>Charles Babbage</cp:lastModifiedBy></cp:coreProperties>",
);

#[test]
fn a_text_tells_authors_changes_and_comments() {
    let read = properties(&document(&[
        CORE,
        (
            "docProps/app.xml",
            "<Properties><Application>Microsoft Office Word</Application><Manager>Mary S.\
             </Manager><Company>Engines Ltd</Company></Properties>",
        ),
        (
            "word/document.xml",
            "<w:p><w:ins w:id=\"1\" w:author=\"Charles Babbage\"><w:r/></w:ins><w:del w:id=\"2\" \
             w:author=\"Ada Lovelace\"/><w:instrText/><w:delText/></w:p>",
        ),
        (
            "word/comments.xml",
            "<w:comments><w:comment w:id=\"0\" w:author=\"L. Menabrea\"><w:p/></w:comment>\
             </w:comments>",
        ),
    ]));
    let expected = DocumentProperties {
        author: Some("Ada Lovelace".to_owned()),
        last_editor: Some("Charles Babbage".to_owned()),
        others: names(&["Ada Lovelace", "Charles Babbage", "L. Menabrea", "Mary S."]),
        company: Some("Engines Ltd".to_owned()),
        title: Some("Draft & notes".to_owned()),
        software: Some("Microsoft Office Word".to_owned()),
        changes: 2,
        comments: 1,
        hidden: 0,
    };
    assert_eq!(read, Some(expected));
}

#[test]
fn sheets_and_slides_tell_what_is_hidden_and_who_commented() {
    let sheets = properties(&document(&[
        (
            "xl/workbook.xml",
            "<sheets><sheet name=\"A\"/><sheet name=\"B\" state=\"hidden\"/><sheet name=\"C\" \
             state=\"veryHidden\"/></sheets>",
        ),
        (
            "xl/comments1.xml",
            "<comments><authors><author>Ada</author></authors><commentList><comment ref=\"A1\"/>\
             </commentList></comments>",
        ),
        (
            "xl/persons/person.xml",
            "<person displayName=\"Mary\" id=\"1\"/>",
        ),
    ]));
    let sheets = sheets.expect("properties");
    assert_eq!((sheets.hidden, sheets.comments), (2, 1));
    assert_eq!(sheets.others, names(&["Ada", "Mary"]));
    let slides = properties(&document(&[
        (
            "ppt/slides/slide1.xml",
            "<p:sld show=\"0\"><p:cSld/></p:sld>",
        ),
        (
            "ppt/slides/slide2.xml",
            "<p:sld><p:cSld show=\"0\"/></p:sld>",
        ),
        (
            "ppt/comments/comment1.xml",
            "<p:cmLst><p:cm authorId=\"0\"/></p:cmLst>",
        ),
        (
            "ppt/commentAuthors.xml",
            "<p:cmAuthor id=\"0\" name=\"Ada\"/>",
        ),
    ]));
    let slides = slides.expect("properties");
    assert_eq!((slides.hidden, slides.comments), (1, 1));
    assert_eq!(slides.others, names(&["Ada"]));
}

#[test]
fn a_document_of_libreoffice_tells_the_same() {
    let read = properties(&document(&[
        (
            "meta.xml",
            "<office:meta><meta:initial-creator>Ada</meta:initial-creator><dc:creator>Mary\
             </dc:creator><meta:generator>LibreOffice/7</meta:generator></office:meta>",
        ),
        (
            "content.xml",
            "<text:changed-region xml:id=\"1\"><dc:creator>Charles</dc:creator>\
             </text:changed-region><office:annotation office:name=\"1\"><dc:creator>Luigi\
             </dc:creator></office:annotation><style table:display=\"false\"/>",
        ),
    ]));
    let read = read.expect("properties");
    assert_eq!(read.author.as_deref(), Some("Ada"));
    assert_eq!(read.last_editor.as_deref(), Some("Mary"));
    assert_eq!(read.others, names(&["Charles", "Luigi"]));
    assert_eq!((read.changes, read.comments, read.hidden), (1, 1, 1));
}

/// A property that holds a text.
fn property(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len() + 1).expect("a short text");
    let mut bytes = [
        &30u32.to_le_bytes()[..],
        &length.to_le_bytes(),
        text.as_bytes(),
    ]
    .concat();
    bytes.resize(8 + 32, 0);
    bytes
}

#[test]
fn documents_of_old_programs_tell_their_authors() {
    let words =
        |words: &[u32]| -> Vec<u8> { words.iter().flat_map(|word| word.to_le_bytes()).collect() };
    let section = [
        words(&[200, 2, 4, 24, 8, 64]),
        property("Ada Lovelace"),
        property("Mary"),
    ];
    let compound = [
        vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        vec![0; 600],
        vec![0xfe, 0xff, 0, 0],
        vec![0; 20],
        1u32.to_le_bytes().to_vec(),
        vec![
            0xe0, 0x85, 0x9f, 0xf2, 0xf9, 0x4f, 0x68, 0x10, 0xab, 0x91, 0x08, 0x00, 0x2b, 0x27,
            0xb3, 0xd9,
        ],
        48u32.to_le_bytes().to_vec(),
        section.concat(),
    ]
    .concat();
    let read = properties(&compound).expect("properties");
    assert_eq!(read.author.as_deref(), Some("Ada Lovelace"));
    assert_eq!(read.last_editor.as_deref(), Some("Mary"));
    for end in 0..compound.len() {
        let _ = properties(&compound[..end]);
    }
    let rich = b"{\\rtf1{\\info{\\author Ada}{\\operator Mary}}}";
    let read = properties(rich).expect("properties");
    assert_eq!(read.author.as_deref(), Some("Ada"));
    assert_eq!(read.last_editor.as_deref(), Some("Mary"));
}

#[test]
fn what_is_no_document_or_is_cut_off_tells_nothing() {
    let whole = document(&[CORE]);
    assert!(properties(&whole).is_some());
    for end in 0..whole.len() {
        let _ = properties(&whole[..end]);
    }
    assert_eq!(properties(b"PK\x03\x04nothing"), None);
    assert_eq!(properties(b""), None);
    assert_eq!(properties(&document(&[("a.txt", "Ada")])), None);
}

#[test]
fn the_note_of_a_pdf_on_itself_gives_its_author() {
    let note = b"%PDF-1.7 <dc:creator> <rdf:Seq><rdf:li>Ada &amp; Mary</rdf:li></rdf:Seq>\
                 </dc:creator>";
    assert_eq!(author_in_pdf(note).as_deref(), Some("Ada & Mary"));
    assert_eq!(author_in_pdf(b"%PDF-1.7"), None);
}
