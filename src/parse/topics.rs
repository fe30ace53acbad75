//! `content/topics.toml`: the thesaurus as its editor wrote it.

use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::node::{self, Fields};
use crate::parse::document::{Named, Place};
use crate::parse::entry::names;
use crate::path::is_slug;
use crate::source::SourceFile;

/// A topic as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TopicEntry {
    /// Its id.
    pub id: Named,
    /// Its name.
    pub label: Box<str>,
    /// Its name in other languages, by tag.
    pub labels: Vec<(Box<str>, Box<str>)>,
    /// The topic above it.
    pub broader: Option<Named>,
    /// Topics beside it.
    pub related: Vec<Named>,
    /// Other names for it.
    pub alt: Vec<Box<str>>,
    /// What belongs to it.
    pub scope: Box<str>,
    /// Whether its pages ask for care with what they show of victims.
    pub sensitive: bool,
}

/// Reads the thesaurus.
pub(super) fn read(file: &SourceFile) -> Found<Vec<TopicEntry>> {
    let path = &file.path;
    let node = match node::toml(file.text(), 0) {
        Ok(node) => node,
        Err((message, at)) => {
            let problem = Diagnostic::error(Code::Syntax, Span::new(path, at), message);
            return Found { value: Vec::new(), problems: vec![problem] };
        }
    };
    let mut fields = Fields::open(path, "thesaurus", node);
    let entries = fields.list("topic");
    let mut problems = fields.close();
    let mut topics = Vec::new();
    for node in entries {
        let mut fields = Fields::open(path, "topic", node);
        let node = fields.need("id", "\"torture\"");
        let id = fields.as_text("id", node).filter(|(id, at)| {
            let good = is_slug(id);
            if !good {
                fields.wrong(
                    at.clone(),
                    format!("`id` is `{id}`"),
                    "lower-case letters, figures and hyphens",
                );
            }
            good
        });
        let label = fields.need_text("label", "\"Torture and ill-treatment\"").into();
        let node = fields.take("broader");
        let broader = fields.as_text("broader", node).map(named);
        let related = fields.texts("related").into_iter().map(named).collect();
        let labels = fields.take("labels");
        let labels = labels.map(|node| names(path, "labels", node, &mut problems));
        let alt = fields.texts("alt").into_iter().map(|(text, _)| text.into()).collect();
        let scope = fields.text("scope").unwrap_or_default().into();
        let sensitive = fields.flag("sensitive").unwrap_or(false);
        problems.extend(fields.close());
        if let Some(id) = id {
            topics.push(TopicEntry {
                id: named(id),
                label,
                labels: labels.unwrap_or_default(),
                broader,
                related,
                alt,
                scope,
                sensitive,
            });
        }
    }
    Found { value: topics, problems }
}

fn named((id, at): (String, std::ops::Range<usize>)) -> Named {
    Named { id: id.into(), at: Place(at) }
}
