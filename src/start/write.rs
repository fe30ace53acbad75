//! Puts new files into an archive. It makes and it adds; it never changes or removes.
#![expect(
    clippy::disallowed_methods,
    reason = "the only writer beside `publish`, of new files only"
)]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::NewFile;

/// Why something was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The file is there already.
    Exists(PathBuf),
    /// A folder that was to be new holds something.
    NotEmpty(PathBuf),
    /// A folder on the way is a symbolic link.
    Link(PathBuf),
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

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => {
                write!(f, "will not write {}: it is there already", path.display())
            }
            Self::NotEmpty(path) => {
                write!(f, "will not make an archive in {}: it is not empty", path.display())
            }
            Self::Link(path) => {
                write!(f, "will not write below {}: it is a symbolic link", path.display())
            }
            Self::Io { act, path, source } => {
                write!(f, "cannot {act} {}: {source}", path.display())
            }
        }
    }
}

impl WriteError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Exists(_) => Some("take another id, or edit the file that is there"),
            Self::NotEmpty(_) => Some("name a folder that is new or empty"),
            Self::Link(_) => Some("put the folder itself here; links are not followed"),
            Self::Io { .. } => None,
        }
    }

    fn io(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { act, path, source }
    }
}

/// Makes a folder that is new or empty; a repository without files counts as empty.
///
/// # Errors
///
/// When something stands there, or the system refuses.
pub fn empty_folder(folder: &Path) -> Result<(), WriteError> {
    match folder.read_dir() {
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(WriteError::io("read", folder))?;
                if entry.file_name() != ".git" {
                    return Err(WriteError::NotEmpty(folder.to_owned()));
                }
            }
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(WriteError::io("make the folder", folder))
        }
        Err(error) => Err(WriteError::io("make the folder", folder)(error)),
    }
}

/// Writes files that are not there yet, and the folders around them.
///
/// # Errors
///
/// When one of them is there, which is found out before the first is written, or the system
/// refuses.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), WriteError> {
    for file in files {
        let path = root.join(&file.path);
        refuse_links(root, &path)?;
        if path.symlink_metadata().is_ok() {
            return Err(WriteError::Exists(path));
        }
    }
    for file in files {
        let path = root.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(WriteError::io("make the folder", folder))?;
        }
        // Somebody may have been quicker than the look above.
        let made = File::options().write(true).create_new(true).open(&path);
        match made.and_then(|mut made| made.write_all(file.text.as_bytes())) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(WriteError::Exists(path));
            }
            other => other.map_err(WriteError::io("write", &path))?,
        }
    }
    Ok(())
}

/// Adds a text at the end of a file, with the line ends that the file has.
///
/// # Errors
///
/// When the system refuses.
pub fn append(root: &Path, addition: &NewFile) -> Result<(), WriteError> {
    let path = root.join(&addition.path);
    refuse_links(root, &path)?;
    if path.is_symlink() {
        return Err(WriteError::Link(path));
    }
    let mut file = File::options()
        .read(true)
        .append(true)
        .open(&path)
        .map_err(WriteError::io("open", &path))?;
    let mut known = String::new();
    file.read_to_string(&mut known).map_err(WriteError::io("read", &path))?;
    let mut text = addition.text.clone();
    if !known.is_empty() && !known.ends_with('\n') {
        text.insert(0, '\n');
    }
    if known.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    file.write_all(text.as_bytes()).map_err(WriteError::io("write", &path))
}

/// Sources are not read through links, so nothing is written through one either.
fn refuse_links(root: &Path, path: &Path) -> Result<(), WriteError> {
    let inside = path.ancestors().skip(1).take_while(|folder| *folder != root);
    match inside.into_iter().find(|folder| folder.is_symlink()) {
        Some(link) => Err(WriteError::Link(link.to_owned())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> NewFile {
        NewFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_is_there_stays_and_nothing_beside_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &[file("a/b.md", "old")]).unwrap();
        let error = write(root, &[file("a/c.md", "new"), file("a/b.md", "new")]).unwrap_err();
        assert!(matches!(error, WriteError::Exists(path) if path.ends_with("a/b.md")));
        assert_eq!(fs::read_to_string(root.join("a/b.md")).unwrap(), "old");
        assert!(!root.join("a/c.md").exists());
        assert!(matches!(empty_folder(root), Err(WriteError::NotEmpty(_))));
    }

    #[test]
    fn an_addition_keeps_the_text_and_its_line_ends() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (known, added) in [("a\n", "a\n\nb\n"), ("a", "a\n\nb\n"), ("a\r\n", "a\r\n\r\nb\r\n")]
        {
            fs::write(root.join("t"), known).unwrap();
            append(root, &file("t", "\nb\n")).unwrap();
            assert_eq!(fs::read_to_string(root.join("t")).unwrap(), added);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("archive");
        fs::create_dir_all(root.join("content")).unwrap();
        std::os::unix::fs::symlink(folder.path(), root.join("content/people")).unwrap();
        let error = write(&root, &[file("content/people/x.md", "x")]).unwrap_err();
        assert!(matches!(error, WriteError::Link(_)), "{error}");
        assert!(!folder.path().join("x.md").exists());
    }
}
