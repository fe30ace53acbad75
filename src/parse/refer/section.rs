//! Words that refer to a section of the same report: *see section 2.a., Internet Freedom*.
//!
//! A link to the wrong place is worse than none. Only labels that the report has are linked, and
//! a figure alone (*section 5*) only where something says that no law is meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heading::{self, Named};
use super::label::{self, Label};
use super::words::{self, Words, begins, holds};
use crate::parse::document::SectionFace;

/// The sections of a report by what a text may call them.
pub(super) struct Sections<'f> {
    faces: &'f [SectionFace],
    /// `None` where two sections carry the same label: no one knows which is meant.
    labels: BTreeMap<&'f str, Option<u32>>,
    words: Option<&'static Words>,
}

/// Words that lead to a section.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Their bytes.
    pub(super) at: Range<usize>,
    /// The section's index.
    pub(super) section: u32,
}

/// One label of a list.
struct Item {
    at: Range<usize>,
    section: Option<u32>,
    label: Label,
    named: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    One,
    Many,
    Weak,
}

/// How many labels a list may have.
const MOST_ITEMS: usize = 16;

/// How far behind a label its owner is looked for, in bytes.
const BEHIND: usize = 200;

/// How long the title of a section may be, in bytes.
const LONGEST_TITLE: usize = 120;

/// How far around a figure a law's name is looked for, in words.
const NEAR: usize = 14;

impl<'f> Sections<'f> {
    pub(super) fn new(faces: &'f [SectionFace], language: &str) -> Self {
        let mut labels = BTreeMap::new();
        let words = words::of(language);
        for (n, face) in faces.iter().enumerate() {
            if words.is_some() && !face.label.is_empty() && !face.id.is_empty() {
                let n = u32::try_from(n).ok();
                labels.entry(&*face.label).and_modify(|known| *known = None).or_insert(n);
            }
        }
        Self { faces, labels, words }
    }

    /// The bytes with which a word for a section may begin.
    pub(super) fn initials(&self) -> impl Iterator<Item = u8> {
        let lists = self.words.map(|words| [words.one, words.many, words.weak]);
        let words = lists.into_iter().flatten().flatten();
        // A capital has another byte: in Cyrillic, another first byte or the same.
        words.flat_map(|word| {
            let capital = word.chars().next().and_then(|c| c.to_uppercase().next());
            let mut utf8 = [0; 4];
            let capital = capital.map(|c| c.encode_utf8(&mut utf8).as_bytes()[0]);
            word.bytes().next().into_iter().chain(capital)
        })
    }

    /// The references that begin at byte `start` of some HTML, where a word begins, and the byte
    /// behind them. `floor` is where the text between two tags begins.
    pub(super) fn read(
        &self,
        html: &str,
        floor: usize,
        start: usize,
        out: &mut Vec<Mention>,
    ) -> Option<usize> {
        let words = self.words?;
        let (kind, word_end) = part(words, html, start)?;
        let mut items: Vec<Item> = Vec::new();
        let (mut from, mut at) = (start, spaces(html, word_end)?);
        while let Some(label) = label::read(html, at) {
            let bare = !label.dotted && from == at && kind != Kind::Many;
            if bare && !items.is_empty() {
                // *section 2.a., 7 persons*
                break;
            }
            let section = self.labels.get(label.name.as_str()).copied().flatten();
            let named = section.and_then(|section| self.named(section, html, label.end));
            let end = named.as_ref().map_or(label.end, |named| named.end);
            let section = named.as_ref().map(|named| named.section).or(section);
            items.push(Item { at: from..end, section, label, named: named.is_some() });
            match join(words, kind, html, end) {
                Some(next) if items.len() < MOST_ITEMS => (from, at) = next,
                _ => break,
            }
        }
        let end = items.last()?.at.end;
        if !self.ours(words, kind, &items, html.get(floor..start)?, behind(html, end)) {
            return None;
        }
        out.extend(
            items
                .into_iter()
                .filter_map(|item| item.section.map(|section| Mention { at: item.at, section })),
        );
        Some(end)
    }

    /// Whether the labels are plainly those of this report and not of a law.
    fn ours(&self, words: &Words, kind: Kind, items: &[Item], before: &str, behind: &str) -> bool {
        if items.iter().any(|item| !item.label.dotted && item.section.is_none()) {
            return false;
        }
        if items.iter().any(|item| item.named) {
            return true;
        }
        let itself = match owner(words, behind) {
            Owner::Other => return false,
            Owner::Itself => true,
            Owner::Unsaid => false,
        };
        let mut last = back(words, before);
        let (one, two) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
        let cue = [one, two].into_iter().chain(last.take(2)).any(|w| holds(words.cues, w));
        let against =
            holds(words.laws, one) || (holds(words.against, one) && !holds(words.cues, two));
        if kind == Kind::Weak {
            return cue && !against;
        }
        if items.iter().any(|item| item.label.dotted && item.section.is_some()) {
            return cue || itself || !against;
        }
        let placed = before.ends_with('(') || holds(words.within, one);
        !against && (cue || itself || (placed && !near_law(words, before, behind)))
    }

    /// The section inside a labelled one that the words behind the label name.
    fn named(&self, section: u32, html: &str, from: usize) -> Option<Named> {
        let (at, sure) = heading::begins(html, from)?;
        let mut best: Option<(usize, Named)> = None;
        for (n, face) in self.faces.iter().enumerate() {
            if n < section as usize || face.id.is_empty() || !self.inside(n, section) {
                continue;
            }
            if let Some((matched, end)) = heading::matches(&face.heading, html, at, sure)
                && best.as_ref().is_none_or(|(most, _)| matched > *most)
                && let Ok(section) = u32::try_from(n)
            {
                best = Some((matched, Named { section, end }));
            }
        }
        best.map(|(_, named)| named)
    }

    /// Whether a section is another or stands inside it. Parents come before children.
    fn inside(&self, mut n: usize, section: u32) -> bool {
        loop {
            if n == section as usize {
                return true;
            }
            match self.faces.get(n).and_then(|face| face.parent) {
                Some(parent) if (parent as usize) < n => n = parent as usize,
                _ => return false,
            }
        }
    }
}

/// Whose section it is, by the words behind the label.
enum Owner {
    Unsaid,
    Itself,
    Other,
}

fn owner(words: &Words, behind: &str) -> Owner {
    let rest = behind.strip_prefix('.').unwrap_or(behind);
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let Some(at) = spaces(rest, 0) else { return Owner::Unsaid };
    let rest = &rest[at..];
    let mut next = forward(rest);
    let first = next.next().unwrap_or_default();
    let second = next.next().unwrap_or_default();
    let of = holds(words.of, first);
    let whole = if of { rest[first.len()..].trim_start() } else { rest };
    if words.itself.iter().any(|itself| begins(whole, itself).is_some()) {
        return Owner::Itself;
    }
    let capital = first.starts_with(char::is_uppercase);
    let law = holds(words.laws, first)
        || ((capital || words.of.is_empty()) && holds(words.laws, second))
        || (holds(words.within, first)
            && forward(rest).take(6).any(|word| holds(words.laws, word)));
    if of || law { Owner::Other } else { Owner::Unsaid }
}

fn near_law(words: &Words, before: &str, behind: &str) -> bool {
    back(words, before).take(NEAR).chain(forward(behind).take(NEAR)).any(|w| holds(words.laws, w))
}

/// The words of the sentence before a place, the nearest first.
fn back<'t>(words: &Words, text: &'t str) -> impl Iterator<Item = &'t str> {
    let mut ended = false;
    text.split_whitespace().rev().map_while(move |token| {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        // *cf.* and *см.* end no sentence.
        ended |= token.ends_with(['.', ';', '?', '!']) && !holds(words.cues, word);
        (!ended).then_some(word)
    })
}

/// The text behind a place, up to the next tag and no further than anybody looks.
fn behind(html: &str, at: usize) -> &str {
    let rest = html.get(at..).unwrap_or_default();
    let end = rest.char_indices().find(|(n, c)| *c == '<' || *n > BEHIND);
    end.map_or(rest, |(n, _)| &rest[..n])
}

/// The words of the sentence behind a place.
fn forward(text: &str) -> impl Iterator<Item = &str> {
    let mut ended = false;
    text.split_whitespace().map_while(move |token| {
        let last = std::mem::replace(&mut ended, token.ends_with(['.', ';', '?', '!', ')']));
        (!last).then(|| token.trim_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// A word for a section at some byte, and the byte behind it.
fn part(words: &Words, html: &str, at: usize) -> Option<(Kind, usize)> {
    let text = html.get(at..)?;
    let lists = [(Kind::Many, words.many), (Kind::One, words.one), (Kind::Weak, words.weak)];
    lists.into_iter().find_map(|(kind, list)| {
        let len = list.iter().find_map(|word| {
            let len = begins(text, word)?;
            text.get(len..)?.starts_with(char::is_whitespace).then_some(len)
        })?;
        Some((kind, at + len))
    })
}

/// Where the next item of a list begins, and its label: the same unless the word for a section
/// is repeated.
fn join(words: &Words, kind: Kind, html: &str, end: usize) -> Option<(usize, usize)> {
    let mut at = end;
    let rest = html.get(at..)?;
    if let Some(dash) = ["–", "-", "—"].iter().find(|dash| rest.starts_with(**dash)) {
        return Some((at + dash.len(), at + dash.len()));
    }
    at += usize::from(rest.starts_with('.'));
    let comma = html.get(at..)?.starts_with(',');
    at = spaces(html, at + usize::from(comma))?;
    let joined = words.joins.iter().find_map(|word| {
        let len = begins(html.get(at..)?, word)?;
        spaces(html, at + len)
    });
    if !comma && joined.is_none() {
        return None;
    }
    at = joined.unwrap_or(at);
    if kind == Kind::Many && comma && joined.is_none() {
        at = over_title(words, html, at);
    }
    let label = part(words, html, at).and_then(|(_, behind)| spaces(html, behind));
    Some((at, label.unwrap_or(at)))
}

/// Behind a title that is no heading of the report: *sections 3, Political Parties, and 7.a.*
fn over_title(words: &Words, html: &str, at: usize) -> usize {
    let Some(rest) = html.get(at..).filter(|rest| rest.starts_with(char::is_uppercase)) else {
        return at;
    };
    let title = rest
        .char_indices()
        .take_while(|(n, c)| *n < LONGEST_TITLE && !matches!(c, '.' | ';' | ')' | '<'));
    let last = title.filter(|(_, c)| *c == ',').find_map(|(n, _)| {
        let from = spaces(html, at + n + 1)?;
        let word = words.joins.iter().find_map(|word| begins(html.get(from..)?, word))?;
        spaces(html, from + word)
    });
    last.unwrap_or(at)
}

/// The byte behind one to three spaces.
pub(super) fn spaces(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let width: usize =
        rest.chars().take(3).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    (width > 0).then_some(at + width)
}
