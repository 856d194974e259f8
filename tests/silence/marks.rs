//! Marks that became nothing, and marks that nobody meant: each is named, and the suggestion leads
//! to the page that was meant.

use super::{apply, finding, page, silent, site};
use masthead::base::{Code, Fault};

/// The front matter of the page that the helper makes.
const FRONT: &str = "---\ntitle: A\n---\n";

/// The findings about a page of this text.
pub(super) fn findings(text: &str) -> Vec<Fault> {
    let built = page(text).build();
    built.outcome.faults.iter().cloned().collect()
}

/// The text of a page after all that its findings suggest, from the last to the first. What results
/// has no finding.
#[track_caller]
fn mended(text: &str) -> String {
    let mut file = format!("{FRONT}{text}\n");
    let found = findings(text);
    assert!(!found.is_empty(), "nothing is found in {text:?}");
    for fault in found.iter().rev() {
        file = apply(&file, fault);
    }
    let text = file[FRONT.len()..].trim_end().to_owned();
    let left = findings(&text);
    assert!(left.is_empty(), "{text:?} {left:?}");
    text
}

/// Asserts that what is found in each text leads to the text beside it.
#[track_caller]
pub(super) fn all_are_mended(cases: &[(&str, &str)]) {
    for (text, meant) in cases {
        assert_eq!(mended(text), *meant, "{text:?}");
    }
}

#[test]
fn headings_without_a_space_are_named() {
    all_are_mended(&[
        ("##Opening hours", "## Opening hours"),
        ("##**Bold** hours", "## **Bold** hours"),
        ("#Heading", "## Heading"),
        ("＃ Wide", "## Wide"),
        ("＃＃Wide", "## Wide"),
        ("Text above\n##Heading", "Text above\n## Heading"),
    ]);
    for silence in [
        "#MeToo",
        "#1 in the list",
        "Issue #Two",
        "#tag #Other",
        "\\##Heading",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn entries_of_lists_without_a_space_are_named() {
    all_are_mended(&[
        ("-Monday\n-Tuesday", "- Monday\n- Tuesday"),
        ("*Monday\n*Tuesday", "- Monday\n- Tuesday"),
        ("+Monday\n+Tuesday", "- Monday\n- Tuesday"),
        ("–Monday\n–Tuesday", "- Monday\n- Tuesday"),
        ("– Monday\n– Tuesday", "- Monday\n- Tuesday"),
        (
            "-Bring a warm coat and gloves",
            "- Bring a warm coat and gloves",
        ),
        (
            "-[Monday](index.md)\n-Tuesday",
            "- [Monday](index.md)\n- Tuesday",
        ),
        ("1.First\n2.Second", "1. First\n2. Second"),
        ("1)First", "1) First"),
        ("\n-item", "\n- item"),
    ]);
    for silence in [
        "It is cold:\n-5 degrees",
        "Yours,\n\n-Anna",
        "2.5 metres",
        "Price\\* 5\n\n\\*with tax",
        "— Anna Sample",
        "- one\n- two",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn emphasis_that_closes_nothing_is_named() {
    all_are_mended(&[
        ("The ** meeting ** is on.", "The **meeting** is on."),
        ("The **meeting ** is on.", "The **meeting** is on."),
        ("The** meeting **is on.", "The **meeting** is on."),
        ("On **Friday:**come in.", "On **Friday:** come in."),
        ("see**(below)** here", "see **(below)** here"),
        ("__bold__next", "**bold** next"),
        ("**never closed", "**never closed**"),
        ("~~never closed", "~~never closed~~"),
        ("__never closed", "__never closed__"),
        ("An *open word.", "An *open word*."),
        (
            "| A | B |\n|---|---|\n| **x | y |",
            "| A | B |\n|---|---|\n| **x** | y |",
        ),
    ]);
    for silence in [
        "`**not closed`",
        "```text\n**not closed\n```",
        "\\*\\*shown",
        "Name: ____ Date: ____",
        "f**k, 2 * 3, price* and more",
        "price\\* and\n\n*.hi and *.o",
        "snake_case_names and _private",
        "about ~5 and a == b",
        "C++ and D++",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn signs_of_other_dialects_are_named() {
    all_are_mended(&[
        ("m^2^", "m<sup>2</sup>"),
        ("H~2~O", "H<sub>2</sub>O"),
        ("==so==", "<mark>so</mark>"),
        ("++so++", "<ins>so</ins>"),
        ("don`t", "don't"),
        ("``quoted''", "\"quoted\""),
        ("A remark^[in a note].", "A remark[^1].\n\n[^1]: in a note"),
        ("> [!HINT]\n> Ring.", "> [!TIP]\n> Ring."),
        ("> [!WARNIN]\n> Ring.", "> [!WARNING]\n> Ring."),
        ("> [!NOTE] Ring.", "> [!NOTE]\n> Ring."),
        ("[!NOTE]\nRing.", "> [!NOTE]\n> Ring."),
    ]);
    let fault = finding(&page("Type `cargo now"));
    assert_eq!(fault.code, Code::MarkLeftOver);
    assert!(fault.help[0].contains("`` `cargo` ``"), "{fault:?}");
    assert_eq!(finding(&page("$$x^2 = 4$$")).code, Code::MarkLeftOver);
}

#[test]
fn tables_without_their_line_are_named() {
    let table = "| Team | Visits |\n| --- | --- |\n| North | 12 |";
    for text in [
        "| Team | Visits |\n| North | 12 |",
        "| Team | Visits |\n|---|\n| North | 12 |",
        "| Team | Visits |\n|—|—|\n| North | 12 |",
        "| Team | Visits |\n|===|===|\n| North | 12 |",
        "Team\tVisits\nNorth\t12",
        "+----+----+\n| Team | Visits |\n+====+====+\n| North | 12 |\n+----+----+",
    ] {
        assert_eq!(mended(text), table, "{text:?}");
    }
    assert_eq!(
        mended("Team | Visits\nNorth | 12"),
        "Team | Visits\n| --- | --- |\nNorth | 12"
    );
    assert_eq!(
        mended("|---|---|\n| North | 12 |"),
        "|  |  |\n| --- | --- |\n| North | 12 |"
    );
    for silence in [
        "Home | About",
        "a || b",
        "```text\n| a | b |\n| c | d |\n```",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn a_line_that_makes_a_heading_is_named() {
    let text = "We are closed, and sorry for that.\n---\nOn Tuesday we are back.";
    let meant = "We are closed, and sorry for that.\n\n---\nOn Tuesday we are back.";
    assert_eq!(mended(text), meant);
    assert_eq!(finding(&page(text)).code, Code::UnmeantMarks);
    assert_eq!(mended("Two lines\nof text\n==="), "Two lines\nof text");
    for silence in [
        "News\n---\n\nText.",
        "Opening hours\n-------------\n\nText.",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn text_that_spaces_make_code_is_named() {
    for text in [
        "    On Tuesday we are back.",
        "\tOn Tuesday we are back.",
        "        On Tuesday we are back.",
    ] {
        assert_eq!(mended(text), "On Tuesday we are back.", "{text:?}");
        assert_eq!(finding(&page(text)).code, Code::UnmeantMarks);
    }
    assert_eq!(
        finding(&page("- A\n\n          It goes on here.")).code,
        Code::UnmeantMarks
    );
    for silence in [
        "    cargo build --release",
        "    let x = 5;",
        "    fn main() {\n    }",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn signs_within_words_and_numbers_are_named() {
    all_are_mended(&[
        ("It is 5*3*2 metres.", "It is 5\\*3\\*2 metres."),
        ("a*b*c", "a\\*b\\*c"),
        (
            "Kolleg*innen und Freund*innen.",
            "Kolleg\\*innen und Freund\\*innen.",
        ),
        ("Open __init__.py now", "Open \\_\\_init\\_\\_.py now"),
        ("**bold**next", "**bold** next"),
    ]);
    for silence in [
        "un*frigging*believable",
        "the **API**s",
        "**W**orld **H**ealth",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn signs_of_other_programs_are_named_once_each() {
    for sign in [
        "{{ site.title }}",
        "{% include banner.html %}",
        "{{< youtube abc >}}",
        "{{% notice %}}",
        "Text\n{: .lead}",
        "* Contents\n{:toc}",
        "[TOC]",
        "[[_TOC_]]",
        "[[Our team]]",
        "![[Our team]]",
        ":::note\nText.\n:::",
        "!!! note",
        "Text {.lead}",
        "Text {#place}",
        "<%= title %>",
        "Dear *|FNAME|*,",
        "%%a remark%%",
        "${title}",
        "[gallery ids=1]",
        "| A |\n|---|\n| {{ a }} |",
        "## {{ title }}",
    ] {
        let found = findings(sign);
        let is_only = found.len() == 1 && found[0].code == Code::ForeignTemplate;
        assert!(is_only, "{sign:?} {found:?}");
    }
    let twice = finding(&page("{{ a }} {{ b }} and {{ c }}"));
    assert_eq!(twice.help[1], "there are 2 more like it on this page");
    for silence in [
        "`{{ site.title }}`",
        "```text\n{% if %}\n```",
        "<!-- more -->",
        "\\{{ site.title }}",
        "A set {a, b} and {} and 5% of [this] text",
    ] {
        silent(&page(silence));
    }
}

#[test]
fn links_and_headings_without_words_are_named() {
    for text in [
        "Read [](index.md).",
        "Read [ ](index.md).",
        "##",
        "## One\n\n#",
    ] {
        assert_eq!(findings(text)[0].code, Code::NoWords, "{text:?}");
    }
    let site = page("## One\n\n## Two\n\n## ![Our logo](logo.svg)\n\nText.");
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>";
    let built = silent(&site.asset("content/logo.svg", logo.as_bytes()));
    let html = built.html("a/index.html");
    assert!(html.contains(">Our logo</a>"), "{html}");
}

#[test]
fn notes_say_which_place_each_arrow_leads_to() {
    let text = "One.[^a] Again.[^a] Other.[^b]\n\n[^a]: First.\n\n[^b]: Second.";
    let built = silent(&page(text));
    let html = built.html("a/index.html");
    for place in ["1", "1-2", "2"] {
        assert!(
            html.contains(&format!("aria-label=\"Back to reference {place}\"")),
            "{html}"
        );
    }
}

#[test]
fn headings_with_one_sign_and_more_keep_their_levels() {
    let built = page("# News\n\n## Garden\n\n### Leeks\n\n# Dates").build();
    let html = built.html("a/index.html");
    for tag in [
        "<h2 id=\"news\">",
        "<h3 id=\"garden\">",
        "<h4 id=\"leeks\">",
        "<h2 id=\"dates\">",
    ] {
        assert!(html.contains(tag), "{tag} {html}");
    }
    let found: Vec<&Fault> = built.outcome.faults.iter().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].help[0].starts_with("put one more `#` before every heading"));
    let repeated = page("# A\n\n## Garden\n\n## Dates").build();
    assert!(repeated.html("a/index.html").contains("<h2 id=\"garden\">"));
    let help = &finding(&page("# A\n\n## Garden")).help[0];
    assert_eq!(help, "take the line out, because it repeats the title");
    assert_eq!(
        finding(&page("# X\n\n# Y\n\n# Z")).help[0],
        "write `##` instead of `#`, here \
        and before 2 headings more of this page"
    );
}

#[test]
fn signs_in_titles_and_settings_that_are_plain_text_are_named() {
    for (front, code) in [
        ("title: The {{ site.title }} news", Code::ForeignTemplate),
        ("title: The **big** day", Code::MarkLeftOver),
        (
            "title: A\nsummary: Read [us](index.md).",
            Code::MarkLeftOver,
        ),
        ("title: A\nnav_title: The `code`", Code::MarkLeftOver),
    ] {
        let text = format!("---\n{front}\n---\nText.\n");
        assert_eq!(
            finding(&site().write("content/a.md", &text)).code,
            code,
            "{front}"
        );
    }
    let help = &finding(&site().write("content/a.md", "---\ntitle: The **big** day\n---\n")).help;
    assert_eq!(help[0], "write `The big day`");
    let notice = "```notice\ntitle: The {{ name }}\nbody: Text.\n```";
    assert_eq!(finding(&page(notice)).code, Code::ForeignTemplate);
    for front in ["title: 2*3*4 and snake_case", "title: A [draft] & 5 %"] {
        silent(&site().write("content/a.md", &format!("---\n{front}\n---\n")));
    }
}

#[test]
fn blocks_that_nobody_knows_are_named() {
    for text in [
        "```notise\nThe office is closed.\n```",
        "```Notice\nbody: Closed.\n```",
        "```{notice}\nbody: Closed.\n```",
        "```callout\ntitle: Closed\nbody: Closed.\n```",
    ] {
        assert_eq!(finding(&page(text)).code, Code::UnknownComponent, "{text}");
    }
    for silence in ["```yaml\ntitle: Closed\n```", "```rust\nfn main() {}\n```"] {
        silent(&page(silence));
    }
    let unclosed = "```text\nCode.\n\nThe rest of the page.\n\nAnd more.";
    assert_eq!(finding(&page(unclosed)).code, Code::UnmeantMarks);
}
