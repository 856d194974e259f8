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

/// Writes one publication. PubMed's form is only read, so RIS takes its place.
#[must_use]
pub fn item(item: &Item, format: ItemFormat) -> String {
    match format {
        ItemFormat::Bibtex => bibtex::entry(item),
        ItemFormat::Ris | ItemFormat::Nbib => ris::record(item),
        ItemFormat::CslJson => format!("[\n{}\n]\n", csl_json::entry(item)),
        ItemFormat::Yaml => yaml::entry(item),
    }
}

/// Writes several publications as one file.
#[must_use]
pub fn list<'i>(items: impl IntoIterator<Item = &'i Item>, format: ItemFormat) -> String {
    let write: fn(&Item) -> String = match format {
        ItemFormat::Bibtex => bibtex::entry,
        ItemFormat::Ris | ItemFormat::Nbib => ris::record,
        ItemFormat::CslJson => csl_json::entry,
        ItemFormat::Yaml => yaml::entry,
    };
    let entries: Vec<String> = items.into_iter().map(write).collect();
    match format {
        ItemFormat::CslJson => format!("[\n{}\n]\n", entries.join(",\n")),
        _ => entries.join("\n"),
    }
}
