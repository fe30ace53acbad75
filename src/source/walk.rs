//! Finds the files of an archive, sorted, following no link.

use std::fs::FileType;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::read::ReadError;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::SourcePath;

/// The folders of an archive that hold sources.
pub const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// The file at the root of an archive that tells which paragraph has which number. The program
/// keeps it itself.
pub const LOCK: &str = "permalinks.lock";

/// Files found, and links refused.
pub(super) struct Found {
    pub(super) files: Vec<(SourcePath, PathBuf)>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Lists the files below the source folders of an archive, and its lock.
pub(super) fn walk(root: &Path) -> Result<Found, ReadError> {
    let mut found = Found { files: Vec::new(), problems: Vec::new() };
    let lock = root.join(LOCK);
    if let Ok(metadata) = lock.symlink_metadata() {
        let path = SourcePath::new(LOCK);
        match refusal(&path, metadata.file_type()) {
            Some(problem) => found.problems.push(problem),
            None => found.files.push((path, lock)),
        }
    }
    for folder in FOLDERS {
        let top = root.join(folder);
        if top.symlink_metadata().is_err() && folder != "content" {
            continue;
        }
        if top.is_file() {
            let path = SourcePath::new(folder);
            let message = format!("`{folder}` is a file, and a folder is expected here");
            found.problems.push(
                Diagnostic::error(Code::UnknownFolder, Span::file(&path), message)
                    .hint("move the file away"),
            );
            continue;
        }
        for entry in WalkDir::new(&top)
            .follow_root_links(false)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0
                    || !is_scratch(&entry.file_name().to_string_lossy(), folder == "static")
            })
        {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&top).to_owned();
                let source = error.into_io_error();
                let source = source.unwrap_or_else(|| std::io::Error::other("a loop of links"));
                ReadError { act: "read", path, source }
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = source_path(root, entry.path());
            match refusal(&path, entry.file_type()) {
                Some(problem) => found.problems.push(problem),
                None => found.files.push((path, entry.into_path())),
            }
        }
    }
    Ok(found)
}

/// Why something that is no folder cannot be a source, if it cannot.
pub(super) fn refusal(path: &SourcePath, file_type: FileType) -> Option<Diagnostic> {
    if file_type.is_symlink() {
        let message = "this is a symbolic link, and links are not followed";
        return Some(
            Diagnostic::error(Code::Symlink, Span::file(path), message).hint(
                "put the file itself here, so that the archive is whole wherever it is copied",
            ),
        );
    }
    (!file_type.is_file()).then(|| {
        let message = "this is neither a file nor a folder";
        Diagnostic::error(Code::Symlink, Span::file(path), message)
            .hint("take it out of the archive")
    })
}

/// The path of a file inside the archive.
pub(super) fn source_path(root: &Path, path: &Path) -> SourcePath {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> =
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(parts.join("/"))
}

/// Whether a walk would pass a path by, for its own name or that of a folder around it.
///
/// The path is relative to the archive's root and begins with one of [`FOLDERS`].
pub(super) fn is_passed_by(path: &SourcePath) -> bool {
    let mut parts = path.as_str().split('/');
    let is_static = parts.next() == Some("static");
    parts.any(|name| is_scratch(name, is_static))
}

/// Hidden files and what editors leave while they save. Of static files, hidden ones are meant:
/// `.well-known/` is one.
fn is_scratch(name: &str, is_static: bool) -> bool {
    let hidden = if is_static {
        matches!(name, ".DS_Store" | ".gitignore" | ".gitkeep" | ".git")
    } else {
        name.starts_with('.')
    };
    // Emacs, Vim and GNOME leave these beside any file that they have open.
    let open = name.starts_with(".#") || name.starts_with(".goutputstream-") || is_swap(name);
    // What an import changed is for editors to read, and stands beside its report.
    let ledger = !is_static && name.ends_with(".ledger.tsv");
    hidden
        || open
        || ledger
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swx", ".tmp", ".bak"].iter().any(|end| name.ends_with(end))
}

/// `.name.swp`, then `.swo`, `.swn` …: where Vim keeps what is not saved.
fn is_swap(name: &str) -> bool {
    let end = name.len().checked_sub(4).and_then(|at| name.get(at..));
    name.starts_with('.')
        && end.is_some_and(|end| {
            end.starts_with(".sw") && end.ends_with(|c: char| c.is_ascii_lowercase())
        })
}
