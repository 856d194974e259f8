//! Names that front matter may have. From: the type that the shared front matter is read into, and
//! the declarations of kinds. To: messages about unknown names, and the checks that no taxonomy and
//! no field takes such a name.

use crate::parse::json_schema::front_matter;
use crate::parse::kinds::declaration::KindDeclaration;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Names that every kind of page has.
static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(front_matter::common_names);

/// Returns the names that the front matter of every kind may have, in alphabetical order.
#[must_use]
pub fn common_names() -> &'static BTreeSet<String> {
    &COMMON
}

/// Returns every name that the front matter of a kind may have on a site without taxonomies of its
/// own.
pub fn field_names(declaration: &KindDeclaration) -> impl Iterator<Item = &str> {
    let own = declaration.schema.fields.iter();
    common_names()
        .iter()
        .map(String::as_str)
        .chain(own.map(|field| field.name.as_str()))
}
