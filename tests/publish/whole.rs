//! Whether a site that a disturbed build left is whole: each file is the old one or the new one,
//! nothing of others is touched, and what visitors can reach is there.

use crate::scenario::Scenario;
use crate::support::html;
use crate::support::tree::{Entry, Tree};
use std::collections::BTreeSet;

/// The name with which files of the program itself begin.
const OWN: &str = ".masthead-";

/// Takes the program's own files out of a tree: they are there only while something is going on.
pub(crate) fn without_own(mut tree: Tree) -> Tree {
    let is_own = |path: &String| path.split('/').any(|name| name.starts_with(OWN));
    tree.0.retain(|path, _| !is_own(path));
    tree
}

/// Insists that a site between the old one and the new one is whole.
pub(crate) fn assert_whole(scenario: &Scenario, found: &Tree, what: &str) {
    for (path, entry) in &found.0 {
        let is_known = |tree: &Tree| tree.0.get(path) == Some(entry);
        assert!(
            is_known(&scenario.old) || is_known(&scenario.new),
            "{what}: `{path}` is neither old nor new"
        );
    }
    for (path, entry) in &scenario.old.0 {
        let stays = scenario.new.0.get(path) == Some(entry);
        assert!(
            !stays || found.0.get(path) == Some(entry),
            "{what}: `{path}` is gone"
        );
    }
    for page in found
        .files()
        .into_iter()
        .filter(|path| html::is(path, "html"))
    {
        for target in references(found, page) {
            assert!(
                html::is(&target, "html") || found.0.contains_key(&target),
                "{what}: `{page}` lacks `{target}`"
            );
        }
    }
    assert_reachable(found, what);
}

/// Insists that no link is broken on the way from the home page.
fn assert_reachable(found: &Tree, what: &str) {
    if !found.0.contains_key("index.html") {
        return;
    }
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(page) = next.pop() {
        for target in references(found, &page) {
            assert!(
                matches!(found.0.get(&target), Some(Entry::File(_))),
                "{what}: `{page}` leads to `{target}`, which is not there"
            );
            if html::is(&target, "html") && seen.insert(target.clone()) {
                next.push(target);
            }
        }
    }
}

/// The files of the site that a page refers to.
fn references(found: &Tree, page: &str) -> BTreeSet<String> {
    let text = found.text(page).expect("a page");
    let mut targets = BTreeSet::new();
    for tag in html::tags(&text) {
        for name in ["href", "src"] {
            targets.extend(tag.get(name).and_then(|address| target(page, address)));
        }
    }
    targets
}

/// The file that an address on a page means, if it is one of the site.
fn target(page: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    if address.is_empty() || address.contains(':') || address.starts_with("//") {
        return None;
    }
    let mut names: Vec<&str> = page.split('/').collect();
    names.pop();
    if address.starts_with('/') {
        names.clear();
    }
    for name in address.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    let path = names.join("/");
    let is_folder = address.ends_with('/') || address.ends_with("..") || address.ends_with('.');
    Some(match (is_folder, path.as_str()) {
        (true, "") => "index.html".to_owned(),
        (true, path) => format!("{path}/index.html"),
        (false, path) => path.to_owned(),
    })
}
