//! Turns a folder of human-rights reports into a cross-linked static archive.
pub mod digest;
pub mod path;
pub mod diagnostic;
pub mod date;
pub mod node;
pub mod config;
pub mod source;
pub mod parse;
pub mod archive;
