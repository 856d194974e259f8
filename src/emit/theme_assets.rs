//! The theme's style sheets, scripts, fonts and pictures, under names that carry their content's
//! hash.

use super::styles;
use crate::base::{Code, Fault, Faults, Fingerprint, OutputPath, Span, UrlPath};
use crate::source::{Artifact, AssetHandle, SourceTree, TextFile};
use std::collections::BTreeMap;

/// The files that a theme publishes.
#[derive(Debug, Default)]
pub struct ThemeAssets {
    /// Addresses by name below the theme's `assets/`: `style.css`.
    pub by_name: BTreeMap<String, UrlPath>,
    /// The files.
    pub artifacts: Vec<(OutputPath, Artifact)>,
}

/// The folder in which a theme's files are published. It is apart from the content's own, since
/// browsers keep the files in it for a year.
pub(super) const FOLDER: &str = "assets/theme";

impl ThemeAssets {
    /// Adds a file that is part of the program, unless the theme has one of that name.
    pub fn add(&mut self, name: &str, text: &str) {
        if !self.by_name.contains_key(name) {
            let path = OutputPath::new(&hashed(name, &Fingerprint::short(text.as_bytes())));
            self.by_name.insert(name.to_owned(), path.url());
            self.artifacts
                .push((path, Artifact::bytes(text.as_bytes().to_vec())));
        }
    }
}

/// Returns the path of a published file whose content has this hash.
fn hashed(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{FOLDER}/{stem}.{hash}.{extension}"),
        None => format!("{FOLDER}/{name}.{hash}"),
    }
}

enum ThemeFile<'t> {
    Text(&'t TextFile),
    Asset(&'t AssetHandle),
}

/// Gathers the assets of `theme`, which are laid over those of the default theme. Style sheets are
/// made smaller, and what they point at is renamed in them, so files that style sheets need come
/// first.
#[must_use]
pub fn theme_assets(tree: &SourceTree, theme: &str) -> (ThemeAssets, Faults) {
    let mut sources: BTreeMap<&str, ThemeFile<'_>> = BTreeMap::new();
    for folder in [
        "themes/default/assets".to_owned(),
        format!("themes/{theme}/assets"),
    ] {
        let texts = tree
            .texts_below(&folder)
            .map(|file| (&file.path, ThemeFile::Text(file)));
        let assets = tree
            .assets_below(&folder)
            .map(|asset| (&asset.path, ThemeFile::Asset(asset)));
        for (path, source) in texts.chain(assets) {
            let name = &path.as_str()[folder.len() + 1..];
            sources.insert(name, source);
        }
    }
    let mut gathered = AssetCollector {
        sources,
        done: ThemeAssets::default(),
        open: Vec::new(),
        faults: Faults::new(),
    };
    let names: Vec<&str> = gathered.sources.keys().copied().collect();
    for name in names {
        gathered.publish(name);
    }
    (gathered.done, gathered.faults)
}

struct AssetCollector<'t> {
    sources: BTreeMap<&'t str, ThemeFile<'t>>,
    done: ThemeAssets,
    /// The style sheets being read, outermost first: one that imports itself has no hash.
    open: Vec<String>,
    faults: Faults,
}

impl AssetCollector<'_> {
    /// Publishes a file once, and returns its address.
    fn publish(&mut self, name: &str) -> Option<UrlPath> {
        if let Some(url) = self.done.by_name.get(name) {
            return Some(url.clone());
        }
        let (artifact, hash) = match self.sources.get(name)? {
            ThemeFile::Asset(asset) => (
                Artifact::Copy((*asset).clone()),
                Fingerprint::short(&asset.sha256),
            ),
            ThemeFile::Text(file) => {
                let file = *file;
                let bytes = if file.path.extension() == "css" {
                    self.style(name, file)?
                } else {
                    file.text.to_string()
                };
                let hash = Fingerprint::short(bytes.as_bytes());
                (Artifact::bytes(bytes.into_bytes()), hash)
            }
        };
        let path = OutputPath::new(&hashed(name, &hash));
        let url = path.url();
        self.done.artifacts.push((path, artifact));
        self.done.by_name.insert(name.to_owned(), url.clone());
        Some(url)
    }

    fn style(&mut self, name: &str, file: &TextFile) -> Option<String> {
        if self.open.iter().any(|open| open == name) {
            let fault = Fault::error(Code::StyleError, format!("`{name}` imports itself"))
                .at(Span::start_of(&file.path));
            self.faults
                .push(fault.help("take one of the `@import` lines out"));
            return None;
        }
        self.open.push(name.to_owned());
        let folder = name
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let own = OutputPath::new(&format!("{FOLDER}/{name}")).url();
        let mut missing = Faults::new();
        let result = styles::minify(file, |reference, place| {
            let (path, suffix) = reference
                .find(['#', '?'])
                .map_or((reference, ""), |at| reference.split_at(at));
            let span = Span::new(&file.path, place);
            let Some(wanted) = crate::base::SourcePath::new(&folder).resolve(path) else {
                missing.push(outside(reference).at(span));
                return None;
            };
            let Some(url) = self.publish(wanted.as_str()) else {
                // A file that exists and cannot be published is reported already.
                if !self.sources.contains_key(wanted.as_str()) {
                    missing.push(no_file(reference).at(span));
                }
                return None;
            };
            Some(url.relative_to(&own, crate::base::LinkStyle::Folders) + suffix)
        });
        self.open.pop();
        self.faults.extend(missing);
        self.faults.take(result)
    }
}

/// Returns the fault of a reference to a file that is not there.
fn no_file(reference: &str) -> Fault {
    let message = format!("the theme has no file `{reference}`");
    Fault::error(Code::StyleError, message)
        .help("paths in a style sheet start at the folder of the style sheet")
}

/// Returns the fault of a reference to something beside the theme's files.
fn outside(reference: &str) -> Fault {
    let message = format!("`{reference}` leads out of the theme's `assets` folder");
    Fault::error(Code::StyleError, message).help(
        "put the file into the theme's `assets` folder, and write its path from the folder of the \
         style sheet",
    )
}
