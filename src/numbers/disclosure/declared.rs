//! What the blocks of a site say of files of figures: which of them count people. A file is
//! protected as a whole and in the same way wherever it is shown, so that two tables of it tell no
//! more than one.

use super::policy::Policy;
use crate::base::SourcePath;
use crate::numbers::BENCHMARK;
use crate::numbers::tables::settings::{
    ColumnSettings, Counted, column_settings, text_of, texts_of,
};
use crate::parse::disclosure::DisclosureRule;
use crate::parse::document::Component;
use crate::source::DataFile;
use std::collections::{BTreeMap, BTreeSet};

/// The files of figures that a site shows.
#[derive(Default)]
pub struct CountedFiles<'a> {
    rule: Option<&'a DisclosureRule>,
    pub(super) files: BTreeMap<&'a SourcePath, FileUse<'a>>,
    /// Files that are shown on one page, in the order of the pages, and files that have figures in
    /// common.
    pub(super) together: Vec<Vec<&'a SourcePath>>,
}

/// A file of figures, and the blocks that show it.
pub(in crate::numbers) struct FileUse<'a> {
    pub(in crate::numbers) file: &'a DataFile,
    pub(super) blocks: Vec<&'a Component>,
}

impl<'a> CountedFiles<'a> {
    /// Creates the list for a site with this rule.
    #[must_use]
    pub fn new(rule: Option<&'a DisclosureRule>) -> Self {
        Self {
            rule,
            ..Self::default()
        }
    }

    /// Adds the blocks of one page that show files.
    pub fn add_page(&mut self, shown: Vec<(&'a SourcePath, &'a DataFile, &'a Component)>) {
        let mut together = Vec::with_capacity(shown.len());
        for (source, file, block) in shown {
            let blocks = Vec::new();
            let of_file = self.files.entry(source).or_insert(FileUse { file, blocks });
            of_file.blocks.push(block);
            if !together.contains(&source) {
                together.push(source);
            }
        }
        self.together.push(together);
    }

    /// Reports whether a file counts people, as any block of the site says.
    #[must_use]
    pub fn is_counted(&self, source: &SourcePath) -> bool {
        let of_file = self.files.get(source);
        of_file.is_some_and(|of_file| of_file.blocks.iter().any(|block| declares(block)))
    }

    /// Lists the files that count people.
    pub fn sources(&self) -> impl Iterator<Item = &'a SourcePath> {
        let files = self.files.keys().copied();
        files.filter(|source| self.is_counted(source))
    }

    /// Returns the files whose figures readers can put together with those of `source`: that file,
    /// those that a page shows beside it, and so on.
    pub(in crate::numbers) fn group(
        &self,
        source: &SourcePath,
    ) -> Vec<(&'a SourcePath, &FileUse<'a>)> {
        let mut group = BTreeSet::from([source]);
        loop {
            let before = group.len();
            for page in &self.together {
                let counted = page.iter().copied().filter(|file| self.is_counted(file));
                let counted: Vec<_> = counted.collect();
                if counted.iter().any(|file| group.contains(file)) {
                    group.extend(counted);
                }
            }
            if group.len() == before {
                break;
            }
        }
        let files = self.files.iter().filter(|(file, _)| group.contains(*file));
        files.map(|(file, of_file)| (*file, of_file)).collect()
    }

    /// Reports whether no block says of a file whether it counts people or something else.
    pub(in crate::numbers) fn leaves_open(&self, source: &SourcePath) -> bool {
        let of_file = self.files.get(source);
        of_file.is_some_and(|of_file| {
            of_file.blocks.iter().all(|block| {
                !declares(block) && text_of(block, "counts").as_deref() != Some("other")
            })
        })
    }

    /// Returns the policy of a block.
    pub(in crate::numbers) fn policy(&self, block: &Component) -> Policy {
        Policy::of_block(self.rule, block)
    }
}

/// Reports whether a block says that it counts people: itself, of one of its columns, or by naming
/// a rule.
pub(super) fn declares(block: &Component) -> bool {
    declares_all(block)
        || column_settings(block)
            .iter()
            .any(|column| column.counted == Some(Counted::People))
}

/// Reports whether a block says that all of its figures count people.
fn declares_all(block: &Component) -> bool {
    let is_declared = text_of(block, "counts").as_deref() == Some("people")
        || text_of(block, "disclosure").is_some();
    // Blocks of that name keep small numbers back by themselves.
    is_declared && block.name != BENCHMARK
}

/// What all blocks together say of one column.
pub(super) struct DeclaredColumn {
    pub(super) settings: ColumnSettings,
    /// Whether the column counts people: `None` for one of which nothing is said.
    pub(super) counted: Option<Counted>,
    /// Whether a block says so of the column itself.
    pub(super) is_named: bool,
    /// Whether a table has the sum of the column below it.
    pub(super) has_sum: bool,
}

impl FileUse<'_> {
    /// Returns the signs that stand for a number which is not given.
    pub(super) fn missing(&self) -> Vec<String> {
        let signs = self
            .blocks
            .iter()
            .flat_map(|block| texts_of(block, "missing"));
        signs.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns what the blocks say of the column `name`.
    pub(super) fn column(&self, name: &str) -> DeclaredColumn {
        let mut declared = DeclaredColumn {
            settings: ColumnSettings::of(name),
            counted: None,
            is_named: false,
            has_sum: false,
        };
        let mut is_mentioned = false;
        for block in &self.blocks {
            if declares_all(block) && declared.counted.is_none() {
                declared.counted = Some(Counted::People);
            }
            for column in column_settings(block) {
                if column.name != name {
                    continue;
                }
                declared.has_sum |= column.has_sum();
                if column.counted.is_some()
                    && (!declared.is_named || column.counted == Some(Counted::People))
                {
                    declared.counted = column.counted;
                    declared.is_named = true;
                }
                let says_more = column.of.is_some() && declared.settings.of.is_none();
                if !is_mentioned || says_more {
                    declared.settings = column;
                    is_mentioned = true;
                }
            }
        }
        declared
    }
}
