//! Two editions of one publisher on one country, sentence by sentence: [`compare`] gives a
//! [`Comparison`].
//!
//! Sentences are aligned within their topic, then across topics, so that what moved is not taken
//! for something removed and something added. What an edition has nothing on because our copy of
//! it is not whole, or because its outline has no heading for it, is never called removed: absence
//! is not evidence.

mod align;
mod editions;
mod classify;
mod counted;
mod form;
pub mod figure;
pub mod reading;
pub mod redline;
pub mod word;

pub use editions::{Editions, Ready, editions, of_editions, scope};

use std::collections::BTreeSet;
use std::ops::Range;

use figure::{Unit, Verdict};
use reading::Sentence;

use crate::archive::thesaurus::TopicIdx;

/// What of an edition the archive holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    /// All of it.
    Whole,
    /// The parts that it holds, whole.
    Part,
    /// Passages that somebody else quotes.
    Quoted,
}

/// An edition as it is compared.
pub struct Side {
    /// Its sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// The topics that its headings have.
    pub topics: BTreeSet<TopicIdx>,
    /// What of it the archive holds.
    pub scope: Scope,
    /// The shape of its coverage year, for figures that name no other time.
    pub whole_year: u64,
}

/// How a sentence of the later edition stands to that of the earlier one which it continues.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// The same words.
    Unchanged,
    /// Another tense, article, case or numeral style, a date told from another year, a body under
    /// its new name.
    Cosmetic,
    /// The same statement with another figure or date.
    Number,
    /// Other words.
    Wording,
}

/// Two sentences that belong together.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Index of the earlier one.
    pub before: u32,
    /// Index of the later one.
    pub after: u32,
    /// How they differ.
    pub class: Class,
    /// Whether they stand under headings of different topics.
    pub moved: bool,
    /// Whether a "no" or "not" came or went.
    pub reversed: bool,
    /// Whether one of them holds the other among more: it was split, or merged.
    pub part: bool,
    /// Figures of the two that differ, side by side.
    pub figures: Box<[FigurePair]>,
}

/// A figure of each of two sentences.
#[derive(Clone, Debug)]
pub struct FigurePair {
    /// The earlier one.
    pub before: FigureAt,
    /// The later one.
    pub after: FigureAt,
    /// Whether they may be set side by side.
    pub verdict: Verdict,
}

/// A figure and where it stands.
#[derive(Clone, Debug)]
pub struct FigureAt {
    /// Where it stands in its sentence, with its unit and what it counts.
    pub at: Range<u32>,
    /// Its value, without grouping.
    pub value: Box<str>,
    /// What it is measured in.
    pub unit: Unit,
    /// The time that it counts over, in words; empty where the sentence names none.
    pub period: Box<str>,
}

/// What became of a sentence, or where it came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fate {
    /// It belongs to a sentence of the other edition, by the index of the pair.
    Paired(u32),
    /// Nothing in the other edition belongs to it: it was removed, or added.
    Alone,
    /// The other edition, or our copy of it, has no heading where it could stand.
    NotCompared,
}

/// A sentence in its place.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its section, by its index in the report.
    pub section: u32,
    /// Its paragraph in the section, from 1.
    pub paragraph: u32,
    /// Where it stands in the paragraph's plain text.
    pub at: Range<u32>,
    /// The topic of its section.
    pub topic: Option<TopicIdx>,
    /// What became of it, or where it came from.
    pub fate: Fate,
}

/// Two editions held against each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The sentences of the earlier edition.
    pub before: Vec<Spot>,
    /// The sentences of the later edition.
    pub after: Vec<Spot>,
    /// Sentences that belong together, in the order of the later edition.
    pub pairs: Vec<Pair>,
    /// How far the two outlines have drifted apart.
    pub drift: Drift,
}

/// How far the outlines of two editions have drifted apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Drift {
    /// Sentences under topics that the other edition has no heading for, of a thousand.
    pub permille: u32,
    /// Topics that only the earlier edition has a heading for.
    pub lost: Vec<TopicIdx>,
    /// Topics that only the later edition has a heading for.
    pub new: Vec<TopicIdx>,
    /// Whether that is too far: then only text under topics of both is compared.
    pub narrow: bool,
}

/// A quarter of the text under headings that the other edition lacks: by then an outline has been
/// remade, as the State Department did for its reports covering 2024, and what is missing says
/// more about the outline than about the country.
const TOO_FAR: u32 = 250;

/// Holds two editions against each other.
pub fn compare(before: &Side, after: &Side) -> Comparison {
    let drift = drift(before, after);
    let found = align::align(&before.sentences, &after.sentences, drift.narrow);
    let mut pairs: Vec<Pair> =
        found.whole.into_iter().map(|(b, a)| classify::pair(before, after, b, a)).collect();
    pairs.extend(found.parts.into_iter().map(|(b, a)| Pair {
        before: b,
        after: a,
        class: Class::Wording,
        moved: false,
        reversed: false,
        part: true,
        figures: Box::default(),
    }));
    pairs.sort_unstable_by_key(|pair| (pair.after, pair.part, pair.before));
    let mut fates = (vec![None; before.sentences.len()], vec![None; after.sentences.len()]);
    for (n, pair) in (0..).zip(&pairs) {
        let (before, after) = (pair.before as usize, pair.after as usize);
        // A part leaves the sentence that holds it with its own fellow.
        if !pair.part || fates.0[before].is_none() {
            fates.0[before] = Some(Fate::Paired(n));
        }
        if !pair.part || fates.1[after].is_none() {
            fates.1[after] = Some(Fate::Paired(n));
        }
    }
    Comparison {
        before: spots(before, after, fates.0, drift.narrow, true),
        after: spots(after, before, fates.1, drift.narrow, false),
        pairs,
        drift,
    }
}

fn spots(
    side: &Side,
    other: &Side,
    fates: Vec<Option<Fate>>,
    narrow: bool,
    removes: bool,
) -> Vec<Spot> {
    let spot = |(sentence, fate): (&Sentence, Option<Fate>)| {
        let headed = sentence.topic.is_some_and(|topic| other.topics.contains(&topic));
        // The earlier copy's own sections are whole: what they lack was not there. A later copy
        // that is not whole is never said to have dropped something.
        let sure = match other.scope {
            Scope::Whole => headed || !narrow,
            Scope::Part => headed && !removes,
            Scope::Quoted => false,
        };
        let alone = if sure { Fate::Alone } else { Fate::NotCompared };
        Spot {
            section: sentence.section,
            paragraph: sentence.paragraph,
            at: sentence.at.clone(),
            topic: sentence.topic,
            fate: fate.unwrap_or(alone),
        }
    };
    side.sentences.iter().zip(fates).map(spot).collect()
}

fn drift(before: &Side, after: &Side) -> Drift {
    let lost: Vec<TopicIdx> = before.topics.difference(&after.topics).copied().collect();
    let new: Vec<TopicIdx> = after.topics.difference(&before.topics).copied().collect();
    let under = |side: &Side, topics: &[TopicIdx]| {
        let there =
            |s: &&Sentence| s.topic.is_none_or(|topic| topics.binary_search(&topic).is_ok());
        side.sentences.iter().filter(there).count()
    };
    // What our copies lack says nothing about the outlines.
    let whole = before.scope == Scope::Whole && after.scope == Scope::Whole;
    let all = before.sentences.len() + after.sentences.len();
    let apart = under(before, &lost) + under(after, &new);
    let permille = if whole && all > 0 { apart * 1000 / all } else { 0 };
    let permille = u32::try_from(permille).unwrap_or(1000);
    Drift { permille, lost, new, narrow: permille > TOO_FAR }
}

impl Comparison {
    /// The pair that a sentence of the later edition belongs to.
    pub fn pair_of(&self, spot: &Spot) -> Option<&Pair> {
        match spot.fate {
            Fate::Paired(n) => self.pairs.get(n as usize),
            Fate::Alone | Fate::NotCompared => None,
        }
    }
}
