//! Puts the index together.
//! From: every analysed page. To: the files below `search/`, their names made from their content, and the manifest, which has
//! a fixed one. The same pages give the same bytes, in whatever order they come and at any number of threads.

use super::analyse::Analysed;
use super::documents::{Blocks, PAGES_IN_FOLDER, blocks};
use super::facets;
use super::gzip::compress;
use super::manifest::{Manifest, VERSION};
use super::settings::Settings;
use super::shards::{part_common, plan, shard_file};
use super::spelling;
use super::storage::{self, Corrupt};
use super::terms::{coarse_average, terms};
use crate::base::{Fingerprint, LinkStyle, OutputPath};
use rayon::prelude::*;

/// The folder of everything search has.
pub const FOLDER: &str = "search";
/// The manifest's name below [`FOLDER`].
pub const MANIFEST: &str = "index.bin";
/// The name of the dictionary's file.
const DICTIONARY: &str = "t";
/// A site whose files, texts included, come to less than this many bytes has them all in the manifest.
const ONE_FILE: usize = 24_000;

/// A file of the index.
pub type IndexFile = (OutputPath, Vec<u8>);

/// Makes the files of the index. Without pages there is an index that answers nothing.
///
/// # Errors
/// When tinysearch refuses what it is given, which would be a fault of ours.
pub fn index<'a>(pages: impl IntoIterator<Item = &'a Analysed>, settings: &Settings) -> Result<Vec<IndexFile>, Corrupt> {
    let mut ordered: Vec<&Analysed> = pages.into_iter().collect();
    // By date, so that years are ranges, sorting by date needs no data, and a new page hardly moves the others.
    ordered.sort_by(|a, b| (a.date, &a.url).cmp(&(b.date, &b.url)));
    let average = coarse_average(&ordered);
    let (mut blocks, parts) = rayon::join(|| blocks(&ordered), || lookup_files(&ordered, average));
    let mut parts = parts?;
    parts.files.push((DICTIONARY.to_owned(), compress(&std::mem::take(&mut blocks.dictionary))));
    let at = Fingerprint::short(&parts.files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes].concat()).collect::<Vec<u8>>());
    let mut manifest = Manifest {
        v: VERSION,
        n: ordered.len(),
        avg: average,
        at,
        blocks: blocks.pages.iter().map(|pages| char::from(b'0' + u8::try_from(*pages).unwrap_or(0))).collect(),
        folders: blocks.folders.clone(),
        size: blocks.size,
        years: facets::years(&ordered),
        files: u8::from(settings.links == LinkStyle::Files),
        ..std::mem::take(&mut parts.manifest)
    };
    let mut files = parts.files;
    files.extend(block_files(blocks));
    for (name, _) in &mut files {
        if !name.contains('/') {
            *name = format!("{}/{name}", manifest.at);
        }
    }
    let mut inside = Vec::new();
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() < ONE_FILE {
        for (name, bytes) in std::mem::take(&mut files) {
            let bytes = super::gzip::expand(bytes).unwrap_or_default();
            manifest.inside.insert(name, (inside.len(), bytes.len()));
            inside.extend(bytes);
        }
    }
    files.push((MANIFEST.to_owned(), compress(&manifest.to_bytes(&inside))));
    let mut files: Vec<IndexFile> = files.into_iter().map(|(name, bytes)| (OutputPath::new(&format!("{FOLDER}/{name}")), bytes)).collect();
    files.sort();
    Ok(files)
}

/// Files by which pages are found, compressed, and what the manifest must know of them.
#[derive(Default)]
struct Lookup {
    files: Vec<(String, Vec<u8>)>,
    manifest: Manifest,
}

fn lookup_files(pages: &[&Analysed], average: f64) -> Result<Lookup, Corrupt> {
    let (common, terms) = part_common(terms(pages, average), pages.len());
    let plan = plan(&terms, pages.len());
    let slices = spelling::slices(terms.iter().chain(&common));
    let mut work: Vec<(String, Part<'_, '_>)> = Vec::new();
    work.extend(plan.shards.iter().enumerate().map(|(number, shard)| (number.to_string(), Part::Terms(shard))));
    work.extend(common.iter().enumerate().map(|(number, term)| (format!("c{number}"), Part::Terms(std::slice::from_ref(term)))));
    work.extend(slices.values().enumerate().map(|(number, slice)| (format!("w{number}"), Part::Words(slice))));
    let groups: Vec<&str> = facets::GROUPS.into_iter().filter(|group| !facets::group(group, pages).is_empty()).collect();
    work.extend(groups.iter().enumerate().map(|(number, group)| (format!("f{number}"), Part::Facet(group))));
    let files = work.into_par_iter().map(|(name, part)| Ok((name, compress(&part.bytes(pages)?))));
    let files = files.collect::<Result<Vec<_>, Corrupt>>()?;
    let line = |term: &super::terms::Term<'_>| {
        let words = term.surfaces.iter().filter(|surface| **surface != term.stem).copied();
        [term.stem, &term.pages.len().to_string()].into_iter().chain(words).collect::<Vec<&str>>().join(" ")
    };
    let manifest = Manifest {
        keys: plan.keys.join("\n"),
        common: common.iter().map(line).collect::<Vec<_>>().join("\n"),
        strays: plan.strays.iter().map(|(word, shards)| ((*word).to_owned(), shards.clone())).collect(),
        groups: groups.into_iter().map(str::to_owned).collect(),
        letters: slices.keys().collect(),
        endings: spelling::endings(terms.iter().chain(&common)),
        ..Manifest::default()
    };
    Ok(Lookup { files, manifest })
}

/// What a file is made from.
enum Part<'t, 'a> {
    Terms(&'t [super::terms::Term<'a>]),
    Words(&'t str),
    Facet(&'t str),
}

impl Part<'_, '_> {
    fn bytes(&self, pages: &[&Analysed]) -> Result<Vec<u8>, Corrupt> {
        match self {
            Self::Terms(terms) => shard_file(terms, pages.len()),
            Self::Words(slice) => Ok(slice.as_bytes().to_vec()),
            Self::Facet(group) => storage::encode(&facets::group(group, pages), pages.len()),
        }
    }
}

fn block_files(blocks: Blocks) -> Vec<(String, Vec<u8>)> {
    let files = blocks.files.into_iter();
    files.map(|(first, bytes)| (format!("{}/{first}", blocks.folders[first / PAGES_IN_FOLDER]), bytes)).collect()
}
