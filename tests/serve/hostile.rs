//! Nobody gets out of the site's folder, and nobody keeps others waiting.

use crate::preview::Preview;
use crate::support::{Site, put};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

const SECRET: &str = "sentinel-4711";

/// Asks for a page, and insists that the answer comes within a second.
#[track_caller]
fn others_are_answered(preview: &Preview) {
    let begun = Instant::now();
    assert_eq!(preview.get("/about/").status, 200);
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "it took {:?}",
        begun.elapsed()
    );
}

#[test]
fn no_path_leads_outside_in_any_disguise() {
    let site = Site::new().write("content/static/ok.txt", "ok");
    put(&site.beside("secret.txt"), SECRET.as_bytes());
    put(&site.path("secret.txt"), SECRET.as_bytes());
    let preview = Preview::start(site, &[]);
    let whole = preview.site.path("secret.txt").display().to_string();
    let paths = [
        "/../secret.txt",
        "/../../secret.txt",
        "/content/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/secret.txt",
        "/secret.txt%00.html",
        "/%00",
        "//secret.txt",
        "/./secret.txt",
        "/about/../../secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/assets/../../secret.txt",
        "/.masthead/../secret.txt",
        "/.masthead/cache/memo.head",
        "/content/about.md",
        "/.git/config",
        &whole,
    ];
    for path in paths {
        let reply = preview.get(path);
        assert!(
            matches!(reply.status, 400 | 404),
            "{path}: {}",
            reply.status
        );
        assert!(!reply.text().contains(SECRET), "{path}");
    }
    others_are_answered(&preview);
}

#[test]
fn no_request_target_leads_outside() {
    let site = Site::new();
    put(&site.path("secret.txt"), SECRET.as_bytes());
    let preview = Preview::start(site, &[]);
    for target in [
        "http://127.0.0.1/secret.txt",
        "http://evil.example/",
        "*",
        "secret.txt",
        "",
    ] {
        let reply = preview.raw(
            format!(
                "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
                preview.port
            )
            .as_bytes(),
        );
        assert!(
            matches!(reply.status, 0 | 400 | 404),
            "{target}: {}",
            reply.status
        );
        assert!(!reply.text().contains(SECRET), "{target}");
    }
    others_are_answered(&preview);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_not_followed_even_when_it_comes_later() {
    let site = Site::new().write("content/static/file.txt", "harmless");
    put(&site.beside("secret.txt"), SECRET.as_bytes());
    let secret = site.beside("secret.txt");
    crate::support::link(&secret, &site.path("content/static/link.txt"));
    let preview = Preview::start(site, &[]);
    assert_eq!(preview.get("/file.txt").text(), "harmless");
    assert_eq!(preview.get("/link.txt").status, 404);
    preview.site.remove("content/static/file.txt");
    crate::support::link(&secret, &preview.site.path("content/static/file.txt"));
    for _ in 0..50 {
        assert!(!preview.get("/file.txt").text().contains(SECRET));
        sleep(Duration::from_millis(5));
    }
    preview.finds(Some("bad-symlink"));
}

#[test]
fn names_of_others_and_other_websites_are_refused() {
    let preview = Preview::start(Site::new(), &[]);
    let with_host = |host: &str| {
        preview
            .raw(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
            .status
    };
    assert_eq!(with_host(&format!("evil.example:{}", preview.port)), 421);
    assert_eq!(with_host(&format!("localhost:{}", preview.port)), 200);
    assert_eq!(
        preview
            .ask("GET", "/.masthead/events", &["Origin: http://evil.example"])
            .status,
        403
    );
    assert_eq!(
        preview
            .ask(
                "GET",
                "/",
                &[
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: no-cors",
                    "Sec-Fetch-Dest: script"
                ]
            )
            .status,
        403
    );
}

#[test]
fn a_head_of_a_megabyte_is_refused() {
    let preview = Preview::start(Site::new(), &[]);
    let reply = preview.ask("GET", "/", &[&format!("X-Long: {}", "x".repeat(1 << 20))]);
    assert!(matches!(reply.status, 0 | 400 | 431), "{}", reply.status);
    let many: Vec<String> = (0..5000).map(|number| format!("X-{number}: y")).collect();
    let reply = preview.ask(
        "GET",
        "/",
        &many.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert!(matches!(reply.status, 0 | 400 | 431), "{}", reply.status);
    let reply = preview.get(&format!("/{}", "a/".repeat(30_000)));
    assert!(
        matches!(reply.status, 0 | 400 | 404 | 414 | 431),
        "{}",
        reply.status
    );
    others_are_answered(&preview);
}

#[test]
fn five_hundred_browsers_that_come_and_vanish_leave_nothing_behind() {
    let preview = Preview::start(Site::new(), &[]);
    let before = preview.open_files();
    let mut streams = Vec::new();
    for number in 0..500 {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
        let path = if number % 2 == 0 {
            "/.masthead/events"
        } else {
            "/about/"
        };
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            preview.port
        )
        .expect("a request");
        streams.push(stream);
    }
    others_are_answered(&preview);
    preview.site.put(
        "content/about.md",
        "---\ntitle: About\n---\nWhile many look.\n",
    );
    preview.shows("/about/", "While many look.");
    drop(streams);
    let begun = Instant::now();
    while preview.open_files() > before + 2 {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{} files stay open, {before} were",
            preview.open_files()
        );
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn browsers_that_never_finish_their_question_keep_nobody_waiting_and_are_sent_away() {
    let preview = Preview::start(Site::new(), &[]);
    let mut slow: Vec<TcpStream> = (0..100)
        .map(|_| TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection"))
        .collect();
    for stream in &mut slow {
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: loc")
            .expect("half a question");
    }
    others_are_answered(&preview);
    let begun = Instant::now();
    let mut last = slow.pop().expect("a connection");
    last.set_read_timeout(Some(Duration::from_secs(25)))
        .expect("a time limit");
    let mut answer = Vec::new();
    let _ = last.read_to_end(&mut answer);
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "it may wait for ever"
    );
    others_are_answered(&preview);
}
