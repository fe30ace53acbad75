//! The thesaurus as a SKOS concept scheme.

use std::collections::BTreeMap;

use super::World;
use super::dataset::full;
use crate::archive::thesaurus::TopicIdx;
use crate::path::Url;

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Syntax {
    /// Turtle.
    Turtle,
    /// JSON-LD.
    JsonLd,
}

/// The scheme.
#[derive(Debug, Hash)]
pub struct SkosView {
    /// How it is written.
    pub syntax: Syntax,
    /// Its address.
    pub scheme: String,
    /// Its name.
    pub title: String,
    /// The language of its names.
    pub language: String,
    /// The topics.
    pub concepts: Vec<Concept>,
}

/// A topic.
#[derive(Debug, Hash)]
pub struct Concept {
    /// Its page.
    pub url: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its name in other languages, by tag.
    pub labels: Vec<(String, String)>,
    /// Other names.
    pub alt: Vec<String>,
    /// What belongs to it.
    pub scope: String,
    /// The topic above.
    pub broader: Option<String>,
    /// The topics below.
    pub narrower: Vec<String>,
    /// The topics beside.
    pub related: Vec<String>,
    /// Headings that the outlines map to it, in words.
    pub notes: Vec<String>,
}

/// Where it stands.
pub(super) fn url(syntax: Syntax) -> Url {
    Url::file(match syntax {
        Syntax::Turtle => "data/topics.ttl",
        Syntax::JsonLd => "data/topics.jsonld",
    })
}

pub(super) fn skos(world: &World, syntax: Syntax) -> SkosView {
    let thesaurus = &world.archive.thesaurus;
    let page = |at: &TopicIdx| full(world, &thesaurus.topic(*at).url);
    let mut notes = notes(world);
    let concept = |(at, topic): (TopicIdx, &crate::archive::thesaurus::Topic)| Concept {
        url: full(world, &topic.url),
        id: topic.id.to_string(),
        label: topic.label.to_string(),
        labels: topic
            .labels
            .iter()
            .map(|(tag, label)| (tag.to_string(), label.to_string()))
            .collect(),
        alt: topic.alt.iter().map(ToString::to_string).collect(),
        scope: topic.scope.to_string(),
        broader: topic.broader.as_ref().map(page),
        narrower: topic.narrower.iter().map(page).collect(),
        related: topic.related.iter().map(page).collect(),
        notes: notes.remove(&at).unwrap_or_default(),
    };
    SkosView {
        syntax,
        scheme: full(world, &Url::folder(&["topics"])),
        title: format!("{}: topics", world.config.title),
        language: world.config.language.clone(),
        concepts: thesaurus.all().map(concept).collect(),
    }
}

/// What the outlines map to each topic. A publisher's heading is no concept with an address of its
/// own, so a match to it can only be told.
fn notes(world: &World) -> BTreeMap<TopicIdx, Vec<String>> {
    let mut schemes: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (id, scheme) in world.archive.crosswalk.schemes() {
        for (heading, topic, matches) in scheme.mapped() {
            let known = schemes.entry((topic, heading, matches.word())).or_default();
            if known.last() != Some(&id) {
                known.push(id);
            }
        }
    }
    let mut notes: BTreeMap<TopicIdx, Vec<String>> = BTreeMap::new();
    for ((topic, heading, matches), ids) in schemes {
        let note = format!("Heading “{heading}” in {}: {matches} match.", ids.join(", "));
        notes.entry(topic).or_default().push(note);
    }
    notes
}
