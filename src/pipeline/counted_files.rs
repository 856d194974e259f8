//! Reports files with exact figures about people that would be published as they are. From: the
//! files that count people, and those that are copied. To: faults.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::source::SourceTree;
use std::collections::{BTreeMap, BTreeSet};

/// Reports copies of files that count people. A file that holds the same under another name is one,
/// too.
pub(super) fn report(
    tree: &SourceTree,
    counted: &BTreeSet<SourcePath>,
    copies: &BTreeMap<OutputPath, SourcePath>,
    faults: &mut Faults,
) {
    let assets = counted
        .iter()
        .filter_map(|source| Some((tree.assets.get(source)?, source)));
    let sums: BTreeMap<_, _> = assets
        .map(|(asset, source)| (asset.sha256, source))
        .collect();
    let published: BTreeSet<&SourcePath> = copies.values().collect();
    for copy in published {
        let Some(source) = tree
            .assets
            .get(copy)
            .and_then(|asset| sums.get(&asset.sha256))
        else {
            continue;
        };
        let message = format!("the exact figures about people in `{copy}` would be published");
        let help = if *source == copy {
            "take the links and `download` blocks that lead to the file out, and do not keep it in \
             `content/static`: readers can download the table"
                .to_owned()
        } else {
            format!("it is a copy of `{source}`, of which a table is shown: take it out")
        };
        let fault = Fault::error(Code::CountedPeople, message).help(help);
        faults.push(fault.at(Span::start_of(copy)));
    }
}
