//! What is sent: types, versions, parts, places.

use crate::preview::Preview;
use crate::support::Site;

#[test]
fn files_have_their_versions_and_parts() {
    let pdf: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
    let preview = Preview::start(Site::new().write("content/static/big.bin", &pdf), &[]);
    let whole = preview.get("/big.bin");
    assert_eq!((whole.status, whole.body.len()), (200, pdf.len()));
    assert_eq!(whole.header("content-type"), "application/octet-stream");
    let part = preview.ask("GET", "/big.bin", &["Range: bytes=100-199"]);
    assert_eq!((part.status, part.body.as_slice()), (206, &pdf[100..200]));
    assert_eq!(
        part.header("content-range"),
        format!("bytes 100-199/{}", pdf.len())
    );
    let last = preview.ask("GET", "/big.bin", &["Range: bytes=-7"]);
    assert_eq!(
        (last.status, last.body.as_slice()),
        (206, &pdf[pdf.len() - 7..])
    );
    assert_eq!(
        preview
            .ask("GET", "/big.bin", &["Range: bytes=9999999-"])
            .status,
        416
    );
    let stale = preview.ask(
        "GET",
        "/big.bin",
        &["Range: bytes=0-9", "If-Range: \"other\""],
    );
    assert_eq!((stale.status, stale.body.len()), (200, pdf.len()));
    assert_eq!(
        preview
            .ask(
                "GET",
                "/big.bin",
                &[&format!("If-None-Match: {}", whole.header("etag"))]
            )
            .status,
        304
    );
}

#[test]
fn a_picture_is_sent_as_it_is_published() {
    let clean = crate::support::picture(0);
    let told = [&clean[..], b"51 degrees north"].concat();
    let preview = Preview::start(Site::new().write("content/static/a.png", &told), &[]);
    let whole = preview.get("/a.png");
    assert_eq!((whole.status, &whole.body), (200, &clean));
    let part = preview.ask("GET", "/a.png", &["Range: bytes=1-3"]);
    assert_eq!((part.status, part.body.as_slice()), (206, &b"PNG"[..]));
}

#[test]
fn files_have_their_types() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let preview = Preview::start(Site::new().write("content/static/x.svg", drawing), &[]);
    assert_eq!(
        preview.get("/x.svg").header("content-type"),
        "image/svg+xml"
    );
    let css = preview.get("/").text();
    let name = css
        .split("href=\"")
        .find(|rest| rest.starts_with("assets/theme/style"))
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet");
    assert_eq!(
        preview.get(&format!("/{name}")).header("content-type"),
        "text/css; charset=utf-8"
    );
    assert_eq!(
        preview.get("/sitemap.xml").header("content-type"),
        "application/xml; charset=utf-8"
    );
    assert_eq!(
        preview.get("/robots.txt").header("content-type"),
        "text/plain; charset=utf-8"
    );
}

#[test]
fn files_that_could_run_something_are_kept_apart_from_the_pages() {
    let html = "<script>fetch('/.masthead/state')</script>";
    let site = Site::new()
        .write("content/static/a.html", html)
        .write(
            "content/static/a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
        )
        .write("content/static/a.xml", "<a/>")
        .write("content/static/a.png", crate::support::picture(0))
        .write("content/b.html", html)
        .write(
            "content/about.md",
            "---\ntitle: About\n---\n[A file](b.html)\n",
        );
    let preview = Preview::start(site, &[]);
    for (path, policy) in [
        (
            "/a.html",
            "sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts",
        ),
        ("/b.html", "sandbox"),
        ("/a.svg", "sandbox"),
        ("/a.xml", "sandbox"),
        ("/a.png", ""),
        ("/about/", ""),
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.header("content-security-policy"), policy, "{path}");
    }
    // What asks from within such a file is nobody, and is told nothing.
    let reply = preview.ask("GET", "/.masthead/state?page=%2F", &["Origin: null"]);
    assert_eq!(reply.status, 403);
}

#[test]
fn a_head_has_no_body_and_only_reading_is_allowed() {
    let preview = Preview::start(Site::new(), &[]);
    let (head, get) = (preview.ask("HEAD", "/about/", &[]), preview.get("/about/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    let post = preview.ask("POST", "/about/", &["Content-Length: 0"]);
    assert_eq!((post.status, post.header("allow")), (405, "GET, HEAD"));
}

#[test]
fn an_address_without_its_slash_leads_to_the_page_and_one_without_a_page_to_the_sites_404() {
    let preview = Preview::start(Site::new(), &[]);
    let reply = preview.get("/about");
    assert_eq!((reply.status, reply.header("location")), (307, "/about/"));
    assert_eq!(preview.get("/about/index.html").status, 200);
    let missing = preview.get("/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(
        missing.text().contains("Page not found"),
        "{}",
        missing.text()
    );
}

#[test]
fn a_site_in_a_folder_of_its_host_is_served_in_that_folder() {
    let preview = Preview::start(
        Site::new(),
        &["--base-url", "https://www.example.org/htas/"],
    );
    let reply = preview.get("/");
    assert_eq!((reply.status, reply.header("location")), (307, "/htas/"));
    preview.shows("/htas/about/", "Something.");
    assert_eq!(preview.get("/about/").status, 404);
    let missing = preview.get("/htas/nowhere/deep/");
    assert!(
        missing.status == 404 && missing.text().contains("/htas/assets/theme/style"),
        "{}",
        missing.text()
    );
    assert_eq!(
        preview.state("/htas/about/")["page"]["source"],
        "content/about.md"
    );
}

#[test]
fn without_reloading_pages_are_what_build_makes() {
    let preview = Preview::start(Site::new(), &["--no-reload"]);
    preview.site.build();
    assert_eq!(
        preview.get("/about/").text(),
        preview.site.read("public/about/index.html")
    );
    assert!(
        !preview
            .site
            .read("public/about/index.html")
            .contains(".masthead")
    );
}

#[test]
fn drafts_and_scheduled_pages_are_shown_when_told() {
    let site = || {
        Site::new()
            .write("content/draft.md", "---\ntitle: D\ndraft: true\n---\n")
            .write(
                "content/later.md",
                "---\ntitle: L\npublish_on: 2031-01-01\n---\n",
            )
    };
    let status = |preview: &Preview| [preview.get("/draft/").status, preview.get("/later/").status];
    let preview = Preview::start(site(), &[]);
    assert_eq!(status(&preview), [404, 404]);
    for (path, words) in [
        (
            "/draft/",
            "content/draft.md is held back from the site (a draft)",
        ),
        ("/draft/", "masthead serve --drafts"),
        ("/later/", "masthead serve --future"),
    ] {
        let body = String::from_utf8(preview.get(path).body).expect("a page");
        assert!(body.contains(words), "{path}: {body}");
    }
    assert_eq!(status(&Preview::start(site(), &["--drafts"])), [200, 404]);
    assert_eq!(
        status(&Preview::start(site(), &["--drafts", "--future"])),
        [200, 200]
    );
}

#[test]
fn events_tell_that_there_is_something_new() {
    use std::io::{BufRead, BufReader, Write};
    let preview = Preview::start(Site::new(), &[]);
    let mut stream =
        std::net::TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
    stream
        .set_read_timeout(Some(std::time::Duration::from_secs(20)))
        .expect("a time limit");
    write!(
        stream,
        "GET /.masthead/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        preview.port
    )
    .expect("a request");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "content-type: text/event-stream"));
    assert!(lines.any(|line| line.starts_with("data: {\"round\":1,")));
    preview
        .site
        .put("content/about.md", "---\ntitle: About\n---\nNew.\n");
    assert!(lines.any(|line| line.starts_with("data: {\"round\":2,")));
}
