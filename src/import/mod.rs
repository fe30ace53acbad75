//! Sources that editors have → reports: [`Input`] → [`Imported`].
//!
//! Bytes become text ([`decode`]), text of a recognised [`Shape`] becomes blocks (one file a
//! shape), blocks become Markdown with front matter (`markdown`). No word is changed silently:
//! each change stands in the [`Ledger`]. Only `files` touches the disk, and only
//! `pdf` runs a program.

pub mod block;
mod decode;
mod facts;
pub mod files;
mod html;
pub mod known;
pub mod ledger;
mod markdown;
pub mod pdf;
pub mod shape;
mod text;

pub use facts::Facts;
pub use known::Known;
pub use ledger::Ledger;
pub use shape::Shape;

use block::{Block, BlockForm};
use ledger::Rule;

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What an editor said on the command line. It goes before what the text says.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The publisher's id.
    pub publisher: Option<String>,
    /// The country's id.
    pub country: Option<String>,
    /// The coverage year.
    pub covers: Option<u16>,
    /// The shape of the source.
    pub shape: Option<Shape>,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Refusal {
    /// Refuses with a reason.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// What a reader of a shape gets.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The text, decoded; lines end with `\n`.
    pub(crate) text: &'a str,
    /// What the archive knows.
    pub(crate) known: &'a Known,
    /// What the editor said.
    pub(crate) wishes: &'a Wishes,
}

/// What a reader of a shape makes of a source: one document, or several where a source quotes
/// several.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What the text says of itself.
    pub facts: Facts,
    /// Its headings and paragraphs, in order.
    pub blocks: Vec<Block>,
}

/// An import: a report for each document, and what was changed.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The shape that the source was read as.
    pub shape: Shape,
    /// The reports.
    pub reports: Vec<ImportedReport>,
    /// What was changed.
    pub ledger: Ledger,
}

/// A report as it will be written.
#[derive(Clone, Debug)]
pub struct ImportedReport {
    /// The country's id.
    pub country: String,
    /// `2019-us-state`: the name of its file without ending.
    pub stem: String,
    /// The file's text.
    pub markdown: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl ImportedReport {
    /// How many headings it has, run-in ones included.
    pub fn sections(&self) -> usize {
        let headed = |block: &&Block| {
            matches!(block.form, BlockForm::Heading(_) | BlockForm::Paragraph(Some(_)))
        };
        self.blocks.iter().filter(headed).count()
    }

    /// How many paragraphs it has.
    pub fn paragraphs(&self) -> usize {
        self.blocks.iter().filter(|block| matches!(block.form, BlockForm::Paragraph(_))).count()
    }
}

/// Makes reports of a file.
///
/// # Errors
///
/// When the bytes are no text, nothing in them can be understood, or publisher, country or year
/// are neither said nor named.
pub fn import(input: Input<'_>, wishes: &Wishes, known: &Known) -> Result<Imported, Refusal> {
    let mut ledger = Ledger::default();
    let shape = wishes.shape.unwrap_or_else(|| Shape::recognise(input.bytes));
    let text = match shape {
        Shape::Pdf => pdf::text(input.bytes)?,
        _ => decode::decode(input.bytes, &mut ledger)?,
    };
    let shape = if shape == Shape::Pdf { Shape::Wrapped } else { shape };
    let source = Source { text: &text, known, wishes };
    let documents = match shape {
        Shape::State | Shape::Hrw | Shape::WebPage => html::read(source, shape, &mut ledger)?,
        _ => text::read(source, shape, &mut ledger)?,
    };
    let read = |document: &Document| {
        document.blocks.iter().any(|block| !matches!(block.form, BlockForm::Heading(_)))
    };
    if !documents.iter().any(read) {
        let message = format!("no text was found in it (read as {})", shape.word());
        return Err(Refusal::new(message).hint("`--shape` names another way to read it"));
    }
    let hash = facts::sha256(input.bytes);
    let reports: Result<Vec<_>, Refusal> = documents
        .into_iter()
        .map(|document| {
            let facts = document.facts.settled(input.name, wishes, known)?;
            let markdown = markdown::write(&facts, &document.blocks, &hash, known);
            let (country, stem) = (facts.country.clone(), facts.stem());
            Ok(ImportedReport { country, stem, markdown, blocks: document.blocks })
        })
        .collect();
    ledger.repairs.sort_by_key(|repair| repair.line);
    Ok(Imported { shape, reports: reports?, ledger })
}

/// Whether an entry of a ledger stands for words that were taken out whole.
pub fn is_removal(rule: Rule) -> bool {
    matches!(rule, Rule::Page | Rule::Frame | Rule::SourceMark | Rule::Invisible)
}
