//! What may be replaced, and what must never be.

use std::path::{Path, PathBuf};

use super::PublishError;

/// Where a site goes.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, absolute.
    pub out: PathBuf,
    /// The archive's root, absolute.
    pub root: PathBuf,
    /// The user's home, if known.
    pub home: Option<PathBuf>,
}

/// The file that says that a folder is ours to replace.
pub(super) const MARKER: &str = ".rightsbook";
/// What the marker says to whoever opens it.
pub(super) const MARKER_TEXT: &str =
    "Rightsbook writes this folder and replaces it at each build. Change the sources instead.\n";

impl Target {
    /// The folder beside the output where trees are made.
    pub(super) fn workshop(&self) -> PathBuf {
        let name = self.out.file_name().map(|name| name.to_string_lossy().into_owned());
        self.out.with_file_name(format!(".{}.rightsbook", name.unwrap_or_default()))
    }

    /// The tree before last, or the one being made.
    pub(super) fn spare(&self) -> PathBuf {
        self.workshop().join("tree")
    }
}

/// Refuses outputs whose replacement would lose something.
pub(super) fn check(target: &Target) -> Result<(), PublishError> {
    let out = &target.out;
    let refuse = |why: &str, hint: &'static str| {
        Err(PublishError::Refused { path: out.clone(), why: why.to_owned(), hint })
    };
    const OTHER: &str = "name another folder with `-o`, such as `public`";
    if out.parent().is_none() || out.file_name().is_none() {
        return refuse("it is the root of the file system", OTHER);
    }
    if target.home.as_deref() == Some(out.as_path()) {
        return refuse("it is your home folder", OTHER);
    }
    if target.root.starts_with(out) {
        return refuse("the archive itself stands in it", OTHER);
    }
    for folder in ["content", "templates", "static"] {
        if out.starts_with(target.root.join(folder)) {
            return refuse("the sources of the archive stand there", OTHER);
        }
    }
    let Ok(known) = out.symlink_metadata() else {
        // Renaming needs both trees on one file system, so the parent has to be there already.
        return match out.parent() {
            Some(parent) if parent.is_dir() => Ok(()),
            _ => refuse("the folder around it does not exist", "make the folder first"),
        };
    };
    if known.is_symlink() {
        return refuse("it is a symbolic link", OTHER);
    }
    if !known.is_dir() {
        return refuse("it is a file", OTHER);
    }
    if is_mount_point(out) {
        return refuse("it is a mount point", "name a folder inside it with `-o`");
    }
    if !is_ours(out) {
        const MINE: &str =
            "empty the folder yourself if nothing in it is needed, or name another with `-o`";
        return refuse("it holds files that Rightsbook did not write", MINE);
    }
    Ok(())
}

/// A folder is ours with our marker, or with nothing in it but what keeps it in a repository.
fn is_ours(out: &Path) -> bool {
    if out.join(MARKER).is_file() {
        return true;
    }
    let Ok(entries) = out.read_dir() else { return false };
    entries.into_iter().all(|entry| {
        entry.is_ok_and(|entry| {
            matches!(entry.file_name().to_str(), Some(".gitignore" | ".gitkeep"))
        })
    })
}

#[cfg(unix)]
fn is_mount_point(out: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().ok().map(|known| known.dev());
    out.parent().is_some_and(|parent| device(parent) != device(out))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}
