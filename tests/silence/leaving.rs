//! What leaves the house: what a web host takes, what search tells, and pages that nothing locks.

use super::{finding, messages, page, silent, site};
use crate::support::Site;
use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};
use std::fmt::Write as _;

/// A site of which so many pages have moved, all of them to a few pages; and one file.
fn moved(number: usize) -> Fixture {
    let mut site = site().write(
        "content/file.md",
        "---\ntitle: File\naliases: [/files/report.pdf]\n---\nText.\n",
    );
    for start in (0..number).step_by(500) {
        let mut front = format!("---\ntitle: Page {start}\naliases:\n");
        for issue in start..number.min(start + 500) {
            let _ = writeln!(front, "  - /newsletters/2014/issue-{issue}/article/");
        }
        front.push_str("---\nText.\n");
        site = site.write(&format!("content/a-{start}.md"), &front);
    }
    site
}

fn text<'b>(built: &'b Built, file: &str) -> &'b str {
    std::str::from_utf8(&built.files[file]).expect("a text")
}

#[test]
fn the_file_for_azure_has_no_white_space() {
    let built = silent(&moved(150));
    let config = text(&built, "staticwebapp.config.json");
    let json: serde_json::Value = serde_json::from_str(config).expect("JSON");
    assert_eq!(json["routes"].as_array().map(Vec::len), Some(151));
    assert_eq!(config.trim_end().len(), json.to_string().len());
}

#[test]
fn azure_gets_no_more_former_addresses_than_it_takes() {
    let site = moved(400);
    let warning = finding(&site);
    assert_eq!(
        (warning.code, warning.severity),
        (Code::HostLimit, Severity::Warning)
    );
    let built = site.build();
    let config = text(&built, "staticwebapp.config.json");
    assert!(config.len() <= 20_480, "{} bytes", config.len());
    let json: serde_json::Value = serde_json::from_str(config).expect("JSON");
    let routes = json["routes"].as_array().expect("routes");
    let left_out = 401 - routes.len();
    assert!(
        warning
            .message
            .contains(&format!("{left_out} of 401 former addresses")),
        "{}",
        warning.message
    );
    // No page stands at the former address of a file, so its route goes first.
    assert!(config.contains("/files/report.pdf"));
    let elsewhere = site.write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\nhosts: [apache]\n",
    );
    silent(&elsewhere);
}

#[test]
fn cloudflare_reads_two_thousand_lines() {
    let only_netlify = "title: Test\nbase_url: https://www.example.org/\nhosts: [netlify]\n";
    silent(&moved(1_999).write("content/site.yaml", only_netlify));
    let warning = finding(&moved(2_000).write("content/site.yaml", only_netlify));
    assert_eq!(warning.code, Code::HostLimit);
    assert!(warning.message.contains("has 2001"), "{}", warning.message);
}

#[test]
fn a_file_of_ones_own_that_azure_refuses_is_named() {
    let own = site().asset(
        "content/static/staticwebapp.config.json",
        " ".repeat(20_481).as_bytes(),
    );
    let warning = finding(&own);
    assert_eq!(warning.code, Code::HostLimit);
    let file = warning.span.map(|span| span.file.to_string());
    assert_eq!(
        file.as_deref(),
        Some("content/static/staticwebapp.config.json")
    );
}

#[test]
fn nothing_locks_a_page() {
    for line in [
        "password: s3cret",
        "Password: s3cret",
        "private: yes",
        "members: [board]",
        "members_only: true",
        "membersOnly: true",
        "protected: true",
        "visibility: private",
        "visibility: password",
        "status: private",
        "audience: members",
        "access: restricted",
        "login-required: yes",
        "private: no",
        "visibility: public",
        "password:",
    ] {
        let site = site().write(
            "content/a.md",
            &format!("---\ntitle: A\n{line}\n---\nText.\n"),
        );
        let fault = finding(&site);
        assert_eq!(
            (fault.code, fault.severity),
            (Code::LockedPage, Severity::Error),
            "{line}"
        );
        assert!(
            fault.message.contains("no locked pages"),
            "{line}: {}",
            fault.message
        );
    }
}

#[test]
fn settings_with_other_values_lock_nothing() {
    for line in ["status: draft", "access: step-free", "audience: carers"] {
        let site = site().write(
            "content/a.md",
            &format!("---\ntitle: A\n{line}\n---\nText.\n"),
        );
        assert_eq!(finding(&site).code, Code::UnknownKey, "{line}");
    }
}

#[test]
fn a_page_that_search_does_not_find_stands_nowhere_in_it() {
    let hidden = "---\ntitle: Zyzzyva\nsearch: no\ndate: 2019-01-01\ntopics: [Quokkas, Shared]\n\
                  summary: Wombats.\nauthors: [N. Umbat]\n---\n## Echidnas\nPlatypus.\n";
    let site = site()
        .write("content/news/index.md", "---\ntitle: News\n---\n")
        .write("content/news/a.md", hidden)
        .write(
            "content/news/b.md",
            "---\ntitle: Found\ndate: 2019-01-02\ntopics: [Shared]\n---\nText.\n",
        );
    let built = silent(&site);
    for word in [
        "Zyzzyva", "Quokkas", "Wombats", "Umbat", "Echidnas", "Platypus",
    ] {
        let word = word.to_lowercase();
        for (path, bytes) in &built.files {
            let is_of_search = path.starts_with("search");
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            assert!(!is_of_search || !text.contains(&word), "{word} in {path}");
        }
    }
    let results = built.html("search/index.html");
    assert!(results.contains("Found") && results.contains("Shared"));
    assert!(built.html("news/index.html").contains("Zyzzyva"));
    assert!(built.html("topics/index.html").contains("Quokkas"));
    assert!(messages(&page("Text.").build()).is_empty());
}

/// A site on disk with these files beside its home page.
fn on_disk(files: &[(&str, &str)]) -> Site {
    let start = Site::empty()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write("content/about.md", "---\ntitle: About\n---\nText.\n");
    files
        .iter()
        .fold(start, |site, (path, text)| site.write(path, text))
}

/// Whether any published file holds the word that the files of these tests hold.
fn is_published(site: &Site) -> bool {
    let tree = site.tree("public");
    let files = tree.files();
    files
        .iter()
        .any(|file| tree.text(file).is_some_and(|text| text.contains("Canary")))
}

const COPY: &str = "---\ntitle: Canary\n---\nText.\n";

#[test]
fn what_other_programs_leave_is_named_and_not_published() {
    for (file, text) in [
        ("content/about (1).md", COPY),
        ("content/Copy of about.md", COPY),
        ("content/about - Copy.md", COPY),
        ("content/about - Copy (2).md", COPY),
        ("content/about copy.md", COPY),
        ("content/about (Anna's conflicted copy 2019-01-02).md", COPY),
        ("content/about-DESKTOP-AB12CD3.md", COPY),
        (
            "content/about.sync-conflict-20190102-101010-ABCDEFG.md",
            COPY,
        ),
        ("content/._about.md", COPY),
        ("content/~$about.docx", "Canary"),
        ("content/about.md.orig", COPY),
        ("content/about.md.bak", COPY),
        ("content/static/.env", "Canary"),
        ("content/static/.env.local", "Canary"),
        ("content/static/._logo.png", "Canary"),
        ("content/static/report.pdf.bak", "Canary"),
    ] {
        let site = on_disk(&[(file, text)]);
        let ran = site.run(&["build"]).expect_exit(0);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("left-out-file"), "{file}: {told}");
        assert!(told.contains(file), "{file}: {told}");
        let is_hidden = file.contains("/.") || file.contains("/~");
        assert!(!is_hidden || !told.contains("Canary"), "{file}: {told}");
        assert!(!is_published(&site), "{file}");
    }
}

#[test]
fn what_systems_leave_is_left_out_without_a_word() {
    let site = on_disk(&[
        ("content/.DS_Store", "Canary"),
        ("content/static/.DS_Store", "Canary"),
        ("content/static/Thumbs.db", "Canary"),
        ("content/static/desktop.ini", "Canary"),
        ("content/about.md~", "Canary"),
        ("content/#about.md#", "Canary"),
        ("content/.about.md.swp", "Canary"),
        ("content/static/.svn/entries", "Canary"),
    ]);
    site.run(&["build", "--strict"]).expect_exit(0);
    assert!(!is_published(&site));
}

#[test]
fn names_that_only_look_like_copies_are_published() {
    let site = on_disk(&[
        (
            "content/minutes (2).md",
            "---\ntitle: Minutes (2)\n---\nText.\n",
        ),
        (
            "content/copy-editing.md",
            "---\ntitle: Copy editing\n---\nText.\n",
        ),
        ("content/static/report (2).pdf", "%PDF-1.4\n%%EOF\n"),
        ("content/static/plan.txt", "One."),
        ("content/static/plan (1).txt", "Two."),
        ("content/static/.well-known/security.txt", "Contact: x"),
        ("content/static/.nojekyll", ""),
    ]);
    site.run(&["build", "--strict"]).expect_exit(0);
    for file in [
        "public/minutes-2/index.html",
        "public/copy-editing/index.html",
        "public/report (2).pdf",
        "public/plan (1).txt",
        "public/.well-known/security.txt",
        "public/.nojekyll",
    ] {
        site.read(file);
    }
}

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
        ("list.ics", "SUMMARY:Anna Sample\n"),
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
