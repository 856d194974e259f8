//! The difference between two trees. Takes the files of a tree and the files it should have; gives
//! the files to write and the files to remove. Touches nothing on disk.

use super::manifest::FileEntries;
use crate::base::OutputPath;

/// The difference between two sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TreeDifference {
    /// Files that are new or changed.
    pub(super) write: Vec<OutputPath>,
    /// Files that are no longer part of the site.
    pub(super) remove: Vec<OutputPath>,
    /// The number of files that are the same in both.
    pub(super) unchanged: usize,
}

/// Finds what turns a tree of the files `old` into one of the files `new`.
pub(super) fn difference(old: &FileEntries, new: &FileEntries) -> TreeDifference {
    let (same, write): (Vec<_>, Vec<_>) = new
        .iter()
        .partition(|(path, entry)| old.get(*path) == Some(entry));
    let remove = old
        .keys()
        .filter(|path| !new.contains_key(*path))
        .cloned()
        .collect();
    TreeDifference {
        write: write.into_iter().map(|(path, _)| path.clone()).collect(),
        remove,
        unchanged: same.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::FileEntry;

    fn files(files: &[(&str, u8)]) -> FileEntries {
        files
            .iter()
            .map(|(path, content)| {
                (
                    OutputPath::new(path),
                    FileEntry {
                        sha256: [*content; 32],
                        size: 1,
                    },
                )
            })
            .collect()
    }

    #[test]
    fn only_what_differs_is_written_and_only_what_was_ours_is_removed() {
        let plan = difference(
            &files(&[("same", 1), ("changed", 1), ("gone", 1)]),
            &files(&[("same", 1), ("changed", 2), ("fresh", 1)]),
        );
        assert_eq!(
            plan.write,
            [OutputPath::new("changed"), OutputPath::new("fresh")]
        );
        assert_eq!(plan.remove, [OutputPath::new("gone")]);
        assert_eq!(plan.unchanged, 1);
    }
}
