//! The set of kinds that a site may have.

use super::declaration::KindDeclaration;
use crate::base::nearest;
use crate::parse::kind::Kind;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kinds of page that a site may have.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    pub(super) by_name: BTreeMap<String, Arc<KindDeclaration>>,
    /// The kinds that themes of the site declare which it does not use.
    pub(super) unused: Vec<UnusedKind>,
}

/// A kind that a theme declares which the site does not use.
#[derive(Clone, Debug)]
pub struct UnusedKind {
    /// The name of the theme.
    pub theme: String,
    /// The declaration.
    pub declaration: KindDeclaration,
}

impl UnusedKind {
    /// Says how the site can have the kind.
    #[must_use]
    pub fn advice(&self) -> String {
        let Self { theme, declaration } = self;
        format!(
            "the theme `{theme}` has the kind `{}`, and the site does not use that theme: write \
             `theme: {theme}` in `content/site.yaml`, or copy `{}` into the theme of the site",
            declaration.kind, declaration.file
        )
    }
}

impl Kinds {
    /// Returns the declaration of a kind.
    #[must_use]
    pub fn get(&self, kind: &Kind) -> Option<&Arc<KindDeclaration>> {
        self.by_name.get(kind.name())
    }

    /// Returns the declared kind of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Kind> {
        self.by_name.get(name).map(|known| known.kind.clone())
    }

    /// Lists the declarations: those of the built-in kinds first, then the others by name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<KindDeclaration>> {
        let built_in = Kind::BUILT_IN
            .into_iter()
            .filter_map(|kind| self.by_name.get(kind.name()));
        let declared = self.by_name.values();
        built_in.chain(declared.filter(|known| !known.kind.is_built_in()))
    }

    /// Lists the names of all kinds, in the order of [`Kinds::all`].
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.all().map(|known| known.kind.name()).collect()
    }

    /// Returns the kind whose pages stand in a folder below `content/`.
    #[must_use]
    pub fn of_folder(&self, folder: &str) -> Option<&Arc<KindDeclaration>> {
        self.by_name
            .values()
            .find(|known| known.folder.as_deref() == Some(folder))
    }

    /// Returns the kind of this name that only a theme declares which the site does not use.
    #[must_use]
    pub fn unused(&self, name: &str) -> Option<&UnusedKind> {
        let mut unused = self.unused.iter();
        unused.find(|known| known.declaration.kind.name() == name)
    }

    /// Returns the kind with this field that only a theme declares which the site does not use.
    #[must_use]
    pub fn unused_with_field(&self, field: &str) -> Option<&UnusedKind> {
        let mut unused = self.unused.iter();
        unused.find(|known| known.declaration.schema.kind_of(field).is_some())
    }

    /// Returns the name of the kind that comes closest to `name`.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.names())
    }
}
