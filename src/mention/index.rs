//! Names in an order in which they are found: by first word, then letter by letter.
//!
//! The automaton looks for first words alone, which no printer writes in two ways. From there the
//! text is read on against the sorted names, and folded as it is read: nothing is copied.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::letters::{fold, folded, in_word};

/// Names by first word.
#[derive(Debug)]
pub(super) struct Index {
    /// Sorted.
    names: Vec<Key>,
    /// Sorted; each with its names.
    firsts: Vec<(Box<str>, Range<usize>)>,
    /// Finds the n-th of `firsts`. There is none if there are no names.
    automaton: Option<AhoCorasick>,
}

/// A name as it is compared, [`folded`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    first: Box<str>,
    /// What follows the first word.
    rest: Box<str>,
    /// What stands before it: a quotation mark, mostly nothing.
    lead: Box<str>,
}

impl Key {
    fn new(name: &str) -> Option<Self> {
        let name = folded(name);
        let (lead, name) = name.split_at(name.find(in_word)?);
        let end = name.find(|letter| !in_word(letter)).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        Some(Self { first: first.into(), rest: rest.into(), lead: lead.into() })
    }
}

impl Index {
    /// An index, and the number that each name has in it; none for a name without a letter.
    pub(super) fn new(names: &[impl AsRef<str>]) -> (Self, Vec<Option<usize>>) {
        let keys: Vec<Option<Key>> = names.iter().map(|name| Key::new(name.as_ref())).collect();
        let mut names: Vec<Key> = keys.iter().flatten().cloned().collect();
        names.sort_unstable();
        names.dedup();
        let numbers = keys.iter().map(|key| names.binary_search(key.as_ref()?).ok()).collect();
        let mut firsts: Vec<(Box<str>, Range<usize>)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            match firsts.last_mut() {
                Some((first, range)) if *first == name.first => range.end = at + 1,
                _ => firsts.push((name.first.clone(), at..at + 1)),
            }
        }
        // The fastest automaton takes some kilobytes for each word.
        let kind = (firsts.len() < 20_000).then_some(AhoCorasickKind::DFA);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(kind)
            .build(firsts.iter().map(|(first, _)| &**first));
        let automaton = automaton.ok().filter(|_| !firsts.is_empty());
        (Self { names, firsts, automaton }, numbers)
    }

    /// Whether a name begins with this word.
    pub(super) fn begins_with(&self, word: &str) -> bool {
        self.firsts.binary_search_by(|(first, _)| (**first).cmp(word)).is_ok()
    }

    /// Calls `each` with what could be names, where they begin in order; and those that begin
    /// with the same word, the longest first, until it is content with one.
    pub(super) fn look(&self, text: &str, mut each: impl FnMut(usize, Range<usize>) -> bool) {
        let Some(automaton) = &self.automaton else { return };
        let mut here = Vec::new();
        for found in automaton.find_iter(text) {
            let (start, end) = (found.start(), found.end());
            let before = text[..start].chars().next_back();
            let after = text[end..].chars().next();
            if before.is_some_and(in_word) || after.is_some_and(in_word) {
                continue;
            }
            self.names_at(text, found.pattern().as_usize(), start..end, &mut here);
            while let Some((name, range)) = here.pop() {
                if each(name, range) {
                    break;
                }
            }
        }
    }

    /// Reads on behind a first word. Names in `here` become longer.
    fn names_at(
        &self,
        text: &str,
        first: usize,
        word: Range<usize>,
        here: &mut Vec<(usize, Range<usize>)>,
    ) {
        here.clear();
        let Some((_, range)) = self.firsts.get(first) else { return };
        let (mut low, mut high) = (range.start, range.end);
        let (mut depth, mut at) = (0, word.end);
        let mut spaced = false;
        let mut bytes = [0; 4];
        let mut rest = text[at..].chars();
        loop {
            while low < high && self.names[low].rest.len() == depth {
                let lead = self.lead_before(text, low, word.start);
                here.extend(lead.map(|start| (low, start..at)));
                low += 1;
            }
            let Some(letter) = rest.next().filter(|_| low < high) else { return };
            at += letter.len_utf8();
            let letter = fold(letter);
            if letter == ' ' && std::mem::replace(&mut spaced, true) {
                continue;
            }
            spaced = letter == ' ';
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                let byte_of = |name: &Key| name.rest.as_bytes().get(depth).copied();
                let names = &self.names[low..high];
                high = low + names.partition_point(|name| byte_of(name) <= Some(byte));
                low += names.partition_point(|name| byte_of(name) < Some(byte));
                if low >= high {
                    return;
                }
                depth += 1;
            }
        }
    }

    /// Where a name begins whose first word begins at `start`, if what is before it is there.
    fn lead_before(&self, text: &str, name: usize, start: usize) -> Option<usize> {
        let mut before = text[..start].char_indices().rev();
        let lead = &self.names[name].lead;
        lead.chars().rev().try_fold(start, |_, letter| {
            before.next().filter(|(_, found)| fold(*found) == letter).map(|(at, _)| at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_one_first_word_come_longest_first() {
        let names = ["Law on rest", "Law", "“Law” on rest", "?", "Law on rest days", "Élan"];
        let (index, numbers) = Index::new(&names);
        assert_eq!(numbers[3], None);
        assert!(index.begins_with("Law") && !index.begins_with("rest"));
        let text = "Law  on\u{a0}rest days, Lawyer, ”Law“ on rest; Élan";
        let mut found = Vec::new();
        index.look(text, |name, range| {
            found.push((
                names[numbers.iter().position(|at| *at == Some(name)).unwrap()],
                &text[range],
            ));
            false
        });
        assert_eq!(
            found,
            [
                ("Law on rest days", "Law  on\u{a0}rest days"),
                ("Law on rest", "Law  on\u{a0}rest"),
                ("Law", "Law"),
                ("“Law” on rest", "”Law“ on rest"),
                ("Law", "Law"),
                ("Élan", "Élan"),
            ]
        );
    }
}
