//! Which lines are headings, of what level, and where a paragraph has a run-in one.
//!
//! An outline that the archive knows decides where it has the words; where it has not, their form:
//! a label, or words set like a title that end no sentence.

use std::collections::{HashMap, HashSet};

use super::join;
use super::lines::{Line, closes, folded, opens};
use super::metrics::Measure;
use crate::import::known::Outline;
use crate::parse::heading::{normal, split};

/// How many lines a heading may take.
const LINES: usize = 4;

/// Words that stay small in a title.
const SMALL: [&str; 38] = [
    "a", "about", "after", "against", "among", "an", "and", "as", "at", "before", "between", "but",
    "by", "during", "for", "from", "in", "into", "nor", "of", "off", "on", "onto", "or", "out",
    "over", "per", "than", "that", "the", "through", "to", "under", "upon", "versus", "vs", "with",
    "within",
];

/// Words before a colon that head nothing.
const REMARKS: [&str; 10] = [
    "note", "source", "sources", "editor", "update", "photo", "contact", "question", "answer",
    "tel",
];

/// What a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Section 2. …`, and a heading with nothing above it in the outline.
    Section,
    /// `a. …`
    Letter,
    /// A heading without a label.
    Bare,
}

/// A heading found at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// How many lines it takes.
    pub(super) lines: usize,
    /// Its words.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether the outline has it.
    pub(super) known: bool,
}

/// Finds headings.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// The known ones, and whether nothing stands above them.
    known: HashMap<String, bool>,
    /// Beginnings of the known ones, to tell quickly what is none.
    firsts: HashSet<String>,
}

impl Headings {
    /// Knows the headings of an outline.
    pub(super) fn of(outline: Option<&Outline>) -> Self {
        let mut all = Self::default();
        for heading in outline.iter().flat_map(|outline| &outline.headings) {
            *all.known.entry(heading.normal.clone()).or_insert(false) |= heading.depth == 0;
            all.firsts.extend(heading.normal.split(' ').next().map(str::to_owned));
        }
        all
    }

    /// The heading that begins at a line, where a paragraph may begin.
    pub(super) fn at(&self, lines: &[Line<'_>], at: usize, measure: &Measure) -> Option<Found> {
        let first = lines.get(at)?;
        if first.text.len() > 300 || !(opens(&first.text) || is_labelled(&first.text)) {
            return None;
        }
        self.known_at(lines, at).or_else(|| by_form(lines, at, measure))
    }

    fn known_at(&self, lines: &[Line<'_>], at: usize) -> Option<Found> {
        let first = lines.get(at)?;
        let start = normal(&first.text);
        if !self.firsts.contains(start.split(' ').next()?) {
            return None;
        }
        // Two lines that begin alike are two headings; the longest match is the one that is meant.
        (1..=LINES).rev().find_map(|count| {
            let part = lines.get(at..at + count)?;
            if part[1..].iter().any(|line| line.blank || is_labelled(&line.text)) {
                return None;
            }
            let text = joined(part);
            let top = *self.known.get(&normal(&text))?;
            let kind = kind(&text, top);
            (kind != Kind::Bare || !text.ends_with(['.', ',', ';', ':'])).then_some(Found {
                lines: count,
                text,
                kind,
                known: true,
            })
        })
    }

    /// Whether a line alone is a heading that the outline has.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.known.contains_key(&normal(text))
    }

    /// The run-in heading of a paragraph, and where the text behind it begins.
    pub(super) fn run_in(&self, text: &str) -> Option<(String, usize)> {
        let colon = text.char_indices().take(200).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
        let heading = text.get(..colon)?.trim();
        let behind = &text[colon + 1..];
        let rest = behind.trim_start();
        if heading.is_empty() || rest.is_empty() || !behind.starts_with(char::is_whitespace) {
            return None;
        }
        let capital = heading.chars().next().is_some_and(char::is_uppercase);
        let plain = !heading.contains(['.', '?', '!', ';', '“', '”', '"']);
        let known = capital && self.known.contains_key(&normal(heading));
        let formed = plain
            && opens(rest)
            && heading.split_whitespace().count() <= 14
            && strict_title(heading)
            && !REMARKS.contains(&&*heading.to_lowercase())
            && !is_labelled(heading);
        (known || formed).then(|| (heading.to_owned(), text.len() - rest.len()))
    }

    /// Whether a line begins a paragraph with a run-in heading, which may go on to the next line.
    pub(super) fn runs_in(&self, lines: &[Line<'_>], at: usize) -> bool {
        let Some(first) = lines.get(at) else { return false };
        if !first.text.chars().next().is_some_and(char::is_uppercase) {
            return false;
        }
        let end = (at + 3).min(lines.len());
        self.run_in(&joined(&lines[at..end])).is_some()
    }
}

/// The level of each heading, by those before it.
#[derive(Debug, Default)]
pub(super) struct Levels {
    section: bool,
    letter: bool,
}

impl Levels {
    /// The level of the next heading: sections 2, letters 3, and what has no label below the
    /// last of them.
    pub(super) fn next(&mut self, kind: Kind) -> u8 {
        match kind {
            Kind::Section => {
                (self.section, self.letter) = (true, false);
                2
            }
            Kind::Letter => {
                self.letter = true;
                if self.section { 3 } else { 2 }
            }
            Kind::Bare => 2 + u8::from(self.section) + u8::from(self.letter),
        }
    }
}

fn kind(text: &str, top: bool) -> Kind {
    let printed = split(text).printed;
    if printed.contains(' ') || (top && printed.is_empty()) {
        Kind::Section
    } else if printed.is_empty() {
        Kind::Bare
    } else {
        Kind::Letter
    }
}

/// Whether a text begins with `Section 2.` or `a.`.
pub(super) fn is_labelled(text: &str) -> bool {
    let heading = split(text);
    let letter = heading.label.len() == 1 && heading.label.bytes().all(|b| b.is_ascii_lowercase());
    let small = letter && heading.printed.starts_with(|c: char| c.is_ascii_lowercase());
    let part = heading.printed.contains(' ') && heading.printed.starts_with(char::is_uppercase);
    (small && heading.printed.ends_with('.')) || part
}

fn joined(lines: &[Line<'_>]) -> String {
    join::words(lines)
}

/// A heading that no outline has, by its form.
fn by_form(lines: &[Line<'_>], at: usize, measure: &Measure) -> Option<Found> {
    let line = lines.get(at)?;
    let labelled = is_labelled(&line.text);
    let title = |text: &str, strict: bool| {
        !closes(text)
            && !text.ends_with([',', ';'])
            && if strict { strict_title(text) } else { loose_title(text) }
    };
    let mut count = 1;
    while count < LINES {
        let (Some(last), Some(next)) = (lines.get(at + count - 1), lines.get(at + count)) else {
            break;
        };
        let open = ends_open(&last.text);
        let goes_on = !next.blank
            && !is_labelled(&next.text)
            && (open || !measure.heading_fits(&last.text, &next.text))
            && loose_title(&next.text)
            && !closes(&next.text);
        if !goes_on {
            break;
        }
        count += 1;
    }
    let part = lines.get(at..at + count)?;
    let text = joined(part);
    let next = lines.get(at + count);
    let last = part.last()?;
    if labelled {
        return title(&text, false).then(|| Found {
            lines: count,
            kind: kind(&text, false),
            text,
            known: false,
        });
    }
    let alone = next.is_none_or(|next| {
        next.blank
            || ((opens(&next.text) || is_labelled(&next.text))
                && measure.heading_fits(&last.text, &next.text))
    });
    let few = text.split_whitespace().count() <= 20;
    let ends = text.ends_with(':');
    // A title at the very end heads nothing.
    let heads = next.is_some();
    (alone && few && !ends && heads && title(&text, true)).then_some(Found {
        lines: count,
        kind: Kind::Bare,
        text,
        known: false,
    })
}

/// Whether a heading cannot end here.
fn ends_open(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    text.ends_with([',', '-', '/']) || SMALL.contains(&last)
}

/// Whether words are set like a title: each begins large but for the small words of grammar.
fn strict_title(text: &str) -> bool {
    large_words(text) == Some(0)
}

/// The same with two small words more, which printers let slip in long headings.
fn loose_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    large_words(text).is_some_and(|small| small == 0 || (words >= 5 && small * 4 <= words))
}

/// How many words of a title begin small and should not; `None` where no word begins large.
fn large_words(text: &str) -> Option<usize> {
    let heading = split(text);
    let mut large = false;
    let mut small = 0;
    for word in heading.words.split_whitespace() {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = plain.chars().next() else { continue };
        if first.is_uppercase() {
            large = true;
        } else if first.is_lowercase() && !SMALL.contains(&plain) {
            small += 1;
        }
    }
    large.then_some(small)
}

/// Whether a paragraph of a line is a heading by its form: of a page's text, where each
/// paragraph is one line.
pub(super) fn is_title_line(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let title = if is_labelled(text) { loose_title(text) } else { strict_title(text) };
    words <= 25 && !closes(text) && !text.ends_with([',', ';']) && title
}

/// The kind of a heading that stands alone.
pub(super) fn kind_of(headings: &Headings, text: &str) -> Kind {
    let top = headings.known.get(&normal(text)).copied().unwrap_or(false);
    kind(&folded(text), top)
}

#[cfg(test)]
mod tests {}
