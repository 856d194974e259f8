//! The declaration of what templates see. It takes a table of facts, each with its name, what the
//! theme guide says of it, and its value, under the source that the value is made from; it gives
//! lookup, enumeration, fingerprint and documentation, all from the one table.
//!
//! ```text
//! facts! {
//!     ListedPage as page, site;
//!     from front = page.front() => {
//!         "title", "Text." => front.title();
//!         "draft", "Whether it is a draft." => front.common().draft;
//!     }
//!     from url = page.url() => {
//!         "url", "The address." => url;
//!     }
//! }
//! ```
//!
//! The value of a fact is an expression that can name its source and what is the same on every page
//! of the site, and nothing else: `page` is out of scope there. The fingerprint of the object is
//! that of all its sources. A last line `others from fields = page.fields(), name => …;` answers
//! for names that the table does not list, such as those of the fields that a site declares. So a
//! fact whose fingerprint is forgotten cannot be written: a value that is made from other data
//! wants another source, and every source has a fingerprint.

use super::record::Attributes;
use super::site_wide::SiteWide;
use crate::base::Digest;
use minijinja::Value;

/// A fact that templates see of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The name by which templates know the fact.
    pub name: &'static str,
    /// The description in the theme guide, in markdown.
    pub about: &'static str,
}

/// An object of which templates see facts.
pub(in crate::render) trait FactObject {
    /// Returns every fact, in the order of the declaration.
    fn facts(&self) -> &'static [Fact];

    /// Returns the value of a fact, or `None` where the object does not have it.
    fn value(&self, name: &str, site: SiteWide<'_>) -> Option<Value>;

    /// Adds everything that the values of the facts are made from.
    fn add_sources_to(&self, digest: Digest) -> Digest;

    /// Returns the facts that the object has, with their values.
    fn attributes(&self, site: SiteWide<'_>) -> Attributes {
        let facts = self.facts().iter();
        facts
            .filter_map(|fact| Some((fact.name, self.value(fact.name, site)?)))
            .collect()
    }
}

/// Declares what templates see of an object; see [the module](self).
macro_rules! facts {
    (
        $object:ident as $subject:ident, $site:ident;
        $(from $source:ident = $made:expr => {
            $($name:literal, $about:literal => $value:expr;)+
        })+
        $(others from $rest:ident = $rest_made:expr, $asked:ident => $rest_value:expr;)?
    ) => {
        impl $object<'_> {
            /// The facts that templates see of the object.
            pub(in crate::render) const FACTS: &'static [$crate::render::facts::declare::Fact] = &[
                $($($crate::render::facts::declare::Fact { name: $name, about: $about },)+)+
            ];
        }

        impl $crate::render::facts::declare::FactObject for $object<'_> {
            fn facts(&self) -> &'static [$crate::render::facts::declare::Fact] {
                Self::FACTS
            }

            fn value(
                &self,
                name: &str,
                $site: $crate::render::facts::site_wide::SiteWide<'_>,
            ) -> Option<minijinja::Value> {
                let _ = $site;
                match name {
                    $($($name => {
                        let $source = {
                            let $subject = self;
                            $made
                        };
                        let value = $value;
                        $crate::render::facts::record::IntoFactValue::into_fact_value(value)
                    })+)+
                    $($asked => {
                        let $rest = {
                            let $subject = self;
                            $rest_made
                        };
                        let value = $rest_value;
                        $crate::render::facts::record::IntoFactValue::into_fact_value(value)
                    })?
                    #[allow(unreachable_patterns, reason = "others answer for every name")]
                    _ => None,
                }
            }

            fn add_sources_to(&self, digest: $crate::base::Digest) -> $crate::base::Digest {
                let $subject = self;
                $(
                    let source = $made;
                    let digest = $crate::render::facts::source::Source::add_to(&source, digest);
                )+
                $(
                    let source = $rest_made;
                    let digest = $crate::render::facts::source::Source::add_to(&source, digest);
                )?
                digest
            }
        }
    };
}

pub(in crate::render) use facts;
