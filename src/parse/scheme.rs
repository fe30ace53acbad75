//! `content/outlines/*.toml`: which heading, under which, means which topic.

use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::node::{self, Fields, Node};
use crate::parse::document::{Named, Place};
use crate::path::SourcePath;
use crate::source::SourceFile;

/// How a heading matches a topic: the SKOS mapping properties, read from heading to topic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Match {
    /// The same matter.
    #[default]
    Exact,
    /// Nearly the same.
    Close,
    /// The heading covers more than the topic.
    Wider,
    /// The heading covers less.
    Narrower,
    /// A neighbouring matter.
    Related,
}

/// Words for [`Match`].
const MATCHES: [(&str, Match); 5] = [
    ("exact", Match::Exact),
    ("close", Match::Close),
    ("wider", Match::Wider),
    ("narrower", Match::Narrower),
    ("related", Match::Related),
];

impl Match {
    /// As the outline writes it.
    pub fn word(self) -> &'static str {
        MATCHES.iter().find(|(_, other)| *other == self).map_or("", |(word, _)| word)
    }
}

/// A publisher's outlines as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineFile {
    /// The file.
    pub path: SourcePath,
    /// Whose they are.
    pub publisher: Option<Named>,
    /// One for each edition whose headings differ.
    pub schemes: Vec<SchemeEntry>,
}

/// A scheme as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SchemeEntry {
    /// Its id.
    pub id: Named,
    /// The scheme that it changes.
    pub inherits: Option<Named>,
    /// The topic of text before the first heading.
    pub lead: Option<Named>,
    /// Inherited headings that are gone.
    pub drop: Vec<DropEntry>,
    /// Headings that are new or differ.
    pub headings: Vec<HeadingEntry>,
}

/// A heading that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DropEntry {
    /// The heading.
    pub heading: Named,
    /// The heading above it.
    pub under: Option<Named>,
}

/// A heading and its topic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadingEntry {
    /// The heading as printed.
    pub heading: Named,
    /// The heading above it.
    pub under: Option<Named>,
    /// Its topic.
    pub topic: Named,
    /// How well it fits.
    pub matches: Match,
    /// Topics that are treated there too.
    pub also: Vec<Named>,
}

/// Reads a publisher's outlines.
pub(super) fn read(file: &SourceFile) -> Found<OutlineFile> {
    let path = &file.path;
    let mut value = OutlineFile { path: path.clone(), publisher: None, schemes: Vec::new() };
    let node = match node::toml(file.text(), 0) {
        Ok(node) => node,
        Err((message, at)) => {
            let problem = Diagnostic::error(Code::Syntax, Span::new(path, at), message);
            return Found { value, problems: vec![problem] };
        }
    };
    let mut fields = Fields::open(path, "outline", node);
    let publisher = fields.need("publisher", "\"us-state\"");
    value.publisher = fields.as_text("publisher", publisher).map(named);
    let schemes = fields.list("scheme");
    let mut problems = fields.close();
    for node in schemes {
        if let Some(scheme) = scheme(path, node, &mut problems) {
            value.schemes.push(scheme);
        }
    }
    Found { value, problems }
}

fn scheme(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> Option<SchemeEntry> {
    let mut fields = Fields::open(path, "scheme", node);
    let id = fields.need("id", "\"us-state-2019\"");
    let id = fields.as_text("id", id).map(named);
    // The year is for the reader of the file; reports name their scheme by its id.
    fields.number("covers", 1900..=2200);
    let mut optional = |key| {
        let node = fields.take(key);
        fields.as_text(key, node).map(named)
    };
    let (inherits, lead) = (optional("inherits"), optional("lead"));
    let (drop, headings) = (fields.list("drop"), fields.list("headings"));
    problems.extend(fields.close());
    let drop = drop.into_iter().filter_map(|node| dropped(path, node, problems)).collect();
    let headings = headings.into_iter().filter_map(|node| entry(path, node, problems)).collect();
    Some(SchemeEntry { id: id?, inherits, lead, drop, headings })
}

fn dropped(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> Option<DropEntry> {
    let mut fields = Fields::open(path, "dropped heading", node);
    let heading = fields.need("heading", "\"Amnesty\"");
    let heading = fields.as_text("heading", heading).map(named);
    let under = fields.take("under");
    let under = fields.as_text("under", under).map(named);
    fields.text("note");
    problems.extend(fields.close());
    Some(DropEntry { heading: heading?, under })
}

fn entry(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> Option<HeadingEntry> {
    let mut fields = Fields::open(path, "heading", node);
    let heading = fields.need("heading", "\"Birth Registration\"");
    let heading = fields.as_text("heading", heading).map(named);
    let under = fields.take("under");
    let under = fields.as_text("under", under).map(named);
    let topic = fields.need("topic", "\"birth-registration\"");
    let topic = fields.as_text("topic", topic).map(named);
    let matches = fields.take("match");
    let matches = fields.choice("match", matches, &MATCHES).unwrap_or_default();
    let also = fields.texts("also").into_iter().map(named).collect();
    // A remark of the editor's, for whoever keeps the outline.
    fields.text("note");
    problems.extend(fields.close());
    Some(HeadingEntry { heading: heading?, under, topic: topic?, matches, also })
}

fn named((id, at): (String, std::ops::Range<usize>)) -> Named {
    Named { id: id.into(), at: Place(at) }
}
