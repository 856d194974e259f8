//! Reads those parts of the site that new files depend on: settings, people, issues and their
//! articles. From: the scanned tree. To: values. Parses only the front matter of pages.
#![allow(
    clippy::disallowed_methods,
    reason = "folders without a page are on disk alone"
)]

use super::front_matter::FrontMatterText;
use crate::base::{Date, SourcePath};
use crate::kinds::newsletter;
use crate::parse::fences;
use crate::parse::front::{FrontMatter, ReadField, read_front};
use crate::parse::json_schema;
use crate::parse::kind::Kind;
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
use crate::parse::people::{PEOPLE, People, read_people};
use crate::parse::place::{CONTENT, kind_by_place};
use crate::parse::schema::FieldValue;
use crate::parse::settings::{SETTINGS, Settings, read_settings};
use crate::parse::source_text::SourceText;
use crate::source::{SourceTree, TextFile};
use std::path::Path;
use std::sync::Arc;

/// The site to which files are added.
pub(super) struct SiteContext<'t> {
    pub(super) tree: &'t SourceTree,
    /// The site's folder on disk, for files that the command line names.
    pub(super) root: &'t Path,
    pub(super) settings: Settings,
    pub(super) people: People,
    pub(super) kinds: Arc<Kinds>,
    pub(super) today: Date,
}

/// An issue of the newsletter.
pub(super) struct Issue {
    /// The file: `index.md` of the issue's folder, or the one file that holds the whole issue.
    pub(super) source: SourcePath,
    pub(super) front: FrontMatter,
    /// The fields of an issue.
    pub(super) fields: Vec<ReadField>,
}

impl<'t> SiteContext<'t> {
    pub(super) fn new(tree: &'t SourceTree, root: &'t Path, today: Date) -> Self {
        let (settings, _) = read_settings(tree.text(SETTINGS));
        let (people, _) = read_people(tree.text(PEOPLE), &settings.roles);
        let (kinds, _) = read_kinds(tree, &settings.theme.value);
        Self {
            tree,
            root,
            settings,
            people,
            kinds: Arc::new(kinds),
            today,
        }
    }

    /// Lists every issue, the latest last.
    pub(super) fn issues(&self) -> Vec<Issue> {
        let files = self
            .tree
            .texts_below(CONTENT)
            .filter(|file| file.path.extension() == "md");
        let mut issues: Vec<Issue> = files
            .filter_map(|file| {
                let (front, fields) = self.front(file)?;
                Some(Issue {
                    source: file.path.clone(),
                    front,
                    fields,
                })
            })
            .filter(|issue| issue.front.kind == Kind::Newsletter)
            .collect();
        issues.sort_by_key(|issue| (issue.date(), issue.source.clone()));
        issues
    }

    /// Lists the weights of the pages of a folder, without its `index.md`.
    pub(super) fn weights(&self, folder: &SourcePath) -> Vec<Option<i64>> {
        let files = self.tree.texts_below(folder.as_str());
        let beside = files.filter(|file| {
            file.path.folder() == *folder
                && file.path.extension() == "md"
                && file.path.file_name() != "index.md"
        });
        beside
            .filter_map(|file| Some(self.front(file)?.0.common.weight))
            .collect()
    }

    /// Gives the kind that a file at that path would have.
    pub(super) fn kind_at(&self, path: &SourcePath) -> Kind {
        kind_by_place(path, &self.settings, &self.kinds)
    }

    /// Starts the front matter of a new file of this kind, at this path.
    pub(super) fn front_of(&self, kind: &Kind, path: &SourcePath) -> FrontMatterText {
        let schema = self
            .kinds
            .get(kind)
            .map(|declaration| json_schema::front(declaration, &self.settings.taxonomies));
        FrontMatterText::new(kind, &self.kind_at(path), schema.unwrap_or_default())
    }

    /// Finds the folder for the pages of a kind: that of the last one, else as the settings say,
    /// else the usual one.
    pub(super) fn collection(
        &self,
        kind: &Kind,
        usual: &str,
        last: Option<SourcePath>,
    ) -> SourcePath {
        if let Some(last) = last {
            return last;
        }
        let declared = self
            .settings
            .folders
            .iter()
            .find(|(_, folder)| {
                let declared = folder.kind.as_ref();
                declared.is_some_and(|declared| declared.value == *kind)
            })
            .map(|(name, _)| name.as_str());
        let content = SourcePath::new(CONTENT);
        match declared.unwrap_or(usual) {
            "" => content,
            folder => content.join(folder),
        }
    }

    /// Reports whether that folder exists.
    pub(super) fn has_folder(&self, folder: &SourcePath) -> bool {
        folder.as_str() == CONTENT
            || self.root.join(folder.as_str()).is_dir()
            || self
                .folders()
                .iter()
                .any(|known| folder.below(CONTENT) == Some(known))
    }

    /// Lists every folder below `content` that has a page in it.
    pub(super) fn folders(&self) -> Vec<String> {
        let files = self
            .tree
            .texts_below(CONTENT)
            .filter_map(|file| Some(file.path.folder().below(CONTENT)?.to_owned()));
        let mut folders: Vec<String> = files.collect();
        folders.dedup();
        folders
    }

    /// Reports whether there is a file at that path, or anything below it.
    pub(super) fn has(&self, path: &SourcePath) -> bool {
        let name = path.as_str();
        self.tree.texts.contains_key(path)
            || self.tree.assets.contains_key(path)
            || self.tree.texts_below(name).next().is_some()
            || self.tree.assets_below(name).next().is_some()
    }

    fn front(&self, file: &TextFile) -> Option<(FrontMatter, Vec<ReadField>)> {
        let text = SourceText::new(file);
        let (parts, _) = fences::split(&text, &file.path);
        let vocabulary = self.people.vocabulary(&self.settings, &self.kinds);
        read_front(
            &text,
            parts.front?,
            &file.path,
            &self.kind_at(&file.path),
            &vocabulary,
        )
        .0
    }
}

impl Issue {
    pub(super) fn date(&self) -> Option<Date> {
        self.front.common.date.as_ref().map(|date| date.value)
    }

    pub(super) fn title(&self) -> &str {
        &self.front.common.title.value
    }

    pub(super) fn number(&self) -> Option<u64> {
        match self.field("number")? {
            FieldValue::Number(number) => Some(newsletter::whole(*number)),
            _ => None,
        }
    }

    pub(super) fn editor(&self) -> Option<&str> {
        match self.field("editor")? {
            FieldValue::Text(editor) => Some(editor),
            _ => None,
        }
    }

    fn field(&self, name: &str) -> Option<&FieldValue> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Some(&field.value)
    }

    /// Gives the folder that holds its articles; `None` if they are all in the issue's own file.
    pub(super) fn folder(&self) -> Option<SourcePath> {
        (self.source.file_name() == "index.md").then(|| self.source.folder())
    }

    /// Gives the name that people use: that of its folder or file.
    pub(super) fn name(&self) -> String {
        self.folder().map_or_else(
            || self.source.stem().to_owned(),
            |folder| folder.file_name().to_owned(),
        )
    }
}
