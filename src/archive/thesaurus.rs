//! The topics and how they hang together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::parse::document::Named;
use crate::parse::topics::TopicEntry;
use crate::path::{SourcePath, Url};

/// Index of a topic in [`Thesaurus::topics`]. Lives for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TopicIdx(pub u32);

/// The topics, in the order of their file.
#[derive(Clone, Debug, Default)]
pub struct Thesaurus {
    /// The topics.
    pub topics: Vec<Topic>,
    by_id: BTreeMap<Box<str>, TopicIdx>,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub label: Box<str>,
    /// Its name in other languages, by tag.
    pub labels: Vec<(Box<str>, Box<str>)>,
    /// Its page.
    pub url: Url,
    /// The topic above it.
    pub broader: Option<TopicIdx>,
    /// The topics below it.
    pub narrower: Vec<TopicIdx>,
    /// The topics beside it.
    pub related: Vec<TopicIdx>,
    /// Other names for it.
    pub alt: Vec<Box<str>>,
    /// What belongs to it.
    pub scope: Box<str>,
    /// Whether its pages ask for care with what they show of victims.
    pub sensitive: bool,
}

impl Thesaurus {
    /// Hangs the topics of a file together.
    pub fn new(file: &Option<(SourcePath, Arc<Vec<TopicEntry>>)>) -> Found<Self> {
        let mut thesaurus = Self::default();
        let mut problems = Vec::new();
        let Some((path, entries)) = file else { return Found { value: thesaurus, problems } };
        let mut kept: Vec<&TopicEntry> = Vec::new();
        for entry in entries.iter() {
            let id = TopicIdx(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            if thesaurus.by_id.contains_key(&entry.id.id) {
                let message = format!("there are two topics `{}`", entry.id.id);
                problems.push(
                    Diagnostic::error(Code::DuplicateId, entry.id.at.span(path), message).hint(
                        "give one of them another id, or make its label an `alt` of the other",
                    ),
                );
                continue;
            }
            thesaurus.by_id.insert(entry.id.id.clone(), id);
            kept.push(entry);
        }
        for entry in &kept {
            let mut find = |name: &Named| thesaurus.find(name, path, &mut problems);
            let broader = entry.broader.as_ref().and_then(&mut find);
            let related = entry.related.iter().filter_map(&mut find).collect();
            thesaurus.topics.push(Topic {
                id: entry.id.id.clone(),
                label: entry.label.clone(),
                labels: entry.labels.clone(),
                url: Url::folder(&["topics", &entry.id.id]),
                broader,
                narrower: Vec::new(),
                related,
                alt: entry.alt.clone(),
                scope: entry.scope.clone(),
                sensitive: entry.sensitive,
            });
        }
        thesaurus.cut_cycles(&kept, path, &mut problems);
        for at in 0..thesaurus.topics.len() {
            if let Some(broader) = thesaurus.topics[at].broader {
                let narrower = TopicIdx(u32::try_from(at).unwrap_or(u32::MAX));
                thesaurus.topics[broader.0 as usize].narrower.push(narrower);
            }
        }
        Found { value: thesaurus, problems }
    }

    /// Finds a topic by its id, or says which is nearest.
    pub fn find(
        &self,
        name: &Named,
        path: &SourcePath,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<TopicIdx> {
        let found = self.by_id.get(&name.id).copied();
        // Without a thesaurus every name would be unknown; that it is missing is told once.
        if found.is_none() && !self.by_id.is_empty() {
            problems.push(
                Diagnostic::error(
                    Code::UnknownTopic,
                    name.at.span(path),
                    format!("there is no topic `{}`", name.id),
                )
                .hint(
                    did_you_mean(&name.id, self.by_id.keys().map(|id| &**id))
                        .unwrap_or_else(|| "topics stand in `content/topics.toml`".to_owned()),
                ),
            );
        }
        found
    }

    /// The topic of an id.
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.by_id.get(id).map(|at| self.topic(*at))
    }

    /// A topic.
    pub fn topic(&self, at: TopicIdx) -> &Topic {
        &self.topics[at.0 as usize]
    }

    /// Every topic with its index.
    pub fn all(&self) -> impl Iterator<Item = (TopicIdx, &Topic)> {
        (0..).map(TopicIdx).zip(&self.topics)
    }

    /// The topics above one, the nearest first.
    pub fn above(&self, at: TopicIdx) -> Vec<TopicIdx> {
        std::iter::successors(self.topic(at).broader, |up| self.topic(*up).broader).collect()
    }

    fn cut_cycles(
        &mut self,
        kept: &[&TopicEntry],
        path: &SourcePath,
        problems: &mut Vec<Diagnostic>,
    ) {
        for (start, entry) in kept.iter().enumerate() {
            let mut at = start;
            for _ in 0..=self.topics.len() {
                match self.topics[at].broader {
                    Some(up) if up.0 as usize == start => {
                        let span = entry
                            .broader
                            .as_ref()
                            .map_or(entry.id.at.span(path), |b| b.at.span(path));
                        let message = format!("the topic `{}` is broader than itself", entry.id.id);
                        problems.push(
                            Diagnostic::error(Code::TopicCycle, span, message)
                                .hint("follow its `broader` upwards and cut the circle"),
                        );
                        self.topics[start].broader = None;
                        break;
                    }
                    Some(up) => at = up.0 as usize,
                    None => break,
                }
            }
        }
    }
}
