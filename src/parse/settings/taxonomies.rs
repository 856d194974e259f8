//! Taxonomies: the ways in which a site sorts its pages by subject. `topics` is always there; the
//! settings may declare more.

use crate::base::{Code, Fault, Span, UrlPath, is_slug};
use crate::parse::front::common_names;
use crate::parse::yaml::Fields;
use schemars::JsonSchema;

/// A way of sorting pages by subject.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
pub struct TaxonomySettings {
    /// The key in front matter; its list stands at the address of that name.
    #[schemars(skip)]
    pub name: String,
    /// The title of its list.
    // The title of `topics` is one of the theme's words.
    #[schemars(required, example = &"Regions")]
    pub title: Option<String>,
    /// What stands above the title of one term: `Region`.
    #[schemars(example = &"Region")]
    pub singular: Option<String>,
    /// The place where the settings declare it.
    #[schemars(skip)]
    pub span: Option<Span>,
}

impl TaxonomySettings {
    /// Returns the taxonomy that every site has.
    #[must_use]
    pub fn topics() -> Self {
        Self {
            name: "topics".to_owned(),
            title: None,
            singular: None,
            span: None,
        }
    }

    /// Returns the address of the list of its terms.
    #[must_use]
    pub fn url(&self) -> UrlPath {
        UrlPath::root().child(&self.name)
    }
}

/// Reads the taxonomies that the settings declare, in their order.
pub(super) fn taxonomies(fields: &mut Fields<'_>) -> Vec<TaxonomySettings> {
    let mut taxonomies = Vec::new();
    for entry in fields.named_groups("taxonomies") {
        let Some(mut group) = fields.reader().group(&entry.value, &entry.key) else {
            continue;
        };
        let title = group.required("title", "title: Regions");
        let taxonomy = TaxonomySettings {
            name: entry.key.clone(),
            title: title.map(|title| title.value),
            singular: group.words("singular"),
            span: Some(group.reader().span(&entry.key_span)),
        };
        let taken = common_names().contains(&entry.key);
        if taken || !is_slug(&entry.key) {
            let why = if taken {
                "means something else in pages"
            } else {
                "is no name for lists of pages"
            };
            let help = "choose a name in lower-case letters, such as `regions`";
            fields.reader().fault(
                Fault::error(Code::InvalidSetting, format!("`{}` {why}", entry.key)).help(help),
                &entry.key_span,
            );
            continue;
        }
        group.finish(|_| None);
        taxonomies.push(taxonomy);
    }
    taxonomies
}
