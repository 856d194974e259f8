//! The targets of everything that a page or the settings point at.

use super::blocks::PublicationsBlock;
use super::citations::PageCitation;
use super::tables::Table;
use super::target::Target;
use crate::base::{SourcePath, UrlPath};
use crate::parse::document::Document;
use std::collections::BTreeMap;

/// The targets of one page.
#[derive(Debug, Default)]
pub struct PageTargets {
    /// The targets of the body's references, in their order.
    pub body: Vec<Target>,
    /// The targets in the markdown of the front matter.
    pub texts: TextTargets,
    /// Tables made from files of figures, by the number of the component that shows each.
    pub tables: BTreeMap<usize, Table>,
    /// Pages that belong with this one.
    pub related: Vec<Target>,
    /// The picture of the page.
    pub image: Option<Target>,
    /// The PDF of an issue, or of a publication.
    pub pdf: Option<Target>,
    /// A report's downloads, in their order.
    pub downloads: Vec<Target>,
    /// The citations of the texts, in the order in which the page shows them.
    pub citations: Vec<PageCitation>,
    /// Blocks that show publications, by the number of each component.
    pub blocks: BTreeMap<usize, PublicationsBlock>,
}

/// The targets in the markdown of front matter.
#[derive(Debug, Default)]
pub struct TextTargets {
    /// The targets in each finding of a report.
    pub findings: Vec<Vec<Target>>,
    /// The targets in the text on how a report's figures came about.
    pub method: Vec<Target>,
    /// The targets in the text on how to get a report in a form one can use.
    pub accessible: Vec<Target>,
    /// The targets in the text on what a publication is about.
    pub summary: Vec<Target>,
    /// The targets in a remark on a publication.
    pub note: Vec<Target>,
    /// The targets in the text on what readers of a publication should take away.
    pub message: Vec<Target>,
}

/// The targets of the settings.
#[derive(Debug, Default)]
pub struct SettingsTargets {
    /// The targets of navigation entries, in their order.
    pub navigation: Vec<Target>,
    /// The targets of the footer's links, in their order.
    pub footer_links: Vec<Target>,
    /// The targets in the footer's text.
    pub footer_text: Vec<Target>,
    /// The organisation's logo.
    pub logo: Option<Target>,
    /// The picture of pages without one.
    pub default_image: Option<Target>,
    /// The targets in the text about each declared person, in the order of the declaration.
    pub people: Vec<Vec<Target>>,
    /// The page elsewhere of each declared person.
    pub people_links: Vec<Option<Target>>,
}

/// The markdown of the settings, parsed.
#[derive(Clone, Debug, Default)]
pub struct SettingsText {
    /// The footer's text.
    pub footer: Document,
    /// The text about each declared person, in the order of the declaration.
    pub people: Vec<Document>,
}

impl PageTargets {
    /// Lists everything that the page points at.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        self.body
            .iter()
            .chain(self.texts.all())
            .chain(&self.related)
            .chain(&self.image)
            .chain(&self.pdf)
            .chain(&self.downloads)
    }

    /// Lists the files that the page points at, with their addresses.
    pub(super) fn files(&self) -> impl Iterator<Item = (&SourcePath, &UrlPath)> {
        self.all().filter_map(Target::as_file)
    }
}

impl TextTargets {
    /// Lists everything that these texts point at.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        let publication = self.summary.iter().chain(&self.note).chain(&self.message);
        self.findings
            .iter()
            .flatten()
            .chain(&self.method)
            .chain(&self.accessible)
            .chain(publication)
    }
}

impl SettingsTargets {
    /// Lists the targets of the settings that every page shows.
    pub(super) fn on_every_page(&self) -> impl Iterator<Item = &Target> {
        self.navigation
            .iter()
            .chain(&self.footer_links)
            .chain(&self.footer_text)
            .chain(&self.logo)
            .chain(&self.default_image)
    }

    /// Lists the targets in the text about a declared person, and the person's page elsewhere.
    pub(super) fn about(&self, declared: usize) -> impl Iterator<Item = &Target> {
        self.people[declared]
            .iter()
            .chain(&self.people_links[declared])
    }
}
