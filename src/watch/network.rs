//! File systems whose changes the operating system does not tell of.

use std::path::Path;

#[cfg(target_os = "linux")]
use crate::source::FOLDERS;

/// Why nobody would tell of changes below a folder, if nobody would.
///
/// On network and shared file systems another machine writes, and this one's kernel does not hear
/// of it. The numbers are those of Linux's `statfs(2)`.
#[cfg(target_os = "linux")]
pub(super) fn why_deaf(root: &Path) -> Option<String> {
    const KINDS: [(u32, &str); 10] = [
        (0x6969, "NFS"),
        (0x517B, "SMB"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB2"),
        (0x0102_1997, "9P"),
        (0x786F_4256, "VirtualBox"),
        (0x6A65_6A63, "virtiofs"),
        (0x5346_414F, "AFS"),
        (0x6573_5546, "FUSE"),
        (0x00C3_6400, "Ceph"),
    ];
    // Containers often mount the folders of sources one by one.
    let folders = FOLDERS.iter().map(|folder| root.join(folder));
    std::iter::once(root.to_owned()).chain(folders).find_map(|folder| {
        let kind = u32::try_from(rustix::fs::statfs(&folder).ok()?.f_type & 0xFFFF_FFFF).ok()?;
        let (_, name) = KINDS.iter().find(|(number, _)| *number == kind)?;
        let folder =
            folder.strip_prefix(root).ok().filter(|inside| inside.components().count() > 0);
        let what = folder.map_or("the archive".to_owned(), |inside| inside.display().to_string());
        Some(format!("{what} is on a shared file system ({name}), which tells of no changes"))
    })
}

/// Why nobody would tell of changes below a folder: not known here.
#[cfg(not(target_os = "linux"))]
pub(super) fn why_deaf(_: &Path) -> Option<String> {
    None
}
