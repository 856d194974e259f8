//! Beginning and end: the port, the network, signals, and what is left behind.

use crate::preview::Preview;
use crate::support::{Ran, Site};
use rustix::process::Signal;
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

#[test]
fn a_signal_ends_it_cleanly_and_what_it_knows_is_kept() {
    // No other test asks for a port of these, nor does the system give them to connections.
    let port = (20_000..30_000)
        .find(|&port| TcpListener::bind(("127.0.0.1", port)).is_ok())
        .expect("a free port");
    for signal in [Signal::TERM, Signal::INT] {
        let mut preview = Preview::start(Site::new(), &["--port", &port.to_string()]);
        // An open connection does not keep it.
        let events = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
        let begun = Instant::now();
        preview.signal(signal);
        assert_eq!(preview.end(), Some(0), "{}", preview.printed());
        assert!(
            begun.elapsed() < Duration::from_secs(3),
            "{:?}",
            begun.elapsed()
        );
        drop(events);
        assert!(
            TcpListener::bind(("127.0.0.1", port)).is_ok(),
            "the port is free again"
        );
        assert!(preview.site.path(".masthead/cache/memo.head").exists());
        assert!(
            !preview.site.path("public").exists(),
            "nothing is published"
        );
        preview.site.build();
    }
}

#[test]
fn a_port_that_is_taken_is_an_error_when_asked_for_and_passed_over_when_not() {
    let first = Preview::start(Site::new(), &[]);
    let second = Preview::start(Site::new(), &[]);
    assert_ne!(first.port, second.port);
    let ran = Ran::from(
        &mut second
            .site
            .command(&["serve", "--port", &first.port.to_string()]),
    )
    .expect_exit(2);
    assert!(
        ran.stderr
            .contains(&format!("port {} is taken by another program", first.port)),
        "{ran}"
    );
}

#[test]
fn who_lets_others_look_is_told_what_that_means() {
    let preview = Preview::start(
        Site::new().write("content/d.md", "---\ntitle: D\ndraft: true\n---\n"),
        &["--interface", "0.0.0.0"],
    );
    let printed = preview.printed();
    assert!(
        printed.contains("anybody who can reach this machine sees the site"),
        "{printed}"
    );
    assert!(
        printed.contains("Drafts and pages scheduled for later are left out"),
        "{printed}"
    );
    assert_eq!(preview.get("/d/").status, 404);
    assert!(
        preview.state("/about/")["page"]["open"].is_null(),
        "files of this machine are not named to others"
    );
}

#[test]
fn others_on_the_network_are_told_nothing_of_drafts_names_files_or_lines() {
    let byline = "byline:\n  - {withheld: yes, name: Nemo Secret, role: caerr}\n";
    let preview = Preview::start(
        Site::new()
            .write(
                "content/d.md",
                "---\ntitle: D\ndraft: true\n---\nSentinel <script>x</script>\n",
            )
            .write(
                "content/later.md",
                "---\ntitle: L\npublish_on: 2999-01-01\n---\n[Sentinel](gone.md)\n",
            )
            .write(
                "content/news/2015/index.md",
                "---\ntitle: I\nkind: newsletter\ndate: 2015-01-01\n---\n",
            )
            .write(
                "content/news/2015/one.md",
                format!("---\ntitle: One\n{byline}---\nText.\n"),
            ),
        &["--interface", "0.0.0.0"],
    );
    for page in ["/about/", "/d/", "/later/", "/news/2015/one/"] {
        let told = preview.state(page).to_string();
        for secret in ["Sentinel", "Nemo", ".md", "script", "excerpt"] {
            assert!(!told.contains(secret), "{page}: `{secret}` in {told}");
        }
    }
    assert_eq!(preview.state("/about/")["page"]["kind"], "page");
}

#[test]
fn without_drafts_no_answer_quotes_a_page_that_is_held_back() {
    let site = || {
        Site::new()
            .write(
                "content/d.md",
                "---\ntitle: Sentinel draft\ndraft: true\n---\n\
                 Sentinel <script>x</script> [a](gone.md)\n",
            )
            .write(
                "content/later.md",
                "---\ntitle: Later\npublish_on: 2999-01-01\nsumary: Sentinel\n---\nText.\n",
            )
    };
    let preview = Preview::start(site(), &[]);
    for page in ["/", "/about/", "/d/", "/later/"] {
        let told = preview.state(page);
        assert!(!told.to_string().contains("Sentinel"), "{page}: {told}");
        let counted = ["errors", "warnings"].map(|name| told[name].as_u64().unwrap_or(0));
        // A day in the year 2999 is asked about, too.
        assert_eq!(counted, [1, 2], "they are counted: {told}");
        assert_eq!(told["more"].as_u64(), Some(3), "{told}");
    }
    for path in [
        "/d/",
        "/later/",
        "/.masthead/tick",
        "/search/manifest.json",
        "/sitemap.xml",
    ] {
        assert!(!preview.get(path).text().contains("Sentinel"), "{path}");
    }
    let preview = Preview::start(site(), &["--drafts", "--future"]);
    assert!(preview.state("/").to_string().contains("Sentinel"));
}

#[test]
fn a_page_that_becomes_a_draft_is_gone_even_with_an_error() {
    let preview = Preview::start(Site::new(), &[]);
    assert!(preview.get("/about/").text().contains("Something."));
    preview.site.put(
        "content/about.md",
        "---\ntitle: About\ndraft: true\ndate: soon\n---\nSentinel.\n",
    );
    preview.until("/about/", "no page", |reply| reply.status == 404);
    assert!(!preview.state("/").to_string().contains("Sentinel"));
}

#[test]
fn a_memory_that_cannot_be_written_stops_nothing() {
    // `.masthead` is a file: nothing can be kept below it.
    let mut preview = Preview::start(Site::new().write(".masthead", "in the way"), &[]);
    preview
        .site
        .put("content/about.md", "---\ntitle: About\n---\nGoes on.\n");
    preview.shows("/about/", "Goes on.");
    preview.signal(Signal::TERM);
    assert_eq!(preview.end(), Some(0), "{}", preview.printed());
}
