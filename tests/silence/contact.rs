//! Numbers and addresses of people: what a telephone dials, and where mail goes.

use super::{apply, finding, page, silent, site};
use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};

/// The addresses on a finished page that dial or write.
fn addresses(built: &Built, page: &str) -> Vec<String> {
    let html = built.html(page);
    let hrefs = html.split("href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|href| href.starts_with("tel:") || href.starts_with("mailto:"))
        .map(str::to_owned)
        .collect()
}

fn contact(lines: &str) -> Fixture {
    page(&format!("```contact\n{lines}\n```"))
}

fn organisation(line: &str) -> Fixture {
    let settings = format!(
        "title: Test\nbase_url: https://www.example.org/\norganisation:\n  name: Test\n  {line}\n"
    );
    site().write("content/site.yaml", &settings)
}

#[test]
fn telephone_numbers_are_dialled_as_they_are_meant() {
    for (line, dialled) in [
        ("phone: 020 7946 0000", vec!["tel:02079460000"]),
        ("phone: +44 (0)20 7946 0000", vec!["tel:+442079460000"]),
        (
            "phone: 020 7946 0000 ext 12",
            vec!["tel:02079460000;ext=12"],
        ),
        (
            "phone: 0800 123 456 / 0800 789 012",
            vec!["tel:0800123456", "tel:0800789012"],
        ),
        (
            "phone: 020 7946 0000 ext 5 / 020 7946 0001",
            vec!["tel:02079460000;ext=5", "tel:02079460001"],
        ),
        ("phone: 07700 900123 / 900124", vec!["tel:07700900123"]),
    ] {
        let built = silent(&contact(line));
        assert_eq!(addresses(&built, "a/index.html"), dialled, "{line}");
        let words = line.strip_prefix("phone: ").expect("a number");
        let shown = built.html("a/index.html").replace("</a>", "");
        for word in words.split(" / ") {
            assert!(shown.contains(word), "{word}");
            assert_eq!(shown.matches(word).count(), 1, "{word}");
        }
        let built = silent(&organisation(line));
        assert_eq!(addresses(&built, "index.html"), dialled, "{line}");
    }
}

#[test]
fn words_are_no_telephone_number() {
    for line in ["phone: call us", "phone: 0800 CALL US"] {
        for site in [contact(line), organisation(line)] {
            let warning = finding(&site);
            assert_eq!(
                (warning.code, warning.severity),
                (Code::ContactDetail, Severity::Warning),
                "{line}"
            );
            let built = site.build();
            assert!(addresses(&built, "index.html").is_empty());
        }
    }
}

#[test]
fn e_mail_addresses_are_checked_wherever_they_stand() {
    let wrong = "office @example,org";
    for site in [
        contact(&format!("email: {wrong}")),
        organisation(&format!("email: {wrong}")),
        page(&format!("[Write](<mailto:{wrong}>)")),
        page("[Write](mailto:nobody)"),
        page("[Write](mailto:)"),
    ] {
        assert_eq!(finding(&site).severity, Severity::Error);
    }
    for text in [
        "[Write](mailto:office@example.org)",
        "[Write](mailto:a@example.org,b@example.org?subject=Hello)",
        "[Tell a friend](mailto:?subject=Hello)",
        "<office@example.org>",
        "[Call](tel:+442079460000)",
        "[Call](tel:020-7946-0000;ext=12)",
        "[Call](tel:*100%23)",
    ] {
        silent(&page(text));
    }
}

#[test]
fn links_that_dial_a_wrong_number_are_told() {
    for (link, help) in [
        ("tel:+44(0)2079460000", "tel:+442079460000"),
        (
            "tel:+44%20(0)20%207946%200000;ext=4",
            "`tel:+442079460000;ext=4`",
        ),
        ("tel:020%207946%200000%20x12", "`tel:02079460000;ext=12`"),
        ("tel:call-us", "tel:+442079460000"),
        ("tel:0800123456/0800789012", "tel:+442079460000"),
    ] {
        let warning = finding(&page(&format!("[Call]({link})")));
        assert_eq!(warning.code, Code::ContactDetail, "{link}");
        assert!(warning.help.concat().contains(help), "{:?}", warning.help);
    }
}

#[test]
fn a_link_to_words_or_to_two_numbers_is_told() {
    let words = finding(&page("[b](tel:call us)"));
    assert!(words.message.contains("`call us` is no telephone number"));
    assert_eq!(words.fix, None);
    assert!(!words.help.concat().contains("call%20us"));
    let ring = page("[ring](tel:020 7946 0000 / 020 7946 0001)");
    let two = finding(&ring);
    let links = "`ring [020 7946 0000](tel:02079460000) / [020 7946 0001](tel:02079460001)`";
    assert!(two.help.concat().contains(links), "{:?}", two.help);
    let file = ring.tree().text("content/a.md").expect("a text");
    let mended = apply(&file.text, &two);
    let built = silent(&ring.write("content/a.md", &mended));
    let dialled = ["tel:02079460000", "tel:02079460001"];
    assert_eq!(addresses(&built, "a/index.html"), dialled);
}
