//! Which number a paragraph bears, for as long as the archive lasts: a report's text and what
//! `permalinks.lock` says of it → [`Numbers`], and what the lock should say.
//!
//! Inside the program a paragraph is its position in its section. Addresses are made of numbers
//! instead: a paragraph's first position becomes its number and stays with it. A later text finds
//! its numbers by the same words, then by likeness. A number is never given twice: a new paragraph
//! gets a fresh one, and that of a paragraph that vanished stays behind to say so.
//!
//! Nothing here reads or writes a file.

mod assign;
mod lock;
mod news;
mod sketch;

pub use lock::{Lock, NAME, read};
pub use news::News;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use assign::{Current, assign};
use sketch::Sketch;

use crate::digest::{Digest, Digested};
use crate::parse::document::{Body, Face};
use crate::parse::matter::{Display, Status};
use crate::path::Url;
use crate::prose::{plain, wording};

/// A paragraph as the lock knows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Known {
    /// Its number.
    number: u32,
    /// The fingerprint of its words.
    print: u64,
    /// What it is known again by when its words have changed.
    sketch: Sketch,
    /// Whether the text has it no more.
    gone: bool,
}

/// What the lock says of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReportLock {
    /// The paragraphs of each section by its id, in the order of their numbers.
    sections: BTreeMap<Box<str>, Vec<Known>>,
    /// Ids that sections had, each with the id of the section that has its paragraphs.
    moved: BTreeMap<Box<str>, Box<str>>,
}

/// The numbers of one report's paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    sections: Vec<SectionNumbers>,
    moved: BTreeMap<Box<str>, u32>,
    digest: Digest,
}

/// The numbers of one section's paragraphs. Empty, each number is the position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectionNumbers {
    /// By position.
    of: Vec<u32>,
    /// Numbers of paragraphs that vanished.
    gone: Vec<u32>,
}

/// The numbers of a report, and what the lock should say of it.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The numbers.
    pub numbers: Numbers,
    /// What the lock should say; `None` where a text is not published and nothing is settled.
    proposal: Option<ReportLock>,
}

impl ReportLock {
    fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.moved.is_empty()
    }
}

impl SectionNumbers {
    /// The number of the paragraph at a position, which begins at 1.
    pub fn number(&self, position: u32) -> u32 {
        let at = position.checked_sub(1).and_then(|at| self.of.get(at as usize));
        at.copied().unwrap_or(position)
    }

    /// The position of the paragraph with a number, if the text has it.
    pub fn position(&self, number: u32) -> Option<u32> {
        if self.of.is_empty() {
            return (number > 0).then_some(number);
        }
        let at = self.of.iter().position(|known| *known == number)?;
        u32::try_from(at + 1).ok()
    }

    /// The numbers of paragraphs that vanished.
    pub fn gone(&self) -> &[u32] {
        &self.gone
    }

    fn is_plain(&self) -> bool {
        self.gone.is_empty() && (1..).zip(&self.of).all(|(position, number)| position == *number)
    }
}

impl Numbers {
    fn new(sections: Vec<SectionNumbers>, moved: BTreeMap<Box<str>, u32>) -> Self {
        // Numbers that are positions say nothing: a paragraph more at the end changes no other.
        let told: Vec<_> =
            (0_u32..).zip(&sections).filter(|(_, section)| !section.is_plain()).collect();
        let digest = Digest::of(&(told, &moved));
        Self { sections, moved, digest }
    }

    /// The numbers of a section, by its index in the report.
    pub fn section(&self, section: u32) -> &SectionNumbers {
        static PLAIN: SectionNumbers = SectionNumbers { of: Vec::new(), gone: Vec::new() };
        self.sections.get(section as usize).unwrap_or(&PLAIN)
    }

    /// Ids that sections had, each with the index of the section that has its paragraphs.
    pub fn moved(&self) -> &BTreeMap<Box<str>, u32> {
        &self.moved
    }

    /// The section that has, or had, an id.
    pub fn section_called(&self, face: &Face, id: &str) -> Option<u32> {
        let at = face.sections.iter().position(|section| &*section.id == id);
        at.and_then(|at| u32::try_from(at).ok()).or_else(|| self.moved.get(id).copied())
    }

    /// The section and the position of the paragraph that an anchor names, as `1c-torture-p3`.
    pub fn paragraph_called(&self, face: &Face, anchor: &str) -> Option<(u32, u32)> {
        let (id, number) = anchor.rsplit_once("-p")?;
        let section = self.section_called(face, id)?;
        Some((section, self.section(section).position(number.parse().ok()?)?))
    }

    /// Digest of all numbers that are not positions: a change of prose leaves it as it is.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// The name that the lock has for the report at an address.
pub fn name(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

/// Finds the numbers of a report's paragraphs.
pub fn place(known: Option<&ReportLock>, face: &Face, body: &Body) -> Placed {
    let nothing = ReportLock::default();
    let known = known.unwrap_or(&nothing);
    let texts: Vec<Vec<Current>> = body
        .sections
        .iter()
        .map(|section| {
            let text = |block| {
                let text = plain(block);
                Current { print: wording(&text), text }
            };
            section.blocks.iter().map(text).collect()
        })
        .collect();
    let ids: Vec<&str> = face.sections.iter().map(|section| &*section.id).collect();
    let renamed = renamed(known, &ids, &texts);
    // What the licence keeps back has not vanished.
    let whole = face.matter.licence.display == Display::Full;
    let mut proposal = ReportLock::default();
    let mut sections = Vec::with_capacity(ids.len());
    for (id, texts) in ids.iter().zip(&texts) {
        let from = renamed.iter().find(|(_, to)| to == id).map_or(*id, |(from, _)| *from);
        let of_section = known.sections.get(from).map_or(&[][..], Vec::as_slice);
        let assigned = assign(of_section, texts, whole);
        let gone = assigned.known.iter().filter(|known| known.gone).map(|known| known.number);
        sections.push(SectionNumbers { gone: gone.collect(), of: assigned.numbers });
        if !assigned.known.is_empty() {
            proposal.sections.insert((*id).into(), assigned.known);
        }
    }
    // Sections that vanished altogether, or whose heading may come back.
    for (id, paragraphs) in &known.sections {
        let here = ids.contains(&&**id) || renamed.iter().any(|(from, _)| *from == &**id);
        if !here {
            let gone = |known: &Known| Known { gone: true, ..known.clone() };
            proposal.sections.insert(id.clone(), paragraphs.iter().map(gone).collect());
        }
    }
    for (from, to) in &known.moved {
        let now = renamed.iter().find(|(old, _)| *old == &**to).map_or(&**to, |(_, new)| *new);
        proposal.moved.insert(from.clone(), now.into());
    }
    proposal.moved.extend(renamed.iter().map(|(from, to)| ((*from).into(), (*to).into())));
    proposal.moved.retain(|from, _| !ids.contains(&&**from));
    let index = |to: &str| u32::try_from(ids.iter().position(|id| *id == to)?).ok();
    let led = proposal.moved.iter().filter_map(|(from, to)| Some((from.clone(), index(to)?)));
    let numbers = Numbers::new(sections, led.collect());
    let settled = face.matter.status == Status::Published;
    Placed { numbers, proposal: settled.then_some(proposal) }
}

/// Words that a paragraph has to have before a section is known again by it: *Not applicable.*
/// stands under any heading.
const TELLING: usize = 6;

/// Sections whose id changed: those of the lock that the text lacks, each with the new section
/// that has at least half of its paragraphs.
fn renamed<'a>(
    known: &'a ReportLock,
    ids: &[&'a str],
    texts: &[Vec<Current>],
) -> Vec<(&'a str, &'a str)> {
    let lost = known.sections.iter().filter(|(id, _)| !ids.contains(&&***id));
    let is_new = |id: &str| !known.sections.contains_key(id);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut renamed = Vec::new();
    for (id, paragraphs) in lost {
        let kept: Vec<u64> = paragraphs.iter().filter(|p| !p.gone).map(|p| p.print).collect();
        let shared = |texts: &[Current]| {
            let telling = |text: &&Current| {
                kept.contains(&text.print) && text.text.split_whitespace().count() >= TELLING
            };
            let mut prints: Vec<u64> =
                texts.iter().filter(telling).map(|text| text.print).collect();
            prints.sort_unstable();
            prints.dedup();
            prints.len()
        };
        let open = ids.iter().zip(texts).filter(|(id, _)| is_new(id) && !taken.contains(**id));
        let best = open
            .map(|(id, texts)| (shared(texts), *id))
            .filter(|(count, _)| *count > 0 && count * 2 >= kept.len())
            // The first of several that are as good.
            .min_by_key(|(count, _)| std::cmp::Reverse(*count));
        if let Some((_, to)) = best {
            taken.insert(to);
            renamed.push((&**id, to));
        }
    }
    renamed
}

impl Lock {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// What the lock should say, given the reports that there are: each with its name and its
    /// numbers. Of reports that are not there it says what it said: they may come back.
    pub fn renewed<'a>(&self, reports: impl Iterator<Item = (&'a str, &'a Placed)>) -> Self {
        let mut lock = self.clone();
        for (name, placed) in reports {
            if let Some(proposal) = placed.proposal.as_ref().filter(|known| !known.is_empty()) {
                lock.reports.insert(name.into(), Arc::new(Digested::new(proposal.clone())));
            }
        }
        lock
    }
}

#[cfg(test)]
mod tests;
