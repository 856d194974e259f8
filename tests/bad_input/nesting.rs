//! Text that some parsers need minutes for.

use crate::spoilt::Published;
use std::time::{Duration, Instant};

fn page(body: &str) -> String {
    format!("---\ntitle: A\n---\n\n{body}\n")
}

#[test]
fn nesting_of_thousands_is_refused_at_once() {
    let deep = [
        ("> ".repeat(20_000), "5:1"),
        (">".repeat(20_000), "5:1"),
        ("- ".repeat(20_000), "5:1"),
        ("1. ".repeat(20_000), "5:1"),
        ("<div>".repeat(20_000), "5:1"),
        ("<b><i>".repeat(10_000), "5:301"),
    ];
    let since = Instant::now();
    for (body, place) in deep {
        let site = Published::new().with("content/a.md", page(&format!("{body}x")));
        site.refused()
            .expect(&[&format!("text-too-deep content/a.md:{place}")])
            .says("more than 100 levels deep");
    }
    assert!(
        since.elapsed() < Duration::from_mins(1),
        "{:?}",
        since.elapsed()
    );
}

#[test]
fn nesting_over_many_lines_is_refused_where_it_gets_too_deep() {
    let lines = |line: &dyn Fn(usize) -> String| {
        (0..20_000)
            .map(|depth| line(depth.min(190)))
            .collect::<String>()
    };
    let deep = [
        lines(&|depth| format!("{}- x\n", "  ".repeat(depth))),
        lines(&|depth| format!("{} x\n", ">".repeat(depth + 1))),
        "<div>\n\n".repeat(20_000),
        "<section><div>\n\ntext\n\n".repeat(10_000),
    ];
    for body in deep {
        let refusal = Published::new().with("content/a.md", page(&body)).refused();
        refusal
            .says("error[text-too-deep]")
            .says("more than 100 levels deep");
    }
}

#[test]
fn what_looks_like_nesting_and_is_none_takes_no_time() {
    // Each of these is quadratic in some parser or other.
    let pieces = [
        ("[", 20_000),
        ("![", 20_000),
        ("[a](", 20_000),
        ("[]: <", 5_000),
        ("*", 20_000),
        ("_a_", 20_000),
        ("`", 20_001),
        ("<", 20_000),
        ("<a ", 20_000),
        ("<!--", 20_000),
        ("<?", 20_000),
        ("&#", 20_000),
        ("~~~~", 10_000),
        ("\"'", 20_000),
        ("a@", 20_000),
        ("http://", 5_000),
        ("[a][b]", 10_000),
        ("# a {#b ", 5_000),
        ("| a ", 5_000),
        ("[^a]", 5_000),
        ("- \n", 20_000),
        ("a\n===\n", 5_000),
        ("```\n", 10_001),
        ("\\", 50_000),
    ];
    let site = Published::new();
    for (number, (piece, times)) in pieces.into_iter().enumerate() {
        site.site
            .put(&format!("content/p{number}.md"), page(&piece.repeat(times)));
    }
    let since = Instant::now();
    let ran = site.site.run(&["check"]);
    assert!(
        matches!(ran.code(), Some(0 | 1)) && !ran.stderr.contains("panicked"),
        "{ran}"
    );
    assert!(
        since.elapsed() < Duration::from_secs(30),
        "{:?}",
        since.elapsed()
    );
}

#[test]
fn thousands_of_footnotes_are_numbered_in_time() {
    let mentions = (0..60_000)
        .map(|note| format!("a[^{note}]\n"))
        .collect::<Vec<_>>()
        .concat();
    let notes = (0..60_000)
        .map(|note| format!("[^{note}]: n\n\n"))
        .collect::<Vec<_>>()
        .concat();
    let since = Instant::now();
    let site = Published::new().with("content/a.md", page(&format!("{mentions}\n{notes}")));
    site.published();
    assert!(
        site.site
            .read("public/a/index.html")
            .contains("id=\"fn-60000\"")
    );
    // Looking each one up among all the others took a minute and more.
    assert!(
        since.elapsed() < Duration::from_mins(1),
        "{:?}",
        since.elapsed()
    );
}
