//! The same content gives the same bytes, whoever builds it, where, when and on how many threads.
//! From: generated sites in memory, and this repository's own content on disk. To: nothing but
//! equal trees.
#![allow(
    clippy::disallowed_methods,
    reason = "copies the site's content and starts the program"
)]

mod support;

use masthead::fixture::{Built, Fixture};
use proptest::prelude::*;
use rayon::ThreadPool;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use support::tree::{Entry, Tree};
use support::{Ran, Site};

const THREADS: [usize; 3] = [1, 2, 5];

static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(8 << 20)
            .build()
            .expect("a pool of threads")
    };
    THREADS.into_iter().map(pool).collect()
});

/// A page that somebody might write, well or badly.
#[derive(Clone, Debug)]
struct Draft {
    file: &'static str,
    title: &'static str,
    front: Vec<&'static str>,
    body: Vec<&'static str>,
}

const FILES: &[&str] = &[
    "index.md",
    "about.md",
    "a.md",
    "A.md",
    "reports/index.md",
    "reports/2014.md",
    "reports/2015.md",
    "newsletters/2015-03.md",
    "newsletters/2015-09/index.md",
    "newsletters/2015-09/one.md",
    "newsletters/2015-09/two.md",
    "deep/er/page.md",
    "Straße/größe.md",
];

const TITLES: &[&str] = &["One", "Two & <three>", "“Four”", "Über uns", "One", "🎉"];

const FRONT: &[&str] = &[
    "date: 2015-03-01",
    "date: 2014-12-24",
    "updated: 2016-01-01",
    "draft: true",
    "publish_on: 2030-01-01",
    "expires_on: 2019-01-01",
    "weight: 3",
    "weight: -1",
    "topics: [Crisis care, Families]",
    "topics: [families, Beds]",
    "aliases: [/old/, /news/first/]",
    "summary: \"A *summary* with <angles>\"",
    "image: picture.png",
    "slug: one",
    "kind: section",
    "titel: slip",
    "template: nowhere",
    "extra: {a: 1, b: [2, 3]}",
];

const BODY: &[&str] = &[
    "## A heading\n\nSome *text*.",
    "## A heading\n\n### Below it",
    "[about](/about.md#a-heading) and [the report](/reports/2015.md)",
    "[gone](/gone.md) and [here](#a-heading)",
    "![A picture](/picture.png) ![](/picture.png)",
    "A note[^n].\n\n[^n]: The note.",
    "```notice\ntitle: Look\nbody: A [link](/about.md)\n```",
    "```summary-list\nitems:\n  - {name: One, value: \"*two*\"}\n```",
    "```notice\ntitel: slip\n```",
    "| A | B |\n|---|---|\n| 1 | 2 |",
    "<b>raw</b> <script>alert(1)</script>",
    "[danger](javascript:alert(1))",
];

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let some = |from: &'static [&'static str], most: usize| {
        proptest::collection::vec(proptest::sample::select(from), 0..=most)
    };
    let draft = (
        proptest::sample::select(TITLES),
        some(FRONT, 4),
        some(BODY, 4),
    );
    let files = proptest::sample::subsequence(FILES.to_vec(), 1..=FILES.len());
    files.prop_flat_map(move |files| {
        let drafts = proptest::collection::vec(draft.clone(), files.len());
        drafts.prop_map(move |drafts| {
            let with_file = |(file, (title, front, body)): (&&'static str, _)| Draft {
                file,
                title,
                front,
                body,
            };
            files.iter().zip(drafts).map(with_file).collect()
        })
    })
}

fn fixture(drafts: &[Draft]) -> Fixture {
    let settings = "title: Test\nfolders:\n  reports: {page_size: 1, sort: title}\n  newsletters: \
        {permalink: \"/n/{year}/{slug}/\"}\n";
    let site = Fixture::new()
        .write("content/site.yaml", settings)
        .asset("content/picture.png", b"not really");
    drafts.iter().fold(site, |site, draft| {
        let mut text = format!("---\ntitle: {}\n", draft.title);
        for line in &draft.front {
            let _ = writeln!(text, "{line}");
        }
        let _ = write!(text, "---\n\n{}\n", draft.body.join("\n\n"));
        site.write(&format!("content/{}", draft.file), &text)
    })
}

fn same(one: &Built, other: &Built) -> Result<(), TestCaseError> {
    prop_assert_eq!(&one.outcome.faults, &other.outcome.faults);
    prop_assert_eq!(&one.outcome.pages, &other.outcome.pages);
    prop_assert_eq!(&one.outcome.by_kind, &other.outcome.by_kind);
    prop_assert_eq!(
        one.files.keys().collect::<Vec<_>>(),
        other.files.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &one.files {
        prop_assert!(
            other.files[path] == *bytes,
            "{}:\n{}\n---\n{}",
            path,
            one.html(path),
            other.html(path)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_site_is_the_same_at_any_number_of_threads(drafts in drafts()) {
        let site = fixture(&drafts);
        let built: Vec<Built> = POOLS.iter().map(|pool| pool.install(|| site.build())).collect();
        for other in &built[1..] {
            same(&built[0], other)?;
        }
    }
}

#[test]
fn generated_sites_are_worth_comparing() {
    let everything: Vec<Draft> = FILES
        .iter()
        .map(|file| Draft {
            file,
            title: "A title",
            front: vec!["topics: [Beds]"],
            body: BODY[..2].to_vec(),
        })
        .collect();
    let built = fixture(&everything[..3]).build();
    assert!(
        built.files.len() > 8 && built.html("about/index.html").contains("A heading"),
        "{:?}",
        built.files.keys()
    );
    // `a.md` and `A.md` cannot both be published: sites with faults are compared too.
    assert!(!fixture(&everything).build().outcome.faults.is_empty());
}

/// This repository's own site.
fn own_content() -> (Tree, Tree) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    (
        Tree::read(&root.join("content")),
        Tree::read(&root.join("themes")),
    )
}

/// Copies the files to another folder in the opposite order, so that the disk lists them in
/// another order.
fn copy_backwards(tree: &Tree, site: &Site, folder: &str) {
    for (path, entry) in tree.0.iter().rev() {
        if let Entry::File(bytes) = entry {
            site.put(&format!("{folder}/{path}"), bytes);
        }
    }
}

fn built(site: &Site, command: &mut Command) -> Tree {
    Ran::from(command).expect_exit(0);
    let public = site.tree("public");
    assert!(
        public.files().contains(&".masthead.json") && public.files().len() > 20,
        "{:?}",
        public.files()
    );
    public
}

#[test]
fn this_repositorys_site_is_the_same_from_any_folder_and_in_any_surroundings() {
    let (content, themes) = own_content();
    let site = Site::named("a");
    content.write(&site.path("content"));
    themes.write(&site.path("themes"));
    let reference = built(&site, &mut site.command(&["build", "--jobs", "1"]));

    let other = Site::named("Öther folder, with a longer name");
    copy_backwards(&content, &other, "content");
    copy_backwards(&themes, &other, "themes");
    let mut command = other.command(&["--root", "./", "build", "--jobs", "5"]);
    command.envs([
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "de_DE.ISO-8859-1"),
        ("USER", "somebody"),
    ]);
    reference.assert_same(&built(&other, &mut command));

    // From outside the folder, with a mask that lets nobody else in, over the site that is there.
    other.remove("public");
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "umask 077 && exec \"$0\" --root \"$1\" build",
            env!("CARGO_BIN_EXE_masthead"),
        ])
        .arg(other.root());
    other.prepare(&mut command);
    command.current_dir("/").env("TZ", "America/Los_Angeles");
    reference.assert_same(&built(&other, &mut command));
}

#[test]
fn a_site_that_grew_by_edits_equals_one_that_was_built_at_once() {
    let (content, _) = own_content();
    let grown = Site::named("grown");
    content.write(&grown.path("content"));
    grown.put(
        "content/careers.md",
        "---\ntitle: Another\n---\n\nFirst words.\n",
    );
    grown.put(
        "content/extra.md",
        "---\ntitle: Extra\ntopics: [Passing]\n---\n",
    );
    grown.build();
    grown.remove("content/extra.md");
    grown.build();
    let Some(Entry::File(careers)) = content.0.get("careers.md") else {
        panic!("content/careers.md is gone: choose another page")
    };
    grown.put("content/careers.md", careers);
    grown.build();

    let fresh = Site::named("fresh");
    content.write(&fresh.path("content"));
    fresh.build();
    fresh.tree("public").assert_same(&grown.tree("public"));
}

#[test]
fn what_is_remembered_for_the_next_build_may_be_damaged_or_of_another_site() {
    let site = Site::new();
    site.build();
    let memory: Vec<String> = site
        .tree(".masthead")
        .files()
        .iter()
        .map(|name| format!(".masthead/{name}"))
        .collect();
    assert!(
        memory.iter().any(|name| name.contains("memo")),
        "{memory:?}"
    );
    let other = Site::new().write("content/about.md", "---\ntitle: About\n---\nOther words.\n");
    other.build();

    let text = |number: usize| format!("---\ntitle: About\n---\nWords {number}.\n");
    for name in &memory {
        let whole = std::fs::read(site.path(name)).expect("what is remembered");
        let mut flipped = whole.clone();
        for at in (0..flipped.len()).step_by(7) {
            flipped[at] ^= 0x55;
        }
        let foreign = std::fs::read(other.path(name)).unwrap_or_default();
        let damaged = [
            Vec::new(),
            whole[..1].to_vec(),
            whole[..whole.len() / 2].to_vec(),
            whole[..whole.len() - 1].to_vec(),
            flipped,
            foreign,
        ];
        for (number, bytes) in damaged.into_iter().enumerate() {
            site.put("content/about.md", text(number));
            site.put(name, bytes);
            site.build();
            let fresh = Site::new().write("content/about.md", text(number));
            fresh.build();
            fresh.tree("public").assert_same(&site.tree("public"));
        }
    }
}

#[test]
fn the_day_is_the_sites_own_and_not_the_machines() {
    let held = |zone: &str| {
        let page = "---\ntitle: Later\npublish_on: 2020-01-02\n---\n";
        let site = Site::new()
            .write(
                "content/site.yaml",
                format!("title: T\ntime_zone: {zone}\n"),
            )
            .write("content/later.md", page);
        let mut command = site.command(&["build"]);
        // Half past eleven in the evening of 1 January 2020 in London.
        command
            .env("SOURCE_DATE_EPOCH", "1577921400")
            .env("TZ", "Pacific/Kiritimati");
        Ran::from(&mut command).expect_exit(0);
        !site.path("public/later/index.html").exists()
    };
    assert!(held("Europe/London"));
    assert!(!held("Europe/Paris"));
}

#[test]
fn a_source_date_that_is_no_number_is_refused_before_anything_is_built() {
    let site = Site::new();
    let ran = Ran::from(
        site.command(&["build"])
            .env("SOURCE_DATE_EPOCH", "yesterday"),
    )
    .expect_exit(2);
    assert!(
        ran.stderr.contains("SOURCE_DATE_EPOCH is `yesterday`"),
        "{ran}"
    );
    assert!(!site.path("public").exists());
}
