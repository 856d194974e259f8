//! Text that tries to become markup, in every place where an author or an owner may write text.

use crate::support::html::{Tag, is, tags};
use masthead::base::Code;
use masthead::fixture::{Built, Fixture};

/// Breaks out of text, of attributes in either quotes, of a title, a script, a comment and a
/// template.
const PAYLOADS: &[&str] = &[
    "<script>pwned()</script>",
    "\"><img src=pwned onerror=pwned()>",
    "'><svg onload=pwned()>",
    "\" onmouseover=pwned() x=\"",
    "' onfocus=pwned() autofocus x='",
    "</title><script>pwned()</script>",
    "--><script>pwned()</script>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "\u{202e}<b onclick=pwned()>",
];

/// A script that the theme brings, or data for search engines.
fn is_of_theme(tag: &Tag) -> bool {
    let is_data = tag.get("type") == Some("application/ld+json");
    is_data && tag.attributes.len() == 1
        || tag
            .get("src")
            .is_some_and(|src| src.contains("assets/theme/"))
}

/// Insists that nothing of a payload became a tag or an attribute.
#[track_caller]
fn assert_tame(built: &Built, payload: &str) {
    let pages: Vec<&String> = built.files.keys().filter(|path| is(path, "html")).collect();
    assert!(pages.len() >= 6, "{pages:?}: {:?}", built.outcome.faults);
    let mut seen = 0;
    for path in pages {
        let html = built.html(path);
        seen += usize::from(html.contains("pwned") || html.contains("7 * 7"));
        assert!(
            !html.contains("49"),
            "{path}: {payload} was run by the template"
        );
        for tag in tags(&html) {
            assert!(
                !matches!(tag.name.as_str(), "svg" | "iframe" | "object" | "style"),
                "{path}: {payload}: {tag:?}"
            );
            assert!(
                tag.name != "script" || is_of_theme(&tag),
                "{path}: {payload}: {tag:?}"
            );
            let active = tag.attributes.iter().find(|(name, _)| {
                name.starts_with("on") || name == "style" || name == "autofocus" || name == "x"
            });
            assert_eq!(active, None, "{path}: {payload}: {tag:?}");
            assert_ne!(tag.get("src"), Some("pwned"), "{path}: {payload}");
        }
    }
    for (path, bytes) in built.files.iter().filter(|(path, _)| is(path, "json")) {
        assert!(
            serde_json::from_slice::<serde_json::Value>(bytes).is_ok(),
            "{path}: {payload} spoils it"
        );
    }
    for path in built.files.keys().filter(|path| is(path, "xml")) {
        let tags = tags(&built.html(path));
        let foreign = tags
            .iter()
            .find(|tag| matches!(tag.name.as_str(), "script" | "img" | "svg" | "b" | "p"));
        assert_eq!(foreign, None, "{path}: {payload}");
    }
    assert!(
        seen >= 4,
        "{payload} is shown on {seen} pages only: the test misses its aim"
    );
}

/// Writes a text as a YAML value in double quotes.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text has a JSON form, which is YAML too")
}

/// Settings with a payload in every place where text may stand.
fn hostile_settings(p: &str) -> String {
    format!(
        "title: {p}\nshort_title: {p}\nstrapline: {p}\nbase_url: https://www.example.org/\nroles: \
         [{p}]\n\
         navigation: [{{title: {p}, to: index.md}}]\n\
         organisation: {{name: {p}, address: [{p}], email: a@example.org, phone: {p}, social: \
         [{{name: {p}, url: https://example.org/}}]}}\n\
         footer: {{text: {p}, links: [{{title: {p}, to: index.md}}]}}\n"
    )
}

/// Front matter of any page with a payload in every place where text may stand.
fn hostile_front(p: &str, topic: &str) -> String {
    format!(
        "title: {p}\nnav_title: {p}\nsummary: {p}\nauthors: [{p}]\ntopics: [{topic}]\n\
         image: x.png\nimage_alt: {p}\nextra: {{a: {p}}}\n"
    )
}

/// The text of a page with a payload, as a `line` and as a quoted value, in every place.
fn hostile_body(line: &str, p: &str) -> String {
    format!(
        "## {line}\n\n### {line} {{#own}}\n\n{line}\n\n[{line}](index.md \"{}\") ![{line}](x.png)\n\
         \n| {line} | b |\n|---|---|\n| {line} | 2 |\n\n\
         `{line}`\n\n```{}\n{line}\n```\n\n> [!NOTE]\n> {line}\n\nTerm {line}\n: {line}\n\n- [ ] \
         {line}\n\nNote[^n].\n\n[^n]: {line}\n\n\
         ```notice\ntitle: {p}\nbody: {p}\n```\n\n```quote\ntext: {p}\nwho: {p}\nrole: {p}\nteam: \
         {p}\n```\n\n```figure\nsrc: x.png\nalt: {p}\ncaption: {p}\ncredit: {p}\n```\n\n\
         ```contact\nname: {p}\nrole: {p}\naddress: [{p}]\nemail: {p}\nphone: {p}\nhours: {p}\n\
         note: {p}\n```\n\n```download\nfile: x.png\ntitle: {p}\nnote: {p}\n```\n\n\
         ```summary-list\nitems: [{{name: {p}, value: {p}}}]\n```\n\n## Another\n\n## A third\n",
        line.replace('"', "&quot;"),
        line.replace(['`', '\n'], ""),
    )
}

fn everywhere(payload: &str) -> Built {
    let p = quoted(payload);
    let line = payload.replace('|', "");
    let settings = hostile_settings(&p);
    let common = hostile_front(&p, &quoted(&format!("topic {payload}")));
    let body = hostile_body(&line, &p);
    Fixture::new()
        .asset("content/x.png", b"x")
        .write("content/site.yaml", &settings)
        .write(
            "content/index.md",
            &format!("---\n{common}template: home\n---\n{body}"),
        )
        .write("content/page.md", &format!("---\n{common}---\n{body}"))
        .write(
            "content/news/index.md",
            &format!("---\n{common}---\n{body}"),
        )
        .write("content/news/draft.md", &format!("---\n{common}---\n"))
        .write(
            "content/newsletters/one.md",
            &format!(
                "---\n{common}period: {p}\neditor: {p}\n---\n## {line}\n\n```byline\nname: {p}\n\
                 role: {p}\nteam: {p}\n```\n"
            ),
        )
        .write(
            "content/newsletters/two/index.md",
            &format!("---\n{common}---\n"),
        )
        .write(
            "content/newsletters/two/a.md",
            &format!(
                "---\n{common}byline: [{{name: {p}, role: {p}, team: {p}}}]\naliases: [/former/]\n\
                 ---\n"
            ),
        )
        .write(
            "content/reports/r.md",
            &format!(
                "---\n{common}period: {p}\nfindings: [{p}]\ndownloads: [{{file: ../x.png, title: \
                 {p}, note: {p}}}]\n---\n"
            )
            .replace("image: x.png", "image: ../x.png"),
        )
        .build()
}

#[test]
fn hostile_text_stays_text_in_every_place_where_text_may_stand() {
    for payload in PAYLOADS {
        assert_tame(&everywhere(payload), payload);
    }
}

const ACTIVE_MARKUP: &[&str] = &[
    "<script>pwned()</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>pwned()</scr</script>ipt>",
    "<img src=x onerror=pwned() alt=x>",
    "<img/src=x/onerror=pwned()/alt=x>",
    "<svg/onload=pwned()>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
    "<iframe src=https://example.org></iframe>",
    "<object data=https://example.org></object>",
    "<embed src=https://example.org>",
    "<form action=https://example.org><button formaction=https://example.org>x</button></form>",
    "<style>* { background: url(https://example.org) }</style>",
    "<link rel=stylesheet href=https://example.org>",
    "<meta http-equiv=refresh content=0;url=https://example.org>",
    "<base href=https://example.org>",
    "<p style=position:fixed onclick=pwned()>x</p>",
    "<details open ontoggle=pwned()>x</details>",
    "<video src=https://example.org autoplay></video>",
    "<template><script>pwned()</script></template>",
    "<noscript><p title=\"</noscript><script>pwned()</script>\">",
    "<a href=\"x.md\" target=_blank onclick=pwned()>x</a>",
];

#[test]
fn active_markup_is_left_out_and_told() {
    for &html in ACTIVE_MARKUP {
        let site = Fixture::new()
            .write("content/site.yaml", "title: T\n")
            .write("content/x.md", "---\ntitle: X\n---\n");
        let built = site
            .write(
                "content/index.md",
                &format!("---\ntitle: A\n---\n\nBefore\n\n{html}\n\nafter {html} it\n"),
            )
            .build();
        let page = built.html("index.html");
        // The theme's own.
        let search = page
            .find("<form class=\"site-search\"")
            .zip(page.find("</header>"))
            .map(|(from, to)| from..to);
        let without = search.map_or_else(|| page.clone(), |own| page.replacen(&page[own], "", 1));
        let without = without
            .split("<script src=\"assets/theme/search.")
            .collect::<Vec<_>>();
        assert_eq!(without.len(), 2);
        for tag in without.iter().flat_map(|part| tags(part)) {
            let unwanted = [
                "script", "svg", "math", "iframe", "object", "embed", "form", "button", "style",
                "base", "video", "template", "noscript",
            ];
            assert!(!unwanted.contains(&tag.name.as_str()), "{html}: {tag:?}");
            assert!(
                !tag.attributes
                    .iter()
                    .any(|(name, _)| name.starts_with("on") || name == "style"),
                "{html}: {tag:?}"
            );
            assert!(
                tag.name != "meta" || tag.get("http-equiv") != Some("refresh"),
                "{html}"
            );
            assert!(
                !tag.attributes
                    .iter()
                    .any(|(_, value)| value.contains("example.org")),
                "{html}: {tag:?}"
            );
        }
        // What markdown does not take for HTML is shown as it is typed.
        let is_text = page.contains(&format!("&lt;{}", &html[1..3]));
        assert!(
            is_text || built.codes().contains(&Code::UnsafeHtml),
            "{html}: {:?}",
            built.outcome.faults
        );
    }
}

#[test]
fn a_former_address_cannot_smuggle_markup_into_the_page_that_leads_on() {
    let page = "---\ntitle: \"A \\\" <b>\"\naliases: ['/old\"><script>pwned()</script>/', '/old/', \
        'https://evil.example/x/']\n---\n";
    let built = Fixture::new()
        .write("content/site.yaml", "title: T\n")
        .write("content/a.md", page)
        .build();
    assert_eq!(
        built
            .codes()
            .iter()
            .filter(|code| **code == Code::BadAlias)
            .count(),
        1,
        "{:?}",
        built.outcome.faults
    );
    for path in ["old/index.html", "x/index.html"] {
        let tags = tags(&built.html(path));
        let refresh = tags
            .iter()
            .find(|tag| tag.get("http-equiv") == Some("refresh"))
            .expect("a page that leads on");
        assert_eq!(refresh.get("content"), Some("0; url=../a/"), "{path}");
        assert!(
            !tags
                .iter()
                .any(|tag| tag.name == "b" || tag.name == "script" && !is_of_theme(tag)),
            "{path}"
        );
    }
}
