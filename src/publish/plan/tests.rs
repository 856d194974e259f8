//! Tests of the order in which files change.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

use super::*;
use crate::publish::change_time::ChangeTime;
use crate::publish::live::LiveFile;
use std::fs;

fn entry(content: u8) -> FileEntry {
    FileEntry {
        sha256: [content; 32],
        size: 1,
    }
}

/// Plans the change from a site with these files to another, in a folder that holds the first.
fn planned(old: &[(&str, u8)], new: &[(&str, u8)]) -> Result<Vec<Vec<String>>, PublishError> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, _) in old {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("made");
        fs::write(path, "x").expect("written");
    }
    let files = old.iter().map(|(path, content)| {
        let condition = FileCondition::Intact(ChangeTime::NEVER);
        let entry = entry(*content);
        (OutputPath::new(path), LiveFile { entry, condition })
    });
    let live = LiveSite {
        files: files.collect(),
        fingerprint: Fingerprint::default(),
        is_noted: true,
    };
    let new = new
        .iter()
        .map(|(path, content)| (OutputPath::new(path), entry(*content)))
        .collect();
    let plan = PublishPlan::of(&SiteChange {
        root: folder.path(),
        live: Some(&live),
        new: &new,
        foreign_files: &ForeignFiles::default(),
    })?;
    Ok([plan.cleared.as_slice()]
        .into_iter()
        .chain(plan.stages())
        .map(names)
        .filter(|names: &Vec<String>| !names.is_empty())
        .collect())
}

fn names(steps: &[PublishStep]) -> Vec<String> {
    steps
        .iter()
        .map(|step| match step.change {
            StepChange::Add => format!("+{}", step.path),
            StepChange::Replace { .. } => format!("={}", step.path),
            StepChange::Remove { .. } => format!("-{}", step.path),
        })
        .collect()
}

#[test]
fn a_file_stands_before_the_pages_that_need_it_and_goes_after_them() {
    let old = [
        ("about/index.html", 1),
        ("feed.xml", 1),
        ("gone/index.html", 1),
        ("gone/picture.svg", 1),
        ("index.html", 1),
        ("kept/index.html", 1),
        ("news/picture.svg", 1),
        ("search/index.bin", 1),
        ("style.1.css", 1),
    ];
    let new = [
        ("about/index.html", 2),
        ("feed.xml", 2),
        ("fresh/feed.xml", 1),
        ("fresh/index.html", 1),
        ("index.html", 2),
        ("kept/index.html", 1),
        ("news/picture.svg", 2),
        ("search/index.bin", 2),
        ("style.2.css", 1),
    ];
    let steps = planned(&old, &new).expect("nothing is in the way");
    assert_eq!(
        steps,
        [
            &["+fresh/feed.xml", "+style.2.css"][..],
            &["=news/picture.svg"],
            &["+fresh/index.html"],
            &["=about/index.html", "=index.html"],
            &["=feed.xml", "=search/index.bin"],
            &["+.masthead.json"],
            &["-gone/index.html"],
            &["-gone/picture.svg", "-style.1.css"],
        ]
    );
}

#[test]
fn the_home_page_of_a_first_site_comes_after_the_others() {
    let new = [("a/index.html", 1), ("feed.xml", 1), ("index.html", 1)];
    assert_eq!(
        planned(&[], &new).expect("nothing is in the way"),
        [
            ["+feed.xml"],
            ["+a/index.html"],
            ["+index.html"],
            ["+.masthead.json"]
        ]
    );
}

#[test]
fn what_has_the_name_of_a_new_folder_or_stands_in_a_new_file_goes_first() {
    let to_folder = planned(&[("data", 1)], &[("data/file", 1)]).expect("planned");
    assert_eq!(to_folder, [["-data"], ["+data/file"], ["+.masthead.json"]]);
    let to_file = planned(&[("data/deep/file", 1)], &[("data", 1)]).expect("planned");
    assert_eq!(
        to_file,
        [["-data/deep/file"], ["+data"], ["+.masthead.json"]]
    );
}
