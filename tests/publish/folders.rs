//! What a build leaves alone: a site that has not changed, files of others, and everything that is
//! not its output.

use crate::support::{Site, link};
use masthead::base::OutputPath;
use masthead::publish::{NotesUse, OutputTarget, ProtectedFolders};
use masthead::source::{Artifact, Flow, Sink as _};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// Lists every file and folder below, with its inode and the time of its last change.
fn stamps(folder: &Path) -> BTreeMap<String, (u64, i64, i64)> {
    let mut stamps = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let facts = fs::metadata(&folder).expect("a folder");
        stamps.insert(
            folder.display().to_string(),
            (facts.ino(), facts.mtime(), facts.mtime_nsec()),
        );
        for entry in fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry"))
        {
            let facts = entry.metadata().expect("a file");
            if facts.is_dir() {
                folders.push(entry.path());
            } else {
                stamps.insert(
                    entry.path().display().to_string(),
                    (facts.ino(), facts.mtime(), facts.mtime_nsec()),
                );
            }
        }
    }
    stamps
}

#[test]
fn a_second_build_of_the_same_content_touches_nothing() {
    let site = Site::new();
    site.build();
    let before = (stamps(&site.path("public")), stamps(&site.path("content")));
    let ran = site.build();
    assert!(
        ran.stdout.contains("Nothing has changed: all ")
            && ran.stdout.contains(" files are as they were"),
        "{ran}"
    );
    let after = (stamps(&site.path("public")), stamps(&site.path("content")));
    assert_eq!(before, after);
}

#[test]
fn an_edit_keeps_every_file_that_did_not_change() {
    let site = Site::new();
    site.build();
    let before = stamps(&site.path("public"));
    site.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    let ran = site.build();
    assert!(ran.stdout.contains(" unchanged, 0 removed"), "{ran}");
    let after = stamps(&site.path("public"));
    for path in ["index.html", "news/index.html", "_headers", "404.html"]
        .map(|name| site.path("public").join(name).display().to_string())
    {
        assert_eq!(before[&path], after[&path], "{path}");
    }
}

#[test]
fn files_of_others_stay_and_are_named_and_dotfiles_stay_silently() {
    let site = Site::new();
    site.build();
    site.put("public/CNAME", "www.example.org\n");
    site.put("public/downloads/old.pdf", "%PDF");
    site.put("public/.gitignore", "*\n");
    site.put(
        "public/.well-known/security.txt",
        "Contact: mailto:a@example.org\n",
    );
    link("CNAME", &site.path("public/alias"));
    for text in ["First change.", "Second change.", "Third change."] {
        site.put(
            "content/about.md",
            format!("---\ntitle: About\n---\n{text}\n"),
        );
        let ran = site.build();
        assert!(
            ran.stdout.contains(
                "Left in place, not written by masthead: CNAME, alias, downloads/old.pdf\n"
            ),
            "{ran}"
        );
        assert!(site.read("public/about/index.html").contains(text));
    }
    assert_eq!(site.read("public/CNAME"), "www.example.org\n");
    assert_eq!(site.read("public/downloads/old.pdf"), "%PDF");
    assert_eq!(site.read("public/.gitignore"), "*\n");
    assert_eq!(
        site.read("public/.well-known/security.txt"),
        "Contact: mailto:a@example.org\n"
    );
    assert_eq!(
        fs::read_link(site.path("public/alias")).expect("a link"),
        Path::new("CNAME")
    );
}

#[test]
fn a_checkouts_public_folder_with_only_dotfiles_is_taken() {
    let site = Site::new();
    site.put("public/.gitignore", "*\n!.gitignore\n");
    site.build();
    assert_eq!(site.read("public/.gitignore"), "*\n!.gitignore\n");
    assert!(site.path("public/index.html").exists());
}

#[test]
fn a_published_file_that_somebody_damaged_or_deleted_is_mended() {
    let site = Site::new();
    site.build();
    let whole = site.tree("public");
    site.remove("public/about/index.html");
    site.put("public/index.html", "short");
    site.build();
    site.tree("public").assert_same(&whole);
}

#[test]
fn a_damaged_manifest_is_refused_with_what_to_do() {
    let site = Site::new();
    site.build();
    site.put("public/.masthead.json", "{");
    let before = site.tree("public");
    let ran = site.run(&["build"]).expect_exit(2);
    assert!(
        ran.stderr.contains("is damaged")
            && ran
                .stderr
                .contains("delete the output folder and build again"),
        "{ran}"
    );
    site.tree("public").assert_same(&before);
}

#[test]
fn an_output_folder_behind_a_link_is_written_where_the_link_leads() {
    let site = Site::new();
    fs::create_dir(site.beside("elsewhere")).expect("a folder");
    link(site.beside("elsewhere"), &site.path("public"));
    site.build();
    assert!(site.beside("elsewhere").join("index.html").exists());
    assert!(
        fs::symlink_metadata(site.path("public"))
            .expect("the link")
            .is_symlink()
    );
}

#[test]
fn pages_that_are_gone_take_their_folders_with_them() {
    let site = Site::new().write("content/deep/er/page.md", "---\ntitle: Deep\n---\n");
    site.build();
    assert!(site.path("public/deep/er/page/index.html").exists());
    site.remove("content/deep");
    site.build();
    assert!(!site.path("public/deep").exists());
    site.put("content/about.md", "---\ntitle: About\n---\nAgain.\n");
    site.build();
    assert!(!site.path("public/deep").exists(), "it came back");
}

#[test]
fn a_file_that_others_add_while_a_build_runs_stays() {
    let site = Site::new();
    let (live, root) = (site.path("public"), site.path("."));
    let protected = ProtectedFolders {
        root: root.clone(),
        sources: vec![site.path("content")],
        home: None,
    };
    let publish = |words: &str, meanwhile: &dyn Fn()| {
        let target =
            OutputTarget::open(&live, &protected, NotesUse::Yes).expect("a folder of ours");
        let stage = target.stage(&root).expect("a staging folder");
        let page = Artifact::bytes(words.as_bytes().to_vec());
        assert_eq!(
            stage.take(&OutputPath::new("news/index.html"), page),
            Flow::Continue
        );
        meanwhile();
        stage.commit(Vec::new()).expect("published")
    };
    publish("one", &|| {});
    publish("two", &|| {});
    let published = publish("three", &|| {
        fs::write(live.join("news/late.txt"), "late").expect("written");
    });
    assert_eq!(published.foreign, ["news/late.txt"]);
    assert_eq!(site.read("public/news/index.html"), "three");
    assert_eq!(site.read("public/news/late.txt"), "late");
    publish("four", &|| {});
    assert_eq!(site.read("public/news/late.txt"), "late");
}

#[test]
fn a_page_that_others_take_away_while_a_build_runs_is_not_left_out() {
    let site = Site::new();
    let (live, root) = (site.path("public"), site.path("."));
    let protected = ProtectedFolders {
        root: root.clone(),
        sources: vec![site.path("content")],
        home: None,
    };
    let publish = |news: &str, about: &str, meanwhile: &dyn Fn()| {
        let target =
            OutputTarget::open(&live, &protected, NotesUse::Yes).expect("a folder of ours");
        let stage = target.stage(&root).expect("a staging folder");
        for (path, words) in [("news/index.html", news), ("about/index.html", about)] {
            assert_eq!(
                stage.take(
                    &OutputPath::new(path),
                    Artifact::bytes(words.as_bytes().to_vec())
                ),
                Flow::Continue
            );
        }
        meanwhile();
        stage.commit(Vec::new())
    };
    let about = live.join("about/index.html");
    publish("one", "1", &|| {}).expect("published");
    publish("two", "2", &|| {}).expect("published");
    for spoil in [&|| fs::remove_file(&about).expect("removed"), &|| {
        fs::write(&about, "longer").expect("written");
    }] as [&dyn Fn(); 2]
    {
        let error = publish("three", "2", spoil)
            .expect_err("the page is not as the build relied on")
            .to_string();
        assert!(
            error.contains("about/index.html") && error.contains("build again"),
            "{error}"
        );
        assert_eq!(site.read("public/news/index.html"), "two");
        publish("two", "2", &|| {}).expect("mended");
        assert_eq!(site.read("public/about/index.html"), "2");
        publish("none", "1", &|| {}).expect("published");
        publish("two", "2", &|| {}).expect("published");
    }
    publish("three", "2", &|| {}).expect("published");
    publish("four", "2", &|| {}).expect("published");
    let error = publish("five", "2", &|| {
        fs::write(&about, "longer").expect("written");
    })
    .expect_err("the page has changed")
    .to_string();
    assert!(
        error.contains("about/index.html") && error.contains("build again"),
        "{error}"
    );
    assert_eq!(site.read("public/news/index.html"), "four");
    publish("five", "2", &|| {}).expect("mended");
    assert_eq!(site.read("public/about/index.html"), "2");
}
