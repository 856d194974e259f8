//! A `.masthead` that came with a repository, or from anybody: it decides nothing about the site,
//! and leads no writer out of the folder.

use crate::support::tree::Tree;
use crate::support::{Site, link, put};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

const LIST: &str = "@article{k, title = {Introduction to everything that is known}, \
    author = {Ellis, C}, year = 2014, journal = {J}, volume = {1}, pages = {1--2}}\n";

/// A site with a reference and a finding, both of which a build remembers.
fn site() -> Site {
    Site::new()
        .write("content/publications/list.bib", LIST)
        .write("content/about.md", "---\ntitle: About\n---\n![](x.png)\n")
        .write("content/x.png", crate::support::picture(0))
}

/// Builds a site whose memory came from a machine with another home and this secret.
fn built_elsewhere(secret: &str, secret_here: &str) -> crate::support::Ran {
    let (there, here) = (site(), site());
    let mut build = there.command(&["build"]);
    crate::support::Ran::from(build.env("MASTHEAD_SECRET", secret)).expect_exit(0);
    fs::remove_dir_all(here.path(".masthead")).unwrap_or_default();
    fs::rename(there.path(".masthead"), here.path(".masthead")).expect("a memory");
    let mut build = here.command(&["build"]);
    crate::support::Ran::from(build.env("MASTHEAD_SECRET", secret_here)).expect_exit(0)
}

#[test]
fn a_memory_of_another_machine_counts_where_both_have_the_same_secret() {
    let (secret, other) = ("a".repeat(32), "b".repeat(32));
    let made = "2 smaller pictures made";
    assert!(!built_elsewhere(&secret, &secret).stdout.contains(made));
    assert!(built_elsewhere(&secret, &other).stdout.contains(made));
    assert!(built_elsewhere(&secret, "").stdout.contains(made));
    // What can be guessed is no secret.
    assert!(
        built_elsewhere(&secret[1..], &secret[1..])
            .stdout
            .contains(made)
    );
}

/// Every file of a site's memory, by its path.
fn remembered(site: &Site) -> Vec<String> {
    let names = site
        .tree(".masthead")
        .files()
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    assert!(
        names.iter().any(|name| name == "last-build.json"),
        "{names:?}"
    );
    assert!(
        names.iter().any(|name| name == "cache/costly.bin"),
        "{names:?}"
    );
    names
}

/// Insists that a site is published as one without any memory.
#[track_caller]
fn assert_like_new(site: &Site) {
    let (ran, fresh) = (site.build(), self::site());
    let expected = fresh.build();
    let findings = |words: &str| words.split("\n\n").next().map(ToOwned::to_owned);
    assert_eq!(findings(&ran.stderr), findings(&expected.stderr));
    fresh.tree("public").assert_same(&site.tree("public"));
}

#[test]
fn the_memory_of_another_machine_is_not_used() {
    let other = site();
    other.build();
    // The other machine remembers the same site in other words.
    for name in remembered(&other) {
        let path = other.path(&format!(".masthead/{name}"));
        let bytes = fs::read(&path).expect("a file");
        let ours = replaced(&bytes, b"Introduction to", b"<script></script>");
        put(
            &path,
            &replaced(&ours, b"no description", b"an description"),
        );
    }
    let site = site();
    let copied = std::process::Command::new("cp")
        .args(["-r", &other.path(".masthead").to_string_lossy()])
        .arg(site.root())
        .status();
    assert!(copied.is_ok_and(|status| status.success()));
    assert_like_new(&site);
}

/// Returns bytes with other words in the place of some, cut or filled up to the same length.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut to = to.to_vec();
    to.resize(from.len(), b' ');
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(from.len()) {
        if bytes[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(&to);
        }
    }
    bytes
}

#[test]
fn a_memory_signed_with_another_key_is_made_again() {
    let site = site();
    site.build();
    let key = site.home().join(".cache/masthead/memory.key");
    let ours = fs::read(&key).expect("a key");
    assert_eq!(ours.len(), 32);
    let mode = fs::metadata(&key).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let record = site.read(".masthead/last-build.json");
    for spoil in ["other", "readable", "linked", "long", "gone"] {
        match spoil {
            "other" => put(&key, &[7; 32]),
            "readable" => {
                fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("a mode");
            }
            "linked" => {
                fs::rename(&key, key.with_extension("real")).expect("a file");
                link("memory.real", &key);
            }
            "long" => put(&key, &[7; 33]),
            _ => fs::remove_file(&key).expect("a file"),
        }
        assert_like_new(&site);
        let again = site.read(".masthead/last-build.json");
        assert_ne!(record, again, "{spoil}: the record is signed anew");
        let facts = fs::symlink_metadata(&key).expect("a key");
        assert!(facts.is_file() && facts.len() == 32);
        assert_eq!(facts.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn without_a_home_of_its_own_a_build_remembers_nothing_and_works() {
    let nowhere = Site::empty();
    put(&nowhere.home().join("file"), b"");
    let file = nowhere.home().join("file");
    for home in [Path::new("/proc/none"), &file, Path::new("relative")] {
        let site = site();
        for _ in 0..2 {
            let mut command = site.command(&["build"]);
            command.env("HOME", home).env("XDG_CACHE_HOME", home);
            crate::support::Ran::from(&mut command).expect_exit(0);
        }
        assert!(!site.path(".masthead").exists(), "{}", home.display());
        assert!(!site.path("relative").exists());
        let fresh = self::site();
        fresh.build();
        fresh.tree("public").assert_same(&site.tree("public"));
    }
}

#[test]
fn a_key_in_the_repository_signs_nothing() {
    for (repository, cache) in [
        ("site", "site/.cache"),
        (".", ".cache"),
        (".", "other/.cache"),
    ] {
        let site = site();
        let work = site.root().parent().expect("a folder").to_path_buf();
        fs::create_dir_all(work.join(repository).join(".git")).expect("a folder");
        let key = work.join(cache).join("masthead/memory.key");
        put(&key, &[7; 32]);
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("a mode");
        let mut command = site.command(&["build"]);
        command.env("XDG_CACHE_HOME", work.join(cache));
        crate::support::Ran::from(&mut command).expect_exit(0);
        assert!(!site.path(".masthead").exists(), "{repository} {cache}");
    }
}

#[test]
fn no_link_in_the_memory_leads_out_of_it() {
    let links = [
        (".masthead", "../elsewhere"),
        (".masthead/.gitignore", "../../elsewhere/new.txt"),
        (".masthead/cache", "../../elsewhere"),
        (".masthead/assets.new", "../../elsewhere/kept.txt"),
        (".masthead/last-build.new", "../../elsewhere/kept.txt"),
        (".masthead/last-build.json", "../../elsewhere/kept.txt"),
        (".masthead/cache/memo.head", "../../../elsewhere/kept.txt"),
        (".masthead/cache/without-search", "../../../elsewhere"),
        (".masthead/cache/memo.head", "/dev/zero"),
    ];
    for (name, target) in links {
        let site = site().write("content/big.bin", vec![1; 100 << 10]);
        put(&site.beside("elsewhere/kept.txt"), b"kept");
        link(target, &site.path(name));
        let before = Tree::read(&site.beside("elsewhere"));
        site.build();
        site.run(&["build", "--no-search"]).expect_exit(0);
        before.assert_same(&Tree::read(&site.beside("elsewhere")));
    }
}

#[test]
fn a_memory_of_any_size_is_read_within_bounds() {
    let site = site();
    site.build();
    for name in remembered(&site) {
        let path = site.path(&format!(".masthead/{name}"));
        let file = fs::File::options().write(true).open(path).expect("a file");
        file.set_len(4 << 30).expect("a file with a hole");
    }
    site.put("content/about.md", "---\ntitle: About\n---\nMore.\n");
    let ran = site.build();
    assert!(ran.peak_memory < 300 << 20, "{} bytes", ran.peak_memory);
}

#[test]
fn damaged_words_of_the_last_build_are_not_printed() {
    let site = site();
    let first = site.build().stderr;
    let record = fs::read(site.path(".masthead/last-build.json")).expect("a record");
    for at in (0..record.len()).step_by(11) {
        let mut damaged = record.clone();
        damaged[at] ^= 0x01;
        site.put(".masthead/last-build.json", damaged);
        let findings = |words: &str| words.split("\n\n").next().map(ToOwned::to_owned);
        assert_eq!(
            findings(&first),
            findings(&site.build().stderr),
            "byte {at}"
        );
    }
}
