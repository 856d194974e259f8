//! Rule: a crate that could be replaced is used in one place.

use crate::assert_none;
use crate::code::{sources, words};
use std::collections::BTreeMap;

/// Crates that one room (or one folder of it) keeps to itself, so that they can be replaced there.
const KEPT: &[(&str, &[&str])] = &[
    ("serde_yaml", &["src/parse/yaml"]),
    ("saphyr_parser", &["src/parse/yaml"]),
    ("schemars", &["src/base", "src/parse"]),
    ("pulldown_cmark", &["src/parse/markdown"]),
    ("ammonia", &["src/parse/markdown"]),
    ("hayagriva", &["src/bibliography/format"]),
    ("biblatex", &["src/bibliography/read/bibtex"]),
    ("minijinja", &["src/render"]),
    ("cssparser", &["src/emit", "src/parse/svg"]),
    ("annotate_snippets", &["src/present"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("clap_mangen", &["src/cli"]),
    ("indicatif", &["src/cli"]),
    ("walkdir", &["src/scan", "src/publish", "src/serve"]),
    (
        "rustix",
        &["src/cli", "src/disk", "src/publish", "src/serve"],
    ),
    ("cap_std", &["src/disk"]),
    ("cap_fs_ext", &["src/disk"]),
    ("blake3", &["src/disk"]),
    ("getrandom", &["src/disk"]),
    ("etcetera", &["src/disk"]),
    ("regex_lite", &["src/parse/schema"]),
    ("roxmltree", &["src/parse/svg"]),
    ("base64", &["src/parse/svg", "src/search/client"]),
    ("fast_image_resize", &["src/pictures"]),
    ("ab_glyph", &["src/pictures/card"]),
    ("jpeg_encoder", &["src/pictures"]),
    ("moxcms", &["src/pictures"]),
    ("imagesize", &["src/pictures", "src/scan"]),
    ("mimalloc", &["src/main.rs"]),
];

#[test]
fn a_crate_is_used_where_it_is_kept_and_nowhere_else() {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for source in sources() {
        let code = source.code();
        for word in words(&code) {
            let Some((kept, homes)) = KEPT.iter().find(|(kept, _)| *kept == word.text) else {
                continue;
            };
            *seen.entry(kept).or_default() += 1;
            if !homes
                .iter()
                .any(|home| source.path == *home || source.path.starts_with(&format!("{home}/")))
            {
                faults.push(format!(
                    "{}:{}: `{kept}` is kept in {}",
                    source.path,
                    word.line,
                    homes.join(", ")
                ));
            }
        }
    }
    assert_none(&faults);
    assert_eq!(
        seen.len(),
        KEPT.len(),
        "a crate of the table is no longer used: {seen:?}"
    );
}
