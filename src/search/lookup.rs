//! The files by which pages are found: shards of stems, stems that stand alone, spelling slices and
//! facets. From: analysed pages in their final order. To: compressed files by name, and the part of
//! the manifest that describes them.

use super::analyse::AnalysedPage;
use super::facets;
use super::gzip::compress;
use super::manifest::IndexManifest;
use super::shards::{part_common, plan, shard_file};
use super::spelling;
use super::storage::{self, Corrupt};
use super::terms::{IndexTerm, terms};
use rayon::prelude::*;

/// A file by its name below its folder.
pub(super) type NamedFile = (String, Vec<u8>);

/// Files by which pages are found, compressed, and what the manifest says about them.
#[derive(Default)]
pub(super) struct Lookup {
    pub files: Vec<NamedFile>,
    pub manifest: IndexManifest,
}

/// What a file is made from.
enum FileContent<'t, 'a> {
    Terms(&'t [IndexTerm<'a>]),
    Words(&'t str),
    Facet(&'t str),
}

impl FileContent<'_, '_> {
    fn bytes(&self, pages: &[&AnalysedPage]) -> Result<Vec<u8>, Corrupt> {
        match self {
            Self::Terms(terms) => shard_file(terms, pages.len()),
            Self::Words(slice) => Ok(slice.as_bytes().to_vec()),
            Self::Facet(group) => storage::encode(&facets::group(group, pages), pages.len()),
        }
    }
}

/// Makes the files of pages whose average length is `average`.
pub(super) fn lookup_files(pages: &[&AnalysedPage], average: f64) -> Result<Lookup, Corrupt> {
    let (common, terms) = part_common(terms(pages, average), pages.len());
    let plan = plan(&terms, pages.len());
    let slices = spelling::slices(terms.iter().chain(&common));
    let groups: Vec<&str> = facets::GROUPS
        .into_iter()
        .filter(|group| !facets::group(group, pages).is_empty())
        .collect();

    let shards = plan.shards.iter().map(|shard| FileContent::Terms(shard));
    let alone = common.chunks(1).map(FileContent::Terms);
    let words = slices.values().map(|slice| FileContent::Words(slice));
    let facets = groups.iter().map(|group| FileContent::Facet(group));
    let mut work = named("", shards);
    work.extend(named("c", alone));
    work.extend(named("w", words));
    work.extend(named("f", facets));
    let files = work
        .into_par_iter()
        .map(|(name, content)| Ok((name, compress(&content.bytes(pages)?))))
        .collect::<Result<_, Corrupt>>()?;

    let mut strays = std::collections::BTreeMap::new();
    for (word, shards) in plan.strays {
        strays.insert(word.to_owned(), shards);
    }
    let manifest = IndexManifest {
        keys: plan.keys.join("\n"),
        common: common.iter().map(line).collect::<Vec<_>>().join("\n"),
        strays,
        groups: groups.into_iter().map(str::to_owned).collect(),
        letters: slices.keys().collect(),
        endings: spelling::endings(terms.iter().chain(&common)),
        ..IndexManifest::default()
    };
    Ok(Lookup { files, manifest })
}

/// Numbers files, and puts a letter in front that says what they are.
fn named<'t, 'a>(
    letter: &str,
    contents: impl Iterator<Item = FileContent<'t, 'a>>,
) -> Vec<(String, FileContent<'t, 'a>)> {
    contents
        .enumerate()
        .map(|(number, content)| (format!("{letter}{number}"), content))
        .collect()
}

/// Returns the line of a stem that stands alone: the stem, its number of pages, its words.
fn line(term: &IndexTerm<'_>) -> String {
    let pages = term.pages.len().to_string();
    let mut line = vec![term.stem, &pages];
    line.extend(term.surfaces.iter().filter(|word| **word != term.stem));
    line.join(" ")
}
