//! What people paste from a word processor, a spreadsheet, a chat or a PDF file, and what they know
//! from other programs: each is named, and what is meant stays silent.

use super::marks::all_are_mended;
use super::page;
use super::slips::{are_named, are_silent, is_named};
use masthead::base::Code;

#[test]
fn a_rule_below_a_line_of_a_letter_is_no_underline() {
    all_are_mended(&[
        (
            "We meet at the town hall\n---\nBring a friend.",
            "We meet at the town hall\n\n---\nBring a friend.",
        ),
        ("Place: the hall\n---\nText", "Place: the hall\n\n---\nText"),
        (
            "## News\n\nSummer party\n---\nText",
            "## News\n\nSummer party\n\n---\nText",
        ),
    ]);
    are_silent(&[
        "News\n-------\n\nWe meet at the town hall\n---\nBring a friend.",
        "What we did this year {#year}\n---\nText",
        "Our aims\n---\nText\n\n### More\n\nText",
    ]);
}

#[test]
fn a_definition_below_a_sentence_is_named() {
    all_are_mended(&[(
        "We are closed on Monday.\n: note the day",
        "We are closed on Monday.\n\\: note the day",
    )]);
    are_silent(&[
        "Compost\n: What becomes of leaves.\n: A heap.",
        "e.g.\n: for example",
        "Terms and conditions\n: What you sign.",
    ]);
}

#[test]
fn numbers_and_signs_that_make_no_list_are_named() {
    all_are_mended(&[
        ("1.) tea\n2.) cake", "1. tea\n2. cake"),
        ("1.1 tea\n1.2 cake", "- 1.1 tea\n- 1.2 cake"),
        ("1 - tea\n2 - cake", "1. tea\n2. cake"),
        ("1: tea\n2: cake", "1. tea\n2. cake"),
        ("① tea\n② cake", "1. tea\n2. cake"),
        ("§ tea\n§ cake", "- tea\n- cake"),
        ("-- tea\n-- cake", "- tea\n- cake"),
        ("#. tea\n#. cake", "- tea\n- cake"),
        ("We have\n2. tea\n3. cake", "We have\n\n2. tea\n3. cake"),
    ]);
    is_named("- tea\n      - cake", Code::MarkLeftOver);
    is_named("1. tea\n   2. cake", Code::MarkLeftOver);
}

#[test]
fn blocks_with_too_few_spaces_for_their_list_are_named() {
    all_are_mended(&[
        (
            "1. tea\n\n  Green or black.\n\n2. cake",
            "1. tea\n\n   Green or black.\n\n2. cake",
        ),
        ("- tea\n\n Green or black.", "- tea\n\n  Green or black."),
        (
            "Tea.[^1]\n\n[^1]: Green.\n\n  Or black.",
            "Tea.[^1]\n\n[^1]: Green.\n\n    Or black.",
        ),
    ]);
    is_named("1. tea\n  - green\n  - black", Code::UnmeantMarks);
    is_named("- tea\n-\n- cake", Code::NoWords);
    are_silent(&[
        "- tea\n - cake\n  - jam",
        "1. tea\n   - green\n2. cake",
        "1. tea\n\n   Green.\n\n2. cake",
        "- tea\n\nA paragraph.",
    ]);
}

#[test]
fn headings_of_other_programs_are_named() {
    all_are_mended(&[
        ("Costs ##", "## Costs"),
        ("\u{a0}## Costs", "## Costs"),
        ("\u{2003}- tea", "- tea"),
        ("##\u{2003}Costs", "## Costs"),
        ("    ## Costs", "## Costs"),
        ("    Dear all", "Dear all"),
        ("\tOur friends,\n\twe meet.", "Our friends,\nwe meet."),
    ]);
    are_named(
        &["## Costs##", "Costs\n^^^^^\n\nText", "Costs\n—————\nText"],
        Code::MarkLeftOver,
    );
    are_silent(&[
        "We write C ## and F",
        "## C# and F#",
        "## Learn C#",
        "Wait\n...",
    ]);
}

#[test]
fn tables_that_run_on_are_named() {
    let table = "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |";
    for text in [
        "A\tB\tC\n1\t2\t3\n4\t5\t6",
        "A;B;C\n1;2;3\n4;5;6",
        "A,B,C\n1,2,3\n4,5,6",
        "A     B     C\n1     2     3\n4     5     6",
        "│ A │ B │ C │\n├───┼───┼───┤\n│ 1 │ 2 │ 3 │\n│ 4 │ 5 │ 6 │",
    ] {
        all_are_mended(&[(text, table)]);
    }
    let table = "| A | B |\n|---|---|\n";
    for row in ["| 1 | 2 |\n|---|---|\n| 3 | 4 |", "| 1 | 2 |\n| ^^ | 3 |"] {
        is_named(&format!("{table}{row}"), Code::MarkLeftOver);
    }
    is_named(&format!("{table}| 1\n2 | 3 |"), Code::UnmeantMarks);
    is_named(
        "    | A | B |\n    |---|---|\n    | 1 | 2 |",
        Code::UnmeantMarks,
    );
    are_silent(&[
        "Tea, cake; jam, and bread,\nbutter, milk; and eggs,\nand more, of course; yes",
        "See https://example.org/a,b,c\nSee https://example.org/d,e\nand https://example.org/g,h",
        "| A | B |\n|---|---|\n| 1 |\n| - | — |",
        "She said:   wait for it\nand went away",
    ]);
}

#[test]
fn a_block_that_spaces_make_code_is_named() {
    is_named("    ```quote\n    text: A\n    ```", Code::UnmeantMarks);
}

#[test]
fn signs_of_words_that_do_not_match_are_named() {
    all_are_mended(&[("**tea****cake**", "**tea** **cake**")]);
    are_named(
        &["**tea* time", "*tea** time", "__tea_ time"],
        Code::MarkLeftOver,
    );
    are_silent(&["*tea **and** cake*", "***tea** and cake*", "**\\*tea**"]);
}

#[test]
fn halves_of_links_and_pictures_are_named() {
    all_are_mended(&[
        ("[home]index.md)", "[home](index.md)"),
        ("[home(index.md)", "[home](index.md)"),
        ("Jo <jo@example.org", "Jo <jo@example.org>"),
    ]);
    are_named(&["![A garden]", "[home][]"], Code::BrokenLink);
    are_silent(&[
        "[home] and (index.md, too)",
        "An array[] of [names]",
        "Wow![^1]\n\n[^1]: Yes.",
    ]);
}

#[test]
fn tags_and_names_of_signs_that_are_torn_are_named() {
    all_are_mended(&[
        ("Tea<br / >and cake", "Tea<br>and cake"),
        ("Tea&amp;nbsp;cake", "Tea&nbsp;cake"),
        ("It&#8217 s tea", "It&#8217; s tea"),
        ("Tea at &pound5", "Tea at &pound;5"),
    ]);
    are_named(&["<v:shape>Tea", "Tea<![endif]-->"], Code::WordLeftover);
    is_named("<!- no comment ->", Code::MarkLeftOver);
    is_named("<div>\n# Tea\n</div>", Code::UnmeantMarks);
    are_silent(&[
        "Call <tel:+442079460000>",
        "I <3 you",
        "R&amp;D, &amp; co",
        "It is &#8217;",
    ]);
}

#[test]
fn notices_and_signs_of_other_programs_are_named() {
    are_named(
        &[
            "```{note}\nMind the gap.\n```",
            "```warning\nMind the gap.\n```",
        ],
        Code::ForeignTemplate,
    );
    is_named("```text\nTea\n``\n\nMore", Code::UnmeantMarks);
    are_named(
        &[
            "Tea\u{2028}cake",
            "Tea \u{202e}cake",
            "\u{fffc}",
            "Tea \u{e000}",
        ],
        Code::WordLeftover,
    );
}

#[test]
fn marks_for_inches_stay_as_they_are_typed() {
    let built = page("A door of 5\" and 6' 2\", \"so\" she says.").build();
    let html = built.html("a/index.html");
    assert!(html.contains("5&quot; and 6’ 2&quot;, “so” she"), "{html}");
}
