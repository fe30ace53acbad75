//! Bytes → the published tree. The only writer.
//!
//! A whole new tree is made beside the output and swapped in by one rename, so that a reader, or
//! a build that is killed, sees the old tree or the new one. The tree before last is kept beside
//! the output and brought up to date, so that only what moved is written and nothing large is
//! deleted.
//!
//! ```text
//! public/                 the tree that readers get, with a marker and MANIFEST.sha256
//! .public.rightsbook/     tree/    the one before, or the one being made
//!                         ledger-… what each of the two holds
//!                         lock     held while a build writes
//! ```
//!
//! Beside the tree it writes one source, `permalinks.lock`, when a tree has been published.

mod carry;
mod clean;
mod foreign;
mod guard;
mod ledger;
mod lock;
mod swap;
mod tree;
mod zip;

pub use carry::{Bundle, Carried, Part};
pub use clean::{Cleaned, clean};
pub use guard::Target;
pub use ledger::Tally;
pub use lock::keep_lock;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::digest::Digest;
use crate::pages::{Page, Plan};
use crate::path::OutPath;
use ledger::{Entry, Ledger};
use tree::Tree;

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// The output is no place that may be replaced.
    Refused {
        /// The folder.
        path: PathBuf,
        /// Why.
        why: String,
        /// What to do.
        hint: &'static str,
    },
    /// Another build is writing there.
    Busy(PathBuf),
    /// The system refused.
    Io {
        /// What was tried, as a verb.
        act: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { path, why, .. } => {
                write!(f, "will not write to {}: {why}", path.display())
            }
            Self::Busy(path) => write!(f, "another build is writing to {}", path.display()),
            Self::Io { act, path, source } => {
                write!(f, "cannot {act} {}: {source}", path.display())
            }
        }
    }
}

impl PublishError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused { hint, .. } => Some(hint),
            Self::Busy(_) => Some("wait for it to end, or write to another folder with `-o`"),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                Some("the disk is full; the published site is as it was")
            }
            Self::Io { .. } => None,
        }
    }

    fn io(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { act, path, source }
    }
}

/// What a build would do, told without a build.
///
/// # Errors
///
/// When the output is no place that may be replaced.
pub fn foresee(target: &Target, plan: &Plan) -> Result<Foreseen, PublishError> {
    guard::check(target)?;
    let ledger = Ledger::load(target, &target.out).unwrap_or_default();
    let mut foreseen = Foreseen::default();
    let mut planned = std::collections::BTreeSet::new();
    for page in &plan.pages {
        let path = page.url.out_path();
        match ledger.entries.get(&path) {
            Some(entry)
                if entry.key == page.key
                    && tree::is_as_written(&target.out.join(path.as_str()), entry) =>
            {
                foreseen.kept += 1;
            }
            _ => foreseen.drawn += 1,
        }
        planned.insert(path);
    }
    foreseen.removed = ledger.pages().filter(|path| !planned.contains(*path)).count();
    Ok(foreseen)
}

/// How many files a build would draw, keep and remove.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// Pages that would be drawn.
    pub drawn: usize,
    /// Pages that would be kept.
    pub kept: usize,
    /// Files that would go.
    pub removed: usize,
}

/// A page's bytes, or why they are not to be had.
pub type Drawn<E> = Result<Vec<u8>, E>;

/// How a build came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Pages drawn and written, by their index in the plan.
    pub drawn: Vec<u32>,
    /// Files that are gone since the last build.
    pub removed: Vec<OutPath>,
    /// Files of the new tree that did not have to be drawn.
    pub unchanged: usize,
    /// Files of the new tree.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files in the output that are not ours and were left alone.
    pub foreign: Vec<OutPath>,
    /// The largest of them and its bytes.
    pub largest: Option<(OutPath, u64)>,
}

/// The place where trees are made, locked for one build.
pub struct Workshop {
    target: Target,
    current: Option<Ledger>,
    _lock: std::fs::File,
}

/// A tree that is complete and not yet published.
pub struct Staged {
    workshop: Workshop,
    tree: Tree,
    ledger: Ledger,
    written: Written,
    /// The page that is put together from all others, if it is not there yet.
    pending: Option<(u32, OutPath, Digest)>,
}

impl Workshop {
    /// Refuses what must not be replaced, waits for nobody, mends what a killed build left.
    ///
    /// # Errors
    ///
    /// See [`PublishError`].
    pub fn open(target: Target) -> Result<Self, PublishError> {
        guard::check(&target)?;
        let lock = tree::lock(&target)?;
        swap::recover(&target)?;
        let current = Ledger::load(&target, &target.out);
        Ok(Self { target, current, _lock: lock })
    }

    /// What the published tree is, if it was made from the same inputs and nobody touched it.
    pub fn unchanged_since(&self, inputs: Digest) -> Option<Tally> {
        let ledger = self.current.as_ref()?;
        let same = ledger.inputs == Some(inputs);
        (same && tree::is_intact(&self.target.out, ledger)).then(|| ledger.tally.clone())
    }

    /// Makes the tree of a plan beside the output: draws what moved, keeps what did not.
    ///
    /// `draw` gives a page's bytes or an error; errors come back all together and nothing is
    /// published.
    ///
    /// # Errors
    ///
    /// The machine's refusal, or every error of `draw`.
    pub fn stage<E: Send>(
        self,
        plan: &Plan,
        draw: impl Fn(u32, &Page) -> Drawn<E> + Sync,
        progress: impl Fn(u64) + Sync,
    ) -> Result<Result<Staged, Vec<E>>, PublishError> {
        let (tree, old) = Tree::prepare(&self.target)?;
        let done = AtomicU64::new(0);
        let current = self.current.as_ref();
        let results: Vec<Result<(u32, OutPath, Entry, bool), Failure<E>>> = (0_u32..)
            .zip(&plan.pages)
            .filter(|(_, page)| !page.id.is_gathered())
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(at, page)| {
                let path = page.url.out_path();
                let result = tree.place(&path, page.key, &old, current, &self.target.out, || {
                    draw(at, page).map_err(Failure::Draw)
                });
                progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                result.map(|(entry, drawn)| (at, path, entry, drawn))
            })
            .collect();
        let mut ledger = Ledger::default();
        let mut written = Written::default();
        let (mut wrong, mut refused) = (Vec::new(), None);
        for result in results {
            match result {
                Ok((at, path, entry, drawn)) => {
                    if drawn {
                        written.drawn.push(at);
                    }
                    ledger.entries.insert(path, entry);
                }
                Err(Failure::Draw(error)) => wrong.push(error),
                Err(Failure::Write(error)) => refused = refused.or(Some(error)),
            }
        }
        if refused.is_some() || !wrong.is_empty() {
            // What stands in the tree now is known file by file: the next build goes on from it.
            let mut kept = old;
            kept.entries.append(&mut ledger.entries);
            let saved = kept.save(&self.target, &tree.root);
            return match refused {
                Some(error) => Err(error),
                None => saved.map(|()| Err(wrong)),
            };
        }
        let mut pending = None;
        for (at, page) in (0..).zip(&plan.pages).filter(|(_, page)| page.id.is_gathered()) {
            let path = page.url.out_path();
            match tree.keep(&path, page.key, &old, current, &self.target.out)? {
                Some(entry) => {
                    ledger.entries.insert(path, entry);
                }
                None => pending = Some((at, path, page.key)),
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
        tree.remove_all_but(&old, &ledger)?;
        if let Some(current) = current {
            let comes =
                |path: &OutPath| pending.as_ref().is_some_and(|(_, known, _)| known == path);
            let gone =
                current.pages().filter(|path| !ledger.entries.contains_key(*path) && !comes(path));
            written.removed = gone.cloned().collect();
        }
        written.unchanged = ledger.entries.len() - written.drawn.len();
        Ok(Ok(Staged { workshop: self, tree, ledger, written, pending }))
    }
}

enum Failure<E> {
    Draw(E),
    Write(PublishError),
}

impl<E> From<PublishError> for Failure<E> {
    fn from(error: PublishError) -> Self {
        Self::Write(error)
    }
}

impl Staged {
    /// The bytes of a page of the new tree.
    pub fn read(&self, path: &OutPath) -> Option<Vec<u8>> {
        self.tree.read(path)
    }

    /// Gives the tree up; the published one stays as it is.
    ///
    /// # Errors
    ///
    /// When the system refuses to keep the ledger.
    pub fn discard(self) -> Result<(), PublishError> {
        self.ledger.save(&self.workshop.target, &self.tree.root)
    }

    /// Adds manifest and marker, carries files over that are not ours, and swaps the tree in.
    ///
    /// `inputs` is the digest of everything the site was made from; `None` if the next build
    /// should look at it all again.
    ///
    /// # Errors
    ///
    /// See [`PublishError`]. The published tree is then the old one.
    pub fn publish(
        mut self,
        inputs: Option<Digest>,
        mut tally: Tally,
    ) -> Result<Written, PublishError> {
        let target = &self.workshop.target;
        self.tree.write_manifest(&mut self.ledger)?;
        self.written.foreign = foreign::carry_over(
            target,
            &self.tree,
            self.workshop.current.as_ref(),
            &mut self.ledger,
        )?;
        self.written.files = self.ledger.entries.len();
        self.written.bytes = self.ledger.entries.values().map(|entry| entry.size).sum();
        let largest = self.ledger.entries.iter().max_by_key(|(_, entry)| entry.size);
        self.written.largest = largest.map(|(path, entry)| (path.clone(), entry.size));
        tally.files = self.written.files;
        tally.bytes = self.written.bytes;
        self.ledger.inputs = inputs;
        self.ledger.tally = tally;
        self.ledger.save(target, &self.tree.root)?;
        swap::exchange(target)?;
        if let Some(mut old) = self.workshop.current {
            // What lies there and is not ours goes when its owner has taken it away.
            old.foreign.clone_from(&self.written.foreign);
            tree::forget_what_moved(&target.spare(), &mut old, &self.ledger);
            old.save(target, &target.spare())?;
        }
        Ledger::forget_others(target);
        Ok(self.written)
    }
}
