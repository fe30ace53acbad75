//! Settings and front matter as a tree with places: one shape for YAML and TOML.
//!
//! Files are read into this tree first and taken apart by [`Fields`], so that a file with three
//! mistakes gives three problems, each with its line, instead of the parser's first.

mod fields;
mod read;

pub use fields::Fields;
pub use read::{toml, yaml};

use std::ops::Range;

/// A value and where it stands in its file.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Bytes from the start of the file.
    pub at: Range<usize>,
}

/// What a setting can be.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, `~`, or a key with nothing behind it.
    Nothing,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number, as a text.
    Float(String),
    /// Text; dates of both languages are texts.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Table(Vec<(String, Range<usize>, Node)>),
}

impl Value {
    /// What an editor would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) => "a number",
            Self::Float(_) => "a decimal number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Table(_) => "keys and values",
        }
    }
}
