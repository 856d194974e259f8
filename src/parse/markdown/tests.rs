//! Tests of what a body of markdown becomes.

use super::{BodyWords, Context, Rules, parse};
use crate::base::{Code, Faults, Severity, SourcePath};
use crate::parse::document::{Document, Hole, Role};
use crate::parse::schema::Schema;
use crate::parse::vocabulary::Vocabulary;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

struct ParsedText {
    document: Document,
    faults: Faults,
}

fn read(text: &str) -> ParsedText {
    let word = |text: &str| text.to_owned();
    let words = BodyWords {
        table: word("Table"),
        footnotes: word("Footnotes"),
        back_to_text: word("Back to the text"),
        alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(word),
    };
    let file = SourcePath::new("content/a.md");
    let components = BTreeMap::from([("box".to_owned(), Schema::default())]);
    let rules = Arc::new(Rules {
        components,
        vocabulary: Vocabulary::default(),
        words,
        searched: true,
        ..Rules::default()
    });
    let (document, faults) = parse(
        text,
        &|range| range,
        &Context {
            file: &file,
            rules: &rules,
            places: &[],
            title: None,
            addresses: rules.addresses,
        },
    );
    ParsedText { document, faults }
}

impl ParsedText {
    /// Returns the HTML with holes shown as `[link TARGET]` and `[picture TARGET]`.
    fn html(&self) -> String {
        let mut out = String::new();
        let target = |number: usize| &self.document.outline.references[number].target;
        let written = self
            .document
            .html()
            .write(&mut out, |hole, out| match hole {
                Hole::Href(number) => write!(out, " [link {}]", target(number)),
                Hole::Source(number) | Hole::SizedSource(number) => {
                    write!(out, " [picture {}]", target(number))
                }
                Hole::PictureStart(_) | Hole::PictureEnd(_) => Ok(()),
                Hole::Citation(number) => write!(out, "[cite {}]", target(number)),
                Hole::Component(number) => write!(
                    out,
                    "[component {}]",
                    self.document.outline.components[number].name
                ),
            });
        assert!(written.is_ok());
        out
    }

    fn codes(&self) -> Vec<Code> {
        self.faults.iter().map(|fault| fault.code).collect()
    }
}

#[test]
fn plain_text_becomes_paragraphs_with_smart_punctuation() {
    assert_eq!(
        read("It's \"good\" -- really...\n\nNext & <last>").html(),
        "<p>It’s “good” – really…</p>\n<p>Next &amp; </p>\n"
    );
    assert_eq!(
        read("5 < 6 & 7 > 2").html(),
        "<p>5 &lt; 6 &amp; 7 &gt; 2</p>\n"
    );
}

#[test]
fn headings_get_stable_unique_ascii_ids() {
    let read =
        read("## Crisis & Überblick\n\n## Crisis & Überblick\n\n### Own {#my-place}\n\n## 🎉");
    assert_eq!(
        read.html(),
        "<h2 id=\"crisis-uberblick\">Crisis &amp; Überblick</h2>\n<h2 \
         id=\"crisis-uberblick-2\">Crisis &amp; Überblick</h2>\n\
         <h3 id=\"my-place\">Own</h3>\n<h2 id=\"section\">🎉</h2>\n"
    );
    let ids: Vec<&str> = read
        .document
        .outline
        .headings
        .iter()
        .map(|heading| heading.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "crisis-uberblick",
            "crisis-uberblick-2",
            "my-place",
            "section"
        ]
    );
    assert!(read.faults.is_empty());
}

#[test]
fn a_link_in_a_heading_keeps_its_hole_in_place() {
    assert_eq!(
        read("## See [it](a.md) now").html(),
        "<h2 id=\"see-it-now\">See <a [link a.md]>it</a> now</h2>\n"
    );
}

#[test]
fn a_component_right_before_a_heading_stays_before_it() {
    assert_eq!(
        read("```box\n```\n\n## After").html(),
        "[component box]<h2 id=\"after\">After</h2>\n"
    );
}

#[test]
fn a_skipped_heading_level_and_a_main_heading_are_reported() {
    assert_eq!(read("## A\n\n#### B").codes(), [Code::HeadingSkipped]);
    assert_eq!(read("### A").codes(), [Code::HeadingSkipped]);
    let main = read("# Title\n\n## A");
    assert_eq!(main.codes(), [Code::HeadingSkipped]);
    assert!(main.html().starts_with("<h2 id=\"title\">"));
}

#[test]
fn links_and_pictures_leave_holes_and_references_with_places() {
    let read = read(
        "[a *b*](../x.md#y \"T & t\") ![A desk](desk.png) <me@example.org> <https://example.org>",
    );
    assert_eq!(
        read.html(),
        "<p><a [link ../x.md#y] title=\"T &amp; t\">a <em>b</em></a> <img [picture desk.png] \
         alt=\"A desk\"> \
         <a [link mailto:me@example.org]>me@example.org</a> <a [link \
         https://example.org]>https://example.org</a></p>\n"
    );
    let roles: Vec<Role> = read
        .document
        .outline
        .references
        .iter()
        .map(|reference| reference.role.clone())
        .collect();
    assert_eq!(roles, [Role::Link, Role::Picture, Role::Link, Role::Link]);
    assert_eq!(read.document.outline.references[0].span.range, 0..26);
}

#[test]
fn a_picture_without_a_description_is_reported() {
    assert_eq!(read("![](desk.png)").codes(), [Code::MissingAlt]);
    assert_eq!(read("![A desk](desk.png)").codes(), []);
}

#[test]
fn tables_scroll_on_their_own_and_say_what_their_columns_are() {
    let html = read("| A | B |\n|---|--:|\n| 1 | 2 |").html();
    assert!(html.starts_with(
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\">\n\
         <table>\n<thead>\n<tr><th scope=\"col\">A</th>"
    ));
    assert!(html.contains("<td class=\"right\">2</td></tr>\n</tbody>\n</table>\n</div>"));
}

#[test]
fn footnotes_are_numbered_as_mentioned_and_lead_back() {
    let read = read("One[^b] two[^a] again[^b].\n\n[^a]: The first.\n\n[^b]: The second.");
    let html = read.html();
    assert!(
        html.contains("<a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a>"),
        "{html}"
    );
    assert!(
        html.contains("<li id=\"fn-1\"><p>The second.</p> <a href=\"#fnref-1\""),
        "{html}"
    );
    assert!(html.contains("href=\"#fnref-1-2\""), "{html}");
    assert!(read.faults.is_empty());
}

#[test]
fn a_footnote_without_text_and_one_without_mention_are_reported() {
    assert_eq!(read("Text[^gone].").codes(), [Code::UnknownFootnote]);
    assert_eq!(
        read("Text.\n\n[^unused]: Note.").codes(),
        [Code::UnknownFootnote]
    );
}

#[test]
fn task_lists_alerts_and_definitions_are_understood() {
    let tasks = "<li class=\"task\"><label><input type=\"checkbox\" disabled checked> \
        done</label></li>\n\
        <li class=\"task\"><label><input type=\"checkbox\" disabled> \
        <strong>open</strong></label><ul>\n<li class=\"task\"><label>";
    let html = read("- [x] done\n- [ ] **open**\n  - [ ] inner\n").html();
    assert!(html.contains(tasks), "{html}");
    assert_eq!(
        html.matches("<label>").count(),
        html.matches("</label>").count()
    );
    // The same where raw HTML is cleaned, and where tasks are paragraphs.
    let cleaned = read("- [x] done <b>now</b>\n\n- [ ] open\n\n  More.\n").html();
    assert!(
        cleaned.contains(
            "<p><label><input type=\"checkbox\" disabled checked> done <b>now</b></label></p>"
        ),
        "{cleaned}"
    );
    assert!(read("> [!WARNING]\n> Careful").html().starts_with(
        "<aside class=\"notice notice-warning\">\n<p \
         class=\"notice-title\"><strong>Warning</strong></p>"
    ));
    assert!(
        read("Term\n: Meaning")
            .html()
            .contains("<dt>Term</dt>\n<dd>Meaning</dd>")
    );
}

#[test]
fn text_for_search_has_the_words_and_no_markup() {
    let read = read("## Care *team*\n\nWe `see` [people](x.md) at home.\n\n- one\n- two");
    assert_eq!(
        read.document.text(),
        "Care team\nWe see people at home.\none\ntwo\n"
    );
    assert_eq!(read.document.outline.words, 9);
}

#[test]
fn harmless_raw_html_stays_and_its_links_become_references() {
    let read = read(
        "A <abbr title=\"crisis team\">CRT</abbr> and <a href=\"../x.md\">a link</a>.\n\n<div \
         class=\"x\">\n\n**bold** [md](y.md)\n\n</div>",
    );
    let html = read.html();
    assert!(
        html.contains("<abbr title=\"crisis team\">CRT</abbr>"),
        "{html}"
    );
    assert!(html.contains("<a [link ../x.md]>a link</a>"), "{html}");
    assert!(html.contains("<div class=\"x\">"), "{html}");
    assert!(
        html.contains("<strong>bold</strong> <a [link y.md]>md</a>"),
        "{html}"
    );
    assert!(read.faults.is_empty(), "{:?}", read.faults);
}

#[test]
fn active_raw_html_is_left_out_and_reported() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1) alt=x>",
        "<a href=\"x.md\" onclick=\"alert(1)\">x</a>",
        "<iframe src=\"https://example.org\"></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<p style=\"position:fixed\">x</p>",
        "<form action=\"https://example.org\"><input type=\"password\"></form>",
        "<object data=\"x\"></object>",
        "<style>body{display:none}</style>",
        "<meta http-equiv=\"refresh\" content=\"0\">",
    ];
    for html in hostile {
        let read = read(&format!("Text\n\n{html}\n\nafter"));
        let out = read.html();
        for bad in [
            "<script",
            "onerror",
            "onclick",
            "<iframe",
            "<svg",
            "style=",
            "<form",
            "password",
            "<object",
            "<style",
            "<meta",
            "display:none",
        ] {
            assert!(!out.contains(bad), "{html} -> {out}");
        }
        assert!(out.contains("after"), "{html} -> {out}");
        assert_eq!(read.codes().first(), Some(&Code::UnsafeHtml), "{html}");
    }
}

#[test]
fn comments_and_what_they_hide_are_left_out() {
    assert!(
        !read("Seen <!-- canary -->\n\n<!-- canary\n\ncanary -->")
            .html()
            .contains("canary")
    );
}

#[test]
fn a_comment_that_readers_would_see_is_an_error() {
    let shown = [
        "Seen <!-- canary\n\ncanary --> more",
        "- item <!-- canary\n\n  canary -->",
        "Plain <!-- canary --!> text.",
        "Text. <!-- canary",
    ];
    for text in shown {
        let read = read(text);
        let errors: Vec<Code> = read
            .faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| fault.code)
            .collect();
        assert_eq!(errors, [Code::UnsafeHtml], "{text}");
    }
    for text in [
        "Meant \\<!-- seen",
        "In `<!--` code",
        "```html\n<!--\n```",
        "Seen <!-- a\nb --> more",
    ] {
        assert!(read(text).faults.is_empty(), "{text}");
    }
}

#[test]
fn text_that_looks_like_our_marks_stays_text() {
    let read = read("\u{fdd0}0\u{fdd1} <b>x</b> <a href=\"masthead-reference:99\">y</a>");
    assert!(!read.html().contains('\u{fdd0}'));
    assert_eq!(
        read.document
            .outline
            .references
            .last()
            .map(|reference| reference.target.as_str()),
        Some("masthead-reference:99")
    );
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let deep = [
        ">".repeat(20_000),
        "> ".repeat(20_000),
        "- ".repeat(20_000),
        "1. ".repeat(20_000),
        "<div>".repeat(20_000),
        "<b>".repeat(20_000),
        (0..20_000)
            .flat_map(|depth| ["  ".repeat(depth.min(900)), "- x\n".to_owned()])
            .collect(),
        "<div>\n\n".repeat(20_000),
    ];
    for text in deep {
        let read = read(&format!("{text} x"));
        assert!(
            read.codes()
                .iter()
                .all(|code| matches!(code, Code::TextTooDeep | Code::UnsafeHtml)),
            "{:?}",
            read.codes()
        );
        assert!(read.codes().contains(&Code::TextTooDeep), "{}", &text[..40]);
    }
}

#[test]
fn windows_line_ends_and_unix_line_ends_are_the_same_text() {
    let unix = "## A\n\nOne\ntwo\n\n```\ncode\n```\n";
    assert_eq!(
        read(unix).html(),
        read(&unix.replace('\n', "\r\n")).html().replace('\r', "")
    );
}

mod any_input {
    use super::read;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn never_panics_and_never_lets_a_script_through(text in "(?s)([#>*_`|\\[\\]()!<>/a-z \
            \\n^:-]|<script>|<b>|</b>|\\[\\^a\\]|```|onerror=|\u{fdd0}|é){0,60}") {
            let read = read(&text);
            // Without the targets of links, which are escaped where they are put in.
            prop_assert!(!read.document.html().html.contains("<script"));
            for (at, _) in &read.document.html().holes {
                prop_assert!(read.document.html().html.is_char_boundary(*at));
            }
        }
    }
}
