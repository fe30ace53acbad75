//! When a file was last written, as far as the system tells: decides whether it is read again,
//! never whether it changed.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Writes within this time of a reading may leave the stamp as it was. FAT keeps times in steps
/// of two seconds; other file systems in steps of milliseconds.
const TICK: Duration = Duration::from_secs(2);

/// What the system tells of a file without its contents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Inode and time of the last change of any kind, which no program can set back.
    changed: Option<(u64, i64, i64)>,
}

impl Stamp {
    /// The stamp of a file, taken before it is read.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
            changed: changed(metadata),
        }
    }

    /// Whether the file was last written so long before `now` that any later write shows.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let changed = self.changed.and_then(|(_, seconds, _)| u64::try_from(seconds).ok());
        let changed = changed.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        let long_ago =
            |time: SystemTime| now.duration_since(time).is_ok_and(|passed| passed > TICK);
        self.modified.is_some_and(long_ago) && changed.is_none_or(long_ago)
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<(u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<(u64, i64, i64)> {
    None
}
