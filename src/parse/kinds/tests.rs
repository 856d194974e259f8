//! Declarations of kinds as they are read.

use super::loading::read_kinds;
use super::set::Kinds;
use crate::base::SourcePath;
use crate::source::{SourceTree, TextFile};

/// Declarations that come with the program, by the names of the kinds.
const SHIPPED: [(&str, &str); 8] = [
    shipped(
        "page",
        include_str!("../../../themes/default/kinds/page.yaml"),
    ),
    shipped(
        "section",
        include_str!("../../../themes/default/kinds/section.yaml"),
    ),
    shipped(
        "newsletter",
        include_str!("../../../themes/default/kinds/newsletter.yaml"),
    ),
    shipped(
        "article",
        include_str!("../../../themes/default/kinds/article.yaml"),
    ),
    shipped(
        "report",
        include_str!("../../../themes/default/kinds/report.yaml"),
    ),
    shipped(
        "publication",
        include_str!("../../../themes/default/kinds/publication.yaml"),
    ),
    shipped(
        "event",
        include_str!("../../../themes/default/kinds/event.yaml"),
    ),
    shipped(
        "vacancy",
        include_str!("../../../themes/default/kinds/vacancy.yaml"),
    ),
];

const fn shipped(name: &'static str, text: &'static str) -> (&'static str, &'static str) {
    (name, text)
}

/// Returns the kinds that come with the program.
pub(crate) fn shipped_kinds() -> Kinds {
    let mut tree = SourceTree::default();
    for (name, text) in SHIPPED {
        let path = SourcePath::new(&format!("embedded/default/kinds/{name}.yaml"));
        let file = TextFile::new(path.clone(), text.into());
        tree.texts.insert(path, file);
    }
    let (kinds, faults) = read_kinds(&tree, "default");
    assert!(faults.is_empty(), "{faults:?}");
    kinds
}
