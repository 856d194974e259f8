//! The data that is the same on every page of a site: settings, the theme's words, people, and
//! where the links of the settings lead. Every value may be made with it, since its fingerprint is
//! part of every page's.

use super::page_sources::PageFeed;
use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::model::Taxonomy;
use crate::parse::document::{Document, PlacedValues};
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::{KindDeclaration, StructuredType};
use crate::parse::people::{People, Person};
use crate::parse::settings::{Settings, TaxonomySettings};
use crate::render::answers::Answers;
use crate::render::cards::CardDesign;
use crate::render::words::InterfaceWords;
use crate::resolve::{SettingsTargets, Target};
use std::sync::Arc;

/// The data that is the same on every page of the site being built.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct SiteWide<'a>(&'a Answers);

impl<'a> SiteWide<'a> {
    pub(in crate::render) fn of(answers: &'a Answers) -> Self {
        Self(answers)
    }

    pub(in crate::render) fn settings(self) -> &'a Settings {
        &self.0.site().settings
    }

    /// Returns the targets of the links in the settings.
    pub(in crate::render) fn targets(self) -> &'a SettingsTargets {
        &self.0.resolved().settings
    }

    /// Returns the site's address, or `None` for a site that has none.
    pub(in crate::render) fn base_url(self) -> Option<&'a str> {
        self.settings().base_url.as_deref()
    }

    /// Returns how cards look, on a site that has some.
    pub(in crate::render) fn cards(self) -> Option<&'a CardDesign> {
        self.0.cards()
    }

    /// Returns the theme's words in the site's language.
    pub(in crate::render) fn words(self) -> &'a InterfaceWords {
        self.0.words()
    }

    /// Returns a word of the theme, or `english` where the theme has no such word.
    pub(in crate::render) fn word(self, key: &str, english: &str) -> String {
        let word = self.words().get(key);
        word.unwrap_or_else(|| english.to_owned())
    }

    /// Returns the theme's options, as the site chose them.
    pub(in crate::render) fn options(self) -> &'a PlacedValues {
        self.0.options()
    }

    /// Returns the text of the footer.
    pub(in crate::render) fn footer(self) -> &'a Document {
        self.0.footer()
    }

    /// Returns the declared people.
    pub(in crate::render) fn people(self) -> &'a People {
        &self.0.site().people
    }

    /// Returns how the pages of a kind are described for search engines, if the kind says so.
    pub(in crate::render) fn structured_type(self, kind: &Kind) -> Option<&'a StructuredType> {
        let declaration = self.0.site().kinds.get(kind)?;
        declaration.structured.as_ref()
    }

    /// Returns the kinds beyond the built-in ones of which the site has pages, by name.
    pub(in crate::render) fn declared_kinds(self) -> &'a [Arc<KindDeclaration>] {
        self.0.declared_kinds()
    }

    /// Returns a declared person.
    pub(in crate::render) fn person(self, key: &str) -> Option<&'a Person> {
        self.0.site().person(key)
    }

    /// Returns the address of the page of a declared person who has one.
    pub(in crate::render) fn person_url(self, key: &str) -> Option<&'a UrlPath> {
        self.0.site().writer(key).map(|writer| &writer.url)
    }

    /// Returns the text about a declared person, and where its links lead.
    pub(in crate::render) fn about(self, declared: usize) -> (&'a Document, &'a [Target]) {
        (&self.0.about()[declared], &self.targets().people[declared])
    }

    /// Returns the address of the list of people, when anybody has a page.
    pub(in crate::render) fn people_url(self) -> Option<UrlPath> {
        self.0.site().people_url()
    }

    /// Returns the taxonomies that pages use: settings and addresses, without terms.
    pub(in crate::render) fn taxonomies(
        self,
    ) -> impl Iterator<Item = (&'a TaxonomySettings, &'a UrlPath)> {
        let taxonomies = self.0.site().taxonomies.iter();
        taxonomies.map(|taxonomy| (&taxonomy.settings, &taxonomy.url))
    }

    /// Returns the title of a taxonomy's list: the settings', or that of `topics` in the theme's
    /// words.
    pub(in crate::render) fn taxonomy_title(self, taxonomy: &TaxonomySettings) -> String {
        let title = taxonomy.title.clone();
        title.unwrap_or_else(|| self.word("topics", "Topics"))
    }

    /// Returns the feed of the whole site.
    pub(in crate::render) fn feed(self) -> Option<PageFeed<'a>> {
        PageFeed::of(self.0, &UrlPath::root())
    }
}

impl Source for SiteWide<'_> {
    /// Adds everything but the theme, the settings and the declared people, whose fingerprint a
    /// build has already.
    fn add_to(&self, digest: Digest) -> Digest {
        let SettingsTargets {
            navigation,
            footer_links,
            footer_text,
            logo,
            default_image,
            people,
            people_links,
            options,
        } = self.targets();
        let digest = navigation.add_to(digest);
        let digest = footer_links.add_to(digest);
        let digest = footer_text.add_to(digest);
        let digest = logo.add_to(digest);
        let digest = default_image.add_to(digest);
        let digest = people.add_to(digest);
        let digest = people_links.add_to(digest);
        let digest = options.add_to(digest);
        let site = self.0.site();
        let digest = digest
            .all(&site.taxonomies, add_taxonomy)
            .all(self.declared_kinds(), |digest, known| {
                digest.text(known.kind.name())
            })
            .all(&site.writers, |digest, writer| writer.url.add_to(digest));
        self.feed().add_to(digest)
    }
}

/// Adds a taxonomy without its terms.
fn add_taxonomy(digest: Digest, taxonomy: &Taxonomy) -> Digest {
    taxonomy.url.add_to(digest).shown(&taxonomy.settings)
}
