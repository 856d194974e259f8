//! The picture that readers see first is fetched first, and others when a reader comes near them.

use super::{built, tags};

const FIRST: &str = "fetchpriority=\"high\" decoding=\"async\"";
const LATE: &str = "loading=\"lazy\" decoding=\"async\"";

#[track_caller]
fn expect(front: &str, text: &str, fetched: &[&str]) {
    let page = format!("---\ntitle: P\n{front}---\n\n{text}\n");
    let built = built(
        &[("content/p.md", &page)],
        &["content/a.jpg", "content/b.jpg", "content/c.jpg"],
    );
    let html = built.html("p/index.html");
    let tags = tags(&html);
    assert_eq!(tags.len(), fetched.len(), "{html}");
    for (tag, fetched) in tags.iter().zip(fetched) {
        assert!(tag.contains(fetched), "{tag} is not {fetched}");
        assert_eq!(
            tag.matches("loading=").count(),
            usize::from(*fetched == LATE)
        );
        assert_eq!(tag.matches("decoding=").count(), 1, "{tag}");
    }
}

#[test]
fn the_first_picture_of_a_text_is_fetched_first() {
    expect("", "![Leeks](a.jpg)\n\n![Beans](b.jpg)", &[FIRST, LATE]);
    let figure = "```figure\nsrc: a.jpg\nalt: Leeks\n```\n\n![Beans](b.jpg)";
    expect("", figure, &[FIRST, LATE]);
    expect(
        "",
        "<img src=\"a.jpg\" alt=\"Leeks\" loading=\"lazy\">",
        &[FIRST],
    );
}

#[test]
fn the_picture_of_a_page_goes_before_those_of_its_text() {
    let front = "image: c.jpg\nimage_alt: A bed of leeks\n";
    expect(front, "![Leeks](a.jpg)", &[FIRST, LATE]);
}

#[test]
fn a_picture_far_down_waits_for_its_reader() {
    let text = format!("{}\n\n![Leeks](a.jpg)", "Words, words. ".repeat(200));
    expect("", &text, &[LATE]);
}

#[test]
fn a_picture_in_html_keeps_the_size_that_its_tag_says() {
    for (tag, own) in [
        ("<img width=200 src=a.jpg alt='A bed'>", " width=\"200\""),
        ("<img src=a.jpg alt='A bed' height=90>", " height=\"90\""),
        (
            "<img src=a.jpg alt='A bed'>",
            " width=\"400\" height=\"300\"",
        ),
    ] {
        let page = format!("---\ntitle: P\n---\n{tag}\n");
        let built = built(&[("content/p.md", &page)], &["content/a.jpg"]);
        let html = built.html("p/index.html");
        let tag = tags(&html)[0];
        assert!(tag.contains(own), "{tag}");
        assert_eq!(
            tag.matches(" width=").count(),
            own.matches(" width=").count(),
            "{tag}"
        );
        assert_eq!(
            tag.matches(" height=").count(),
            own.matches(" height=").count(),
            "{tag}"
        );
    }
}

#[test]
fn the_widths_are_those_of_the_layout() {
    let page = "---\ntitle: P\nimage: a.jpg\nimage_alt: A bed\n---\n\n![Leeks](b.jpg)\n";
    let built = built(
        &[("content/p.md", page)],
        &["content/a.jpg", "content/b.jpg"],
    );
    let html = built.html("p/index.html");
    for (width, times) in [
        (
            "sizes=\"(min-width: 72rem) 68rem, (min-width: 40rem) calc(100vw - 4rem), ",
            1,
        ),
        (
            "sizes=\"(min-width: 44rem) 40rem, (min-width: 40rem) calc(100vw - 4rem), ",
            1,
        ),
    ] {
        assert_eq!(html.matches(width).count(), times, "{html}");
    }
}

#[test]
fn feeds_leave_the_order_to_their_readers() {
    let page = "---\ntitle: P\ndate: 2015-01-01\n---\n\n![Leeks](a.jpg)\n";
    let index = "---\ntitle: News\n---\n";
    let built = built(
        &[
            ("content/news/p.md", page),
            ("content/news/index.md", index),
        ],
        &["content/news/a.jpg"],
    );
    assert!(!built.html("feed.xml").contains("fetchpriority"));
}
