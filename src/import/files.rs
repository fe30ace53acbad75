//! The files of an import: what is read, and where reports and ledgers go.
#![expect(clippy::disallowed_methods, reason = "the only reader and writer of imports")]

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Refusal;

/// Bytes of a file that is imported, at the most.
pub const LIMIT: u64 = 256 << 20;

/// The machine refused something.
#[derive(Debug)]
pub struct FileError {
    /// What was tried, as a verb.
    pub act: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} {}: {}", self.act, self.path.display(), self.source)
    }
}

fn error(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| FileError { act, path, source }
}

/// Reads a file to import.
///
/// # Errors
///
/// When the system refuses; a file over the limit is a refusal of ours.
pub fn read(path: &Path) -> Result<Result<Vec<u8>, Refusal>, FileError> {
    let size = path.metadata().map_err(error("read", path))?.len();
    if size > LIMIT {
        let message = format!("it has {size} bytes; the limit is {LIMIT}");
        return Ok(Err(Refusal::new(message).hint("split the file")));
    }
    fs::read(path).map(Ok).map_err(error("read", path))
}

/// Writes a file, and its folder if that is not there. Without `force` a file that is there stays
/// as it is: then `false` comes back.
///
/// # Errors
///
/// When the system refuses.
pub fn write(path: &Path, text: &str, force: bool) -> Result<bool, FileError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(error("make the folder", folder))?;
    }
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(refused) if !force && refused.kind() == io::ErrorKind::AlreadyExists => {
            return Ok(false);
        }
        Err(refused) => return Err(error("write", path)(refused)),
    };
    file.write_all(text.as_bytes()).map_err(error("write", path))?;
    Ok(true)
}
