//! Which sentences of two editions belong together: the same words first, then the likest, within
//! a topic before across topics.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::reading::Sentence;

/// Likeness, of a thousand, from which two sentences under one topic belong together.
const ALIKE: u32 = 450;
/// The same for sentences under different topics: a move has to be plain.
const ALIKE_ACROSS: u32 = 700;
/// A sentence of less weight than this is found by its very words or not at all.
const LIGHT: u32 = 24;

/// Pairs of indices: earlier, later.
pub(super) fn align(before: &[Sentence], after: &[Sentence], narrow: bool) -> Vec<(u32, u32)> {
    let mut matching = Matching {
        before,
        after,
        of_before: vec![None; before.len()],
        of_after: vec![None; after.len()],
    };
    // The same words under the same topic, then elsewhere; the same again but for form.
    matching.equal(|sentence| (sentence.exact, Some(sentence.topic)));
    matching.equal(|sentence| (sentence.reduced, Some(sentence.topic)));
    matching.equal(|sentence| sentence.exact);
    matching.likest(narrow);
    let pairs = (0..).zip(&matching.of_after);
    pairs.filter_map(|(after, before)| Some(((*before)?, after))).collect()
}

/// A pair and its rank: likeness, and whether it follows another pair.
type Candidate = (Reverse<(u32, u32)>, u32, u32);

struct Matching<'s> {
    before: &'s [Sentence],
    after: &'s [Sentence],
    of_before: Vec<Option<u32>>,
    of_after: Vec<Option<u32>>,
}

impl Matching<'_> {
    fn join(&mut self, before: u32, after: u32) {
        self.of_before[before as usize] = Some(after);
        self.of_after[after as usize] = Some(before);
    }

    /// Joins sentences of equal keys, the first with the first.
    fn equal<K: Eq + std::hash::Hash>(&mut self, key: impl Fn(&Sentence) -> K) {
        let mut known: HashMap<K, Vec<u32>> = HashMap::new();
        // From the last to the first, so that the first is taken first.
        for (at, sentence) in (0..).zip(self.before).collect::<Vec<_>>().into_iter().rev() {
            // A sentence without words, a row of figures, is like all others.
            if self.of_before[at as usize].is_none() && !sentence.tokens.is_empty() {
                known.entry(key(sentence)).or_default().push(at);
            }
        }
        for (at, sentence) in (0..).zip(self.after) {
            if self.of_after[at as usize].is_some() || sentence.tokens.is_empty() {
                continue;
            }
            if let Some(before) = known.get_mut(&key(sentence)).and_then(Vec::pop) {
                self.join(before, at);
            }
        }
    }

    /// Joins what is left by likeness, the likest first.
    fn likest(&mut self, narrow: bool) {
        let left = |of: &[Option<u32>]| -> Vec<u32> {
            (0..).zip(of).filter(|(_, other)| other.is_none()).map(|(at, _)| at).collect()
        };
        let (before, after) = (left(&self.of_before), left(&self.of_after));
        let mut candidates = self.candidates(&before, &after, narrow);
        candidates.sort_unstable();
        for (_, before, after) in candidates {
            if self.of_before[before as usize].is_none() && self.of_after[after as usize].is_none()
            {
                self.join(before, after);
            }
        }
    }

    /// Pairs that are alike enough, by falling likeness.
    fn candidates(&self, before: &[u32], after: &[u32], narrow: bool) -> Vec<Candidate> {
        let weights = self.weights();
        let weight = |key: u64| weights.get(&key).copied().unwrap_or(1);
        let bag = |sentence: &Sentence| {
            let mut bag: Vec<u64> = sentence.matter().collect();
            bag.sort_unstable();
            bag.dedup();
            let heavy: u32 = bag.iter().map(|key| weight(*key)).sum();
            (bag, heavy)
        };
        let earlier: Vec<(Vec<u64>, u32)> =
            before.iter().map(|at| bag(&self.before[*at as usize])).collect();
        let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
        for (n, (bag, _)) in (0..).zip(&earlier) {
            for key in bag {
                postings.entry(*key).or_default().push(n);
            }
        }
        let mut found = Vec::new();
        let mut shared: Vec<u32> = vec![0; before.len()];
        let mut touched: Vec<u32> = Vec::new();
        for at in after {
            let sentence = &self.after[*at as usize];
            let (keys, heavy) = bag(sentence);
            for key in &keys {
                let (Some(list), weight) = (postings.get(key), weight(*key)) else { continue };
                for n in list {
                    if shared[*n as usize] == 0 {
                        touched.push(*n);
                    }
                    shared[*n as usize] += weight;
                }
            }
            for n in touched.drain(..) {
                let common = std::mem::take(&mut shared[n as usize]);
                let other = before[n as usize];
                let all = heavy + earlier[n as usize].1;
                let likeness = (2000 * common).checked_div(all).unwrap_or(0);
                let same = self.before[other as usize].topic == sentence.topic;
                let enough = if same { ALIKE } else { ALIKE_ACROSS };
                if likeness < enough || common < LIGHT || (narrow && !same) {
                    continue;
                }
                found.push((Reverse(self.rank(likeness, same, other, *at)), other, *at));
            }
        }
        found
    }

    /// Likeness first, a little more for the same topic; then what stands behind the same sentence.
    fn rank(&self, likeness: u32, same: bool, before: u32, after: u32) -> (u32, u32) {
        let follows = |of: &[Option<u32>], at: u32, other: u32| {
            at > 0 && of[at as usize - 1].is_some_and(|joined| joined + 1 == other)
        };
        let near = follows(&self.of_after, after, before);
        (likeness + if same { 100 } else { 0 }, u32::from(near))
    }

    /// How much a word tells: the rarer, the more. In halves of a bit, so that every machine
    /// counts the same.
    fn weights(&self) -> HashMap<u64, u32> {
        let mut counts: HashMap<u64, (u32, u32)> = HashMap::new();
        for (n, sentence) in (0..).zip(self.before.iter().chain(self.after)) {
            for key in sentence.matter() {
                let count = counts.entry(key).or_insert((0, u32::MAX));
                if count.1 != n {
                    *count = (count.0 + 1, n);
                }
            }
        }
        let all = u32::try_from(self.before.len() + self.after.len()).unwrap_or(u32::MAX);
        counts
            .into_iter()
            .map(|(key, (count, _))| {
                let ratio = u64::from(all) * 4 / u64::from(count.max(1));
                (key, 1 + (ratio * ratio).max(1).ilog2())
            })
            .collect()
    }
}
