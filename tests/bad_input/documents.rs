//! Documents that tell more than they show.

use crate::spoilt::Published;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document of Word with an author, and with a change that was recorded.
fn document(author: &str, change: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let core = format!("<a><dc:creator>{author}</dc:creator></a>");
    for (name, text) in [
        ("docProps/core.xml", &core[..]),
        ("word/document.xml", change),
    ] {
        let options = SimpleFileOptions::default();
        archive.start_file(name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

const PAGE: &str = "---\ntitle: P\n---\n[The programme](a.docx)\n";

#[test]
fn a_published_document_that_names_somebody_is_told_with_what_to_do() {
    let site = Published::new()
        .with("content/a.docx", document("Jane Roe", ""))
        .with("content/p.md", PAGE);
    for build in [&["build"][..], &["check"], &["build"]] {
        let ran = site.site.run(build).expect_exit(0);
        assert!(ran.stderr.contains("author `Jane Roe`"), "{ran}");
        assert!(ran.stderr.contains("“Inspect Document”"), "{ran}");
    }
    let strict = site.site.run(&["check", "--strict"]).expect_exit(1);
    assert!(strict.stderr.contains("document-properties"), "{strict}");
    let accepted = "title: Test\nbase_url: https://www.example.org/\naccept:\n  - code: \
         document-properties\n    reason: She is the editor.\n";
    let site = site.with("content/site.yaml", accepted);
    let ran = site.site.run(&["check", "--strict"]).expect_exit(0);
    assert!(!ran.stderr.contains("Jane Roe"), "{ran}");
}

#[test]
fn names_that_the_page_shows_and_names_of_bodies_are_not_told() {
    let page = "---\ntitle: P\nbyline: [{name: Jane Roe, role: staff}]\n---\n\
         [The programme](a.docx)\n";
    for author in ["Roe, Jane", "Microsoft Office User", "", "Test"] {
        let ran = Published::new()
            .with("content/newsletters/1/a.docx", document(author, ""))
            .with("content/newsletters/1/index.md", "---\ntitle: I\n---\n")
            .with("content/newsletters/1/p.md", page)
            .published();
        assert!(!ran.stderr.contains("document"), "{author}\n{ran}");
    }
}

#[test]
fn recorded_changes_are_told_and_an_unused_document_is_not() {
    let changed = document("", "<w:ins w:id=\"1\" w:author=\"Jane Roe\"/>");
    let site = Published::new().with("content/a.docx", changed);
    let ran = site.published();
    assert!(!ran.stderr.contains("document"), "{ran}");
    let ran = site.with("content/p.md", PAGE).published();
    assert!(ran.stderr.contains("1 recorded change"), "{ran}");
    assert!(ran.stderr.contains("other people: `Jane Roe`"), "{ran}");
}
