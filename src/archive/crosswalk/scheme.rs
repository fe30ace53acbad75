//! One edition's headings: what it inherits, changes and finds.

use std::collections::{BTreeMap, BTreeSet};

use super::super::TopicUse;
use super::super::thesaurus::{Thesaurus, TopicIdx};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{Face, Form, Named};
use crate::parse::heading::normal;
use crate::parse::scheme::{Match, SchemeEntry};
use crate::path::SourcePath;

/// One edition's headings, with all that it inherits.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    pub(super) lead: Option<TopicIdx>,
    pub(super) entries: Vec<Entry>,
    pub(super) by_heading: BTreeMap<String, Vec<usize>>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) heading: Box<str>,
    pub(super) normal: String,
    pub(super) under: Option<String>,
    /// None where the outline names a topic that is not there, which is told at its place.
    pub(super) topic: Option<TopicIdx>,
    matches: Match,
    also: Vec<TopicIdx>,
}

/// The known heading that shares most pairs of letters with an unknown one: headings are long,
/// and what publishers change in them is a word or two.
fn nearest_heading<'a>(heading: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|name| (strsim::sorensen_dice(heading, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.3).then_some(best.1)
}

impl Entry {
    pub(super) fn topics(&self) -> Vec<TopicUse> {
        let own = self.topic.map(|topic| TopicUse { topic, matches: self.matches, also: false });
        let also = self.also.iter().map(|topic| TopicUse {
            topic: *topic,
            matches: Match::Related,
            also: true,
        });
        own.into_iter().chain(also).collect()
    }

    pub(super) fn treats(&self, topic: TopicIdx) -> bool {
        self.topic == Some(topic) || self.also.contains(&topic)
    }
}

impl Scheme {
    /// The headings that it maps, each with its own topic.
    pub fn mapped(&self) -> impl Iterator<Item = (&str, TopicIdx, Match)> {
        self.entries.iter().filter_map(|entry| Some((&*entry.heading, entry.topic?, entry.matches)))
    }

    pub(super) fn change(
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

    /// Every heading as it was written, and the heading it stands under in the form that headings
    /// are compared in.
    pub fn headings(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.entries.iter().map(|entry| (&*entry.heading, entry.under.as_deref()))
    }

    /// Finds a heading by its words and by those of the headings around it, the nearest first.
    pub(super) fn find(&self, heading: &str, above: &[&str]) -> Option<&Entry> {
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

    pub(super) fn unmapped(&self, face: &Face, at: usize, heading: &str) -> Diagnostic {
        let section = &face.sections[at];
        let printed = section.as_printed();
        let span = section.at.span(&face.path);
        let outline = face.matter.outline.as_ref().map_or("", |outline| &outline.id);
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
}
