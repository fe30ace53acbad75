//! Puts a digest of the program's own sources into it: pages drawn by other code are not taken for
//! fresh, even when the version number is the same.
#![expect(clippy::disallowed_methods, reason = "a build script reads the sources of the program")]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = BTreeMap::new();
    for top in ["src", "templates", "static", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={top}");
        gather(Path::new(top), &mut files);
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    println!("cargo::rustc-env=RIGHTSBOOK_BUILD={:016x}", hasher.finish());
}

fn gather(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    if let Ok(entries) = path.read_dir() {
        for entry in entries.flatten() {
            gather(&entry.path(), files);
        }
    } else if let Ok(bytes) = std::fs::read(path) {
        files.insert(path.to_owned(), bytes);
    }
}
