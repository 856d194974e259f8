//! Tests of cleaning: what drawings of drawing programs hold stays, what runs or fetches goes, in
//! every disguise.

use super::{Drawing, clean};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

const NAMES: &str = "xmlns=\"http://www.w3.org/2000/svg\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

fn svg(inner: &str) -> String {
    format!("<svg {NAMES}>{inner}</svg>")
}

/// Returns the cleaned drawing and the names of what was taken out.
#[track_caller]
fn cleaned(text: &str) -> (String, Vec<String>) {
    match clean(text.as_bytes()) {
        Drawing::Cleaned { text, removed } => (text, removed),
        other => panic!("{other:?}\n{text}"),
    }
}

#[test]
fn a_drawing_that_is_only_a_drawing_stays_as_it_is() {
    for text in [
        svg("<g fill=\"url(#a)\"><path d=\"M0 0\" style=\"fill:url('#a')\"/></g>"),
        svg("<style>@media print { a { fill: red } } .a { fill: url(#b) }</style>"),
        svg("<image xlink:href=\"data:image/png;base64,AAAA\" width=\"1\" height=\"1\"/>"),
        svg("<image href=\"data:image/svg+xml;base64,AAAA\"/><use href=\"#a\"/>"),
        svg("<a href=\"https://www.example.org/\"><text>More</text></a><a href=\"a.html\"/>"),
        svg("<animate attributeName=\"opacity\" from=\"0\" to=\"1\" dur=\"1s\"/>"),
        svg("<style>@font-face{font-family:A;src:url(data:font/woff2;base64,AAAA)}</style>"),
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n{}",
            svg("<title>A house</title><desc>With a door</desc>")
        ),
        format!(
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
             \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">{}",
            svg("")
        ),
        svg(
            "<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"color:red\">\
             Words<br/></div></foreignObject>",
        ),
    ] {
        assert_eq!(clean(text.as_bytes()), Drawing::AsItStands, "{text}");
    }
}

#[test]
fn notes_that_nobody_sees_are_taken_out_without_a_word() {
    let drawn = "<circle r=\"5\"/><text>HTAS</text>";
    let dc = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    let inkscape = "xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"";
    let named = format!("<svg {NAMES} {inkscape} i:export-filename=\"C:\\Jane Roe\\a.png\">");
    for text in [
        format!("<!-- Drawn by Jane Roe -->{}", svg(drawn)),
        format!("{}<!-- Drawn by Jane Roe -->", svg(drawn)),
        svg(&format!("{drawn}<g><!-- Jane Roe --></g>")),
        svg(&format!("<metadata>Author: Jane Roe</metadata>{drawn}")),
        svg(&format!(
            "<metadata><dc:creator {dc}>Jane Roe</dc:creator></metadata>{drawn}"
        )),
        svg(&format!("<?note Jane Roe?>{drawn}")),
        svg(&format!("<i:grid {inkscape} by=\"Jane Roe\"/>{drawn}")),
        format!("{named}{drawn}</svg>"),
    ] {
        let (left, removed) = cleaned(&text);
        assert!(removed.is_empty(), "{removed:?}\n{text}");
        assert!(!left.contains("Jane"), "{left}");
        assert!(left.contains("<circle") && left.contains("<text>HTAS</text>"));
        assert_eq!(clean(left.as_bytes()), Drawing::AsItStands, "{left}");
    }
}

#[test]
fn pictures_within_a_drawing_lose_their_notes() {
    let dot = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe\x08Jane Roe\0\
        \x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";
    let inner = svg("<metadata>Jane Roe</metadata><circle r=\"5\"/>");
    for (kind, bytes) in [("gif", &dot[..]), ("svg+xml", inner.as_bytes())] {
        let data = STANDARD.encode(bytes);
        let text = svg(&format!(
            "<image href=\"data:image/{kind};base64,{data}\"/>"
        ));
        let (left, removed) = cleaned(&text);
        assert!(removed.is_empty(), "{removed:?}");
        let shown = left
            .split("base64,")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let shown = STANDARD
            .decode(shown.expect("an address"))
            .expect("base 64");
        assert!(memchr::memmem::find(bytes, b"Jane").is_some());
        assert!(memchr::memmem::find(&shown, b"Jane").is_none() && !shown.is_empty());
        assert_eq!(clean(left.as_bytes()), Drawing::AsItStands);
    }
}

/// What runs inside a drawing, with the name that the finding tells; none where nothing can be
/// read.
const DISGUISES: [(&str, &str); 20] = [
    ("<script>x()</script>", "<script>"),
    ("<script href=\"https://evil.example/x.js\"/>", "<script>"),
    ("<g onload=\"x()\"/>", "onload"),
    ("<g ONLOAD=\"x()\"/>", "ONLOAD"),
    ("<g on&#108;oad=\"x()\"/>", ""),
    ("<a href=\"javascript:x()\"/>", "href"),
    ("<a xlink:href=\" java&#10;script:x()\"/>", "xlink:href"),
    ("<a href=\"&#1;javascript:x()\"/>", ""),
    ("<a href=\"data:text/html,x\"/>", "href"),
    ("<a href=\"vbscript:x()\"/>", "href"),
    (
        "<animate attributeName=\"href\" values=\"javascript:x()\"/>",
        "<animate>",
    ),
    (
        "<set attributeName=\"xlink:href\" to=\"javascript:x()\"/>",
        "<set>",
    ),
    ("<set attributeName=\" onclick\" to=\"x()\"/>", "<set>"),
    ("<use href=\"data:image/svg+xml,x#y\"/>", "href"),
    (
        "<handler type=\"text/ecmascript\">x()</handler>",
        "<handler>",
    ),
    (
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"x()\"/>\
      </foreignObject>",
        "onload",
    ),
    (
        "<foreignObject><embed xmlns=\"http://www.w3.org/1999/xhtml\" src=\"x\"/>\
      </foreignObject>",
        "<embed>",
    ),
    (
        "<foreignObject><a xmlns=\"http://www.w3.org/1999/xhtml\" href=\"javascript:x()\">x</a>\
      </foreignObject>",
        "href",
    ),
    (
        "<x:y xmlns:x=\"urn:x\"><script>x()</script></x:y>",
        "<script>",
    ),
    (
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" href=\"javascript:x()\"/>",
        "<math>",
    ),
];

#[test]
fn what_runs_is_taken_out_in_every_disguise() {
    let html = "xmlns:h=\"http://www.w3.org/1999/xhtml\"";
    let drawn = "xmlns:s=\"http://www.w3.org/2000/svg\"";
    let named = [
        (format!("<s:script {drawn}>x()</s:script>"), "<script>"),
        (format!("<h:script {html}>x()</h:script>"), "<script>"),
        (format!("<g><h:iframe {html} src=\"x\"/></g>"), "<iframe>"),
    ];
    let named = named.iter().map(|(inner, told)| (inner.as_str(), *told));
    for (inner, told) in DISGUISES.into_iter().chain(named) {
        let text = svg(inner);
        if told.is_empty() {
            assert!(
                matches!(clean(text.as_bytes()), Drawing::Unreadable(_)),
                "{text}"
            );
            continue;
        }
        let (left, removed) = cleaned(&text);
        assert_eq!(removed, [told], "{text}");
        for word in ["script", "x()", "evil", "iframe", "embed", "data:"] {
            assert!(!left.to_lowercase().contains(word), "{left}");
        }
        assert_eq!(clean(left.as_bytes()), Drawing::AsItStands, "{left}");
    }
}

#[test]
fn what_is_fetched_from_elsewhere_is_taken_out() {
    for (inner, told) in [
        ("<image href=\"https://evil.example/a.png\"/>", "href"),
        ("<image xlink:href=\"//evil.example/a.png\"/>", "xlink:href"),
        ("<image href=\"a.png\"/>", "href"),
        ("<use xlink:href=\"other.svg#a\"/>", "xlink:href"),
        ("<feImage href=\"https://evil.example/\"/>", "href"),
        ("<g fill=\"url(https://evil.example/#a)\"/>", "fill"),
        ("<g fill=\"u\\72l(https://evil.example/#a)\"/>", "fill"),
        (
            "<g style=\"fill:url( 'https://evil.example/' )\"/>",
            "style",
        ),
        (
            "<g style=\"background:image-set('https://evil.example/' 1x)\"/>",
            "style",
        ),
        ("<style>@import 'https://evil.example/';</style>", "<style>"),
        (
            "<style>@\\69mport url(https://evil.example/);</style>",
            "<style>",
        ),
        (
            "<style>a{b:c}<![CDATA[ d{e:url(https://evil.example/)}]]></style>",
            "<style>",
        ),
        (
            "<style>a { fill: url(https://evil.example/</style>",
            "<style>",
        ),
        ("<g xml:base=\"https://evil.example/\"/>", "xml:base"),
        (
            "<animate attributeName=\"fill\" to=\"url(https://evil.example/)\"/>",
            "to",
        ),
    ] {
        let (left, removed) = cleaned(&svg(inner));
        assert_eq!(removed, [told], "{inner}");
        assert!(!left.contains("evil") && !left.contains("other"), "{left}");
        assert_eq!(clean(left.as_bytes()), Drawing::AsItStands, "{left}");
    }
    let (left, removed) = cleaned(&format!("<?xml-stylesheet href=\"x.xsl\"?>{}", svg("")));
    assert_eq!(removed, ["<?xml-stylesheet?>"]);
    assert!(!left.contains("stylesheet"));
}

#[test]
fn entities_are_replaced_and_declared_no_more() {
    let (left, removed) = cleaned(
        "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\"><!ENTITY w \"Words\">]>\
         <svg xmlns=\"&ns;\"><text>&w; &amp; &lt;b&gt;</text></svg>",
    );
    assert!(removed.is_empty());
    assert!(left.contains("<text>Words &amp; &lt;b&gt;</text>") && !left.contains("ENTITY"));
    let (left, removed) = cleaned(
        "<!DOCTYPE svg [<!ENTITY s \"<script xmlns='http://www.w3.org/2000/svg'>x()</script>\">]>\
         <svg xmlns=\"http://www.w3.org/2000/svg\">&s;</svg>",
    );
    assert_eq!(removed, ["<script>"]);
    assert!(!left.contains("script"));
    // An attribute by declaration is one that only browsers would see.
    let (left, _) = cleaned(
        "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"x()\">]>\
         <svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    assert!(!left.contains("onload"));
}

#[test]
fn a_drawing_in_another_encoding_is_read_as_browsers_read_it() {
    let text = format!(
        "<?xml version='1.0' encoding='ISO-8859-1'?>{}",
        svg("<text>Gr\u{e9}</text>")
    );
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    let Drawing::Cleaned { text, removed } = clean(&bytes) else {
        panic!("not cleaned")
    };
    assert!(
        removed.is_empty() && text.contains("<text>Gr\u{e9}</text>"),
        "{text}"
    );
    let hidden = "<?xml version='1.0' encoding='UTF-7'?><svg>+ADw-script+AD4-</svg>";
    assert!(matches!(clean(hidden.as_bytes()), Drawing::Unreadable(_)));
    let wide: Vec<u8> = svg("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(clean(&wide), Drawing::Unreadable(_)));
}

#[test]
fn what_is_no_drawing_is_told() {
    for text in [
        "",
        "words",
        "<svg/>",
        "<svg width=\"9\"><g/></svg>",
        "<html><body>Words</body></html>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><use xlink:href=\"#a\"/></svg>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>x()</script></html>",
        "<svg><script xmlns=\"http://www.w3.org/1999/xhtml\">x()</script></svg>",
    ] {
        assert!(
            matches!(clean(text.as_bytes()), Drawing::Unreadable(_)),
            "{text}"
        );
    }
}

#[test]
fn a_drawing_made_to_be_slow_is_refused_or_read() {
    let deep = svg(&format!(
        "{}{}",
        "<g>".repeat(200_000),
        "</g>".repeat(200_000)
    ));
    assert_eq!(clean(deep.as_bytes()), Drawing::AsItStands);
    let deep = svg(&format!(
        "{}<script/>{}",
        "<g>".repeat(200_000),
        "</g>".repeat(200_000)
    ));
    assert_eq!(cleaned(&deep).1, ["<script>"]);
    let mut attributes = String::new();
    for number in 0..200_000 {
        let _ = write!(attributes, " a{number}=\"\"");
    }
    let spaced = attributes.replace('=', "\t=\t");
    let mut prefixes = String::new();
    for number in 0..60_000 {
        let _ = write!(prefixes, "<g xmlns:a{number}=\"urn:{number}\">");
    }
    let entity = "x".repeat(1 << 20);
    for text in [
        svg(&format!("<g{attributes}/>")),
        svg(&format!("<g{spaced}/>")),
        svg(&prefixes),
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"{entity}\">]>{}",
            svg(&"&a;".repeat(100_000))
        ),
        format!("<!DOCTYPE svg [<!ENTITY a \"&a;\">]>{}", svg("&a;")),
    ] {
        assert!(matches!(clean(text.as_bytes()), Drawing::Unreadable(_)));
    }
    let css = svg(&format!("<style>{}</style>", "(".repeat(100_000)));
    assert_eq!(cleaned(&css).1, ["<style>"]);
}
