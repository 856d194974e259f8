//! Addresses that somebody only typed into a text become links, and nothing else does.

use super::{page, silent, site};

/// The paragraph that a text becomes.
fn paragraph(text: &str) -> String {
    let built = silent(&page(text));
    let html = built.html("a/index.html");
    let (_, rest) = html.split_once("<div class=\"prose\">").expect("prose");
    let (inner, _) = rest.split_once("</div>").expect("its end");
    inner.trim().to_owned()
}

/// The addresses of the links of a text, and the words of the text.
fn links(text: &str) -> (Vec<String>, String) {
    let html = paragraph(text);
    let links = html.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next().map(str::to_owned));
    let mut words = String::new();
    for part in html.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, words)| words));
    }
    (links.collect(), words)
}

#[test]
fn addresses_in_running_text_are_links() {
    for (text, address) in [
        ("See https://example.org.", "https://example.org"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        (
            "https://example.org/a_b--c_d/__e__?x=1&y=2",
            "https://example.org/a_b--c_d/__e__?x=1&amp;y=2",
        ),
        ("**https://example.org/a**", "https://example.org/a"),
        ("*see https://example.org/a*", "https://example.org/a"),
        ("https://example.org/*a*/b", "https://example.org/*a*/b"),
        ("“https://example.org/a”,", "https://example.org/a"),
        ("https://example.org/it's", "https://example.org/it's"),
        ("HTTP://Example.org/A!", "HTTP://Example.org/A"),
        ("www.example.com/x, and", "https://www.example.com/x"),
        ("https://medium.com/@us", "https://medium.com/@us"),
        ("| A |\n|---|\n|https://example.org|", "https://example.org"),
        ("> https://example.org", "https://example.org"),
        ("## At www.example.com", "https://www.example.com"),
        ("rose@example.org.", "mailto:rose@example.org"),
        ("rose_m.b+c@example.org", "mailto:rose_m.b+c@example.org"),
        ("mailto:rose@example.org", "mailto:rose@example.org"),
        ("https://example.org&amp;", "https://example.org"),
        (
            "https://example.org[^1]\n\n[^1]: A note.",
            "https://example.org",
        ),
    ] {
        let (found, _) = links(text);
        assert!(found.contains(&address.to_owned()), "{text} {found:?}");
    }
}

#[test]
fn links_change_no_words() {
    for text in [
        "See https://example.org/a_b--c_d, www.example.com and first_last@example.org.",
        "*see https://example.org/_a b_ and* more",
        "x https://example.org/*a b* c",
    ] {
        let (found, words) = links(text);
        assert!(!found.is_empty(), "{text}");
        let plain = |text: &str| text.replace(['*', '_'], "");
        assert_eq!(plain(&words), plain(text), "{text}");
    }
}

#[test]
fn what_is_no_address_stays_text() {
    for text in [
        "`https://example.org`",
        "```text\nhttps://example.org\n```",
        "<code>https://example.org</code>",
        "http://localhost:8000/ and http://127.0.0.1/",
        "https://… and www.",
        "git@example.org:us/it.git and logo@2x.png",
        "@rose@example.social is a name",
        "node:fs and a://b",
    ] {
        let html = paragraph(text);
        assert!(!html.contains("<a"), "{text} {html}");
    }
    let (found, _) = links("[see https://example.org](index.md)");
    assert_eq!(found, ["../"]);
    let (found, _) = links("<a href=\"index.md\">https://example.org</a>");
    assert_eq!(found, ["../"]);
}

#[test]
fn addresses_of_the_site_itself_lead_to_its_pages() {
    assert_eq!(links("See https://www.example.org/ here").0, ["../"]);
}

#[test]
fn links_can_stay_plain() {
    let text = "See https://example.org and rose@example.org.\n";
    let own = format!("---\ntitle: A\nlinks: plain\n---\n{text}");
    let built = silent(&site().write("content/a.md", &own));
    assert!(
        !built
            .html("a/index.html")
            .contains("href=\"https://example.org\"")
    );
    for (setting, is_live) in [("plain", false), ("[files, plain]", false), ("live", true)] {
        let settings = format!("title: T\nbase_url: https://www.example.org/\nlinks: {setting}\n");
        let site = page(text).write("content/site.yaml", &settings);
        let html = silent(&site).html("a/index.html");
        assert_eq!(
            html.contains("href=\"https://example.org\""),
            is_live,
            "{setting}"
        );
        let own = format!("---\ntitle: A\nlinks: live\n---\n{text}");
        let html = silent(&site.write("content/a.md", &own)).html("a/index.html");
        assert!(html.contains("mailto:rose@example.org"), "{setting}");
    }
}
