//! Names that are withheld: every spelling in which they are found, every place where they are
//! looked for, and the words that are none.

use super::{finding, silent, site};
use crate::support::Site;
use masthead::base::{Code, Severity};
use masthead::fixture::Fixture;

/// An issue with an article whose writer is withheld, and these files.
fn letter(front: &str, body: &str) -> Fixture {
    site()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\nroles: [carer]\n",
        )
        .write(
            "content/newsletters/index.md",
            "---\ntitle: Newsletters\n---\n",
        )
        .write(
            "content/newsletters/2016-03/index.md",
            "---\ntitle: Spring\ndate: 2016-03-16\n---\nHello.\n",
        )
        .write(
            "content/newsletters/2016-03/letter.md",
            &format!(
                "---\ntitle: A letter\n{front}byline:\n  - name: Anna Sample\n    \
                 withheld: yes\n    role: carer\n---\n{body}\n"
            ),
        )
        .asset("content/newsletters/2016-03/anna-sample.png", b"png")
        .asset("content/newsletters/2016-03/garden.png", b"png")
}

#[test]
fn a_withheld_name_is_looked_for_in_all_that_a_page_publishes() {
    for (front, body) in [
        ("summary: By Anna Sample\n", "Text."),
        ("nav_title: Anna Sample\n", "Text."),
        ("authors: [Anna Sample]\n", "Text."),
        ("slug: anna-sample\n", "Text."),
        ("aliases: [/letters/anna_sample/]\n", "Text."),
        ("image: anna-sample.png\nimage_alt: A garden\n", "Text."),
        ("", "Yours, Anna Sample"),
        ("", "Yours, **ANNA SAMPLE**"),
        ("", "![A garden](anna-sample.png)"),
        ("", "![Anna Sample digs](garden.png)"),
        ("", "[My site](https://www.example.org/AnnaSample)"),
        ("", "[Write](mailto:anna.sample@example.org)"),
        ("", "```quote\ntext: I dig.\nby: Anna Sample\n```"),
    ] {
        let built = letter(front, body).build();
        let told = built.outcome.faults.iter();
        let told: Vec<_> = told
            .filter(|fault| fault.code == Code::WithheldName)
            .collect();
        assert!(!told.is_empty(), "{front}{body}");
        for fault in told {
            assert_eq!(fault.severity, Severity::Error, "{front}{body}");
            let words = format!("{}{}", fault.message, fault.help.concat());
            assert!(!words.contains("Sample"), "{words}");
        }
    }
}

#[test]
fn a_withheld_name_is_looked_for_in_the_menu_and_in_old_addresses() {
    let settings = "title: Test\nbase_url: https://www.example.org/\nroles: [carer]\n";
    for line in [
        "navigation: [{title: Anna Sample, to: newsletters/2016-03/letter.md}]",
        "redirects: [{from: /anna-sample/, to: newsletters/2016-03/letter.md}]",
        "footer: {links: [{title: By A. Sample, to: /newsletters/2016-03/letter/}]}",
    ] {
        let text = format!("{settings}{line}\n");
        let told = finding(&letter("", "Text.").write("content/site.yaml", &text));
        assert_eq!(told.code, Code::WithheldName, "{line}");
        assert_eq!(told.severity, Severity::Error, "{line}");
    }
}

#[test]
fn the_help_for_a_hidden_name_does_not_lead_to_publishing_it() {
    for body in ["Yours, An**na** Sample", "Yours, Anna S&#97;mple"] {
        let built = letter("", body).build();
        let mut told = built.outcome.faults.iter();
        let told = told.find(|fault| fault.code == Code::SecretPublished);
        let told = told.expect("a finding about a finished file");
        assert!(!told.help.concat().contains("published"), "{told:?}");
    }
}

#[test]
fn a_withheld_name_is_looked_for_where_other_pages_show_its_page() {
    let issue = letter("", "Text.").write(
        "content/newsletters/2016-03/index.md",
        "---\ntitle: Spring\ndate: 2016-03-16\nsummary: Anna Sample writes to us\n---\n",
    );
    let link = letter("", "Text.").write(
        "content/b.md",
        "---\ntitle: B\n---\nRead [Anna Sample’s letter](newsletters/2016-03/letter.md).\n",
    );
    for site in [issue, link] {
        let fault = finding(&site);
        assert_eq!(
            (fault.code, fault.severity),
            (Code::WithheldName, Severity::Error)
        );
    }
    let elsewhere = letter("", "Text.").write(
        "content/b.md",
        "---\ntitle: B\n---\nAnna Sample is our treasurer.\n",
    );
    silent(&elsewhere);
}

#[test]
fn an_issue_in_one_file_withholds_names_too() {
    let block =
        "## A letter\n\n```byline\nname: Anna Sample\npseudonym: Rose\nrole: carer\n```\n\n";
    let issue = |text: &str| {
        letter("", "Text.").write(
            "content/newsletters/2016-06.md",
            &format!("---\ntitle: Summer\ndate: 2016-06-16\n---\n{block}{text}\n"),
        )
    };
    silent(&issue("Rose digs."));
    assert_eq!(
        finding(&issue("Anna Sample digs.")).code,
        Code::WithheldName
    );
}

#[test]
fn common_words_and_what_nobody_sees_tell_no_name() {
    for (front, body) in [
        ("owner: Anna Sample\n", "Text."),
        ("# From Anna Sample\n", "Text."),
        ("extra:\n  from: Anna Sample\n", "Text."),
        ("", "Text. <!-- Anna Sample -->"),
        (
            "",
            "We drew a sample. Anna helped. The Sample family did too.",
        ),
    ] {
        silent(&letter(front, body));
    }
    let warning = finding(&letter("", "Thanks to Mrs Sample."));
    assert_eq!(
        (warning.code, warning.severity),
        (Code::WithheldName, Severity::Warning)
    );
}

/// The letter with another name, and the findings about withheld names there.
fn told_of(name: &str, front: &str, body: &str) -> Vec<Severity> {
    let path = "content/newsletters/2016-03/letter.md";
    let text = format!(
        "---\ntitle: A letter\n{front}byline:\n  - name: {name}\n    withheld: yes\n    \
         role: carer\n---\n{body}\n"
    );
    let built = letter("", "").write(path, &text).build();
    let told = built.outcome.faults.iter();
    let told = told.filter(|fault| fault.code == Code::WithheldName);
    told.map(|fault| fault.severity).collect()
}

#[test]
fn a_withheld_name_is_found_in_every_spelling_of_it() {
    for (name, body) in [
        ("Zoe Thornbury", "By Zoe<br>Thornbury"),
        ("Zoe Thornbury", "By Zoe <span class=\"x\">Thornbury</span>"),
        ("Zoe Thornbury (a carer)", "By Zoe Thornbury"),
        ("Zoe Thornbury and Bill Poe", "By Zoe Thornbury"),
        ("Zoe Thornbury and Bill Poe", "By Bill Poe"),
        ("Zoe Thornbury & Bill Poe", "By Zoe Thornbury"),
        ("Zoe Thornbury, Bill Poe", "By Zoe Thornbury"),
        ("Zoe Thornbury, Bill Poe", "By Bill Poe"),
        ("Zoe Thornbury-Quill", "By Zoe Thornbury"),
        ("Zoe Thornbury-Quill", "By Zoe Quill"),
        ("Zoe Thornbury-Quill", "By Zoe Thornbury-Quill"),
        ("Zoe Thornbury", "By Z Thornbury"),
        ("Zoe Thornbury", "[Write](mailto:zthornbury@example.org)"),
        ("Zoe Thornbury", "[Write](mailto:thornbury.zoe@example.org)"),
        ("Zoe Thornbury", "By THORNBURY Zoe"),
        ("Zoe Thornbury", "By &#90;oe &#x54;hornbury"),
        ("Jörg Müller", "By Joerg Mueller"),
        ("Joerg Mueller", "By Jörg Müller"),
    ] {
        let told = told_of(name, "", body);
        assert!(told.contains(&Severity::Error), "{name}: {body}: {told:?}");
    }
}

#[test]
fn a_family_name_by_itself_is_asked_about() {
    for (front, body) in [
        ("slug: thornbury\n", "Text."),
        ("aliases: [/thornbury/]\n", "Text."),
        ("", "Thornbury said so."),
        ("", "Yours, Zoe T."),
    ] {
        let told = told_of("Zoe Thornbury", front, body);
        assert_eq!(told, [Severity::Warning], "{front}{body}");
    }
    let common = "The Sample family drew a sample.";
    assert_eq!(told_of("Zoe Sample", "", common), []);
}

#[test]
fn words_that_are_names_too_are_words_in_small_letters() {
    for (name, body) in [
        ("Mark May", "You may mark this."),
        ("Mark May", "In May, you may mark this, and it may rain."),
        (
            "Will Power",
            "He has will power, and will-power, and willpower.",
        ),
        ("Rose Green", "A green rose."),
    ] {
        assert_eq!(told_of(name, "", body), [], "{name}: {body}");
    }
}

#[test]
fn a_withheld_name_is_looked_for_in_the_texts_that_a_page_offers() {
    for (file, text) in [
        ("list.csv", "Name,Day\nAnna Sample,Monday\n"),
        ("list.csv", "Given,Family\nAnna,Sample\n"),
        ("list.txt", "By Anna Sample\n"),
        ("list.json", "{\"by\": \"Anna Sample\"}\n"),
        ("list.json", "{\"by\": \"\\u0041nna Sample\"}\n"),
        ("list.ics", "SUMMARY:Anna Sample\n"),
        ("list.ics", "SUMMARY:A long line with Anna Sa\r\n mple\r\n"),
        ("list.html", "<p>Anna <b>Sample</b></p>"),
        (
            "list.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Anna Sample</text></svg>",
        ),
    ] {
        let site = letter("", &format!("[The list]({file})"));
        let path = format!("content/newsletters/2016-03/{file}");
        let built = site.asset(&path, text.as_bytes()).build();
        let is_told = built
            .outcome
            .faults
            .iter()
            .any(|fault| fault.code == Code::WithheldName && fault.severity == Severity::Error);
        assert!(is_told, "{file}: {text}");
    }
}

/// The letter's site on disk, with a file beside it.
fn letter_on_disk(file: &str, bytes: &[u8], body: &str) -> Site {
    let letter = format!(
        "---\ntitle: A letter\nbyline:\n  - name: Anna Sample\n    withheld: yes\n    \
         role: carer\n---\n{body}\n"
    );
    Site::empty()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\nroles: [carer]\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write(
            "content/newsletters/2016-03/index.md",
            "---\ntitle: Spring\ndate: 2016-03-16\n---\nHello.\n",
        )
        .write("content/newsletters/2016-03/letter.md", letter)
        .write(file, bytes)
}

const DRAWING: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"1\">Anna Sample</text></svg>";

#[test]
fn files_on_disk_are_read_for_names_too() {
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend("By Anna Sample".encode_utf16().flat_map(u16::to_le_bytes));
    for (file, bytes) in [
        ("list.csv", &b"Name\nAnna Sample, \xe9\n"[..]),
        ("list.txt", b"By Anna Sample\n"),
        ("list.txt", &utf16),
        ("list.ics", b"SUMMARY:Anna Sample\n"),
        ("list.html", b"<p>Anna Sample</p>"),
        ("list.svg", DRAWING),
    ] {
        let beside = format!("content/newsletters/2016-03/{file}");
        let offered = letter_on_disk(&beside, bytes, &format!("[The list]({file})"));
        let in_static = format!("content/static/{file}");
        let unasked = letter_on_disk(&in_static, bytes, "Text.");
        for (site, path) in [(offered, beside), (unasked, in_static)] {
            let ran = site.run(&["build"]).expect_exit(1);
            assert!(
                ran.stderr.contains("error[withheld-name]"),
                "{path}: {}",
                ran.stderr
            );
            assert!(ran.stderr.contains(&path), "{path}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_name_that_a_page_says_may_stand_in_static_files() {
    let site = letter_on_disk(
        "content/static/list.txt",
        b"Anna Sample, treasurer\n",
        "Text.",
    )
    .write(
        "content/about.md",
        "---\ntitle: About\n---\nAnna Sample is our treasurer.\n",
    );
    site.run(&["build", "--strict"]).expect_exit(0);
}
