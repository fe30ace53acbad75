//! Turns a folder of human-rights reports into a cross-linked static archive.
//!
//! Data moves one way. Each module takes what the ones above it returned.
//!
//! 1. [`source`]  reads files                         disk → `Snapshot`
//! 2. [`parse`]   understands one file at a time      `SourceFile` → `Parsed` (face and body)
//! 3. [`archive`] puts all reports on one table       faces → `Archive`
//! 4. [`link`]    finds where links lead              `Archive` → `Links`
//! 5. [`pages`]   decides what the site will be       `World` → `Plan`, and each `View`
//! 6. [`render`]  draws                               `View` → bytes
//! 7. [`check`]   reads emitted pages back            bytes → `Facts`
//! 8. [`publish`] swaps a staged tree in              bytes → disk
//!
//! Between 4 and 5 the texts are read for what they tell: [`prose`] makes sentences of blocks,
//! [`findings`] gathers the dates ([`chronology`]), names ([`mention`]) and wordings of one text,
//! and [`compare`] holds two editions against each other.
//!
//! [`pipeline`] is the one path through them. Nothing below step 1 and above step 8 touches the
//! disk, the clock or the terminal. [`serve`] goes the same path as far as step 6 whenever
//! [`watch`] rings, and draws a page when a browser asks for it. [`cite`] says how a text is cited.
//! Beside the path, [`start`] makes the files of an archive from templates, and [`manual`] tells
//! problems and forms of files at length.
//!
//! Words: a *report* is one edition (publisher, country, coverage year); a *section* is a headed
//! part of it; an *outline* is a publisher's scheme of headings; the *crosswalk* maps outlines to
//! *topics*; a *reference* is a link as written; a *card* is the short form of a report in lists;
//! a *mention* is an entity's name in a text; *editions* are reports of one publisher on one country;
//! a *part* is a piece of a view that is digested where it is born; a *view* is what one page
//! shows; to *draw* is to make bytes of it.

// Words that everybody uses.
pub mod base64;
pub mod digest;
pub mod path;
pub mod diagnostic;
pub mod date;
pub mod memo;
pub mod node;
pub mod config;
pub mod builtin;
pub mod language;

// The street.
pub mod source;
pub mod parse;
pub mod prose;
pub mod permalinks;
pub mod archive;
pub mod link;
pub mod chronology;
pub mod mention;
pub mod findings;
pub mod compare;
pub mod cite;
pub mod search;
pub mod pages;
pub mod render;
pub mod check;
pub mod publish;

// Using the street.
pub mod pipeline;
pub mod watch;
pub mod serve;
pub mod import;

// Around the street.
pub mod manual;
pub mod start;
pub mod cli;
