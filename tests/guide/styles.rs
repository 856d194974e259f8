//! The page of the same references in several styles shows what masthead writes.

use crate::pages::page;
use masthead::fixture::Fixture;

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
