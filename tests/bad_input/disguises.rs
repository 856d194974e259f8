//! Links that run a script, in every disguise that a browser sees through.

use crate::spoilt::Published;
use crate::support::html::{is, tags};
use masthead::base::Code;
use masthead::fixture::{Built, Fixture};

/// Addresses of scripts in forms that a browser would run. Entities are for HTML and markdown,
/// which decode them.
const DISGUISES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#13;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "&#xFEFF;javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "VBScript&#58;msgbox(1)",
    "data:text/html,hello",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:https://example.org",
];

const FIELD: &str = "fields:\n  to: {type: link}\n  file: {type: asset}\n";
const TEMPLATE: &str = "{% if to %}<a href=\"{{ to | href }}\">x</a>{% endif %}{% if file %}<img \
    src=\"{{ file.url | href }}\" alt=\"\">{% endif %}";

fn fixture() -> Fixture {
    Fixture::new()
        .write("content/site.yaml", "title: T\n")
        .write("themes/default/components/leap.yaml", FIELD)
        .write("themes/default/components/leap.html", TEMPLATE)
}

fn page(body: &str) -> Built {
    fixture()
        .write(
            "content/index.md",
            &format!("---\ntitle: A\n---\n\n{body}\n"),
        )
        .build()
}

/// Addresses that a browser would follow or load, as it reads them.
fn addresses(built: &Built) -> Vec<String> {
    let attributes = [
        "href",
        "src",
        "srcset",
        "action",
        "formaction",
        "poster",
        "data",
        "xlink:href",
        "cite",
        "background",
        "ping",
    ];
    let pages = built.files.keys().filter(|path| is(path, "html"));
    let tags = pages.flat_map(|path| tags(&built.html(path)));
    let values = tags
        .flat_map(|tag| tag.attributes)
        .filter(|(name, _)| attributes.contains(&name.as_str()));
    values
        .map(|(_, value)| {
            value
                .chars()
                .filter(|c| !c.is_control() && !c.is_whitespace())
                .collect::<String>()
                .to_lowercase()
        })
        .collect()
}

#[track_caller]
fn assert_harmless(built: &Built, body: &str) {
    for address in addresses(built) {
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        let safe = matches!(
            scheme,
            "" | "http" | "https" | "mailto" | "tel" | "sms" | "ftp"
        ) || scheme.contains(['/', '.']);
        assert!(safe, "{body:?} leads to {address:?}");
    }
}

#[test]
fn a_script_link_is_refused_wherever_it_is_written() {
    for disguise in DISGUISES {
        for body in [
            format!("[x](<{disguise}>)"),
            format!("[x]\n\n[x]: <{disguise}>"),
            format!("![x](<{disguise}>)"),
            format!("<a href=\"{disguise}\">x</a>"),
            format!("<p><a href='{disguise}'>x</a></p>"),
            format!("<img src=\"{disguise}\" alt=\"x\">"),
        ] {
            let built = page(&body);
            assert_harmless(&built, &body);
            // ammonia drops what it knows for unsafe by itself; everything else is an error with
            // its place.
            let told = built.codes().iter().any(|code| {
                matches!(
                    code,
                    Code::UnsafeLink | Code::MissingFile | Code::BrokenLink
                )
            });
            assert!(
                told || body.starts_with('<'),
                "{body:?}: {:?}",
                built.outcome.faults
            );
        }
    }
}

#[test]
fn a_script_link_in_a_component_or_in_the_settings_is_refused() {
    for scheme in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " java\\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ] {
        for field in ["to", "file"] {
            let body = format!("```leap\n{field}: \"{scheme}\"\n```");
            let built = page(&body);
            assert_harmless(&built, &body);
            assert_eq!(built.codes().first(), Some(&Code::UnsafeLink), "{body:?}");
        }
        let settings = format!(
            "title: T\nnavigation:\n  - {{title: A, to: \"{scheme}\"}}\nfooter:\n  links:\n    - \
             {{title: B, to: \"{scheme}\"}}\n  text: \"[x](<{}>)\"\n",
            scheme.replace("\\t", "&Tab;")
        );
        let built = fixture()
            .write("content/site.yaml", &settings)
            .write("content/index.md", "---\ntitle: A\n---\n")
            .build();
        assert_harmless(&built, &settings);
        let unsafe_links = built
            .codes()
            .iter()
            .filter(|code| **code == Code::UnsafeLink)
            .count();
        assert_eq!(unsafe_links, 3, "{settings}: {:?}", built.outcome.faults);
    }
}

#[test]
fn an_automatic_link_runs_no_script() {
    for body in [
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "<vbscript:x>",
        "<JavaScript:x>",
    ] {
        let built = page(body);
        assert_harmless(&built, body);
        assert_eq!(built.codes().first(), Some(&Code::UnsafeLink), "{body}");
    }
}

#[test]
fn a_picture_from_another_website_is_refused_because_it_would_see_every_reader() {
    for body in [
        "![x](https://example.org/x.png)",
        "![x](//example.org/x.png)",
        "<img src=\"https://example.org/x.png\" alt=\"x\">",
    ] {
        let built = page(body);
        assert_eq!(
            built.codes().first(),
            Some(&Code::UnsafeLink),
            "{body}: {:?}",
            built.outcome.faults
        );
        assert!(!built.html("index.html").contains("example.org"), "{body}");
    }
}

#[test]
fn a_script_link_is_an_error_with_its_place_and_nothing_is_published() {
    let site = Published::new().with(
        "content/a.md",
        "---\ntitle: A\n---\n\nText [x](JavaScript:alert(1)).\n",
    );
    site.refused().expect(&["unsafe-link content/a.md:5:6"]);
}

#[test]
fn an_address_in_html_that_no_page_may_lead_to_is_an_error_too() {
    for address in [
        "javascript:alert(1)",
        "JaVa&#115;cript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        " vbscript:x",
    ] {
        let site = Published::new().with(
            "content/a.md",
            format!("---\ntitle: A\n---\n\nText <a href=\"{address}\">x</a>.\n"),
        );
        site.refused().expect(&["unsafe-link content/a.md:5:6"]);
    }
    let site = Published::new().with(
        "content/a.md",
        "---\ntitle: A\n---\n\n<img src=\"file:///a.png\" alt=\"A\">\n",
    );
    site.refused().expect(&["unsafe-link content/a.md:5:1"]);
    let fine = "<!-- <a href=\"javascript:x\">x</a> -->\n\n<a id=\"here\">x</a> <a \
        href=\"https://example.org/\">y</a>\n";
    Published::new()
        .with("content/a.md", format!("---\ntitle: A\n---\n\n{fine}"))
        .published();
}
