//! The new tree takes the old one's place in one step, or as near to one as the system allows.
#![expect(clippy::disallowed_methods, reason = "the only place where trees move")]

use std::fs;
use std::path::PathBuf;

use super::PublishError;
use super::guard::Target;
use super::tree::{remove_if_there, write_aside};

/// Swaps the tree beside the output with the output.
pub(super) fn exchange(target: &Target) -> Result<(), PublishError> {
    let spare = target.spare();
    if target.out.symlink_metadata().is_err() {
        return fs::rename(&spare, &target.out).map_err(PublishError::io("publish", &target.out));
    }
    if exchange_in_one(target).is_ok() {
        return Ok(());
    }
    // Two renames with a note of what is being done: a build that finds the note finishes them.
    let (journal, aside) = (journal(target), aside(target));
    write_aside(&journal, b"the output is being replaced\n")?;
    fs::rename(&target.out, &aside).map_err(PublishError::io("move aside", &target.out))?;
    if let Err(error) = fs::rename(&spare, &target.out) {
        // The old tree goes back to where readers look for it.
        let back = fs::rename(&aside, &target.out);
        return Err(PublishError::io("publish", &target.out)(back.err().unwrap_or(error)));
    }
    fs::rename(&aside, &spare).map_err(PublishError::io("keep", &spare))?;
    remove_if_there(&journal)
}

/// Finishes or takes back what a killed build left between its two renames.
pub(super) fn recover(target: &Target) -> Result<(), PublishError> {
    let (journal, aside) = (journal(target), aside(target));
    if !journal.exists() {
        return Ok(());
    }
    if aside.is_dir() {
        let (to, act) = if target.out.symlink_metadata().is_err() {
            (target.out.clone(), "put back")
        } else {
            (target.spare(), "keep")
        };
        fs::rename(&aside, &to).map_err(PublishError::io(act, &to))?;
    }
    remove_if_there(&journal)
}

fn journal(target: &Target) -> PathBuf {
    target.workshop().join("journal")
}

fn aside(target: &Target) -> PathBuf {
    target.workshop().join("aside")
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_in_one(target: &Target) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, target.spare(), CWD, &target.out, RenameFlags::EXCHANGE).map_err(Into::into)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_in_one(_: &Target) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> (tempfile::TempDir, Target) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let target = Target { out: root.join("public"), root: root.join("archive"), home: None };
        fs::create_dir_all(target.spare()).unwrap();
        (folder, target)
    }

    fn put(folder: &std::path::Path, text: &str) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("x"), text).unwrap();
    }

    #[test]
    fn the_new_tree_stands_and_the_old_one_is_kept() {
        let (_folder, target) = target();
        put(&target.out, "old");
        put(&target.spare(), "new");
        exchange(&target).unwrap();
        assert_eq!(fs::read_to_string(target.out.join("x")).unwrap(), "new");
        assert_eq!(fs::read_to_string(target.spare().join("x")).unwrap(), "old");
    }

    #[test]
    fn a_build_killed_between_two_renames_is_taken_back_or_finished() {
        let (_folder, target) = target();
        fs::write(journal(&target), "").unwrap();
        put(&aside(&target), "old");
        recover(&target).unwrap();
        assert_eq!(fs::read_to_string(target.out.join("x")).unwrap(), "old");

        fs::write(journal(&target), "").unwrap();
        fs::remove_dir_all(target.spare()).unwrap();
        put(&aside(&target), "older");
        recover(&target).unwrap();
        assert_eq!(fs::read_to_string(target.out.join("x")).unwrap(), "old");
        assert_eq!(fs::read_to_string(target.spare().join("x")).unwrap(), "older");
    }
}
