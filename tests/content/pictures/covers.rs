//! The picture of a page in lists, in feeds and on other websites.

use super::{built, site, tags};
use masthead::base::Code;
use masthead::fixture::Built;

/// A section of two issues, of which one has a picture with these further lines.
fn issues(lines: &str) -> Built {
    let with = format!(
        "---\ntitle: With\nnumber: 2\ndate: 2015-02-01\nimage: a.jpg\n\
         image_alt: Two people plant leeks.\n{lines}---\n\nText.\n"
    );
    let without = "---\ntitle: Without\nnumber: 1\ndate: 2015-01-01\n---\n\nText.\n";
    built(
        &[
            (
                "content/newsletters/index.md",
                "---\ntitle: Newsletters\n---\n",
            ),
            ("content/newsletters/2.md", &with),
            ("content/newsletters/1.md", without),
        ],
        &["content/newsletters/a.jpg"],
    )
}

/// The end of the address of a derived picture, behind the fingerprint.
fn end(tag: &str) -> &str {
    let at = tag.find("assets/pictures/a-").expect("a derived picture");
    let name = &tag[at + "assets/pictures/a-".len()..];
    let name = name.split(['"', ' ', '<']).next().unwrap_or_default();
    name.split_once('-').map_or(name, |(_, end)| end)
}

#[test]
fn lists_show_a_part_of_the_pictures_that_pages_have() {
    let built = issues("");
    for list in ["newsletters/index.html", "index.html"] {
        let html = built.html(list);
        let tags = tags(&html);
        assert_eq!(tags.len(), 1, "{html}");
        assert!(
            tags[0].contains(" alt=\"\" width=\"400\" height=\"266\""),
            "{}",
            tags[0]
        );
        assert!(tags[0].contains("loading=\"lazy\""), "{}", tags[0]);
        assert_eq!(end(tags[0]), "card-50-50-400.webp");
        assert!(tags[0].contains("240w, "), "{}", tags[0]);
    }
    let own = built.html("newsletters/2/index.html");
    assert!(tags(&own)[0].contains("alt=\"Two people plant leeks.\""));
}

#[test]
fn every_picture_that_is_named_is_published() {
    let built = issues("image_focus: top\n");
    let all = |path: &str| built.html(path);
    for path in [
        "index.html",
        "newsletters/2/index.html",
        "feed.xml",
        "feed.json",
    ] {
        let text = all(path);
        for (at, _) in text.match_indices("assets/pictures/") {
            let name = text[at..].split(['"', ' ', '<']).next().unwrap_or_default();
            assert!(built.files.contains_key(name), "{name} of {path}");
        }
    }
    let social = built.files.keys().find(|path| path.contains("-social-"));
    let bytes = &built.files[social.expect("a picture for other websites")];
    let picture = image::load_from_memory(bytes).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (400, 210));
}

#[test]
fn other_websites_are_given_a_part_of_its_size() {
    let html = issues("").html("newsletters/2/index.html");
    let tag = |name: &str| {
        let start = format!("<meta property=\"{name}\" content=\"");
        let at = html
            .find(&start)
            .unwrap_or_else(|| panic!("no {name} in {html}"));
        let content = &html[at + start.len()..];
        content.split('"').next().unwrap_or_default().to_owned()
    };
    let url = tag("og:image");
    assert!(
        url.starts_with("https://www.example.org/assets/pictures/a-"),
        "{url}"
    );
    assert_eq!(end(&url), "social-50-50-400.jpg");
    assert_eq!(
        (tag("og:image:width"), tag("og:image:height")),
        ("400".into(), "210".into())
    );
    assert_eq!(tag("og:image:alt"), "Two people plant leeks.");
    assert!(
        html.contains("\"image\":\"https://www.example.org/assets/pictures/a-"),
        "{html}"
    );
}

#[test]
fn feeds_show_a_picture_of_a_middle_size_beside_its_entry() {
    let built = issues("");
    for (path, before) in [
        (
            "feed.xml",
            "<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"",
        ),
        (
            "rss.xml",
            "<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"",
        ),
        ("feed.json", "\"image\":\""),
    ] {
        let text = built.html(path);
        assert_eq!(text.matches(before).count(), 1, "{text}");
        let at = text.find(before).expect("a picture") + before.len();
        assert!(
            text[at..].starts_with("https://www.example.org/assets/pictures/a-"),
            "{text}"
        );
        assert_eq!(end(&text[at..]), "400.jpg");
    }
}

#[test]
fn a_focus_chooses_the_part() {
    for (written, named) in [("top", "50-0"), ("left", "0-50"), ("30% 60%", "30-60")] {
        let html = issues(&format!("image_focus: {written}\n")).html("index.html");
        assert_eq!(end(tags(&html)[0]), format!("card-{named}-400.webp"));
    }
}

#[test]
fn a_card_that_leads_to_a_page_shows_a_part_of_its_picture() {
    let pages = [
        (
            "content/with.md",
            "image: a.jpg\nimage_alt: A bed of leeks.\nweight: 1\n",
        ),
        ("content/without.md", "weight: 2\n"),
        ("content/news/index.md", ""),
        (
            "content/news/deep/index.md",
            "image: /a.jpg\nimage_alt: ''\n",
        ),
    ];
    let pages = pages.map(|(path, lines)| (path, format!("---\ntitle: P\n{lines}---\n\nText.\n")));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, page)| (*path, &**page)).collect();
    let built = built(&pages, &["content/a.jpg"]);
    for path in ["index.html", "news/index.html"] {
        let html = built.html(path);
        let (_, cards) = html.split_once("<ul class=\"cards").expect("cards");
        let (cards, _) = cards.split_once("</ul>").expect("an end");
        let tags = tags(cards);
        assert_eq!(tags.len(), 1, "{cards}");
        assert!(
            tags[0].contains("sizes=\"7rem\" alt=\"\" width=\"400\""),
            "{cards}"
        );
        assert_eq!(end(tags[0]), "card-50-50-400.webp");
    }
}

#[test]
fn a_focus_in_a_block_is_told_where_it_works() {
    let page = "---\ntitle: P\n---\n```figure\nsrc: a.jpg\nalt: A bed\nfocus: top\n```\n";
    let built = site(&[("content/p.md", page)], &["content/a.jpg"]).build();
    assert_eq!(built.codes(), [Code::UnknownKey]);
    let fault = built.findings_in("content/p.md")[0];
    assert!(
        fault.help[0].contains("`image_focus: top`"),
        "{:?}",
        fault.help
    );
}

#[test]
fn a_focus_that_is_none_is_told() {
    let page = "---\ntitle: P\nimage: a.jpg\nimage_alt: A bed\nimage_focus: face\n---\n";
    let built = site(&[("content/p.md", page)], &["content/a.jpg"]).build();
    assert_eq!(built.codes(), [Code::UnknownChoice]);
    let fault = built.findings_in("content/p.md")[0];
    assert_eq!(fault.message, "`face` is no place in a picture");
}

/// Builds a page of this text on a site with a picture for pages without one, and returns the ends
/// of the names of all pictures that are made.
fn made_for_others(text: &str) -> Vec<String> {
    let page = format!("---\ntitle: P\n---\n\n{text}\n");
    let site = site(&[("content/p.md", &page)], &["content/a.jpg"]);
    let settings = "title: T\nbase_url: https://www.example.org/\ndefault_image: a.jpg\n";
    let built = site.write("content/site.yaml", settings).build();
    assert_eq!(built.codes(), []);
    assert!(built.html("p/index.html").contains("-social-50-50-400.jpg"));
    let made = built.files.keys().filter_map(|path| {
        let name = path.strip_prefix("assets/pictures/a-")?;
        Some(name.split_once('-')?.1.to_owned())
    });
    made.collect()
}

#[test]
fn the_picture_for_pages_without_one_is_made_for_other_websites_alone() {
    assert_eq!(
        made_for_others("Text."),
        ["400.jpg", "social-50-50-400.jpg"]
    );
    let shown = made_for_others("![A garden](a.jpg)");
    let widths = ["320.webp", "400.jpg", "400.webp", "social-50-50-400.jpg"];
    assert_eq!(shown, widths);
}
