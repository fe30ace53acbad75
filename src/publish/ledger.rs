//! What a tree holds: for each file its key, its hash, and what the system said of it when it
//! was written.
//!
//! A ledger stands beside the output, named by the identity of the folder it describes. A tree
//! that was copied, moved or checked out has none and is drawn again; a file that somebody
//! touched does not match its entry and is drawn again.

use std::collections::BTreeMap;
use std::path::Path;

use super::guard::Target;
use super::{PublishError, tree};
use crate::digest::Digest;
use crate::path::OutPath;

/// What a tree holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// Digest of everything that the tree was made from, if that may be relied on.
    pub(super) inputs: Option<Digest>,
    /// How much was made, for the receipt.
    pub(super) tally: Tally,
    /// Its files.
    pub(super) entries: BTreeMap<OutPath, Entry>,
    /// Files in it that are not ours.
    pub(super) foreign: Vec<OutPath>,
}

/// How much a build read and made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports.
    pub reports: usize,
    /// Sections of reports.
    pub sections: usize,
    /// Links inside the archive.
    pub links: usize,
    /// Files written or kept.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// A file of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The page's key.
    pub(super) key: Digest,
    /// Hash of its bytes.
    pub(super) sha256: [u8; 32],
    /// Its size.
    pub(super) size: u64,
    /// When the system says that it was written.
    pub(super) stamp: i128,
}

const HEAD: &[u8; 16] = b"rightsbook-led1\n";

impl Ledger {
    /// The ledger of a tree, if there is a readable one.
    pub(super) fn load(target: &Target, tree: &Path) -> Option<Self> {
        let bytes = tree::read_file(&target.workshop().join(name(tree)?))?;
        let mut reader = Reader { rest: bytes.as_slice() };
        (reader.take(HEAD.len())? == HEAD).then_some(())?;
        let mut ledger = Self::default();
        let inputs = reader.array::<16>()?;
        ledger.inputs = (inputs != [0; 16]).then(|| Digest::from_bytes(inputs));
        let mut count = || reader.number().and_then(|n| usize::try_from(n).ok());
        let (reports, sections, links, files) = (count()?, count()?, count()?, count()?);
        let bytes = reader.number()?;
        ledger.tally = Tally { reports, sections, links, files, bytes };
        for _ in 0..reader.number()? {
            let path = reader.path()?;
            let key = Digest::from_bytes(reader.array()?);
            let (sha256, size) = (reader.array()?, reader.number()?);
            let stamp = i128::from_le_bytes(reader.array()?);
            ledger.entries.insert(path, Entry { key, sha256, size, stamp });
        }
        for _ in 0..reader.number()? {
            ledger.foreign.push(reader.path()?);
        }
        Some(ledger)
    }

    /// Writes the ledger of a tree.
    pub(super) fn save(&self, target: &Target, tree: &Path) -> Result<(), PublishError> {
        let Some(name) = name(tree) else { return Ok(()) };
        let mut out = HEAD.to_vec();
        out.extend(self.inputs.map_or([0; 16], Digest::to_bytes));
        let tally = &self.tally;
        for count in [tally.reports, tally.sections, tally.links, tally.files] {
            out.extend((count as u64).to_le_bytes());
        }
        out.extend(tally.bytes.to_le_bytes());
        let path = |out: &mut Vec<u8>, path: &OutPath| {
            out.extend((path.as_str().len() as u64).to_le_bytes());
            out.extend(path.as_str().as_bytes());
        };
        out.extend((self.entries.len() as u64).to_le_bytes());
        for (name, entry) in &self.entries {
            path(&mut out, name);
            out.extend(entry.key.to_bytes());
            out.extend(entry.sha256);
            out.extend(entry.size.to_le_bytes());
            out.extend(entry.stamp.to_le_bytes());
        }
        out.extend((self.foreign.len() as u64).to_le_bytes());
        for name in &self.foreign {
            path(&mut out, name);
        }
        tree::write_aside(&target.workshop().join(name), &out)
    }

    /// Forgets what a tree holds, before it is changed.
    pub(super) fn forget(target: &Target, tree: &Path) -> Result<(), PublishError> {
        match name(tree) {
            Some(name) => tree::remove_if_there(&target.workshop().join(name)),
            None => Ok(()),
        }
    }

    /// Removes ledgers of trees that are no more.
    pub(super) fn forget_others(target: &Target) {
        let kept = [name(&target.out), name(&target.spare())];
        let Ok(entries) = target.workshop().read_dir() else { return };
        for entry in entries.flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            if file.starts_with("ledger-") && !kept.iter().flatten().any(|known| *known == file) {
                // A ledger left behind describes nothing and harms nothing.
                let _ = tree::remove_if_there(&entry.path());
            }
        }
    }

    /// Its files but manifest and marker.
    pub(super) fn pages(&self) -> impl Iterator<Item = &OutPath> {
        self.entries.keys().filter(|path| !tree::is_apparatus(path))
    }
}

/// The name of a tree's ledger: the folder's own identity on this machine.
#[cfg(unix)]
fn name(tree: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let known = tree.symlink_metadata().ok()?;
    known.is_dir().then(|| format!("ledger-{:x}-{:x}", known.dev(), known.ino()))
}

/// Without inode numbers a tree is known by when its folder was made.
#[cfg(not(unix))]
fn name(tree: &Path) -> Option<String> {
    let made = tree.symlink_metadata().ok()?.created().ok()?;
    let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("ledger-{:x}", since.as_nanos()))
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn path(&mut self) -> Option<OutPath> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.take(length)?).ok().map(OutPath::new)
    }
}
