//! What is not masthead's in and around the output folder: files of others under any name, links,
//! permissions, and what was withdrawn.

use crate::support::{self, Ran, Site, link};
use crate::whole::without_own;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

/// Writes other words onto the page `about`, and builds.
fn edit(site: &Site, words: &str) -> Ran {
    site.put(
        "content/about.md",
        format!("---\ntitle: About\n---\n{words}\n"),
    );
    site.build()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("an entry").mode() & 0o7777
}

#[test]
fn the_output_and_its_folders_keep_their_permissions_and_their_place_on_the_disk() {
    let site = Site::new();
    site.build();
    let folders = [
        ("public", 0o2750),
        ("public/about", 0o2770),
        ("public/news", 0o750),
    ];
    for (name, mode) in folders {
        fs::set_permissions(site.path(name), fs::Permissions::from_mode(mode)).expect("set");
    }
    let page = site.path("public/about/index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o440)).expect("set");
    let inode = fs::metadata(site.path("public")).expect("a folder").ino();
    for words in ["One.", "Two.", "Three."] {
        edit(&site, words);
        assert!(site.read("public/about/index.html").contains(words));
        for (name, expected) in folders {
            assert_eq!(mode(&site.path(name)), expected, "{name}");
        }
        assert_eq!(mode(&page), 0o440);
    }
    assert_eq!(
        fs::metadata(site.path("public")).expect("a folder").ino(),
        inode
    );
}

#[test]
fn damage_is_mended_whatever_its_length() {
    let site = Site::new();
    site.build();
    let whole = site.tree("public");
    let page = "public/about/index.html";
    for options in [&["build"][..], &["build", "--no-cache"]] {
        site.put(page, site.read(page).replace("Something", "Otherwise"));
        site.run(options).expect_exit(0);
        site.tree("public").assert_same(&whole);
    }
    site.put(page, site.read(page).replace("Something", "Otherwise"));
    site.put("content/news/index.md", "---\ntitle: Other news\n---\n");
    site.build();
    assert!(site.read(page).contains("Something"));
    // Nobody remembers when which file changed.
    site.put(page, site.read(page).replace("Something", "Otherwise"));
    site.remove(".masthead");
    site.build();
    assert!(site.read(page).contains("Something"));
}

#[test]
fn a_file_of_others_that_has_the_name_of_a_page_that_was_stays_until_they_move_it() {
    let site = Site::new().write("content/gone.md", "---\ntitle: Gone\n---\n");
    site.build();
    site.remove("content/gone.md");
    site.build();
    site.put("public/gone/index.html", "of others");
    for words in ["One.", "Two."] {
        let ran = edit(&site, words);
        assert!(
            ran.stdout
                .contains("not written by masthead: gone/index.html"),
            "{ran}"
        );
    }
    site.put("content/gone.md", "---\ntitle: Gone\n---\n");
    let before = site.tree("public");
    let ran = site.run(&["build"]).expect_exit(2);
    assert!(
        ran.stderr.contains("gone/index.html` is in the way"),
        "{ran}"
    );
    site.tree("public").assert_same(&before);
}

#[test]
fn a_page_that_somebody_changed_is_not_removed_with_the_others() {
    let site = Site::new().write("content/gone.md", "---\ntitle: Gone\n---\n");
    site.build();
    site.put("public/gone/index.html", "of others");
    site.remove("content/gone.md");
    let ran = site.build();
    assert!(
        ran.stdout
            .contains("not written by masthead: gone/index.html"),
        "{ran}"
    );
    assert_eq!(site.read("public/gone/index.html"), "of others");
    let ran = edit(&site, "More.");
    assert!(
        ran.stdout
            .contains("not written by masthead: gone/index.html"),
        "{ran}"
    );
    site.put("public/about/index.html", "of others");
    let ran = site.run(&["clean"]).expect_exit(0);
    assert!(
        ran.stdout.contains("about/index.html, gone/index.html"),
        "{ran}"
    );
    assert_eq!(
        without_own(site.tree("public")).files(),
        [".masthead.json", "about/index.html", "gone/index.html"]
    );
}

#[test]
fn what_lies_behind_a_link_in_the_output_is_never_touched() {
    let site = Site::new();
    site.build();
    for name in ["about", "about/index.html"] {
        let (inside, outside) = (site.path("public").join(name), site.beside("elsewhere"));
        fs::rename(&inside, &outside).expect("moved");
        link(&outside, &inside);
        let contents = || match fs::read(&outside) {
            Ok(file) => file,
            Err(_) => fs::read(outside.join("index.html")).expect("the page"),
        };
        let before = contents();
        site.put(
            "content/about.md",
            format!("---\ntitle: About\n---\nAfter {name}.\n"),
        );
        let ran = site.run(&["build"]).expect_exit(2);
        assert!(
            ran.stderr
                .contains(&format!("public/{name}` is in the way")),
            "{ran}"
        );
        // A page that goes does not take with it what somebody moved.
        site.put("content/about.md", "---\ntitle: About\ndraft: yes\n---\n");
        site.put("content/index.md", "---\ntitle: Home\n---\n");
        site.build();
        assert!(inside.symlink_metadata().expect("the link").is_symlink());
        assert_eq!(contents(), before);
        site.put("content/about.md", "---\ntitle: About\n---\nSomething.\n");
        fs::remove_file(&inside).expect("removed");
        fs::rename(&outside, site.beside(&name.replace('/', "-"))).expect("moved");
        site.build();
    }
}

#[test]
fn a_second_name_of_a_published_file_keeps_what_it_holds() {
    let site = Site::new();
    site.build();
    let other = site.beside("second-name.html");
    fs::hard_link(site.path("public/about/index.html"), &other).expect("linked");
    let before = fs::read(&other).expect("read");
    edit(&site, "New words.");
    assert_eq!(fs::read(&other).expect("read"), before);
    // Who writes through the second name damages the page.
    fs::remove_file(&other).expect("removed");
    fs::hard_link(site.path("public/about/index.html"), &other).expect("linked");
    let damaged = site
        .read("public/about/index.html")
        .replace("New words", "Bad words");
    fs::write(&other, damaged).expect("written");
    site.build();
    assert!(site.read("public/about/index.html").contains("New words."));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::new().write("content/static/data", "a file");
    site.build();
    for _ in 0..2 {
        site.remove("content/static/data");
        site.put("content/static/data/deep/file", "in a folder");
        site.build();
        assert_eq!(site.read("public/data/deep/file"), "in a folder");
        site.remove("content/static/data");
        site.put("content/static/data", "a file");
        site.build();
        assert_eq!(site.read("public/data"), "a file");
    }
    site.remove("content/static/data");
    site.put("content/static/data/deep/file", "in a folder");
    site.build();
    site.put("public/data/of-others", "of others");
    site.remove("content/static/data");
    site.put("content/static/data", "a file");
    let before = site.tree("public");
    let ran = site.run(&["build"]).expect_exit(2);
    assert!(ran.stderr.contains("public/data` is in the way"), "{ran}");
    site.tree("public").assert_same(&before);
}

#[test]
fn an_output_on_another_disk_is_brought_up_to_date_like_any_other() {
    let disk = Path::new("/dev/shm");
    let folder = tempfile::Builder::new();
    let elsewhere = if disk.is_dir() {
        folder.tempdir_in(disk)
    } else {
        folder.tempdir()
    };
    let elsewhere = elsewhere.expect("a folder");
    let output = elsewhere.path().join("out").display().to_string();
    let site = Site::new().write("content/gone.md", "---\ntitle: Gone\n---\nWithdrawn.\n");
    let build = || site.run(&["build", "--output", &output]).expect_exit(0);
    build();
    fs::write(elsewhere.path().join("out/of-others"), "of others").expect("written");
    site.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    site.remove("content/gone.md");
    let ran = build();
    assert!(
        ran.stdout.contains("not written by masthead: of-others"),
        "{ran}"
    );
    assert!(build().stdout.contains("Nothing has changed"));
    site.build();
    let mut found = support::tree::Tree::read(&elsewhere.path().join("out"));
    found.0.remove("of-others");
    found.assert_same(&site.tree("public"));
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1);
}

#[test]
fn what_was_withdrawn_can_be_read_nowhere_but_in_the_sources() {
    let site = Site::new()
        .write(
            "content/gone.md",
            "---\ntitle: Gone\n---\nWithdrawn words.\n",
        )
        .write(
            "content/draft.md",
            "---\ntitle: Draft\ndraft: yes\n---\nUnfinished words.\n",
        );
    site.run(&["build", "--drafts"]).expect_exit(0);
    site.remove("content/gone.md");
    site.build();
    site.remove("content/draft.md");
    for (path, text) in site
        .tree(".")
        .files()
        .into_iter()
        .filter(|path| !path.starts_with(".masthead/cache"))
        .map(|path| (path, fs::read(site.path(path)).expect("a file")))
    {
        let text = String::from_utf8_lossy(&text);
        let is_told = text.contains("Withdrawn words") || text.contains("Unfinished words");
        assert!(!is_told, "{path}");
    }
    assert!(!site.beside(".public.masthead").exists());
}

#[test]
fn a_build_that_was_killed_half_way_is_finished_without_what_may_be_deleted() {
    let site = Site::new().write("content/gone.md", "---\ntitle: Gone\n---\n");
    site.build();
    site.put("public/of-others", "of others");
    site.put("content/fresh.md", "---\ntitle: Fresh\n---\n");
    site.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    site.remove("content/gone.md");
    let manifest = site.path("public/.masthead.json");
    let mut strace = Command::new("strace");
    strace
        .args(["--follow-forks", "--output=/dev/null", "--trace=linkat"])
        .arg(format!("--trace-path={}", manifest.display()))
        .arg("--inject=linkat:signal=KILL")
        .args([env!("CARGO_BIN_EXE_masthead"), "build"]);
    site.prepare(&mut strace);
    strace.env("PATH", std::env::var_os("PATH").expect("PATH"));
    assert_eq!(Ran::from(&mut strace).code(), None);
    assert!(site.path("public/.masthead-changes.json").exists());
    let memory = fs::read_dir(site.path(".masthead")).expect("a folder");
    let staging = { memory.map(|entry| entry.expect("an entry").path()) }
        .find(|path| path.display().to_string().contains("staging-"));
    assert_eq!(mode(&staging.expect("a staging folder")), 0o700);
    assert!(site.path("public/fresh/index.html").exists());
    site.remove(".masthead");
    // The page that has just been published is changed, and goes again: it is still masthead's.
    site.put("content/fresh.md", "---\ntitle: Fresh\n---\nOther words.\n");
    site.build();
    assert!(
        site.read("public/fresh/index.html")
            .contains("Other words.")
    );
    site.remove("content/fresh.md");
    site.build();
    let fresh = Site::new();
    fresh.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    fresh.build();
    let mut found = site.tree("public");
    found.0.remove("of-others").expect("the file of others");
    found.assert_same(&fresh.tree("public"));
}

#[test]
fn a_link_that_came_with_a_repository_leads_staging_nowhere() {
    let site = Site::new();
    let outside = site.beside("outside");
    fs::create_dir(&outside).expect("made");
    link(&outside, &site.path(".masthead"));
    site.build();
    edit(&site, "More.");
    assert!(site.read("public/about/index.html").contains("More."));
    assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 0);
}

#[test]
fn the_working_folder_of_an_earlier_version_goes_and_another_folder_of_its_name_stays() {
    let site = Site::new()
        .write(".public.masthead/.gitignore", "*\n")
        .write(".public.masthead/lock", "")
        .write(".public.masthead/spare/gone/index.html", "withdrawn");
    site.build();
    assert!(!site.path(".public.masthead").exists());
    site.put(".public.masthead/lock", "of others");
    site.build();
    assert_eq!(site.read(".public.masthead/lock"), "of others");
}
