//! Settings at the top of a page that say less than their author wrote, or something else.

use super::{apply, finding, messages, page_with, silent, site};
use masthead::base::Code;

/// The settings after the one finding about them was followed, which leaves nothing to be said.
#[track_caller]
fn followed(front: &str) -> String {
    let site = page_with(front, "Text.");
    let text = site
        .tree()
        .text("content/a.md")
        .expect("a text")
        .text
        .to_string();
    let text = apply(&text, &finding(&site));
    silent(&site.write("content/a.md", &text));
    text.split("---\n")
        .nth(1)
        .expect("settings")
        .trim_end()
        .to_owned()
}

#[test]
fn text_behind_a_blank_and_a_number_sign_is_named_and_notes_are_not() {
    for (front, meant) in [
        ("title: Issue # 4", "title: \"Issue # 4\""),
        ("title: Issue #4", "title: \"Issue #4\""),
        ("title: Our C # course", "title: \"Our C # course\""),
        (
            "title: A\nsummary: #MeToo, a year on",
            "title: A\nsummary: \"#MeToo, a year on\"",
        ),
        (
            "title: A\nsummary: # 4 of 5 agree",
            "title: A\nsummary: \"# 4 of 5 agree\"",
        ),
        (
            "title: A\ntopics:\n  - Room # 5",
            "title: A\ntopics:\n  - \"Room # 5\"",
        ),
    ] {
        assert_eq!(followed(front), meant, "{front}");
    }
    silent(&page_with(
        "title: A\ndate: 2015-03-01 # 4 days late\ntoc: no # no list\nkind: page # say so\n\
         topics: [a, b] # both\nweight: 3 # 4th\nsummary: # to be written",
        "Text.",
    ));
}

#[test]
fn several_people_in_one_entry_are_told_apart() {
    let told = finding(&page_with(
        "title: A\nauthors: A. Sample and B. Person",
        "Text.",
    ));
    assert_eq!(told.code, Code::WrongType);
    assert!(
        told.help[0].contains("`authors: [A. Sample, B. Person]`"),
        "{told:?}"
    );
    for one in [
        "authors: [\"A. Sample and B. Person\"]",
        "authors: [Health and Safety Executive]",
        "authors: [A. Sample, B. Person]",
    ] {
        silent(&page_with(&format!("title: A\n{one}"), "Text."));
    }
    let other = finding(&page_with(
        "title: A\nauthor: A. Sample, B. Person",
        "Text.",
    ));
    assert_eq!(other.help, ["write `authors: [A. Sample, B. Person]`"]);
    let inverted = finding(&page_with("title: A\nauthor: Sample, Anna", "Text."));
    assert_eq!(inverted.help, ["write `authors: [\"Sample, Anna\"]`"]);
}

#[test]
fn words_of_tags_are_one_subject_or_several() {
    let told = finding(&page_with("title: A\ntags: news gardening", "Text."));
    let help = &told.help[0];
    assert!(
        help.starts_with("write `topics: [news gardening]` if this is one"),
        "{help}"
    );
    assert!(
        help.ends_with("write `topics: [news, gardening]`"),
        "{help}"
    );
}

#[test]
fn an_address_of_its_own_is_no_former_one() {
    let front = "title: A\npermalink: /a/index.html\nredirect_from: /old/";
    let built = page_with(front, "Text.").build();
    let advice: Vec<&str> = built
        .outcome
        .faults
        .iter()
        .map(|fault| &*fault.help[0])
        .collect();
    assert_eq!(
        advice,
        [
            "delete the line: the page has this address without it",
            "write `aliases: [/old/]`"
        ]
    );
}

#[test]
fn advice_for_many_pages_is_right_for_each_of_them() {
    let pages = (0..5).fold(site(), |site, number| {
        let published = if number == 0 { "no" } else { "yes" };
        let text = format!("---\ntitle: T\npublished: {published}\n---\n\nText.\n");
        site.write(&format!("content/p{number}.md"), &text)
    });
    let told = finding(&pages);
    assert_eq!(
        told.help[0],
        "`published` (5 pages): in 1 page, write `draft: yes`: the page is then kept out of the \
         site; in 4 pages, delete the line: a page is published unless it says `draft: yes`"
    );
}

#[test]
fn topics_that_signs_tell_apart_have_a_list_each() {
    let built = silent(&page_with("title: A\ntopics: [C, C++, C#]", "Text."));
    for topic in ["c", "c-plus-plus", "c-sharp"] {
        let list = built.html(&format!("topics/{topic}/index.html"));
        assert!(list.contains("/a/"), "{topic}: {:?}", messages(&built));
    }
}

#[test]
fn damaged_letters_in_settings_are_named() {
    let told = finding(&page_with("title: Our cafÃ©", "Text."));
    assert_eq!(told.code, Code::DamagedText);
    assert!(told.help[0].contains("`é`"), "{told:?}");
}
