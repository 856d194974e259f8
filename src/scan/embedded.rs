//! The default theme, which is embedded in the program. From: the files of `themes/default` at
//! compile time. To: entries of a [`SourceTree`]. Reads no disk.

use super::facts;
use crate::base::SourcePath;
use crate::source::{AssetHandle, SourceTree, TextFile};
use include_dir::{Dir, include_dir};
use std::sync::{Arc, LazyLock};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The embedded files, prepared once per process.
static FILES: LazyLock<Vec<(TextFile, Option<AssetHandle>)>> = LazyLock::new(|| {
    let mut files = Vec::new();
    gather(&DEFAULT, &mut files);
    files
});

/// Prepares the files of a folder and of the folders in it.
fn gather(folder: &Dir<'static>, files: &mut Vec<(TextFile, Option<AssetHandle>)>) {
    for file in folder.files() {
        let path = SourcePath::new(&file.path().to_string_lossy());
        let bytes: &'static [u8] = file.contents();
        let text = std::str::from_utf8(bytes).ok();
        let asset = text.is_none().then(|| AssetHandle {
            path: path.clone(),
            size: bytes.len() as u64,
            sha256: facts::sha256(bytes),
            facts: facts::of_bytes(&path, bytes),
            is_cleaned: false,
            bytes: Some(bytes.into()),
        });
        files.push((
            TextFile::new(path, Arc::from(text.unwrap_or_default())),
            asset,
        ));
    }
    for inner in folder.dirs() {
        gather(inner, files);
    }
}

/// Adds the embedded theme to a tree twice: as `embedded/default/…`, which a template can extend,
/// and as `themes/default/…`, where files of the same name on disk replace it.
pub fn add_embedded(tree: &mut SourceTree) {
    for prefix in ["embedded/default", "themes/default"] {
        for (text, asset) in FILES.iter() {
            let path = SourcePath::new(&format!("{prefix}/{}", text.path));
            if let Some(asset) = asset {
                let asset = AssetHandle {
                    path: path.clone(),
                    ..asset.clone()
                };
                tree.assets.insert(path, asset);
            } else {
                let text = TextFile {
                    path: path.clone(),
                    ..text.clone()
                };
                tree.texts.insert(path, text);
            }
        }
    }
}

/// Lists the files of the embedded theme with their bytes, as a starting point for a new theme.
pub fn embedded_theme() -> impl Iterator<Item = (&'static SourcePath, &'static [u8])> {
    FILES.iter().filter_map(|(text, _)| {
        Some((&text.path, DEFAULT.get_file(text.path.as_str())?.contents()))
    })
}
