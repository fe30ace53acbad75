//! Reads an archive's files: disk → [`Snapshot`]. The only room that reads sources.
//!
//! It knows where things are kept and how bytes become text, and nothing of what they say.

mod kind;
mod look;
mod read;
mod stamp;
mod walk;

pub use kind::{EntityKind, Kind};
pub use look::{Looked, Reader, Touched, snapshot};
pub use read::ReadError;
pub use walk::{FOLDERS, LOCK};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Span};
use crate::digest::Digest;
use crate::path::SourcePath;

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it stands.
    pub path: SourcePath,
    /// What it is, by its place.
    pub kind: Kind,
    /// What it holds.
    pub data: Data,
    /// The digest of its contents.
    pub digest: Digest,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Data {
    /// Text: UTF-8, without byte order mark, lines ended by `\n` alone.
    Text(Arc<str>),
    /// A static file, as it is.
    Bytes(Arc<[u8]>),
}

impl SourceFile {
    /// The text, empty for a static file.
    pub fn text(&self) -> &str {
        match &self.data {
            Data::Text(text) => text,
            Data::Bytes(_) => "",
        }
    }

    /// What the file holds, as it is.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Text(text) => text.as_bytes(),
            Data::Bytes(bytes) => bytes,
        }
    }
}

/// All files of an archive at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files that could be read, by path.
    pub files: BTreeMap<SourcePath, Arc<SourceFile>>,
    /// What could not.
    pub problems: Vec<Diagnostic>,
}

impl Snapshot {
    /// The files of one kind, in order of path.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values().filter(move |file| file.kind == kind)
    }

    /// The text of a file, if it is there.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        self.files.get(path).map(|file| file.text())
    }

    /// The digest of every path and content: equal snapshots have equal ones.
    pub fn digest(&self) -> Digest {
        let parts: Vec<_> = self.files.values().map(|file| (&file.path, file.digest)).collect();
        Digest::of(&parts)
    }

    /// Line and column (both from 1, columns in characters) of a place.
    pub fn line_and_column(&self, span: &Span) -> Option<(usize, usize)> {
        let text = self.text(&span.path)?;
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }
}
