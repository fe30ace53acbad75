//! The crosswalk: a printed heading under another → topics. Never by letter.
//!
//! A publisher's letters move from year to year (7.d is *Conditions of Work* in the State
//! Department's 2011 edition and *Discrimination* in 2019), so an entry is found by its words
//! and by the words of the headings around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::TopicUse;
use super::thesaurus::{Thesaurus, TopicIdx};
use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::parse::document::{Face, Form, Named};
use crate::parse::entry::same_label;
use crate::parse::heading::{full_label, normal, split};
use crate::parse::scheme::{Match, OutlineFile, SchemeEntry};
use crate::path::SourcePath;

/// All schemes of all publishers.
#[derive(Clone, Debug, Default)]
pub struct Crosswalk {
    schemes: BTreeMap<Box<str>, Scheme>,
    /// Whether a file could not be read: what it would have held is not missed aloud.
    broken: bool,
}

/// One edition's headings, with all that it inherits.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    lead: Option<TopicIdx>,
    entries: Vec<Entry>,
    by_heading: BTreeMap<String, Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Entry {
    heading: Box<str>,
    normal: String,
    under: Option<String>,
    /// None where the outline names a topic that is not there, which is told at its place.
    topic: Option<TopicIdx>,
    matches: Match,
    also: Vec<TopicIdx>,
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

    /// The scheme of a name.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.get(id)
    }

    /// The topics of each section of a report, its own first.
    pub fn topics_of(&self, face: &Face, thesaurus: &Thesaurus) -> Found<Vec<Vec<TopicUse>>> {
        let mut problems = Vec::new();
        let outline = &face.matter.outline;
        let scheme = self.scheme(&outline.id);
        if scheme.is_none() && !self.broken {
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
            if let (true, Some(scheme)) = (section.topics.is_empty(), scheme) {
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
            }
            all.push(topics);
        }
        Found { value: all, problems }
    }
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

/// The known heading that shares most pairs of letters with an unknown one: headings are long,
/// and what publishers change in them is a word or two.
fn nearest_heading<'a>(heading: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|name| (strsim::sorensen_dice(heading, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.3).then_some(best.1)
}

impl Entry {
    fn topics(&self) -> Vec<TopicUse> {
        let own = self.topic.map(|topic| TopicUse { topic, matches: self.matches, also: false });
        let also = self.also.iter().map(|topic| TopicUse {
            topic: *topic,
            matches: Match::Related,
            also: true,
        });
        own.into_iter().chain(also).collect()
    }

    fn treats(&self, topic: TopicIdx) -> bool {
        self.topic == Some(topic) || self.also.contains(&topic)
    }
}

impl Scheme {
    fn change(
        &mut self,
        entry: &SchemeEntry,
        path: &SourcePath,
        thesaurus: &Thesaurus,
        problems: &mut Vec<Diagnostic>,
    ) {
        if let Some(lead) = &entry.lead {
            self.lead = thesaurus.find(lead, path, problems);
        }
        let norm = |under: &Option<Named>| under.as_ref().map(|under| normal(&under.id));
        let mut gone = BTreeSet::new();
        for drop in &entry.drop {
            let (heading, under) = (normal(&drop.heading.id), norm(&drop.under));
            let before = self.entries.len();
            self.entries.retain(|known| known.normal != heading || known.under != under);
            if self.entries.len() == before {
                let message =
                    format!("there is no inherited heading *{}* to drop here", drop.heading.id);
                let near = nearest_heading(
                    &drop.heading.id,
                    self.entries.iter().map(|known| &*known.heading),
                );
                let near = near.map(|near| format!("did you mean *{near}*?"));
                problems.push(
                    Diagnostic::error(Code::BadOutline, drop.heading.at.span(path), message)
                        .maybe_hint(near),
                );
            }
            gone.insert(heading);
        }
        self.drop_orphans(gone);
        let mut new = BTreeSet::new();
        for written in &entry.headings {
            let (heading, under) = (normal(&written.heading.id), norm(&written.under));
            if !new.insert((heading.clone(), under.clone())) {
                let message = format!("the scheme maps *{}* twice", written.heading.id);
                problems.push(
                    Diagnostic::error(Code::BadOutline, written.heading.at.span(path), message)
                        .hint("headings are the same without label, case, apostrophes, dashes and plural s; keep one"),
                );
                continue;
            }
            let topic = thesaurus.find(&written.topic, path, problems);
            let also = written
                .also
                .iter()
                .filter_map(|name| thesaurus.find(name, path, problems))
                .collect();
            self.entries.retain(|known| known.normal != heading || known.under != under);
            self.entries.push(Entry {
                heading: written.heading.id.clone(),
                normal: heading,
                under,
                topic,
                matches: written.matches,
                also,
            });
        }
        self.by_heading.clear();
        for (at, known) in self.entries.iter().enumerate() {
            self.by_heading.entry(known.normal.clone()).or_default().push(at);
        }
        for written in &entry.headings {
            let Some(under) = &written.under else { continue };
            if !self.by_heading.contains_key(&normal(&under.id)) {
                let message =
                    format!("the scheme has no heading *{}* for this one to stand under", under.id);
                let near =
                    nearest_heading(&under.id, self.entries.iter().map(|known| &*known.heading));
                problems.push(
                    Diagnostic::error(Code::BadOutline, under.at.span(path), message)
                        .maybe_hint(near.map(|near| format!("did you mean *{near}*?"))),
                );
            }
        }
    }

    /// What stood under a dropped heading goes with it, unless one of the same name is left.
    fn drop_orphans(&mut self, mut gone: BTreeSet<String>) {
        while !gone.is_empty() {
            let left: BTreeSet<&String> = self.entries.iter().map(|entry| &entry.normal).collect();
            let lost: BTreeSet<String> =
                gone.iter().filter(|name| !left.contains(name)).cloned().collect();
            let orphan =
                |entry: &Entry| entry.under.as_ref().is_some_and(|under| lost.contains(under));
            gone = self
                .entries
                .iter()
                .filter(|entry| orphan(entry))
                .map(|entry| entry.normal.clone())
                .collect();
            self.entries.retain(|entry| !orphan(entry));
        }
    }

    /// Finds a heading by its words and by those of the headings around it, the nearest first.
    fn find(&self, heading: &str, above: &[&str]) -> Option<&Entry> {
        let entries: Vec<&Entry> =
            self.by_heading.get(heading)?.iter().map(|at| &self.entries[*at]).collect();
        let by_parent = above
            .iter()
            .find_map(|up| entries.iter().find(|entry| entry.under.as_deref() == Some(*up)));
        let alone = || entries.iter().find(|entry| entry.under.is_none());
        let agreed = || {
            let first = entries.first()?;
            entries.iter().all(|entry| entry.topic == first.topic).then_some(first)
        };
        by_parent.or_else(alone).or_else(agreed).copied()
    }

    fn unmapped(&self, face: &Face, at: usize, heading: &str) -> Diagnostic {
        let section = &face.sections[at];
        let printed = section.as_printed();
        let span = section.at.span(&face.path);
        let outline = &face.matter.outline.id;
        let under = section.parent.map(|parent| face.sections[parent as usize].as_printed());
        let place = under.map_or(String::new(), |under| format!(" under *{under}*"));
        let message =
            format!("the outline `{outline}` does not map the heading *{printed}*{place}");
        let names = self.entries.iter().map(|entry| (&*entry.normal, entry));
        let known: BTreeMap<&str, &Entry> = names.collect();
        let near = nearest_heading(heading, known.keys().copied()).and_then(|name| known.get(name));
        let near = near.map(|entry| match &entry.under {
            Some(_) if entry.normal == heading => {
                format!(
                    "it maps *{}* under other headings; add an entry for this place",
                    entry.heading
                )
            }
            _ => format!("the nearest heading that it maps is *{}*", entry.heading),
        });
        Diagnostic::error(Code::UnmappedHeading, span, message)
            .maybe_hint(near)
            .hint(if section.form == Form::RunIn {
                "add the heading to the outline; bold words that are no heading keep the colon outside: `**Note**:`"
            } else {
                "add the heading to the outline, or give it a topic of its own: `{.topic-…}` behind the heading"
            })
    }

    /// Whether the scheme has a heading for a topic in a part that a partial copy lacks.
    ///
    /// `None` when it has no heading for the topic at all.
    pub fn lacks(&self, topic: TopicIdx, holds: &[Box<str>]) -> Option<bool> {
        let mut entries = self.entries.iter().filter(|entry| entry.treats(topic)).peekable();
        entries.peek()?;
        Some(entries.any(|entry| !self.is_held(entry, holds)))
    }

    /// The sections and lettered parts that a partial copy lacks, as the outline prints them.
    ///
    /// A section of which nothing is held is named alone, without its parts.
    pub fn missing_parts(&self, holds: &[Box<str>]) -> Vec<String> {
        let label = |entry: &Entry| split(&entry.heading).label;
        let holds = |whole: &str| holds.iter().any(|held| same_label(held, whole));
        // Variants of one part carry the same label; the first is the edition's usual one.
        let labelled = |under: Option<&str>| -> BTreeMap<(usize, String), &Entry> {
            let mut parts = BTreeMap::new();
            for entry in self.entries.iter().filter(|entry| entry.under.as_deref() == under) {
                let label = label(entry);
                if !label.is_empty() {
                    parts.entry((label.len(), label)).or_insert(entry);
                }
            }
            parts
        };
        let mut missing = Vec::new();
        for ((_, section), entry) in labelled(None) {
            if holds(&section) {
                continue;
            }
            let parts = labelled(Some(&entry.normal));
            let whole = |part: &str| full_label(&section, part);
            if parts.keys().any(|(_, part)| holds(&whole(part))) {
                let lost = parts.iter().filter(|((_, part), _)| !holds(&whole(part)));
                missing.extend(lost.map(|((_, part), entry)| {
                    format!("{}. {}", whole(part), split(&entry.heading).words)
                }));
            } else {
                missing.push(entry.heading.to_string());
            }
        }
        missing
    }

    fn is_held(&self, entry: &Entry, holds: &[Box<str>]) -> bool {
        let mut labels = Vec::new();
        // Headings may repeat on the way up (*Freedom of Movement* under *Refugees* under
        // *d. Freedom of Movement*), so entries are told apart by place, not by words.
        let mut seen: Vec<&Entry> = Vec::new();
        let mut at = Some(entry);
        while let Some(entry) = at {
            seen.push(entry);
            labels.push(split(&entry.heading).label);
            at = entry.under.as_ref().and_then(|under| {
                let above = self.by_heading.get(under)?.iter().map(|at| &self.entries[*at]);
                above.into_iter().find(|up| !seen.iter().any(|entry| std::ptr::eq(*entry, *up)))
            });
        }
        let mut whole = String::new();
        labels.iter().rev().filter(|label| !label.is_empty()).any(|label| {
            whole = full_label(&whole, label);
            holds.iter().any(|held| same_label(held, &whole))
        })
    }
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
