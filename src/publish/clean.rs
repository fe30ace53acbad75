//! Takes a published tree and its workshop away again, and nothing else.

use std::collections::BTreeSet;
use std::path::PathBuf;

use walkdir::WalkDir;

use super::guard::{self, MARKER, Target};
use super::ledger::Ledger;
use super::{PublishError, foreign, swap, tree};
use crate::path::OutPath;

/// What was taken away, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Files of the published tree.
    pub removed: usize,
    /// Whether the output folder itself went.
    pub folder: bool,
    /// Files in the output that are not ours and were left alone.
    pub kept: Vec<OutPath>,
    /// The workshop beside the output, if there was one.
    pub workshop: Option<PathBuf>,
}

impl Cleaned {
    /// Whether there was nothing to take away.
    pub fn is_nothing(&self) -> bool {
        self.removed == 0 && !self.folder && self.workshop.is_none()
    }
}

/// Removes what builds wrote: the published tree and the workshop. A folder that is not ours is
/// refused as a build would refuse it; a file that is not ours stays, and the folders around it.
///
/// # Errors
///
/// See [`PublishError`]. What is gone by then stays gone; the next run goes on.
pub fn clean(target: &Target, dry_run: bool) -> Result<Cleaned, PublishError> {
    guard::check(target)?;
    let workshop = target.workshop();
    if workshop.is_symlink() {
        return Err(PublishError::Refused {
            path: workshop,
            why: "it is a symbolic link".to_owned(),
            hint: "take the link away; builds make a folder of this name",
        });
    }
    let has_workshop = workshop.symlink_metadata().is_ok_and(|known| known.is_dir());
    let has_output = target.out.symlink_metadata().is_ok();
    if !has_workshop && !has_output {
        return Ok(Cleaned::default());
    }
    // A workshop is made where there is none, so that no build begins meanwhile.
    let lock = if dry_run { None } else { Some(tree::lock(target)?) };
    if !dry_run {
        swap::recover(target)?;
    }
    let mut cleaned = Cleaned { workshop: has_workshop.then_some(workshop), ..Cleaned::default() };
    let (ours, kept, folders) = look(target)?;
    cleaned.removed = ours.len();
    cleaned.folder = is_published(target) && kept.is_empty();
    cleaned.kept = kept;
    if dry_run {
        return Ok(cleaned);
    }
    for path in &ours {
        tree::remove_if_there(&target.out.join(path.as_str()))?;
    }
    for folder in folders.iter().rev() {
        tree::remove_if_empty(folder);
    }
    cleaned.folder = cleaned.folder && target.out.symlink_metadata().is_err();
    tree::empty_workshop(target)?;
    // The folder cannot go on every system while a file in it is open.
    drop(lock);
    tree::remove_if_empty(&target.workshop());
    Ok(cleaned)
}

/// Whether the output carries our marker. One that is only empty was let pass, and is not ours.
fn is_published(target: &Target) -> bool {
    target.out.join(MARKER).is_file()
}

/// Files that are ours, files that are not, and folders.
type Stock = (Vec<OutPath>, Vec<OutPath>, Vec<PathBuf>);

/// The files of the output that are ours, those that are not, and the folders, outermost first.
fn look(target: &Target) -> Result<Stock, PublishError> {
    let (mut ours, mut kept, mut folders) = (Vec::new(), Vec::new(), Vec::new());
    if !is_published(target) {
        return Ok((ours, kept, folders));
    }
    let written: BTreeSet<OutPath> = match Ledger::load(target, &target.out) {
        Some(ledger) => ledger.entries.into_keys().collect(),
        None => foreign::listed_in_manifest(&target.out),
    };
    for entry in WalkDir::new(&target.out).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| PublishError::Io {
            act: "read",
            path: target.out.clone(),
            source: error.into(),
        })?;
        if entry.file_type().is_dir() {
            folders.push(entry.into_path());
            continue;
        }
        let Some(path) = foreign::inside(target, entry.path()) else { continue };
        let is_ours = written.contains(&path) || tree::is_apparatus(&path);
        if is_ours { ours.push(path) } else { kept.push(path) }
    }
    Ok((ours, kept, folders))
}
