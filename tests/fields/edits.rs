//! A build after an edit shows of fields what a clean build does.

use crate::{messages, site, with_block};
use masthead::base::SourcePath;
use masthead::fixture::{Built, Fixture};
use masthead::memo::Memo;
use std::collections::BTreeSet;

const FIELDS: &str = "  host: {type: page}\n  topic: {type: topic}\n  more: {type: list, of: \
    {type: group, fields: {page: {type: page, of: report}}}}";
const TEMPLATE: &str = "[[{{ host }}|{{ topic }}|{{ more }}]]";

/// The edits of the site, each of one file.
const EDITS: [(&str, &str); 7] = [
    (
        "content/reports/one.md",
        "---\ntitle: One\nsummary: First.\n---\n",
    ),
    (
        "content/reports/one.md",
        "---\ntitle: Two\nsummary: First.\n---\n",
    ),
    (
        "content/reports/one.md",
        "---\ntitle: Two\nsummary: Second.\n---\n",
    ),
    (
        "content/reports/one.md",
        "---\ntitle: Two\ndate: 2015-01-02\ntopics: [Gardens]\n---\n",
    ),
    (
        "content/reports/one.md",
        "---\ntitle: Two\nslug: three\n---\n",
    ),
    ("themes/default/components/facts.html", "[[{{ topic }}]]"),
    (
        "content/reports/one.md",
        "---\ntitle: Two\nslug: three\ndraft: true\n---\n",
    ),
];

fn start() -> Fixture {
    let said = "host: reports/one.md\ntopic: Gardens\nmore: [{page: reports/one.md}]";
    with_block(site(FIELDS, TEMPLATE), said)
}

#[test]
fn an_edit_of_another_page_reaches_the_fields_that_show_it() {
    let mut memo = Memo::default();
    let mut built = Built::default();
    let mut kept = (Memo::default(), Built::default(), None);
    let mut site = start();
    let mut shown = BTreeSet::new();
    for (path, text) in EDITS {
        site = site.write(path, text);
        let clean = site.build();
        built = site.build_after(&mut memo, &built);
        let changed = BTreeSet::from([SourcePath::new(path)]);
        let (kept_memo, before, former) = &mut kept;
        kept.1 = site.build_again(kept_memo, before, former, &changed);
        for again in [&built, &kept.1] {
            assert_eq!(messages(again), messages(&clean), "{text}");
            for (file, bytes) in &clean.files {
                assert!(again.files.get(file) == Some(bytes), "{file} after {text}");
            }
        }
        shown.insert(clean.html("a/index.html"));
    }
    assert_eq!(shown.len(), EDITS.len(), "each edit shows");
}
