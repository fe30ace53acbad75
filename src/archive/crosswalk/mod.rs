//! The crosswalk: a printed heading under another → topics. Never by letter.
//!
//! A publisher's letters move from year to year (7.d is *Conditions of Work* in the State
//! Department's 2011 edition and *Discrimination* in 2019), so an entry is found by its words
//! and by the words of the headings around it.

mod held;
mod scheme;

pub use scheme::Scheme;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::TopicUse;
use super::thesaurus::{Thesaurus, TopicIdx};
use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::parse::document::{Face, Form, Named, SectionFace};
use crate::parse::heading::normal;
use crate::parse::scheme::{Match, OutlineFile, SchemeEntry};
use crate::path::SourcePath;

/// All schemes of all publishers.
#[derive(Clone, Debug, Default)]
pub struct Crosswalk {
    schemes: BTreeMap<Box<str>, Scheme>,
    /// Whether a file could not be read: what it would have held is not missed aloud.
    broken: bool,
}

impl Crosswalk {
    /// Reads all outlines and lets schemes inherit.
    pub fn new(files: &[Arc<OutlineFile>], thesaurus: &Thesaurus) -> Found<Self> {
        let mut problems = Vec::new();
        let mut written: BTreeMap<&str, (&SourcePath, &SchemeEntry)> = BTreeMap::new();
        for file in files {
            for scheme in &file.schemes {
                if let Some((other, _)) = written.insert(&scheme.id.id, (&file.path, scheme)) {
                    let message = format!("there are two schemes `{}`", scheme.id.id);
                    let span = scheme.id.at.span(&file.path);
                    problems.push(
                        Diagnostic::error(Code::DuplicateId, span, message)
                            .hint(format!("the other stands in {other}")),
                    );
                }
            }
        }
        let broken = files.iter().any(|file| file.schemes.is_empty());
        let mut crosswalk = Self { schemes: BTreeMap::new(), broken };
        for id in written.keys() {
            let mut line = BTreeSet::new();
            crosswalk.resolve(id, &written, thesaurus, &mut line, &mut problems);
        }
        Found { value: crosswalk, problems }
    }

    fn resolve(
        &mut self,
        id: &str,
        written: &BTreeMap<&str, (&SourcePath, &SchemeEntry)>,
        thesaurus: &Thesaurus,
        line: &mut BTreeSet<Box<str>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Scheme {
        if let Some(scheme) = self.schemes.get(id) {
            return scheme.clone();
        }
        let Some((path, entry)) = written.get(id) else { return Scheme::default() };
        line.insert(id.into());
        let mut scheme = match &entry.inherits {
            None => Scheme::default(),
            Some(parent) if line.contains(&parent.id) => {
                let message = format!("the scheme `{id}` inherits from itself");
                problems.push(
                    Diagnostic::error(Code::BadOutline, parent.at.span(path), message)
                        .hint("follow `inherits` back and cut the circle"),
                );
                Scheme::default()
            }
            Some(parent) => {
                if !written.contains_key(&*parent.id) {
                    problems.push(unknown_scheme(parent, path, written.keys().copied()));
                }
                self.resolve(&parent.id, written, thesaurus, line, problems)
            }
        };
        scheme.change(entry, path, thesaurus, problems);
        self.schemes.insert(id.into(), scheme.clone());
        scheme
    }

    /// Every scheme by its name.
    pub fn schemes(&self) -> impl Iterator<Item = (&str, &Scheme)> {
        self.schemes.iter().map(|(id, scheme)| (&**id, scheme))
    }

    /// The scheme of a name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.get(id)
    }

    /// The topics of each section of a report, its own first.
    ///
    /// `inherited` has, for a translation beside its original, the topics of the section that
    /// each stands for. Only where there is none is the outline asked, if the translation has one.
    pub fn topics_of(
        &self,
        face: &Face,
        thesaurus: &Thesaurus,
        inherited: Option<&[Option<Arc<[TopicUse]>>]>,
    ) -> Found<Vec<Vec<TopicUse>>> {
        let mut problems = Vec::new();
        let outline = face.matter.outline.as_ref();
        let scheme = outline.and_then(|outline| self.scheme(&outline.id));
        if let (Some(outline), None, false) = (outline, scheme, self.broken) {
            problems.push(unknown_scheme(outline, &face.path, self.schemes.keys().map(|id| &**id)));
        }
        let normals: Vec<String> =
            face.sections.iter().map(|section| normal(&section.heading)).collect();
        let mut all = Vec::with_capacity(face.sections.len());
        for (at, section) in face.sections.iter().enumerate() {
            let mut topics = Vec::new();
            for name in &section.topics {
                if let Some(topic) = thesaurus.find(name, &face.path, &mut problems) {
                    topics.push(TopicUse {
                        topic,
                        matches: Match::Exact,
                        also: !topics.is_empty(),
                    });
                }
            }
            if !section.topics.is_empty() {
                all.push(topics);
                continue;
            }
            let of_original = inherited.and_then(|inherited| inherited.get(at)?.as_ref());
            if let Some(of_original) = of_original {
                topics.extend(of_original.iter().copied());
            } else if let Some(scheme) = scheme {
                if section.form == Form::Lead {
                    topics.extend(scheme.lead.map(exactly));
                } else {
                    let above =
                        ancestors(face, at).map(|up| normals[up].as_str()).collect::<Vec<_>>();
                    match scheme.find(&normals[at], &above) {
                        Some(entry) => topics = entry.topics(),
                        None => problems.push(scheme.unmapped(face, at, &normals[at])),
                    }
                }
            } else if inherited.is_some() && section.form != Form::Lead {
                problems.push(strange(face, section));
            }
            all.push(topics);
        }
        Found { value: all, problems }
    }
}

/// A section of a translation that stands for none of the original.
fn strange(face: &Face, section: &SectionFace) -> Diagnostic {
    let original = face.matter.translation.of.as_ref().map_or("", |of| of.path.as_str());
    let message =
        format!("nothing tells which section of {original} *{}* translates", section.as_printed());
    let hint = if section.form == Form::RunIn {
        "write the run-in headings that the original has there, all of them in its order; bold words that are no heading keep the colon outside: `**Note**:`"
    } else {
        "give it the label or the id that it has in the original, or a topic of its own: `{#1c-torture}`, `{.topic-…}`"
    };
    Diagnostic::error(Code::UnmappedHeading, section.at.span(&face.path), message)
        .hint(hint)
        .hint("a translation may have an outline of its own, too: `outline: …`")
}

fn exactly(topic: TopicIdx) -> TopicUse {
    TopicUse { topic, matches: Match::Exact, also: false }
}

fn ancestors(face: &Face, at: usize) -> impl Iterator<Item = usize> {
    let up = |at: &usize| face.sections[*at].parent.map(|parent| parent as usize);
    std::iter::successors(up(&at), up)
}

fn unknown_scheme<'a>(
    name: &Named,
    path: &SourcePath,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("there is no outline `{}`", name.id);
    let near = did_you_mean(&name.id, known);
    Diagnostic::error(Code::UnknownOutline, name.at.span(path), message)
        .maybe_hint(near)
        .hint("outlines are the schemes of `content/outlines/*.toml`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::digest::Digest;
    use crate::parse::{Parsed, parse};
    use crate::source::{Data, Kind, SourceFile};

    fn parsed(path: &str, kind: Kind, text: &str) -> Parsed {
        let data = Data::Text(text.into());
        let file = SourceFile { path: SourcePath::new(path), kind, data, digest: Digest::of(text) };
        parse(&file, Limits::default()).value
    }

    fn crosswalk(outline: &str) -> (Crosswalk, Thesaurus, Vec<String>) {
        let topics = "[[topic]]\nid='women'\nlabel='W'\n[[topic]]\nid='work'\nlabel='K'\n[[topic]]\nid='pay'\nlabel='P'\n";
        let Parsed::Topics(topics) = parsed("content/topics.toml", Kind::Topics, topics) else {
            panic!()
        };
        let thesaurus =
            Thesaurus::new(&Some((SourcePath::new("content/topics.toml"), topics))).value;
        let Parsed::Outline(file) = parsed("content/outlines/x.toml", Kind::Outline, outline)
        else {
            panic!()
        };
        let found = Crosswalk::new(&[file], &thesaurus);
        let messages = found.problems.into_iter().map(|p| p.message).collect();
        (found.value, thesaurus, messages)
    }

    const OUTLINE: &str = r#"
publisher = "x"
[[scheme]]
id = "x-1"
headings = [
  { heading = "Section 6. Discrimination", topic = "women" },
  { heading = "Women", under = "Section 6. Discrimination", topic = "women" },
  { heading = "Discrimination", under = "Women", topic = "pay" },
  { heading = "Section 7. Worker Rights", topic = "work" },
  { heading = "d. Discrimination", under = "Section 7. Worker Rights", topic = "work" },
]
[[scheme]]
id = "x-2"
inherits = "x-1"
drop = [ { heading = "Women", under = "Section 6. Discrimination" } ]
headings = [ { heading = "a. Pay", under = "Section 7. Worker Rights", topic = "pay" } ]
"#;

    #[test]
    fn the_same_heading_means_what_the_headings_around_it_say() {
        let (crosswalk, thesaurus, problems) = crosswalk(OUTLINE);
        assert_eq!(problems, Vec::<String>::new());
        let scheme = crosswalk.scheme("x-1").unwrap();
        let topic = |heading: &str, above: &[&str]| {
            scheme.find(heading, above).map(|entry| &*thesaurus.topic(entry.topic.unwrap()).id)
        };
        assert_eq!(topic("discrimination", &["women", "discrimination"]), Some("pay"));
        assert_eq!(topic("discrimination", &["worker right"]), Some("work"));
        assert_eq!(topic("discrimination", &[]), Some("women"));
        assert_eq!(topic("pay", &[]), None);
    }

    #[test]
    fn a_dropped_heading_takes_what_stood_under_it_along() {
        let (crosswalk, ..) = crosswalk(OUTLINE);
        let scheme = crosswalk.scheme("x-2").unwrap();
        let headings: Vec<_> = scheme.entries.iter().map(|entry| &*entry.heading).collect();
        assert_eq!(
            headings,
            [
                "Section 6. Discrimination",
                "Section 7. Worker Rights",
                "d. Discrimination",
                "a. Pay"
            ]
        );
    }

    #[test]
    fn a_partial_copy_knows_what_it_lacks() {
        let (crosswalk, thesaurus, _) = crosswalk(OUTLINE);
        let scheme = crosswalk.scheme("x-1").unwrap();
        let id = |name: &str| thesaurus.all().find(|(_, topic)| &*topic.id == name).unwrap().0;
        let lacks = |topic: &str, holds: &[&str]| {
            let holds: Vec<Box<str>> = holds.iter().map(|label| (*label).into()).collect();
            scheme.lacks(id(topic), &holds)
        };
        assert_eq!(lacks("pay", &["6"]), Some(false));
        assert_eq!(lacks("work", &["6"]), Some(true));
        assert_eq!(lacks("work", &["7.d", "7"]), Some(false));
    }

    #[test]
    fn an_outline_that_cannot_hold_is_told_where() {
        let bad = OUTLINE
            .replace("under = \"Women\"", "under = \"Womens\", match = \"exact\"")
            .replace(
                "topic = \"work\" },\n  { heading = \"d",
                "topic = \"wrok\" },\n  { heading = \"d",
            )
            .replace("drop = [ { heading = \"Women\"", "drop = [ { heading = \"Men\"");
        let (.., problems) = crosswalk(&bad.replace("Womens", "Girls"));
        assert_eq!(
            problems,
            [
                "there is no topic `wrok`",
                "the scheme has no heading *Girls* for this one to stand under",
                "there is no inherited heading *Men* to drop here",
            ]
        );
    }
}
