//! The references of the settings and of the declared people.

use super::citations;
use super::files::stand_in;
use super::lookup::ReferenceLookup;
use super::target::Target;
use super::targets::{SettingsTargets, SettingsText};
use crate::base::{Faults, SourcePath};
use crate::parse::document::{Document, Outline, Reference, Role};
use crate::parse::front::Spanned;
use crate::parse::settings::SETTINGS;
use std::collections::BTreeSet;

/// Resolves the references of the settings and of the declared people.
pub(super) fn resolve_settings(
    lookup: &ReferenceLookup<'_>,
    text: &SettingsText,
    faults: &mut Faults,
) -> SettingsTargets {
    let mut resolver = SettingsResolver {
        lookup,
        // Paths in the settings start at `content/`, where the settings stand.
        source: SourcePath::new(SETTINGS),
        faults,
    };
    let settings = &lookup.site.settings;
    let mut targets = SettingsTargets::default();
    for item in &settings.navigation {
        targets
            .navigation
            .push(resolver.value(&item.to, Role::Link));
    }
    for item in &settings.footer.links {
        targets
            .footer_links
            .push(resolver.value(&item.to, Role::Link));
    }
    let logo = settings.organisation.logo.as_ref();
    targets.logo = logo.map(|logo| resolver.value(logo, Role::Picture));
    let image = settings.default_image.as_ref();
    targets.default_image = image.map(|image| {
        let target = resolver.value(image, Role::Picture);
        stand_in(lookup.tree, target)
    });
    // People without a page are checked all the same: a slip should be found before the page is
    // there.
    for person in &lookup.site.people.list {
        let link = person.link.as_ref();
        let target = link.map(|link| resolver.value(link, Role::Link));
        targets.people_links.push(target);
    }
    targets.options = resolver.outline(&text.options.outline);
    targets.footer_text = resolver.text(&text.footer);
    for about in &text.people {
        targets.people.push(resolver.text(about));
    }
    targets
}

struct SettingsResolver<'s> {
    lookup: &'s ReferenceLookup<'s>,
    source: SourcePath,
    faults: &'s mut Faults,
}

impl SettingsResolver<'_> {
    fn value(&mut self, value: &Spanned<String>, role: Role) -> Target {
        let reference = Reference {
            target: value.value.clone(),
            role,
            span: value.span.clone(),
        };
        self.lookup
            .target(&reference, &self.source, &BTreeSet::new(), self.faults)
    }

    /// Resolves a text of the settings, in which nothing is cited.
    fn text(&mut self, text: &Document) -> Vec<Target> {
        self.outline(&text.outline)
    }

    /// Resolves the references of a text or of the theme's options.
    fn outline(&mut self, outline: &Outline) -> Vec<Target> {
        let mut targets = Vec::with_capacity(outline.references.len());
        for reference in &outline.references {
            targets.push(match reference.role {
                Role::Citation | Role::Mention => {
                    citations::target(self.lookup, reference, None, self.faults)
                }
                _ => self
                    .lookup
                    .target(reference, &self.source, &outline.anchors, self.faults),
            });
        }
        targets
    }
}
