//! Copies, backups, keys and files of other programs among those of a site: what is named and not
//! published, and what only looks like it.

use crate::support::Site;

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
fn copies_of_copies_lists_of_passwords_and_files_kept_elsewhere_are_named() {
    let about = "---\ntitle: About\n---\n\nText.\n";
    for name in [
        "Kopie (2) von about.md",
        "Copy (2) of about.md",
        ".about.md.icloud",
        "static/passwords.xlsx",
        "static/secrets.json",
    ] {
        let path = format!("content/{name}");
        let site = Site::new()
            .write("content/about.md", about)
            .write(&path, about);
        let told = site.findings();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert_eq!(told[0].code, "left-out-file", "{name}");
    }
    for name in [
        "static/.nfs0001",
        "static/.Trash-1000/x",
        "static/.fuse_hidden1",
    ] {
        let site = Site::new().write("content/about.md", about);
        let site = site.write(&format!("content/{name}"), "x");
        assert_eq!(site.findings(), [], "{name}");
    }
}

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
        ("content/static/report.pdf.crdownload", "Canary"),
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

/// A page of some length.
const ABOUT: &str = "---\ntitle: About\n---\nOne.\n\nTwo.\n\nThree.\n";

/// The page after somebody went on with it.
const LATER: &str = "---\ntitle: About\n---\nOne.\n\nTwo.\n\nCanary.\n";

/// Builds a site of two pages, of which the second stands in this file. Returns what is said, and
/// whether the second is published.
fn beside_about(file: &str, text: &str) -> (String, bool) {
    let site = on_disk(&[("content/about.md", ABOUT), (file, text)]);
    let ran = site.run(&["build"]).expect_exit(0);
    (format!("{}{}", ran.stdout, ran.stderr), is_published(&site))
}

#[test]
fn copies_and_backups_of_pages_are_named_and_not_published() {
    for name in [
        "about 2.md",
        "about (copy).md",
        "about kopie.md",
        "About Copy.md",
        "Kopie von about.md",
        "COPY OF about.md",
        "Backup of about.md",
        "about.bak.md",
        "about.old.md",
        "about_backup.md",
        "about-backup.md",
        "about-old.md",
        "about.LOCAL.md",
        "about.BASE.md",
        "about.REMOTE.md",
        "about_REMOTE_1234.md",
        "about_conflict-20190102-101010.md",
        "about (conflicted copy 2019-01-02 101010).md",
        "about (SFConflict anna 2019-01-02).md",
        "about.md (1)",
        "about.md.old",
        "about.md.part",
        "about.md.1",
        "about.md.save",
        "about.md.download",
        "about.md-old",
    ] {
        let name = name.replace("About Copy", "about Copy");
        let file = format!("content/{name}");
        let (told, is_published) = beside_about(&file, LATER);
        assert!(told.contains("left-out-file"), "{file}: {told}");
        assert!(told.contains(&file), "{file}: {told}");
        assert!(!is_published, "{file}");
    }
}

#[test]
fn a_packed_page_is_named_and_may_be_offered() {
    let (told, _) = beside_about("content/about.md.zip", "PK");
    assert!(told.contains("file-not-read"), "{told}");
    let site = on_disk(&[
        (
            "content/other.md",
            "---\ntitle: Other\n---\n[All](about.md.zip)\n",
        ),
        ("content/about.md.zip", "PK"),
    ]);
    site.run(&["build", "--strict"]).expect_exit(0);
}

#[test]
fn numbers_and_words_without_proof_make_no_copy() {
    let other = |title: &str| format!("---\ntitle: {title}\n---\nCanary, and more.\n\nEnd.\n");
    for (file, title) in [
        ("content/about 2.md", "About part two"),
        ("content/about (2).md", "About part two"),
        ("content/about-backup.md", "Backups"),
        ("content/about_old.md", "Old times"),
        ("content/newsletter 2.md", "Newsletter 2"),
        ("content/chapter (1).md", "Chapter 1"),
        ("content/report-2015.md", "Report"),
        ("content/reports 2/index.md", "More reports"),
        ("content/think-local.md", "Think local"),
    ] {
        let site = on_disk(&[("content/about.md", ABOUT), (file, &other(title))]);
        site.run(&["build", "--strict"]).expect_exit(0);
        assert!(is_published(&site), "{file}");
    }
}

#[test]
fn a_copied_folder_is_named_once() {
    for folder in [
        "reports 2",
        "reports (copy)",
        "Copy of reports",
        "reports.bak",
        "reports - Copy",
    ] {
        let path = format!("content/{folder}");
        let site = on_disk(&[
            (
                "content/reports/index.md",
                "---\ntitle: Reports\n---\nText.\n",
            ),
            ("content/reports/a.md", "---\ntitle: A\n---\nOne.\n\nTwo.\n"),
        ])
        .write(
            &format!("{path}/index.md"),
            "---\ntitle: Reports\n---\nText.\n",
        )
        .write(
            &format!("{path}/a.md"),
            "---\ntitle: A\n---\nOne.\n\nCanary.\n",
        );
        let ran = site.run(&["build"]).expect_exit(0);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert_eq!(told.matches("[left-out-file]").count(), 1, "{told}");
        assert!(told.contains(&format!("`{path}`")), "{told}");
        assert!(!is_published(&site), "{folder}");
    }
}

#[test]
fn keys_and_data_of_programs_are_named_and_not_published() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nCanary\n-----END RSA PRIVATE KEY-----\n";
    for (name, text) in [
        ("id_rsa", "Canary"),
        ("id_ed25519", "Canary"),
        (".htpasswd", "anna:Canary"),
        ("server.pem", key),
        ("server.key", key),
        ("other.key", "Canary"),
        ("notes.txt", key),
        ("members.sql", "Canary"),
        ("members.sql.gz", "Canary"),
        ("members.sqlite", "Canary"),
        ("mail.pst", "Canary"),
        ("passwords.kdbx", "Canary"),
        ("wp-config.php", "Canary"),
        ("wp-config.php.txt", "Canary"),
    ] {
        let file = format!("content/static/{name}");
        let site = on_disk(&[(&file, text)]);
        let ran = site.run(&["build"]).expect_exit(0);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("left-out-file"), "{file}: {told}");
        assert!(!told.contains("Canary"), "{file}: {told}");
        assert!(!is_published(&site), "{file}");
    }
}

#[test]
fn what_only_has_the_name_of_a_key_is_published() {
    let site = on_disk(&[
        (
            "content/static/chain.pem",
            "-----BEGIN CERTIFICATE-----\nAAAA\n",
        ),
        ("content/static/talk.key", "PK\u{3}\u{4} and so on"),
        ("content/static/id_rsa.pub", "ssh-rsa AAAA"),
        ("content/static/base.csv", "A,B\n"),
    ]);
    site.run(&["build", "--strict"]).expect_exit(0);
    for file in ["chain.pem", "talk.key", "id_rsa.pub", "base.csv"] {
        site.read(&format!("public/{file}"));
    }
}

#[test]
fn folders_and_settings_of_programs_are_not_published() {
    let site = on_disk(&[
        ("content/static/node_modules/x/index.js", "Canary"),
        ("content/static/node_modules/x/README.md", "Canary"),
    ]);
    let ran = site.run(&["build"]).expect_exit(0);
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(told.matches("[left-out-file]").count(), 1, "{told}");
    assert!(told.contains("content/static/node_modules"), "{told}");
    assert!(!is_published(&site));
    let silent = on_disk(&[("content/static/.gitignore", "Canary")]);
    silent.run(&["build", "--strict"]).expect_exit(0);
    assert!(!is_published(&silent));
}

#[test]
fn files_for_the_top_of_a_site_are_told_where_they_belong() {
    for (name, help) in [
        ("robots.txt", "by itself"),
        ("CNAME", "content/static/CNAME"),
        ("_redirects", "aliases:"),
        ("_headers", "hosts: [netlify]"),
        (".htaccess", "hosts: [apache]"),
        ("sitemap.xml", "by itself"),
        ("favicon.ico", "content/static/favicon.ico"),
        (
            ".well-known/security.txt",
            "content/static/.well-known/security.txt",
        ),
        (".nojekyll", "content/static/.nojekyll"),
    ] {
        let file = format!("content/{name}");
        let site = on_disk(&[(&file, "Canary")]);
        let ran = site.run(&["build"]).expect_exit(0);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("[file-not-read]"), "{file}: {told}");
        assert!(told.contains(help), "{file}: {told}");
        assert!(!is_published(&site), "{file}");
        let moved = format!("content/static/{name}");
        on_disk(&[(&moved, "Canary")])
            .run(&["build", "--strict"])
            .expect_exit(0);
    }
}

#[test]
fn a_page_is_never_to_be_called_md_md() {
    let site = on_disk(&[("content/contact.md_", "---\ntitle: Contact\n---\nText.\n")])
        .write("content/other.md.foo", "---\ntitle: Other\n---\nText.\n")
        .write("content/about.markdown", "---\ntitle: About\n---\nText.\n");
    let ran = site.run(&["build"]).expect_exit(0);
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert!(told.contains("`other.md.foo` becomes `other.md`"), "{told}");
    assert!(told.contains("compare it with `about.md`"), "{told}");
    assert!(!told.contains(".md.md"), "{told}");
}
