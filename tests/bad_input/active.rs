//! Drawings and HTML files that run something when they are opened.

use crate::spoilt::Published;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" \
    onload=\"x()\"><script>fetch(\"/.masthead/state\")</script><path d=\"M0 0\"/></svg>";
const CLEAN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\"><path d=\"M0 0\"></path>\
    </svg>";
const HTML: &str = "<!doctype html><title>A</title><script>x()</script>";

#[test]
fn a_drawing_is_published_without_what_it_runs() {
    for name in ["a.svg", "static/a.svg", "b.SVG"] {
        let site = Published::new()
            .with(&format!("content/{name}"), DRAWING)
            .with(
                "content/p.md",
                format!("---\ntitle: P\n---\n![A drawing]({name})\n"),
            );
        let first = site.published();
        assert!(first.stderr.contains("warning[active-file]"), "{first}");
        assert!(
            first
                .stderr
                .contains("`onload`, `<script>`; it is published without"),
            "{first}"
        );
        let own = site.site.read(&format!("content/{name}"));
        assert_eq!(own, DRAWING, "the editor's own file");
        let out = name.trim_start_matches("static/");
        assert_eq!(site.site.read(&format!("public/{out}")), CLEAN);
        let again = site.published();
        assert!(again.stdout.contains("Nothing has changed"), "{again}");
        assert!(again.stderr.contains("warning[active-file]"), "{again}");
        let checked = site.site.run(&["check", "--strict"]).expect_exit(1);
        assert!(checked.stderr.contains("error[active-file]"), "{checked}");
    }
}

#[test]
fn a_drawing_that_cannot_be_read_is_refused_where_it_is_published() {
    let site = Published::new().with(
        "content/a.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'><g>",
    );
    site.published();
    site.with("content/p.md", "---\ntitle: P\n---\n![A drawing](a.svg)\n")
        .refused()
        .expect(&["active-file content/a.svg:1:1"])
        .says("export it again as SVG");
}

#[test]
fn an_html_file_that_runs_something_passes_with_a_word() {
    let site = Published::new()
        .with("content/static/a.html", HTML)
        .with(
            "content/static/google123.html",
            "google-site-verification: google123.html",
        )
        .with("content/b.htm", HTML)
        .with("content/p.md", "---\ntitle: P\n---\n[A file](b.htm)\n");
    let ran = site.published();
    for name in ["content/static/a.html", "content/b.htm"] {
        assert!(ran.stderr.contains(name), "{ran}");
    }
    assert!(!ran.stderr.contains("google"), "{ran}");
    assert_eq!(site.site.read("public/a.html"), HTML);
    assert_eq!(site.site.read("public/b.htm"), HTML);
    let checked = site.site.run(&["check"]).expect_exit(0);
    assert!(checked.stderr.contains("warning[active-file]"), "{checked}");
}
