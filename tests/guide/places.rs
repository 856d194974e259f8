//! Every link of the documentation leads to a file that is there, and to a heading in it.
#![allow(
    clippy::disallowed_methods,
    reason = "the documentation is read from disk"
)]

use crate::pages::{GuidePage, guide, page, root};
use std::fs;
use std::path::Path;

fn documentation() -> Vec<GuidePage> {
    let records = fs::read_dir(root().join("docs/decisions")).expect("the decisions are there");
    let records = records.map(|entry| {
        entry
            .expect("a readable folder")
            .file_name()
            .into_string()
            .expect("a plain name")
    });
    let mut records: Vec<String> = records
        .map(|name| format!("docs/decisions/{name}"))
        .collect();
    records.sort();
    let others = [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
    ]
    .map(str::to_owned);
    guide()
        .into_iter()
        .chain(records.into_iter().chain(others).map(|path| page(&path)))
        .collect()
}

/// Lists the targets of the links and pictures of a page, code left out.
fn links(page: &GuidePage) -> Vec<String> {
    let prose = page.prose();
    let plain: String = prose.split('`').step_by(2).collect();
    let targets = plain
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .map(str::to_owned)
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .collect()
}

/// The places of a page as GitHub and its like make them from headings, and those that it names
/// itself.
fn places(page: &GuidePage) -> Vec<String> {
    let prose = page.prose();
    let heading = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c })
            .collect::<String>()
    };
    let headings = prose
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(heading);
    let named = prose
        .split("<a id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned));
    headings.chain(named).collect()
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let mut followed = 0;
    for from in documentation() {
        for link in links(&from) {
            let (path, place) = link
                .split_once('#')
                .map_or((link.as_str(), None), |(path, place)| (path, Some(place)));
            let folder = Path::new(&from.path).parent().unwrap_or(Path::new(""));
            let target = if path.is_empty() {
                from.path.clone()
            } else {
                folder.join(path).to_string_lossy().into_owned()
            };
            assert!(
                root().join(&target).exists(),
                "{}: there is no `{link}`",
                from.path
            );
            if let Some(place) = place {
                assert!(
                    places(&page(&target)).iter().any(|known| known == place),
                    "{}: there is no place `{link}`",
                    from.path
                );
            }
            followed += 1;
        }
    }
    assert!(followed > 100, "only {followed} links were found");
}

#[test]
fn every_page_of_the_guide_is_in_its_contents() {
    let contents = page("docs/guide/README.md");
    for page in guide().iter().filter(|page| page.path != contents.path) {
        let name = page.path.rsplit('/').next().unwrap_or_default();
        assert!(
            contents.text.contains(&format!("]({name})")),
            "`{name}` is not in the contents"
        );
    }
}

#[test]
fn every_page_of_the_guide_starts_with_what_the_reader_can_do_after_it() {
    for page in guide() {
        let start = page.text.lines().nth(2).unwrap_or_default();
        assert!(
            start.starts_with("After this page you "),
            "{}: {start}",
            page.path
        );
    }
}
