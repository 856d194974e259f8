//! What the meaning of a body depends on beside its text: the theme, and what the site declares.

use crate::base::SourcePath;
use crate::parse::bare_addresses::BareAddresses;
use crate::parse::schema::Schema;
use crate::parse::vocabulary::Vocabulary;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The context of a body, on which its meaning depends beside its text.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The file that the text stands in.
    pub file: &'a SourcePath,
    /// The rules that hold for every file of the site.
    pub rules: &'a Arc<Rules>,
    /// Names of places that the page has outside its body, which no heading may take.
    pub places: &'a [String],
    /// The title of the page, if the text is that of one.
    pub title: Option<&'a str>,
    /// What becomes of addresses in running text.
    pub addresses: BareAddresses,
}

/// Rules for the reading of every body: the theme, and what the site declares.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The theme's components by name.
    pub components: BTreeMap<String, Schema>,
    /// The names that a page may use.
    pub vocabulary: Vocabulary,
    /// Words of the theme that stand in bodies.
    pub words: BodyWords,
    /// Whether the site can be searched. Only then the words of a page are kept beside its HTML.
    pub searched: bool,
    /// What becomes of addresses in running text, unless a page says otherwise.
    pub addresses: BareAddresses,
}

/// The few interface words that a body's HTML holds, in the site's language.
#[derive(Clone, Debug, Default)]
pub struct BodyWords {
    /// The name of a table for screen readers; its number follows.
    pub table: String,
    /// The name of the list of footnotes.
    pub footnotes: String,
    /// The name of the link from a footnote back to the text, with `{n}` for the number of the
    /// reference.
    pub back_to_text: String,
    /// The names of `[!NOTE]` and its kin, in GitHub's order: note, tip, important, warning,
    /// caution.
    pub alerts: [String; 5],
}
