//! Files of a tree: written, linked, kept, removed. Nothing else in the program writes.
#![expect(clippy::disallowed_methods, reason = "the only writer")]

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::guard::{MARKER, MARKER_TEXT, Target};
use super::ledger::{Entry, Ledger};
use super::{Failure, PublishError};
use crate::digest::Digest;
use crate::path::OutPath;

/// Lists every file of a tree with its hash, as `sha256sum -c` reads it.
pub(super) const MANIFEST: &str = "MANIFEST.sha256";

/// A tree that is being made.
pub(super) struct Tree {
    pub(super) root: PathBuf,
    /// Whether it began empty.
    fresh: bool,
}

impl Tree {
    /// Opens the tree before last, or begins a new one; gives what it holds.
    pub(super) fn prepare(target: &Target) -> Result<(Self, Ledger), PublishError> {
        let root = target.spare();
        if root.is_dir() {
            if let Some(mut ledger) = Ledger::load(target, &root) {
                Ledger::forget(target, &root)?;
                ledger.inputs = None;
                return Ok((Self { root, fresh: false }, ledger));
            }
            // A killed build left it: nobody can say what is in it.
            fs::remove_dir_all(&root).map_err(PublishError::io("remove", &root))?;
        }
        fs::create_dir_all(&root).map_err(PublishError::io("make the folder", &root))?;
        Ok((Self { root, fresh: true }, Ledger::default()))
    }

    /// Puts a page into the tree: kept, linked from the published tree, or drawn.
    ///
    /// Gives its entry and whether it was drawn.
    pub(super) fn place<E>(
        &self,
        path: &OutPath,
        key: Digest,
        old: &Ledger,
        current: Option<&Ledger>,
        published: &Path,
        draw: impl FnOnce() -> Result<Vec<u8>, Failure<E>>,
    ) -> Result<(Entry, bool), Failure<E>> {
        if let Some(entry) = self.keep(path, key, old, current, published)? {
            return Ok((entry, false));
        }
        let file = self.root.join(path.as_str());
        let bytes = draw()?;
        Ok((self.write(&file, &bytes, key, old.entries.contains_key(path))?, true))
    }

    /// Puts a page into the tree without drawing it, if it is there or in the published tree.
    pub(super) fn keep(
        &self,
        path: &OutPath,
        key: Digest,
        old: &Ledger,
        current: Option<&Ledger>,
        published: &Path,
    ) -> Result<Option<Entry>, PublishError> {
        let file = self.root.join(path.as_str());
        let before = old.entries.get(path);
        if let Some(entry) = before.filter(|entry| entry.key == key)
            && is_as_written(&file, entry)
        {
            return Ok(Some(*entry));
        }
        if let Some(entry) =
            current.and_then(|ledger| ledger.entries.get(path)).filter(|entry| entry.key == key)
        {
            let from = published.join(path.as_str());
            if is_as_written(&from, entry) {
                if before.is_some() {
                    remove_if_there(&file)?;
                }
                return self.link(&from, &file, entry).map(Some);
            }
        }
        Ok(None)
    }

    fn write(
        &self,
        file: &Path,
        bytes: &[u8],
        key: Digest,
        replaces: bool,
    ) -> Result<Entry, PublishError> {
        if replaces || !self.fresh {
            // What stands there may be one file with the published tree's, ours or foreign: it is
            // replaced, never changed.
            remove_if_there(file)?;
        }
        let make = || -> io::Result<()> {
            if self.fresh && file.file_name().is_some_and(|name| name == "index.html") {
                make_folder(file)?;
            }
            match fs::write(file, bytes) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    make_folder(file)?;
                    fs::write(file, bytes)
                }
                other => other,
            }
        };
        make().map_err(PublishError::io("write", file))?;
        let (size, stamp) = stamp(file).map_err(PublishError::io("look at", file))?;
        Ok(Entry { key, sha256: Sha256::digest(bytes).into(), size, stamp })
    }

    fn link(&self, from: &Path, to: &Path, entry: &Entry) -> Result<Entry, PublishError> {
        let link = || match fs::hard_link(from, to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make_folder(to)?;
                fs::hard_link(from, to)
            }
            other => other,
        };
        if link().is_ok() {
            return Ok(*entry);
        }
        // Not every file system has links.
        fs::copy(from, to).map_err(PublishError::io("copy", to))?;
        let (size, stamp) = stamp(to).map_err(PublishError::io("look at", to))?;
        Ok(Entry { size, stamp, ..*entry })
    }

    /// Removes what the tree held and the plan no longer has, and folders left empty by that.
    pub(super) fn remove_all_but(&self, old: &Ledger, new: &Ledger) -> Result<(), PublishError> {
        let gone =
            old.entries.keys().chain(&old.foreign).filter(|path| !new.entries.contains_key(*path));
        for path in gone.filter(|path| !is_apparatus(path)) {
            let file = self.root.join(path.as_str());
            remove_if_there(&file)?;
            let mut folder = file.parent();
            while let Some(empty) = folder.filter(|folder| *folder != self.root) {
                // Fails on a folder that still holds something, and that is the end of it.
                if fs::remove_dir(empty).is_err() {
                    break;
                }
                folder = empty.parent();
            }
        }
        Ok(())
    }

    /// Writes the list of hashes and the marker.
    pub(super) fn write_manifest(&self, ledger: &mut Ledger) -> Result<(), PublishError> {
        let mut list = String::with_capacity(ledger.entries.len() * 110);
        for (path, entry) in &ledger.entries {
            list.push_str(&hex(&entry.sha256));
            list.push_str("  ");
            list.push_str(path.as_str());
            list.push('\n');
        }
        for (name, text) in [(MANIFEST, list.as_str()), (MARKER, MARKER_TEXT)] {
            let entry =
                self.write(&self.root.join(name), text.as_bytes(), Digest::of(text), true)?;
            ledger.entries.insert(OutPath::new(name), entry);
        }
        Ok(())
    }

    /// Takes a file of the published tree over that is not ours.
    pub(super) fn carry(&self, from: &Path, path: &OutPath) -> Result<(), PublishError> {
        let to = self.root.join(path.as_str());
        remove_if_there(&to)?;
        let entry = Entry { key: Digest::default(), sha256: [0; 32], size: 0, stamp: 0 };
        self.link(from, &to, &entry).map(|_| ())
    }

    /// The bytes of one of its files.
    pub(super) fn read(&self, path: &OutPath) -> Option<Vec<u8>> {
        read_file(&self.root.join(path.as_str()))
    }
}

/// A hash as `sha256sum` writes it.
pub(super) fn hex(hash: &[u8; 32]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Reads back what [`hex`] wrote.
pub(super) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    (text.len() == 64).then_some(())?;
    for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Whether a file is ours without being a page: manifest or marker.
pub(super) fn is_apparatus(path: &OutPath) -> bool {
    matches!(path.as_str(), MANIFEST | MARKER)
}

/// Whether every file of a tree is as its ledger says.
pub(super) fn is_intact(root: &Path, ledger: &Ledger) -> bool {
    let entries: Vec<_> = ledger.entries.iter().collect();
    entries.par_iter().all(|(path, entry)| is_as_written(&root.join(path.as_str()), entry))
}

pub(super) fn is_as_written(file: &Path, entry: &Entry) -> bool {
    stamp(file).is_ok_and(|found| found == (entry.size, entry.stamp))
}

/// Size and time of a file, in nanoseconds since 1970.
pub(super) fn stamp(file: &Path) -> io::Result<(u64, i128)> {
    let known = file.symlink_metadata()?;
    if !known.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let since = known.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok((known.len(), i128::try_from(since.as_nanos()).unwrap_or(0)))
}

fn make_folder(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) => fs::create_dir_all(folder),
        Ok(()) => Ok(()),
    }
}

/// Holds the lock of an output folder for as long as the file lives.
pub(super) fn lock(target: &Target) -> Result<File, PublishError> {
    let folder = target.workshop();
    if !folder.is_dir() {
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(PublishError::io("make the folder", &folder)(error));
            }
            _ => hide(&folder),
        }
        // The workshop hides itself from version control, wherever the output stands.
        let ignore = folder.join(".gitignore");
        fs::write(&ignore, "*\n").map_err(PublishError::io("write", &ignore))?;
    }
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(PublishError::io("open", &path))?;
    // A build that is just ending, or a child of this process that has not yet let go of the file,
    // is worth a moment.
    for _ in 0..25 {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            Err(fs::TryLockError::Error(source)) => {
                return Err(PublishError::Io { act: "lock", path, source });
            }
        }
    }
    Err(PublishError::Busy(target.out.clone()))
}

/// The tree before last stays in the workshop, with whatever was withdrawn since: nobody but its
/// owner has business there, least of all a web server that serves the folder around it.
#[cfg(unix)]
fn hide(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // A file system without permissions has none to set.
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
}

#[cfg(not(unix))]
fn hide(_: &Path) {}

/// Removes from the tree before last what the published one no longer says: text that was
/// withdrawn or mended must not lie about.
pub(super) fn forget_what_moved(spare: &Path, old: &mut Ledger, new: &Ledger) {
    let moved = |path: &OutPath, entry: &Entry| {
        new.entries.get(path).is_none_or(|known| known.key != entry.key)
    };
    let gone: Vec<OutPath> = old
        .entries
        .iter()
        .filter(|(path, entry)| moved(path, entry))
        .map(|(path, _)| path.clone())
        .collect();
    for path in gone {
        // What cannot be removed now is no entry any more, and is removed with the tree.
        let _ = remove_if_there(&spare.join(path.as_str()));
        old.entries.remove(&path);
    }
}

/// Writes a file beside its place and moves it there.
pub(super) fn write_aside(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let aside = path.with_extension("new");
    fs::write(&aside, bytes).map_err(PublishError::io("write", &aside))?;
    fs::rename(&aside, path).map_err(PublishError::io("move", path))
}

/// Removes a file that may not be there.
pub(super) fn remove_if_there(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(PublishError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes a folder that holds nothing; one that holds something stays.
pub(super) fn remove_if_empty(folder: &Path) {
    let _ = fs::remove_dir(folder);
}

/// Removes from the workshop of an output all that builds leave there. A file of somebody else's
/// stays.
pub(super) fn empty_workshop(target: &Target) -> Result<(), PublishError> {
    let folder = target.workshop();
    let spare = target.spare();
    if spare.symlink_metadata().is_ok() {
        fs::remove_dir_all(&spare).map_err(PublishError::io("remove", &spare))?;
    }
    let Ok(entries) = folder.read_dir() else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with("ledger-") || matches!(&*name, ".gitignore" | "lock");
        if ours || name.ends_with(".new") {
            remove_if_there(&entry.path())?;
        }
    }
    Ok(())
}

/// The bytes of a file, if it is there and readable.
pub(super) fn read_file(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}
