//! Paragraphs of a section as the lock knows them, and as they stand now → who bears which number.

use std::collections::{BTreeMap, VecDeque};

use super::Known;
use super::sketch::Sketch;

/// A paragraph as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Current {
    /// The fingerprint of its words.
    pub(super) print: u64,
    /// Its plain text.
    pub(super) text: String,
}

/// Who bears which number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    /// By position.
    pub(super) numbers: Vec<u32>,
    /// What the lock should know, in the order of numbers.
    pub(super) known: Vec<Known>,
}

/// Slots that two sketches share where a paragraph is the same with other words: about a quarter of
/// its pairs of words. Half of a paragraph that was split passes; so do two in a thousand pairs of
/// paragraphs of one section, by the reports of this project's own archive.
const ALIKE: usize = 4;

/// The same between two neighbours that are known, where little else can have been meant. Place
/// alone makes no paragraph the same: who cites it would find other words under its number.
const ALIKE_IN_PLACE: usize = 3;

/// Gives each paragraph its number. With `whole`, a paragraph that is not there has vanished.
pub(super) fn assign(known: &[Known], current: &[Current], whole: bool) -> Assigned {
    let mut task = Task::new(known, current);
    task.same_words(false);
    if task.is_open() {
        // Words that were taken out and put back have their old number again.
        task.same_words(true);
    }
    if task.is_open() {
        task.likeness();
        task.neighbours();
    }
    task.finish(whole)
}

struct Task<'a> {
    known: &'a [Known],
    current: &'a [Current],
    /// By position: the index among those known.
    found: Vec<Option<usize>>,
    /// By index: whether somebody has it.
    taken: Vec<bool>,
    /// By position, where one was asked for.
    sketches: BTreeMap<usize, Sketch>,
}

impl<'a> Task<'a> {
    fn new(known: &'a [Known], current: &'a [Current]) -> Self {
        Self {
            known,
            current,
            found: vec![None; current.len()],
            taken: vec![false; known.len()],
            sketches: BTreeMap::new(),
        }
    }

    fn is_open(&self) -> bool {
        self.found.iter().any(Option::is_none)
    }

    fn take(&mut self, position: usize, index: usize) {
        self.found[position] = Some(index);
        self.taken[index] = true;
    }

    /// Paragraphs whose words are as they were, in their order.
    fn same_words(&mut self, gone: bool) {
        let mut by_print: BTreeMap<u64, VecDeque<usize>> = BTreeMap::new();
        for (index, known) in self.known.iter().enumerate() {
            if known.gone == gone && !self.taken[index] {
                by_print.entry(known.print).or_default().push_back(index);
            }
        }
        for (position, paragraph) in self.current.iter().enumerate() {
            if self.found[position].is_none()
                && let Some(index) =
                    by_print.get_mut(&paragraph.print).and_then(VecDeque::pop_front)
            {
                self.take(position, index);
            }
        }
    }

    fn open_positions(&self) -> Vec<usize> {
        (0..self.found.len()).filter(|position| self.found[*position].is_none()).collect()
    }

    fn open_known(&self) -> Vec<usize> {
        let open = |index: &usize| !self.taken[*index] && !self.known[*index].gone;
        (0..self.known.len()).filter(open).collect()
    }

    fn alike(&mut self, position: usize, index: usize) -> usize {
        let text = &self.current[position].text;
        let sketch = self.sketches.entry(position).or_insert_with(|| Sketch::of(text));
        sketch.likeness(&self.known[index].sketch)
    }

    /// Paragraphs that share enough words with one that is known, the likest first.
    fn likeness(&mut self) {
        let known = self.open_known();
        let mut pairs = Vec::new();
        for position in self.open_positions() {
            for index in &known {
                let alike = self.alike(position, *index);
                if alike >= ALIKE {
                    pairs.push((std::cmp::Reverse(alike), position, *index));
                }
            }
        }
        pairs.sort_unstable();
        for (_, position, index) in pairs {
            if self.found[position].is_none() && !self.taken[index] {
                self.take(position, index);
            }
        }
    }

    /// Paragraphs that share some words with one that stood between the same neighbours.
    fn neighbours(&mut self) {
        for position in self.open_positions() {
            let number = |found: Option<usize>| found.map(|index| self.known[index].number);
            let before = self.found[..position].iter().rev().find_map(|found| number(*found));
            let after = self.found[position + 1..].iter().find_map(|found| number(*found));
            let between = before.unwrap_or(0) + 1..after.unwrap_or(u32::MAX);
            let inside = |index: &usize| between.contains(&self.known[*index].number);
            let open: Vec<usize> = self.open_known().into_iter().filter(inside).collect();
            let first =
                open.into_iter().find(|index| self.alike(position, *index) >= ALIKE_IN_PLACE);
            if let Some(index) = first {
                self.take(position, index);
            }
        }
    }

    fn finish(mut self, whole: bool) -> Assigned {
        let highest = self.known.iter().map(|known| known.number).max().unwrap_or(0);
        let mut fresh = highest + 1..;
        let mut numbers: Vec<u32> = self
            .found
            .iter()
            .map(|found| match found {
                Some(index) => self.known[*index].number,
                None => fresh.next().unwrap_or_default(),
            })
            .collect();
        self.in_order(&mut numbers);
        let mut known: Vec<Known> = Vec::with_capacity(numbers.len());
        for (position, (number, paragraph)) in numbers.iter().zip(self.current).enumerate() {
            let same = self.known.binary_search_by_key(number, |known| known.number).ok();
            let same =
                same.map(|at| &self.known[at]).filter(|known| known.print == paragraph.print);
            let sketch = match (same, self.sketches.remove(&position)) {
                (Some(known), _) => known.sketch,
                (None, Some(sketch)) => sketch,
                (None, None) => Sketch::of(&paragraph.text),
            };
            known.push(Known { number: *number, print: paragraph.print, sketch, gone: false });
        }
        let left = self.known.iter().zip(&self.taken).filter(|(_, taken)| !**taken);
        known.extend(left.map(|(known, _)| Known { gone: known.gone || whole, ..known.clone() }));
        known.sort_unstable_by_key(|known| known.number);
        Assigned { numbers, known }
    }

    /// Puts the numbers of paragraphs with the same words into their order. The lock cannot tell
    /// them apart, so the next reading would.
    fn in_order(&self, numbers: &mut [u32]) {
        let mut alike: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (position, paragraph) in self.current.iter().enumerate() {
            alike.entry(paragraph.print).or_default().push(position);
        }
        for positions in alike.into_values().filter(|positions| positions.len() > 1) {
            let mut sorted: Vec<u32> = positions.iter().map(|at| numbers[*at]).collect();
            sorted.sort_unstable();
            for (position, number) in positions.into_iter().zip(sorted) {
                numbers[position] = number;
            }
        }
    }
}
