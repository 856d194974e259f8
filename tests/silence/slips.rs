//! Blocks, marks and addresses that are not what their author meant: each is named, and what is
//! meant stays silent.

use super::marks::{all_are_mended, findings};
use super::{finding, page, silent};
use masthead::base::Code;

/// Asserts that a text has one finding of this code.
#[track_caller]
pub(super) fn is_named(text: &str, code: Code) {
    let fault = finding(&page(text));
    assert_eq!(fault.code, code, "{text:?}: {}", fault.message);
}

/// Asserts that each text has one finding of this code.
#[track_caller]
pub(super) fn are_named(texts: &[&str], code: Code) {
    for text in texts {
        is_named(text, code);
    }
}

#[track_caller]
pub(super) fn are_silent(texts: &[&str]) {
    for text in texts {
        let found = findings(text);
        assert!(found.is_empty(), "{text:?}: {found:?}");
    }
}

#[test]
fn lines_that_a_sign_takes_out_of_a_sentence_are_named() {
    all_are_mended(&[
        ("The noon was\n- 5 degrees.", "The noon was\n\\- 5 degrees."),
        ("We are\n+ 3 more.", "We are\n\\+ 3 more."),
        ("Visits are\n> 5 a week.", "Visits are\n\\> 5 a week."),
        ("From 4 to 5\n1. May it was", "From 4 to 5\n1\\. May it was"),
        ("We start\n:30 later", "We start\n\\:30 later"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |\nSource: us",
            "| A | B |\n|---|---|\n| 1 | 2 |\n\nSource: us",
        ),
    ]);
    is_named("Text\n:::note", Code::ForeignTemplate);
    are_silent(&[
        "Our aims:\n- listen\n- act",
        "Our aims\n- Listen well",
        "Listen\n: to hear and to care",
        "| A | B |\n|---|---|\n| 1 | 2 |\n\nSource: us",
        "| A |\n|---|\n| 1 |\nTwo",
        "- Aims of the year\n  - 5 visits",
        "She said:\n> 5 a week.",
    ]);
}

#[test]
fn lines_of_hyphens_below_what_is_no_heading_are_named() {
    all_are_mended(&[
        ("Dear all\n---\nWelcome.", "Dear all\n\n---\nWelcome."),
        (
            "Kind regards, Anna\n---\nPS.",
            "Kind regards, Anna\n\n---\nPS.",
        ),
        ("Anna\n---", "Anna\n\n---"),
    ]);
    is_named(
        "> [!NOTE]\n> Come early\n> ---\n> Bring food.",
        Code::UnmeantMarks,
    );
    are_silent(&[
        "Our team\n---\nWe are ten.",
        "Our team\n--------\nWe are ten.",
    ]);
}

#[test]
fn lists_made_by_hand_are_named() {
    all_are_mended(&[
        ("a) tea\nb) cake", "- a) tea\n- b) cake"),
        ("(1) tea\n(2) cake\nand jam", "1. tea\n2. cake\nand jam"),
        ("i) tea\nii) cake", "- i) tea\n- ii) cake"),
        ("→ tea\n→ cake", "- tea\n- cake"),
        ("[ ] tea\n[x] cake", "- [ ] tea\n- [x] cake"),
        ("☐ tea\n☑ cake", "- [ ] tea\n- [x] cake"),
        ("- tea\n-cake\n- jam", "- tea\n- cake\n- jam"),
        ("1. tea\n2.cake", "1. tea\n2. cake"),
        ("* tea\n*cake", "* tea\n- cake"),
    ]);
    is_named("01. tea\n02. cake", Code::ListNumbers);
    are_silent(&[
        "a) tea  \nb) cake",
        "a) tea alone",
        "Yours, A) and\nnobody",
        "- tea\n-5 degrees",
        "10. tea\n11. cake",
        "0. nothing\n1. one",
    ]);
}

#[test]
fn backslashes_that_readers_miss_or_see_are_named() {
    all_are_mended(&[
        ("In C:\\_data\\*.csv now.", "In `C:\\_data\\*.csv` now."),
        (
            "At \\\\server\\files\\_x, too.",
            "At `\\\\server\\files\\_x`, too.",
        ),
        ("One line\\", "One line"),
    ]);
    are_silent(&[
        "Shown \\*signs\\*",
        "One\\\ntwo",
        "C:\\Users and D:\\Files",
        "The drive C:\\",
        "2 \\* 3 = 6",
    ]);
}

#[test]
fn signs_that_pair_by_accident_are_named() {
    all_are_mended(&[
        ("Born: __/__/____", "Born: \\_\\_/\\_\\_/\\_\\_\\_\\_"),
        (
            "All /*.md or /*.txt files.",
            "All /\\*.md or /\\*.txt files.",
        ),
        ("(*) or [*] is needed.", "(\\*) or [\\*] is needed."),
        ("It`s Anna`s turn", "It's Anna's turn"),
        ("Say `hello' and `bye'.", "Say 'hello' and 'bye'."),
        ("The ` key and the ` key.", "The \\` key and the \\` key."),
    ]);
    are_silent(&[
        "Name: _____ Date: __________",
        "Call ___ or ___ now.",
        "Run `cargo test` and `ls -l`.",
        "An *aside (of a kind)* here.",
        "*See issue 5* for more.",
        "A *(small)* one",
    ]);
}

#[test]
fn characters_that_nobody_sees_and_damaged_letters_are_named() {
    for (text, code) in [
        ("\u{feff}## Heading", Code::WordLeftover),
        ("\u{200b}- tea", Code::WordLeftover),
        ("Is **bold.**\u{200b}Next", Code::MarkLeftOver),
        ("It isnâ€™t cafÃ©", Code::DamagedText),
        ("Lost \u{fffd} here", Code::DamagedText),
    ] {
        is_named(text, code);
    }
    are_silent(&[
        "soft\u{ad}hyphen and \u{200b}words",
        "« DÉJÀ » and São Paulo",
    ]);
    silent(&page("```text\nâ€™\n```"));
}

#[test]
fn addresses_that_lead_nowhere_are_named() {
    all_are_mended(&[
        ("See htps://example.org.", "See https://example.org."),
        ("See http:/example.org now", "See http://example.org now"),
        (
            "See htps://example.org or [home](index.md).",
            "See https://example.org or [home](index.md).",
        ),
        ("See http//example.org now", "See http://example.org now"),
        ("See http;//example.org now", "See http://example.org now"),
        ("See www.example,org now", "See www.example.org now"),
        ("Web:https://example.org", "Web: https://example.org"),
        ("Write to jo@example,org.", "Write to jo@example.org."),
        ("Write to jo@@example.org.", "Write to jo@example.org."),
        ("Write to jo@ example.org.", "Write to jo@example.org."),
        (
            "See https://example.org/a-\nb/c for it",
            "See https://example.org/a-b/c for it",
        ),
        (
            "See https://example.org/a\n/b.html for it",
            "See https://example.org/a/b.html for it",
        ),
    ]);
    are_silent(&[
        "See https://example.org/\nfor more",
        "HTTP://Example.org and and/or, he//she",
        "Ask @anna, or @ben",
        "at 10:30, e.g. this",
        "Time: 10:30 / 11:30",
    ]);
    let html = silent(&page(
        "See https://example.net’s page, https://example.net's.",
    ));
    let html = html.html("a/index.html");
    assert_eq!(
        html.matches("href=\"https://example.net\"").count(),
        2,
        "{html}"
    );
}

#[test]
fn marks_of_other_languages_are_named() {
    are_named(
        &[
            "[b]bold[/b]",
            "[url=index.md]home[/url]",
            "== Aims ==",
            "'''bold'''",
            "\\section{Aims}",
            "A \\textbf{bold} word",
            ".. note:: this",
            "h2. Aims",
            "<![if !supportLists]>-<![endif]>tea",
            "`our page <https://example.org>`_",
            "See :ref:`page`.",
        ],
        Code::ForeignTemplate,
    );
    is_named(
        "<!--[if !supportLists]-->· <!--[endif]-->tea",
        Code::WordLeftover,
    );
    all_are_mended(&[("Tea&nbsp and cake", "Tea&nbsp; and cake")]);
    are_silent(&[
        "AT&T, R&D &c",
        "Type @{x} or {y}",
        "a == b, a == c",
        "He said: '' ''",
    ]);
    assert!(
        silent(&page("Type @{x}."))
            .html("a/index.html")
            .contains("@{x}")
    );
}

#[test]
fn html_that_keeps_markdown_or_never_closes_is_named() {
    is_named("<div>\n**bold**\n</div>", Code::UnmeantMarks);
    is_named("<div>\n[a page](index.md)\n</div>", Code::UnmeantMarks);
    is_named("<p>Some *text* here</p>", Code::UnmeantMarks);
    is_named("Words <b>bold here.\n\nMore.", Code::UnsafeHtml);
    is_named("<div>\n\nMore.", Code::UnsafeHtml);
    are_silent(&[
        "<div>\n\n**bold**\n\n</div>",
        "<pre>\n**bold**\n</pre>",
        "<div>2 * 3 * 4</div>",
        "<!-- of a `Weak<u>` -->\n\nWords.",
        "<a name=\"jobs\">\n\nWords.",
        "Water is H<sub>2</sub>O, <br> and <b>bold</b>.",
        "<details>\n<summary>More</summary>\n\nText.\n\n</details>",
    ]);
}
