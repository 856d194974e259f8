//! Whatever happens to a file, in whatever way an editor saves it, is what the next request sees.

use crate::preview::Preview;
use crate::support::Site;
use std::fs;
use std::thread::sleep;
use std::time::Duration;

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n---\n{text}\n")
}

/// The style sheet of a page.
fn style(port: u16, html: &str) -> Option<String> {
    let at = html.find("assets/theme/style.")?;
    let name = html[at..].split('"').next()?;
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).ok()?;
    let ask =
        format!("GET /{name} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut stream, ask.as_bytes()).ok()?;
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).ok()?;
    Some(answer)
}

#[test]
fn a_text_is_followed_and_other_pages_stay_as_they_are() {
    let preview = Preview::start(Site::new(), &[]);
    let (about, home) = (preview.get("/about/"), preview.get("/"));
    preview
        .site
        .put("content/about.md", page("About", "Other words."));
    preview.shows("/about/", "Other words.");
    assert_ne!(preview.get("/about/").header("etag"), about.header("etag"));
    let same = preview.ask(
        "GET",
        "/",
        &[&format!("If-None-Match: {}", home.header("etag"))],
    );
    assert_eq!((same.status, same.body.len()), (304, 0));
}

#[test]
fn a_title_is_followed_on_every_page_that_shows_it() {
    let preview = Preview::start(
        Site::new().write("content/news/a.md", page("First title", "x")),
        &[],
    );
    preview
        .site
        .put("content/news/a.md", page("Second title", "x"));
    preview.shows("/news/a/", "Second title");
    let list = preview.get("/news/").text();
    assert!(
        list.contains("Second title") && !list.contains("First title"),
        "{list}"
    );
}

#[test]
fn pages_come_go_and_move() {
    let preview = Preview::start(Site::new(), &[]);
    preview
        .site
        .put("content/new/deep/page.md", page("Deep", "Down here."));
    preview.shows("/new/deep/page/", "Down here.");
    fs::rename(
        preview.site.path("content/new"),
        preview.site.path("content/moved"),
    )
    .expect("a folder to move");
    preview.shows("/moved/deep/page/", "Down here.");
    assert_eq!(preview.get("/new/deep/page/").status, 404);
    preview.site.remove("content/moved");
    preview.until("/moved/deep/page/", "that it is gone", |reply| {
        reply.status == 404
    });
}

#[test]
fn every_way_in_which_editors_save_is_seen() {
    let preview = Preview::start(Site::new(), &[]);
    let (about, beside) = (
        preview.site.path("content/about.md"),
        preview.site.path("content/.about.md.new"),
    );
    // A new file takes the place of the old one (VS Code, LibreOffice, `sed -i`).
    fs::write(&beside, page("About", "By renaming."))
        .and_then(|()| fs::rename(&beside, &about))
        .expect("a file");
    preview.shows("/about/", "By renaming.");
    // The old file becomes a backup, and a new one is written (vim).
    let backup = preview.site.path("content/about.md~");
    fs::rename(&about, &backup)
        .and_then(|()| fs::write(&about, page("About", "By backup.")))
        .and_then(|()| fs::remove_file(&backup))
        .expect("a file");
    preview.shows("/about/", "By backup.");
    // Removed, and written again.
    fs::remove_file(&about)
        .and_then(|()| fs::write(&about, page("About", "By removing.")))
        .expect("a file");
    preview.shows("/about/", "By removing.");
    // In two halves, with a rest between them.
    fs::write(&about, "---\ntitle: Ab").expect("a file");
    sleep(Duration::from_millis(60));
    fs::write(&about, page("About", "In two halves.")).expect("a file");
    preview.shows("/about/", "In two halves.");
}

#[test]
fn a_theme_that_comes_later_is_seen_and_so_is_its_end() {
    let preview = Preview::start(Site::new(), &[]);
    preview.site.put(
        "themes/default/templates/page.html",
        "{% extends \"default/page.html\" %}{% block main %}own theme{% endblock %}",
    );
    preview.shows("/about/", "own theme");
    preview.site.put(
        "themes/default/templates/page.html",
        "{% extends \"default/page.html\" %}{% block main %}second{% endblock %}",
    );
    preview.shows("/about/", "second");
    preview
        .site
        .put("themes/default/assets/style.css", "p { color: #123456 }");
    let html = preview
        .until("/about/", "a new style sheet", |reply| {
            style(preview.port, &reply.text()).is_some_and(|css| css.contains("#123456"))
        })
        .text();
    assert!(html.contains("second"));
    preview.site.remove("themes");
    preview.shows("/about/", "Something.");
}

#[test]
fn a_folder_that_is_deleted_and_made_again_is_followed_on() {
    let preview = Preview::start(Site::new(), &[]);
    let kept = preview.site.beside("kept");
    fs::rename(preview.site.path("content"), &kept).expect("a folder to move");
    preview.finds(Some("no-pages"));
    fs::rename(&kept, preview.site.path("content")).expect("a folder to move");
    preview.shows("/about/", "Something.");
    preview
        .site
        .put("content/about.md", page("About", "Still followed."));
    preview.shows("/about/", "Still followed.");
}

#[test]
fn a_checkout_of_many_files_at_once_is_seen_whole() {
    let preview = Preview::start(Site::new(), &[]);
    for number in 0..1500 {
        preview.site.put(
            &format!("content/many/{}/{number}.md", number % 7),
            page(&format!("Page {number}"), "One of many."),
        );
    }
    preview.shows("/many/0/1498/", "One of many.");
    preview.until("/many/0/0/", "the first", |reply| reply.status == 200);
    preview.site.remove("content/many");
    preview.until("/many/0/1498/", "that it is gone", |reply| {
        reply.status == 404
    });
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_elsewhere_in_the_site_is_followed() {
    let site = Site::new().write("drafts/linked.md", page("Linked", "Before."));
    crate::support::link("../drafts/linked.md", &site.path("content/linked.md"));
    let preview = Preview::start(site, &[]);
    preview.shows("/linked/", "Before.");
    preview
        .site
        .put("drafts/linked.md", page("Linked", "And afterwards."));
    preview.shows("/linked/", "And afterwards.");
}

#[test]
fn by_looking_instead_of_notices_changes_are_seen_as_well() {
    let preview = Preview::start(Site::new(), &["--poll"]);
    assert!(
        preview
            .printed()
            .contains("Looking for changes every second: as you asked"),
        "{}",
        preview.printed()
    );
    sleep(Duration::from_millis(1100));
    preview
        .site
        .put("content/about.md", page("About", "Seen by looking."));
    preview.shows("/about/", "Seen by looking.");
}

/// A preview that the system lets watch six folders, and no more.
#[cfg(target_os = "linux")]
fn with_six_watches() -> Preview {
    let site = Site::new();
    let mut command = std::process::Command::new("unshare");
    let limited = "echo 6 > /proc/sys/user/max_inotify_watches && exec \"$0\" serve";
    command.args(["-r", "sh", "-c", limited, env!("CARGO_BIN_EXE_masthead")]);
    site.prepare(&mut command);
    Preview::start_by(site, command)
}

#[cfg(target_os = "linux")]
#[test]
fn where_the_system_watches_no_more_folders_it_says_so_and_goes_on_by_looking() {
    let preview = with_six_watches();
    assert!(preview.printed().contains("Watching content and themes"));
    for number in 0..8 {
        let name = format!("content/more/{number}/page.md");
        preview.site.put(&name, page("More", "First words."));
    }
    preview.shows("/more/7/page/", "First words.");
    preview
        .site
        .put("content/more/7/page.md", page("More", "Other words."));
    preview.shows("/more/7/page/", "Other words.");
    let printed = preview.printed();
    assert!(
        printed.contains("Looking for changes every second: the system watches as many folders"),
        "{printed}"
    );
}

#[test]
fn what_is_built_meanwhile_wakes_nobody() {
    let preview = Preview::start(Site::new(), &[]);
    let (before, _) = preview.tick();
    preview.site.build();
    sleep(Duration::from_millis(300));
    assert_eq!(preview.tick(), (before, true));
}

#[test]
fn a_file_that_is_written_again_as_it_was_changes_nothing() {
    let preview = Preview::start(Site::new(), &[]);
    let (before, _) = preview.tick();
    let text = preview.site.read("content/about.md");
    preview.site.put("content/about.md", text);
    sleep(Duration::from_millis(300));
    assert_eq!(preview.tick(), (before, true));
}

#[test]
fn a_private_list_of_services_is_followed() {
    let page = page("Figures", "```table\nfile: a.csv\ncaption: A\n```");
    let site = Site::new().write("content/figures/index.md", page).write(
        "content/figures/a.csv",
        "Team,Visits\nAnytown Crisis Team,5\n",
    );
    let preview = Preview::start(site, &[]);
    preview.finds(None);
    let list = "service,email\nAnytown Crisis Team,\n";
    preview.site.put("private/services.csv", list);
    preview.finds(Some("private-file"));
    preview
        .site
        .put("private/services.csv", "service,email\nOldtown,\n");
    preview.finds(None);
    preview.site.put("private/services.csv", list);
    preview.finds(Some("private-file"));
    preview.site.remove("private");
    preview.finds(None);
}
