//! Advice for links: every suggestion, put in the place of what it is about, makes the link that
//! was meant.

use super::{apply, finding, page, silent};
use masthead::base::{Code, Fault};

/// The front matter of the page that the helper makes.
const FRONT: &str = "---\ntitle: A\n---\n";

/// The text of a page after the suggestion of its only finding. A suggestion for an address stands
/// in the place of that address.
#[track_caller]
fn mended(text: &str) -> String {
    let site = page(text)
        .write("content/my report.md", "---\ntitle: Mine\n---\n")
        .write(
            "content/reports/2015.md",
            "---\ntitle: Report\n---\n## Place\n",
        )
        .write("content/news/2015.md", "---\ntitle: News\n---\n");
    let built = site.build();
    let found: Vec<&Fault> = built.outcome.faults.iter().collect();
    assert_eq!(found.len(), 1, "{text:?} {found:?}");
    let file = format!("{FRONT}{text}\n");
    let is_resolved = found[0].help[0]
        .split('`')
        .nth(1)
        .is_some_and(|meant| !meant.starts_with(['[', '!', '<', '\\']));
    let file = if is_resolved {
        let meant = found[0].help[0].split('`').nth(1).expect("an address");
        let range = found[0].span.as_ref().expect("a place").range.clone();
        let link = &file[range.clone()];
        let start = link.find("](").expect("a link") + 2;
        let lead = &link[..start];
        format!(
            "{}{lead}{meant}){}",
            &file[..range.start],
            &file[range.end..]
        )
    } else {
        apply(&file, found[0])
    };
    let mended = file[FRONT.len()..].trim_end().to_owned();
    silent(&site.write("content/a.md", &file));
    mended
}

#[track_caller]
fn all_are_mended(cases: &[(&str, &str)]) {
    for (text, meant) in cases {
        assert_eq!(mended(text), *meant, "{text:?}");
    }
}

#[test]
fn brackets_are_put_right() {
    all_are_mended(&[
        ("[us](index.md", "[us](index.md)"),
        (
            "See [us](https://example.org/b. Bye",
            "See [us](https://example.org/b). Bye",
        ),
        (
            "* [us](https://example.org/annual-\n  report)",
            "* [us](https://example.org/annual-report)",
        ),
        (
            "[us]((https://example.org/b)",
            "[us](https://example.org/b)",
        ),
        (
            "[us]((https://example.org/b))",
            "[us](https://example.org/b)",
        ),
        (
            "[us]](https://example.org/b)",
            "[us](https://example.org/b)",
        ),
        ("[us](https://example.org/b]", "[us](https://example.org/b)"),
        ("[us] (index.md)", "[us](index.md)"),
        ("[us]\n(index.md)", "[us](index.md)"),
        ("[us]{https://example.org}", "[us](https://example.org)"),
        ("[us] [https://example.org]", "[us](https://example.org)"),
        ("[us][https://example.org]", "[us](https://example.org)"),
        ("(us)[https://example.org/]", "[us](https://example.org/)"),
        ("(https://example.org/)[us]", "[us](https://example.org/)"),
        ("(us)[rose@example.org]", "[us](mailto:rose@example.org)"),
        (
            "(rose@example.org)[mailto:rose@example.org]",
            "[rose@example.org](mailto:rose@example.org)",
        ),
        (
            "[a](https://en.wikipedia.org/wiki/A_(b)",
            "[a](https://en.wikipedia.org/wiki/A_(b))",
        ),
        (
            "* [series][video] [A talk](https://example.org/a)",
            "* \\[series]\\[video] [A talk](https://example.org/a)",
        ),
    ]);
}

#[test]
fn the_mark_of_a_footnote_belongs_behind_a_link() {
    for (text, meant) in [
        ("[our report[^1]](index.md)", "[our report](index.md)[^1]"),
        ("[our [^1] report](index.md)", "[our report](index.md)[^1]"),
        (
            "[our[^1] own [^2]](index.md)",
            "[our own](index.md)[^1][^2]",
        ),
        (
            "[our report [^1][^2]](index.md)",
            "[our report](index.md)[^1][^2]",
        ),
        (
            "[our report[^1]](index.md \"The day\")",
            "[our report](index.md \"The day\")[^1]",
        ),
    ] {
        let second = if text.contains("[^2]") {
            "\n\n[^2]: More."
        } else {
            ""
        };
        let notes = format!("\n\n[^1]: Note.{second}");
        let mended = mended(&format!("{text}{notes}"));
        assert_eq!(mended, format!("{meant}{notes}"));
    }
}

#[test]
fn titles_are_put_in_quotes() {
    all_are_mended(&[
        (
            "[us](index.md “The team’s day”)",
            "[us](index.md \"The team’s day\")",
        ),
        (
            "[us](index.md \"The \"big\" day\")",
            "[us](index.md 'The \"big\" day')",
        ),
        ("[us](index.md 'The day\")", "[us](index.md \"The day\")"),
        ("[us](index.md The day)", "[us](index.md \"The day\")"),
        ("[us](my report.md)", "[us](my%20report.md)"),
        (
            "[us](my report.md “The day”)",
            "[us](my%20report.md \"The day\")",
        ),
    ]);
}

#[test]
fn addresses_are_made_whole() {
    all_are_mended(&[
        ("[us](twitter.com/us)", "[us](https://twitter.com/us)"),
        (
            "[us](www2.example.org/x)",
            "[us](https://www2.example.org/x)",
        ),
        ("[us](example.org)", "[us](https://example.org)"),
        ("[us](htps://example.org)", "[us](https://example.org)"),
        ("[us](https//example.org)", "[us](https://example.org)"),
        ("[us](http:/example.org)", "[us](http://example.org)"),
        ("[us](https:// example.org)", "[us](https://example.org)"),
        ("[us](<https:// example.org>)", "[us](https://example.org)"),
        (
            "[us](https://https://example.org)",
            "[us](https://example.org)",
        ),
        ("[us](rose@example.org)", "[us](mailto:rose@example.org)"),
        (
            "[us](mailto: rose@example.org)",
            "[us](mailto:rose@example.org)",
        ),
        (
            "[us](mail:rose@example.org)",
            "[us](mailto:rose@example.org)",
        ),
        (
            "[us](mailto:rose@example.org?subject=Hello there)",
            "[us](mailto:rose@example.org?subject=Hello%20there)",
        ),
        ("[us](tel: 020 7946 0000)", "[us](tel:02079460000)"),
        (
            "[us](tel:020 7946 0000 x12)",
            "[us](tel:02079460000;ext=12)",
        ),
        ("[us](020 7946 0000)", "[us](tel:02079460000)"),
        ("[us](<020 7946 0000>)", "[us](tel:02079460000)"),
        (
            "[us](mailto:Ann <ann@example.org>)",
            "[us](mailto:ann@example.org)",
        ),
        ("<https://example.org", "<https://example.org>"),
        ("<www.example.org>", "<https://www.example.org>"),
        ("<https://example.org/a b>", "<https://example.org/a%20b>"),
        ("<mailto: rose@example.org>", "<mailto:rose@example.org>"),
    ]);
}

#[test]
fn paths_are_found_in_other_letters_and_keep_their_place() {
    all_are_mended(&[
        ("[us](Index.md)", "[us](index.md)"),
        ("[us](Reports/2015.MD#place)", "[us](reports/2015.md#place)"),
        ("[us](reports/2051.md#place)", "[us](reports/2015.md#place)"),
        ("[us](my%20raport.md)", "[us](my%20report.md)"),
    ]);
}

#[test]
fn addresses_in_capitals_and_whole_ones_are_left_alone() {
    for text in [
        "[us](HTTPS://Example.org)",
        "[us](https://example.org/a_(b))",
        "[us](mailto:rose@example.org)",
        "[us](tel:+442079460000)",
        "[a] (see below) and [1][2]",
        "(a)[1] and f(x)[0]",
    ] {
        silent(&page(text));
    }
}

#[test]
fn an_address_with_a_password_is_refused() {
    for (text, open) in [
        (
            "[A](https://ann:secret@example.org/a?b=c@d)",
            "https://example.org/a?b=c@d",
        ),
        ("See <http://ann:secret@example.org>.", "http://example.org"),
    ] {
        let found = finding(&page(text));
        assert_eq!(found.code, Code::UnsafeLink);
        assert_eq!(found.help, [format!("write `{open}`")], "{text}");
        assert!(!found.message.contains("secret"));
    }
    for fine in [
        "[A](https://example.org/@ann:secret)",
        "[A](https://ann@example.org/a)",
        "[A](https://example.org/a?to=b:c@d)",
    ] {
        assert_eq!(page(fine).build().codes(), [], "{fine}");
    }
}
