//! The preview always answers and always ends: whatever a page or a template computes, whoever
//! does not read, and at any signal.

use crate::preview::{Preview, Reply};
use crate::support::Site;
use rustix::process::Signal;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A template that doubles a list for ever.
const ENDLESS: &str = "{% set ns = namespace(s=[1, 2, 3, 4]) %}{% for i in range(60) %}\
                       {% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s|length }}";
const TEMPLATE: &str = "themes/default/templates/page.html";

fn own(main: &str) -> String {
    format!("{{% extends \"default/page.html\" %}}{{% block main %}}{main}{{% endblock %}}")
}

/// Asks for a page, and insists that the answer comes within three seconds.
#[track_caller]
fn soon(preview: &Preview, path: &str) -> Reply {
    let begun = Instant::now();
    let reply = preview.get(path);
    assert!(
        begun.elapsed() < Duration::from_secs(3) && reply.status != 0,
        "{path} took {:?}: {} {}",
        begun.elapsed(),
        reply.status,
        preview.printed()
    );
    reply
}

/// Insists that a signal ends the preview within a second.
#[track_caller]
fn ends_at_once(mut preview: Preview, signal: Signal) {
    let begun = Instant::now();
    preview.signal(signal);
    assert_eq!(preview.end(), Some(0), "{}", preview.printed());
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{signal:?} took {:?}",
        begun.elapsed()
    );
}

#[test]
fn while_a_template_computes_for_ever_the_site_is_shown_as_it_last_was_well() {
    let preview = Preview::start(Site::new().write(TEMPLATE, own("good words")), &[]);
    preview.shows("/about/", "good words");
    preview.site.put(TEMPLATE, own(ENDLESS));
    sleep(Duration::from_millis(500));
    for _ in 0..4 {
        for path in ["/", "/about/", "/news/", "/sitemap.xml"] {
            let reply = soon(&preview, path);
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        }
        let about = soon(&preview, "/about/").text();
        assert!(about.contains("good words"), "{about}");
    }
    let state = soon(&preview, "/.masthead/state?page=%2Fabout%2F").text();
    assert!(
        state.contains(TEMPLATE),
        "what is going on is said: {state}"
    );
    preview.site.put(TEMPLATE, own("better words"));
    preview.shows("/about/", "better words");
    preview.site.put(TEMPLATE, own(ENDLESS));
    sleep(Duration::from_millis(500));
    ends_at_once(preview, Signal::TERM);
}

#[test]
fn while_a_page_is_worked_on_others_are_answered_and_it_says_so() {
    let site = Site::new().write("content/news/large.md", "---\ntitle: Large\n---\nSmall.\n");
    let preview = Preview::start(site, &[]);
    let large = "<".repeat(8_000_000);
    preview.site.put(
        "content/news/large.md",
        format!("---\ntitle: Large\n---\n{large}\n"),
    );
    sleep(Duration::from_millis(500));
    for _ in 0..4 {
        assert_eq!(soon(&preview, "/about/").status, 200);
        let reply = soon(&preview, "/news/large/");
        let says_so = reply.status == 503 && reply.text().contains("`content/news/large.md`");
        assert!(
            says_so || reply.status == 200,
            "{} {}",
            reply.status,
            reply.text()
        );
    }
    ends_at_once(preview, Signal::INT);
}

#[test]
fn every_signal_that_ends_programs_ends_the_preview_at_once_while_it_computes() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let preview = Preview::start(Site::new(), &[]);
        preview.site.put(TEMPLATE, own(ENDLESS));
        sleep(Duration::from_millis(400));
        // A browser that is open does not keep it either.
        let mut events = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
        let ask = format!(
            "GET /.masthead/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            preview.port
        );
        events.write_all(ask.as_bytes()).expect("a request");
        ends_at_once(preview, signal);
    }
}

#[test]
fn whoever_does_not_read_keeps_nobody_waiting_and_is_given_up() {
    let large = [b"%PDF-1.4 ".to_vec(), vec![b'x'; 12_000_000]].concat();
    let site = Site::new()
        .write("content/large.bin", large)
        .write("content/small.bin", vec![b'y'; 90_000])
        .write(
            "content/about.md",
            "---\ntitle: About\n---\n[One](large.bin), [two](small.bin).\n",
        );
    let preview = Preview::start(site, &[]);
    let ask = format!(
        "GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
        preview.port
    );
    let mut stalled: Vec<TcpStream> = (0..550)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
            stream.write_all(ask.as_bytes()).expect("a request");
            stream
        })
        .collect();
    assert_eq!(soon(&preview, "/small.bin").body.len(), 90_000);
    assert_eq!(soon(&preview, "/about/").status, 200);
    // Given up after ten seconds.
    sleep(Duration::from_secs(12));
    let mut received = Vec::new();
    let mut first = stalled.swap_remove(0);
    first
        .set_read_timeout(Some(Duration::from_secs(5)))
        .expect("a time");
    let _ = first.read_to_end(&mut received);
    assert!(
        received.len() < 12_000_000,
        "the connection was not given up: {} bytes came",
        received.len()
    );
}
