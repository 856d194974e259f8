//! The build script: gives the program a fingerprint of what it is made from, by which it knows its
//! own memory again (`.masthead/cache`). Another program may make other bytes of the same content.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a build script reads the sources and speaks to cargo on standard output"
)]

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

/// The code, the default theme, and the exact versions of what they stand on.
const SOURCES: &[&str] = &["src", "themes", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = BTreeMap::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        gather(Path::new(source), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    println!("cargo::rustc-env=MASTHEAD_SOURCES={:016x}", hasher.finish());
    Ok(())
}

fn gather(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    } else if let Ok(bytes) = fs::read(path) {
        files.insert(path.to_path_buf(), bytes);
    }
    Ok(())
}
