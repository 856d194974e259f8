//! Files that are no text, too much text, or text from another system.

use crate::spoilt::Published;
use crate::support::Site;
use crate::support::html::is;
use crate::support::tree::{Entry, Tree};
use std::fs;
use std::io::Write as _;
use std::path::Path;

const PAGE: &str = "---\ntitle: A\n---\n\nText.\n";

#[test]
fn text_in_an_older_encoding_is_named_with_its_line_and_how_to_save_it() {
    let site = Published::new().with("content/a.md", b"---\ntitle: Caf\xe9\n---\n");
    site.refused()
        .expect(&["not-utf8 content/a.md:2:11"])
        .says("UTF-8");
    let site = Published::new().with("content/a.md", b"\xff\xfe-\0-\0-\0");
    site.refused()
        .expect(&["not-utf8 content/a.md:1:1"])
        .says("UTF-16");
    let site = Published::new().with("themes/default/templates/page.html", b"<p>\xe9");
    site.refused()
        .expect(&["not-utf8 themes/default/templates/page.html:1:4"]);
}

#[test]
fn a_nul_character_is_pointed_at() {
    Published::new()
        .with("content/a.md", format!("{PAGE}ab\0c"))
        .refused()
        .expect(&["damaged-text content/a.md:6:3"]);
    Published::new()
        .with("content/a.md", "---\ntitle: A\0\n---\n")
        .refused()
        .expect(&["damaged-text content/a.md:2:9"]);
    Published::new()
        .with("content/site.yaml", "title: T\0\n")
        .refused()
        .expect(&["damaged-text content/site.yaml:1:9"]);
}

/// Encodes a text as Notepad saves it.
fn notepad(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).expect("text");
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let content = Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let (unix, windows) = (Site::empty(), Site::empty());
    let mut converted = 0;
    for (path, entry) in &content.0 {
        let Entry::File(bytes) = entry else { continue };
        unix.put(&format!("content/{path}"), bytes);
        let is_text = is(path, "md") || is(path, "yaml");
        converted += usize::from(is_text);
        windows.put(
            &format!("content/{path}"),
            if is_text {
                notepad(bytes)
            } else {
                bytes.clone()
            },
        );
    }
    assert!(converted > 10, "{converted} files");
    let page = "---\ntitle: Everything\nsummary: >\n  Several\n  lines\nextra:\n  text: |\n    \
        Kept\n    lines\n---\n\n## A\n\nOne\ntwo\\\nthree  \nfour\n\n\
                ```\ncode\n\n  more\n```\n\n```notice\nbody: |\n  One.\n\n  Two.\n```\n\n| A | B \
        |\n|---|---|\n| 1 | 2 |\n\n<b>raw\nhtml</b>\n\n- a\n\n  b\n\n\
                Note[^1].\n\n[^1]: The\n    note.\n";
    unix.put("content/everything.md", page);
    windows.put("content/everything.md", notepad(page.as_bytes()));
    unix.build();
    windows.build();
    unix.tree("public").assert_same(&windows.tree("public"));
}

#[test]
fn places_in_a_file_from_windows_are_those_an_editor_shows() {
    let site = Published::new().with(
        "content/a.md",
        notepad(b"---\ntitle: A\ndate: soon\n---\n\nGr\xc3\xbc\xc3\x9fe, [gone](gone.md)\n"),
    );
    site.refused().expect(&[
        "invalid-date content/a.md:3:7",
        "broken-link content/a.md:6:8",
    ]);
}

#[test]
fn a_markdown_file_of_a_hundred_megabytes_is_refused_by_its_size_with_memory_flat() {
    let site = Published::new().with("content/a.md", PAGE);
    let usual = site.published().peak_memory;
    let site = Published::new();
    let mut file = fs::File::create(site.site.path("content/a.md")).expect("a file");
    file.write_all(PAGE.as_bytes()).expect("its start");
    let megabyte = "One line of a very long page, which goes on and on.\n".repeat((1 << 20) / 52);
    for _ in 0..100 {
        file.write_all(megabyte.as_bytes()).expect("its text");
    }
    drop(file);
    let refusal = site
        .refused()
        .expect(&["file-too-large content/a.md:0:0"])
        .says("8 MB is the most");
    let peak = refusal.peak_memory();
    // Measured from outside, on Linux alone.
    if cfg!(target_os = "linux") {
        assert!(
            usual > 0 && peak > 0,
            "memory was not measured: {usual}, {peak}"
        );
        assert!(
            peak < usual + (8 << 20),
            "{peak} bytes at the peak; an ordinary build takes {usual}"
        );
    }
}

#[test]
fn large_settings_and_templates_are_refused_by_their_size_too() {
    let many = "x".repeat(9 << 20);
    Published::new()
        .with("themes/default/templates/page.html", &many)
        .refused()
        .expect(&["file-too-large themes/default/templates/page.html:0:0"]);
    let site = Published::new().with(
        "content/site.yaml",
        format!("title: T\nstrapline: {}\n", &many[..2 << 20]),
    );
    site.refused().expect(&["yaml-limit content/site.yaml:1:1"]);
}

#[test]
fn a_long_line_is_shown_in_part() {
    let site = Published::new().with(
        "content/a.md",
        format!(
            "---\ntitle: A\n---\n\n{} [gone](gone.md) {}\n",
            "x ".repeat(50_000),
            "y ".repeat(50_000)
        ),
    );
    site.refused()
        .expect(&["broken-link content/a.md:5:100002"])
        .says("no page or file at `gone.md`");
    let shown = site.site.run(&["build"]).stderr;
    assert!(shown.len() < 2_000, "{} bytes", shown.len());
    let site = Published::new().with(
        "content/a.md",
        format!(
            "---\ntitle: A\n---\n\n{} [gone](gone.md) {}\n",
            "x ".repeat(500),
            "y ".repeat(500)
        ),
    );
    site.refused()
        .expect(&["broken-link content/a.md:5:1002"])
        .says("x  [gone](gone.md) y");
    let shown = site.site.run(&["build"]).stderr;
    assert!(shown.len() < 1_000, "{} bytes", shown.len());
}

#[test]
fn control_characters_of_the_content_do_not_reach_the_terminal() {
    let site = Published::new().with(
        "content/a.md",
        "---\ntitle: A\n---\n\n[a](<gone\x1b[31m.md>) \u{202e}\u{7}\n",
    );
    site.refused();
    let shown = site.site.run(&["build"]).stderr;
    assert!(
        !shown.contains('\x1b') && !shown.contains('\u{202e}') && !shown.contains('\x07'),
        "{shown:?}"
    );
}
