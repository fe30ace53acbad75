//! Files in the output that we did not write: found, carried over, never deleted.

use std::collections::BTreeSet;
use std::path::Path;

use walkdir::WalkDir;

use super::PublishError;
use super::guard::Target;
use super::ledger::Ledger;
use super::tree::{Tree, is_apparatus, read_file};
use crate::path::OutPath;

/// Takes over into the new tree whatever stands in the published one and is not ours.
pub(super) fn carry_over(
    target: &Target,
    tree: &Tree,
    current: Option<&Ledger>,
    new: &mut Ledger,
) -> Result<Vec<OutPath>, PublishError> {
    let mut foreign = Vec::new();
    if !target.out.is_dir() {
        return Ok(foreign);
    }
    let listed;
    let ours: &BTreeSet<OutPath> = match current {
        Some(ledger) => {
            listed = ledger.entries.keys().cloned().collect();
            &listed
        }
        None => {
            listed = listed_in_manifest(&target.out);
            &listed
        }
    };
    for entry in WalkDir::new(&target.out).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| PublishError::Io {
            act: "read",
            path: target.out.clone(),
            source: error.into(),
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let Some(path) = inside(target, entry.path()) else { continue };
        if ours.contains(&path) || is_apparatus(&path) {
            continue;
        }
        if new.entries.contains_key(&path) {
            return Err(PublishError::Refused {
                path: entry.path().to_owned(),
                why: "Rightsbook did not write it, and a page of the site belongs there".to_owned(),
                hint: "move the file away",
            });
        }
        if entry.file_type().is_file() {
            tree.carry(entry.path(), &path)?;
            foreign.push(path);
        } else {
            return Err(PublishError::Refused {
                path: entry.path().to_owned(),
                why: "it is neither a file nor a folder, and Rightsbook did not write it"
                    .to_owned(),
                hint: "move it out of the published folder",
            });
        }
    }
    new.foreign.clone_from(&foreign);
    Ok(foreign)
}

/// The path of a file of the output, below it.
pub(super) fn inside(target: &Target, file: &Path) -> Option<OutPath> {
    let inside = file.strip_prefix(&target.out).ok()?;
    let parts: Vec<_> =
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(OutPath::new(parts.join("/")))
}

/// Without a ledger, the tree's own list tells what is ours.
pub(super) fn listed_in_manifest(out: &Path) -> BTreeSet<OutPath> {
    let bytes = read_file(&out.join("MANIFEST.sha256")).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(_, path)| OutPath::new(path))
        .collect()
}
