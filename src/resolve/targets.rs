//! The targets of everything that a page or the settings point at.

use super::blocks::PublicationsBlock;
use super::citations::PageCitation;
use super::target::Target;
use crate::base::{SourcePath, UrlPath};
use crate::numbers::benchmark::Benchmark;
use crate::numbers::charts::Chart;
use crate::numbers::tables::Table;
use crate::parse::document::{Document, PlacedValues};
use std::collections::BTreeMap;

/// The targets of one page.
#[derive(Debug, Default)]
pub struct PageTargets {
    /// The targets of the body's references, in their order.
    pub body: Vec<Target>,
    /// The targets of links and files in the page's fields, by their numbers.
    pub fields: Vec<Target>,
    /// The targets in each text of the page's fields, in the order of the texts.
    pub texts: Vec<Vec<Target>>,
    /// Tables made from files of figures, by the number of the component that shows each.
    pub tables: BTreeMap<usize, Table>,
    /// Charts made from those tables, by the number of the component that shows each.
    pub charts: BTreeMap<usize, Chart>,
    /// Figures of services, by the number of the component that shows them.
    pub benchmarks: BTreeMap<usize, Benchmark>,
    /// Pages that belong with this one.
    pub related: Vec<Target>,
    /// The picture of the page.
    pub image: Option<Target>,
    /// The citations of the texts, in the order in which the page shows them.
    pub citations: Vec<PageCitation>,
    /// Blocks that show publications, by the number of each component.
    pub blocks: BTreeMap<usize, PublicationsBlock>,
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
    /// The targets of the references in the theme's options.
    pub options: Vec<Target>,
}

/// The markdown of the settings, parsed.
#[derive(Clone, Debug, Default)]
pub struct SettingsText {
    /// The footer's text.
    pub footer: Document,
    /// The text about each declared person, in the order of the declaration.
    pub people: Vec<Document>,
    /// The theme's options, as the site chose them.
    pub options: PlacedValues,
}

impl PageTargets {
    /// Lists everything that the page points at.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        self.body
            .iter()
            .chain(self.texts.iter().flatten())
            .chain(&self.related)
            .chain(&self.image)
            .chain(&self.fields)
    }

    /// Lists the files that the page points at, with their addresses.
    pub(super) fn files(&self) -> impl Iterator<Item = (&SourcePath, &UrlPath)> {
        self.all().filter_map(Target::as_file)
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
            .chain(&self.options)
    }

    /// Lists the targets in the text about a declared person, and the person's page elsewhere.
    pub(super) fn about(&self, declared: usize) -> impl Iterator<Item = &Target> {
        self.people[declared]
            .iter()
            .chain(&self.people_links[declared])
    }
}
