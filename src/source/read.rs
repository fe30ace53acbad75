//! Bytes of a file → text, or why not.
#![expect(clippy::disallowed_methods, reason = "the only reader of sources")]

use std::io;
use std::path::{Path, PathBuf};

use super::{Data, Kind, Snapshot, SourceFile, walk};
use crate::config;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::digest::Digest;
use crate::path::SourcePath;

/// The machine refused to give a file.
#[derive(Debug)]
pub struct ReadError {
    /// What was tried, as a verb.
    pub act: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} {}: {}", self.act, self.path.display(), self.source)
    }
}

/// Reads the settings of an archive; tells in the snapshot when there are none.
pub(super) fn read_settings(
    root: &Path,
    path: &SourcePath,
    snapshot: &mut Snapshot,
) -> Result<Option<SourceFile>, ReadError> {
    let file = root.join(config::FILE);
    if let Ok(metadata) = file.symlink_metadata()
        && let Some(problem) = walk::refusal(path, metadata.file_type())
    {
        snapshot.problems.push(problem);
        return Ok(None);
    }
    if !file.exists() {
        let message = format!("no `{}` in {}", config::FILE, root.display());
        snapshot.problems.push(
            Diagnostic::error(Code::MissingFile, Span::file(path), message)
                .hint("run this inside an archive, or name its folder with `-C`"),
        );
        return Ok(None);
    }
    match read_file(path, &file, Kind::Config, config::Limits::default().file_bytes)? {
        Ok(file) => Ok(Some(file)),
        Err(problem) => {
            snapshot.problems.push(*problem);
            Ok(None)
        }
    }
}

/// Why a file's contents are not to be had.
pub(super) type Problem = Box<Diagnostic>;

/// Reads one file. Anything but a static file has to be text within the limit.
pub(super) fn read_file(
    path: &SourcePath,
    file: &Path,
    kind: Kind,
    limit: u64,
) -> Result<Result<SourceFile, Problem>, ReadError> {
    let refused = |source| ReadError { act: "read", path: file.to_owned(), source };
    let size = file.metadata().map_err(refused)?.len();
    // The lock grows with the archive, and nobody can split it.
    let limited = !matches!(kind, Kind::Static | Kind::Permalinks);
    if limited && size > limit {
        let message = format!("this file has {size} bytes; the limit is {limit}");
        return Ok(Err(Box::new(
            Diagnostic::error(Code::TooLarge, Span::file(path), message).hint(
                "split the report, or raise `file_bytes` under `[limits]` in rightsbook.toml",
            ),
        )));
    }
    let bytes = std::fs::read(file).map_err(refused)?;
    let digest = Digest::of_bytes(&bytes);
    let data = if kind == Kind::Static {
        Data::Bytes(bytes.into())
    } else {
        match text(path, bytes) {
            Ok(text) => Data::Text(text.into()),
            Err(problem) => return Ok(Err(problem)),
        }
    };
    Ok(Ok(SourceFile { path: path.clone(), kind, data, digest }))
}

/// Bytes → text: UTF-8 without its mark, every line end as `\n`.
fn text(path: &SourcePath, bytes: Vec<u8>) -> Result<String, Problem> {
    let wrong = |message: String| {
        Box::new(
            Diagnostic::error(Code::NotUtf8, Span::file(path), message)
                .hint("save the file as UTF-8 text"),
        )
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(wrong("this file is UTF-16, not UTF-8".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let line = before.matches('\n').count() + 1;
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        wrong(format!("byte 0x{byte:02X} in line {line} (offset {at}) is not UTF-8"))
    })?;
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        return Err(wrong(format!("there is a NUL byte in line {line} (offset {at})")));
    }
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.contains('\r') {
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        text(&SourcePath::new("a.md"), bytes.to_vec()).map_err(|problem| problem.message)
    }

    #[test]
    fn bytes_become_text_or_a_reason() {
        assert_eq!(read(b"\xEF\xBB\xBFa\r\nb\rc\n").as_deref(), Ok("a\nb\nc\n"));
        assert_eq!(read(b"\xFF\xFEa\0").unwrap_err(), "this file is UTF-16, not UTF-8");
        assert_eq!(read(b"a\nb\xE9").unwrap_err(), "byte 0xE9 in line 2 (offset 3) is not UTF-8");
        assert_eq!(read(b"a\n\0").unwrap_err(), "there is a NUL byte in line 2 (offset 2)");
    }
}
