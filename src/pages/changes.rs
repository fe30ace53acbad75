//! What became of the sentences of two editions, counted: by topic, and from edition to edition.

use std::collections::BTreeMap;

use serde::Serialize;

use super::World;
use super::comparison::{redline_url, url};
use super::later::Later;
use crate::archive::part::Card;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{ReportIdx, SectionIdx};
use crate::compare::figure::Verdict;
use crate::compare::{Class, Comparison, Fate};
use crate::digest::Digested;
use crate::path::Url;

/// Sentences by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Counts {
    /// The same words.
    pub unchanged: usize,
    /// Another form.
    pub cosmetic: usize,
    /// Another figure or date.
    pub number: usize,
    /// Other words.
    pub wording: usize,
    /// Only in the later edition.
    pub added: usize,
    /// Only in the earlier edition.
    pub removed: usize,
    /// Under another topic. Counted above as well, but where nothing else changed.
    pub moved: usize,
    /// Of the earlier edition, and not held against the later one.
    pub apart_before: usize,
    /// Of the later edition, and not held against the earlier one.
    pub apart_after: usize,
}

impl Counts {
    /// Whether a reader has something to look at.
    pub fn changed(&self) -> bool {
        self.cosmetic + self.number + self.wording + self.added + self.removed + self.moved > 0
    }
}

/// Sentences of a comparison by topic: those of the later edition under its topic, what only the
/// earlier edition has under that one's.
pub(super) fn by_topic(comparison: &Comparison) -> BTreeMap<Option<TopicIdx>, Counts> {
    let mut by_topic: BTreeMap<Option<TopicIdx>, Counts> = BTreeMap::new();
    for spot in &comparison.after {
        let counts = by_topic.entry(spot.topic).or_default();
        match (spot.fate, comparison.pair_of(spot)) {
            (_, Some(pair)) => {
                counts.moved += usize::from(pair.moved);
                let count = match pair.class {
                    Class::Unchanged if pair.moved => continue,
                    Class::Unchanged => &mut counts.unchanged,
                    Class::Cosmetic => &mut counts.cosmetic,
                    Class::Number => &mut counts.number,
                    Class::Wording => &mut counts.wording,
                };
                *count += 1;
            }
            (Fate::NotCompared, None) => counts.apart_after += 1,
            (_, None) => counts.added += 1,
        }
    }
    for spot in &comparison.before {
        let counts = by_topic.entry(spot.topic).or_default();
        match spot.fate {
            Fate::Alone => counts.removed += 1,
            Fate::NotCompared => counts.apart_before += 1,
            Fate::Paired(_) => {}
        }
    }
    by_topic
}

impl Counts {
    /// Adds another topic's.
    pub(super) fn add(&mut self, other: &Self) {
        self.unchanged += other.unchanged;
        self.cosmetic += other.cosmetic;
        self.number += other.number;
        self.wording += other.wording;
        self.added += other.added;
        self.removed += other.removed;
        self.moved += other.moved;
        self.apart_before += other.apart_before;
        self.apart_after += other.apart_after;
    }
}

/// What changed under a topic from edition to edition, for a page of the topic.
#[derive(Hash, Serialize)]
pub struct Step<'a> {
    /// The earlier edition.
    pub before: &'a Digested<Card>,
    /// The later edition.
    pub after: &'a Digested<Card>,
    /// The redline.
    pub url: Url,
    /// What changed.
    pub counts: Later<'a, Counts>,
}

/// The comparisons that have something under a topic in a country, the newest first.
pub(super) fn steps<'a>(
    world: &'a World,
    sections: &[SectionIdx],
    topic: TopicIdx,
) -> Vec<Step<'a>> {
    let archive = &world.archive;
    let holds = |report: ReportIdx| {
        let own = |at: &&SectionIdx| {
            archive.section(**at).topics.first().is_some_and(|t| t.topic == topic)
                && archive.face(**at).paragraphs > 0
        };
        sections.iter().filter(own).any(|at| archive.section(*at).report == report)
    };
    let mut steps: Vec<Step<'a>> = (0_u32..)
        .zip(&world.pairs)
        .filter(|(_, pair)| holds(pair.editions.before) && holds(pair.editions.after))
        .map(|(n, pair)| Step {
            before: &archive.report(pair.editions.before).card,
            after: &archive.report(pair.editions.after).card,
            url: redline_url(world, n, topic),
            counts: Later::new(pair.key, move || {
                by_topic(world.comparison(n)).get(&Some(topic)).copied().unwrap_or_default()
            }),
        })
        .collect();
    steps.reverse();
    steps
}

/// What changed since an edition before, in short.
#[derive(Hash, Serialize)]
pub struct Change<'a> {
    /// The edition before.
    pub before: &'a Digested<Card>,
    /// The two held against each other.
    pub url: Url,
    /// The numbers.
    pub short: Later<'a, Short>,
}

/// A comparison in numbers.
#[derive(Hash, Serialize)]
pub struct Short {
    /// Of a hundred sentences that are compared: how many are new.
    pub new_percent: usize,
    /// Figures that changed and may be set side by side.
    pub figures: usize,
    /// Paragraphs with sentences that stood under another topic.
    pub moved_paragraphs: usize,
    /// Sentences that the edition no longer has.
    pub removed: usize,
    /// Whether the outlines have drifted too far apart.
    pub narrow: bool,
}

/// What changed since an edition before, for the later one's page.
pub(super) fn change(world: &World, pair: u32) -> Change<'_> {
    let known = &world.pairs[pair as usize];
    let make = move || {
        let comparison = world.comparison(pair);
        let mut counts = Counts::default();
        by_topic(comparison).values().for_each(|of_topic| counts.add(of_topic));
        Short {
            new_percent: percent(counts.added, comparison.after.len() - counts.apart_after),
            figures: comparison
                .pairs
                .iter()
                .flat_map(|pair| &pair.figures)
                .filter(|figure| figure.verdict == Verdict::Comparable)
                .count(),
            moved_paragraphs: moved_paragraphs(comparison),
            removed: counts.removed,
            narrow: comparison.drift.narrow,
        }
    };
    Change {
        before: &world.archive.report(known.editions.before).card,
        url: url(world, pair),
        short: Later::new(known.key, make),
    }
}

pub(super) fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

pub(super) fn moved_paragraphs(comparison: &Comparison) -> usize {
    let moved = comparison.pairs.iter().filter(|pair| pair.moved);
    let spots = moved.map(|pair| &comparison.after[pair.after as usize]);
    let mut paragraphs: Vec<(u32, u32)> =
        spots.map(|spot| (spot.section, spot.paragraph)).collect();
    paragraphs.dedup();
    paragraphs.len()
}
