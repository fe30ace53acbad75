//! Writes `permalinks.lock`, the one source that the program keeps itself.
#![expect(clippy::disallowed_methods, reason = "the only writer of the lock")]

use std::fs;
use std::path::Path;

use super::PublishError;

/// Writes the lock of an archive in one step: a reader, or a build that is killed, sees the old
/// one or the new one.
///
/// # Errors
///
/// When the system refuses.
pub fn keep_lock(root: &Path, name: &str, text: &str) -> Result<(), PublishError> {
    let aside = root.join(format!(".{name}.new"));
    fs::write(&aside, text).map_err(PublishError::io("write", &aside))?;
    let path = root.join(name);
    fs::rename(&aside, &path).map_err(PublishError::io("write", &path))
}
