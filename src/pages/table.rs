//! Tables of data: columns that say what they hold, rows that are made one by one.

use std::hash::{Hash, Hasher};

use serde_json::Value;

use crate::digest::Digest;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What they mean.
    pub about: &'static str,
}

/// What cells hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// Words, several.
    List,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// One JSON array of objects.
    Json,
    /// One JSON object on each line.
    Lines,
    /// Comma-separated values (RFC 4180).
    Csv,
}

impl Shape {
    /// The end of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Lines => "ndjson",
            Self::Csv => "csv",
        }
    }
}

type Each<'a> = Box<dyn Fn(&mut dyn FnMut(&[Value])) + Send + Sync + 'a>;

/// A table. Hashes as the digest of what it is made from; see [`super::later::Later`].
pub struct Table<'a> {
    /// How it is written.
    pub shape: Shape,
    /// Its columns.
    pub columns: &'static [Column],
    key: Digest,
    each: Each<'a>,
}

impl<'a> Table<'a> {
    /// A table whose rows `each` makes from what `key` is the digest of.
    pub fn new(
        shape: Shape,
        columns: &'static [Column],
        key: Digest,
        each: impl Fn(&mut dyn FnMut(&[Value])) + Send + Sync + 'a,
    ) -> Self {
        Self { shape, columns, key, each: Box::new(each) }
    }

    /// Shows every row to a writer. No row is kept: an archive's paragraphs are many.
    pub fn each(&self, mut row: impl FnMut(&[Value])) {
        (self.each)(&mut row);
    }
}

impl Hash for Table<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.shape, self.columns, self.key).hash(state);
    }
}
