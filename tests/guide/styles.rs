//! The page of the same references in several styles shows what masthead writes.
#![allow(
    clippy::disallowed_methods,
    reason = "files of styles are read from disk"
)]

use crate::pages::page;
use masthead::base::SourcePath;
use masthead::bibliography::format::{Cache, Request, Style, format};
use masthead::bibliography::{Item, ItemFormat, read};
use masthead::fixture::Fixture;
use std::collections::BTreeMap;
use std::path::Path;

/// The words of some HTML.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a reference in a list, without the link to its page.
fn reference_words(item: &str) -> String {
    let reference = item.split("<a class=\"reference-page\"").next();
    words(&format!("<li{}", reference.unwrap_or_default()))
}

#[test]
fn the_same_references_in_twelve_styles_are_those_that_masthead_writes() {
    let guide = page("docs/guide/citation-styles.md");
    let blocks = guide.blocks();
    let list = blocks
        .iter()
        .find(|block| block.info.starts_with("bibtex "))
        .expect("the list of publications");
    let styles: Vec<&str> = guide
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    let shown: Vec<String> = blocks
        .iter()
        .filter(|block| block.info == "text")
        .map(|block| block.text.clone())
        .collect();
    assert_eq!((styles.len(), shown.len()), (12, 12));
    let text: Vec<String> = styles
        .iter()
        .map(|style| format!("```publications\nstyle: {style}\n```\n"))
        .collect();
    let site = Fixture::new()
        .write(
            "content/site.yaml",
            "title: Styles\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\n")
        .write("content/publications/twenty.bib", &list.text)
        .write(
            "content/styles.md",
            &format!("---\ntitle: Styles\n---\n\n{}", text.join("\n")),
        );
    let built = site.build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    let html = built.html("styles/index.html");
    for (number, (style, shown)) in styles.iter().zip(&shown).enumerate() {
        let (_, block) = html
            .split_once(&format!("id=\"publications-{}\"", number + 1))
            .expect("a block");
        let block = block.split("</ul>").next().unwrap_or_default();
        let items: Vec<&str> = block.split("<li").skip(1).collect();
        let written: Vec<String> = items.iter().map(|item| reference_words(item)).collect();
        let expected: Vec<String> = shown
            .trim()
            .split("\n\n")
            .map(|reference| reference.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(written.len(), 20, "{style}");
        assert_eq!(written, expected, "{style}");
    }
}

/// Returns what a style makes of records, a reference a line.
fn in_style(items: &[Item], name: &str) -> String {
    let style = Style::named(name, "en-GB").expect("a style");
    let request = Request {
        items: items.iter().collect(),
        clusters: Vec::new(),
        anchors: None,
    };
    let answer = format(&request, &style, &Cache::default());
    let references = answer.formatted.references.iter();
    let shown = references.map(|reference| {
        let label = reference.label.as_ref().map_or("", |label| &label.text);
        let shown = format!("{label} {}", reference.body.text);
        let words: Vec<&str> = shown.split_whitespace().collect();
        words.join(" ") + "\n"
    });
    shown.collect()
}

/// Returns the text of a file for each bundled style, by the first of its names.
fn files_of_styles(items: &[Item]) -> BTreeMap<&'static str, String> {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in Style::names() {
        names.entry(in_style(items, name)).or_default().push(name);
    }
    let files = names
        .into_iter()
        .map(|(shown, names)| (names[0], format!("{}\n\n{shown}", names.join(", "))));
    files.collect()
}

/// Checks that `docs/styles` shows what every bundled style makes of the records by which styles
/// are compared. With `UPDATE_STYLES=1` it writes the files anew.
#[test]
fn every_bundled_style_writes_the_records_as_its_file_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("benches/references/records.json");
    let text = std::fs::read_to_string(path).expect("the records");
    let items = read(
        &SourcePath::new("records.json"),
        &text,
        Some(ItemFormat::CslJson),
    )
    .items;
    let folder = root.join("docs/styles");
    let update = std::env::var_os("UPDATE_STYLES").is_some();
    let files = files_of_styles(&items);
    for (name, expected) in &files {
        let path = folder.join(format!("{name}.txt"));
        if update {
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(&path, expected).expect("a file");
        }
        let shown = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(&shown, expected, "{name}: run it with UPDATE_STYLES=1");
    }
    let count = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(count, files.len(), "files of styles that are gone");
}
