//! Writes publications in the forms that reference managers read: BibTeX, RIS, CSL-JSON and YAML,
//! each entry by itself or all of them. What is written here is read back as the same publication,
//! as far as the form has room for it: BibTeX and the two forms of CSL have room for all of it, RIS
//! has not.

mod bibtex;
mod csl_json;
mod latex;
mod ris;
#[cfg(test)]
pub(super) mod tests;
mod yaml;

use super::item::Item;
use super::read::ItemFormat;

pub(super) use bibtex::field as bibtex_field;
pub(super) use csl_json::field as json_field;
pub(super) use ris::field as ris_field;
pub(super) use yaml::field as yaml_field;

/// The people for whom a publication is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The owner of the list, who gets everything.
    Owner,
    /// The readers of the site, who do not get remarks the owner made for themselves (`annote`) and
    /// fields that CSL does not know.
    Readers,
}

/// Writes one publication. PubMed's form is only read, so RIS takes its place.
#[must_use]
pub fn item(item: &Item, format: ItemFormat, audience: Audience) -> String {
    let item = &for_audience(item, audience);
    match format {
        ItemFormat::Bibtex => bibtex::entry(item),
        ItemFormat::Ris | ItemFormat::Nbib => ris::record(item),
        ItemFormat::CslJson => format!("[\n{}\n]\n", csl_json::entry(item)),
        ItemFormat::Yaml => yaml::entry(item),
    }
}

/// Writes several publications as one file.
#[must_use]
pub fn list<'i>(
    items: impl IntoIterator<Item = &'i Item>,
    format: ItemFormat,
    audience: Audience,
) -> String {
    let write: fn(&Item) -> String = match format {
        ItemFormat::Bibtex => bibtex::entry,
        ItemFormat::Ris | ItemFormat::Nbib => ris::record,
        ItemFormat::CslJson => csl_json::entry,
        ItemFormat::Yaml => yaml::entry,
    };
    let entries: Vec<String> = items
        .into_iter()
        .map(|item| write(&for_audience(item, audience)))
        .collect();
    match format {
        ItemFormat::CslJson => format!("[\n{}\n]\n", entries.join(",\n")),
        _ => entries.join("\n"),
    }
}

/// Returns a publication without what its audience does not get.
fn for_audience(item: &Item, audience: Audience) -> Item {
    let mut item = item.clone();
    if audience == Audience::Readers {
        item.texts.remove("annote");
        item.other.clear();
    }
    item
}
