//! A report as one file says it: a face that others may know, a body that only its own pages show.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::digest::{Digest, Digested};
use crate::parse::matter::ReportMatter;
use crate::path::SourcePath;

/// Where something stands in its file. Never part of a digest: text that moves down a line is
/// the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub Range<usize>);

impl Hash for Place {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Place {
    /// The place as a span of a file.
    pub fn span(&self, path: &SourcePath) -> Span {
        Span::new(path, self.0.clone())
    }
}

/// A name as it was written, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Named {
    /// The name.
    pub id: Box<str>,
    /// Where it stands.
    pub at: Place,
}

/// One report.
#[derive(Clone, Debug)]
pub struct Document {
    /// What other reports' pages may show.
    pub face: Arc<Face>,
    /// What only its own pages show.
    pub body: Arc<Body>,
}

/// What others may know of a report.
///
/// Invariant: a field is here only if another report's page shows it, or the model needs it.
#[derive(Clone, Debug)]
pub struct Face {
    /// The file.
    pub path: SourcePath,
    /// Its front matter.
    pub matter: ReportMatter,
    /// Its sections in the order of the text, parents before children.
    pub sections: Vec<SectionFace>,
    /// The links of its text that stay inside the archive, in the order of slots.
    pub references: Vec<Reference>,
    /// Digest of all of the above but places.
    pub digest: Digest,
}

/// How a section is headed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// Text before the first heading.
    Lead,
    /// A heading on a line of its own.
    Heading,
    /// A heading at the start of a paragraph.
    RunIn,
}

/// What a section has to say, by its own text and that of the sections inside it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Substance {
    /// A heading and nothing under it.
    Nothing,
    /// The report says that the heading does not apply.
    NotApplicable,
    /// Only a reference to another publication.
    Pointer,
    /// Text.
    Text,
}

/// What others may know of a section.
#[derive(Clone, Debug, Hash)]
pub struct SectionFace {
    /// Unique in the report: printed label plus short slug.
    pub id: Box<str>,
    /// How it is headed.
    pub form: Form,
    /// 2 for `##`; a run-in stands one below the heading it follows.
    pub level: u8,
    /// Index of the section around it.
    pub parent: Option<u32>,
    /// The label as cited: `2.a`. Empty if it has none of its own.
    pub label: Box<str>,
    /// The label as printed: `Section 2.`, `a.`.
    pub printed: Box<str>,
    /// The heading without its label.
    pub heading: Box<str>,
    /// Topics that the heading claims for itself by `.topic-…`.
    pub topics: Vec<Named>,
    /// How many blocks of text it has, each with an anchor.
    pub paragraphs: u32,
    /// What it has to say.
    pub substance: Substance,
    /// Where its heading stands.
    pub at: Place,
}

impl SectionFace {
    /// The heading with its label, as printed.
    pub fn as_printed(&self) -> String {
        if self.printed.is_empty() {
            self.heading.to_string()
        } else {
            format!("{} {}", self.printed, self.heading)
        }
    }
}

/// A link inside the archive, as written.
#[derive(Clone, Debug, Hash)]
pub struct Reference {
    /// What it points to.
    pub target: Target,
    /// Where it stands.
    pub at: Place,
}

/// What a link inside the archive points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Another source file, and a section or paragraph of it.
    Source(SourcePath, Option<Box<str>>),
    /// A section or paragraph of the same report.
    Here(Box<str>),
    /// A file of `static/`.
    Static(Box<str>),
}

/// The text of a report.
#[derive(Clone, Debug)]
pub struct Body {
    /// One for each section of the face.
    pub sections: Vec<Digested<SectionBody>>,
    /// Its footnotes, in the order of their definitions.
    pub notes: Vec<Digested<Note>>,
    /// Digest of all of the above.
    pub digest: Digest,
}

/// The text of a section, without that of the sections inside it.
#[derive(Clone, Debug, Default, Hash)]
pub struct SectionBody {
    /// Paragraphs, lists, tables …
    pub blocks: Vec<Block>,
    /// Short forms that it uses and another section explains, each with what it stands for.
    pub short_forms: Vec<(Box<str>, Box<str>)>,
}

/// A block of text with an anchor.
#[derive(Clone, Debug, Hash)]
pub struct Block {
    /// Whether it is a paragraph; anything else brings its own element.
    pub paragraph: bool,
    /// Its HTML.
    pub segments: Vec<Segment>,
}

/// A footnote.
#[derive(Clone, Debug, Hash)]
pub struct Note {
    /// Its HTML.
    pub segments: Vec<Segment>,
}

/// A piece of HTML, or a place that the page fills.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// HTML as it is.
    Html(Box<str>),
    /// The address of the face's n-th reference.
    Slot(u32),
    /// A mark for the body's n-th footnote.
    NoteMark(u32),
}

impl SectionBody {
    /// The references that its text uses.
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        self.segments().filter_map(|segment| match segment {
            Segment::Slot(n) => Some(*n),
            _ => None,
        })
    }

    /// The footnotes that its text marks.
    pub fn notes(&self) -> impl Iterator<Item = u32> {
        self.segments().filter_map(|segment| match segment {
            Segment::NoteMark(n) => Some(*n),
            _ => None,
        })
    }

    fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.blocks.iter().flat_map(|block| &block.segments)
    }
}
