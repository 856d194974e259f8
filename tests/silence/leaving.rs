//! What leaves the house: what a web host takes, what search tells, and pages that nothing locks.

use super::{finding, messages, page, silent, site};
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
