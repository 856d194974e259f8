//! Declarations of kinds as they are read.

use super::loading::read_kinds;
use super::set::Kinds;
use crate::base::SourcePath;
use crate::source::{SourceTree, TextFile};

/// Returns the kinds that come with the program.
pub(crate) fn built_in_kinds() -> Kinds {
    let files = [
        (
            "page",
            include_str!("../../../themes/default/kinds/page.yaml"),
        ),
        (
            "section",
            include_str!("../../../themes/default/kinds/section.yaml"),
        ),
        (
            "newsletter",
            include_str!("../../../themes/default/kinds/newsletter.yaml"),
        ),
        (
            "article",
            include_str!("../../../themes/default/kinds/article.yaml"),
        ),
        (
            "report",
            include_str!("../../../themes/default/kinds/report.yaml"),
        ),
        (
            "publication",
            include_str!("../../../themes/default/kinds/publication.yaml"),
        ),
    ];
    let mut tree = SourceTree::default();
    for (name, text) in files {
        let path = SourcePath::new(&format!("embedded/default/kinds/{name}.yaml"));
        let file = TextFile::new(path.clone(), text.into());
        tree.texts.insert(path, file);
    }
    let (kinds, faults) = read_kinds(&tree, "default");
    assert!(faults.is_empty(), "{faults:?}");
    kinds
}
