//! The new tree once more as one file to carry away. What is packed already in the file that is
//! published now is taken over as it is.
#![expect(clippy::disallowed_methods, reason = "only `publish` writes")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::ledger::{Entry, Ledger};
use super::tree::{self, hex};
use super::zip::{Head, Reader, Writer, pack};
use super::{PublishError, Staged};
use crate::digest::Digest;
use crate::path::OutPath;

/// What is put into the file, and how.
#[derive(Debug)]
pub struct Bundle<C> {
    /// The one folder that everything stands in.
    pub folder: String,
    /// A digest of all that decides what becomes of a page's bytes on their way.
    pub way: Digest,
    /// What those read who have unpacked it.
    pub readme: (OutPath, String),
    /// The files, in order.
    pub parts: Vec<Part<C>>,
}

/// A file in the bundle.
#[derive(Debug)]
pub struct Part<C> {
    /// The page of the tree that it is made from.
    pub page: OutPath,
    /// Where it stands in the folder.
    pub path: OutPath,
    /// What becomes of the page's bytes.
    pub change: C,
}

/// What was put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// How many files are in it.
    pub files: usize,
    /// How many of them were packed now.
    pub packed: usize,
    /// How large it is.
    pub bytes: u64,
}

/// So many bytes of pages are in memory at once, unless one page has more.
const AT_ONCE: u64 = 16 << 20;

/// A file on its way into the bundle.
enum Ready {
    /// Packed now: with its hash.
    Packed(Head, Vec<u8>, [u8; 32]),
    /// As the published bundle has it.
    Known,
}

impl Staged {
    /// Puts the tree together as one file, if it is not there as it should be. `change` makes the
    /// bytes of a part of those of its page.
    ///
    /// # Errors
    ///
    /// When the system refuses. The published tree is then the old one.
    pub fn carry<C: Sync>(
        &mut self,
        bundle: &Bundle<C>,
        change: impl Fn(&C, Vec<u8>) -> Vec<u8> + Sync,
    ) -> Result<Option<Carried>, PublishError> {
        let Some((at, path, key)) = self.pending.take() else { return Ok(None) };
        let file = self.tree.root.join(path.as_str());
        tree::remove_if_there(&file)?;
        let made = self.write(bundle, change, &path, key, &file);
        let (entry, carried) = made.map_err(PublishError::io("write", &file))?;
        self.ledger.entries.insert(path, entry);
        self.written.drawn.push(at);
        Ok(Some(carried))
    }

    fn write<C: Sync>(
        &self,
        bundle: &Bundle<C>,
        change: impl Fn(&C, Vec<u8>) -> Vec<u8> + Sync,
        path: &OutPath,
        key: Digest,
        file: &std::path::Path,
    ) -> io::Result<(Entry, Carried)> {
        let comment = format!("Rightsbook {:?}", bundle.way);
        let folder = &bundle.folder;
        let manifest = format!("{folder}/{}", tree::MANIFEST);
        let mut old = self.published_bundle(path, &comment, &manifest);
        let mut zip = Writer::new(Hashed::new(BufWriter::new(File::create(file)?)));
        let mut carried = Carried::default();
        let mut hashes: Vec<(&str, [u8; 32])> = Vec::with_capacity(bundle.parts.len() + 1);
        let mut rest = bundle.parts.as_slice();
        while !rest.is_empty() {
            let (batch, behind) = rest.split_at(self.batch(rest));
            rest = behind;
            let ready: Vec<io::Result<Ready>> = batch
                .par_iter()
                .map(|part| {
                    if old.as_ref().is_some_and(|old| old.has(self, folder, part)) {
                        return Ok(Ready::Known);
                    }
                    let lost = || io::Error::other(format!("{} is gone", part.page));
                    let bytes = self.tree.read(&part.page).ok_or_else(lost)?;
                    packed(change(&part.change, bytes))
                })
                .collect();
            for (part, ready) in batch.iter().zip(ready) {
                let name = format!("{folder}/{}", part.path);
                let hash = match (ready?, &mut old) {
                    (Ready::Packed(head, bytes, hash), _) => {
                        zip.add(&name, head, &bytes)?;
                        carried.packed += 1;
                        hash
                    }
                    (Ready::Known, Some(old)) => {
                        old.hand_over(&name, part.path.as_str(), &mut zip)?
                    }
                    (Ready::Known, None) => return Err(io::Error::other("nothing is known")),
                };
                hashes.push((part.path.as_str(), hash));
            }
        }
        let (name, readme) = &bundle.readme;
        let mut add = |name: &OutPath, text: &str| -> io::Result<[u8; 32]> {
            match packed(text.as_bytes().to_vec())? {
                Ready::Packed(head, bytes, hash) => {
                    zip.add(&format!("{folder}/{name}"), head, &bytes)?;
                    Ok(hash)
                }
                Ready::Known => Err(io::Error::other("nothing is known")),
            }
        };
        hashes.push((name.as_str(), add(name, readme)?));
        hashes.sort_unstable();
        let list: String =
            hashes.iter().map(|(path, hash)| format!("{}  {path}\n", hex(hash))).collect();
        add(&OutPath::new(tree::MANIFEST), &list)?;
        carried.files = hashes.len() + 1;
        let (sha256, out) = zip.finish(&comment)?.end();
        drop(out.into_inner().map_err(io::IntoInnerError::into_error)?);
        let (size, stamp) = tree::stamp(file)?;
        carried.bytes = size;
        Ok((Entry { key, sha256, size, stamp }, carried))
    }

    /// How many of the next parts are made at once.
    fn batch<C>(&self, parts: &[Part<C>]) -> usize {
        let mut bytes = 0;
        let fits = |part: &&Part<C>| {
            bytes += self.ledger.entries.get(&part.page).map_or(0, |entry| entry.size);
            bytes <= AT_ONCE
        };
        parts.iter().take_while(fits).count().max(1)
    }

    /// The bundle that is published now, if its bytes are as they were written.
    fn published_bundle(&self, path: &OutPath, comment: &str, manifest: &str) -> Option<Old<'_>> {
        let ledger = self.workshop.current.as_ref()?;
        let file = self.workshop.target.out.join(path.as_str());
        let entry = ledger.entries.get(path)?;
        tree::is_as_written(&file, entry).then_some(())?;
        // Its parts are copied on unread: what a disk has spoilt must not live in copies for ever.
        let mut whole = Hashed::new(io::sink());
        io::copy(&mut File::open(&file).ok()?, &mut whole).ok()?;
        (whole.end().0 == entry.sha256).then_some(())?;
        let mut zip = Reader::open(File::open(file).ok()?, comment)?;
        let list = String::from_utf8(zip.plain(manifest)?).ok()?;
        let line = |line: &str| {
            let (hash, path) = line.split_once("  ")?;
            Some((path.into(), tree::unhex(hash)?))
        };
        let hashes = list.lines().map(line).collect::<Option<_>>()?;
        Some(Old { ledger, zip, hashes })
    }
}

/// The bundle that is published now.
struct Old<'s> {
    ledger: &'s Ledger,
    zip: Reader<File>,
    hashes: HashMap<Box<str>, [u8; 32]>,
}

impl Old<'_> {
    /// Whether it has a part just as the new one will.
    fn has<C>(&self, staged: &Staged, folder: &str, part: &Part<C>) -> bool {
        let of = |ledger: &Ledger| ledger.entries.get(&part.page).map(|entry| entry.sha256);
        of(self.ledger).is_some_and(|sha256| of(&staged.ledger) == Some(sha256))
            && self.hashes.contains_key(part.path.as_str())
            && self.zip.find(&format!("{folder}/{}", part.path)).is_some()
    }

    /// Puts a part into the new one as it is packed; gives its hash.
    fn hand_over<W: Write>(
        &mut self,
        name: &str,
        path: &str,
        zip: &mut Writer<W>,
    ) -> io::Result<[u8; 32]> {
        let lost = || io::Error::other(format!("{name} is gone"));
        let spot = self.zip.find(name).ok_or_else(lost)?;
        zip.add(name, spot.head, &self.zip.packed(spot)?)?;
        self.hashes.get(path).copied().ok_or_else(lost)
    }
}

fn packed(bytes: Vec<u8>) -> io::Result<Ready> {
    let hash = Sha256::digest(&bytes).into();
    let (head, deflated) = pack(&bytes)?;
    Ok(Ready::Packed(head, deflated.unwrap_or(bytes), hash))
}

/// Hashes what passes through.
struct Hashed<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    fn new(out: W) -> Self {
        Self { out, hash: Sha256::new() }
    }

    fn end(self) -> ([u8; 32], W) {
        (self.hash.finalize().into(), self.out)
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
