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

    /// Returns the name of the kind that comes closest to `name`.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.names())
    }
}
