//! What people bring along: marks of other languages for texts, lines that were meant as lines, and
//! words that stand in the place of others. Each family is named, and what is meant stays silent.

use super::marks::all_are_mended;
use super::page_with;
use super::slips::{are_named, are_silent};
use super::{finding, messages, silent};
use masthead::base::Code;

#[test]
fn marks_of_asciidoc_textile_org_and_mkdocs_are_named() {
    are_named(
        &[
            "== Aims\n\nText.",
            "= Aims\n\nText.",
            "image::house.jpg[Our house]",
            "include::part.adoc[]",
            "h4. Aims",
            "h2(#aims). Aims",
            "bq. Words",
            "fn1. A note",
            "!house.jpg(Our house)!",
            ".. _aims:\n\nText",
            "#+TITLE: Aims",
            "*** A third level",
            "- [-] half done",
            "=== \"One\"\n\nText",
            "{toc}",
            "We are glad :smile: today",
            "Well done :+1:",
            "''words of a wiki'' here",
            "Text\n\n\\newpage\n\nText",
            "\\item tea",
        ],
        Code::ForeignTemplate,
    );
    are_named(&["__TOC__\n\nText", "__NOTOC__"], Code::UnmeantMarks);
    all_are_mended(&[
        (". tea\n. cake", "- tea\n- cake"),
        (
            "[https://example.org our page] is here.",
            "[our page](https://example.org) is here.",
        ),
        (
            "See https://example.org[our page] now.",
            "See [our page](https://example.org) now.",
        ),
        (
            "\"our page\":https://example.org is here.",
            "[our page](https://example.org) is here.",
        ),
        ("It is said::", "It is said:"),
        (": moved to the right", "moved to the right"),
    ]);
    are_silent(&[
        "= 5 apples",
        "The ratio is 1 : 2 : 3, and 10:30:15 is a time.",
        "Two: one::two",
        "p. 3 and h2. of it",
        "He said ''",
        "\\:smile: is how it is typed",
        "`:smile:` is how it is typed",
        "C:\\new and D:\\items",
        ".5 and .6",
    ]);
}

#[test]
fn lines_that_were_meant_as_lines_are_named() {
    all_are_mended(&[
        (
            "Kind regards,\nAnna Sample\nChair",
            "Kind regards,\\\nAnna Sample\\\nChair",
        ),
        (
            "**When:** on Monday\n**Where:** town hall",
            "**When:** on Monday\\\n**Where:** town hall",
        ),
        ("10:00 Arrival\n10:30 Talk", "10:00 Arrival\\\n10:30 Talk"),
        ("Tea £2\nCake £3", "Tea £2\\\nCake £3"),
    ]);
    are_named(
        &[
            "Anna Sample\n12 High Street\nSometown\nAB1 2CD",
            "Dear all,\nwe meet on Monday.",
            "## Contact\n\n> Anna Sample\n> 12 High Street",
            "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n\
             Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too \
             short a date;",
            "9 - 10 Opening\n10 - 11 Talk",
            "A. Sample\nB. Person",
            "1.5 metres and more\n2.5 metres and less",
        ],
        Code::LinesRunOn,
    );
    let letter = "We met in May. It was a good day, with many guests, much tea and one long talk \
                  by our chair, who spoke of the year that lies behind us. Many of you helped to \
                  make it what it was, and we thank you all for that.\nThe next meeting is in \
                  June. Please come.";
    are_named(&[letter], Code::LinesRunOn);
    are_silent(&[
        "We meet on Monday at the town hall in the\nHigh Street, and would like you to bring\n\
         a friend.",
        "One sentence a line is a habit.\nMany authors write like this.\nNobody sees it.",
        "Anna Sample\\\n12 High Street",
        "Anna Sample  \n12 High Street",
        "Anna Sample<br>\n12 High Street",
        "Our aims are:\nTo listen",
        "It makes no claim that this website meets any standard. Test your website, then replace \
         the sentences marked “sample” with it.\nCheck which law applies to you. Ask us.",
    ]);
}

#[test]
fn words_in_the_place_of_others_are_named() {
    are_named(
        &[
            "The meeting is on [date].",
            "[Insert the name of the chair]",
            "[citation needed]",
            "A place costs £XX a year.",
            "In all, XXX members came.",
            "Lorem ipsum dolor sit amet.",
            "TODO: write this",
            "See Figure ?? for more.",
            "Ring us at ???",
            "Dear {first_name},",
            "Dear «Name»,",
            "Click here to enter text.",
            "Error! Reference source not found.",
        ],
        Code::Placeholder,
    );
    are_silent(&[
        "He wrote [sic] and [the chair] laughed.",
        "What???",
        "Volume XXX came out.",
        "Super Bowl XXXIV",
        "`[date]` stands for a day",
        "Our to-do list, or TODO list",
        "\\[date\\]",
    ]);
}

#[test]
fn html_and_marks_in_plain_texts_are_named() {
    for (front, help) in [
        ("title: Aims &amp; values", "write `Aims & values`"),
        ("title: Aims of <b>us</b>", "write `Aims of us`"),
        ("title: \"## Aims\"", "write `Aims`"),
        ("title: A\nsummary: We &nbsp;and you", "write `We  and you`"),
        ("title: A\nauthors: [Anna &amp; Ben]", "write `Anna & Ben`"),
    ] {
        let told = finding(&page_with(front, "Text."));
        assert_eq!(told.code, Code::MarkLeftOver, "{front}");
        assert_eq!(told.help[0], help, "{front}");
    }
    for front in [
        "title: Lorem ipsum",
        "title: \"[Title]\"",
        "title: A\nsummary: \"TODO\"",
    ] {
        let told = finding(&page_with(front, "Text."));
        assert_eq!(told.code, Code::Placeholder, "{front}");
    }
    for front in [
        "title: Aims of AT&T",
        "title: A < B",
        "title: Issue 5, our aims",
    ] {
        let built = silent(&page_with(front, "Text."));
        assert!(messages(&built).is_empty());
    }
}

#[test]
fn a_note_behind_one_word_of_a_title_is_named() {
    for front in [
        "title: aims # not sure yet",
        "title: A\nsummary: draft # say more",
    ] {
        let told = finding(&page_with(front, "Text."));
        assert!(told.message.contains("is left out"), "{told:?}");
    }
    silent(&page_with("title: A\nkind: page # say so", "Text."));
}
