//! What stands in the folder and is no file that can be read.

use crate::spoilt::Published;
use crate::support::{Site, link};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

const PAGE: &str = "---\ntitle: Secret\n---\n\nSecret words.\n";

#[test]
fn a_link_that_leads_back_to_a_folder_above_has_no_end_and_is_refused() {
    let site = Published::new();
    link("..", &site.site.path("content/news/loop"));
    site.refused()
        .expect(&["bad-symlink content/news/loop:0:0"])
        .says("it has no end");
    let site = Published::new();
    link("self.md", &site.site.path("content/self.md"));
    site.refused().says("error[").says("content/self.md");
}

#[test]
fn a_link_to_a_file_or_folder_outside_is_refused_and_nothing_of_it_is_shown() {
    for (target, name) in [
        ("outside/page.md", "a.md"),
        ("outside", "folder"),
        ("outside/page.md", "static/a.txt"),
        ("outside/page.md", "a.png"),
    ] {
        let site = Published::new();
        crate::support::put(&site.site.beside("outside/page.md"), PAGE.as_bytes());
        link(
            site.site.beside(target),
            &site.site.path(&format!("content/{name}")),
        );
        site.refused()
            .expect(&[&format!("bad-symlink content/{name}:0:0")])
            .says("outside the site's folder");
        let ran = site.site.run(&["build"]);
        assert!(!ran.stderr.contains("Secret"), "{ran}");
    }
}

#[test]
fn a_link_to_something_hidden_or_private_within_the_site_is_refused() {
    for (target, name, words) in [
        ("../../.git/config", "static/c.txt", "a hidden file"),
        ("../../.env", "static/e.txt", "a hidden file"),
        ("../.env", "e.png", "a hidden file"),
        ("../../.git", "static/folder", "a hidden file or folder"),
        ("../private", "folder", "a private file or folder"),
        ("../private/services.csv", "s.csv", "a private file"),
        ("../..", "static/all", "it has no end"),
    ] {
        let site = Published::new()
            .with(".git/config", "Secret token")
            .with(".env", "Secret token")
            .with("private/services.csv", "Secret token");
        link(target, &site.site.path(&format!("content/{name}")));
        site.refused()
            .expect(&[&format!("bad-symlink content/{name}:0:0")])
            .says(words);
        let ran = site.site.run(&["build"]);
        assert!(!ran.stderr.contains("Secret"), "{ran}");
    }
}

#[test]
fn a_linked_folder_publishes_nothing_hidden() {
    let site = Published::new()
        .with("shared/.env", "Secret token")
        .with("shared/a.txt", "For all.");
    link("../../shared", &site.site.path("content/static/shared"));
    site.published();
    assert!(site.site.path("public/shared/a.txt").exists());
    assert!(!site.site.path("public/shared/.env").exists());
}

#[cfg(not(windows))]
#[test]
fn a_name_with_a_backslash_is_refused_and_reads_nothing_outside() {
    let entry = "@book{secret, title = {Secret}, author = {A, B}, year = 2000, publisher = {P}}\n";
    for name in [
        "content/publications\\..\\..\\..\\secret.bib",
        "content/static/i\\j.csv",
        "content/a\\b/c.md",
    ] {
        let site = Published::new();
        crate::support::put(&site.site.beside("secret.bib"), entry.as_bytes());
        crate::support::put(&site.site.path(name), b"placeholder");
        site.refused()
            .says("holds a backslash")
            .says("rename it without the `\\`");
    }
}

#[test]
fn a_theme_file_that_is_a_link_to_outside_is_refused() {
    let site = Published::new();
    crate::support::put(&site.site.beside("page.html"), b"Secret words.");
    link(
        site.site.beside("page.html"),
        &site.site.path("themes/default/templates/page.html"),
    );
    site.refused()
        .expect(&["bad-symlink themes/default/templates/page.html:0:0"]);
    assert!(!site.site.run(&["build"]).stderr.contains("Secret"));
}

#[test]
fn a_link_within_the_site_is_followed() {
    let site = Published::new().with("content/news/picture.png", crate::support::picture(0));
    link("news/picture.png", &site.site.path("content/picture.png"));
    site.with("content/a.md", "---\ntitle: A\n---\n\n![x](picture.png)\n")
        .published();
}

#[test]
fn a_link_to_nothing_is_refused() {
    let site = Published::new();
    link("gone.md", &site.site.path("content/a.md"));
    site.refused()
        .expect(&["bad-symlink content/a.md:0:0"])
        .says("does not exist");
}

#[test]
fn what_is_no_ordinary_file_is_not_opened() {
    for name in [
        "content/a.md",
        "content/a.png",
        "themes/default/templates/page.html",
    ] {
        let site = Published::new();
        let path = site.site.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .is_ok_and(|status| status.success()),
            "mkfifo failed"
        );
        // Opening it would wait for ever.
        site.refused()
            .expect(&[&format!("special-file {name}:0:0")]);
    }
}

#[test]
fn a_file_whose_name_is_no_text_is_reported() {
    let site = Published::new();
    fs::write(
        site.site
            .path("content")
            .join(OsStr::from_bytes(b"caf\xe9.md")),
        PAGE,
    )
    .expect("a file");
    site.refused()
        .says("error[unreadable-file]")
        .says("caf\u{fffd}.md");
}

#[test]
fn a_file_that_may_not_be_read_is_reported() {
    let site = Published::new()
        .with("content/a.md", PAGE)
        .with("content/locked/a.md", PAGE);
    let lock = |name: &str, mode| {
        fs::set_permissions(site.site.path(name), fs::Permissions::from_mode(mode))
            .expect("permissions");
    };
    lock("content/a.md", 0o000);
    lock("content/locked", 0o000);
    if fs::read(site.site.path("content/a.md")).is_ok() {
        // The superuser may read everything: the two tests above stand for this one.
        site.published();
    } else {
        let refusal = site.refused().says("you are not allowed to read it");
        refusal.expect(&[
            "unreadable-file content/a.md:0:0",
            "unreadable-file content/locked:0:0",
        ]);
    }
    lock("content/locked", 0o755);
}

#[test]
fn links_to_what_could_not_be_read_are_not_reported_a_second_time() {
    let site = Published::new()
        .with("content/about.md", b"---\ntitle: Caf\xe9\n---\n")
        .with("content/news/p.md", b"\xff\xfe");
    link("nothing.png", &site.site.path("content/gone.png"));
    let site = site.with(
        "content/a.md",
        "---\ntitle: A\n---\n\n[a](about.md#x) [b](news/p.md) ![c](gone.png) [d](nowhere.md)\n",
    );
    site.refused().expect(&[
        "broken-link content/a.md:5:47",
        "not-utf8 content/about.md:2:11",
        "bad-symlink content/gone.png:0:0",
        "not-utf8 content/news/p.md:1:1",
    ]);
}

#[test]
fn settings_that_cannot_be_read_are_not_said_to_be_missing() {
    let site = Published::new().with("content/site.yaml", b"title: Caf\xe9\n");
    let refusal = site.refused().expect(&["not-utf8 content/site.yaml:1:11"]);
    drop(refusal);
    let ran = site.site.run(&["build"]);
    assert!(
        !ran.stderr.contains("there is no `content/site.yaml`"),
        "{ran}"
    );
}

#[test]
fn empty_folders_are_no_fault_and_no_page() {
    let site = Published::new();
    fs::create_dir_all(site.site.path("content/empty/inside")).expect("folders");
    site.published();
    assert!(!site.site.path("public/empty").exists());
}

#[test]
fn a_site_without_a_page_is_refused_and_says_how_to_start() {
    let site = Published::new();
    for name in ["content/index.md", "content/about.md", "content/news"] {
        site.site.remove(name);
    }
    site.refused()
        .expect(&["no-pages :0:0"])
        .says("there are no pages in `content/`")
        .says("masthead init");
}

#[test]
fn a_site_whose_pages_are_all_held_back_says_so() {
    let site = Published::new().with("content/index.md", "---\ntitle: A\ndraft: true\n---\n");
    site.site.remove("content/about.md");
    site.site.remove("content/news");
    site.refused()
        .expect(&["no-pages :0:0"])
        .says("every page in `content/` is held back")
        .says("content/index.md (A): a draft");
}

#[test]
fn a_folder_without_content_is_told_from_a_site() {
    let site = Site::empty();
    let ran = site.run(&["build"]).expect_exit(2);
    assert!(
        ran.stderr.contains("there is no folder `content`") && ran.stderr.contains("masthead init"),
        "{ran}"
    );
    let ran = site.run(&["--root", "nowhere", "build"]).expect_exit(2);
    assert!(
        ran.stderr
            .contains("there is no folder `content` in `nowhere`"),
        "{ran}"
    );
    site.put("content", "a file");
    site.run(&["build"]).expect_exit(2);
    assert!(!site.path("public").exists());
}

#[test]
fn what_editors_and_systems_leave_behind_is_not_read() {
    let site = Published::new();
    for name in [
        ".DS_Store",
        "Thumbs.db",
        "about.md~",
        ".about.md.swp",
        "~$about.md",
        "#about.md#",
        ".#about.md",
        ".hidden.md",
        "about.md.tmp",
    ] {
        site.site.put(&format!("content/{name}"), b"\xff\0");
    }
    // As Emacs marks a file that is being edited.
    link(
        "somebody@desk.1234:5",
        &site.site.path("content/.#index.md"),
    );
    let ran = site.published();
    assert!(ran.stdout.contains("Nothing has changed"), "{ran}");
}

#[test]
fn a_name_with_a_sign_that_a_terminal_obeys_is_refused_and_not_printed() {
    for name in [
        "content/evil\x1b[31m.md",
        "content/static/a\nerror: all is lost.txt",
        "content/\u{9b}31m/a.png",
        "themes/default/templates/a\r.html",
    ] {
        let site = Published::new().with(name, "---\ntitle: A\n---\n");
        site.refused().says("holds a sign that cannot be shown");
        for arguments in [
            &["build"][..],
            &["check"],
            &["list"],
            &["build", "--format", "json"],
        ] {
            let ran = site.site.run(arguments).expect_exit(1);
            let printed = format!("{}{}", ran.stdout, ran.stderr);
            assert!(
                !printed.chars().any(|c| c.is_control() && c != '\n')
                    && !printed.contains("\nerror: all"),
                "{printed:?}"
            );
        }
    }
}

#[test]
fn what_a_mac_keeps_about_a_folder_is_passed_over() {
    let site = Published::new().with("content/static/Icon\r", "x");
    site.published();
    assert!(!site.site.path("public/Icon\r").exists());
}

#[test]
fn a_folder_whose_name_is_not_in_utf_8_is_one_error() {
    let site = Published::new();
    let folder = site
        .site
        .path("content")
        .join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir(&folder).expect("a folder");
    for name in ["a.md", "b.md"] {
        fs::write(folder.join(name), PAGE).expect("a file");
    }
    site.refused()
        .expect(&["unreadable-file content/caf\u{fffd}:0:0"]);
}

#[test]
fn names_of_others_in_the_output_move_no_cursor() {
    let site = Published::new();
    let name = "public/evil\x1b[2J\nerror: all is lost\u{202e}.txt";
    site.site.put(name, "x");
    site.site
        .put("content/about.md", "---\ntitle: About\n---\nMore.\n");
    for arguments in ["build", "clean"] {
        let ran = site.site.run(&[arguments]).expect_exit(0);
        assert!(ran.stdout.contains("Left in place"), "{ran}");
        let printed = format!("{}{}", ran.stdout, ran.stderr);
        assert!(
            !printed.contains(['\x1b', '\u{202e}']) && !printed.contains("\nerror"),
            "{printed:?}"
        );
    }
}

#[test]
fn another_name_of_a_private_file_is_refused() {
    let site = Published::new();
    let outside = site.site.beside("key.txt");
    crate::support::put(&outside, b"Secret token");
    fs::set_permissions(&outside, fs::Permissions::from_mode(0o600)).expect("a mode");
    for name in ["static/k.txt", "k.md", "publications/k.bib"] {
        let name = site.site.path(&format!("content/{name}"));
        fs::create_dir_all(name.parent().expect("a folder")).expect("a folder");
        fs::hard_link(&outside, &name).expect("a hard link");
    }
    site.refused()
        .expect(&[
            "bad-symlink content/k.md:0:0",
            "bad-symlink content/publications/k.bib:0:0",
            "bad-symlink content/static/k.txt:0:0",
        ])
        .says("another name of a private file");
    assert!(!site.site.run(&["build"]).stderr.contains("Secret"));
}

#[test]
fn other_names_outside_the_site_are_told_once() {
    let site = Published::new()
        .with("content/static/a.txt", "For all.")
        .with("content/static/b.txt", "For all, too.");
    for (name, other) in [("a.txt", "static/c.txt"), ("b.txt", "static/d.txt")] {
        let name = site.site.path(&format!("content/static/{name}"));
        fs::hard_link(name, site.site.path(&format!("content/{other}"))).expect("a hard link");
    }
    let ran = site.published();
    assert!(
        !ran.stderr.contains("hard link"),
        "all names are inside: {ran}"
    );
    for (name, other) in [("a.txt", "elsewhere.txt"), ("b.txt", "there.txt")] {
        let name = site.site.path(&format!("content/static/{name}"));
        fs::hard_link(name, site.site.beside(other)).expect("a hard link");
    }
    let ran = site.published();
    assert_eq!(ran.stderr.matches("(hard links)").count(), 1, "{ran}");
    assert!(
        ran.stderr
            .contains("this file and 3 others have other names"),
        "{ran}"
    );
    assert!(site.site.path("public/a.txt").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_link_that_is_put_in_the_place_of_a_file_is_not_followed() {
    // A script keeps changing a page into a link to a secret and back.
    let site = Published::new().with(".env", "---\ntitle: Secret token\n---\nSecret words.\n");
    crate::support::put(&site.site.beside("out/a.md"), PAGE.as_bytes());
    let script = "i=0; while :; do \
        ln -sfn ../../.env s/l; mv -T s/l content/d/a.md; \
        ln -sfn ../out s/l2; rm -rf content/e; mv -T s/l2 content/e; \
        rm -f content/e; mkdir -p content/e; echo words > s/p; cp s/p content/e/a.md; \
        mv -T s/p content/d/a.md; done";
    for folder in ["s", "content/d", "content/e"] {
        fs::create_dir_all(site.site.path(folder)).expect("a folder");
    }
    let mut racer = Command::new("sh")
        .args(["-c", script])
        .current_dir(site.site.root())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("a shell");
    for _ in 0..8 {
        let ran = site.site.run(&["check", "--format", "json"]);
        let list = site.site.run(&["list"]);
        for printed in [&ran.stdout, &ran.stderr, &list.stdout, &list.stderr] {
            assert!(!printed.contains("Secret"), "{ran}{list}");
        }
    }
    racer
        .kill()
        .and_then(|()| racer.wait())
        .expect("a shell to end");
}

#[test]
fn publications_are_not_imported_into_a_link_that_leads_elsewhere() {
    for target in ["../../../secret.bib", "../../.secret/list.bib"] {
        let site = Published::new()
            .with(".secret/list.bib", "@misc{a, title = {Secret}}\n")
            .with("new.bib", "@misc{b, title = {New}}\n");
        crate::support::put(
            &site.site.beside("secret.bib"),
            b"@misc{a, title = {Secret}}\n",
        );
        let list = site.site.path("content/publications/list.bib");
        link(target, &list);
        let ran = site.site.run(&["import", "new.bib"]).expect_exit(2);
        assert!(ran.stderr.contains("which is not read"), "{ran}");
        assert!(fs::symlink_metadata(&list).is_ok_and(|facts| facts.is_symlink()));
    }
}
